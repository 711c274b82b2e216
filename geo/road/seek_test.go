package road_test

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"rasad/geo/road"
)

// drawn makes a network of lines as they are drawn, each an edge of its own way. Vertices at the same place are one junction.
func drawn(lines ...[]road.Point) *road.Network {
	n := &road.Network{}
	known := map[road.Point]uint32{}
	junction := func(p road.Point) uint32 {
		if _, ok := known[p]; !ok {
			known[p] = uint32(len(n.Junctions))
			n.Junctions = append(n.Junctions, p)
		}
		return known[p]
	}
	for i, line := range lines {
		n.Ways = append(n.Ways, road.Way{ID: int64(100 + i), Class: "residential"})
		first := uint32(len(n.Points))
		n.Points = append(n.Points, line...)
		n.Edges = append(n.Edges, road.Edge{
			From: junction(line[0]), To: junction(line[len(line)-1]), Way: uint32(i), First: first, Last: uint32(len(n.Points) - 1), Length: 1,
		})
	}
	return n
}

// scrawl makes lines at random around Lucknow, on a grid coarse enough for shared vertices, sometimes with vertices twice.
func scrawl(r *rand.Rand, edges int) *road.Network {
	at := func() road.Point {
		return road.Point{Lon: 809_000_000 + r.Int32N(40)*2500, Lat: 268_000_000 + r.Int32N(40)*2500}
	}
	var lines [][]road.Point
	for range edges {
		line := []road.Point{at()}
		for range 1 + r.IntN(5) {
			last := line[len(line)-1]
			line = append(line, road.Point{Lon: last.Lon + (r.Int32N(5)-2)*2500, Lat: last.Lat + (r.Int32N(5)-2)*2500})
		}
		lines = append(lines, line)
	}
	return drawn(lines...)
}

// metres is the distance on the sphere (haversine).
func metres(a, b orb.Point) float64 {
	rad := math.Pi / 180
	h := math.Pow(math.Sin((b[1]-a[1])*rad/2), 2) + math.Cos(a[1]*rad)*math.Cos(b[1]*rad)*math.Pow(math.Sin((b[0]-a[0])*rad/2), 2)
	return 2 * 6_371_008.8 * math.Asin(math.Sqrt(h))
}

func degrees(p road.Point) orb.Point { return orb.Point{float64(p.Lon) / 1e7, float64(p.Lat) / 1e7} }

// nearestSlow finds the nearest place on a segment by golden section: the distance to a place on a line has one least value.
func nearestSlow(p, a, b orb.Point) (best, share float64) {
	at := func(t float64) float64 { return metres(p, orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}) }
	low, high, golden := 0.0, 1.0, (math.Sqrt(5)-1)/2
	for range 45 {
		if l, h := high-golden*(high-low), low+golden*(high-low); at(l) < at(h) {
			high = h
		} else {
			low = l
		}
	}
	share = (low + high) / 2
	for _, t := range []float64{0, 1} {
		if at(t) <= at(share) {
			share = t
		}
	}
	return at(share), share
}

type slowSnap struct {
	edge             uint32
	metres, fraction float64
}

// snapSlow measures every edge that is allowed.
func snapSlow(n *road.Network, at orb.Point, allowed func(edge uint32) bool) []slowSnap {
	var all []slowSnap
	for e, edge := range n.Edges {
		if !allowed(uint32(e)) {
			continue
		}
		best, along, total := slowSnap{uint32(e), math.Inf(1), 0}, 0.0, 0.0
		for v := edge.First; v < edge.Last; v++ {
			a, b := degrees(n.Points[v]), degrees(n.Points[v+1])
			d, share := nearestSlow(at, a, b)
			if d < best.metres-1e-6 {
				best.metres, along = d, total+share*metres(a, b)
			}
			total += metres(a, b)
		}
		if total > 0 {
			best.fraction = along / total
		}
		all = append(all, best)
	}
	slices.SortStableFunc(all, func(a, b slowSnap) int { return cmp.Compare(a.metres, b.metres) })
	return all
}

type mainland map[uint32]bool

func (m mainland) Main(edge uint32) bool { return m[edge] }

