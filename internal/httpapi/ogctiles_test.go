package httpapi_test

import (
	"encoding/json"
	"fmt"
	"math"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rasad/internal/httpapi/ogctiles"
	"rasad/tiles"
)

// The abstract tests of OGC API Tiles 1.0 (20-057, annex A), each under its own identifier.

const (
	ogcTiles = "/ogc/nagar/tiles/WebMercatorQuad"
	ogcWards = "/ogc/nagar/collections/wards/tiles/WebMercatorQuad"
)

// tilesetsOf lists the tilesets of the dataset and of collections of features.
func tilesetsOf() []string {
	return []string{ogcTiles, ogcWards, "/ogc/nagar/collections/facilities/tiles/WebMercatorQuad", "/ogc/nagar/collections/roads/tiles/WebMercatorQuad"}
}

func linkWith(links []ogctiles.Link, rel, mediaType string) (ogctiles.Link, bool) {
	i := slices.IndexFunc(links, func(l ogctiles.Link) bool { return l.Rel == rel && (mediaType == "" || l.Type == mediaType) })
	if i < 0 {
		return ogctiles.Link{}, false
	}
	return links[i], true
}

// visit gets the address of a link, which must be of this server.
func (s *service) visit(href string) *httptest.ResponseRecorder {
	s.t.Helper()
	path, ok := strings.CutPrefix(href, "http://example.com")
	if !ok {
		s.t.Fatalf("%s is not of this server", href)
	}
	return s.get(path)
}

// fill puts a tile's address into a template.
func fillTemplate(template string, t tiles.Tile) string {
	return strings.NewReplacer("{tileMatrix}", strconv.Itoa(int(t.Z)), "{tileRow}", fmt.Sprint(t.Y), "{tileCol}", fmt.Sprint(t.X)).Replace(template)
}

func TestOGCTilesCore(t *testing.T) {
	s := start(t)
	for _, address := range tilesetsOf() {
		set := read[ogctiles.Tileset](t, s, address)
		item, ok := linkWith(set.Links, "item", "application/vnd.mapbox-vector-tile")
		if !ok || !item.Templated {
			t.Fatalf("%s: %+v", address, set.Links)
		}
		shown := 0
		for _, limits := range set.TileMatrixSetLimits {
			zoom, err := strconv.ParseUint(limits.TileMatrix, 10, 8)
			if err != nil {
				t.Fatal(err)
			}
			if zoom > 10 {
				continue // some tiles tell as much as all
			}
			t.Run("/conf/core/tc-success"+address+"/"+limits.TileMatrix, func(t *testing.T) { shown += s.checkLimits(t, set, item.Href, uint8(zoom), limits) })
		}
		if shown == 0 {
			t.Errorf("%s shows nothing", address)
		}
	}
}

// checkLimits gets all tiles of a zoom, and those just beyond: /conf/core/tc-op, tc-success, tc-error.
func (s *service) checkLimits(t *testing.T, set ogctiles.Tileset, template string, zoom uint8, l ogctiles.MatrixLimits) (shown int) {
	t.Helper()
	side := int64(1) << zoom
	for row := int64(l.MinTileRow) - 1; row <= int64(l.MaxTileRow)+1; row++ {
		for column := int64(l.MinTileCol) - 1; column <= int64(l.MaxTileCol)+1; column++ {
			inside := row >= int64(l.MinTileRow) && row <= int64(l.MaxTileRow) && column >= int64(l.MinTileCol) && column <= int64(l.MaxTileCol)
			href := strings.NewReplacer("{tileMatrix}", l.TileMatrix, "{tileRow}", fmt.Sprint(row), "{tileCol}", fmt.Sprint(column)).Replace(template)
			w := s.visit(href)
			switch {
			case !inside && (w.Code == 404 || w.Code == 400), inside && w.Code == 204 && w.Body.Len() == 0:
			case inside && w.Code == 200 && row < side && column < side:
				shown++
				if w.Header().Get("Content-Type") != "application/vnd.mapbox-vector-tile" {
					t.Errorf("%s is of type %s", href, w.Header().Get("Content-Type"))
				}
				layers, err := tiles.Decode(w.Body.Bytes())
				if err != nil || len(layers) == 0 {
					t.Errorf("%s: %v", href, err)
				}
				for _, layer := range layers {
					if !slices.ContainsFunc(set.Layers, func(l ogctiles.Layer) bool { return l.ID == layer.Name }) {
						t.Errorf("%s has a layer %s", href, layer.Name)
					}
				}
			default:
				t.Errorf("%s (inside %v): %d %s", href, inside, w.Code, w.Body)
			}
		}
	}
	return shown
}

