package source_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/paulmach/orb"

	"rasad/data/source"
)

// smallLimits keep a fuzzed file from being slow.
func smallLimits() source.Limits {
	return source.Limits{Line: 1 << 16, Feature: 1 << 16, Vertices: 1000, Rings: 100, Unpacked: 1 << 20}
}

// fuzz reads whatever bytes come as a file of a name: no panic, no geometry off the earth, no open ring, every fault in both languages.
func fuzz(f *testing.F, name string, seeds ...[]byte) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	folder := f.TempDir()
	f.Fuzz(func(t *testing.T, content []byte) {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		features, _, err := source.ReadAll(t.Context(), path, source.Options{Limits: smallLimits()})
		if err != nil {
			return
		}
		for _, feature := range features {
			if feature.Fault != nil {
				if feature.Fault.Reason.Hi == "" || feature.Fault.Reason.En == "" || feature.Geometry != nil {
					t.Errorf("fault not whole: %+v", feature)
				}
				continue
			}
			soundGeometry(t, feature.Geometry)
		}
	})
}

func soundGeometry(t *testing.T, g orb.Geometry) {
	switch g := g.(type) {
	case orb.Point:
		if !(g[0] >= -180 && g[0] <= 180 && g[1] >= -90 && g[1] <= 90) {
			t.Errorf("off the earth: %v", g)
		}
	case orb.Polygon:
		for _, ring := range g {
			if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
				t.Errorf("open ring: %v", ring)
			}
			for _, p := range ring {
				soundGeometry(t, p)
			}
		}
	case orb.MultiPolygon:
		for _, polygon := range g {
			soundGeometry(t, polygon)
		}
	case orb.Collection:
		for _, member := range g {
			soundGeometry(t, member)
		}
	}
}

func FuzzGeoJSON(f *testing.F) {
	fuzz(f, "a.geojson", collection(lucknowPoint), []byte(lucknowPoint), collection(geometry("Polygon", "[[[80,26],[81,26],[81,27],[80,26]]]")))
}

func FuzzGeoJSONLines(f *testing.F) { fuzz(f, "a.geojsonl", []byte(lucknowPoint+"\n"+lucknowPoint)) }

func FuzzCSV(f *testing.F) {
	fuzz(f, "a.csv", []byte("name,lat,lon\nx,26,80\n"), []byte("नाम;wkt\nx;\"POLYGON((80 26,81 26,81 27,80 26))\"\n"), utf16LE("a,x,y\n1,80,26\n", true))
}

func FuzzKML(f *testing.F) {
	fuzz(f, "a.kml", []byte("<kml><Placemark><name>x</name><Polygon><outerBoundaryIs><LinearRing><coordinates>80,26 81,26 81,27 80,26</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>"))
}

// FuzzZip goes for the container; FuzzShapefile wraps its bytes into a sound one.
func FuzzZip(f *testing.F) {
	fuzz(f, "a.zip", zipped(f, member{"a.csv", []byte("x,y\n80,26\n")}))
}

func FuzzShapefile(f *testing.F) {
	f.Add(shp(orb.Polygon{square(80, 26, 1)}), dbf([]string{"n"}, []string{"1"}), "GEOGCS[\"WGS_1984\"]")
	f.Fuzz(func(t *testing.T, shapes, table []byte, prj string) {
		content := zipped(t, member{"a.shp", shapes}, member{"a.dbf", table}, member{"a.prj", []byte(prj)})
		features, _, err := read(t, "a.zip", content, source.Options{Limits: smallLimits()})
		if err != nil {
			return
		}
		for _, feature := range features {
			soundGeometry(t, feature.Geometry)
		}
	})
}
