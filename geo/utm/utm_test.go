package utm_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"rasad/geo/utm"
)

// TestUTMAgainstGDAL: what gdaltransform (PROJ) makes of degrees, back, to a tenth of a millimetre; two lie at and beyond the zone's edge.
func TestUTMAgainstGDAL(t *testing.T) {
	cases := []struct {
		zone    int
		south   bool
		metres  orb.Point
		degrees orb.Point
	}{
		{44, false, orb.Point{494655.00333119, 2969457.17519196}, orb.Point{80.9462, 26.8467}},
		{44, false, orb.Point{195657.300552952, 1383454.1524911}, orb.Point{78.2, 12.5}},
		{44, false, orb.Point{767851.891405144, 3765948.46413037}, orb.Point{83.9, 34}},
		{43, true, orb.Point{1091383.81644593, 12983347.2119785}, orb.Point{80.9462, 26.8467}},
	}
	for _, c := range cases {
		got := utm.New(c.zone, c.south).ToDegrees(c.metres)
		if math.Abs(got[0]-c.degrees[0]) > 1e-9 || math.Abs(got[1]-c.degrees[1]) > 1e-9 {
			t.Errorf("zone %d: %v gives %v, want %v", c.zone, c.metres, got, c.degrees)
		}
		back := utm.New(c.zone, c.south).FromDegrees(c.degrees)
		if math.Abs(back[0]-c.metres[0]) > 1e-4 || math.Abs(back[1]-c.metres[1]) > 1e-4 {
			t.Errorf("zone %d: %v gives %v, want %v", c.zone, c.degrees, back, c.metres)
		}
	}
}

// TestThereAndBack: over India and beyond, degrees → metres → degrees moves nothing by more than a tenth of a millimetre.
func TestThereAndBack(t *testing.T) {
	for zone := 42; zone <= 47; zone++ {
		for lon := 60.0; lon <= 100; lon += 0.7 {
			for lat := 2.0; lat <= 40; lat += 0.9 {
				p := orb.Point{lon, lat}
				back := utm.New(zone, false).ToDegrees(utm.New(zone, false).FromDegrees(p))
				if away := math.Abs(lon - float64(6*zone-183)); away < 12 && math.Hypot(back[0]-lon, back[1]-lat) > 1e-9 {
					t.Fatalf("zone %d: %v comes back as %v", zone, p, back)
				}
			}
		}
	}
}
