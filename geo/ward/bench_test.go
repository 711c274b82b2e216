package ward

import (
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
)

func BenchmarkLocate(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	wards := quilt(r, 11, 4)
	ix, err := NewIndex(wards)
	if err != nil {
		b.Fatal(err)
	}
	ps := make([]orb.Point, 4096)
	for i := range ps {
		ps[i] = orb.Point{80.8 + r.Float64()*0.22, 26.7 + r.Float64()*0.22}
	}
	for i := 0; b.Loop(); i++ {
		ix.Locate(ps[i&4095])
	}
}

func BenchmarkLocateLucknow(b *testing.B) {
	wards := sharedWards(b, "lucknow_wards.geojson")
	ix, err := NewIndex(wards)
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 1))
	ps := make([]orb.Point, 4096)
	for i := range ps {
		ps[i] = orb.Point{80.83 + r.Float64()*0.22, 26.72 + r.Float64()*0.22}
	}
	for i := 0; b.Loop(); i++ {
		ix.Locate(ps[i&4095])
	}
}

func BenchmarkNewIndex5041x600(b *testing.B) {
	wards := quilt(rand.New(rand.NewPCG(1, 1)), 71, 7)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewIndex(wards); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNewCoverage5041x600(b *testing.B) {
	wards := quilt(rand.New(rand.NewPCG(1, 1)), 71, 7)
	b.ReportAllocs()
	for b.Loop() {
		NewCoverage(wards)
	}
}

func BenchmarkCheckLucknow(b *testing.B) {
	wards := sharedWards(b, "lucknow_wards.geojson")
	for b.Loop() {
		Check(wards)
	}
}

func BenchmarkRepairLucknow(b *testing.B) {
	wards := sharedWards(b, "lucknow_wards.geojson")
	for b.Loop() {
		if _, _, err := Repair(wards, RepairOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
