// Package tiles turns a city's features into vector tiles (MVT 2.1): what is in a tile, how it is written, which tiles a change touches,
// and which finished tiles may be served again.
//
// Coordinates are world units (package points): the tile z/x/y has the top z bits. A tile is 4096 units of its own wide and
// drawn 512 pixels wide.
package tiles

import (
	"errors"
	"fmt"

	"rasad/geo/points"
)

// The sizes of a tile, in its own units.
const (
	Extent = 4096
	Buffer = 64 // what lies so far outside is written too, so that symbols and lines are whole at the edge
	// MaxZoom is the deepest zoom that is served.
	MaxZoom = 22
)

// Tile is a tile's address: X, Y of the 2^Z tiles a side, from the north-west.
type Tile struct {
	Z    uint8
	X, Y uint32
}

// ErrOutside says that there is no such tile.
var ErrOutside = errors.New("no such tile") //nolint:gochecknoglobals // a sentinel

// NewTile checks an address.
func NewTile(z, x, y uint64) (Tile, error) {
	if z > MaxZoom || x >= 1<<z || y >= 1<<z {
		return Tile{}, fmt.Errorf("%w: %d/%d/%d", ErrOutside, z, x, y)
	}
	return Tile{Z: uint8(z), X: uint32(x), Y: uint32(y)}, nil
}

func (t Tile) String() string { return fmt.Sprintf("%d/%d/%d", t.Z, t.X, t.Y) }

// origin is the tile's north-west corner.
func (t Tile) origin() (x, y int64) {
	shift := 32 - t.Z
	return int64(t.X) << shift, int64(t.Y) << shift
}

// Box is what belongs into the tile, the buffer included. It is a unit larger than the buffer, for rounding.
func (t Tile) Box() points.Box {
	x, y := t.origin()
	side := int64(1) << (32 - t.Z)
	margin := marginAt(t.Z)
	return points.Box{MinX: clampUnits(x - margin), MinY: clampUnits(y - margin), MaxX: clampUnits(x + side + margin), MaxY: clampUnits(y + side + margin)}
}

// marginAt is the buffer, and a unit for rounding, in world units.
func marginAt(z uint8) int64 { return (Buffer + 1) << 20 >> z }

func clampUnits(v int64) uint32 { return uint32(max(0, min(v, 1<<32-1))) }

// scale maps world units to a tile's own, to the nearest.
type scale struct {
	x0, y0      int64
	right, left uint8 // shifts
	half        int64
}

func (t Tile) scale() scale {
	s := scale{}
	s.x0, s.y0 = t.origin()
	if t.Z <= 20 {
		s.right = 20 - t.Z
		if s.right > 0 {
			s.half = 1 << (s.right - 1)
		}
	} else {
		s.left = t.Z - 20
	}
	return s
}

func (s scale) local(x, y uint32) vertex {
	return vertex{x: s.clamp(int64(x) - s.x0), y: s.clamp(int64(y) - s.y0)}
}

func (s scale) clamp(d int64) int32 {
	const far = 1 << 30 // some 2,000 km at the deepest zoom
	return int32(max(-far, min((d+s.half)>>s.right<<s.left, far)))
}

// vertex in a tile's own units.
type vertex struct{ x, y int32 }

// touched are the first and last column and row of the tiles of a zoom whose Box meets b.
func touched(b points.Box, z uint8) (x0, y0, x1, y1 uint32) {
	margin, shift := marginAt(z), 32-z
	last := int64(1)<<z - 1
	at := func(v int64) uint32 { return uint32(max(0, min(v>>shift, last))) }
	return at(int64(b.MinX) - margin - 1), at(int64(b.MinY) - margin - 1), at(int64(b.MaxX) + margin), at(int64(b.MaxY) + margin)
}
