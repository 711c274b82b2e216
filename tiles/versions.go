package tiles

import (
	"sync"

	"rasad/geo/points"
)

// Versions knows, for each tile of a city, the epoch at which it last changed. Safe for concurrent use.
//
// A change is noted exactly: at the zooms where it touches few tiles, each of them is stamped; at deeper ones its box is kept and tested.
// Both are bounded: a layer with too many notes forgets them and says that all its tiles changed at its latest epoch, which costs
// clients a fetch and is never wrong.
type Versions struct {
	mu     sync.RWMutex
	layers [LayerCount]layerVersions
}

type layerVersions struct {
	base   int64 // every tile is at least this
	newest int64
	stamps map[Tile]int64
	boxes  []boxVersion
}

type boxVersion struct {
	box   points.Box
	from  uint8 // first zoom that it holds for
	epoch int64
}

const (
	maxStamps    = 200_000
	maxBoxes     = 256
	stampedTiles = 16 // a change that touches more tiles at a zoom is kept as a box from there on
)

// NewVersions says that every tile last changed at the epoch that was loaded.
func NewVersions(epoch int64) *Versions {
	v := &Versions{}
	for i := range v.layers {
		v.layers[i] = layerVersions{base: epoch, newest: epoch}
	}
	return v
}

// Touch notes that a box changed in a layer, at zooms from first to last.
func (v *Versions) Touch(layer int, box points.Box, first, last uint8, epoch int64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.layers[layer].touch(box, first, last, epoch)
}

// TouchFacility notes that a facility at x, y came, went or changed: at zooms with clusters, its whole cell.
func (v *Versions) TouchFacility(x, y uint32, epoch int64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for zoom := uint8(0); zoom <= MaxZoom; zoom++ {
		v.layers[LayerFacilities].touch(FacilityBox(x, y, zoom), zoom, zoom, epoch)
	}
}

// TouchAll notes that a layer changed everywhere.
func (v *Versions) TouchAll(layer int, epoch int64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.layers[layer] = layerVersions{base: epoch, newest: epoch}
}

func (l *layerVersions) touch(box points.Box, first, last uint8, epoch int64) {
	if box.MinX > box.MaxX || box.MinY > box.MaxY {
		return // nothing has no tiles
	}
	l.newest = max(l.newest, epoch)
	for zoom := first; zoom <= last; zoom++ {
		x0, y0, x1, y1 := touched(box, zoom)
		if uint64(x1-x0+1)*uint64(y1-y0+1) > stampedTiles {
			l.boxes = append(l.boxes, boxVersion{box, zoom, epoch})
			break
		}
		if l.stamps == nil {
			l.stamps = map[Tile]int64{}
		}
		for y := y0; ; y++ {
			for x := x0; ; x++ {
				l.stamps[Tile{zoom, x, y}] = epoch
				if x == x1 {
					break
				}
			}
			if y == y1 {
				break
			}
		}
	}
	if len(l.stamps) > maxStamps || len(l.boxes) > maxBoxes {
		*l = layerVersions{base: l.newest, newest: l.newest}
	}
}

// At is the epoch at which a tile of these layers last changed.
func (v *Versions) At(layers Layers, t Tile) int64 {
	v.mu.RLock()
	defer v.mu.RUnlock()
	var epoch int64
	for i := range v.layers {
		if layers.Has(i) {
			epoch = max(epoch, v.layers[i].at(t))
		}
	}
	return epoch
}

func (l *layerVersions) at(t Tile) int64 {
	epoch := l.base
	if len(l.stamps) > 0 {
		epoch = max(epoch, l.stamps[t])
	}
	if len(l.boxes) == 0 {
		return epoch
	}
	box := t.Box()
	for i := range l.boxes {
		if b := &l.boxes[i]; b.epoch > epoch && t.Z >= b.from && b.box.Intersects(box) {
			epoch = b.epoch
		}
	}
	return epoch
}
