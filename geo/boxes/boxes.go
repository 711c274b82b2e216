// Package boxes answers: does this geometry meet this box? Both are in one plane; edges and corners belong to both.
package boxes

import (
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// Meet says whether the geometry and the box have a point in common. A nil geometry meets nothing. It costs the vertices of the geometry.
func Meet(g orb.Geometry, b orb.Bound) bool {
	switch g := g.(type) {
	case nil:
		return false
	case orb.Point:
		return b.Contains(g)
	case orb.MultiPoint:
		return anyOf(g, func(p orb.Point) bool { return b.Contains(p) })
	case orb.LineString:
		return lineMeets(g, b)
	case orb.MultiLineString:
		return anyOf(g, func(l orb.LineString) bool { return lineMeets(l, b) })
	case orb.Polygon:
		return polygonMeets(g, b)
	case orb.MultiPolygon:
		return anyOf(g, func(p orb.Polygon) bool { return polygonMeets(p, b) })
	case orb.Collection:
		return anyOf(g, func(member orb.Geometry) bool { return Meet(member, b) })
	case orb.Ring:
		return polygonMeets(orb.Polygon{g}, b)
	case orb.Bound:
		return g.Intersects(b)
	}
	return false
}

func anyOf[T any](list []T, meets func(T) bool) bool {
	for _, member := range list {
		if meets(member) {
			return true
		}
	}
	return false
}

func polygonMeets(p orb.Polygon, b orb.Bound) bool {
	if len(p) == 0 || !p[0].Bound().Intersects(b) {
		return false
	}
	for _, ring := range p {
		if lineMeets(orb.LineString(ring), b) {
			return true
		}
	}
	return planar.PolygonContains(p, b.Min) // no edge is in the box: it lies all inside or all outside
}

func lineMeets(l orb.LineString, b orb.Bound) bool {
	if len(l) == 1 {
		return b.Contains(l[0])
	}
	for i := 1; i < len(l); i++ {
		if edgeMeets(l[i-1], l[i], b) {
			return true
		}
	}
	return false
}

// edgeMeets clips the edge's parameter by the four sides (Liang and Barsky 1984).
func edgeMeets(p, q orb.Point, b orb.Bound) bool {
	first, last := 0.0, 1.0
	for axis := range 2 {
		d := q[axis] - p[axis]
		low, high := b.Min[axis]-p[axis], b.Max[axis]-p[axis]
		if d == 0 {
			if low > 0 || high < 0 {
				return false
			}
			continue
		}
		if d < 0 {
			low, high = high, low
		}
		first, last = max(first, low/d), min(last, high/d)
		if first > last {
			return false
		}
	}
	return true
}