func TestOGCTilesErrors(t *testing.T) {
	s := start(t)
	t.Run("/conf/core/tc-error", func(t *testing.T) {
		for path, want := range map[string]int{
			ogcTiles + "/0/1/0": 404, ogcTiles + "/0/0/1": 404, ogcTiles + "/-1/0/0": 400, ogcTiles + "/25/0/0": 404, ogcTiles + "/17/0/0": 404, ogcTiles + "/x/0/0": 400,
			ogcTiles + "/10/0/0": 404, ogcTiles + "/10/435/739": 200, ogcTiles + "/10/739/435": 404, // row before column
			ogcTiles + "/10/435/739?f=png": 400, ogcTiles + "/10/435/739?x=1": 400, ogcTiles + "?collections=": 400, ogcTiles + "?collections=moon": 400,
			ogcTiles + "?collections=wards,wards": 400, ogcWards + "?collections=wards": 400, "/ogc/nagar/collections/moon/tiles": 404, "/ogc/moon/tiles": 404,
			"/ogc/nagar/tiles/WorldCRS84Quad": 404, "/ogc/nagar/tileMatrixSets/x": 404, "/ogc/nagar/tileMatrixSets?x=1": 400, "/ogc/nagar/tiles?f=tilejson": 400,
		} {
			if w := s.get(path); w.Code != want || want >= 400 && w.Header().Get("Content-Type") != "application/problem+json; charset=utf-8" {
				t.Errorf("%s: %d %s", path, w.Code, w.Body)
			}
		}
	})
}

func TestOGCTilesMVT(t *testing.T) {
	s := start(t)
	t.Run("/conf/mvt/content", func(t *testing.T) {
		w := s.get(ogcWards + "/10/435/739")
		layers, err := tiles.Decode(w.Body.Bytes())
		if err != nil || len(layers) != 1 || layers[0].Name != "wards" || len(layers[0].Features) != 3 {
			t.Fatalf("%+v %v", layers, err)
		}
		// The corner of ward 1, 80° E 26° N, lies where the tile's grid, laid linearly over EPSG:3857, has it.
		n := float64(int(1) << 10)
		x := (80.0/360+0.5)*n - 739
		y := (0.5-math.Log(math.Tan(math.Pi/4+26*math.Pi/360))/(2*math.Pi))*n - 435
		want := [2]int64{int64(math.Round(x * 4096)), int64(math.Round(y * 4096))}
		found := false
		for _, feature := range layers[0].Features {
			if feature.Type != 3 || len(feature.Paths) == 0 {
				t.Errorf("feature %d has type %d and %d rings", feature.ID, feature.Type, len(feature.Paths))
			}
			for _, path := range feature.Paths {
				found = found || slices.Contains(path, want)
			}
		}
		if !found {
			t.Errorf("no ward has a corner at %v", want)
		}
	})
}

func TestOGCTilesets(t *testing.T) {
	s := start(t)
	for _, address := range tilesetsOf() {
		t.Run("/conf/tileset/description"+address, func(t *testing.T) {
			set := read[ogctiles.Tileset](t, s, address)
			if set.TileMatrixSetURI != "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad" || set.DataType != "vector" || set.CRS == "" {
				t.Errorf("%+v", set)
			}
			scheme, ok := linkWith(set.Links, "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", "application/json")
			if !ok {
				t.Fatalf("no link to the tile matrix set: %+v", set.Links)
			}
			var definition ogctiles.TileMatrixSet
			if err := json.Unmarshal(s.visit(scheme.Href).Body.Bytes(), &definition); err != nil || definition.ID != "WebMercatorQuad" || len(definition.TileMatrices) == 0 {
				t.Errorf("%+v %v", definition, err)
			}
			item, ok := linkWith(set.Links, "item", "application/vnd.mapbox-vector-tile")
			if !ok || !item.Templated {
				t.Errorf("%+v", set.Links)
			}
			for _, variable := range []string{"{tileMatrix}", "{tileRow}", "{tileCol}"} {
				if strings.Count(item.Href, variable) != 1 {
					t.Errorf("%s has no %s", item.Href, variable)
				}
			}
			s.checkForms(t, address, set.Links)
		})
		list := strings.TrimSuffix(address, "/WebMercatorQuad")
		t.Run("/conf/tilesets-list/tileset-links"+list, func(t *testing.T) { s.checkList(t, list, address) })
	}
}

