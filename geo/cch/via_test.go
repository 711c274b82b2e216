package cch_test

import (
	"math/rand/v2"
	"testing"

	"rasad/geo/cch"
)

func TestViasAreWays(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 5))
		nodes := 2 + r.IntN(80)
		g, weights := random(r, nodes, 4*nodes)
		q := cch.Customise(build(t, g), weights).Query()
		for range 10 {
			from, to := randomSeeds(r, nodes), randomSeeds(r, nodes)
			best := expected(dijkstra(g, weights, from), to)
			last, count := uint64(0), 0
			q.Vias(from, to, best+best/2, func(v cch.Via[uint64]) bool {
				if count == 0 && v.Cost != best || v.Cost < last || v.Cost > best+best/2 {
					t.Fatalf("way %d costs %d, the one before %d, the best %d", count, v.Cost, last, best)
				}
				last, count = v.Cost, count+1
				sum, at := from[v.From].Cost+to[v.To].Cost, from[v.From].Node
				for i, a := range v.Arcs {
					if g.Tail[a] != at {
						t.Fatalf("arc %d of the way does not begin where the one before ends", i)
					}
					sum, at = sum+weights[a], g.Head[a]
				}
				if sum != v.Cost || at != to[v.To].Node || v.Middle > len(v.Arcs) {
					t.Fatalf("way sums to %d at %d, want %d at %d", sum, at, v.Cost, to[v.To].Node)
				}
				return true
			})
			if (count > 0) != (best < cch.Infinite[uint64]()) {
				t.Fatalf("%d ways, the best %d", count, best)
			}
			if got := q.Distance(from, to); got != best {
				t.Fatalf("the next search finds %d, want %d", got, best)
			}
		}
	}
}
