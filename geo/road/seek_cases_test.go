package road_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"rasad/geo/road"
)

// at is a place some metres east and north of a corner in Lucknow.
func at(east, north float64) road.Point {
	const unit = 6_371_008.8 * math.Pi / 180 * 1e-7
	return road.Point{Lon: 809_000_000 + int32(math.Round(east/unit/math.Cos(26.8*math.Pi/180))), Lat: 268_000_000 + int32(math.Round(north/unit))}
}

func line(eastNorth ...float64) (l []road.Point) {
	for i := 0; i < len(eastNorth); i += 2 {
		l = append(l, at(eastNorth[i], eastNorth[i+1]))
	}
	return l
}

func asked(bearing, give float64) road.Ask { return road.Ask{Bearing: &bearing, BearingRange: &give} }

// TestSnapCases: edge 0 runs 100 m east and then 100 m north, edge 1 from its corner's end on; edge 2, an island, lies between.
//
//	            |
//	            0
//	   2--      |
//	---0--------+---1---
func TestSnapCases(t *testing.T) {
	n := drawn(line(0, 0, 100, 0, 100, 100), line(100, 0, 200, 0), line(40, 10, 60, 10))
	x, oneWay := road.NewIndex(n), &road.Costs{Edge: make([]road.Cost, 6), EndsOnly: make([]bool, 6)}
	oneWay.Edge[road.Directed(0, true)] = road.Infinite
	land := mainland{0: true, 1: true}
	kerb := road.Ask{Kerb: true}
	for name, c := range map[string]struct {
		at                road.Point
		ask               road.Ask
		costs             *road.Costs
		edge              int
		metres, fraction  float64
		right             bool
		forward, backward bool
		skipped           bool
	}{
		"left":                  {at: at(20, 5), metres: 5, fraction: .1, forward: true, backward: true},
		"right":                 {at: at(20, -5), metres: 5, fraction: .1, right: true, forward: true, backward: true},
		"kerb, left":            {at: at(20, 5), ask: kerb, metres: 5, fraction: .1, forward: true},
		"kerb, right":           {at: at(20, -5), ask: kerb, metres: 5, fraction: .1, right: true, backward: true},
		"kerb, one-way":         {at: at(20, -5), ask: kerb, costs: oneWay, metres: 5, fraction: .1, right: true, forward: true},
		"on the line":           {at: at(20, 0), ask: kerb, fraction: .1, forward: true, backward: true},
		"outside the bend":      {at: at(103, -4), metres: 4, edge: 1, fraction: .03, right: true, forward: true, backward: true},
		"past the island":       {at: at(50, 9), metres: 9, fraction: .25, forward: true, backward: true, skipped: true},
		"to the island":         {at: at(50, 9), ask: road.Ask{Islands: true}, edge: 2, metres: 1, fraction: .5, right: true, forward: true, backward: true},
		"heading east":          {at: at(90, 20), ask: asked(80, 20), metres: 20, fraction: .45, forward: true},
		"heading west":          {at: at(90, 20), ask: asked(275, 20), metres: 20, fraction: .45, backward: true},
		"heading north":         {at: at(60, 20), ask: asked(359, 5), metres: 40, fraction: .6, forward: true},
		"heading any":           {at: at(90, 20), ask: asked(80, 180), metres: 10, fraction: .6, forward: true, backward: true},
		"heading north, kerb":   {at: at(90, 20), ask: func() road.Ask { a := asked(0, 30); a.Kerb = true; return a }(), metres: 10, fraction: .6, forward: true},
		"tie at a junction":     {at: at(-3, -4), metres: 5, right: true, forward: true, backward: true},
		"corner belongs to two": {at: at(100, 0), fraction: .5, forward: true, backward: true},
	} {
		got := x.Snap(c.costs, land, degrees(c.at), c.ask, nil)
		if len(got) != 1 {
			t.Errorf("%s: %d snaps", name, len(got))
			continue
		}
		s := got[0]
		if s.Edge != uint32(c.edge) || math.Abs(s.Metres-c.metres) > 0.02 || math.Abs(s.Fraction-c.fraction) > 1e-3 ||
			s.Right != c.right || s.Forward != c.forward || s.Backward != c.backward || s.Skipped != c.skipped || s.Place != c.at {
			t.Errorf("%s: %+v", name, s)
		}
	}
	heading := asked(0, 30)
	heading.Kerb = true // northward, but the place is at the kerb of those going south
	if got := x.Snap(nil, land, degrees(at(110, 50)), heading, nil); len(got) != 0 {
		t.Errorf("heading north at the other kerb: %+v", got)
	}
}