// checkList is also /conf/dataset-tilesets/operation and /conf/geodata-tilesets/operation.
func (s *service) checkList(t *testing.T, list, tileset string) {
	t.Helper()
	l := read[ogctiles.TilesetList](t, s, list)
	if len(l.Tilesets) != 1 {
		t.Fatalf("%+v", l)
	}
	item := l.Tilesets[0]
	self, ok := linkWith(item.Links, "self", "application/json")
	scheme, ok2 := linkWith(item.Links, "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme", "")
	if !ok || !ok2 || item.DataType != "vector" || item.CRS != "http://www.opengis.net/def/crs/EPSG/0/3857" || item.TileMatrixSetURI == "" || scheme.Href == "" {
		t.Errorf("%+v", item)
	}
	if self.Href != "http://example.com"+tileset {
		t.Errorf("the tileset is said to be at %s", self.Href)
	}
	s.checkForms(t, list, l.Links)
}

// checkForms follows the links of a document to itself and its other forms.
func (s *service) checkForms(t *testing.T, address string, links []ogctiles.Link) {
	t.Helper()
	forms := 0
	for _, link := range links {
		if link.Rel == "self" || link.Rel == "alternate" {
			forms++
			w := s.visit(link.Href)
			if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), link.Type) {
				t.Errorf("%+v: %d %s", link, w.Code, w.Header().Get("Content-Type"))
			}
			if again := s.get(strings.TrimPrefix(link.Href, "http://example.com"), "If-None-Match", w.Header().Get("ETag")); again.Code != 304 || again.Body.Len() > 0 {
				t.Errorf("%+v again: %d", link, again.Code)
			}
			if byAccept := s.get(address, "Accept", link.Type); byAccept.Code != 200 || !strings.HasPrefix(byAccept.Header().Get("Content-Type"), link.Type) {
				t.Errorf("%s as %s: %s", address, link.Type, byAccept.Header().Get("Content-Type"))
			}
		}
	}
	if forms < 2 {
		t.Errorf("%s has %d forms", address, forms)
	}
}

