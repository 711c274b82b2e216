package live

import (
	"github.com/paulmach/orb"

	"rasad/geo/points"
	"rasad/geo/ward"
)

// ZoneOutline is the outline of a zone: its wards joined, the boundaries between them gone. Degrees, longitude first; outer rings
// counter-clockwise, holes clockwise, as RFC 7946 wants them. Empty for a zone without wards.
func (e *Epoch) ZoneOutline(z *ZoneInfo) orb.MultiPolygon {
	outline := e.plan.outlines[z.ID]
	shape := make(orb.MultiPolygon, 0, len(outline))
	for _, rings := range outline {
		polygon := make(orb.Polygon, 0, len(rings))
		for _, r := range rings {
			polygon = append(polygon, closedRing(r))
		}
		shape = append(shape, polygon)
	}
	return shape
}

// closedRing turns a ring round: in the model outer rings are clockwise on the map.
func closedRing(r ward.Ring) orb.Ring {
	ring := make(orb.Ring, 0, len(r.X)+1)
	for i := len(r.X) - 1; i >= 0; i-- {
		ring = append(ring, points.FromWorld(r.X[i], r.Y[i]))
	}
	if len(ring) > 0 {
		ring = append(ring, ring[0])
	}
	return ring
}
