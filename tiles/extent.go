package tiles

import (
	"sync"

	"rasad/geo/points"
)

// measured gives a layer its extent, to be found once it is asked for.
func (l *Layer) measured() *Layer {
	l.extent = sync.OnceValues(l.measure)
	return l
}

// Extent is around all features of a layer, points too; ok is false when it has none. The first to ask pays for it.
func (l *Layer) Extent() (box points.Box, ok bool) {
	if l == nil || l.extent == nil {
		return box, false
	}
	return l.extent()
}

func (l *Layer) measure() (box points.Box, ok bool) {
	box, ok = l.Box()
	if l.labels != nil {
		box, ok = l.labels.box(box, ok)
	}
	if l.facilities == nil {
		return box, ok
	}
	for _, kind := range l.facilities.Kinds {
		kind.Set.Range(points.Box{MaxX: 1<<32 - 1, MaxY: 1<<32 - 1}, func(item points.Item) bool {
			at := points.Box{MinX: item.X, MinY: item.Y, MaxX: item.X, MaxY: item.Y}
			if !ok {
				box, ok = at, true
			}
			box = union(box, at)
			return true
		})
	}
	return box, ok
}

// Extent is around all features of some layers of a city.
func (c *City) Extent(layers Layers) (box points.Box, ok bool) {
	for place, layer := range c {
		if !layers.Has(place) {
			continue
		}
		if of, any := layer.Extent(); any {
			if !ok {
				box, ok = of, true
			}
			box = union(box, of)
		}
	}
	return box, ok
}

// Limits are the first and last column and row of the tiles of a zoom that may show something of a box.
type Limits struct{ MinX, MinY, MaxX, MaxY uint32 }

// LimitsOf finds them, the buffer of tiles considered.
func LimitsOf(b points.Box, zoom uint8) Limits {
	x0, y0, x1, y1 := touched(b, zoom)
	return Limits{x0, y0, x1, y1}
}

// Has tells whether a tile is within the limits of its zoom.
func (l Limits) Has(t Tile) bool {
	return t.X >= l.MinX && t.X <= l.MaxX && t.Y >= l.MinY && t.Y <= l.MaxY
}
