package tileapi

import (
	"fmt"
	"strings"
	"testing"

	"rasad/internal/httpapi/problem"
)

func TestParsePath(t *testing.T) {
	for path, want := range map[string]address{
		"/tiles/demo/wards.json":             {city: "demo", layers: "wards", document: true},
		"/tiles/demo/wards,roads/0/0/0.mvt":  {city: "demo", layers: "wards,roads"},
		"/tiles/a/b/14/11891/6936.mvt":       {city: "a", layers: "b", z: 14, x: 11891, y: 6936},
		"/tiles/a/b/22/4194303/4194303.mvt":  {city: "a", layers: "b", z: 22, x: 4194303, y: 4194303},
		"/tiles/a/b.json/0/0/0.mvt":          {city: "a", layers: "b.json"},
		"/tiles/demo/wards,roads,water.json": {city: "demo", layers: "wards,roads,water", document: true},
	} {
		got, err := parsePath(path)
		if err != nil || got != want {
			t.Errorf("%s: %+v %v", path, got, err)
		}
	}
	for path, want := range map[string]problem.Code{
		"/tiles/":                               problem.NotFound,
		"/tiles/demo":                           problem.NotFound,
		"/tiles/demo/":                          problem.NotFound,
		"/tiles/demo/wards":                     problem.NotFound,
		"/tiles/demo/.json":                     problem.NotFound,
		"/tiles/demo/wards.pbf":                 problem.NotFound,
		"/tiles//wards/0/0/0.mvt":               problem.NotFound,
		"/tiles/demo//0/0/0.mvt":                problem.NotFound,
		"/tiles/demo/wards/0/0.mvt":             problem.NotFound,
		"/tiles/demo/wards/0/0/0":               problem.NotFound,
		"/tiles/demo/wards/0/0/0.png":           problem.NotFound,
		"/tiles/demo/wards/0/0/0/0.mvt":         problem.InvalidPath,
		"/tiles/demo/wards/-1/0/0.mvt":          problem.InvalidPath,
		"/tiles/demo/wards/1.5/0/0.mvt":         problem.InvalidPath,
		"/tiles/demo/wards/00/0/0.mvt":          problem.InvalidPath,
		"/tiles/demo/wards/1/01/0.mvt":          problem.InvalidPath,
		"/tiles/demo/wards/1/0x1/0.mvt":         problem.InvalidPath,
		"/tiles/demo/wards/1/1/ 1.mvt":          problem.InvalidPath,
		"/tiles/demo/wards/40/0/0.mvt":          problem.TileOutside,
		"/tiles/demo/wards/23/0/0.mvt":          problem.TileOutside,
		"/tiles/demo/wards/1/2/0.mvt":           problem.TileOutside,
		"/tiles/demo/wards/1/0/2.mvt":           problem.TileOutside,
		"/tiles/demo/wards/99999999999/0/0.mvt": problem.InvalidPath,
		"/tiles/" + strings.Repeat("a", 600):    problem.TooLong,
	} {
		if got, err := parsePath(path); err == nil || err.Code != want {
			t.Errorf("%s: %+v %v, want %s", path, got, err, want)
		}
	}
}

func FuzzParsePath(f *testing.F) {
	f.Add("demo/wards,roads/14/11891/6936.mvt")
	f.Add("demo/wards.json")
	f.Fuzz(func(t *testing.T, rest string) {
		path := "/tiles/" + rest
		a, err := parsePath(path)
		if err != nil {
			if err.Code.Status()/100 != 4 {
				t.Fatalf("%q: %v", path, err)
			}
			return
		}
		again := fmt.Sprintf("/tiles/%s/%s/%d/%d/%d.mvt", a.city, a.layers, a.z, a.x, a.y)
		if a.document {
			again = fmt.Sprintf("/tiles/%s/%s.json", a.city, a.layers)
		}
		if again != path || a.z > maxZoom || a.x >= 1<<a.z || a.y >= 1<<a.z {
			t.Fatalf("%q was read as %+v", path, a)
		}
	})
}

func BenchmarkParsePath(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := parsePath("/tiles/lucknow/facilities/14/11891/6936.mvt"); err != nil {
			b.Fatal(err)
		}
	}
}