// TestSnapOutside wants nothing for places that are none, and something for every other, be the network empty, tiny or far.
func TestSnapOutside(t *testing.T) {
	n := drawn(line(0, 0, 0, 0), line(5, 5, 5, 5, 9, 9))
	x := road.NewIndex(n)
	for _, p := range []orb.Point{{math.NaN(), 26}, {80, math.Inf(1)}, {181, 0}, {0, -91}} {
		if got := x.Snap(nil, nil, p, road.Ask{Limit: 3}, nil); got != nil {
			t.Errorf("%v: %+v", p, got)
		}
	}
	for _, p := range []orb.Point{{-180, -90}, {180, 90}, {0, 0}, degrees(at(0, 0))} {
		got := x.Snap(nil, nil, p, road.Ask{Limit: 1 << 40}, nil)
		if len(got) != 2 {
			t.Errorf("%v: %+v", p, got)
		}
		if near := x.Snap(nil, nil, p, road.Ask{MaxMetres: 1}, nil); len(near) > 0 && near[0].Metres > 1 {
			t.Errorf("%v: %+v", p, near)
		}
	}
	if got := road.NewIndex(&road.Network{}).Snap(nil, nil, orb.Point{80, 26}, road.Ask{}, nil); got != nil {
		t.Errorf("of no network: %+v", got)
	}
}

// FuzzSnap wants sound answers of any place and any wish.
func FuzzSnap(f *testing.F) {
	n := scrawl(rand.New(rand.NewPCG(6, 6)), 200)
	x := road.NewIndex(n)
	f.Add(80.9, 26.8, 0.0, 90.0, 20.0, false, 3)
	f.Add(-180.0, 90.0, -1.0, math.NaN(), -5.0, true, -1)
	f.Fuzz(func(t *testing.T, lon, lat, most, heading, give float64, kerb bool, limit int) {
		last := -1.0
		for _, s := range x.Snap(nil, nil, orb.Point{lon, lat}, road.Ask{MaxMetres: most, Bearing: &heading, BearingRange: &give, Kerb: kerb, Limit: limit}, nil) {
			if !(s.Fraction >= 0 && s.Fraction <= 1) || !(s.Metres >= last) || int(s.Edge) >= len(n.Edges) || !s.Forward && !s.Backward || most > 0 && s.Metres > most*1.000001 {
				t.Fatalf("%+v after %v m", s, last)
			}
			last = s.Metres
		}
	})
}

func BenchmarkSnapScrawl(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 7))
	x := road.NewIndex(scrawl(r, 100_000))
	places := make([]orb.Point, 4096)
	for i := range places {
		places[i] = orb.Point{80.9 + r.Float64()*0.01, 26.8 + r.Float64()*0.01}
	}
	var dst []road.Snap
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		dst = x.Snap(nil, nil, places[i&4095], road.Ask{}, dst[:0])
	}
}

// TestSnapHairpin: ahead of a bend to the left, a place lies to the right, whichever of the two legs is looked along.
//
//	--------<
//	-------->   * *
func TestSnapHairpin(t *testing.T) {
	x := road.NewIndex(drawn(line(0, 0, 100, 0, 0, 10), line(500, 0, 400, 10, 500, 10)))
	for _, p := range []road.Point{at(105, 1), at(105, -1), at(110, 0), at(102, -5)} {
		if got := x.Snap(nil, nil, degrees(p), road.Ask{Kerb: true}, nil); len(got) != 1 || got[0].Edge != 0 || !got[0].Right || got[0].Forward || !got[0].Backward {
			t.Errorf("%v: %+v", p, got)
		}
	}
	for _, p := range []road.Point{at(396, 11), at(395, 9)} { // to the right it bends, and so the outside is on the left
		if got := x.Snap(nil, nil, degrees(p), road.Ask{Kerb: true}, nil); len(got) != 1 || got[0].Edge != 1 || got[0].Right || !got[0].Forward || got[0].Backward {
			t.Errorf("%v: %+v", p, got)
		}
	}
}
