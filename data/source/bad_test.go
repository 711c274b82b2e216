package source_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rasad/data/source"
)

func collection(features ...string) []byte {
	return []byte(`{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`)
}

func geometry(kind, coordinates string) string {
	return `{"type":"Feature","properties":{},"geometry":{"type":"` + kind + `","coordinates":` + coordinates + `}}`
}

// TestBadFiles: files of which nothing can be used end in one *Error, in both languages, with a remedy.
func TestBadFiles(t *testing.T) {
	good := collection(geometry("Point", "[80,26]"))
	shapes, table := shp([]orbPolygon{{square(80, 26, 1)}}...), dbf([]string{"n"}, []string{"1"})
	cases := []struct {
		name    string
		content []byte
		want    string // in the English reason
	}{
		{"empty.geojson", nil, "empty"},
		{"truncated.geojson", good[:len(good)-20], "truncated"},
		{"truncated-outside.geojson", good[:len(good)-1], "truncated"},
		{"nan.geojson", collection(geometry("Point", "[NaN,26]")), "not valid JSON"},
		{"list.json", []byte("[1,2]"), "not GeoJSON"},
		{"other.json", []byte(`{"type":"Topology","objects":{}}`), "not GeoJSON"},
		{"features.json", []byte(`{"type":"FeatureCollection","features":7}`), "not GeoJSON"},
		{"trailing.geojson", append(append([]byte{}, good...), good...), "follows the end"},
		{"metres.geojson", collection(geometry("Point", "[3000000,9000000]")), "neither degrees nor metres"},
		{"binary.geojson", []byte("\x7fELF\x02\x01\x01\x00\x00\x00"), "no known format"},
		{"image.csv", []byte("\x89PNG\r\n\x1a\n\x00\x00"), "no known format"},
		{"page.geojson", []byte("<!DOCTYPE html><html><body>404</body></html>"), "web page"},
		{"map.xml", []byte("<?xml version='1.0'?><osm version='0.6'></osm>"), "OpenStreetMap"},
		{"other.xml", []byte("<?xml version='1.0'?><gpx></gpx>"), "not KML"},
		{"truncated.kml", []byte("<kml><Placemark><Point><coordinates>80,26"), "truncated"},
		{"broken.kml", []byte("<kml><Placemark></kml>"), "not valid XML"},
		{"empty.zip", zipped(t), "no .shp"},
		{"none.zip", zipped(t, member{"readme.md", []byte("x")}), "no .shp"},
		{"two.zip", zipped(t, member{"a.shp", shapes}, member{"b.shp", shapes}), "2 layers"},
		{"truncated.zip", zipped(t, member{"a.shp", shapes})[:40], "truncated"},
		{"noshp.zip", zipped(t, member{"a.shp", []byte("not a shapefile, but long enough to be one, as a header takes a hundred bytes, which these are, are they not?")}), "not a shapefile"},
		{"cut.zip", zipped(t, member{"a.shp", shapes[:120]}, member{"a.dbf", table}), "truncated"},
		{"dbf.zip", zipped(t, member{"a.shp", shapes}, member{"a.dbf", table[:40]}), "truncated"},
		{"lone.shp", shapes, "not enough"},
		{"truncated.gz", gzipped(t, good)[:30], "truncated"},
		{"header.csv", []byte("\"unclosed,lat,lon\n1,2,3\n"), "quotation mark"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			features, _, err := read(t, c.name, c.content, source.Options{})
			var bad *source.Error
			if !errors.As(err, &bad) {
				t.Fatalf("no fault: %v, features %+v", err, features)
			}
			if !strings.Contains(bad.Reason.En, c.want) {
				t.Errorf("reason %q, want %q", bad.Reason.En, c.want)
			}
			if bad.File != c.name || bad.Reason.Hi == "" || bad.Remedy.En == "" || bad.Remedy.Hi == "" {
				t.Errorf("not whole: %+v", bad)
			}
		})
	}
}

// TestBadRows: rows that cannot be used carry a fault, and the rows after them are read.
func TestBadRows(t *testing.T) {
	deep := strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 9) + strings.Repeat("]}", 9)
	cases := []struct {
		name    string
		content []byte
		want    string
	}{
		{"range.geojson", collection(geometry("Point", "[80,26]"), geometry("Point", "[80,126]")), "off the earth"}, // the first says that it is degrees
		{"huge.geojson", collection(geometry("Point", "[80,26]"), geometry("Point", "[1e999,26]")), "not a number"},
		{"text.geojson", collection(geometry("Point", `["80","26"]`)), "not as its type wants"},
		{"nested.geojson", collection(geometry("Point", "[[80,26]]")), "not as its type wants"},
		{"short.geojson", collection(geometry("Point", "[80]")), "not as its type wants"},
		{"type.geojson", collection(geometry("Circle", "[80,26]")), "not as its type wants"},
		{"open.geojson", collection(geometry("Polygon", "[[[80,26],[80.5,26.1],[81,27]]]")), "not closed"},
		{"line.geojson", collection(geometry("Polygon", "[[[80,26],[81,27],[80,26]]]")), "fewer than four"},
		{"ringless.geojson", collection(geometry("Polygon", "[]")), "no ring"},
		{"deep.geojson", collection(`{"type":"Feature","properties":{},"geometry":` + deep + `}`), "too many"},
		{"feature.geojson", collection(`{"type":"Point","coordinates":[80,26]}`), "not a GeoJSON feature"},
		{"broken.geojsonl", []byte("{\"type\":\"Feature\"\n"), "not valid JSON"},
		{"word.csv", []byte("name,lat,lon\nx,26N,80\n"), "not a coordinate"},
		{"nan.csv", []byte("name,lat,lon\nx,NaN,80\n"), "not a coordinate"},
		{"half.csv", []byte("name,lat,lon\nx,,80\n"), "not a coordinate"},
		{"more.csv", []byte("name,lat,lon\nx,26,80,extra\n"), "more cells"},
		{"quote.csv", []byte("name,lat,lon\nx\"y,26,80\n"), "quotation mark"},
		{"wkt.csv", []byte("name,wkt\nx,POINT(80)\n"), "cannot be read"},
		{"srid.csv", []byte("name,wkt\nx,SRID=3857;POINT(80 26)\n"), "cannot be read"},
		{"pair.kml", []byte("<kml><Placemark><Point><coordinates>80;26</coordinates></Point></Placemark></kml>"), "not a coordinate"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			features, _, err := read(t, c.name, c.content, source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			bad := features[len(features)-1].Fault
			if bad == nil || !strings.Contains(bad.Reason.En, c.want) {
				t.Fatalf("fault %v, want %q", bad, c.want)
			}
			if bad.File != c.name || bad.Row == 0 || bad.Reason.Hi == "" || features[len(features)-1].Geometry != nil {
				t.Errorf("not whole: %+v", bad)
			}
		})
	}
}

