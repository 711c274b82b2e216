package cql2

import (
	"errors"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	"github.com/paulmach/orb/planar"
	"github.com/peterstace/simplefeatures/geom"
)

// shape is a geometry with what comparing it needs. Geometries of literals are prepared once; those of rows when they are compared.
type shape struct {
	geometry orb.Geometry
	bound    orb.Bound
	full     *geom.Geometry // for relations that need all of the DE-9IM; nil: not prepared
}

func newShape(g orb.Geometry) *shape { return &shape{geometry: g, bound: g.Bound()} }

// prepare makes the full form; it fails when the geometry is not valid.
func (s *shape) prepare() error {
	full, err := fullOf(s.geometry)
	if err != nil {
		return err
	}
	s.full = &full
	return nil
}

func fullOf(g orb.Geometry) (geom.Geometry, error) {
	bytes, err := wkb.Marshal(g)
	if err != nil {
		return geom.Geometry{}, err
	}
	full, err := geom.UnmarshalWKB(bytes)
	if err == nil && full.IsEmpty() {
		err = errors.New("it is empty")
	}
	return full, err
}

// relate answers a spatial operator; unknown when a geometry is not valid.
func relate(op Op, a, b *shape) tri {
	if a.geometry == nil || b.geometry == nil {
		return unknown
	}
	if !a.bound.Intersects(b.bound) { // nothing in common
		return triOf(op == "s_disjoint")
	}
	if point, ok := a.geometry.(orb.Point); ok {
		if answer, ok := pointAnd(op, point, b); ok {
			return answer
		}
	}
	if point, ok := b.geometry.(orb.Point); ok && (op == "s_intersects" || op == "s_disjoint") {
		if answer, ok := pointAnd(op, point, a); ok {
			return answer
		}
	}
	return relateFully(op, a, b)
}

// pointAnd compares a point with a polygon, or polygons, without the general machinery; ok is false when it does not know how.
func pointAnd(op Op, p orb.Point, area *shape) (answer tri, ok bool) {
	var in side
	switch g := area.geometry.(type) {
	case orb.Polygon:
		in = sideOf(p, g)
	case orb.MultiPolygon:
		for _, polygon := range g {
			in = max(in, sideOf(p, polygon))
		}
	default:
		return unknown, false
	}
	switch op {
	case "s_intersects":
		return triOf(in != outside), true
	case "s_disjoint":
		return triOf(in == outside), true
	case "s_within":
		return triOf(in == inside), true
	case "s_touches":
		return triOf(in == onEdge), true
	case "s_equals", "s_contains", "s_crosses", "s_overlaps":
		return no, true
	}
	return unknown, false
}

// side says where a point is in regard to an area.
type side uint8

const (
	outside side = iota
	onEdge
	inside
)

func sideOf(p orb.Point, polygon orb.Polygon) side {
	for i, ring := range polygon {
		switch {
		case onRing(p, ring):
			return onEdge
		case planar.RingContains(ring, p) == (i > 0): // out of the outline, or in a hole
			return outside
		}
	}
	if len(polygon) == 0 {
		return outside
	}
	return inside
}

func onRing(p orb.Point, ring orb.Ring) bool {
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		if p[0] < min(a[0], b[0]) || p[0] > max(a[0], b[0]) || p[1] < min(a[1], b[1]) || p[1] > max(a[1], b[1]) {
			continue
		}
		if (b[0]-a[0])*(p[1]-a[1]) == (b[1]-a[1])*(p[0]-a[0]) {
			return true
		}
	}
	return false
}

func relateFully(op Op, a, b *shape) tri {
	var sides [2]geom.Geometry
	for i, s := range []*shape{a, b} {
		if s.full != nil {
			sides[i] = *s.full
			continue
		}
		full, err := fullOf(s.geometry)
		if err != nil {
			return unknown
		}
		sides[i] = full
	}
	var yes bool
	var err error
	switch op {
	case "s_intersects":
		yes = geom.Intersects(sides[0], sides[1])
	case "s_disjoint":
		yes = !geom.Intersects(sides[0], sides[1])
	case "s_equals":
		yes, err = geom.Equals(sides[0], sides[1])
	case "s_touches":
		yes, err = geom.Touches(sides[0], sides[1])
	case "s_within":
		yes, err = geom.Within(sides[0], sides[1])
	case "s_contains":
		yes, err = geom.Contains(sides[0], sides[1])
	case "s_overlaps":
		yes, err = geom.Overlaps(sides[0], sides[1])
	case "s_crosses":
		yes, err = geom.Crosses(sides[0], sides[1])
	}
	if err != nil {
		return unknown
	}
	return triOf(yes)
}
