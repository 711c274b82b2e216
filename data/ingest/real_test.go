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

// TestRealWards imports the wards of each city as its file is, twice, and holds the figures.
func TestRealWards(t *testing.T) {
	db := pgtest.Open(t)
	merge, first := ingest.DuplicatesMerge, ingest.DuplicatesFirst
	cases := []struct {
		city, file string
		refused    int // faults without the options
		o          ingest.Options
		want       figures
	}{
		{"lucknow", "wards/lucknow_wards.geojson", 0, ingest.Options{}, figures{112, 0, 112, 110, 6, 111, 0}},
		{"lucknow-shp", "wards/formats/lucknow_wards_shp.zip", 0, ingest.Options{}, figures{112, 0, 112, 110, 6, 111, 0}},
		{"kanpur", "wards/kanpur_wards.geojson", 2, ingest.Options{Duplicates: merge, SkipBad: true}, figures{56, 0, 56, 56, 6, 56, 0}},
		{"chennai", "wards/chennai_wards.geojson", 0, ingest.Options{}, figures{201, 0, 0, 200, 16, 201, 0}},
		{"chennai-old", "wards/chennai_wards_2008.geojson", 0, ingest.Options{}, figures{155, 0, 0, 155, 10, 155, 0}},
		{"bhopal", "wards/bhopal_wards_hindi.geojson", 1, ingest.Options{Duplicates: merge}, figures{85, 85, 0, 85, 19, 85, 1902624}},
		{"delhi", "wards/delhi_wards.geojson", 1, ingest.Options{SkipBad: true}, figures{289, 0, 289, 272, 0, 0, 0}},
		{"bengaluru", "wards/bengaluru_wards_198.geojson", 0, ingest.Options{}, figures{198, 0, 198, 198, 0, 0, 5840155}},
		{"mumbai", "wards/mumbai_electoral_wards_2017.geojson", 0, ingest.Options{}, figures{227, 0, 0, 227, 0, 0, 12442373}},
		{"chandigarh", "wards/chandigarh_wards.geojson", 1, ingest.Options{Duplicates: first}, figures{27, 0, 1, 26, 0, 0, 927892}},
		{"ahmedabad", "wards/ahmedabad_wards.geojson", 0, ingest.Options{}, figures{48, 0, 48, 48, 0, 0, 0}},
		{"kolkata", "wards/kolkata_wards.geojson.gz", 0, ingest.Options{}, figures{141, 0, 0, 141, 0, 0, 0}},
		{"hyderabad", "wards/hyderabad_ghmc_wards.geojson", 1, ingest.Options{Duplicates: merge}, figures{144, 0, 144, 144, 0, 0, 0}},
		{"pune-old", "wards/pune_wards_2017_marathi.geojson", 0, ingest.Options{}, figures{41, 41, 0, 41, 0, 0, 0}},
		{"pune", "wards/pune_wards_2022.geojson", 0, ingest.Options{}, figures{58, 0, 58, 58, 0, 0, 0}},
		{"vadodara", "wards/formats/vadodara_wards.kml", 0, ingest.Options{}, figures{12, 0, 12, 12, 0, 0, 0}},
		{"bhubaneswar", "wards/formats/bhubaneswar_boundary.kml", 1, ingest.Options{Mapping: map[string]string{"name": "Name"}}, figures{}},
	}
	for _, c := range cases {
		t.Run(c.city, func(t *testing.T) {
			file := shared(t, c.file)
			addCity(t, db, c.city)
			if c.refused > 0 {
				refusedWith(t, db, c.refused, ingest.Wards, ingest.Options{City: c.city}, file)
			}
			if c.want.wards == 0 {
				return
			}
			o := c.o
			o.City = c.city
			twice(t, db, ingest.Wards, o, file)
			if got := figuresOf(t, db, c.city); got != c.want {
				t.Errorf("figures %+v, want %+v", got, c.want)
			}
		})
	}
}

type figures struct{ wards, hindi, english, numbered, zones, zoned, people int }

