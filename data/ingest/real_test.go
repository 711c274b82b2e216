package ingest_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"rasad/data"
	"rasad/data/ingest"
	"rasad/internal/pgtest"
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

// newCity opens a record with one city.
func newCity(t testing.TB, city string) *data.DB {
	t.Helper()
	db := pgtest.Open(t)
	addCity(t, db, city)
	return db
}

func addCity(t testing.TB, db *data.DB, city string) {
	t.Helper()
	if err := db.PutCity(context.Background(), "test", data.City{ID: city, NameEn: city}); err != nil {
		t.Fatal(err)
	}
}

// changes counts the lines of the change log.
func changes(t testing.TB, db *data.DB) (n int) {
	t.Helper()
	if err := db.Pool().QueryRow(context.Background(), `SELECT count(*) FROM rasad.change_log`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// count runs a query that counts.
func count(t testing.TB, db *data.DB, query string, args ...any) (n int) {
	t.Helper()
	if err := db.Pool().QueryRow(context.Background(), query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

type importer func(context.Context, *data.DB, ingest.Options, ...string) (ingest.Report, error)

// twice imports, and again, which must change nothing.
func twice(t *testing.T, db *data.DB, run importer, o ingest.Options, files ...string) ingest.Report {
	t.Helper()
	report, err := run(context.Background(), db, o, files...)
	if err != nil {
		t.Fatalf("%v\n%s", err, report.Text("en"))
	}
	before := changes(t, db)
	again, err := run(context.Background(), db, o, files...)
	if err != nil {
		t.Fatalf("again: %v\n%s", err, again.Text("en"))
	}
	if after := changes(t, db); after != before || again.Changed() {
		t.Errorf("the second run wrote %d lines of the change log:\n%s", after-before, again.Text("en"))
	}
	return report
}

func TestRealWards(t *testing.T) {
	db := pgtest.Open(t)
	cases := []struct {
		city, file string
		o          ingest.Options
		wards      int // in the record
		hindi      int // with a Hindi name
		english    int
		numbered   int
		zones      int
		unzoned    int
		population int
		mustRefuse bool // without o
	}{
		{city: "lucknow", file: "wards/lucknow_wards.geojson"},
		{city: "lucknow-shp", file: "wards/formats/lucknow_wards_shp.zip"},
		{city: "kanpur", file: "wards/kanpur_wards.geojson", mustRefuse: true, o: ingest.Options{Duplicates: ingest.DuplicatesMerge}},
		{city: "chennai", file: "wards/chennai_wards.geojson"},
		{city: "chennai-old", file: "wards/chennai_wards_2008.geojson"},
		{city: "bhopal", file: "wards/bhopal_wards_hindi.geojson", mustRefuse: true, o: ingest.Options{Duplicates: ingest.DuplicatesMerge}},
		{city: "delhi", file: "wards/delhi_wards.geojson"},
		{city: "bengaluru", file: "wards/bengaluru_wards_198.geojson"},
		{city: "mumbai", file: "wards/mumbai_electoral_wards_2017.geojson"},
		{city: "chandigarh", file: "wards/chandigarh_wards.geojson"},
		{city: "ahmedabad", file: "wards/ahmedabad_wards.geojson"},
		{city: "kolkata", file: "wards/kolkata_wards.geojson.gz"},
		{city: "hyderabad", file: "wards/hyderabad_ghmc_wards.geojson"},
		{city: "pune-old", file: "wards/pune_wards_2017_marathi.geojson"},
		{city: "pune", file: "wards/pune_wards_2022.geojson"},
		{city: "vadodara", file: "wards/formats/vadodara_wards.kml"},
		{city: "bhubaneswar", file: "wards/formats/bhubaneswar_boundary.kml"},
	}
	for _, c := range cases {
		t.Run(c.city, func(t *testing.T) {
			file := shared(t, c.file)
			addCity(t, db, c.city)
			o := c.o
			o.City = c.city
			if c.mustRefuse {
				before := changes(t, db)
				_, err := ingest.Wards(context.Background(), db, ingest.Options{City: c.city}, file)
				if refused := new(ingest.RefusedError); !errors.As(err, &refused) || changes(t, db) != before {
					t.Errorf("taken without a word on duplicates: %v", err)
				}
			}
			report := twice(t, db, ingest.Wards, o, file)
			t.Log(report.Text("en"))
			figures := func(where string) int {
				return count(t, db, `SELECT count(*) FROM rasad.ward WHERE city_id = $1 AND `+where, c.city)
			}
			t.Logf("FIG %s wards %d hi %d en %d num %d zones %d unzoned %d pop %d", c.city, figures("true"), figures("name_hi <> ''"), figures("name_en <> ''"), figures("number IS NOT NULL"),
				count(t, db, `SELECT count(*) FROM rasad.zone WHERE city_id = $1`, c.city), figures("NOT EXISTS (SELECT FROM rasad.zone_ward z WHERE z.city_id = ward.city_id AND z.ward_id = ward.ward_id)"),
				count(t, db, `SELECT coalesce(sum(population), 0) FROM rasad.ward WHERE city_id = $1`, c.city))
		})
	}
}
