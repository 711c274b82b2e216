package ward

import (
	"math"
	"testing"
	"time"

	"github.com/paulmach/orb"
)

// comb is a ring of n teeth, each as high as the whole.
func comb(n int) orb.MultiPolygon {
	var ring orb.Ring
	for i := range n {
		x := 80 + 0.2*float64(i)/float64(n)
		ring = append(ring, orb.Point{x, 26}, orb.Point{x + 0.1/float64(n), 26.2})
	}
	return orb.MultiPolygon{{append(ring, orb.Point{80.2, 25.9}, orb.Point{80, 25.9}, ring[0])}}
}

// star is a ring in which almost every edge crosses almost every other.
func star(n int) orb.MultiPolygon {
	var ring orb.Ring
	for i := range n {
		angle := float64(i) * math.Pi * float64(n-1) / float64(n)
		ring = append(ring, orb.Point{80 + 0.1*math.Cos(angle), 26 + 0.1*math.Sin(angle)})
	}
	return orb.MultiPolygon{{append(ring, ring[0])}}
}

// sieve is a square with n holes.
func sieve(n int) orb.MultiPolygon {
	polygon := orb.Polygon{{{80, 26}, {80.2, 26}, {80.2, 26.2}, {80, 26.2}, {80, 26}}}
	side := int(math.Sqrt(float64(n)))
	for i := range n {
		x, y := 80.001+0.19*float64(i%side)/float64(side), 26.001+0.19*float64(i/side)/float64(side)
		d := 0.05 / float64(side)
		polygon = append(polygon, orb.Ring{{x, y}, {x, y + d}, {x + d, y + d}, {x, y}})
	}
	return orb.MultiPolygon{polygon}
}

// TestBombs wants geometry made to cost much to cost little, or to be refused.
func TestBombs(t *testing.T) {
	for name, shape := range map[string]orb.MultiPolygon{
		"comb": comb(50_000), "star": star(10_001), "sieve": sieve(10_000),
	} {
		t.Run(name, func(t *testing.T) {
			wards := []Ward{{1, shape}, {2, orb.MultiPolygon{{{{80.3, 26}, {80.4, 26}, {80.4, 26.1}, {80.3, 26}}}}}}
			each := func(what string, do func()) {
				start := time.Now()
				do()
				if took := time.Since(start); took > 30*time.Second {
					t.Errorf("%s took %v", what, took)
				} else {
					t.Logf("%s took %v", what, took)
				}
			}
			each("index", func() {
				ix, err := NewIndex(wards)
				if err != nil {
					t.Fatal(err)
				}
				if id, ok := ix.Locate(orb.Point{80.39, 26.01}); id != 2 || !ok {
					t.Errorf("ward %d %v, want 2", id, ok)
				}
			})
			each("check", func() { Check(wards) })
			each("repair", func() {
				if _, _, err := Repair(wards, RepairOptions{}); err != nil {
					t.Log(err)
				}
			})
			each("coverage", func() { NewCoverage(wards).Dissolve(func(int64) int64 { return 1 }) })
			each("neighbours", func() { Neighbours(wards, 15) })
			each("label", func() { LabelPoint(shape) })
		})
	}
}
