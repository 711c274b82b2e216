package road_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"rasad/geo/road"
)

// TestAreaBomb wants geometry made to cost much to be refused: a comb of 5,000 teeth across a city of 100,000 streets.
func TestAreaBomb(t *testing.T) {
	x := road.NewIndex(scrawl(rand.New(rand.NewPCG(12, 12)), 100_000))
	var comb orb.Ring
	const teeth = 4990
	for i := range teeth {
		lon := 80.89 + 0.03*float64(i)/teeth
		comb = append(comb, orb.Point{lon, 26.79}, orb.Point{lon + 0.015/teeth, 26.82})
	}
	comb = append(comb, orb.Point{80.93, 26.78}, orb.Point{80.88, 26.78}, comb[0])
	_, err := x.Effect(road.Area{Geometry: orb.Polygon{comb}})
	if e := (*road.AreaError)(nil); !errors.As(err, &e) || e.Fault != road.TooComplex {
		t.Error(err)
	}
	if _, err := x.Effect(road.Area{Geometry: orb.Polygon{{{80.8, 26.7}, {81, 26.7}, {81, 26.9}, {80.8, 26.9}, {80.8, 26.7}}}}); err != nil {
		t.Errorf("the whole city: %v", err)
	}
}
