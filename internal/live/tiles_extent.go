package live

import (
	"rasad/geo/points"
	"rasad/tiles"
)

// TilesExtent is around all that tiles of some layers show, in world units; ok is false when they show nothing. The first to ask after a change
// pays for it.
func (e *Epoch) TilesExtent(layers tiles.Layers) (box points.Box, ok bool) {
	return e.drawing.city.Extent(layers)
}
