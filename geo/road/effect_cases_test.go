package road_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"rasad/geo/road"
)

func ring(eastNorth ...float64) orb.Ring {
	var r orb.Ring
	for _, p := range line(eastNorth...) {
		r = append(r, degrees(p))
	}
	return append(r, r[0])
}

// town is a street from west to east in three edges, a side street to the north at each inner junction, and a bridge over the middle.
//
//	      3   5   4
//	      |   :   |
//	--0---+---1---+---2--
//	          :
func town() *road.Network {
	n := drawn(line(0, 0, 100, 0), line(100, 0, 200, 0), line(200, 0, 300, 0), line(100, 0, 100, 100), line(200, 0, 200, 100), line(150, -50, 150, 50))
	n.Ways[5].Traits = road.Bridge
	return n
}

func edgesOf(list []road.DirectedEdge) (edges []uint32) {
	for _, d := range list {
		if !d.Backward() {
			edges = append(edges, d.Edge())
		}
	}
	return edges
}

// TestEffectCases reads like the picture of town.
func TestEffectCases(t *testing.T) {
	x := road.NewIndex(town())
	along := func(eastNorth ...float64) orb.LineString {
		return orb.LineString(ring(eastNorth...)[:len(eastNorth)/2])
	}
	middle := orb.Polygon{ring(90, -60, 210, -60, 210, 60, 90, 60)}
	for name, c := range map[string]struct {
		area road.Area
		want []uint32
	}{
		"touches":               {road.Area{Geometry: middle}, []uint32{0, 1, 2, 3, 4}},
		"inside":                {road.Area{Geometry: middle, Rule: road.Inside}, []uint32{1}},
		"inside, bridges too":   {road.Area{Geometry: middle, Rule: road.Inside, Levels: true}, []uint32{1, 5}},
		"crosses":               {road.Area{Geometry: middle, Rule: road.Crosses}, []uint32{0, 2, 3, 4}},
		"to a corner":           {road.Area{Geometry: orb.Polygon{ring(100, 0, 120, -20, 80, -20)}}, nil},
		"along a side":          {road.Area{Geometry: orb.Polygon{ring(100, 0, 200, 0, 150, -40)}}, []uint32{1}},
		"in a hole":             {road.Area{Geometry: orb.Polygon{ring(-50, -50, 350, -50, 350, 150, -50, 150), ring(95, -1, 205, -1, 205, 10, 95, 10)}}, []uint32{0, 2, 3, 4}},
		"barricade":             {road.Area{Geometry: along(250, -5, 250, 5)}, []uint32{2}},
		"barricade at the kerb": {road.Area{Geometry: along(250, 1, 250, 5)}, nil},
		"drawn along":           {road.Area{Geometry: along(-10, 0, 210, 0)}, []uint32{0, 1}},
		"drawn beside":          {road.Area{Geometry: along(0, -8, 190, -8)}, []uint32{0, 1}},
		"drawn farther off":     {road.Area{Geometry: along(0, -18, 190, -18)}, nil},
		"drawn farther, wider":  {road.Area{Geometry: along(0, -18, 190, -18), Width: 20}, []uint32{0, 1}},
		"under a bridge":        {road.Area{Geometry: along(140, 20, 160, 20)}, nil},
		"on a bridge":           {road.Area{Geometry: along(140, 20, 160, 20), Levels: true}, []uint32{5}},
		"by id, and an area":    {road.Area{WayIDs: []int64{105}, Geometry: orb.Polygon{ring(290, -5, 310, -5, 310, 5, 290, 5)}}, []uint32{2, 5}},
	} {
		got, err := x.Effect(c.area)
		if err != nil || !slices.Equal(edgesOf(got.Edges), c.want) || !slices.IsSorted(got.Edges) {
			t.Errorf("%s: %v %v, want %v", name, edgesOf(got.Edges), err, c.want)
		}
	}
}

