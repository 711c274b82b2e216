package ward

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"rasad/geo/points"
)

// Dissolve joins wards to zones: the outlines, for each zone that zoneOf names (0 is none), of the wards in it. Boundaries between two
// wards of a zone vanish, and zones that are neighbours stay joined at every zoom. Boundaries that were drawn apart are joined first,
// once for the coverage.
func (c *Coverage) Dissolve(zoneOf func(id int64) int64) map[int64][][]Ring {
	edges := map[int64][]half{}
	for i, shape := range c.joinedShapes() {
		if zone := zoneOf(c.wards[i].ID); zone != 0 {
			edges[zone] = appendHalves(edges[zone], shape)
		}
	}
	zones := make([]int64, 0, len(edges))
	for zone := range edges {
		zones = append(zones, zone)
	}
	slices.Sort(zones)
	outlines := make([][][]Ring, len(zones))
	for i, zone := range zones {
		outlines[i] = ringsOf(nest(linkRings(withoutPairs(edges[zone]))))
	}
	annotate(outlines)
	byZone := make(map[int64][][]Ring, len(zones))
	for i, zone := range zones {
		byZone[zone] = outlines[i]
	}
	return byZone
}

// joinedShapes are the outlines of the wards with common boundaries drawn as one.
func (c *Coverage) joinedShapes() [][][]Ring {
	c.joining.Do(func() {
		c.joined = c.shapes
		if !c.drawnApart() {
			return
		}
		clean, _, err := Repair(c.wards, RepairOptions{})
		if err != nil {
			return
		}
		c.joined = make([][][]Ring, len(clean))
		for i, w := range clean {
			c.joined[i] = worldRings(w.Geometry)
		}
	})
	return c.joined
}

// drawnApart says that boundaries between wards were not drawn as one everywhere, and that there are not too many to mend that. The edges
// without a twin in another ward are the outside of a clean coverage; between boundaries drawn apart they go around slivers.
func (c *Coverage) drawnApart() bool {
	const tooMany = 300_000
	var all []half
	for _, shape := range c.shapes {
		all = appendHalves(all, shape)
		if len(all) > tooMany {
			return false
		}
	}
	if len(c.shapes) < 2 {
		return false
	}
	single := withoutPairs(all)
	if len(single)*5 > len(all)*4 || anyPinch(single) {
		return true
	}
	rings := linkRings(single)
	return slices.ContainsFunc(rings, isThin) || anyWithin(nest(rings))
}

// anyPinch says that two edges begin at one vertex. So it is where a boundary drawn apart runs out to the outside; a clean outside that
// touches itself is taken for one, which costs time and changes nothing.
func anyPinch(edges []half) bool {
	seen := make(map[spot]bool, len(edges))
	for _, e := range edges {
		if seen[e.from] {
			return true
		}
		seen[e.from] = true
	}
	return false
}

// anyWithin says that an outer ring is inside another: an overlap, which two wards go around in the same direction.
func anyWithin(nested [][][]spot) bool {
	for i, inner := range nested { // larger ones come first
		for _, outer := range nested[:i] {
			if aroundRing(outer[0], inner[0]) {
				return true
			}
		}
	}
	return false
}

// isThin says that a ring is a sliver: on average less than thinMetres wide.
func isThin(ring []spot) bool {
	perimeter := 0.0
	for i := range ring {
		d := ring[(i+1)%len(ring)].minus(ring[i])
		perimeter += math.Hypot(float64(d.x), float64(d.y))
	}
	unit := unitMetres(points.FromWorld(uint32(ring[0].x), uint32(-ring[0].y))[1])
	return math.Abs(signedArea(ring))*unit < thinMetres*perimeter
}

// appendHalves gives the edges of rings. Rings are clockwise on the map, with their area to the right: each edge is turned round.
func appendHalves(edges []half, shape [][]Ring) []half {
	for _, rings := range shape {
		for _, r := range rings {
			n := len(r.X)
			for i := range n {
				k := (i + 1) % n
				edges = append(edges, half{toSpot(r.X[k], r.Y[k]), toSpot(r.X[i], r.Y[i])})
			}
		}
	}
	return edges
}

func toSpot(x, y uint32) spot { return spot{int64(x), -int64(y)} }

// withoutPairs drops each edge that has another along it in the other direction.
func withoutPairs(edges []half) []half {
	count := make(map[half]int, len(edges))
	for _, e := range edges {
		back := half{e.to, e.from}
		if count[back] > 0 {
			count[back]--
		} else {
			count[e]++
		}
	}
	kept := make([]half, 0, len(edges)/2)
	for e, n := range count {
		if n > 0 {
			kept = append(kept, e)
		}
	}
	return kept
}

func ringsOf(nested [][][]spot) [][]Ring {
	shape := make([][]Ring, 0, len(nested))
	for _, rings := range nested {
		var out []Ring
		for _, ring := range rings {
			r := Ring{X: make([]uint32, len(ring)), Y: make([]uint32, len(ring))}
			for i, p := range ring { // clockwise on the map again
				k := len(ring) - 1 - i
				r.X[k], r.Y[k] = uint32(p.x), uint32(-p.y)
			}
			out = append(out, r)
		}
		shape = append(shape, out)
	}
	return shape
}

// toLonLat makes polygons of nested rings.
func toLonLat(nested [][][]spot) orb.MultiPolygon {
	mp := make(orb.MultiPolygon, 0, len(nested))
	for _, rings := range nested {
		polygon := make(orb.Polygon, 0, len(rings))
		for _, ring := range rings {
			out := make(orb.Ring, 0, len(ring)+1)
			for _, p := range ring {
				out = append(out, points.FromWorld(uint32(p.x), uint32(-p.y)))
			}
			polygon = append(polygon, append(out, out[0]))
		}
		mp = append(mp, polygon)
	}
	return mp
}
