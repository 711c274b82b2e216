package ogctiles

import (
	"fmt"
	"strings"
	"testing"

	"rasad/internal/httpapi/problem"
	"rasad/tiles"
)

func TestParsePath(t *testing.T) {
	for path, want := range map[string]address{
		"/ogc/demo/tiles":                                               {city: "demo", what: tilesetList},
		"/ogc/demo/tiles/WebMercatorQuad":                               {city: "demo", what: tileset},
		"/ogc/demo/tiles/WebMercatorQuad/3/1/7":                         {city: "demo", what: tile, tile: tiles.Tile{Z: 3, X: 7, Y: 1}},
		"/ogc/demo/collections/wards/tiles":                             {city: "demo", collection: "wards", what: tilesetList},
		"/ogc/demo/collections/wards/tiles/WebMercatorQuad":             {city: "demo", collection: "wards", what: tileset},
		"/ogc/demo/collections/wards/tiles/WebMercatorQuad/14/6936/118": {city: "demo", collection: "wards", what: tile, tile: tiles.Tile{Z: 14, X: 118, Y: 6936}},
		"/ogc/demo/tileMatrixSets":                                      {city: "demo", what: matrixSets},
		"/ogc/demo/tileMatrixSets/WebMercatorQuad":                      {city: "demo", what: matrixSet},
	} {
		if got, err := parsePath(path); err != nil || got != want {
			t.Errorf("%s: %+v %v", path, got, err)
		}
	}
	for path, want := range map[string]problem.Code{
		"/ogc/": problem.NotFound, "/ogc//tiles": problem.NotFound, "/ogc/demo": problem.NotFound, "/ogc/demo/": problem.NotFound,
		"/ogc/demo/tiles/":                                problem.NotFound,
		"/ogc/demo/tiles/WorldCRS84Quad":                  problem.NotFound,
		"/ogc/demo/tiles/WebMercatorQuad/":                problem.NotFound,
		"/ogc/demo/tiles/WebMercatorQuad/3":               problem.NotFound,
		"/ogc/demo/tiles/WebMercatorQuad/3/1":             problem.NotFound,
		"/ogc/demo/tiles/WebMercatorQuad/3/1/1/1":         problem.InvalidPath,
		"/ogc/demo/tiles/WebMercatorQuad/x/1/1":           problem.InvalidPath,
		"/ogc/demo/tiles/WebMercatorQuad/3/-1/1":          problem.InvalidPath,
		"/ogc/demo/tiles/WebMercatorQuad/3/1/1.mvt":       problem.InvalidPath,
		"/ogc/demo/tiles/WebMercatorQuad/3/8/1":           problem.TileOutside,
		"/ogc/demo/tiles/WebMercatorQuad/23/8/1":          problem.TileOutside,
		"/ogc/demo/collections":                           problem.NotFound,
		"/ogc/demo/collections/wards":                     problem.NotFound,
		"/ogc/demo/collections//tiles":                    problem.NotFound,
		"/ogc/demo/collections/wards/items":               problem.NotFound,
		"/ogc/demo/tileMatrixSets/":                       problem.NotFound,
		"/ogc/demo/tileMatrixSets/WorldCRS84Quad":         problem.NotFound,
		"/ogc/demo/tileMatrixSets/WebMercatorQuad/3":      problem.NotFound,
		"/tiles/demo/tiles":                               problem.NotFound,
		"/ogc/" + strings.Repeat("a", maxPath) + "/tiles": problem.TooLong,
	} {
		if got, err := parsePath(path); err == nil || err.Code != want {
			t.Errorf("%s: %+v %v, want %s", path, got, err, want)
		}
	}
}

// FuzzParsePath wants a fault that is the client's, or an address that leads back to the path.
func FuzzParsePath(f *testing.F) {
	f.Add("demo/tiles/WebMercatorQuad/14/6936/11891")
	f.Add("demo/collections/wards/tiles/WebMercatorQuad")
	f.Add("demo/tileMatrixSets/WebMercatorQuad")
	f.Fuzz(func(t *testing.T, rest string) {
		path := "/ogc/" + rest
		a, err := parsePath(path)
		if err != nil {
			if err.Code.Status()/100 != 4 {
				t.Fatalf("%q: %v", path, err)
			}
			return
		}
		again := "/ogc/" + a.city
		if a.collection != "" {
			again += "/collections/" + a.collection
		}
		switch a.what {
		case tilesetList:
			again += "/tiles"
		case tileset:
			again += "/tiles/" + quad
		case tile:
			again += fmt.Sprintf("/tiles/%s/%d/%d/%d", quad, a.tile.Z, a.tile.Y, a.tile.X)
		case matrixSets:
			again += "/tileMatrixSets"
		case matrixSet:
			again += "/tileMatrixSets/" + quad
		}
		if again != path || a.tile.Z > tiles.MaxZoom || a.tile.X >= 1<<a.tile.Z || a.tile.Y >= 1<<a.tile.Z {
			t.Fatalf("%q was read as %+v", path, a)
		}
	})
}