// TestEffectModes tells which directions a mode is about.
func TestEffectModes(t *testing.T) {
	x := road.NewIndex(town())
	d := road.Directed
	middle := orb.Polygon{ring(50, -60, 210, -60, 210, 60, 50, 60)} // all of edge 1, parts of 0, 2, 3 and 4
	both := []road.DirectedEdge{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	for name, c := range map[string]struct {
		area          road.Area
		edges, within []road.DirectedEdge
	}{
		"no entry":         {road.Area{Geometry: middle}, both, nil},
		"forward":          {road.Area{WayIDs: []int64{101, 103}, Direction: road.ForwardOnly}, []road.DirectedEdge{d(1, false), d(3, false)}, nil},
		"backward":         {road.Area{WayIDs: []int64{101}, Direction: road.BackwardOnly}, []road.DirectedEdge{d(1, true)}, nil},
		"slow":             {road.Area{WayIDs: []int64{101}, Mode: road.Slow, Factor: 3}, []road.DirectedEdge{2, 3}, nil},
		"no through":       {road.Area{Geometry: middle, Mode: road.NoThrough}, both, both},
		"no through, east": {road.Area{WayIDs: []int64{101}, Mode: road.NoThrough, Direction: road.ForwardOnly}, []road.DirectedEdge{2}, []road.DirectedEdge{2, 3}},
		"exit only": { // from where edges 2 and 4 stand
			road.Area{WayIDs: []int64{100, 101, 103}, Mode: road.ExitOnly},
			[]road.DirectedEdge{d(1, true)}, []road.DirectedEdge{0, 1, 2, 3, 6, 7},
		},
	} {
		got, err := x.Effect(c.area)
		if err != nil || !slices.Equal(got.Edges, c.edges) || !slices.Equal(got.Within, c.within) || got.Profiles != road.Every || got.Factor != c.area.Factor {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
}

// TestAreaErrors wants each fault by its name.
func TestAreaErrors(t *testing.T) {
	x := road.NewIndex(town())
	good := orb.Polygon{ring(0, 0, 10, 0, 10, 10)}
	long := make(orb.LineString, road.MaxAreaVertices+1)
	nan := orb.Polygon{{{math.NaN(), 26}, {80, 27}, {81, 27}, {math.NaN(), 26}}}
	for want, areas := range map[road.AreaFault][]road.Area{
		road.NoArea: {
			{}, {Geometry: orb.Polygon{}}, {Geometry: orb.MultiPolygon{}}, {Geometry: orb.MultiPolygon{{}}}, {Geometry: orb.LineString{{80, 26}}}, {Geometry: orb.Polygon{{}}},
		},
		road.BadPlace:        {{Geometry: nan}, {Geometry: orb.LineString{{80, 26}, {80, math.Inf(1)}}}, {Geometry: orb.LineString{{80, 91}, {80, 26}}}},
		road.BadKind:         {{Geometry: orb.Point{80, 26}}, {Geometry: orb.Collection{good}}},
		road.TooManyVertices: {{Geometry: long}, {WayIDs: make([]int64, road.MaxAreaWays+1)}},
		road.TooLarge:        {{Geometry: orb.LineString{{80, 20}, {80, 26}}}, {Geometry: orb.LineString{{80, 20}, {84.9, 24.9}}}},
		road.BadRing:         {{Geometry: orb.Polygon{{{80, 26}, {80, 27}, {81, 27}}}}, {Geometry: orb.Polygon{{{80, 26}, {80, 27}, {81, 27}, {81, 26}}}}},
		road.CrossesItself: {
			{Geometry: orb.Polygon{{{80, 26}, {81, 27}, {81, 26}, {80, 27}, {80, 26}}}},
			{Geometry: orb.Polygon{good[0], ring(90, 90, 95, 90, 95, 95)}},
		},
		road.BadFactor: {
			{Geometry: good, Mode: road.Slow}, {Geometry: good, Mode: road.Slow, Factor: 1}, {Geometry: good, Mode: road.Slow, Factor: 101},
			{Geometry: good, Mode: road.Slow, Factor: math.NaN()},
		},
		road.BadWidth:   {{Geometry: good, Width: -1}, {Geometry: good, Width: 1e9}, {Geometry: good, Width: math.NaN()}},
		road.BadChoice:  {{Geometry: good, Mode: 9}, {Geometry: good, Rule: 9}, {Geometry: good, Direction: 9}, {Geometry: good, Profiles: 1 << 7}},
		road.UnknownWay: {{WayIDs: []int64{101, 7}}},
	} {
		for i, a := range areas {
			_, err := x.Effect(a)
			if e := (*road.AreaError)(nil); !errors.As(err, &e) || e.Fault != want || e.Error() == "" || want == road.UnknownWay && !slices.Equal(e.Ways, []int64{7}) {
				t.Errorf("%s %d: %v", want, i, err)
			}
		}
	}
	if _, err := x.Effect(road.Area{Geometry: good}); err != nil {
		t.Error(err)
	}
}

// FuzzEffect wants sound effects, or errors, of any triangle and line.
func FuzzEffect(f *testing.F) {
	n := scrawl(rand.New(rand.NewPCG(9, 9)), 200)
	x := road.NewIndex(n)
	f.Add(80.9, 26.8, 0.01, 0.0, 0.0, 0.01, 15.0, uint8(0), uint8(1))
	f.Fuzz(func(t *testing.T, lon, lat, dx, dy, ex, ey, width float64, mode, rule uint8) {
		a, b, c := orb.Point{lon, lat}, orb.Point{lon + dx, lat + dy}, orb.Point{lon + ex, lat + ey}
		for _, g := range []orb.Geometry{orb.Polygon{{a, b, c, a}}, orb.LineString{a, b, c}} {
			effect, err := x.Effect(road.Area{Geometry: g, Width: width, Mode: road.Mode(mode), Rule: road.Rule(rule), Factor: 2})
			if e := (*road.AreaError)(nil); err != nil && !errors.As(err, &e) {
				t.Fatal(err)
			}
			if !slices.IsSorted(effect.Edges) || !slices.IsSorted(effect.Within) || len(effect.Edges) > 2*len(n.Edges) {
				t.Fatalf("%+v", effect)
			}
		}
	})
}
