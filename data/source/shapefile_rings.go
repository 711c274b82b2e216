package source

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// polygonsOf sorts the rings of a shapefile polygon: clockwise rings are outer ones, the others holes of the smallest outer ring around
// them. A hole outside all outer rings, and every ring when none is clockwise, is an outer ring: some writers do not mind the direction.
func polygonsOf(parts []orb.LineString) orb.Geometry {
	var polygons orb.MultiPolygon
	var holes []orb.Ring
	for _, part := range parts {
		ring := orb.Ring(part)
		if len(ring) < 4 || signedArea(ring) <= 0 {
			polygons = append(polygons, orb.Polygon{ring})
		} else {
			holes = append(holes, ring)
		}
	}
	outers := len(polygons)
	areas, bounds := make([]float64, outers), make([]orb.Bound, outers)
	for i, polygon := range polygons {
		areas[i], bounds[i] = math.Abs(signedArea(polygon[0])), polygon[0].Bound()
	}
	for _, hole := range holes {
		home := homeOf(hole, polygons[:outers], bounds, areas)
		if home < 0 {
			polygons = append(polygons, orb.Polygon{hole})
			continue
		}
		polygons[home] = append(polygons[home], hole)
	}
	if len(polygons) == 1 {
		return polygons[0]
	}
	return polygons
}

func homeOf(hole orb.Ring, outers orb.MultiPolygon, bounds []orb.Bound, areas []float64) int {
	home := -1
	box := hole.Bound()
	for i, outer := range outers {
		if (home >= 0 && areas[i] >= areas[home]) || !within(bounds[i], box) {
			continue
		}
		if slices.ContainsFunc(hole[:min(len(hole), 3)], func(p orb.Point) bool { return planar.RingContains(outer[0], p) }) {
			home = i
		}
	}
	return home
}

// signedArea is positive for counter-clockwise rings. Computed about the first vertex, so that far-off origins lose no digits.
func signedArea(ring orb.Ring) (area float64) {
	if len(ring) == 0 {
		return 0
	}
	o := ring[0]
	for i := 1; i+1 < len(ring); i++ {
		area += (ring[i][0]-o[0])*(ring[i+1][1]-o[1]) - (ring[i+1][0]-o[0])*(ring[i][1]-o[1])
	}
	return area / 2
}
