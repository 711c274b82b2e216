package source_test

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/paulmach/orb"

	"rasad/data/source"
)

const lucknowPoint = `{"type":"Feature","properties":{"नाम":"राशन","n":2.0,"ok":true,"list":[1]},"geometry":{"type":"Point","coordinates":[80.9462,26.8467,120]}}`

func utf16LE(text string, mark bool) []byte {
	var b []byte
	if mark {
		b = append(b, 0xff, 0xfe)
	}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// TestFormats reads one point, or one square, from every format and encoding.
func TestFormats(t *testing.T) {
	lucknow := orb.Point{80.9462, 26.8467}
	csv := "नाम,अक्षांश,देशांतर\nराशन,26.8467,80.9462\n"
	cases := []struct {
		name    string
		content []byte
	}{
		{"a.geojson", []byte(`{"type":"FeatureCollection","features":[` + lucknowPoint + `]}`)},
		{"bom.geojson", []byte("\xef\xbb\xbf" + `{"features":[` + lucknowPoint + `],"type":"FeatureCollection"}`)},
		{"utf16.geojson", utf16LE(`{"type":"FeatureCollection","features":[`+lucknowPoint+`]}`, true)},
		{"single.geojson", []byte(lucknowPoint)},
		{"bare.json", []byte(`{"type":"Point","coordinates":[80.9462,26.8467]}`)},
		{"a.geojsonl", []byte(lucknowPoint + "\n\n")},
		{"lines.json", []byte(lucknowPoint + "\n" + lucknowPoint + "\n")},
		{"sequence.geojsons", []byte("\x1e" + lucknowPoint + "\n")},
		{"a.geojson.gz", gzipped(t, []byte(`{"type":"FeatureCollection","features":[`+lucknowPoint+`]}`))},
		{"comma.csv", []byte(csv)},
		{"bom.csv", []byte("\xef\xbb\xbf" + csv)},
		{"semicolon.csv", []byte("name;lat;lon\nx;26,8467;80,9462\n")},
		{"tab.tsv", []byte("name\tLatitude\tLongitude\nx\t26.8467\t80.9462\n")},
		{"pipe.txt", []byte("name|Y|X\nx|26.8467|80.9462\n")},
		{"utf16.csv", utf16LE(csv, true)},
		{"utf16-unmarked.csv", utf16LE("name,lat,lon\nx,26.8467,80.9462\n", false)},
		{"digits.csv", []byte("नाम,अक्षांश,देशांतर\nराशन,२६.८४६७,८०.९४६२\n")},
		{"1252.csv", []byte("name,lat,lon\ncaf\xe9,26.8467,80.9462\n")},
		{"wkt.csv", []byte("name,WKT\nx,POINT (80.9462 26.8467)\n")},
		{"ewkt.csv", []byte("name,geom\nx,SRID=4326;POINT(80.9462 26.8467)\n")},
		{"json.csv", []byte("name,geometry\nx,\"{\"\"type\"\":\"\"Point\"\",\"\"coordinates\"\":[80.9462,26.8467]}\"\n")},
		{"csv.gz", gzipped(t, []byte(csv))},
		{"a.csv.zip", zipped(t, member{"folder/points.csv", []byte(csv)})},
		{"a.kml", []byte(`<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>राशन</name><Point><coordinates> 80.9462,26.8467,0 </coordinates></Point></Placemark></Document></kml>`)},
		{"a.kmz", zipped(t, member{"doc.kml", []byte(`<kml><Placemark><Point><coordinates>80.9462,26.8467</coordinates></Point></Placemark></kml>`)})},
		{"mercator.csv", []byte("name,x,y\nx,9010889.76565,3104331.96059\n")},
		{"swapped.csv", []byte("name,lon,lat\nx,26.8467,80.9462\n")},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			features, _, err := read(t, c.name, c.content, source.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if len(features) == 0 || features[0].Fault != nil {
				t.Fatalf("features %+v", features)
			}
			if p, ok := features[0].Geometry.(orb.Point); !ok || !near(p, lucknow, 1e-6) {
				t.Errorf("at %v, want %v", features[0].Geometry, lucknow)
			}
		})
	}
}

