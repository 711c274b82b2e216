package ogctiles

import (
	"strings"

	"rasad/internal/httpapi/problem"
	"rasad/internal/httpapi/tileapi"
	"rasad/tiles"
)

// resource is what an address names.
type resource uint8

const (
	tilesetList resource = iota // …/tiles
	tileset                     // …/tiles/WebMercatorQuad
	tile                        // …/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}
	matrixSets                  // /ogc/{city}/tileMatrixSets
	matrixSet                   // /ogc/{city}/tileMatrixSets/WebMercatorQuad
)

// address is a parsed path below /ogc/.
type address struct {
	city       string
	collection string // "": the whole dataset
	what       resource
	tile       tiles.Tile
}

const maxPath = 512

// parsePath reads a decoded path that begins with /ogc/. Mind that the row comes before the column.
func parsePath(path string) (address, *problem.Error) {
	if len(path) > maxPath {
		return address{}, problem.New(problem.TooLong, maxPath)
	}
	rest, ok1 := strings.CutPrefix(path, "/ogc/")
	city, rest, ok2 := strings.Cut(rest, "/")
	if !ok1 || !ok2 || city == "" {
		return address{}, problem.New(problem.NotFound)
	}
	a := address{city: city}
	switch first, more, deeper := strings.Cut(rest, "/"); {
	case first == "tileMatrixSets":
		return a, a.parseMatrixSets(more, deeper)
	case first == "tiles":
		return a, a.parseTiles(more, deeper)
	case first == "collections" && deeper:
		var tail string
		if a.collection, tail, deeper = strings.Cut(more, "/"); !deeper || a.collection == "" {
			break
		}
		if last, more, deeper := strings.Cut(tail, "/"); last == "tiles" {
			return a, a.parseTiles(more, deeper)
		}
	}
	return address{}, problem.New(problem.NotFound)
}

func (a *address) parseMatrixSets(id string, deeper bool) *problem.Error {
	switch {
	case !deeper:
		a.what = matrixSets
	case id == quad:
		a.what = matrixSet
	default:
		return problem.New(problem.NotFound)
	}
	return nil
}

// parseTiles reads what follows …/tiles.
func (a *address) parseTiles(rest string, deeper bool) *problem.Error {
	if !deeper {
		a.what = tilesetList
		return nil
	}
	id, rest, deeper := strings.Cut(rest, "/")
	if id != quad {
		return problem.New(problem.NotFound)
	}
	if !deeper {
		a.what = tileset
		return nil
	}
	matrix, rest, ok1 := strings.Cut(rest, "/")
	row, column, ok2 := strings.Cut(rest, "/")
	if !ok1 || !ok2 {
		return problem.New(problem.NotFound)
	}
	a.what = tile
	var fault *problem.Error
	a.tile, fault = tileapi.ParseTile(tileapi.Coordinate{Name: "tileMatrix", Text: matrix}, tileapi.Coordinate{Name: "tileCol", Text: column},
		tileapi.Coordinate{Name: "tileRow", Text: row})
	return fault
}
