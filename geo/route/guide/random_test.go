package guide

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"rasad/geo/road"
)

// randomTown is a crooked mesh of streets, some named, some one-way, some circles, some too short to notice.
func randomTown(r *rand.Rand) (*road.Network, *road.Costs) {
	const size = 7
	n, costs := &road.Network{}, &road.Costs{}
	for y := range size {
		for x := range size {
			step := 9_000
			if r.IntN(3) == 0 {
				step = 1_500
			}
			n.Junctions = append(n.Junctions, road.Point{
				Lon: 809_500_000 + int32(x*9_000+r.IntN(step)), Lat: 268_500_000 + int32(y*9_000+r.IntN(step)),
			})
		}
	}
	classes := []string{"primary", "residential", "residential", "service", "footway", "motorway", "motorway_link", "ferry"}
	for range 12 {
		w := road.Way{Class: classes[r.IntN(len(classes))]}
		if r.IntN(2) == 0 {
			w.NameHi = []string{"माल रोड", "अशोक मार्ग", "गली"}[r.IntN(3)]
		}
		if r.IntN(3) == 0 {
			w.NameEn = []string{"Mall Road", "Ashok Marg"}[r.IntN(2)]
		}
		if r.IntN(4) == 0 {
			w.Traits = road.Roundabout
		}
		if w.Class == "ferry" {
			w.Traits = road.Ferry
		}
		n.Ways = append(n.Ways, w)
	}
	for a := range uint32(size * size) {
		for _, b := range []uint32{a + 1, a + size, a + size + 1} {
			if b < size*size && (b == a+size || b%size != 0) && r.IntN(5) > 0 {
				randomEdge(r, n, costs, a, b)
			}
		}
	}
	return n, costs
}

func randomEdge(r *rand.Rand, n *road.Network, costs *road.Costs, a, b uint32) {
	first := uint32(len(n.Points))
	n.Points = append(n.Points, n.Junctions[a])
	for range r.IntN(3) {
		p := between(n.Junctions[a], n.Junctions[b], r.Float64())
		p.Lat += int32(r.IntN(500))
		n.Points = append(n.Points, p)
	}
	n.Points = append(n.Points, n.Junctions[b])
	last := uint32(len(n.Points) - 1)
	cm := uint32(max(1, 100*measure(n.Points[first:])))
	n.Edges = append(n.Edges, road.Edge{From: a, To: b, Way: uint32(r.IntN(len(n.Ways))), First: first, Last: last, Length: cm})
	back := road.MakeCost(cm, cm)
	if r.IntN(4) == 0 {
		back = road.Infinite
	}
	costs.Edge = append(costs.Edge, road.MakeCost(cm, cm), back)
}

// randomPath walks about.
func randomPath(r *rand.Rand, n *road.Network, costs *road.Costs, arms *Arms) Path {
	var p Path
	b := &builder{n: n, arms: arms, o: Options{Costs: costs}}
	d := road.Directed(uint32(r.IntN(len(n.Edges))), false)
	for range 1 + r.IntN(25) {
		cost, turn := costs.Edge[d], road.MakeCost(uint32(r.IntN(3000)), 0)
		if len(p.Passages) == 0 {
			turn = 0
		}
		p.Passages = append(p.Passages, Passage{Edge: d, To: 1, Cost: cost, Turn: turn})
		p.Cost += cost + turn
		var next []road.DirectedEdge
		for _, out := range arms.of(b.head(d)) {
			if b.open(out) && (out != d.Reverse() || r.IntN(10) == 0) {
				next = append(next, out)
			}
		}
		if len(next) == 0 {
			break
		}
		d = next[r.IntN(len(next))]
	}
	p.Passages[0].From = r.Float64()
	last := &p.Passages[len(p.Passages)-1]
	last.To = last.From + (1-last.From)*r.Float64()
	p.From.Edge, p.To.Edge, p.To.Metres = p.Passages[0].Edge.Edge(), last.Edge.Edge(), r.Float64()*20
	return p
}

// TestRandomWalks: lines join, sums agree, every text is there; and no sharp turn away from a straighter way goes unsaid.
func TestRandomWalks(t *testing.T) {
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 11))
		n, costs := randomTown(r)
		arms := NewArms(n)
		for range 10 {
			p := randomPath(r, n, costs, arms)
			profile := road.Profile(r.IntN(road.Profiles))
			steps := Steps(n, profile, p, Options{Costs: costs, Arms: arms})
			checkSteps(t, n, p, steps)
			b := &builder{n: n, arms: arms, profile: profile, o: Options{Costs: costs}}
			for i := 1; i < len(p.Passages); i++ {
				in, out := p.Passages[i-1].Edge, p.Passages[i].Edge
				if a := math.Abs(b.angle(in, out)); a < 80 || b.circular(in) || b.circular(out) || !straighter(b, in, out, a) {
					continue
				}
				if !told(steps, n.Junctions[b.head(in)]) {
					t.Fatalf("seed %d, %v: nothing said of a turn by %.0f° at passage %d:\n%s", seed, profile, b.angle(in, out), i, list(steps))
				}
			}
		}
	}
}

func straighter(b *builder, in, out road.DirectedEdge, angle float64) bool {
	for _, o := range b.choices(in, out) {
		if math.Abs(o.angle) < angle-30 && mode(b.profile, b.way(o.edge)) == mode(b.profile, b.way(in)) {
			return true
		}
	}
	return false
}

// told says that a step begins at a place, or is one movement with a turn there.
func told(steps []Step, at road.Point) bool {
	for _, s := range steps {
		for _, x := range s.Intersections {
			if x.At == at && (s.At == at || folded(s, x)) {
				return true
			}
		}
	}
	return false
}

// folded says that within 20 m of an intersection the step turns again.
func folded(s Step, x Intersection) bool {
	for _, y := range s.Intersections {
		if y.At != x.At && metres(x.At, y.At) < short/100 {
			return true
		}
	}
	return false
}

func list(steps []Step) (text string) {
	for _, s := range steps {
		text += fmt.Sprintf("%s %s %v %d cm: %s\n", s.Type, s.Modifier, s.At, s.Length, Text(s, "en"))
	}
	return text
}

func BenchmarkSteps(b *testing.B) {
	r := rand.New(rand.NewPCG(4, 11))
	n, costs := randomTown(r)
	arms := NewArms(n)
	var p Path
	for len(p.Passages) < 20 {
		p = randomPath(r, n, costs, arms)
	}
	b.ReportAllocs()
	for b.Loop() {
		Steps(n, road.Car, p, Options{Costs: costs, Arms: arms})
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(p.Passages)), "ns/passage")
}

func BenchmarkText(b *testing.B) {
	s := Step{Type: "turn", Modifier: "left", NameHi: "माल रोड", Mode: "driving"}
	b.ReportAllocs()
	for b.Loop() {
		Text(s, "hi")
	}
}