func TestValuesKeepTheirOrderAndText(t *testing.T) {
	features, _, err := read(t, "a.geojson", []byte(`{"type":"FeatureCollection","features":[`+lucknowPoint+`]}`), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range features[0].Fields {
		got = append(got, f.Name+"="+f.Text())
	}
	if want := []string{"नाम=राशन", "n=2", "ok=true", "list=[1]"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestRowsOfCSV counts rows as a spreadsheet shows them.
func TestRowsOfCSV(t *testing.T) {
	text := "name,lat,lon\n\"two\nlines\",26,80\n\nthird,27,81\n\"open,28,82\n"
	features, _, err := read(t, "a.csv", []byte(text), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var rows []int
	for _, f := range features {
		rows = append(rows, f.Row)
	}
	if !slices.Equal(rows, []int{2, 4, 5}) || features[2].Fault == nil {
		t.Errorf("rows %v, faults %v", rows, features[2].Fault)
	}
}

func TestShapefile(t *testing.T) {
	hole := square(80.2, 26.2, 0.2)
	slices.Reverse(hole)
	table := dbf([]string{"Ward No", "नाम"}, []string{"43", "राशन"}, []string{"44", "x"})
	shapes := shp(orb.Polygon{square(80, 26, 1), hole, square(82, 26, 1)}, orb.Polygon{square(84, 26, 1)})
	wgs := `GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]`
	content := zipped(t, member{"My Folder/Ward Boundary.SHP", shapes}, member{"My Folder/Ward Boundary.dbf", table}, member{"My Folder/ward boundary.prj", []byte(wgs)}, member{"__MACOSX/._Ward Boundary.shp", []byte("x")})
	features, r, err := read(t, "wards.zip", content, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := orb.MultiPolygon{{square(80, 26, 1), hole}, {square(82, 26, 1)}}
	if len(features) != 2 || !orb.Equal(features[0].Geometry, want) {
		t.Fatalf("features %+v", features)
	}
	if name, _ := features[0].Get("नाम"); name.Text() != "राशन" || !slices.Equal(r.Columns(), []string{"Ward No", "नाम"}) {
		t.Errorf("name %q, columns %q", name.Text(), r.Columns())
	}
	if short := zipped(t, member{"a.shp", shapes[:len(shapes)-172]}, member{"a.dbf", table}); true { // without the last shape
		if _, _, err := read(t, "short.zip", short, source.Options{}); err == nil {
			t.Error("a .shp shorter than its .dbf was taken as whole")
		}
	}
}

func TestEncodingOfCPG(t *testing.T) {
	table := dbf([]string{"name"}, []string{"caf\xe9"})
	for _, cpg := range []string{"1252", "ISO-8859-1", "ANSI 1252", ""} {
		content := zipped(t, member{"a.shp", shp(orb.Polygon{square(80, 26, 1)})}, member{"a.dbf", table}, member{"a.cpg", []byte(cpg)})
		features, _, err := read(t, "a.zip", content, source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if name, _ := features[0].Get("name"); name.Text() != "café" {
			t.Errorf("cpg %q: name %q", cpg, name.Text())
		}
	}
}

func TestKMLData(t *testing.T) {
	text := `<kml><Document><Placemark><name>A&nbsp;B</name><ExtendedData>
		<Data name="ward"><displayName>x</displayName><value>7</value></Data>
		<SchemaData><SimpleData name="zone">3</SimpleData></SchemaData></ExtendedData>
		<MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>80,26 81,26 81,27 80,26</coordinates></LinearRing></outerBoundaryIs>
		<innerBoundaryIs><LinearRing><coordinates>80.7,26.2 80.8,26.2 80.8,26.3 80.7,26.2</coordinates></LinearRing></innerBoundaryIs></Polygon></MultiGeometry>
		</Placemark></Document></kml>`
	features, _, err := read(t, "a.kml", []byte(text), source.Options{})
	if err != nil || len(features) != 1 || features[0].Fault != nil {
		t.Fatal(features, err)
	}
	ward, _ := features[0].Get("ward")
	zone, _ := features[0].Get("zone")
	if ward.Text() != "7" || zone.Text() != "3" {
		t.Errorf("fields %v", features[0].Fields)
	}
	if c, ok := features[0].Geometry.(orb.Collection); !ok || len(c) != 1 || len(c[0].(orb.Polygon)) != 2 {
		t.Errorf("geometry %v", features[0].Geometry)
	}
}

func TestGeoPackage(t *testing.T) {
	if _, err := exec.LookPath("ogr2ogr"); err != nil {
		t.Setenv("PATH", "")
		_, _, err := read(t, "a.gpkg", []byte("SQLite format 3\x00"), source.Options{})
		if err == nil || !strings.Contains(err.Error(), "gdal-bin") {
			t.Fatalf("no word on gdal-bin: %v", err)
		}
		t.Skip("ogr2ogr is not installed: only the message was tested")
	}
	in := file(t, "a.geojson", []byte(`{"type":"FeatureCollection","features":[`+lucknowPoint+`]}`))
	out := strings.TrimSuffix(in, "a.geojson") + "a.gpkg"
	if message, err := exec.Command("ogr2ogr", "-f", "GPKG", "-t_srs", "EPSG:32644", out, in).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, message)
	}
	features, _, err := source.ReadAll(context.Background(), out, source.Options{})
	if err != nil || len(features) != 1 {
		t.Fatal(features, err)
	}
	if p, _ := features[0].Geometry.(orb.Point); !near(p, orb.Point{80.9462, 26.8467}, 1e-7) {
		t.Errorf("at %v", features[0].Geometry)
	}
	r, err := source.Open(context.Background(), out, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil { // before the end: the child process goes, too
		t.Error(err)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	r, err := source.Open(ctx, file(t, "a.csv", []byte("name,lat,lon\n"+strings.Repeat("x,26,80\n", 100))), source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := r.Next(); !errors.Is(err, context.Canceled) || errors.Is(err, io.EOF) {
		t.Errorf("after the end of the context: %v", err)
	}
}
