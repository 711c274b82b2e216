package ward

import (
	"slices"

	"github.com/paulmach/orb"

	"rasad/geo/points"
)

// Dissolve joins wards to zones: the outlines, for each zone that zoneOf names (0 is none), of the wards in it. Boundaries between two
// wards of a zone vanish, and zones that are neighbours stay joined at every zoom. Boundaries that were drawn apart are joined first.
func (c *Coverage) Dissolve(zoneOf func(id int64) int64) map[int64][][]Ring {
	shapes := c.shapes
	if c.drawnApart() {
		if clean, _, err := Repair(c.wards, RepairOptions{}); err == nil {
			shapes = make([][][]Ring, len(clean))
			for i, w := range clean {
				shapes[i] = worldRings(w.Geometry)
			}
		}
	}
	edges := map[int64][]half{}
	for i, w := range c.wards {
		if zone := zoneOf(w.ID); zone != 0 && i < len(shapes) {
			edges[zone] = appendHalves(edges[zone], shapes[i])
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

// drawnApart says that few of the edges have a twin in another ward, and that there are not too many to mend that.
func (c *Coverage) drawnApart() bool {
	const tooMany = 300_000
	var all []half
	for _, shape := range c.shapes {
		all = appendHalves(all, shape)
		if len(all) > tooMany {
			return false
		}
	}
	return len(c.shapes) > 1 && len(withoutPairs(all))*5 > len(all)*4
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
