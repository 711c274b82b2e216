package httpapi_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"rasad/data"
	"rasad/internal/httpapi/cityapi"
)

func read[T any](t *testing.T, s *service, target string) (answer T) {
	t.Helper()
	w := s.get(target)
	if w.Code != 200 {
		t.Fatalf("%s: %d %s", target, w.Code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestCity(t *testing.T) {
	s := start(t)
	city := read[cityapi.City](t, s, "/api/v1/nagar")
	if city.Wards != 3 || city.Zones != 2 || city.Facilities != 6 || city.NameHi != "नगर" || *city.DataDate != "2026-01-31" || city.Epoch < 10 {
		t.Errorf("%+v", city)
	}
	if len(city.Kinds) != 3 || city.Kinds[0].Kind != data.RationShop || city.Kinds[0].Count != 3 || city.Kinds[0].LabelHi == "" {
		t.Errorf("%+v", city.Kinds)
	}
	all := read[struct{ Cities []cityapi.City }](t, s, "/api/v1/cities")
	if len(all.Cities) != 1 || all.Cities[0].ID != "nagar" {
		t.Errorf("%+v", all)
	}
}

func TestWards(t *testing.T) {
	s := start(t)
	type page struct{ Wards []cityapi.Ward }
	codes := func(target string) (codes []string) {
		for _, w := range read[page](t, s, target).Wards {
			codes = append(codes, w.Code)
		}
		return codes
	}
	if got := codes("/api/v1/nagar/wards"); !slices.Equal(got, []string{"1", "2", "CANT 1"}) {
		t.Errorf("%v", got)
	}
	if got := codes("/api/v1/nagar/wards?zone=B"); !slices.Equal(got, []string{"2"}) {
		t.Errorf("%v", got)
	}
	ward := read[cityapi.WardDetail](t, s, "/api/v1/nagar/wards/1?geometry=true")
	if *ward.Number != 1 || ward.Zone.Code != "A" || ward.Facilities[data.RationShop] != 2 || *ward.Population != 1000 || ward.Geometry == nil {
		t.Errorf("%+v", ward)
	}
	if len(ward.Neighbours) != 2 || ward.Neighbours[0].Code != "2" || ward.Neighbours[0].SharedM < 11000 || ward.Neighbours[0].SharedM > 11200 {
		t.Errorf("%+v", ward.Neighbours)
	}
	cantonment := read[cityapi.WardDetail](t, s, "/api/v1/nagar/wards/CANT%201")
	if cantonment.Number != nil || cantonment.Zone != nil || cantonment.Geometry != nil {
		t.Errorf("%+v", cantonment)
	}
	zones := read[struct{ Zones []cityapi.Zone }](t, s, "/api/v1/nagar/zones").Zones
	if len(zones) != 2 || zones[0].Code != "A" || !slices.Equal(zones[0].Wards, []string{"1"}) || *zones[0].Population != 1000 {
		t.Errorf("%+v", zones)
	}
}

func TestWardAt(t *testing.T) {
	s := start(t)
	at := read[cityapi.AtAnswer](t, s, "/api/v1/nagar/wards/at?lon=80.05&lat=26.04")
	if at.Ward.Code != "1" || !at.Exact || at.Metres != 0 {
		t.Errorf("%+v", at)
	}
	kitchens := at.Nearest[data.Kitchen]
	if len(kitchens) != 2 || kitchens[0].NameHi != "रसोई एक" || kitchens[0].DistanceM < 1100 || kitchens[0].DistanceM > 1120 {
		t.Errorf("%+v", kitchens)
	}
	if len(at.Nearest[data.RationShop]) != 3 || len(at.Serving[data.RationShop]) != 2 || len(at.Serving[data.Kitchen]) != 1 {
		t.Errorf("nearest %+v\nserving %+v", at.Nearest, at.Serving)
	}
	outside := read[cityapi.AtAnswer](t, s, "/api/v1/nagar/wards/at?lon=79.999&lat=26.05")
	if outside.Ward.Code != "1" || outside.Exact || outside.Metres < 95 || outside.Metres > 105 {
		t.Errorf("%+v", outside)
	}
}

func TestFacilities(t *testing.T) {
	s := start(t)
	type page struct {
		Facilities []cityapi.Facility
		Next       string
	}
	var ids []int64
	for after := ""; ; {
		p := read[page](t, s, "/api/v1/nagar/facilities?limit=2"+after)
		for _, f := range p.Facilities {
			ids = append(ids, f.ID)
		}
		if p.Next == "" {
			break
		}
		after = "&after=" + p.Next
	}
	if len(ids) != 6 || !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != 6 {
		t.Errorf("paged through %v", ids)
	}
	for query, want := range map[string]int{
		"kind=kitchen": 2, "kind=kitchen,clinic": 3, "ward=1": 3, "zone=B": 2, "bbox=80,26,80.1,26.1": 3, "kind=clinic&zone=A": 0, "kind=shelter": 0,
		"ward=CANT%201": 0, "kind=ration_shop&ward=2": 1,
	} {
		if got := read[page](t, s, "/api/v1/nagar/facilities?"+query); len(got.Facilities) != want || got.Facilities == nil {
			t.Errorf("%s: %+v", query, got)
		}
	}
	one := read[cityapi.Facility](t, s, "/api/v1/nagar/facilities/1")
	if one.ID != 1 || *one.Ward != "1" || *one.Zone != "A" || *one.Capacity != 500 || one.Phone != "5550001" || one.Open == nil || !*one.Open {
		t.Errorf("%+v", one)
	}
	if far := read[cityapi.Facility](t, s, "/api/v1/nagar/facilities/6"); far.Ward != nil || far.Zone != nil || far.Open != nil || far.Capacity != nil {
		t.Errorf("%+v", far)
	}
	if raw := s.get("/api/v1/nagar/facilities/5").Body.String(); !strings.Contains(raw, "<old> gate & tank") {
		t.Errorf("text was mangled: %s", raw)
	}
}

func TestNearest(t *testing.T) {
	s := start(t)
	type answer struct {
		From       [2]float64
		Facilities []cityapi.Found
	}
	got := read[answer](t, s, "/api/v1/nagar/nearest?lon=80.02&lat=26.02&kind=ration_shop&k=2")
	if len(got.Facilities) != 2 || got.Facilities[0].NameEn != "Shop 1" || got.Facilities[0].DistanceM != 0 || got.Facilities[1].NameEn != "Shop 2" {
		t.Errorf("%+v", got)
	}
	if bearing := got.Facilities[1].Bearing; bearing < 40 || bearing > 45 {
		t.Errorf("bearing %v", bearing)
	}
	if all := read[answer](t, s, "/api/v1/nagar/nearest?lon=80.02&lat=26.02"); len(all.Facilities) != 5 {
		t.Errorf("the default is 5 of any kind: %+v", all)
	}
}

// TestOpenFollowsTheClock: the answer and its ETag change with the minute that matters.
func TestOpenFollowsTheClock(t *testing.T) {
	s := start(t)
	const target = "/api/v1/nagar/facilities/1"
	open := s.get(target).Header().Get("ETag")
	if w := s.get(target, "If-None-Match", open); w.Code != 304 {
		t.Errorf("%d", w.Code)
	}
	s.now = s.now.Add(9 * time.Hour)
	if w := s.get(target, "If-None-Match", open); w.Code != 200 {
		t.Errorf("%d", w.Code)
	}
	if f := read[cityapi.Facility](t, s, target); f.Open == nil || *f.Open {
		t.Errorf("at nine in the evening: %+v", f)
	}
}

func unpack(t *testing.T, encoding string, body []byte) []byte {
	t.Helper()
	var reader io.Reader = bytes.NewReader(body)
	switch encoding {
	case "gzip":
		z, err := gzip.NewReader(reader)
		if err != nil {
			t.Fatal(err)
		}
		reader = z
	case "zstd":
		z, err := zstd.NewReader(reader)
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()
		reader = z
	}
	plain, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// TestCodings: the same bytes in every coding, each with an ETag of its own, and 304 for that ETag alone.
func TestCodings(t *testing.T) {
	s := start(t)
	for target, codings := range map[string][]string{
		"/tiles/nagar/wards,facilities/10/739/435.mvt": {"identity", "gzip", "zstd"},
		"/api/v1/nagar/facilities":                     {"identity", "gzip"},
	} {
		plain := s.get(target).Body.Bytes()
		tags := map[string]bool{}
		for _, coding := range codings {
			w := s.get(target, "Accept-Encoding", coding)
			sent := w.Header().Get("Content-Encoding")
			if sent == "" {
				sent = "identity"
			}
			if w.Code != 200 || sent != coding || !strings.Contains(w.Header().Get("Vary"), "Accept-Encoding") {
				t.Errorf("%s in %s: %d %v", target, coding, w.Code, w.Header())
			}
			if !bytes.Equal(unpack(t, coding, w.Body.Bytes()), plain) {
				t.Errorf("%s in %s: other content", target, coding)
			}
			tag := w.Header().Get("ETag")
			if !strings.HasPrefix(tag, `"`) || tags[tag] {
				t.Errorf("%s in %s: ETag %s", target, coding, tag)
			}
			tags[tag] = true
			for _, match := range []string{tag, "W/" + tag, `"other", ` + tag, "*"} {
				again := s.get(target, "Accept-Encoding", coding, "If-None-Match", match)
				if again.Code != 304 || again.Body.Len() != 0 || again.Header().Get("ETag") != tag && match != "*" {
					t.Errorf("%s in %s with %s: %d %v", target, coding, match, again.Code, again.Header())
				}
			}
			if other := s.get(target, "Accept-Encoding", coding, "If-None-Match", `"other"`); other.Code != 200 {
				t.Errorf("%s: %d", target, other.Code)
			}
		}
		if w := s.get(target, "Accept-Encoding", "identity;q=0, br"); w.Code != 406 {
			t.Errorf("%s: %d where nothing is acceptable", target, w.Code)
		}
	}
}

// TestChangeReachesTile: after a write, the old ETag no longer matches the tile that it touches, and still matches one that it does not.
func TestChangeReachesTile(t *testing.T) {
	s := start(t)
	const near, far = "/tiles/nagar/facilities/14/11832/6950.mvt", "/tiles/nagar/wards/10/739/435.mvt"
	city, _ := s.model.City("nagar")
	before := city.Now().Number
	farTag := s.get(far).Header().Get("ETag")
	nearTag := s.get(near).Header().Get("ETag")
	f := data.Facility{City: "nagar", Kind: data.Kitchen, NameEn: "New", Source: "test", ExternalID: "new", Point: pointIn(14, 11832, 6950)}
	if _, err := s.db.PutFacility(t.Context(), "test", f); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := city.Await(ctx, before+1); err != nil {
		t.Fatal(err)
	}
	if w := s.get(near, "If-None-Match", nearTag); w.Code != 200 || !bytes.Contains(w.Body.Bytes(), []byte("New")) {
		t.Errorf("the touched tile: %d", w.Code)
	}
	if w := s.get(far, "If-None-Match", farTag); w.Code != 304 {
		t.Errorf("an untouched tile: %d", w.Code)
	}
	if w := s.get("/api/v1/nagar/facilities?kind=kitchen"); !strings.Contains(w.Body.String(), `"New"`) {
		t.Error("the list does not show it")
	}
}

func TestTileJSON(t *testing.T) {
	s := start(t)
	w := s.get("/tiles/nagar/wards,facilities.json?kind=kitchen,clinic&cluster=off&lang=hi", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "map.example.org")
	var got struct {
		Tiles        []string
		VectorLayers []struct{ ID string } `json:"vector_layers"`
		Bounds       [4]float64
	}
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := "https://map.example.org/tiles/nagar/facilities,wards/{z}/{x}/{y}.mvt?cluster=off&kind=kitchen,clinic"
	if len(got.Tiles) != 1 || got.Tiles[0] != want || len(got.VectorLayers) != 2 || got.Bounds[0] != 80 {
		t.Errorf("%+v", got)
	}
	if again := s.get("/tiles/nagar/wards,facilities.json", "X-Forwarded-Host", "<script>"); strings.Contains(again.Body.String(), "script>") {
		t.Error("a host from outside was repeated")
	}
}

func TestHealth(t *testing.T) {
	s := start(t)
	if w := s.get("/readyz"); w.Code != 200 {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	s.handler.Drain()
	if w := s.get("/readyz"); w.Code != 503 || !strings.Contains(w.Body.String(), `"draining":true`) {
		t.Errorf("draining: %d %s", w.Code, w.Body)
	}
	if w := s.get("/livez"); w.Code != 200 {
		t.Errorf("%d", w.Code)
	}
	if w := s.get("/metrics"); !strings.Contains(w.Body.String(), `rasad_http_request_seconds_count{family="pages",status="5xx"} 1`) {
		t.Errorf("metrics: %s", w.Body)
	}
}

func TestSecurityHeaders(t *testing.T) {
	s := start(t)
	for _, target := range []string{"/livez", "/api/v1/cities", "/tiles/nagar/wards/1/0/0.mvt", "/nowhere"} {
		if h := s.get(target).Header(); h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: %v", target, h)
		}
	}
	h := s.get("/api/v1/cities").Header()
	if h.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") || h.Get("Referrer-Policy") == "" {
		t.Errorf("%v", h)
	}
}

// pointIn is a point in the middle of a tile.
func pointIn(z, x, y uint32) orb.Point { return maptile.New(x, y, maptile.Zoom(z)).Center() }
