package cch_test

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"rasad/geo/cch"
)

func manySeeds(r *rand.Rand, nodes, places int) [][]cch.Seed[uint64] {
	all := make([][]cch.Seed[uint64], places)
	for i := range all {
		if r.IntN(9) > 0 { // some places have no street
			all[i] = randomSeeds(r, nodes)
		}
	}
	return all
}

func TestMatrixNearestAndSweepBesideDijkstra(t *testing.T) {
	inf := cch.Infinite[uint64]()
	for seed := range uint64(80) {
		r := rand.New(rand.NewPCG(seed, 3))
		nodes := 1 + r.IntN(150)
		g, weights := random(r, nodes, r.IntN(4*nodes))
		m := cch.Customise(build(t, g), weights)
		from, to := manySeeds(r, nodes, r.IntN(12)), manySeeds(r, nodes, r.IntN(12))
		out := make([]uint64, len(from)*len(to))
		if err := m.Matrix(context.Background(), from, to, out); err != nil {
			t.Fatal(err)
		}
		index := m.Index(to, 3)
		for i := range from {
			cost := dijkstra(g, weights, from[i])
			var near []cch.Found[uint64]
			for j := range to {
				want := expected(cost, to[j])
				if got := out[i*len(to)+j]; got != want {
					t.Fatalf("graph %d: cell %d, %d is %d, want %d", seed, i, j, got, want)
				}
				if want < inf {
					near = append(near, cch.Found[uint64]{Facility: j, Cost: want})
				}
			}
			slices.SortStableFunc(near, func(a, b cch.Found[uint64]) int { return cmp.Compare(a.Cost, b.Cost) })
			for k := range 5 {
				want := near[:min(k, 3, len(near))]
				if got := index.Nearest(from[i], k, nil); !slices.Equal(got, want) {
					t.Fatalf("graph %d: %d nearest are %v, want %v", seed, k, got, want)
				}
			}
			checkSweep(t, g, weights, m, from[i], cost)
		}
	}
}

func checkSweep(t *testing.T, g cch.Graph, weights []uint64, m *cch.Metric[uint64], seeds []cch.Seed[uint64], cost []uint64) {
	t.Helper()
	s := m.FromSeeds(seeds)
	if !slices.Equal(s.Cost, cost) {
		t.Fatalf("sweep %v, want %v", s.Cost, cost)
	}
	backward := cch.Graph{X: g.X, Y: g.Y, Tail: g.Head, Head: g.Tail}
	if got, want := m.ToSeeds(seeds).Cost, dijkstra(backward, weights, seeds); !slices.Equal(got, want) {
		t.Fatalf("sweep towards %v, want %v", got, want)
	}
	alone := make([][]uint64, len(seeds))
	for i := range seeds {
		alone[i] = dijkstra(g, weights, seeds[i:i+1])
	}
	for v, w := range s.Which {
		want := int32(-1)
		for i := range alone {
			if alone[i][v] < cch.Infinite[uint64]() && (want < 0 || alone[i][v] < alone[want][v]) {
				want = int32(i)
			}
		}
		if w != want {
			t.Fatalf("node %d belongs to %d, want %d", v, w, want)
		}
	}
}

func TestMatrixRefuses(t *testing.T) {
	g := cch.Graph{X: []int32{0, 1}, Y: []int32{0, 0}, Tail: []uint32{0}, Head: []uint32{1}}
	m := cch.Customise(build(t, g), []uint32{7})
	one := [][]cch.Seed[uint32]{{{Node: 0}}}
	if err := m.Matrix(context.Background(), one, one, nil); !errors.Is(err, cch.ErrGraph) {
		t.Errorf("no room: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := m.Matrix(ctx, one, one, make([]uint32, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestBuildRefuses(t *testing.T) {
	good := cch.Graph{X: []int32{0, 1}, Y: []int32{0, 0}, Tail: []uint32{0}, Head: []uint32{1}}
	for name, c := range map[string]struct {
		graph cch.Graph
		order []uint32
	}{
		"short order":     {good, []uint32{0}},
		"node twice":      {good, []uint32{1, 1}},
		"no such node":    {good, []uint32{0, 2}},
		"y missing":       {cch.Graph{X: []int32{0}}, []uint32{0}},
		"arc to nowhere":  {cch.Graph{X: []int32{0}, Y: []int32{0}, Tail: []uint32{0}, Head: []uint32{1}}, []uint32{0}},
		"arc without end": {cch.Graph{X: []int32{0}, Y: []int32{0}, Tail: []uint32{0}}, []uint32{0}},
	} {
		if _, err := cch.Build(c.graph, c.order); !errors.Is(err, cch.ErrGraph) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzDistance compares distances on graphs that the input draws.
func FuzzDistance(f *testing.F) {
	f.Add([]byte{0, 1, 5, 1, 2, 7, 2, 0, 9}, uint8(0), uint8(2))
	f.Fuzz(func(t *testing.T, arcs []byte, from, to uint8) {
		const nodes = 16
		g := cch.Graph{X: make([]int32, nodes), Y: make([]int32, nodes)}
		for v := range nodes {
			g.X[v], g.Y[v] = int32(v%4), int32(v/4)
		}
		var weights []uint64
		for ; len(arcs) >= 3 && len(weights) < 64; arcs = arcs[3:] {
			g.Tail, g.Head = append(g.Tail, uint32(arcs[0]%nodes)), append(g.Head, uint32(arcs[1]%nodes))
			weights = append(weights, uint64(arcs[2])+1)
		}
		q := cch.Customise(build(t, g), weights).Query()
		a, b := []cch.Seed[uint64]{{Node: uint32(from % nodes)}}, []cch.Seed[uint64]{{Node: uint32(to % nodes)}}
		want := expected(dijkstra(g, weights, a), b)
		if got := q.Distance(a, b); got != want {
			t.Fatalf("distance %d, want %d", got, want)
		}
		checkPath(t, q, g, weights, a, b, want)
	})
}