func figuresOf(t *testing.T, db *data.DB, city string) (f figures) {
	t.Helper()
	err := db.Pool().QueryRow(context.Background(), `
		SELECT count(*), count(*) FILTER (WHERE name_hi <> ''), count(*) FILTER (WHERE name_en <> ''), count(number), coalesce(sum(population), 0),
		       (SELECT count(*) FROM rasad.zone WHERE city_id = $1), (SELECT count(*) FROM rasad.zone_ward WHERE city_id = $1)
		FROM rasad.ward WHERE city_id = $1`, city).Scan(&f.wards, &f.hindi, &f.english, &f.numbered, &f.people, &f.zones, &f.zoned)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// refusedWith sees that an import is refused for so many faults and writes nothing.
func refusedWith(t *testing.T, db *data.DB, faults int, run importer, o ingest.Options, files ...string) ingest.Report {
	t.Helper()
	before := changes(t, db)
	report, err := run(context.Background(), db, o, files...)
	var refused *ingest.RefusedError
	if !errors.As(err, &refused) || refused.Faults != faults || !report.Refused {
		t.Errorf("not refused for %d faults: %v\n%s", faults, err, report.Text("en"))
	}
	if changes(t, db) != before {
		t.Error("a refused import wrote something")
	}
	return report
}

// TestRealRepair: after --repair, Lucknow and Kanpur have neither overlaps nor slivers.
func TestRealRepair(t *testing.T) {
	db := pgtest.Open(t)
	for _, c := range []struct{ city, file string }{{"lucknow", "wards/lucknow_wards.geojson"}, {"kanpur", "wards/kanpur_wards.geojson"}} {
		addCity(t, db, c.city)
		o := ingest.Options{City: c.city, Repair: true, Duplicates: ingest.DuplicatesMerge, SkipBad: true}
		twice(t, db, ingest.Wards, o, shared(t, c.file))
		invalid := count(t, db, `SELECT count(*) FROM rasad.ward WHERE city_id = $1 AND NOT ST_IsValid(geom)`, c.city)
		overlapping := count(t, db, `
			SELECT count(*) FROM rasad.ward a JOIN rasad.ward b ON a.city_id = b.city_id AND a.ward_id < b.ward_id AND a.geom && b.geom
			WHERE a.city_id = $1 AND ST_Area(ST_Intersection(a.geom, b.geom)::geography) > 1`, c.city)
		if invalid > 0 || overlapping > 0 {
			t.Errorf("%s: %d invalid wards, %d pairs overlap", c.city, invalid, overlapping)
		}
	}
}

// TestRealZones: zones by polygons, and by a list of a later delimitation, matched by name.
func TestRealZones(t *testing.T) {
	db := pgtest.Open(t)
	addCity(t, db, "lucknow")
	addCity(t, db, "chennai")
	twice(t, db, ingest.Wards, ingest.Options{City: "lucknow", NoZones: true}, shared(t, "wards/lucknow_wards.geojson"))
	twice(t, db, ingest.Zones, ingest.Options{City: "lucknow"}, shared(t, "wards/lucknow_zones.geojson"))
	if got := figuresOf(t, db, "lucknow"); got.zones != 6 || got.zoned != 111 {
		t.Errorf("by polygons: %+v", got)
	}
	addCity(t, db, "by-column") // the wards file names the zones, too: the two ways must agree
	twice(t, db, ingest.Wards, ingest.Options{City: "by-column"}, shared(t, "wards/lucknow_wards.geojson"))
	differ := count(t, db, `
		WITH found AS (SELECT w.city_id city, w.code ward, z.code zone FROM rasad.ward w JOIN rasad.zone_ward USING (city_id, ward_id) JOIN rasad.zone z USING (city_id, zone_id))
		SELECT count(*) FROM found a JOIN found b USING (ward) WHERE a.city = 'lucknow' AND b.city = 'by-column' AND a.zone <> b.zone`)
	if differ != 0 {
		t.Errorf("%d wards are in another zone than their own column says", differ)
	}
	twice(t, db, ingest.Zones, ingest.Options{City: "lucknow", Plan: "eight"}, shared(t, "admin/lucknow_wards_8_zones.csv"))
	eight := count(t, db, `SELECT count(*) FROM rasad.zone_ward JOIN rasad.zone_plan USING (city_id, plan_id) WHERE city_id = 'lucknow' AND state = 'published' AND name = 'eight'`)
	if eight < 90 || count(t, db, `SELECT count(*) FROM rasad.zone_plan WHERE city_id = 'lucknow' AND state = 'retired'`) != 1 {
		t.Errorf("by list: %d wards have a zone", eight)
	}
	twice(t, db, ingest.Wards, ingest.Options{City: "chennai", NoZones: true}, shared(t, "wards/chennai_wards.geojson"))
	twice(t, db, ingest.Zones, ingest.Options{City: "chennai"}, shared(t, "wards/chennai_zones.geojson"))
	if got := figuresOf(t, db, "chennai"); got.zones != 16 || got.zoned != 201 {
		t.Errorf("chennai: %+v", got)
	}
}

func TestRealFacilities(t *testing.T) {
	db := pgtest.Open(t)
	for _, city := range []string{"chennai", "kerala", "lucknow"} {
		addCity(t, db, city)
	}
	codes := func(r ingest.Report) map[string]int {
		found := map[string]int{}
		for _, f := range r.Findings {
			found[f.Code]++
		}
		return found
	}
	twice(t, db, ingest.Wards, ingest.Options{City: "chennai"}, shared(t, "wards/chennai_wards.geojson"))
	canteens := twice(t, db, ingest.Facilities, ingest.Options{City: "chennai", Kind: data.Kitchen}, shared(t, "facilities/chennai_amma_unavagam.geojson"))
	if found := codes(canteens); canteens.Count("facility").New != 407 || found["other-ward"] != 36 || found["outside"] != 1 {
		t.Errorf("chennai: %d new, %v", canteens.Count("facility").New, found)
	}
	shops := twice(t, db, ingest.Facilities, ingest.Options{City: "kerala", Kind: data.RationShop}, shared(t, "facilities/kerala_ration_shops.geojson"))
	if found := codes(shops); shops.Count("facility").New != 1213 || found["same-place"] != 2 {
		t.Errorf("kerala: %d new, %v", shops.Count("facility").New, found)
	}
	places := twice(t, db, ingest.Facilities, ingest.Options{City: "lucknow", SkipBad: true}, shared(t, "facilities/lucknow_places.csv.gz"))
	if n := places.Count("facility").New; n != 2576 || codes(places)["no-kind"] != 887 {
		t.Errorf("lucknow: %d new, %v", n, codes(places))
	}
}
