package encode_test

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"
	"github.com/paulmach/orb/geojson"

	"rasad/internal/httpapi/ogcapi/collection"
	"rasad/internal/httpapi/ogcapi/crs"
	"rasad/internal/httpapi/ogcapi/encode"
)

func info(g collection.Geometry) *collection.Info {
	return &collection.Info{ID: "x", Geometry: g, Properties: []collection.Property{{Name: "name"}, {Name: "n", Type: collection.Integer}, {Name: "x", Type: collection.Number}, {Name: "ok", Type: collection.Boolean}}}
}

// twin is a feature by encoding/json.
func twin(t *testing.T, f *collection.Feature, g orb.Geometry) map[string]any {
	t.Helper()
	properties := map[string]any{"name": nil, "n": f.Values[1].Number, "x": f.Values[2].Number, "ok": f.Values[3].Kind == collection.IsTrue}
	if f.Values[0].Kind == collection.IsText {
		properties["name"] = string([]rune(f.Values[0].Text))
	}
	document := map[string]any{"type": "Feature", "id": f.Key.A, "properties": properties, "geometry": nil}
	if g != nil {
		document["geometry"] = geojson.NewGeometry(g)
	}
	return reread(t, must(json.Marshal(document)))
}

func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

func reread(t *testing.T, text []byte) (document map[string]any) {
	t.Helper()
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return document
}

// FuzzGeoJSON holds features to what encoding/json would write.
func FuzzGeoJSON(f *testing.F) {
	f.Add("रसोई \"एक\"\\\n\x00\x1f", int64(5), 80.05, 26.05, 1.5)
	f.Add("\xff\xfe bad", int64(-1), -180.0, 90.0, -1e-9)
	f.Fuzz(func(t *testing.T, name string, id int64, lon, lat, x float64) {
		if math.IsNaN(x+lon+lat) || math.IsInf(x+lon+lat, 0) || math.Abs(lon) > 180 || math.Abs(lat) > 90 || id > 1<<53 || id < -1<<53 {
			return
		}
		feature := &collection.Feature{Key: collection.Key{A: id}, Geometry: orb.Point{lon, lat},
			Values: []collection.Value{collection.Text(name), collection.Whole(id), collection.Decimal(x), collection.Truth(x > 0)}}
		text := encode.NewGeoJSON(info(collection.Point), crs.Default()).Append(nil, feature, "")
		rounded := orb.Point{math.RoundToEven(lon*1e7) / 1e7, math.RoundToEven(lat*1e7) / 1e7}
		got, want := string(must(json.Marshal(reread(t, text)))), string(must(json.Marshal(twin(t, feature, rounded))))
		if strings.ReplaceAll(got, "-0", "0") != strings.ReplaceAll(want, "-0", "0") {
			t.Errorf("%s\nwant %s", got, want)
		}
	})
}

// TestGeometries writes every kind, rings the right way round, in degrees and in metres.
func TestGeometries(t *testing.T) {
	outer, hole := orb.Ring{{0, 0}, {0, 9}, {9, 9}, {9, 0}, {0, 0}}, orb.Ring{{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}}
	turned := orb.Ring{{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}}
	for _, c := range []struct{ g, want orb.Geometry }{
		{orb.Point{1, 2}, nil}, {orb.LineString{{1, 2}, {3, 4}}, nil}, {orb.Polygon{outer, hole}, orb.Polygon{turned, hole}}, {orb.MultiPolygon{{outer}, {turned, hole}}, orb.MultiPolygon{{turned}, {turned, hole}}},
		{orb.MultiPolygon{}, nil}, {nil, nil},
	} {
		f := &collection.Feature{Geometry: c.g, Values: make([]collection.Value, 4)}
		if c.want == nil {
			c.want = c.g
		}
		got := reread(t, encode.NewGeoJSON(info(collection.AnyShape), crs.Default()).Append(nil, f, ""))["geometry"]
		want := twin(t, f, c.want)["geometry"]
		if a, b := string(must(json.Marshal(got))), string(must(json.Marshal(want))); a != b {
			t.Errorf("%v: %s, want %s", c.g, a, b)
		}
		text := encode.WKT(c.g, crs.Default())
		if c.g == nil || len(text) < 15 {
			continue
		}
		if back, err := wkt.Unmarshal(text); err != nil || !orb.Equal(back, c.g) {
			t.Errorf("%s: %v %v", text, back, err)
		}
	}
	for _, c := range crs.All() {
		r := rand.New(rand.NewPCG(1, uint64(c.Code)))
		for range 200 {
			p := orb.Point{69 + 25*r.Float64(), 8 + 28*r.Float64()}
			if back := c.ToLonLat(c.FromLonLat(p)); math.Hypot(back[0]-p[0], back[1]-p[1]) > 1e-8 {
				t.Fatalf("%s: %v comes back as %v", c.URI, p, back)
			}
		}
	}
}

// FuzzCSV: any text stays in its cell, and no cell begins as a formula.
func FuzzCSV(f *testing.F) {
	for _, text := range []string{"=1+1", "+91 5550", "-x", "@a", "a,b", "\"q\"", "line\r\nline", "रसोई", "\t=1", "'", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := encode.NewCSV(info(collection.Point), crs.Default())
		feature := &collection.Feature{Key: collection.Key{A: 1}, Geometry: orb.Point{80.5, 26}, Values: []collection.Value{collection.Text(text), collection.Whole(3), {}, collection.Truth(true)}}
		rows, err := csv.NewReader(strings.NewReader(string(c.Append(c.Header(nil), feature)))).ReadAll()
		if err != nil || len(rows) != 2 || len(rows[1]) != 7 {
			t.Fatalf("%q: %v %v", text, rows, err)
		}
		cell := rows[1][1]
		if strings.IndexAny(cell, "=+-@\t\r") == 0 {
			t.Errorf("%q is a formula", cell)
		}
		if got := strings.TrimPrefix(cell, "'"); got != strings.ReplaceAll(text, "\r\n", "\n") && cell != strings.ReplaceAll(text, "\r\n", "\n") {
			t.Errorf("%q comes back as %q", text, cell)
		}
	})
}
