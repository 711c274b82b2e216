package source_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"rasad/data/source"
)

// TestProjections undoes metres that GDAL (PROJ) made of known places, to a millimetre.
func TestProjections(t *testing.T) {
	lucknow := orb.Point{80.9462, 26.8467}
	box := orb.Bound{Min: orb.Point{80.7, 26.7}, Max: orb.Point{81.1, 27}}
	utm44 := "x,y\n494655.00333,2969457.17519\n"
	cases := []struct {
		name, text string
		o          source.Options
		want       orb.Point
		note       string
	}{
		{"utm told", utm44, source.Options{CRS: "EPSG:32644"}, lucknow, "as told"},
		{"utm by the city", utm44, source.Options{Near: &box}, lucknow, "EPSG:32644"},
		{"mercator", "x,y\n9010889.76565,3104331.96059\n", source.Options{}, lucknow, "EPSG:3857"},
		{"mercator by the city", "x,y\n9010889.76565,3104331.96059\n", source.Options{Near: &box}, lucknow, "EPSG:3857"},
		{"swapped", "x,y\n26.8467,80.9462\n", source.Options{}, lucknow, "swapped"},
		{"degrees", "x,y\n80.9462,26.8467\n", source.Options{}, lucknow, ""},
		{"europe", "x,y\n8.69,49.41\n", source.Options{}, orb.Point{8.69, 49.41}, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			features, r, err := read(t, "a.csv", []byte(c.text), c.o)
			if err != nil {
				t.Fatal(err)
			}
			if p, _ := features[0].Geometry.(orb.Point); !near(p, c.want, 2e-7) {
				t.Errorf("at %v, want %v", features[0].Geometry, c.want)
			}
			if notes := fmt.Sprint(r.Notes()); !strings.Contains(notes, c.note) || (c.note == "" && len(r.Notes()) > 0) {
				t.Errorf("notes %s, want %q", notes, c.note)
			}
		})
	}
}

func TestUndeclaredUTMAsksForTheZone(t *testing.T) {
	_, _, err := read(t, "a.csv", []byte("x,y\n494655.00333,2969457.17519\n"), source.Options{})
	if err == nil || !strings.Contains(err.Error(), "EPSG:32644 → 80.95 E, 26.85 N") {
		t.Errorf("error %v", err)
	}
}

// TestDeclared goes through the ways in which files name projections.
func TestDeclared(t *testing.T) {
	member := func(name string) string {
		return `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"` + name + `"}},"features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[%s]}}]}`
	}
	cases := []struct{ crs, at string }{
		{"urn:ogc:def:crs:OGC:1.3:CRS84", "80.9462,26.8467"},
		{"EPSG:4326", "80.9462,26.8467"},
		{"urn:ogc:def:crs:EPSG::3857", "9010889.76565,3104331.96059"},
		{"http://www.opengis.net/def/crs/EPSG/0/32644", "494655.00333,2969457.17519"},
		{"EPSG:4326", "9010889.76565,3104331.96059"}, // says degrees, has metres
		{"EPSG:7755", "80.9462,26.8467"},             // says metres, has degrees
	}
	for _, c := range cases {
		features, _, err := read(t, "a.geojson", fmt.Appendf(nil, member(c.crs), c.at), source.Options{})
		if err != nil {
			t.Errorf("%s: %v", c.crs, err)
			continue
		}
		if p, _ := features[0].Geometry.(orb.Point); !near(p, orb.Point{80.9462, 26.8467}, 2e-7) {
			t.Errorf("%s: at %v", c.crs, features[0].Geometry)
		}
	}
	if _, _, err := read(t, "a.geojson", fmt.Appendf(nil, member("EPSG:7755"), "4000000,4000000"), source.Options{}); err == nil {
		t.Error("a projection that nobody knows was taken")
	}
}

// TestDeclaredAfterTheData: a projection named only after more features than are looked ahead comes too late, and is said so.
func TestDeclaredAfterTheData(t *testing.T) {
	feature := `{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[9010889.76565,3104331.96059]}}`
	for _, c := range []struct {
		crs  string
		fine bool
	}{{"EPSG:3857", true}, {"EPSG:32644", false}} {
		late := `{"type":"FeatureCollection","features":[` + strings.Repeat(feature+",", 600) + feature + `],"crs":{"type":"name","properties":{"name":"` + c.crs + `"}}}`
		if _, _, err := read(t, "late.geojson", []byte(late), source.Options{}); (err == nil) != c.fine {
			t.Errorf("%s: %v", c.crs, err)
		}
	}
}

func TestPRJ(t *testing.T) {
	utm := `PROJCS["WGS_1984_UTM_Zone_44N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]],PROJECTION["Transverse_Mercator"]]`
	polygon := orb.Polygon{square(494655.00333, 2969457.17519, 1000)}
	content := zipped(t, member{"a.shp", shp(polygon)}, member{"a.dbf", dbf([]string{"n"}, []string{"1"})}, member{"a.prj", []byte(utm)})
	features, _, err := read(t, "a.zip", content, source.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if p := features[0].Geometry.(orb.Polygon)[0][0]; !near(p, orb.Point{80.9462, 26.8467}, 2e-7) {
		t.Errorf("at %v", p)
	}
	kalianpur := strings.ReplaceAll(strings.ReplaceAll(utm, "WGS_1984", "Kalianpur_1975"), "D_WGS", "D_K")
	content = zipped(t, member{"a.shp", shp(polygon)}, member{"a.dbf", dbf([]string{"n"}, []string{"1"})}, member{"a.prj", []byte(kalianpur)})
	if _, _, err := read(t, "k.zip", content, source.Options{}); err == nil {
		t.Error("a datum some hundred metres off was taken for WGS84")
	}
}
