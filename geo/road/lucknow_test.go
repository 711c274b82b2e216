package road_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"rasad/geo/road"
)

// lucknow is the streets of the shared Lucknow file, cut where lines share a vertex.
func lucknow(t testing.TB) *road.Network {
	t.Helper()
	folder := os.Getenv("RASAD_SHARED_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data")
	}
	file, err := os.Open(filepath.Join(folder, "roads", "lucknow", "lucknow_roads.geojsonl.gz"))
	if err != nil {
		t.Skipf("real data is not here: %v", err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var lines, edges [][]road.Point
	uses := map[road.Point]int{}
	for scan := bufio.NewScanner(unzipped); scan.Scan(); {
		var feature struct {
			Properties struct{ Class string }
			Geometry   struct{ Coordinates orb.LineString }
		}
		if err := json.Unmarshal(scan.Bytes(), &feature); err != nil {
			t.Fatal(err)
		}
		if slices.Contains([]string{"standard_gauge", "broad_gauge", "narrow_gauge", "subway", "tram", "unknown"}, feature.Properties.Class) {
			continue
		}
		var l []road.Point
		for _, p := range feature.Geometry.Coordinates {
			l = append(l, road.Point{Lon: int32(p[0]*1e7 + 0.5), Lat: int32(p[1]*1e7 + 0.5)})
			uses[l[len(l)-1]]++
		}
		lines = append(lines, l)
	}
	for _, l := range lines {
		first := 0
		for i := 1; i < len(l); i++ {
			if uses[l[i]] > 1 || i == len(l)-1 {
				edges, first = append(edges, l[first:i+1]), i
			}
		}
	}
	return drawn(edges...)
}

// around gives places within the city.
func around(r *rand.Rand) orb.Point {
	return orb.Point{80.85 + r.Float64()*0.17, 26.75 + r.Float64()*0.17}
}

// TestSnapLucknow holds real streets to a search of every edge.
func TestSnapLucknow(t *testing.T) {
	n := lucknow(t)
	x, r := road.NewIndex(n), rand.New(rand.NewPCG(10, 10))
	for range 25 {
		p := around(r)
		got := x.Snap(nil, nil, p, road.Ask{Limit: 3}, nil)
		near := func(e uint32) bool { // the twin is slow: leave out what is more than 3 km off
			return metres(p, degrees(n.Points[n.Edges[e].First])) < 3000
		}
		want := snapSlow(n, p, near)
		for i := range got {
			if d := got[i].Metres - want[i].metres; len(got) != 3 || d > 0.02 || d < -0.02 {
				t.Fatalf("%v: %+v, want %+v", p, got, want[:3])
			}
		}
	}
}

func BenchmarkSnap(b *testing.B) {
	x, r := road.NewIndex(lucknow(b)), rand.New(rand.NewPCG(11, 11))
	places := make([]orb.Point, 1<<14)
	for i := range places {
		places[i] = around(r)
	}
	heading, give := 45.0, 40.0
	for name, ask := range map[string]road.Ask{"1": {}, "5": {Limit: 5}, "bearing": {Bearing: &heading, BearingRange: &give}, "kerb": {Kerb: true}} {
		b.Run(name, func(b *testing.B) {
			var dst []road.Snap
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				dst = x.Snap(nil, nil, places[i&(1<<14-1)], ask, dst[:0])
			}
		})
	}
}

func BenchmarkNewIndex(b *testing.B) {
	n := lucknow(b)
	b.ReportAllocs()
	for b.Loop() {
		road.NewIndex(n)
	}
}

func BenchmarkEffect(b *testing.B) {
	x := road.NewIndex(lucknow(b))
	zone := orb.Polygon{{{80.93, 26.84}, {80.94, 26.84}, {80.942, 26.848}, {80.935, 26.852}, {80.93, 26.84}}}
	for name, area := range map[string]road.Area{"zone": {Geometry: zone}, "line": {Geometry: orb.LineString(zone[0])}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := x.Effect(area); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
