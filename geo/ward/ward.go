// Package ward answers questions about the wards of a city: which one a point is in, who its neighbours are, where to write its name,
// whether a set of boundaries is clean, and how it looks from afar.
//
// Coordinates are longitude and latitude in degrees (EPSG:4326). A ward is closed: its boundary belongs to it.
package ward

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// Ward is a ward's polygons under its id.
type Ward struct {
	ID       int64
	Geometry orb.MultiPolygon
}

// BadGeometry says that a ward's geometry cannot be worked with at all.
type BadGeometry struct {
	Ward   int64
	Reason string
}

func (e *BadGeometry) Error() string { return fmt.Sprintf("ward %d: %s", e.Ward, e.Reason) }

// checkNumbers refuses coordinates that are no places on Earth.
func checkNumbers(w Ward) error {
	for _, polygon := range w.Geometry {
		for _, ring := range polygon {
			for _, p := range ring {
				if !(math.Abs(p[0]) <= 360 && math.Abs(p[1]) <= 90) { // NaN too
					return &BadGeometry{w.ID, fmt.Sprintf("no such place: %v, %v", p[0], p[1])}
				}
			}
		}
	}
	return nil
}

// eachEdge calls take for the edges of all rings, closing each ring that is open.
func eachEdge(mp orb.MultiPolygon, take func(a, b orb.Point)) {
	for _, polygon := range mp {
		for _, ring := range polygon {
			for i := range ring {
				next := ring[(i+1)%len(ring)]
				if ring[i] != next {
					take(ring[i], next)
				}
			}
		}
	}
}

// metresPer gives the metres of a degree of longitude and of latitude at a latitude.
func metresPer(lat float64) (lon, latitude float64) {
	const degree = 2 * math.Pi * 6371008.8 / 360
	return degree * math.Cos(lat*math.Pi/180), degree
}

// segmentDistance is the distance in metres from p to the segment ab, in the plane that touches the Earth at p.
func segmentDistance(p, a, b orb.Point) float64 {
	kx, ky := metresPer(p[1])
	ax, ay := (a[0]-p[0])*kx, (a[1]-p[1])*ky
	dx, dy := (b[0]-a[0])*kx, (b[1]-a[1])*ky
	share := 0.0
	if square := dx*dx + dy*dy; square > 0 {
		share = math.Max(0, math.Min(1, -(ax*dx+ay*dy)/square))
	}
	return math.Hypot(ax+share*dx, ay+share*dy)
}
