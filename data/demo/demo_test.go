package demo

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rasad/internal/pgtest"
)

// city is the demo city in all its parts, built once for the tests that only look.
type city struct {
	*builder
	wards      []ward
	zones      []zone
	facilities []facility
	chart      *osmFile
}

var made = sync.OnceValue(func() city {
	c := build(1)
	wards, zones := c.apportion()
	return city{c, wards, zones, c.facilities(wards), c.chart()}
})

// sums are the sha256 of every file in a folder.
func sums(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, file := range []string{WardsFile, ZonesFile, PopulationFile, FacilitiesFile, MapFile, CityFile} {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(text)
		out[file] = hex.EncodeToString(sum[:])
	}
	return out
}

func TestSameSeedSameBytes(t *testing.T) {
	a, b, other := t.TempDir(), t.TempDir(), t.TempDir()
	start := time.Now()
	for dir, seed := range map[string]uint64{a: 7, b: 7, other: 8} {
		if err := Generate(dir, seed, nil); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%v a city", time.Since(start)/3)
	one, two, three := sums(t, a), sums(t, b), sums(t, other)
	for file, sum := range one {
		if two[file] != sum {
			t.Errorf("%s differs between two runs of one seed", file)
		}
		if three[file] == sum && file != CityFile && file != PopulationFile {
			t.Errorf("%s is the same for another seed", file)
		}
	}
}

func TestWardsAndPeople(t *testing.T) {
	c := made()
	if len(c.wards) != wardCount || len(c.zones) != zoneCount {
		t.Fatalf("%d wards, %d zones", len(c.wards), len(c.zones))
	}
	names, people, perZone := map[string]bool{}, 0, map[int]int{}
	for i, w := range c.wards {
		names[w.name.hi+w.name.en] = true
		people += w.people
		perZone[w.zone]++
		if w.number != i+1 || w.people < 2_000 || w.people > 60_000 || w.households < w.people/8 || w.households > w.people/3 {
			t.Errorf("ward %d: %d people, %d households", w.number, w.people, w.households)
		}
		if w.name.hi == "" || w.name.en == "" {
			t.Errorf("ward %d has no name in both scripts", w.number)
		}
		if len(w.parts) != 1 {
			t.Errorf("ward %d has %d parts", w.number, len(w.parts))
		}
	}
	if len(names) != wardCount {
		t.Errorf("%d names of wards are distinct", len(names))
	}
	if people < 1_550_000 || people > 1_700_000 {
		t.Errorf("%d people", people)
	}
	for z := range c.zones {
		if perZone[z] < 9 || perZone[z] > 20 {
			t.Errorf("zone %d has %d wards", z+1, perZone[z])
		}
	}
}

// TestOtherSeeds: every seed gives a whole city.
func TestOtherSeeds(t *testing.T) {
	for seed := uint64(2); seed < 7; seed++ {
		c := build(seed)
		wards, zones := c.apportion()
		if len(wards) != wardCount || len(zones) != zoneCount {
			t.Errorf("seed %d: %d wards, %d zones", seed, len(wards), len(zones))
		}
		for _, w := range wards {
			if len(w.parts) != 1 || w.people < 1_000 {
				t.Errorf("seed %d: ward %d has %d parts, %d people", seed, w.number, len(w.parts), w.people)
			}
		}
	}
}

// TestWardsAreACoverage: every inner edge is shared by exactly two wards, in opposite directions, so there is no gap and no overlap, and
// the areas of the wards are that of the outline.
func TestWardsAreACoverage(t *testing.T) {
	type step struct{ a, b pt }
	seen := map[step]int{}
	var sum, outline float64
	for _, w := range made().wards {
		for _, part := range w.parts {
			for k, ring := range part {
				area := ringArea(ring)
				if (k == 0) != (area > 0) {
					t.Errorf("ward %d: a ring turns the wrong way", w.number)
				}
				sum += area
				visited := map[pt]bool{}
				for i, p := range ring {
					if visited[p] {
						t.Errorf("ward %d touches itself", w.number)
					}
					visited[p] = true
					seen[step{p, ring[(i+1)%len(ring)]}]++
				}
				if i, j, ok := selfCrossing(ring); ok {
					t.Errorf("ward %d: edges %d and %d cross", w.number, i, j)
				}
			}
		}
	}
	for e, n := range seen {
		if n != 1 {
			t.Fatalf("an edge is in %d wards on one side", n)
		}
		if seen[step{e.b, e.a}] == 0 {
			outline += e.a.cross(e.b) / 2
		}
	}
	if math.Abs(sum-outline) > 1 {
		t.Errorf("the wards cover %.0f m², their outline holds %.0f m²", sum, outline)
	}
	if sum < 60e6 || sum > 110e6 {
		t.Errorf("the city has %.1f km²", sum/1e6)
	}
}

func selfCrossing(ring []pt) (i, j int, ok bool) {
	n := len(ring)
	for i := range n {
		for j := i + 2; j < n; j++ {
			if (j+1)%n != i && crossing(ring[i], ring[(i+1)%n], ring[j], ring[(j+1)%n]) {
				return i, j, true
			}
		}
	}
	return 0, 0, false
}

func TestFacilities(t *testing.T) {
	c := made()
	count, ids := map[string]int{}, map[string]bool{}
	for _, f := range c.facilities {
		count[f.kind]++
		ids[f.id] = true
		if !inside(f.at, c.wards[f.ward-1].parts[0][0]) {
			t.Errorf("%s lies outside ward %d", f.id, f.ward)
		}
		if f.name.hi == "" || f.name.en == "" || f.address.hi == "" || f.address.en == "" {
			t.Errorf("%s lacks a name or address in one script", f.id)
		}
		if f.phone != "" && !strings.HasPrefix(f.phone, "+91 0") {
			t.Errorf("%s: %s could be someone's number", f.id, f.phone)
		}
		if f.kind == "hunger_spot" && (f.people == 0 || f.who == "") {
			t.Errorf("%s: nobody is hungry", f.id)
		}
	}
	for kind, want := range map[string]int{"ration_shop": 700, "kitchen": 24, "grocery": 250, "clinic": 90, "hospital": 30, "pharmacy": 160,
		"mask_point": 60, "sanitiser_point": 60, "hunger_spot": 45, "shelter": 14} {
		if count[kind] != want {
			t.Errorf("%d of %s, not %d", count[kind], kind, want)
		}
	}
	if len(ids) != len(c.facilities) {
		t.Errorf("%d ids of %d facilities", len(ids), len(c.facilities))
	}
}

// TestMapFile reads the file back by the XML decoder of the standard library.
func TestMapFile(t *testing.T) {
	dir := t.TempDir()
	if err := Generate(dir, 1, nil); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(dir, MapFile))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	if !unzipped.ModTime.IsZero() {
		t.Error("the file has a time in it")
	}
	decoder := xml.NewDecoder(unzipped)
	count := map[string]int{}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, ok := token.(xml.StartElement); ok {
			count[start.Name.Local]++
		}
	}
	if c := made().chart; count["way"] != len(c.ways) || count["relation"] != len(c.relations) {
		t.Errorf("%v, but %d ways and %d relations were made", count, len(c.ways), len(c.relations))
	}
}

