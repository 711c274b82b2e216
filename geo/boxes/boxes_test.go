package boxes_test

import (
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"rasad/geo/boxes"
)

// meetSlow crosses every edge of one with every edge of the other, which is exact for coordinates that are whole numbers.
func meetSlow(rings []orb.Ring, area bool, b orb.Bound) bool {
	corners := b.ToRing()
	for _, r := range rings {
		for i := 1; i < len(r); i++ {
			if b.Contains(r[i-1]) || b.Contains(r[i]) {
				return true
			}
			for k := 1; k < len(corners); k++ {
				if cross(r[i-1], r[i], corners[k-1], corners[k]) {
					return true
				}
			}
		}
	}
	if !area {
		return false
	}
	in := false // no edge meets the box: its corner speaks for it
	p := orb.Point{b.Min[0], b.Min[1]}
	for _, r := range rings {
		for i := 1; i < len(r); i++ {
			a, c := r[i-1], r[i]
			if (a[1] > p[1]) != (c[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])/(c[1]-a[1])*(c[0]-a[0]) {
				in = !in
			}
		}
	}
	return in
}

func cross(a, b, c, d orb.Point) bool {
	side := func(p, q, r orb.Point) float64 { return (q[0]-p[0])*(r[1]-p[1]) - (q[1]-p[1])*(r[0]-p[0]) }
	on := func(p, q, r orb.Point) bool { return side(p, q, r) == 0 && orb.MultiPoint{p, q}.Bound().Contains(r) }
	if on(a, b, c) || on(a, b, d) || on(c, d, a) || on(c, d, b) {
		return true
	}
	return side(a, b, c)*side(a, b, d) < 0 && side(c, d, a)*side(c, d, b) < 0
}

// TestMeet holds random lines and polygons, of whole numbers, to the slow twin.
func TestMeet(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	at := func() orb.Point { return orb.Point{float64(r.IntN(17)), float64(r.IntN(17))} }
	met := 0
	for range 20_000 {
		box := orb.MultiPoint{at(), at()}.Bound()
		line := orb.LineString{}
		for range 2 + r.IntN(4) {
			line = append(line, at())
		}
		if got, want := boxes.Meet(line, box), meetSlow([]orb.Ring{orb.Ring(line)}, false, box); got != want {
			t.Fatalf("%v and %v: %v, want %v", line, box, got, want)
		}
		a, b, c := at(), at(), at()
		triangle := orb.Ring{a, b, c, a}
		if got, want := boxes.Meet(orb.MultiPolygon{{triangle}}, box), meetSlow([]orb.Ring{triangle}, true, box); got != want {
			t.Fatalf("%v and %v: %v, want %v", triangle, box, got, want)
		} else if got {
			met++
		}
	}
	if met < 2000 || met > 18_000 {
		t.Errorf("%d of 20,000 meet: the sample says little", met)
	}
}

// TestMeetKinds runs every kind of geometry, nil and empty ones too.
func TestMeetKinds(t *testing.T) {
	box := orb.Bound{Min: orb.Point{0, 0}, Max: orb.Point{2, 2}}
	square := func(low, high float64) orb.Ring {
		return orb.Bound{Min: orb.Point{low, low}, Max: orb.Point{high, high}}.ToRing()
	}
	for _, c := range []struct {
		g    orb.Geometry
		want bool
	}{
		{nil, false}, {orb.Point{1, 1}, true}, {orb.Point{2, 2}, true}, {orb.Point{3, 1}, false}, {orb.MultiPoint{{9, 9}, {1, 1}}, true}, {orb.MultiPoint{}, false},
		{orb.LineString{}, false}, {orb.LineString{{1, 1}}, true}, {orb.LineString{{-1, 1}, {9, 1}}, true}, {orb.MultiLineString{{{5, 5}, {6, 6}}}, false},
		{orb.Polygon{}, false}, {orb.MultiPolygon{}, false}, {orb.Polygon{square(-5, 9)}, true}, {orb.Polygon{square(-5, 9), square(-1, 3)}, false},
		{square(1, 5), true}, {orb.Collection{orb.Point{5, 5}, orb.Point{0, 0}}, true}, {square(1, 5).Bound(), true},
	} {
		if got := boxes.Meet(c.g, box); got != c.want {
			t.Errorf("%T %v: %v", c.g, c.g, got)
		}
	}
}
