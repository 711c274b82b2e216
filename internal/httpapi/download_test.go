package httpapi_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/planar"

	"rasad/data"
)

const downloads = "/api/v1/nagar/download/"

// sheet reads a CSV download as a spreadsheet does: the mark gone, a row for each line, by the names of the columns.
func sheet(t *testing.T, s *service, target string) (rows []map[string]string) {
	t.Helper()
	w := s.get(downloads + target)
	body, marked := bytes.CutPrefix(w.Body.Bytes(), []byte("\ufeff"))
	if w.Code != 200 || !marked || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/csv") {
		t.Fatalf("%s: %d %v %s", target, w.Code, w.Header(), w.Body)
	}
	lines, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", target, err)
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func features(t *testing.T, s *service, target string) *geojson.FeatureCollection {
	t.Helper()
	w := s.get(downloads + target)
	if w.Code != 200 || w.Header().Get("Content-Type") != "application/geo+json" {
		t.Fatalf("%s: %d %v %s", target, w.Code, w.Header(), w.Body)
	}
	all, err := geojson.UnmarshalFeatureCollection(w.Body.Bytes())
	if err != nil {
		t.Fatalf("%s: %v\n%s", target, err, w.Body)
	}
	return all
}

// TestDownloadFacilities: both forms hold what the model holds, facility by facility.
func TestDownloadFacilities(t *testing.T) {
	s := start(t)
	city, _ := s.model.City("nagar")
	rows, points := sheet(t, s, "facilities.csv"), features(t, s, "facilities.geojson")
	if len(rows) != 6 || len(points.Features) != 6 {
		t.Fatalf("%d rows, %d features", len(rows), len(points.Features))
	}
	for i, row := range rows {
		id, _ := strconv.ParseInt(row["id"], 10, 64)
		f, ok := city.Now().Facility(id)
		feature := points.Features[i]
		lon, _ := strconv.ParseFloat(row["lon"], 64)
		lat, _ := strconv.ParseFloat(row["lat"], 64)
		if !ok || feature.ID != float64(id) || !near(orb.Point{lon, lat}, f.Point) || !near(feature.Point(), f.Point) {
			t.Fatalf("%v\n%+v\n%+v", row, feature, f)
		}
		want := map[string]string{"kind": string(f.Kind), "name_hi": f.NameHi, "name_en": f.NameEn, "address_en": f.AddressEn, "phone": f.Phone,
			"hours": f.Hours, "external_id": f.ExternalID, "record_source": f.Source, "ward": "", "zone": ""}
		if f.Ward != nil {
			want["ward"] = f.Ward.Code
			if f.Ward.Zone != nil {
				want["zone"] = f.Ward.Zone.Code
			}
		}
		for name, text := range want {
			if row[name] != text || feature.Properties[name] != text {
				t.Errorf("%d, %s: %q in CSV, %v in GeoJSON, want %q", id, name, row[name], feature.Properties[name], text)
			}
		}
		if row["source"] != "made" || row["data_date"] != "2026-01-31" {
			t.Errorf("source and day: %v", row)
		}
	}
	if rows[0]["capacity"] != "500" || points.Features[0].Properties["capacity"] != 500.0 || rows[1]["capacity"] != "" || points.Features[1].Properties["capacity"] != nil {
		t.Errorf("capacity: %v %v", rows[0], points.Features[1].Properties)
	}
	if points.ExtraMembers["attribution"] != "made" || points.ExtraMembers["data_date"] != "2026-01-31" || points.ExtraMembers["city"] != "nagar" {
		t.Errorf("%v", points.ExtraMembers)
	}
}

// near says that two places are within the centimetre that files are written to.
func near(a, b orb.Point) bool { return math.Abs(a[0]-b[0]) < 1e-7 && math.Abs(a[1]-b[1]) < 1e-7 }

