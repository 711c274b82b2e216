package app

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"rasad/geo/ward"
	"rasad/internal/app/locate"
)

// lucknow reads the real wards when they are there, else 110 squares stand in for them.
func lucknow(b *testing.B) []ward.Ward {
	b.Helper()
	folder := os.Getenv("RASAD_SHARED_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data")
	}
	text, err := os.ReadFile(filepath.Join(folder, "wards", "lucknow_wards.geojson"))
	if err != nil {
		return squares()
	}
	collection, err := geojson.UnmarshalFeatureCollection(text)
	if err != nil {
		b.Fatal(err)
	}
	var wards []ward.Ward
	for i, feature := range collection.Features {
		switch g := feature.Geometry.(type) {
		case orb.Polygon:
			wards = append(wards, ward.Ward{ID: int64(i + 1), Geometry: orb.MultiPolygon{g}})
		case orb.MultiPolygon:
			wards = append(wards, ward.Ward{ID: int64(i + 1), Geometry: g})
		}
	}
	return wards
}

func squares() (wards []ward.Ward) {
	for i := range 110 {
		west, south := 80.8+0.03*float64(i%11), 26.7+0.03*float64(i/11)
		box := orb.Bound{Min: orb.Point{west, south}, Max: orb.Point{west + 0.03, south + 0.03}}
		wards = append(wards, ward.Ward{ID: int64(i + 1), Geometry: orb.MultiPolygon{box.ToPolygon()}})
	}
	return wards
}

// BenchmarkLocateMillion reads, locates and writes a million rows.
func BenchmarkLocateMillion(b *testing.B) {
	wards := lucknow(b)
	index, err := ward.NewIndex(wards)
	if err != nil {
		b.Fatal(err)
	}
	table := &wardTable{index: index, cells: map[int64][4]string{}}
	bound := wards[0].Geometry.Bound()
	for _, w := range wards {
		bound = bound.Union(w.Geometry.Bound())
		table.cells[w.ID] = [4]string{fmt.Sprint(w.ID), "वार्ड", "Ward", "Z"}
	}
	random := rand.New(rand.NewPCG(5, 6))
	var text bytes.Buffer
	text.WriteString("id,name,lon,lat\n")
	for i := range 1_000_000 {
		fmt.Fprintf(&text, "%d,household %d,%.6f,%.6f\n", i, i*7, bound.Min[0]+random.Float64()*(bound.Max[0]-bound.Min[0]),
			bound.Min[1]+random.Float64()*(bound.Max[1]-bound.Min[1]))
	}
	o := locate.Options{Columns: []string{"ward", "ward_name_hi", "ward_name_en", "zone"}, Place: table.place}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		report, err := locate.Run(b.Context(), bytes.NewReader(text.Bytes()), io.Discard, o)
		if err != nil || report.Rows != 1_000_000 {
			b.Fatal(report, err)
		}
	}
}
