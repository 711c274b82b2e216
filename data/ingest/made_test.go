package ingest_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rasad/data/ingest"
	"rasad/data/source"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a report in both languages with its files.
func golden(t *testing.T, name string, report ingest.Report) {
	t.Helper()
	for _, lang := range []string{"en", "hi"} {
		path := filepath.Join("testdata", name+"."+lang+".txt")
		got := report.Text(lang)
		if *update {
			if err := os.MkdirAll("testdata", 0o750); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
		}
	}
}

func made(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// block is a ward of a grid of squares, a hundredth of a degree wide, as WKT.
func block(x, y int) string { return wide(x, y, 1) }

func wide(x, y, columns int) string {
	west, south := 80+float64(x)/100, 26+float64(y)/100
	east, north := west+float64(columns)/100, south+0.01
	return fmt.Sprintf(`"POLYGON((%.2f %.2f,%.2f %.2f,%.2f %.2f,%.2f %.2f,%.2f %.2f))"`, west, south, east, south, east, north, west, north, west, south)
}

// threeWards and a cantonment, in Hindi and English, in two zones.
func threeWards() string {
	return "वार्ड संख्या,वार्ड का नाम,Ward Name (English),ज़ोन,जनसंख्या,wkt\n" +
		"1,अलीगंज,,1,\"12,500\"," + block(0, 0) + "\n" +
		"०२,हज़रतगंज,,1,९८००," + block(1, 0) + "\n" +
		"3,Chowk,,2-Old Town,," + block(2, 0) + "\n" +
		"0,छावनी,,0,," + block(3, 0) + "\n"
}

func TestGoldenWards(t *testing.T) {
	db := newCity(t, "made")
	ctx := context.Background()
	run := func(o ingest.Options, text string) (ingest.Report, error) {
		o.City = "made"
		return ingest.Wards(ctx, db, o, made(t, "wards.csv", text))
	}
	report, err := run(ingest.Options{}, threeWards())
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "wards_first", report)

	dirty := "Ward No,Name,Population,wkt\n" +
		"1,North,100," + block(0, 0) + "\n1,North again,," + wide(0, 0, 2) + "\n2,,many," + block(4, 0) + "\n,,5," + block(5, 0) + "\n3,No shape,7,\n4,East,9,\"POINT(80 26)\"\n"
	report, err = run(ingest.Options{}, dirty)
	if refused := new(ingest.RefusedError); !errors.As(err, &refused) || !strings.Contains(refused.In("hi"), "5") {
		t.Fatalf("not refused for 5 faults: %v", err)
	}
	golden(t, "wards_dirty", report)

	changed := strings.Replace(threeWards(), "Chowk", "Chowk Bazar", 1)
	changed = strings.Replace(changed, "0,छावनी,,0,,"+block(3, 0)+"\n", "5,नया,,1,,"+block(3, 0)+"\n", 1)
	report, err = run(ingest.Options{DryRun: true}, changed)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "wards_dry", report)
	if n := count(t, db, `SELECT count(*) FROM rasad.ward WHERE name_en = 'Chowk Bazar'`); n != 0 {
		t.Error("a dry run wrote")
	}
	if report, err = run(ingest.Options{}, changed); err != nil || report.Count("ward").Changed != 1 || report.Count("ward").New != 1 || report.Count("ward").Removed != 1 {
		t.Errorf("%v\n%s", err, report.Text("en"))
	}
}

func TestWardsByScriptAndNumber(t *testing.T) {
	db := newCity(t, "made")
	twice(t, db, ingest.Wards, ingest.Options{City: "made"}, made(t, "wards.csv", threeWards()))
	for _, c := range []struct {
		code   string
		number any
		hi, en string
		people any
		zone   any
	}{{"1", 1, "अलीगंज", "", 12500, "1"}, {"2", 2, "हज़रतगंज", "", 9800, "1"}, {"3", 3, "", "Chowk", nil, "2"}, {"छावनी", nil, "छावनी", "", nil, nil}} {
		n := count(t, db, `
			SELECT count(*) FROM rasad.ward w LEFT JOIN rasad.zone_ward USING (city_id, ward_id) LEFT JOIN rasad.zone z USING (city_id, zone_id)
			WHERE w.code = $1 AND number IS NOT DISTINCT FROM $2::int AND w.name_hi = $3 AND w.name_en = $4 AND population IS NOT DISTINCT FROM $5::int AND z.code IS NOT DISTINCT FROM $6::text`,
			c.code, c.number, c.hi, c.en, c.people, c.zone)
		if n != 1 {
			t.Errorf("ward %s is not as it should be", c.code)
		}
	}
	if n := count(t, db, `SELECT count(*) FROM rasad.zone WHERE code = '2' AND name_en = 'Old Town'`); n != 1 {
		t.Error("the zone's number and name were not taken apart")
	}
}

