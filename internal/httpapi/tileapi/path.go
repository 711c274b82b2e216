package tileapi

import (
	"strings"

	"rasad/internal/httpapi/problem"
	"rasad/tiles"
)

// address is a parsed path: /tiles/{city}/{layers}.json or /tiles/{city}/{layers}/{z}/{x}/{y}.mvt.
type address struct {
	city, layers string
	document     bool // TileJSON rather than a tile
	z            uint8
	x, y         uint32
}

const (
	maxZoom = 22
	maxPath = 512
)

// parsePath reads a decoded path that begins with /tiles/. It allocates nothing but its errors.
func parsePath(path string) (address, *problem.Error) {
	if len(path) > maxPath {
		return address{}, problem.New(problem.TooLong, maxPath)
	}
	city, rest, ok := strings.Cut(path[len("/tiles/"):], "/")
	if !ok || city == "" || rest == "" {
		return address{}, problem.New(problem.NotFound)
	}
	layers, rest, isTile := strings.Cut(rest, "/")
	if !isTile {
		layers, ok = strings.CutSuffix(layers, ".json")
		if !ok || layers == "" {
			return address{}, problem.New(problem.NotFound)
		}
		return address{city: city, layers: layers, document: true}, nil
	}
	a := address{city: city, layers: layers}
	return a, a.parseTile(rest)
}

// parseTile reads z/x/y.mvt.
func (a *address) parseTile(text string) *problem.Error {
	zText, rest, ok1 := strings.Cut(text, "/")
	xText, yText, ok2 := strings.Cut(rest, "/")
	yText, ok3 := strings.CutSuffix(yText, ".mvt")
	if !ok1 || !ok2 || !ok3 || a.layers == "" {
		return problem.New(problem.NotFound)
	}
	tile, fault := ParseTile(Coordinate{"z", zText}, Coordinate{"x", xText}, Coordinate{"y", yText})
	a.z, a.x, a.y = tile.Z, tile.X, tile.Y
	return fault
}

// Coordinate is a part of a tile's address: what it is called there, and its text.
type Coordinate struct{ Name, Text string }

// ParseTile reads the address of a tile: zoom, column and row, whole numbers without sign or leading zero, so that a tile has one address.
func ParseTile(zoom, column, row Coordinate) (tiles.Tile, *problem.Error) {
	var n [3]uint64
	for i, part := range [3]Coordinate{zoom, column, row} {
		var ok bool
		if n[i], ok = whole(part.Text); !ok {
			return tiles.Tile{}, &problem.Error{Code: problem.InvalidPath, Parameter: part.Name, Args: []any{part.Name, "0, 1, 2 …"}}
		}
	}
	if n[0] > maxZoom || n[1] >= 1<<n[0] || n[2] >= 1<<n[0] {
		return tiles.Tile{}, problem.New(problem.TileOutside, maxZoom)
	}
	return tiles.Tile{Z: uint8(n[0]), X: uint32(n[1]), Y: uint32(n[2])}, nil
}

// whole reads a number of at most nine digits without sign or leading zero, so that a tile has one address.
func whole(text string) (uint64, bool) {
	if text == "" || len(text) > 9 || text[0] == '0' && len(text) > 1 {
		return 0, false
	}
	var n uint64
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		n = n*10 + uint64(text[i]-'0')
	}
	return n, true
}
