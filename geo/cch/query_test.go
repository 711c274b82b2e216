package cch_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"rasad/geo/cch"
)

// random makes a multigraph: some clustered nodes, arcs that mostly join near ones, loops and parallels, some arcs infinite.
func random(r *rand.Rand, nodes, arcs int) (cch.Graph, []uint64) {
	g := cch.Graph{X: make([]int32, nodes), Y: make([]int32, nodes)}
	for v := range nodes {
		g.X[v], g.Y[v] = r.Int32N(1000), r.Int32N(1000)
	}
	weights := make([]uint64, arcs)
	for i := range arcs {
		tail := r.IntN(nodes)
		head := (tail + r.IntN(5)) % nodes
		if r.IntN(5) == 0 {
			head = r.IntN(nodes)
		}
		g.Tail, g.Head = append(g.Tail, uint32(tail)), append(g.Head, uint32(head))
		weights[i] = randomWeight(r)
	}
	return g, weights
}

func randomWeight(r *rand.Rand) uint64 {
	switch r.IntN(10) {
	case 0:
		return cch.Infinite[uint64]()
	case 1:
		return uint64(1+r.IntN(3))<<32 | uint64(r.IntN(5))
	default:
		return uint64(1+r.IntN(1000))<<32 | uint64(r.IntN(100000))
	}
}

func build(t testing.TB, g cch.Graph) *cch.Topology {
	t.Helper()
	order, err := cch.Order(context.Background(), g, nil)
	if err != nil {
		t.Fatal(err)
	}
	topology, err := cch.Build(g, order)
	if err != nil {
		t.Fatal(err)
	}
	return topology
}

// dijkstra is the plain twin: least costs from seeds to all nodes, by a scan for the nearest.
func dijkstra(g cch.Graph, weights []uint64, seeds []cch.Seed[uint64]) []uint64 {
	inf := cch.Infinite[uint64]()
	cost := slices.Repeat([]uint64{inf}, len(g.X))
	for _, s := range seeds {
		cost[s.Node] = min(cost[s.Node], s.Cost)
	}
	for changed := true; changed; {
		changed = false
		for i := range g.Tail {
			if c := cost[g.Tail[i]] + weights[i]; cost[g.Tail[i]] < inf && weights[i] < inf && c < cost[g.Head[i]] {
				cost[g.Head[i]], changed = c, true
			}
		}
	}
	return cost
}

func randomSeeds(r *rand.Rand, nodes int) []cch.Seed[uint64] {
	seeds := make([]cch.Seed[uint64], 1+r.IntN(4))
	for i := range seeds {
		seeds[i] = cch.Seed[uint64]{Node: uint32(r.IntN(nodes)), Cost: uint64(r.IntN(50)) << 32}
	}
	return seeds
}

func expected(cost []uint64, to []cch.Seed[uint64]) uint64 {
	best := cch.Infinite[uint64]()
	for _, s := range to {
		best = min(best, cost[s.Node]+s.Cost)
	}
	return best
}

func TestDistanceAndPathBesideDijkstra(t *testing.T) {
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 1))
		nodes := 1 + r.IntN(120)
		g, weights := random(r, nodes, r.IntN(4*nodes))
		m := cch.Customise(build(t, g), weights)
		q := m.Query()
		for range 20 {
			from, to := randomSeeds(r, nodes), randomSeeds(r, nodes)
			want := expected(dijkstra(g, weights, from), to)
			if got := q.Distance(from, to); got != want {
				t.Fatalf("graph %d: distance %d, want %d", seed, got, want)
			}
			checkPath(t, q, g, weights, from, to, want)
		}
		q.Release()
	}
}

func checkPath(t *testing.T, q *cch.Query[uint64], g cch.Graph, weights []uint64, from, to []cch.Seed[uint64], want uint64) {
	t.Helper()
	cost, arcs, first, last := q.Path(from, to)
	if cost != want {
		t.Fatalf("path costs %d, want %d", cost, want)
	}
	if want == cch.Infinite[uint64]() {
		if arcs != nil || first != -1 || last != -1 {
			t.Fatalf("no way, but %v from %d to %d", arcs, first, last)
		}
		return
	}
	sum, at := from[first].Cost+to[last].Cost, from[first].Node
	for _, a := range arcs {
		if g.Tail[a] != at {
			t.Fatalf("arc %d leaves %d, the path stands at %d", a, g.Tail[a], at)
		}
		sum, at = sum+weights[a], g.Head[a]
	}
	if at != to[last].Node || sum != cost {
		t.Fatalf("path ends at %d, want %d; sums to %d, want %d", at, to[last].Node, sum, cost)
	}
}

func TestPartialEqualsFull(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 2))
		nodes := 2 + r.IntN(150)
		g, weights := random(r, nodes, 1+r.IntN(4*nodes))
		topology := build(t, g)
		m := cch.Customise(topology, weights)
		now := slices.Clone(weights)
		for range 8 {
			var arcs []uint32
			var changed []uint64
			for range 1 + r.IntN(6) {
				a := uint32(r.IntN(len(weights)))
				if slices.Contains(arcs, a) {
					continue
				}
				w := randomWeight(r)
				if r.IntN(3) == 0 {
					w = weights[a] // reopened
				}
				now[a] = w
				arcs, changed = append(arcs, a), append(changed, w)
			}
			m = m.With(arcs, changed)
			if !cch.Same(m, cch.Customise(topology, slices.Clone(now))) {
				t.Fatalf("graph %d: partial customisation differs", seed)
			}
		}
		back := make([]uint32, len(weights))
		for a := range back {
			back[a] = uint32(a)
		}
		if m = m.With(back, weights); !cch.Same(m, cch.Customise(topology, weights)) {
			t.Fatalf("graph %d: after reopening differs", seed)
		}
	}
}