// TestSnap holds the index to a search of every edge, over random lines, profiles' rights and islands.
func TestSnap(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 20 {
		n := scrawl(r, 1+r.IntN(300))
		x := road.NewIndex(n)
		costs, land := rights(r, n)
		for range 15 {
			p := degrees(road.Point{Lon: 808_900_000 + r.Int32N(300_000), Lat: 267_900_000 + r.Int32N(300_000)})
			ask := road.Ask{Limit: r.IntN(12), Islands: r.IntN(3) == 0}
			if r.IntN(2) == 0 {
				ask.MaxMetres = 300 * r.Float64()
			}
			got := x.Snap(costs, land, p, ask, nil)
			usable := func(e uint32) bool {
				f, b := may(costs, e)
				return f || b
			}
			islands := snapSlow(n, p, func(e uint32) bool { return usable(e) && !land[e] })
			want := snapSlow(n, p, func(e uint32) bool { return usable(e) && (ask.Islands || land[e]) })
			if ask.MaxMetres > 0 {
				want = slices.DeleteFunc(want, func(s slowSnap) bool { return s.metres > ask.MaxMetres })
			}
			want = want[:min(len(want), max(ask.Limit, 1))]
			compareSnaps(t, n, costs, got, want)
			for _, s := range got {
				skipped := !ask.Islands && len(islands) > 0 && islands[0].metres < s.Metres-1e-3
				if s.Skipped != skipped && (ask.Islands || len(islands) == 0 || math.Abs(islands[0].metres-s.Metres) > 1e-2) {
					t.Fatalf("skipped %v, want %v: %+v", s.Skipped, skipped, s)
				}
			}
		}
	}
}

// rights makes edges one-way, closed, or open at the ends, at random, and islands of a fifth of them.
func rights(r *rand.Rand, n *road.Network) (*road.Costs, mainland) {
	c, land := &road.Costs{Edge: make([]road.Cost, 2*len(n.Edges)), EndsOnly: make([]bool, 2*len(n.Edges))}, mainland{}
	for d := range c.Edge {
		c.Edge[d] = road.MakeCost(1000, 100)
		if r.IntN(3) == 0 {
			c.Edge[d] = road.Infinite
			c.EndsOnly[d] = r.IntN(4) == 0
		}
		land[uint32(d/2)] = r.IntN(5) > 0
	}
	return c, land
}

func may(c *road.Costs, e uint32) (forward, backward bool) {
	f, b := road.Directed(e, false), road.Directed(e, true)
	return c.Edge[f] < road.Infinite || c.EndsOnly[f], c.Edge[b] < road.Infinite || c.EndsOnly[b]
}

func compareSnaps(t *testing.T, n *road.Network, costs *road.Costs, got []road.Snap, want []slowSnap) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d snaps, want %d", len(got), len(want))
	}
	for i, s := range got {
		if math.Abs(s.Metres-want[i].metres) > 1e-4+1e-3*want[i].metres {
			t.Fatalf("%d: %.6f m, want %.6f", i, s.Metres, want[i].metres)
		}
		if i > 0 && (got[i-1].Metres > s.Metres || got[i-1].Metres == s.Metres && got[i-1].Edge >= s.Edge) {
			t.Fatalf("%d is out of order", i)
		}
		if f, b := may(costs, s.Edge); f != s.Forward || b != s.Backward {
			t.Fatalf("rights of %+v: %v %v", s, f, b)
		}
		if d := metres(degrees(s.Place), degrees(s.On)); math.Abs(d-s.Metres) > 0.02+1e-3*d {
			t.Fatalf("%+v is %.4f m from the place", s, d)
		}
		if at, _ := n.PointAt(s.Edge, s.Fraction); metres(degrees(at), degrees(s.On)) > 0.03 {
			t.Fatalf("fraction %v of edge %d is at %v, not at %v", s.Fraction, s.Edge, at, s.On)
		}
		j := slices.IndexFunc(want, func(w slowSnap) bool { return w.edge == s.Edge })
		if j < 0 && s.Metres < want[len(want)-1].metres*0.999-1e-4 || j >= 0 && math.Abs(want[j].metres-s.Metres) > 1e-4+1e-3*s.Metres {
			t.Fatalf("edge %d at %.6f m, want %+v", s.Edge, s.Metres, want)
		}
	}
}

// TestSnapAlone wants the same answer for a place whatever else is asked beside it, and the first of many to be the one.
func TestSnapAlone(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	n := scrawl(r, 500)
	x := road.NewIndex(n)
	for range 500 {
		p := orb.Point{80.9 + r.Float64()*0.01, 26.8 + r.Float64()*0.01}
		one, many := x.Snap(nil, nil, p, road.Ask{}, nil), x.Snap(nil, nil, p, road.Ask{Limit: 20}, nil)
		if len(one) != 1 || len(many) != 20 || one[0] != many[0] {
			t.Fatalf("%+v alone, %+v of many", one, many[:1])
		}
	}
}
