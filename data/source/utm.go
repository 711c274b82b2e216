package source

import (
	"math"

	"github.com/paulmach/orb"
)

// utm turns metres of a UTM zone on WGS84 into degrees: the Krüger series in the third flattening to its fourth power (Karney 2011,
// "Transverse Mercator with an accuracy of a few nanometers", eqs. 11–12 and 36), good to well under a millimetre within a zone.
type utm struct {
	meridian float64 // central, radians
	south    bool
}

const (
	utmScale        = 0.9996
	utmFalseEast    = 500_000.0
	utmFalseNorth   = 10_000_000.0 // southern zones
	wgs84Axis       = 6378137.0
	wgs84Flattening = 1 / 298.257223563
)

func newUTM(zone int, south bool) utm {
	return utm{meridian: float64(6*zone-183) * math.Pi / 180, south: south}
}

func (u utm) toDegrees(p orb.Point) orb.Point {
	const n = wgs84Flattening / (2 - wgs84Flattening)
	const n2, n3, n4 = n * n, n * n * n, n * n * n * n
	const radius = utmScale * wgs84Axis / (1 + n) * (1 + n2/4 + n4/64)
	beta := [4]float64{n/2 - 2*n2/3 + 37*n3/96 - n4/360, n2/48 + n3/15 - 437*n4/1440, 17*n3/480 - 37*n4/840, 4397 * n4 / 161280}
	delta := [4]float64{2*n - 2*n2/3 - 2*n3 + 116*n4/45, 7*n2/3 - 8*n3/5 - 227*n4/45, 56*n3/15 - 136*n4/35, 4279 * n4 / 630}
	north := p[1]
	if u.south {
		north -= utmFalseNorth
	}
	xi, eta := north/radius, (p[0]-utmFalseEast)/radius
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
	lon := u.meridian + math.Atan2(math.Sinh(eta0), math.Cos(xi0))
	return orb.Point{lon * 180 / math.Pi, lat * 180 / math.Pi}
}