func TestOGCTilesCollections(t *testing.T) {
	s := start(t)
	t.Run("/conf/collections-selection/collections-response", func(t *testing.T) {
		for _, selection := range [][]string{{"wards"}, {"wards", "facilities"}, {"facilities", "wards"}, {"zone_labels", "roads", "facilities", "wards"}} {
			query := "?collections=" + strings.Join(selection, ",")
			set := read[ogctiles.Tileset](t, s, ogcTiles+query)
			var described []string
			for _, layer := range set.Layers {
				described = append(described, layer.ID)
			}
			if !cmp.Equal(described, selection) {
				t.Errorf("%s describes %v", query, described)
			}
			item, _ := linkWith(set.Links, "item", "")
			if !strings.HasSuffix(item.Href, query) {
				t.Errorf("the tiles of %s are at %s", query, item.Href)
			}
			layers, err := tiles.Decode(s.visit(fillTemplate(item.Href, tiles.Tile{Z: 10, X: 739, Y: 435})).Body.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			var drawn []string
			for _, layer := range layers {
				drawn = append(drawn, layer.Name)
			}
			if !cmp.Equal(drawn, selection) {
				t.Errorf("%s draws %v", query, drawn)
			}
		}
	})
	t.Run("/conf/collections-selection/query-collections", func(t *testing.T) {
		address := ogcTiles + "/10/435/739"
		byName := s.get(address + "?collections=wards,zones")
		byAddress := s.get(address + "?collections=http://example.com/ogc/nagar/collections/wards,zones")
		if byName.Code != 200 || byName.Body.String() != byAddress.Body.String() {
			t.Errorf("%d, %d", byName.Code, byAddress.Code)
		}
	})
}

// TestOGCTilesAreOurs wants the tiles of both families to be the same bytes, with the same tags, codings and answers to a client that has them.
func TestOGCTilesAreOurs(t *testing.T) {
	s := start(t)
	for ours, theirs := range map[string]string{
		"/tiles/nagar/wards/10/739/435.mvt":                                       ogcWards + "/10/435/739",
		"/tiles/nagar/wards,zones/10/739/435.mvt":                                 ogcTiles + "/10/435/739?collections=wards,zones",
		"/tiles/nagar/facilities/10/739/435.mvt?kind=kitchen&cluster=off":         "/ogc/nagar/collections/facilities/tiles/WebMercatorQuad/10/435/739?cluster=off&kind=kitchen",
		"/tiles/nagar/facilities/10/739/435.mvt?filter=kind%3D%27kitchen%27":      "/ogc/nagar/collections/facilities/tiles/WebMercatorQuad/10/435/739?filter=kind%3D%27kitchen%27",
		"/tiles/nagar/wards,ward_labels/10/739/435.mvt?filter=population%3E%3D10": ogcTiles + "/10/435/739?collections=ward_labels,wards&filter=population%3E%3D10",
	} {
		for _, coding := range []string{"identity", "gzip", "zstd"} {
			a, b := s.get(ours, "Accept-Encoding", coding), s.get(theirs, "Accept-Encoding", coding)
			if a.Code != 200 || a.Body.String() != b.Body.String() {
				t.Errorf("%s %d and %s %d differ", ours, a.Code, theirs, b.Code)
			}
			for _, name := range []string{"ETag", "Content-Encoding", "Cache-Control", "Content-Type", "Vary"} {
				if a.Header().Get(name) != b.Header().Get(name) {
					t.Errorf("%s: %q and %q", name, a.Header().Get(name), b.Header().Get(name))
				}
			}
			if again := s.get(theirs, "Accept-Encoding", coding, "If-None-Match", a.Header().Get("ETag")); again.Code != 304 || again.Body.Len() > 0 {
				t.Errorf("%s again: %d", theirs, again.Code)
			}
		}
	}
}

// TestOGCTilesTileJSON wants the TileJSON of a tileset to lead to the same tiles.
func TestOGCTilesTileJSON(t *testing.T) {
	s := start(t)
	document := read[tiles.TileJSON](t, s, ogcTiles+"?f=tilejson&collections=wards,facilities")
	if document.TileJSON != "3.0.0" || len(document.Tiles) != 1 || len(document.VectorLayers) != 2 {
		t.Fatalf("%+v", document)
	}
	address := strings.NewReplacer("{z}", "10", "{x}", "739", "{y}", "435").Replace(document.Tiles[0])
	if w := s.visit(address); w.Code != 200 || w.Body.String() != s.get(ogcTiles+"/10/435/739?collections=wards,facilities").Body.String() {
		t.Errorf("%s: %d", address, w.Code)
	}
}

// TestOGCTilesPages looks at the pages in both languages.
func TestOGCTilesPages(t *testing.T) {
	s := start(t)
	for _, path := range []string{"/ogc/nagar/tiles", ogcTiles, ogcWards, "/ogc/nagar/tileMatrixSets", "/ogc/nagar/tileMatrixSets/WebMercatorQuad"} {
		hi, en := s.get(path, "Accept", "text/html", "Accept-Language", "hi"), s.get(path+"?f=html&lang=en")
		if hi.Code != 200 || !strings.Contains(hi.Body.String(), "कड़ियाँ") || hi.Header().Get("Content-Language") != "hi" || hi.Header().Get("ETag") == en.Header().Get("ETag") {
			t.Errorf("%s in Hindi: %d %s", path, hi.Code, hi.Header())
		}
		if en.Code != 200 || !strings.Contains(en.Body.String(), "Links") || !strings.Contains(en.Body.String(), `href="/nagar?lang=en"`) {
			t.Errorf("%s in English: %d %s", path, en.Code, en.Body)
		}
	}
}