// TestBounds: each bound, met by a file that is small because the bound is.
func TestBounds(t *testing.T) {
	l := source.Limits{Line: 2000, Feature: 4000, Vertices: 50, Rings: 10, Unpacked: 1 << 20}
	many := strings.TrimSuffix(strings.Repeat("[80,26],", 60), ",")
	spaces := strings.Repeat(" ", 10000)
	fatal := []struct {
		name    string
		content []byte
		want    string
	}{
		{"line.csv", []byte("name,lat,lon\n\"" + spaces + "\",26,80\n"), "too large"},
		{"header.csv", []byte(spaces + "a,b\n"), "too large"},
		{"line.geojsonl", []byte(lucknowPoint + spaces + "\n"), "too large"},
		{"endless.geojson", []byte(`{"type":"FeatureCollection","features":[{"x":"` + spaces), "too large"},
		{"endless-member.geojson", []byte(`{"x":"` + spaces), "too large"},
		{"text.kml", []byte("<kml><Placemark><name>" + spaces), "too large"},
		{"bomb.csv.gz", gzipped(t, []byte("name\n"+strings.Repeat("x\n", 1<<20))), "unreasonable size"},
		{"bomb.zip", zipped(t, member{"a.csv", []byte("name\n" + strings.Repeat("x\n", 1<<20))}), "unreasonable size"},
	}
	for _, c := range fatal {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := read(t, c.name, c.content, source.Options{Limits: l})
			var bad *source.Error
			if !errors.As(err, &bad) || !strings.Contains(bad.Reason.En, c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
	rows := []struct {
		name    string
		content []byte
	}{
		{"vertices.geojson", collection(geometry("LineString", "["+many+"]"))},
		{"rings.geojson", collection(geometry("MultiPolygon", "["+strings.TrimSuffix(strings.Repeat("[],", 40), ",")+"]"))},
		{"vertices.csv", []byte("wkt\n\"LINESTRING (" + strings.TrimSuffix(strings.Repeat("80 26,", 60), ",") + ")\"\n")},
		{"vertices.kml", []byte("<kml><Placemark><LineString><coordinates>" + strings.Repeat("80,26 ", 60) + "</coordinates></LineString></Placemark></kml>")},
		{"vertices.zip", zipped(t, member{"a.shp", shp(orbPolygon{many60()})})},
	}
	for _, c := range rows {
		t.Run(c.name, func(t *testing.T) {
			features, _, err := read(t, c.name, c.content, source.Options{Limits: l})
			if err != nil || len(features) != 1 || features[0].Fault == nil || !strings.Contains(features[0].Fault.Reason.En, "too many") {
				t.Errorf("%v, %+v", err, features)
			}
		})
	}
}

// TestHugeLine: a line of 2 GB ends at its bound, not at the end of memory. The file is sparse: it takes no room on the disk.
func TestHugeLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huge.geojsonl")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(lucknowPoint + "\n" + strings.Repeat(" ", 1<<17)); err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(2 << 30); err != nil {
		t.Skipf("no sparse files here: %v", err)
	}
	_, _, err = source.ReadAll(context.Background(), path, source.Options{})
	var bad *source.Error
	if !errors.As(err, &bad) || bad.Row != 2 || !strings.Contains(bad.Reason.En, "too large") {
		t.Errorf("%v", err)
	}
}

func TestErrorSpeaksBothLanguages(t *testing.T) {
	_, err := source.Open(context.Background(), filepath.Join(t.TempDir(), "no such file.csv"), source.Options{})
	var bad *source.Error
	if !errors.As(err, &bad) || !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	if hi := bad.In("hi"); !strings.Contains(hi, "फ़ाइल खोली नहीं जा सकी") || !strings.Contains(bad.In("en"), "cannot be opened") {
		t.Errorf("%s / %s", hi, bad.In("en"))
	}
	e := source.Error{File: "a.csv", Row: 7, Column: "lat", Reason: source.Text{Hi: "ग़लत", En: "bad"}, Remedy: source.Text{Hi: "सुधारें", En: "mend it"}}
	if got, want := fmt.Sprint(e.In("en"), "|", e.In("hi")), `a.csv, row 7, column "lat": bad — mend it|a.csv, पंक्ति 7, स्तंभ "lat": ग़लत — सुधारें`; got != want {
		t.Errorf("got %s", got)
	}
}
