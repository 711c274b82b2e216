package ward

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/project"
)

func sharedWards(t testing.TB, name string) []Ward {
	t.Helper()
	folder := os.Getenv("RASAD_SHARED_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data")
	}
	content, err := os.ReadFile(filepath.Join(folder, "wards", name))
	if err != nil {
		t.Skipf("real data is not here: %v", err)
	}
	var collection geojson.FeatureCollection
	if err := json.Unmarshal(content, &collection); err != nil {
		t.Fatal(err)
	}
	var wards []Ward
	for i, feature := range collection.Features {
		w := Ward{ID: int64(i + 1)}
		switch g := feature.Geometry.(type) {
		case orb.Polygon:
			w.Geometry = orb.MultiPolygon{g}
		case orb.MultiPolygon:
			w.Geometry = g
		}
		wards = append(wards, w)
	}
	return wards
}

// TestRealCities checks and mends the boundaries of real cities.
func TestRealCities(t *testing.T) {
	for _, name := range []string{"lucknow_wards.geojson", "kanpur_wards.geojson", "chennai_wards.geojson", "bengaluru_wards_198.geojson",
		"bhopal_wards_hindi.geojson", "delhi_wards.geojson", "mumbai_electoral_wards_2017.geojson"} {
		t.Run(name, func(t *testing.T) {
			wards := sharedWards(t, name)
			if name == "kanpur_wards.geojson" {
				for _, w := range wards {
					project.MultiPolygon(w.Geometry, project.Mercator.ToWGS84) // the file is in Web Mercator metres
				}
			}
			report := Check(wards)
			overlap, gap := 0.0, 0.0
			for _, o := range report.Overlaps {
				overlap += o.SquareM
			}
			for _, g := range report.Gaps {
				gap += g.SquareM
			}
			total := 0.0
			for _, w := range wards {
				total += geo.Area(w.Geometry)
			}
			t.Logf("%d wards, %d faults, %d overlaps of %.3f %%, %d gaps of %.3f %%", len(wards), len(report.Faults), len(report.Overlaps), overlap/total*100, len(report.Gaps), gap/total*100)
			checkRepair(t, rand.New(rand.NewPCG(1, 1)), wards, RepairOptions{})
		})
	}
}

// TestDissolveRealCities joins all wards of real cities, whose boundaries were drawn apart here and there, and wants an outline without slivers.
func TestDissolveRealCities(t *testing.T) {
	for _, name := range []string{"lucknow_wards.geojson", "chennai_wards.geojson", "bengaluru_wards_198.geojson", "delhi_wards.geojson", "ahmedabad_wards.geojson"} {
		t.Run(name, func(t *testing.T) {
			outline := NewCoverage(sharedWards(t, name)).Dissolve(func(int64) int64 { return 1 })[1]
			if len(outline) != 1 {
				t.Errorf("%d parts, want 1", len(outline))
			}
			var edges []half
			for _, ring := range linkRings(appendHalves(edges, outline)) {
				if isThin(ring) {
					t.Errorf("a sliver of %d vertices is left", len(ring))
				}
			}
		})
	}
}
