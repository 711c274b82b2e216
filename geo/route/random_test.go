package route_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"rasad/geo/road"
	"rasad/geo/route"
)

// town draws streets on a grid of about 60 m: one-ways, private streets, several classes, some links missing.
func town(r *rand.Rand, side int) road.Source {
	var s road.Source
	point := func(x, y int) orb.Point { return orb.Point{80.9 + float64(x)*0.0006, 26.8 + float64(y)*0.0006} }
	node := func(x, y int) int64 { return int64(1000*y + x + 1) }
	id := int64(1)
	street := func(x, y, dx, dy int) {
		if r.IntN(6) == 0 {
			return
		}
		w := road.SourceWay{ID: id, Class: [...]string{"residential", "tertiary", "primary", "footway", "service"}[r.IntN(5)], Tags: map[string]string{}}
		id++
		w.NodeIDs = []int64{node(x, y), node(x+dx, y+dy)}
		w.Line = orb.LineString{point(x, y), point(x+dx, y+dy)}
		switch r.IntN(8) {
		case 0:
			w.Tags["oneway"] = "yes"
		case 1:
			w.Tags["access"] = "private"
		case 2:
			w.Tags["oneway"] = "-1"
		}
		s.Ways = append(s.Ways, w)
	}
	for y := range side {
		for x := range side {
			if x+1 < side {
				street(x, y, 1, 0)
			}
			if y+1 < side {
				street(x, y, 0, 1)
			}
		}
	}
	return s
}

func randomSnap(r *rand.Rand, n *road.Network) road.Snap {
	s := road.Snap{Edge: uint32(r.IntN(len(n.Edges))), Fraction: r.Float64(), Forward: true, Backward: true}
	if r.IntN(4) == 0 {
		s.Fraction = float64(r.IntN(2))
	}
	return s
}

func randomEffects(r *rand.Rand, n *road.Network) []road.Effect {
	var out []road.Effect
	for i := range r.IntN(4) {
		e := road.Effect{ID: string(rune('a' + i)), Mode: road.Mode(r.IntN(4)), Factor: 1 + 3*r.Float64(), Profiles: road.Every}
		for range 1 + r.IntN(5) {
			d := road.Directed(uint32(r.IntN(len(n.Edges))), false)
			e.Edges = append(e.Edges, d, d.Reverse())
		}
		slices.Sort(e.Edges)
		e.Edges = slices.Compact(e.Edges)
		if e.Mode == road.NoThrough {
			e.Within = e.Edges
		}
		out = append(out, e)
	}
	return out
}

// plain is the twin: costs of all arcs under effects, worked out anew, and a search by rounds over them.
type plain struct {
	n       *road.Network
	p       road.Profile
	effects []road.Effect
}

func (w plain) weights(from, to road.Snap) []road.Cost {
	c, g := w.n.Costs(w.p, road.Factors{}), w.n.Graph(w.p)
	out := g.Weights(w.n, c)
	slow := map[road.DirectedEdge]float64{}
	closed := map[road.DirectedEdge]bool{}
	for _, e := range w.effects {
		inside := false
		for _, s := range []road.Snap{from, to} {
			inside = inside || slices.Contains(e.Within, road.Directed(s.Edge, false)) || slices.Contains(e.Within, road.Directed(s.Edge, true))
		}
		for _, d := range e.Edges {
			switch {
			case e.Mode == road.Slow:
				slow[d] = max(slow[d], e.Factor)
			case e.Mode != road.NoThrough || !inside:
				closed[d] = true
			}
		}
	}
	for a := range g.Arcs {
		d := g.Arcs[a].Edge
		if d == road.NoEdge {
			continue
		}
		cost := c.Edge[d]
		if f := slow[d]; f > 0 && cost < road.Infinite {
			ms, cm := road.Split(cost)
			cost = road.MakeCost(uint32(float64(ms)*f), cm)
		}
		if closed[d] {
			cost = road.Infinite
		}
		if slow[d] > 0 || closed[d] {
			out[a] = g.Weight(c, uint32(a), cost)
		}
	}
	return out
}

func share(c road.Cost, f float64) road.Cost {
	ms, cm := road.Split(c)
	return road.MakeCost(uint32(float64(ms)*f+0.5), uint32(float64(cm)*f+0.5))
}

