// Package utm turns degrees into metres of a zone of the Universal Transverse Mercator grid on WGS84, and back.
package utm

import (
	"math"

	"github.com/paulmach/orb"
)

// Zone is a zone of the grid. It uses the Krüger series in the third flattening to its fourth power (Karney 2011, "Transverse Mercator
// with an accuracy of a few nanometers", eqs. 7–12 and 35–36), good to well under a millimetre within a zone and still so three zones away.
type Zone struct {
	meridian float64 // central, radians
	south    bool
}

const (
	scale      = 0.9996
	falseEast  = 500_000.0
	falseNorth = 10_000_000.0 // southern zones
	axis       = 6378137.0
	flattening = 1 / 298.257223563

	n              = flattening / (2 - flattening)
	n2, n3, n4     = n * n, n * n * n, n * n * n * n
	rectifying     = scale * axis / (1 + n) * (1 + n2/4 + n4/64) // radius
	radiansADegree = math.Pi / 180
)

// New is the zone of a number, 1 to 60, north or south of the equator.
func New(number int, south bool) Zone {
	return Zone{meridian: float64(6*number-183) * radiansADegree, south: south}
}

// ToDegrees turns metres (east, north) into degrees (longitude, latitude).
func (z Zone) ToDegrees(p orb.Point) orb.Point {
	beta := [4]float64{n/2 - 2*n2/3 + 37*n3/96 - n4/360, n2/48 + n3/15 - 437*n4/1440, 17*n3/480 - 37*n4/840, 4397 * n4 / 161280}
	delta := [4]float64{2*n - 2*n2/3 - 2*n3 + 116*n4/45, 7*n2/3 - 8*n3/5 - 227*n4/45, 56*n3/15 - 136*n4/35, 4279 * n4 / 630}
	north := p[1]
	if z.south {
		north -= falseNorth
	}
	xi, eta := north/rectifying, (p[0]-falseEast)/rectifying
	xi0, eta0 := xi, eta
	for j, b := range beta {
		k := 2 * float64(j+1)
		xi0 -= b * math.Sin(k*xi) * math.Cosh(k*eta)
		eta0 -= b * math.Cos(k*xi) * math.Sinh(k*eta)
	}
	conformal := math.Asin(math.Sin(xi0) / math.Cosh(eta0))
	lat := conformal
	for j, d := range delta {
		lat += d * math.Sin(2*float64(j+1)*conformal)
	}
	lon := z.meridian + math.Atan2(math.Sinh(eta0), math.Cos(xi0))
	return orb.Point{lon / radiansADegree, lat / radiansADegree}
}

// FromDegrees turns degrees (longitude, latitude) into metres (east, north). Beyond 80° from the central meridian it means nothing.
func (z Zone) FromDegrees(p orb.Point) orb.Point {
	alpha := [4]float64{n/2 - 2*n2/3 + 5*n3/16 + 41*n4/180, 13*n2/48 - 3*n3/5 + 557*n4/1440, 61*n3/240 - 103*n4/140, 49561 * n4 / 161280}
	eccentricity := math.Sqrt(flattening * (2 - flattening))
	lon, t := p[0]*radiansADegree-z.meridian, math.Tan(p[1]*radiansADegree)
	s := math.Sinh(eccentricity * math.Atanh(eccentricity*t/math.Hypot(1, t)))
	conformal := t*math.Hypot(1, s) - s*math.Hypot(1, t) // tangent of the conformal latitude
	xi0 := math.Atan2(conformal, math.Cos(lon))
	eta0 := math.Asinh(math.Sin(lon) / math.Hypot(conformal, math.Cos(lon)))
	xi, eta := xi0, eta0
	for j, a := range alpha {
		k := 2 * float64(j+1)
		xi += a * math.Sin(k*xi0) * math.Cosh(k*eta0)
		eta += a * math.Cos(k*xi0) * math.Sinh(k*eta0)
	}
	north := rectifying * xi
	if z.south {
		north += falseNorth
	}
	return orb.Point{falseEast + rectifying*eta, north}
}