// TestDownloadAreas: wards and dissolved zones have the areas of the model, turn the way RFC 7946 wants, and hold the same fields.
func TestDownloadAreas(t *testing.T) {
	s := start(t)
	city, _ := s.model.City("nagar")
	wards := features(t, s, "wards.geojson")
	rows := sheet(t, s, "wards.csv")
	for i, w := range city.Now().Wards {
		f := wards.Features[i]
		shape, ok := f.Geometry.(orb.MultiPolygon)
		if !ok || f.Properties["code"] != w.Code || rows[i]["code"] != w.Code || rows[i]["name_hi"] != w.NameHi || math.Abs(planar.Area(shape)-planar.Area(w.Geometry)) > 1e-8 {
			t.Errorf("ward %s: %v %v", w.Code, f.Properties, rows[i])
		}
		for _, polygon := range shape {
			if polygon[0].Orientation() != orb.CCW || !polygon[0].Closed() {
				t.Errorf("ward %s: an outer ring turns %v", w.Code, polygon[0].Orientation())
			}
		}
	}
	if rows[0]["number"] != "1" || rows[2]["number"] != "" || rows[2]["zone"] != "" || rows[0]["zone"] != "A" || wards.Features[2].Properties["number"] != nil {
		t.Errorf("%v", rows)
	}
	zones := features(t, s, "zones.geojson")
	for i, z := range city.Now().Zones {
		sum := 0.0
		for _, place := range z.Wards {
			sum += planar.Area(city.Now().Wards[place].Geometry)
		}
		if shape, ok := zones.Features[i].Geometry.(orb.MultiPolygon); !ok || math.Abs(planar.Area(shape)-sum) > 1e-8 || shape[0][0].Orientation() != orb.CCW {
			t.Errorf("zone %s: area %v, want %v", z.Code, planar.Area(zones.Features[i].Geometry), sum)
		}
	}
	if flat := sheet(t, s, "zones.csv"); len(flat) != 2 || flat[0]["wards"] != "1" || flat[0]["population"] != "1000" {
		t.Errorf("%v", flat)
	}
}

func TestDownloadParts(t *testing.T) {
	s := start(t)
	for target, want := range map[string]int{
		"facilities.csv?kind=kitchen": 2, "facilities.csv?kind=kitchen,clinic&lang=hi": 3, "facilities.csv?ward=1": 3, "facilities.csv?zone=B": 2,
		"facilities.csv?kind=shelter": 0, "wards.csv?zone=A": 1, "wards.csv?ward=CANT%201": 1, "zones.csv?zone=B": 1,
	} {
		if rows := sheet(t, s, target); len(rows) != want {
			t.Errorf("%s: %d rows, want %d", target, len(rows), want)
		}
		if all := features(t, s, strings.Replace(target, ".csv", ".geojson", 1)); len(all.Features) != want || all.Features == nil {
			t.Errorf("%s: %d features, want %d", target, len(all.Features), want)
		}
	}
	for target, want := range map[string]int{
		"facilities.csv?ward=nowhere": 404, "wards.csv?zone=none": 404, "wards.pdf": 404, "streets.csv": 404, "wards": 404, "wards.csv.gz": 404,
		"zones.csv?kind=kitchen": 400, "wards.csv?limit=1": 400, "facilities.csv?kind=casino": 400, "facilities.csv?ward=" + strings.Repeat("9", 65): 400,
	} {
		if w := s.get(downloads + target); w.Code != want || !strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json") || w.Header().Get("Content-Disposition") != "" {
			t.Errorf("%s: %d %v, want %d", target, w.Code, w.Header(), want)
		}
	}
}

// TestDownloadHeaders: a file has a name that tells its day, an ETag that answers 304 and changes with the city, and comes packed.
func TestDownloadHeaders(t *testing.T) {
	s := start(t)
	plain := s.get(downloads + "wards.csv")
	packed := s.get(downloads+"wards.csv", "Accept-Encoding", "gzip")
	if got := plain.Header().Get("Content-Disposition"); got != "attachment; filename=nagar-wards-2026-01-31.csv" {
		t.Errorf("%s", got)
	}
	if got := s.get(downloads + "wards.geojson?zone=A").Header().Get("Content-Disposition"); got != "attachment; filename=nagar-wards-part-2026-01-31.geojson" {
		t.Errorf("%s", got)
	}
	if packed.Header().Get("Content-Encoding") != "gzip" || !bytes.Equal(unpack(t, "gzip", packed.Body.Bytes()), plain.Body.Bytes()) {
		t.Error("the packed file is another one")
	}
	tag := plain.Header().Get("ETag")
	if tag == "" || tag == packed.Header().Get("ETag") || tag == s.get(downloads+"wards.csv?zone=A").Header().Get("ETag") {
		t.Errorf("ETag %s", tag)
	}
	if w := s.get(downloads+"wards.csv", "If-None-Match", tag); w.Code != 304 || w.Body.Len() != 0 {
		t.Errorf("%d", w.Code)
	}
	if w := s.do("HEAD", downloads+"wards.csv"); w.Code != 200 || w.Body.Len() != 0 || w.Header().Get("ETag") != tag {
		t.Errorf("HEAD: %d, %d bytes", w.Code, w.Body.Len())
	}
	city, _ := s.model.City("nagar")
	before := city.Now().Number
	if _, err := s.db.PutFacility(t.Context(), "test", data.Facility{City: "nagar", Kind: data.Other, NameEn: "New", Source: "test", ExternalID: "new", Point: orb.Point{80.05, 26.05}}); err != nil {
		t.Fatal(err)
	}
	if _, err := city.Await(t.Context(), before+1); err != nil {
		t.Fatal(err)
	}
	if w := s.get(downloads+"wards.csv", "If-None-Match", tag); w.Code != 200 {
		t.Errorf("after a change: %d", w.Code)
	}
}