func (w plain) cost(from, to road.Snap) road.Cost {
	g, weights := w.n.Graph(w.p), w.weights(from, to)
	at := slices.Repeat([]road.Cost{road.Infinite}, len(g.Junction))
	best := road.Infinite
	along := func(s road.Snap, d road.DirectedEdge) float64 {
		if d.Backward() {
			return 1 - s.Fraction
		}
		return s.Fraction
	}
	for a, arc := range g.Arcs {
		if arc.Edge == road.NoEdge || arc.Edge.Edge() != from.Edge || weights[a] >= road.Infinite || arc.Kind != road.Plain && arc.Kind != road.Origin {
			continue
		}
		f := along(from, arc.Edge)
		at[arc.Head] = min(at[arc.Head], weights[a]-share(weights[a], f))
		if to.Edge == from.Edge && along(to, arc.Edge) >= f {
			best = min(best, share(weights[a], along(to, arc.Edge))-share(weights[a], f))
		}
	}
	for changed := true; changed; {
		changed = false
		for a, arc := range g.Arcs {
			if c := at[arc.Tail] + weights[a]; at[arc.Tail] < road.Infinite && weights[a] < road.Infinite && c < at[arc.Head] {
				at[arc.Head], changed = c, true
			}
		}
	}
	for a, arc := range g.Arcs {
		if arc.Edge != road.NoEdge && arc.Edge.Edge() == to.Edge && weights[a] < road.Infinite && arc.Kind <= road.Memory && at[arc.Tail] < road.Infinite {
			best = min(best, at[arc.Tail]+share(weights[a], along(to, arc.Edge)))
		}
	}
	return best
}

func TestEverythingBesideThePlainSearch(t *testing.T) {
	for number := range uint64(12) {
		r := rand.New(rand.NewPCG(number, 4))
		n, _, err := road.Build(context.Background(), town(r, 3+r.IntN(5)), road.Options{})
		if err != nil {
			t.Fatal(err)
		}
		e, err := route.New(context.Background(), n, route.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s := e.Snapshot(0, nil)
		for epoch := range int64(4) {
			s = s.Next(epoch, randomEffects(r, n))
			for p := range road.Profile(road.Profiles) {
				compare(t, r, s, n, p)
			}
		}
	}
}

func compare(t *testing.T, r *rand.Rand, s *route.Snapshot, n *road.Network, p road.Profile) {
	t.Helper()
	w := plain{n: n, p: p, effects: s.Effects()}
	from, to := make([]road.Snap, 4), make([]road.Snap, 5)
	for i := range from {
		from[i] = randomSnap(r, n)
	}
	for j := range to {
		to[j] = randomSnap(r, n)
	}
	to[0].Edge = from[0].Edge
	matrix, err := s.Matrix(context.Background(), p, from, to)
	if err != nil {
		t.Fatal(err)
	}
	index := s.Index(p, to, len(to))
	for i := range from {
		found := map[int]road.Cost{}
		for _, f := range index.Nearest(from[i], len(to)) {
			found[f.Facility] = f.Cost
		}
		for j := range to {
			want := w.cost(from[i], to[j])
			path, ok := s.Route(p, from[i], to[j])
			near, known := found[j]
			if !known {
				near = road.Infinite
			}
			if path.Cost != want || ok != (want < road.Infinite) || matrix[i*len(to)+j] != want || near != want {
				t.Fatalf("%v from %+v to %+v under %+v: route %d, cell %d, nearest %d, want %d", p, from[i], to[j], s.Effects(), path.Cost, matrix[i*len(to)+j], near, want)
			}
			if ok {
				checkPath(t, n, path)
			}
		}
	}
}

func checkPath(t *testing.T, n *road.Network, path route.Path) {
	t.Helper()
	var sum road.Cost
	ends := func(d road.DirectedEdge) (from, to uint32) {
		e := n.Edges[d.Edge()]
		if d.Backward() {
			return e.To, e.From
		}
		return e.From, e.To
	}
	for i, one := range path.Passages {
		sum += one.Cost + one.Turn
		if i == 0 {
			continue
		}
		_, before := ends(path.Passages[i-1].Edge)
		if after, _ := ends(one.Edge); before != after {
			t.Fatalf("passage %d does not begin where the one before ends", i)
		}
	}
	if sum != path.Cost {
		t.Fatalf("passages cost %d, the path %d", sum, path.Cost)
	}
}
