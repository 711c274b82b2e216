package reach_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"github.com/peterstace/simplefeatures/geom"

	"rasad/geo/road"
	"rasad/geo/route/reach"
)

// unit is the metres of a unit of latitude; streets are drawn around 0°, where one of longitude is as long.
const unit = 6_371_008.8 * math.Pi / 180 * 1e-7

func at(east, north float64) road.Point {
	return road.Point{Lon: int32(math.Round(east / unit)), Lat: int32(math.Round(north / unit))}
}

// drawn makes a network of lines.
func drawn(lines ...[]road.Point) *road.Network {
	n := &road.Network{}
	for _, line := range lines {
		first := uint32(len(n.Points))
		n.Points = append(n.Points, line...)
		n.Edges = append(n.Edges, road.Edge{First: first, Last: uint32(len(n.Points) - 1), Length: 1})
	}
	return n
}

// sweep makes costs at random: every line is reached, or not, at some time, at either end, by somebody.
func sweep(r *rand.Rand, edges, facilities int) reach.Sweep {
	var lines [][]road.Point
	for range edges {
		x, y := r.Float64()*1500, r.Float64()*1500
		line := []road.Point{at(x, y)}
		for range 1 + r.IntN(4) {
			x, y = x+r.Float64()*300-150, y+r.Float64()*300-150
			line = append(line, at(x, y))
		}
		lines = append(lines, line)
	}
	starts, costs, which := make([]road.Cost, 2*edges), make([]road.Cost, 2*edges), make([]int, 2*edges)
	for d := range starts {
		starts[d], costs[d], which[d] = road.MakeCost(r.Uint32N(500_000), 0), road.MakeCost(drive(r, lines[d/2]), 0), r.IntN(facilities)
		if r.IntN(4) == 0 {
			starts[d] = road.Infinite
		}
		if r.IntN(6) == 0 {
			costs[d] = road.Infinite
		}
	}
	return reach.Sweep{
		Network: drawn(lines...), From: make([]road.Snap, facilities), Towards: r.IntN(2) == 0,
		At:    func(d road.DirectedEdge) road.Cost { return starts[d] },
		Edge:  func(d road.DirectedEdge) road.Cost { return costs[d] },
		Which: func(d road.DirectedEdge) int { return which[d] },
	}
}

// drive takes a line at 15 to 30 m/s: with streets much faster than walking, the nearest place on a street is the best one to leave it.
func drive(r *rand.Rand, line []road.Point) uint32 {
	sum := 0.0
	for i := 1; i < len(line); i++ {
		sum += math.Hypot(float64(line[i].Lon-line[i-1].Lon), float64(line[i].Lat-line[i-1].Lat)) * unit
	}
	return uint32(sum/(15+15*r.Float64())*1000) + 1
}

// spot is a reached place.
type spot struct {
	x, y, t float64 // metres, milliseconds
	which   int
}

// spots samples every street each metre.
func spots(s reach.Sweep) (list []spot) {
	for d := range road.DirectedEdge(2 * len(s.Network.Edges)) {
		start, whole := s.At(d), s.Edge(d)
		if start >= road.Infinite || whole >= road.Infinite {
			continue
		}
		e := s.Network.Edges[d.Edge()]
		line := slices.Clone(s.Network.Points[e.First : e.Last+1])
		if d.Backward() {
			slices.Reverse(line)
		}
		total, along := 0.0, 0.0
		long := func(i int) float64 {
			return math.Hypot(float64(line[i].Lon-line[i-1].Lon), float64(line[i].Lat-line[i-1].Lat)) * unit
		}
		for i := 1; i < len(line); i++ {
			total += long(i)
		}
		for i := 1; i < len(line); i++ {
			steps := math.Ceil(long(i))
			for k := 0.0; k <= steps; k++ {
				share := k / steps
				t := float64(whole>>32) * (along + share*long(i)) / total
				if s.Towards {
					t = -t
				}
				if t += float64(start >> 32); t >= 0 {
					x := float64(line[i-1].Lon) + share*float64(line[i].Lon-line[i-1].Lon)
					y := float64(line[i-1].Lat) + share*float64(line[i].Lat-line[i-1].Lat)
					list = append(list, spot{x * unit, y * unit, t, s.Which(d)})
				}
			}
			along += long(i)
		}
	}
	return list
}

func degrees(x, y float64) orb.Point { return orb.Point{x / unit / 1e7, y / unit / 1e7} }