func TestDuplicates(t *testing.T) {
	text := "ward_no,name,wkt\n1,a," + block(0, 0) + "\n1,a," + block(0, 0) + "\n1,a," + block(1, 0) + "\n"
	db := newCity(t, "made")
	refusedWith(t, db, 1, ingest.Wards, ingest.Options{City: "made"}, made(t, "wards.csv", text))
	for _, c := range []struct {
		how  ingest.Duplicates
		area float64
	}{{ingest.DuplicatesFirst, 1}, {ingest.DuplicatesMerge, 2}} {
		twice(t, db, ingest.Wards, ingest.Options{City: "made", Duplicates: c.how}, made(t, "wards.csv", text))
		if n := count(t, db, `SELECT round(ST_Area(geom) * 10000)::int FROM rasad.ward`); n != int(c.area) {
			t.Errorf("%s: %d blocks", c.how, n)
		}
	}
}

// TestDelimitations: an old set of wards stays as it was when a new one takes effect.
func TestDelimitations(t *testing.T) {
	db := newCity(t, "made")
	day := time.Date(2022, 12, 5, 0, 0, 0, 0, time.UTC)
	early := time.Date(2017, 1, 1, 0, 0, 0, 0, time.UTC)
	old := ingest.Options{City: "made", Delimitation: "2017", ValidFrom: &early}
	current := ingest.Options{City: "made", Delimitation: "2022", ValidFrom: &day, Source: "gazette", Attribution: "© Nagar Nigam", DataDate: &day}
	twice(t, db, ingest.Wards, old, made(t, "old.csv", threeWards()))
	twice(t, db, ingest.Wards, current, made(t, "new.csv", "ward_no,name,wkt\n1,a,"+wide(0, 0, 4)+"\n"))
	if n := count(t, db, `SELECT count(*) FROM rasad.delimitation WHERE name = '2017' AND NOT is_current AND valid_to = '2022-12-05' AND valid_from = '2017-01-01'`); n != 1 {
		t.Error("the old delimitation did not end")
	}
	if n := count(t, db, `SELECT count(*) FROM rasad.delimitation d JOIN rasad.ward USING (city_id, delimitation_id) WHERE d.name = '2022' AND is_current AND d.source = 'gazette'`); n != 1 {
		t.Error("the new delimitation is not current")
	}
	if n := count(t, db, `SELECT count(*) FROM rasad.city WHERE attribution = '© Nagar Nigam' AND data_date = '2022-12-05'`); n != 1 {
		t.Error("attribution and date are not the city's")
	}
	twice(t, db, ingest.Wards, old, made(t, "old.csv", strings.Replace(threeWards(), "Chowk", "Chauk", 1)))
	if n := count(t, db, `SELECT count(*) FROM rasad.delimitation WHERE is_current AND name = '2022'`); n != 1 {
		t.Error("an update of the old delimitation made it current")
	}
}

func TestGoldenZones(t *testing.T) {
	db := newCity(t, "made")
	refuse := func(text string) {
		t.Helper()
		var bad *source.Error
		if _, err := ingest.Zones(context.Background(), db, ingest.Options{City: "made"}, made(t, "zones.csv", text)); !errors.As(err, &bad) {
			t.Errorf("zones of no wards: %v", err)
		}
	}
	refuse("ward,zone\n1,1\n")
	twice(t, db, ingest.Wards, ingest.Options{City: "made", NoZones: true}, made(t, "wards.csv", "ward_no,ward_name,wkt\n1,Aliganj,"+block(0, 0)+"\n2,Hazratganj,"+block(1, 0)+"\n3,Sharda Nagar,"+block(2, 0)+"\n4,Chowk,"+block(3, 0)+"\n5,Daliganj,"+block(4, 0)+"\n"))
	names := made(t, "names.csv", "zone,name_hi,name_en,helpline\nZ1,उत्तर,North,1076\nZ2,दक्षिण,South,\n")
	byNumber := made(t, "zones.csv", "ward,zone\n1,Z1\n2,Z1\n3,Z2\n4,Z2\n5,Z2\n9,Z2\n")
	golden(t, "zones_by_number", twice(t, db, ingest.Zones, ingest.Options{City: "made"}, byNumber, names))
	if n := count(t, db, `SELECT count(*) FROM rasad.zone WHERE code = 'Z1' AND name_hi = 'उत्तर' AND helpline = '1076'`); n != 1 {
		t.Error("the zones' names are not there")
	}
	byName := made(t, "byname.csv", "ward_no,ward_name,zone_no\n11,Hazrat Ganj,A\n12,Dali Ganj,A\n1,Chowk,B\n2,Ali Ganj,B\n3,Sharda Nagar - I,B\n4,Sharda Nagar - II,B\n")
	golden(t, "zones_by_name", twice(t, db, ingest.Zones, ingest.Options{City: "made", Plan: "by name"}, byName))
	polygons := made(t, "polygons.csv", "zone,zone_name,wkt\nW,West,"+wide(0, 0, 2)+"\nE,East,"+wide(2, 0, 2)+"\n")
	golden(t, "zones_by_polygon", twice(t, db, ingest.Zones, ingest.Options{City: "made", Plan: "by polygon"}, polygons))
	refusedWith(t, db, 1, ingest.Zones, ingest.Options{City: "made"}, made(t, "other.csv", "ward,zone\n71,Z1\n72,Z1\n73,Z1\n1,Z1\n"))
}

