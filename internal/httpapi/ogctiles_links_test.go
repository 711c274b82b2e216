package httpapi_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"rasad/internal/httpapi/ogcapi"
	"rasad/internal/httpapi/ogctiles"
	"rasad/tiles"
)

const relTilesets = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"

// TestOGCTilesAreLinked finds the tilesets from the landing page and from the collections.
func TestOGCTilesAreLinked(t *testing.T) {
	s := start(t)
	t.Run("/conf/core/conformance-success", func(t *testing.T) {
		declared := read[struct{ ConformsTo []string }](t, s, "/ogc/nagar/conformance").ConformsTo
		for _, class := range []string{"core", "tileset", "tilesets-list", "dataset-tilesets", "geodata-tilesets", "collections-selection", "oas30", "mvt"} {
			if !slices.Contains(declared, "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/"+class) {
				t.Errorf("%s is not declared", class)
			}
		}
	})
	t.Run("/conf/dataset-tilesets/landingpage", func(t *testing.T) {
		s.checkTilesets(t, read[ogcapi.Landing](t, s, "/ogc/nagar").Links, "/ogc/nagar/tiles")
	})
	t.Run("/conf/geodata-tilesets/desc-links", func(t *testing.T) {
		tiled := 0
		for _, c := range read[ogcapi.Collections](t, s, "/ogc/nagar/collections").Collections {
			if _, ok := tiles.LayerPlace(c.ID); !ok {
				continue
			}
			tiled++
			s.checkTilesets(t, c.Links, "/ogc/nagar/collections/"+c.ID+"/tiles")
			s.checkTilesets(t, read[ogcapi.Collection](t, s, "/ogc/nagar/collections/"+c.ID).Links, "/ogc/nagar/collections/"+c.ID+"/tiles")
			set := read[ogctiles.Tileset](t, s, "/ogc/nagar/collections/"+c.ID+"/tiles/WebMercatorQuad")
			if data, ok := linkWith(set.Layers[0].Links, "http://www.opengis.net/def/rel/ogc/1.0/geodata", ""); !ok || s.visit(data.Href).Code != 200 {
				t.Errorf("the layer %s does not lead to its collection", c.ID)
			}
		}
		if tiled < 4 {
			t.Errorf("%d collections are layers of tiles", tiled)
		}
	})
}

// checkTilesets follows the link to a list of tilesets: also /conf/dataset-tilesets/operation and /conf/geodata-tilesets/operation.
func (s *service) checkTilesets(t *testing.T, links []ogcapi.Link, path string) {
	t.Helper()
	link, ok := linkWith(links, relTilesets, "application/json")
	if address, _, _ := strings.Cut(link.Href, "?"); !ok || address != "http://example.com"+path {
		t.Errorf("the tilesets of %s are at %+v", path, link)
		return
	}
	var list ogctiles.TilesetList
	if err := json.Unmarshal(s.visit(link.Href).Body.Bytes(), &list); err != nil || len(list.Tilesets) == 0 {
		t.Errorf("%s: %v", link.Href, err)
	}
}

// TestOGCTilesInTheAPIDocument holds the addresses of the documents to the API document.
func TestOGCTilesInTheAPIDocument(t *testing.T) {
	s := start(t)
	document, err := openapi3.NewLoader().LoadFromData(s.get("/ogc/nagar/api?f=json").Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := document.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Run("/conf/oas30/completeness", func(t *testing.T) {
		for _, address := range []string{
			"/tiles", "/tiles/WebMercatorQuad", "/tiles/WebMercatorQuad/10/435/739", "/collections/wards/tiles", "/collections/wards/tiles/WebMercatorQuad",
			"/collections/wards/tiles/WebMercatorQuad/10/435/739", "/tileMatrixSets", "/tileMatrixSets/WebMercatorQuad",
		} {
			if w := s.get("/ogc/nagar" + address); w.Code != 200 {
				t.Errorf("%s: %d", address, w.Code)
			}
			if !slices.ContainsFunc(document.Paths.Keys(), func(path string) bool { return covers(path, address) }) {
				t.Errorf("%s is not described", address)
			}
		}
		for path, names := range map[string][]string{
			"/tiles/{tileMatrixSetId}":                                  {"collections", "filter", "filter-lang", "filter-crs", "f"},
			"/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}": {"collections", "filter", "filter-lang", "filter-crs", "kind", "cluster", "f"},
		} {
			for _, name := range names {
				if document.Paths.Value(path).Get.Parameters.GetByInAndName("query", name) == nil {
					t.Errorf("%s: %s is not described", path, name)
				}
			}
		}
	})
	t.Run("/conf/oas30/operation-id", func(t *testing.T) {
		for _, suffix := range []string{
			".dataset.vector.getTileSetsList", ".dataset.vector.getTileSet", ".dataset.vector.getTile",
			".collection.vector.getTileSetsList", ".collection.vector.getTileSet", ".collection.vector.getTile",
		} {
			n := 0
			for _, item := range document.Paths.Map() {
				if strings.HasSuffix(item.Get.OperationID, suffix) {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%d operations end in %s", n, suffix)
			}
		}
	})
}

// covers tells whether a path of an API document, with variables, describes an address.
func covers(path, address string) bool {
	pattern := regexp.MustCompile(`\\\{\w+\\\}`).ReplaceAllString(regexp.QuoteMeta(path), `[^/]+`)
	return regexp.MustCompile("^" + pattern + "$").MatchString(address)
}