// sound wants a valid geometry, outer rings counter-clockwise and holes clockwise, and gives it as the library has it.
func sound(t *testing.T, mp orb.MultiPolygon) geom.MultiPolygon {
	t.Helper()
	var polygons []geom.Polygon
	for _, p := range mp {
		var rings []geom.LineString
		for i, ring := range p {
			if got := ring.Orientation(); got != orb.CCW && i == 0 || got != orb.CW && i > 0 {
				t.Fatalf("ring %d turns %v", i, got)
			}
			var flat []float64
			for _, v := range ring {
				flat = append(flat, v[0]*1e4, v[1]*1e4)
			}
			rings = append(rings, geom.NewLineString(geom.NewSequence(flat, geom.DimXY)))
		}
		polygons = append(polygons, geom.NewPolygon(rings))
	}
	out := geom.NewMultiPolygon(polygons)
	if err := out.Validate(); err != nil {
		t.Fatalf("%v: %v", err, mp)
	}
	return out
}

// TestIsochrones holds places at random to their distance from every reached spot, but for those within a cell of the outline.
func TestIsochrones(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const cell, aside, speed = 10, 40, 1.25
	inside, outside := 0, 0
	for range 12 {
		s := sweep(r, 1+r.IntN(25), 1)
		s.From = nil
		limits := []uint32{400_000, 100_000, 250_000}
		got, err := reach.Isochrones(context.Background(), s, limits, reach.Options{Cell: cell, Aside: aside, Speed: speed})
		if err != nil {
			t.Fatal(err)
		}
		reached := spots(s)
		for i, mp := range got {
			sound(t, mp)
			for range 300 {
				x, y := r.Float64()*1500, r.Float64()*1500
				least := math.Inf(1)
				for _, p := range reached {
					if left := float64(limits[i]) - p.t; left >= 0 {
						least = min(least, math.Hypot(x-p.x, y-p.y)-min(aside, left*speed/1000))
					}
				}
				in := planar.MultiPolygonContains(mp, degrees(x, y))
				if in && least > cell*1.5 && !nearHole(reached, x, y) || !in && least < -cell*1.5 {
					t.Fatalf("%v, %v is %v m from what is reached in %d ms: inside %v", x, y, least, limits[i], in)
				}
				if in {
					inside++
				} else {
					outside++
				}
			}
		}
		holds(t, got[2], got[1])
		holds(t, got[0], got[2])
	}
	if min(inside, outside) < 500 {
		t.Errorf("%d inside, %d outside: the sample says little", inside, outside)
	}
}

// holds wants nothing of one to lie outside the other, but for what rounding to a centimetre may.
func holds(t *testing.T, larger, smaller orb.MultiPolygon) {
	t.Helper()
	a, b := sound(t, smaller), sound(t, larger)
	rest, err := geom.Difference(a.AsGeometry(), b.AsGeometry())
	if err != nil || rest.Area() > 1e-4*a.Area() {
		t.Fatalf("%v of %v is outside (%v)", rest.Area(), a.Area(), err)
	}
}

// nearHole says that a place could be in a hole small enough to be filled: something is reached on every side of it, nearby.
func nearHole(reached []spot, x, y float64) bool {
	var quarters [4]bool
	for _, p := range reached {
		if math.Hypot(x-p.x, y-p.y) < 130 {
			quarter := 0
			if p.x > x {
				quarter++
			}
			if p.y > y {
				quarter += 2
			}
			quarters[quarter] = true
		}
	}
	return quarters == [4]bool{true, true, true, true}
}

// TestAreas wants valid areas that do not overlap, and holds places to the facility whose streets reach them first, but for close calls.
func TestAreas(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	const cell, aside, speed = 12, 100, 1.25
	checked := 0
	for range 10 {
		s := sweep(r, 5+r.IntN(25), 1+r.IntN(6))
		got, err := reach.Areas(context.Background(), s, 0, reach.Options{Cell: cell, Aside: aside, Speed: speed})
		if err != nil || len(got) != len(s.From) {
			t.Fatal(len(got), err)
		}
		sum, all := 0.0, geom.Geometry{}
		for _, mp := range got {
			one := sound(t, mp)
			sum += one.Area()
			if all, err = geom.Union(all, one.AsGeometry()); err != nil {
				t.Fatal(err)
			}
		}
		if math.Abs(all.Area()-sum) > 1e-6*sum {
			t.Fatalf("areas of %v together cover %v", sum, all.Area())
		}
		reached := spots(s)
		for range 60 {
			x, y := r.Float64()*1500, r.Float64()*1500
			in := slices.IndexFunc(got, func(mp orb.MultiPolygon) bool { return planar.MultiPolygonContains(mp, degrees(x, y)) })
			if !first(reached, x, y, in, aside, cell, speed) {
				t.Fatalf("%v, %v is in area %d, where it is not first", x, y, in)
			}
			if in >= 0 {
				checked++
			}
		}
	}
	if checked < 200 {
		t.Errorf("%d places checked: the sample says little", checked)
	}
}

