package httpapi_test

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"testing"

	"rasad/internal/httpapi/problem"
	"rasad/tiles"
)

const filterTile = "/tiles/nagar/facilities/10/739/435.mvt?cluster=off&"

// filtered gets a tile with parameters and gives the ids of its features.
func (s *service) filtered(t *testing.T, tile string, parameters ...string) []uint64 {
	t.Helper()
	for i := 0; i+1 < len(parameters); i += 2 {
		tile += parameters[i] + "=" + url.QueryEscape(parameters[i+1]) + "&"
	}
	w := s.get(strings.TrimSuffix(tile, "&"))
	if w.Code != 200 && w.Code != 204 {
		t.Fatalf("%s: %d %s", tile, w.Code, w.Body)
	}
	layers, err := tiles.Decode(w.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	var ids []uint64
	for _, layer := range layers {
		for _, feature := range layer.Features {
			ids = append(ids, feature.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// TestFilteredTiles asks for the same features in text, in JSON, and in other coordinates.
func TestFilteredTiles(t *testing.T) {
	s := start(t)
	for _, c := range []struct {
		parameters []string
		want       []uint64
	}{
		{nil, []uint64{1, 2, 3, 4}},
		{[]string{"filter", "kind = 'kitchen'"}, []uint64{1, 2}},
		{[]string{"filter", `{"op":"=","args":[{"property":"kind"},"kitchen"]}`, "filter-lang", "cql2-json"}, []uint64{1, 2}},
		{[]string{"filter", "capacity >= 500 OR name_en LIKE 'Shop%'"}, []uint64{1, 3, 4}},
		{[]string{"filter", "zone = 'B'"}, []uint64{2}},
		{[]string{"filter", "ward = '1' AND phone IS NULL", "kind", "ration_shop"}, []uint64{3, 4}},
		{[]string{"filter", "kind = 'shelter'"}, nil},
		{[]string{"filter", "S_INTERSECTS(geometry, BBOX(80.01, 26.01, 80.04, 26.04))"}, []uint64{3, 4}},
		{[]string{"filter", "S_INTERSECTS(geometry, BBOX(26.01, 80.01, 26.04, 80.04))", "filter-crs", "http://www.opengis.net/def/crs/EPSG/0/4326"}, []uint64{3, 4}},
		{[]string{"filter", "S_INTERSECTS(geometry, BBOX(8906672, 3001000, 8910012, 3005000))", "filter-crs", "http://www.opengis.net/def/crs/EPSG/0/3857"}, []uint64{3, 4}},
	} {
		if got := s.filtered(t, filterTile, c.parameters...); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.parameters, got, c.want)
		}
	}
	if got := s.filtered(t, "/tiles/nagar/wards,ward_labels/10/739/435.mvt?", "filter", "zone IS NULL"); !slices.Equal(got, []uint64{3}) {
		t.Errorf("wards in no zone: %v", got)
	}
}

// TestFilteredTilesAreCached wants two ways to write one filter to be one tile with one tag, and another filter to have another.
func TestFilteredTilesAreCached(t *testing.T) {
	s := start(t)
	text := filterTile + "filter=" + url.QueryEscape("kind = 'kitchen'")
	spaced := filterTile + "filter=" + url.QueryEscape("  kind='kitchen' ") + "&filter-lang=cql2-text"
	inJSON := filterTile + "filter=" + url.QueryEscape(`{"op":"=","args":[{"property":"kind"},"kitchen"]}`) + "&filter-lang=cql2-json"
	other := filterTile + "filter=" + url.QueryEscape("kind <> 'kitchen'")
	for _, coding := range []string{"identity", "gzip", "zstd"} {
		first := s.get(text, "Accept-Encoding", coding)
		tag := first.Header().Get("ETag")
		for _, address := range []string{text, spaced, inJSON} {
			if w := s.get(address, "Accept-Encoding", coding); w.Header().Get("ETag") != tag || w.Body.String() != first.Body.String() {
				t.Errorf("%s is another tile than %s", address, text)
			}
			if w := s.get(address, "Accept-Encoding", coding, "If-None-Match", tag); w.Code != 304 || w.Body.Len() > 0 || w.Header().Get("ETag") != tag {
				t.Errorf("%s again: %d", address, w.Code)
			}
		}
		for _, address := range []string{other, strings.TrimSuffix(filterTile, "&")} {
			if w := s.get(address, "Accept-Encoding", coding); w.Code != 200 || w.Header().Get("ETag") == tag {
				t.Errorf("%s has the tag of %s", address, text)
			}
		}
	}
}

// TestBadFilters wants each fault told in both languages, under a code of its own.
func TestBadFilters(t *testing.T) {
	s := start(t)
	for _, c := range []struct {
		tile, parameters string
		code             problem.Code
		says             string
	}{
		{"facilities", "filter=" + url.QueryEscape("kind = "), problem.InvalidFilter, "8"},
		{"facilities", "filter=" + url.QueryEscape("colour = 'red'"), problem.InvalidFilter, "colour"},
		{"facilities", "filter=" + url.QueryEscape("kind = 'kitchen'") + "&filter-lang=cql2-json", problem.InvalidFilter, "1"},
		{"facilities", "filter=" + url.QueryEscape("population > 5"), problem.LayerLacks, "population"},
		{"facilities,wards", "filter=" + url.QueryEscape("kind = 'kitchen'"), problem.LayerLacks, "wards"},
		{"facilities", "filter=", problem.InvalidParameter, "filter"},
		{"facilities", "filter=" + url.QueryEscape("kind = 'kitchen'") + "&filter-lang=ecql", problem.InvalidParameter, "cql2-text"},
		{"facilities", "filter=" + url.QueryEscape("kind = 'kitchen'") + "&filter-crs=EPSG:32644", problem.InvalidParameter, "CRS84"},
		{"facilities", "filter=" + url.QueryEscape("kind = 'kitchen'") + "&filter=x", problem.RepeatedParameter, "filter"},
	} {
		for _, address := range []string{"/tiles/nagar/" + c.tile + "/10/739/435.mvt?", "/tiles/nagar/" + c.tile + ".json?", "/ogc/nagar/tiles/WebMercatorQuad?collections=" + c.tile + "&"} {
			details := map[string]bool{}
			for _, lang := range []string{"hi", "en"} {
				w := s.get(address+c.parameters, "Accept-Language", lang)
				var d problem.Document
				if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil || w.Code != 400 || d.Code != c.code || d.Parameter == "" || !strings.Contains(d.Detail, c.says) {
					t.Errorf("%s%s: %d %+v", address, c.parameters, w.Code, d)
				}
				details[d.Detail] = true
			}
			if len(details) != 2 {
				t.Errorf("%s%s says the same in both languages: %v", address, c.parameters, details)
			}
		}
	}
}

// TestTileJSONKeepsTheFilter follows a filtered TileJSON to its tiles.
func TestTileJSONKeepsTheFilter(t *testing.T) {
	s := start(t)
	document := read[tiles.TileJSON](t, s, "/tiles/nagar/facilities.json?cluster=off&lang=hi&filter="+url.QueryEscape("name_en LIKE 'Shop %' AND kind IN ('ration_shop', 'clinic')"))
	address := strings.NewReplacer("http://example.com", "", "{z}", "10", "{x}", "739", "{y}", "435").Replace(document.Tiles[0])
	if got := s.filtered(t, address); !slices.Equal(got, []uint64{3, 4}) {
		t.Errorf("%s: %v", address, got)
	}
}