// TestLoad brings the city into a record by the importers; again changes nothing.
func TestLoad(t *testing.T) {
	db := pgtest.Open(t)
	ctx := context.Background()
	dir := t.TempDir()
	if err := Generate(dir, 1, nil); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := Load(ctx, db, dir); err != nil {
		t.Fatal(err)
	}
	t.Logf("loaded in %v", time.Since(start).Round(time.Millisecond))
	ask := func(query string) (n int) {
		t.Helper()
		if err := db.Pool().QueryRow(ctx, query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := ask(`SELECT count(*) FROM rasad.change_log`)
	if err := Load(ctx, db, dir); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]int{
		`SELECT count(*) FROM rasad.change_log`:                                                                                  before,
		`SELECT count(*) FROM rasad.ward WHERE st_isvalid(geom)`:                                                                 wardCount,
		`SELECT count(*) FROM rasad.ward WHERE population > 0 AND households > 0`:                                                wardCount,
		`SELECT count(*) FROM rasad.zone WHERE name_hi <> '' AND helpline <> ''`:                                                 zoneCount,
		`SELECT count(*) FROM rasad.zone_ward`:                                                                                   wardCount,
		`SELECT count(*) FROM rasad.facility`:                                                                                    len(made().facilities),
		`SELECT count(*) FROM rasad.facility WHERE kind = 'hunger_spot' AND attrs ? 'people_estimate'`:                           45,
		`SELECT count(*) FROM rasad.map_area WHERE NOT st_isvalid(geom)`:                                                         0,
		`SELECT count(*) FROM rasad.ward a JOIN rasad.ward b ON a.ward_id < b.ward_id AND st_overlaps(a.geom, b.geom)`:           0,
		`SELECT count(*) FROM rasad.facility f WHERE (SELECT count(*) FROM rasad.ward w WHERE st_contains(w.geom, f.geom)) <> 1`: 0,
		`SELECT count(*) FROM rasad.city WHERE city_id = '` + City + `' AND name_hi <> '' AND data_date IS NOT NULL`:             1,
	} {
		if got := ask(query); got != want {
			t.Errorf("%s: %d, not %d", query, got, want)
		}
	}
	if turns := ask(`SELECT count(*) FROM rasad.turn_restriction`); turns < 140 {
		t.Errorf("%d turn restrictions", turns)
	}
}

func BenchmarkGenerate(b *testing.B) {
	for b.Loop() {
		if err := Generate(b.TempDir(), 1, nil); err != nil {
			b.Fatal(err)
		}
	}
}