// TestDownloadFormulas: what a spreadsheet would run as a formula comes as a text, and only there.
func TestDownloadFormulas(t *testing.T) {
	s := start(t)
	city, _ := s.model.City("nagar")
	before := city.Now().Number
	texts := []string{`=HYPERLINK("http://x")`, "+91-522-1", "-1+1", "@SUM(1)", "'quoted", "＝1", "a=b", "दुकान, \"बड़ी\"\nऊपर"}
	for i, text := range texts {
		f := data.Facility{City: "nagar", Kind: data.Shelter, NameEn: text, Source: "test", ExternalID: "formula" + strconv.Itoa(i), Point: orb.Point{80.05, 26.05}}
		if _, err := s.db.PutFacility(t.Context(), "test", f); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := city.Await(t.Context(), before+int64(len(texts))); err != nil {
		t.Fatal(err)
	}
	rows, plain := sheet(t, s, "facilities.csv?kind=shelter"), features(t, s, "facilities.geojson?kind=shelter")
	for i, text := range texts {
		want := text
		if i < 6 {
			want = "'" + text
		}
		if rows[i]["name_en"] != want || plain.Features[i].Properties["name_en"] != text {
			t.Errorf("%q: %q in CSV, %q in GeoJSON", text, rows[i]["name_en"], plain.Features[i].Properties["name_en"])
		}
	}
}

// TestDownloadPages: a city of more facilities than are taken from the model at once comes whole, each once.
func TestDownloadPages(t *testing.T) {
	s := start(t)
	city, _ := s.model.City("nagar")
	before := city.Now().Number
	const many = 2500
	err := s.db.Write(t.Context(), "test", func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `INSERT INTO rasad.facility (city_id, kind, name_en, geom, source, external_id)
			SELECT 'nagar', 'other', 'f' || i, ST_SetSRID(ST_MakePoint(80 + i / 20000.0, 26.05), 4326), 'many', 'm' || i FROM generate_series(1, $1) i`, many)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := city.Await(t.Context(), before+1); err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for _, row := range sheet(t, s, "facilities.csv?kind=other") {
		id, _ := strconv.ParseInt(row["id"], 10, 64)
		ids = append(ids, id)
	}
	if len(ids) != many || !slices.IsSorted(ids) || len(slices.Compact(ids)) != many {
		t.Errorf("%d facilities", len(ids))
	}
}

// TestDownloadOpensInGDAL has ogr2ogr read every file.
func TestDownloadOpensInGDAL(t *testing.T) {
	ogr, err := exec.LookPath("ogr2ogr")
	if err != nil {
		t.Skip("GDAL's ogr2ogr is not installed")
	}
	s := start(t)
	for name, want := range map[string]int{"wards.geojson": 3, "zones.geojson": 2, "facilities.geojson": 6, "wards.csv": 3, "facilities.csv": 6} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, s.get(downloads+name).Body.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(t.Context(), ogr, "-f", "GeoJSON", "/vsistdout/", file).Output()
		var read struct{ Features []json.RawMessage }
		if err != nil || json.Unmarshal(out, &read) != nil || len(read.Features) != want {
			t.Errorf("%s: %v, %d features, want %d", name, err, len(read.Features), want)
		}
	}
}