// first says that within a cell of a place there is one where a facility's streets are reached first, or of -1, none are: a place of the raster is never
// farther than a fifth of a cell from one of those tried.
func first(reached []spot, x, y float64, facility int, aside, cell, speed float64) bool {
	near := slices.DeleteFunc(slices.Clone(reached), func(p spot) bool { return math.Hypot(x-p.x, y-p.y) > aside+3*cell })
	for i := range 81 {
		px, py := x+cell/4*float64(i%9-4), y+cell/4*float64(i/9-4)
		best, own := math.Inf(1), math.Inf(1)
		for _, p := range near {
			far := math.Hypot(px-p.x, py-p.y)
			soon := p.t + far/speed*1000
			if far <= aside-cell/4-1 {
				best = min(best, soon)
			}
			if far <= aside+cell/4+1 && p.which == facility {
				own = min(own, soon)
			}
		}
		if facility < 0 && math.IsInf(best, 1) || own <= best+(cell/2+2)/speed*1000 && own < math.Inf(1) {
			return true
		}
	}
	return false
}

// TestFrom draws the edge on which one starts, which no other leads to.
func TestFrom(t *testing.T) {
	n := drawn([]road.Point{at(0, 0), at(100, 0), at(1000, 0)})
	for _, towards := range []bool{false, true} {
		s := reach.Sweep{
			Network: n, Towards: towards, From: []road.Snap{{Edge: 0, Fraction: 0.5, Forward: true}},
			At:   func(road.DirectedEdge) road.Cost { return road.Infinite },
			Edge: func(d road.DirectedEdge) road.Cost { return road.MakeCost(100_000, 0) }, // 10 m/s
		}
		got, err := reach.Isochrones(context.Background(), s, []uint32{20_000, 1_000_000}, reach.Options{Cell: 5, Aside: 20})
		if err != nil || len(got) != 2 || len(got[0]) != 1 || len(got[1]) != 1 {
			t.Fatal(got, err)
		}
		for i, want := range [2][2]float64{{480, 700}, {480, 1020}} {
			if towards {
				want[0], want[1] = 1000-want[1], 1000-want[0]
			}
			b := got[i][0].Bound()
			if west, east := b.Min[0]*1e7*unit, b.Max[0]*1e7*unit; math.Abs(west-want[0]) > 8 || math.Abs(east-want[1]) > 8 {
				t.Errorf("towards %v, limit %d: from %.0f to %.0f m, want %v", towards, i, west, east, want)
			}
		}
	}
}

// TestErrors wants refusals by name, nothing of nothing, and an end when asked.
func TestErrors(t *testing.T) {
	s := sweep(rand.New(rand.NewPCG(5, 6)), 50, 3)
	ctx := context.Background()
	for want, try := range map[reach.Error]func() error{
		reach.BadLimits: func() error { _, err := reach.Isochrones(ctx, s, []uint32{5, 0}, reach.Options{}); return err },
		reach.BadOptions: func() error {
			_, err := reach.Areas(ctx, s, 0, reach.Options{Cell: math.NaN()})
			return err
		},
		reach.TooMany: func() error {
			s := s
			s.From = make([]road.Snap, reach.MaxFrom+1)
			_, err := reach.Areas(ctx, s, 0, reach.Options{})
			return err
		},
	} {
		if err := try(); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
	nowhere := s
	nowhere.At = func(road.DirectedEdge) road.Cost { return road.Infinite }
	got, err := reach.Isochrones(ctx, nowhere, []uint32{1000}, reach.Options{})
	areas, err2 := reach.Areas(ctx, nowhere, 1000, reach.Options{})
	if err != nil || err2 != nil || len(got) != 1 || len(got[0]) != 0 || len(areas) != 3 || len(areas[0]) != 0 {
		t.Errorf("of nothing: %v %v %v %v", got, err, areas, err2)
	}
	ended, end := context.WithCancel(ctx)
	end()
	if _, err := reach.Isochrones(ended, s, []uint32{500_000}, reach.Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestLarge wants coarser cells, not more memory, of streets far apart, and every street still drawn.
func TestLarge(t *testing.T) {
	var lines [][]road.Point
	for i := range 40 {
		x := float64(i) * 10_000
		lines = append(lines, []road.Point{at(x, x), at(x+500, x)})
	}
	s := reach.Sweep{
		Network: drawn(lines...),
		At:      func(road.DirectedEdge) road.Cost { return road.MakeCost(1, 0) },
		Edge:    func(road.DirectedEdge) road.Cost { return road.MakeCost(1000, 0) },
	}
	got, err := reach.Isochrones(context.Background(), s, []uint32{3_600_000}, reach.Options{})
	if err != nil || len(got[0]) != 40 {
		t.Fatalf("%d parts, %v", len(got[0]), err)
	}
	sound(t, got[0])
}