func TestGoldenFacilities(t *testing.T) {
	db := newCity(t, "made")
	twice(t, db, ingest.Wards, ingest.Options{City: "made"}, made(t, "wards.csv", threeWards()))
	text := "लाइसेंस,प्रकार,नाम,पता,फोन,समय,क्षमता,भंडार,वार्ड,अक्षांश,देशांतर\n" +
		"L1,राशन की दुकान,गुप्ता राशन,चौक,९४१५०००००१,Mo-Sa 08:00-18:00,400,1200,1,26.005,80.005\n" +
		"L2,Community Kitchen,Annapurna,,,,250,,1,26.005,80.015\n" +
		"L3,fair price shop,Sharma,,,,,,,26.005,80.005\n" +
		"L4,kirana,Store,,,,,,,27.5,80.5\n"
	report := twice(t, db, ingest.Facilities, ingest.Options{City: "made", Source: "list"}, made(t, "shops.csv", text))
	golden(t, "facilities", report)
	if n := count(t, db, `SELECT count(*) FROM rasad.facility WHERE external_id = 'L1' AND kind = 'ration_shop' AND name_hi = 'गुप्ता राशन' AND address_hi = 'चौक' AND phone = '9415000001' AND hours <> '' AND capacity = 400 AND (attrs->>'stock')::int = 1200`); n != 1 {
		t.Error("L1 is not as the file has it")
	}
	moved := strings.Replace(text, "26.005,80.015", "26.006,80.016", 1)
	moved = strings.Replace(moved, "L3,fair price shop,Sharma,,,,,,,26.005,80.005\n", "", 1)
	if report := twice(t, db, ingest.Facilities, ingest.Options{City: "made", Source: "list"}, made(t, "shops.csv", moved)); *report.Count("facility") != (ingest.Count{Table: "facility", Read: 3, Changed: 1, Unchanged: 2}) {
		t.Errorf("%s", report.Text("en"))
	}
	if report := twice(t, db, ingest.Facilities, ingest.Options{City: "made", Source: "list", Replace: true}, made(t, "shops.csv", moved)); report.Count("facility").Removed != 1 {
		t.Errorf("%s", report.Text("en"))
	}
	bad := "id,kind,name,lat,lon,capacity\n1,palace,x,26,80,\n2,palace,y,26,80,\n3,clinic,z,,,\n4,clinic,a,26,80,-5\n5,clinic,b,26,80,\n5,clinic,c,26,81,\n"
	golden(t, "facilities_dirty", refusedWith(t, db, 4, ingest.Facilities, ingest.Options{City: "made"}, made(t, "bad.csv", bad)))
	if report := twice(t, db, ingest.Facilities, ingest.Options{City: "made", SkipBad: true}, made(t, "bad.csv", bad)); report.Count("facility").New != 1 {
		t.Errorf("%s", report.Text("en"))
	}
}

func TestPopulation(t *testing.T) {
	db := newCity(t, "made")
	twice(t, db, ingest.Wards, ingest.Options{City: "made"}, made(t, "wards.csv", threeWards()))
	file := made(t, "people.csv", "ward_no;tot_p;no_hh\n1;13000;2600\n3;\"7,500\";\n")
	golden(t, "population", twice(t, db, ingest.Population, ingest.Options{City: "made"}, file))
	if n := count(t, db, `SELECT sum(population) FROM rasad.ward`); n != 13000+9800+7500 {
		t.Errorf("%d people", n)
	}
	// A file of boundaries that is silent on people leaves them alone.
	twice(t, db, ingest.Wards, ingest.Options{City: "made"}, made(t, "wards.csv", threeWards()[:strings.Index(threeWards(), "0,छावनी")]))
	if n := count(t, db, `SELECT population FROM rasad.ward WHERE code = '3'`); n != 7500 {
		t.Errorf("ward 3 lost its people: %d", n)
	}
	refusedWith(t, db, 1, ingest.Population, ingest.Options{City: "made"}, made(t, "bad.csv", "ward,population\n1,lots\n"))
}
