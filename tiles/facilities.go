package tiles

import (
	"rasad/geo/points"
)

// Facilities is the point layer: a set for each kind, and what to write of a facility.
type Facilities struct {
	Kinds []KindPoints // at most 32; their order is their rank
	// Describe gives the texts of a facility that is in one of the sets.
	Describe func(item points.Item) FacilityText
}

// KindPoints is the facilities of a kind.
type KindPoints struct {
	Kind string
	Set  *points.Set
}

// FacilityText is what a tile says of a facility.
type FacilityText struct{ NameHi, NameEn, Ward string }

// Kinds is a set of kinds, a bit for each place in Facilities.Kinds; 0 is every kind.
type Kinds uint32

// Has tells whether the set has the kind at a place.
func (k Kinds) Has(place int) bool { return k == 0 || k&(1<<place) != 0 }

const (
	// ClusterMaxZoom is the last zoom at which facilities of one cell are drawn as one.
	ClusterMaxZoom = 14
	// clusterBits: a tile has 2^3 by 2^3 cells, of 64 pixels.
	clusterBits = 3
	cellSide    = Extent >> clusterBits
	// namesFrom is the first zoom at which a facility by itself says its name.
	namesFrom = 12
	// clusterID begins the ids of clusters, beyond those of facilities and within what JavaScript counts exactly.
	clusterID = 1 << 52
)

// FacilityBox is where tiles change when a facility at x, y comes, goes or changes: at zooms with clusters, all of its cell.
func FacilityBox(x, y uint32, zoom uint8) points.Box {
	if zoom > ClusterMaxZoom {
		return points.Box{MinX: x, MinY: y, MaxX: x, MaxY: y}
	}
	side := uint32(1)<<(32-zoom-clusterBits) - 1
	return points.Box{MinX: x &^ side, MinY: y &^ side, MaxX: x | side, MaxY: y | side}
}

// keys of the layer: the fixed ones, then a count for each kind.
func (f *Facilities) keys() []string {
	keys := fieldNames(Schema()[LayerFacilities].Fields)
	for _, kind := range f.Kinds {
		keys = append(keys, "n_"+kind.Kind)
	}
	return keys
}

// append writes the facilities of the kinds asked for.
func (f *Facilities) append(w *Writer, t Tile, o Options) {
	if o.Plain || t.Z > ClusterMaxZoom {
		f.appendPlain(w, t, o)
	} else {
		f.appendClusters(w, t, o)
	}
}

func (f *Facilities) appendPlain(w *Writer, t Tile, o Options) {
	to, box := t.scale(), t.Box()
	for i := range f.Kinds {
		if !o.Kinds.Has(i) {
			continue
		}
		f.Kinds[i].Set.Range(box, func(item points.Item) bool {
			if v := to.local(item.X, item.Y); inside(v) && (o.Where == nil || o.Where.Facility(i, item)) {
				f.appendOne(w, i, item, v, t.Z)
			}
			return true
		})
	}
}

// appendOne draws a facility by itself. Clusters rank before all of them, and kinds by their order.
func (f *Facilities) appendOne(w *Writer, kind int, item points.Item, v vertex, zoom uint8) {
	if !w.startFeature(uint8(kind+1), uint64(item.ID)) {
		return
	}
	w.text(FacilityKind, f.Kinds[kind].Kind)
	if zoom >= namesFrom {
		text := f.Describe(item)
		w.text(FacilityNameHi, text.NameHi)
		w.text(FacilityNameEn, text.NameEn)
		w.text(FacilityWard, text.Ward)
	}
	w.point(v)
	w.endFeature(shapePoint)
}

// window is the cells of a tile and one around it: from the outer ones come copies of single points near the tile's edge. (A cluster
// is drawn in the inner half of its cell and so never near the edge.)
const windowSide = 1<<clusterBits + 2

type windowCell struct {
	sum   points.Sum
	item  points.Item // the only one, if there is one
	kind  uint8       // its kind
	kinds [32]uint32
}

func (f *Facilities) appendClusters(w *Writer, t Tile, o Options) {
	window := f.window(w, t, o)
	to := t.scale()
	for row := range windowSide {
		for column := range windowSide {
			c := &window[row*windowSide+column]
			own := row > 0 && row < windowSide-1 && column > 0 && column < windowSide-1
			switch {
			case c.sum.N == 1:
				// At the edge of its cell a point may round into the next tile: then that tile shows it, and this one its copy.
				if v := to.local(c.item.X, c.item.Y); inside(v) {
					f.appendOne(w, int(c.kind), c.item, v, t.Z)
				}
			case c.sum.N > 1 && own:
				f.appendCluster(w, t, row-1, column-1, c)
			}
		}
	}
}

// window adds up the cells over the kinds asked for.
func (f *Facilities) window(w *Writer, t Tile, o Options) *[windowSide * windowSide]windowCell {
	window := &w.window
	clear(window[:])
	level := t.Z + clusterBits
	firstX, firstY := int64(t.X)<<clusterBits-1, int64(t.Y)<<clusterBits-1
	shift := 32 - level
	box := points.Box{
		MinX: clampUnits(firstX << shift), MinY: clampUnits(firstY << shift),
		MaxX: clampUnits((firstX+windowSide)<<shift - 1), MaxY: clampUnits((firstY+windowSide)<<shift - 1),
	}
	for i := range f.Kinds {
		if !o.Kinds.Has(i) {
			continue
		}
		if o.Where != nil {
			f.countChosen(window, i, box, o.Where, func(item points.Item) int64 {
				return (int64(item.Y>>shift)-firstY)*windowSide + int64(item.X>>shift) - firstX
			})
			continue
		}
		f.Kinds[i].Set.Cells(level, box, func(cell points.Cell) bool {
			c := &window[(int64(cell.Y)-firstY)*windowSide+int64(cell.X)-firstX]
			c.sum = points.Sum{N: c.sum.N + cell.Sum.N, X: c.sum.X + cell.Sum.X, Y: c.sum.Y + cell.Sum.Y}
			c.kinds[i] += uint32(cell.Sum.N)
			c.item, c.kind = cell.First, uint8(i)
			return true
		})
	}
	return window
}

// appendCluster draws a cell's facilities as one, at their middle moved into the inner half of the cell: two clusters are never nearer
// than half a cell, so that circles of a quarter of a cell do not overlap.
func (f *Facilities) appendCluster(w *Writer, t Tile, row, column int, c *windowCell) {
	middle := t.scale().local(uint32(c.sum.X/c.sum.N), uint32(c.sum.Y/c.sum.N))
	left, top := int32(column*cellSide), int32(row*cellSide)
	const quarter = cellSide / 4
	v := vertex{
		x: max(left+quarter, min(middle.x, left+cellSide-quarter)),
		y: max(top+quarter, min(middle.y, top+cellSide-quarter)),
	}
	x, y := uint64(t.X)<<clusterBits+uint64(column), uint64(t.Y)<<clusterBits+uint64(row)
	if !w.startFeature(0, clusterID|uint64(t.Z)<<40|y<<20|x) {
		return
	}
	w.yes(FacilityCluster)
	w.number(FacilityPointCount, int64(c.sum.N))
	for i, n := range c.kinds[:len(f.Kinds)] {
		if n > 0 {
			w.number(uint8(facilityFields+i), int64(n))
		}
	}
	w.point(v)
	w.endFeature(shapePoint)
}
