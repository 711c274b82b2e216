package source

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
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
		got := newUTM(c.zone, c.south).toDegrees(c.metres)
		if math.Abs(got[0]-c.degrees[0]) > 1e-9 || math.Abs(got[1]-c.degrees[1]) > 1e-9 {
			t.Errorf("zone %d: %v gives %v, want %v", c.zone, c.metres, got, c.degrees)
		}
	}
}
