package source_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"rasad/data/source"
)

// shared finds the real data, or skips.
func shared(t testing.TB, name string) string {
	t.Helper()
	folder := os.Getenv("RASAD_SHARED_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data")
	}
	file := filepath.Join(folder, name)
	if _, err := os.Stat(file); err != nil {
		t.Skipf("real data not here: %v", err)
	}
	return file
}

func TestRealFiles(t *testing.T) {
	cases := []struct {
		file     string
		features int
		faults   int
		notes    int
	}{
		{"wards/lucknow_wards.geojson", 112, 0, 0},
		{"wards/kanpur_wards.geojson", 58, 0, 1},
		{"wards/kanpur_zones.geojson", 7, 0, 0},
		{"wards/chennai_wards.geojson", 201, 0, 0},
		{"wards/chennai_zones.geojson", 16, 0, 0},
		{"wards/chennai_wards_2008.geojson", 155, 0, 0},
		{"wards/bhopal_wards_hindi.geojson", 86, 0, 0},
		{"wards/bhopal_zones.geojson", 19, 0, 0},
		{"wards/delhi_wards.geojson", 290, 0, 0},
		{"wards/bengaluru_wards_198.geojson", 198, 0, 0},
		{"wards/mumbai_electoral_wards_2017.geojson", 227, 0, 0},
		{"wards/chandigarh_wards.geojson", 28, 0, 0},
		{"wards/ahmedabad_wards.geojson", 48, 0, 0},
		{"wards/kolkata_wards.geojson.gz", 141, 0, 0},
		{"wards/hyderabad_ghmc_wards.geojson", 145, 0, 0},
		{"wards/pune_wards_2017_marathi.geojson", 41, 0, 0},
		{"wards/pune_wards_2022.geojson", 58, 0, 0},
		{"wards/formats/lucknow_wards_shp.zip", 112, 0, 0},
		{"wards/formats/bhubaneswar_boundary.kml", 1, 0, 0},
		{"wards/formats/vadodara_wards.kml", 12, 0, 0},
		{"admin/lucknow_wards_8_zones.csv", 110, 0, 0},
		{"admin/up_assembly_constituencies.geojson.gz", 403, 0, 0},
		{"admin/agra_ward_population.csv", 91, 0, 0},
		{"facilities/chennai_amma_unavagam.geojson", 407, 0, 0},
		{"facilities/kerala_ration_shops.geojson", 1213, 0, 0},
		{"facilities/covid19_food_relief_2020.csv", 1213, 0, 0},
		{"facilities/lucknow_places.csv.gz", 51222, 0, 0},
		{"districting/iowa_counties_2010_shp.zip", 99, 0, 0},
	}
	for _, c := range cases {
		t.Run(filepath.Base(c.file), func(t *testing.T) {
			features, r, err := source.ReadAll(context.Background(), shared(t, c.file), source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			faults := 0
			for _, f := range features {
				if f.Fault != nil {
					faults++
					t.Log(f.Fault)
				}
			}
			if len(features) != c.features || faults != c.faults || len(r.Notes()) != c.notes {
				t.Errorf("%d features, %d faults, notes %v; want %d, %d, %d", len(features), faults, r.Notes(), c.features, c.faults, c.notes)
			}
		})
	}
}
