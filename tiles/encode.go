package tiles

import (
	"rasad/geo/ward"
)

// City is the layers of a city, by their place in Schema; a nil one is empty.
type City [LayerCount]*Layer

// Options of an encoding.
type Options struct {
	Kinds Kinds // of facilities; 0: all
	Plain bool  // facilities are never clustered
	Exact bool  // every vertex is written, whatever the zoom: to compare with other encoders
	// MaxBytes bounds a tile; 0: DefaultMaxBytes; below 0: no bound.
	MaxBytes int

	keys []string
}

// DefaultMaxBytes is the bound of a tile before compression.
const DefaultMaxBytes = 500_000

// Stats tell of a tile.
type Stats struct {
	Features  int
	Truncated bool // it was too large: features of the highest ranks were left out
}

// Encode writes a tile. The bytes belong to the writer and are good until its next tile. A tile with nothing in it has no bytes.
func Encode(w *Writer, city *City, layers Layers, t Tile, o Options) ([]byte, Stats) {
	all := func(uint8) bool { return true }
	stats, sizes := encodeLayers(w, city, layers, t, o, func(int) func(uint8) bool { return all })
	limit := o.MaxBytes
	if limit == 0 {
		limit = DefaultMaxBytes
	}
	if limit < 0 || len(w.tile) <= limit {
		return w.tile, stats
	}
	return encodeWithin(w, city, layers, t, o, limit, sizes)
}

// encodeLayers writes each layer asked for; keepIn chooses, for a layer, which ranks stay. sizes are the bytes of each layer.
func encodeLayers(w *Writer, city *City, layers Layers, t Tile, o Options, keepIn func(place int) func(uint8) bool) (stats Stats, sizes [LayerCount]int) {
	w.reset()
	for place, layer := range city {
		if layer == nil || !layers.Has(place) {
			continue
		}
		before := len(w.tile)
		w.body = w.body[:0]
		w.sizes = w.sizes[:0]
		appendLayer(w, place, layer, t, o, keepIn(place))
		sizes[place] = len(w.tile) - before
		stats.Features += len(w.sizes)
	}
	return stats, sizes
}

func appendLayer(w *Writer, place int, l *Layer, t Tile, o Options, keep func(uint8) bool) {
	if l.facilities != nil {
		l.facilities.append(w, t, o, keep)
		return
	}
	info := schemaOf(place)
	w.begin(info.name, info.keys)
	box, to := t.Box(), t.scale()
	l.areas.search(box, t.Z, func(a *Area) {
		if keep(a.Rank) {
			w.area(a, t.Z, to, o.Exact)
		}
	})
	l.lines.search(box, t.Z, func(line *Line) {
		if keep(line.Rank) {
			w.lineFeature(line, t.Z, to, o.Exact)
		}
	})
	l.labels.search(box, t.Z, func(label *Label) {
		if v := to.local(label.X, label.Y); inside(v) && keep(label.Rank) {
			w.startFeature()
			w.attrs(label.Attrs, t.Z)
			w.point(v)
			w.endFeature(label.ID, shapePoint)
		}
	})
	w.end()
}

// exactFrom is the first zoom at which every vertex is drawn.
const exactFrom = 14

// area draws a polygon feature: each ring clipped, tidied, and wound as MVT wants it. What has no area left is dropped.
func (w *Writer) area(a *Area, zoom uint8, to scale, exact bool) {
	w.startFeature()
	for _, rings := range a.Polygons {
		for i := range rings {
			drawn := w.areaRing(&rings[i], zoom, to, exact || zoom >= exactFrom, i == 0)
			if i == 0 && !drawn {
				break
			}
		}
	}
	if len(w.shape) > 0 {
		w.attrs(a.Attrs, zoom)
		w.endFeature(a.ID, shapePolygon)
	}
}

func (w *Writer) areaRing(r *ward.Ring, zoom uint8, to scale, every, outer bool) bool {
	w.pen = w.pen[:0]
	clipped := false
	for i, needed := range r.MinZoom {
		if needed > zoom && !every {
			continue
		}
		v := to.local(r.X[i], r.Y[i])
		if n := len(w.pen); n > 0 && w.pen[n-1] == v {
			continue
		}
		clipped = clipped || !inside(v)
		w.pen = append(w.pen, v)
	}
	if clipped {
		w.pen, w.spare = clipRing(w.pen, w.spare)
	}
	w.pen = tidyRing(w.pen)
	area := doubleArea(w.pen)
	if area == 0 {
		return false
	}
	if (area > 0) != outer {
		reverse(w.pen)
	}
	w.ring(w.pen)
	return true
}

func reverse(vs []vertex) {
	for i, j := 0, len(vs)-1; i < j; i, j = i+1, j-1 {
		vs[i], vs[j] = vs[j], vs[i]
	}
}

// lineFeature draws the parts of a line that are inside.
func (w *Writer) lineFeature(l *Line, zoom uint8, to scale, exact bool) {
	every := exact || zoom >= exactFrom
	w.startFeature()
	w.pen = w.pen[:0]
	var last vertex
	started := false
	for i := range l.X {
		if !every && l.VertexZoom[i] > zoom {
			continue
		}
		v := to.local(l.X[i], l.Y[i])
		if !started {
			last, started = v, true
			continue
		}
		if v == last {
			continue
		}
		w.segment(last, v)
		last = v
	}
	w.flushLine()
	if len(w.shape) > 0 {
		w.attrs(l.Attrs, zoom)
		w.endFeature(l.ID, shapeLine)
	}
}

// segment adds what is inside of a segment to the pen, and ends the stroke where the line leaves.
func (w *Writer) segment(a, b vertex) {
	from, to := a, b
	if !inside(a) || !inside(b) {
		var ok bool
		if from, to, ok = clipSegment(a, b); !ok {
			w.flushLine()
			return
		}
	}
	if n := len(w.pen); n == 0 || w.pen[n-1] != from {
		w.flushLine()
		w.pen = append(w.pen, from)
	}
	if w.pen[len(w.pen)-1] != to {
		w.pen = append(w.pen, to)
	}
	if to != b {
		w.flushLine()
	}
}

func (w *Writer) flushLine() {
	if len(w.pen) >= 2 {
		w.line(w.pen)
	}
	w.pen = w.pen[:0]
}

// encodeWithin leaves out the features of the highest ranks, layer by layer in proportion to their size, until the tile fits. Within the
// rank at the border, the features that come first in the layer's own order stay: never a random choice.
func encodeWithin(w *Writer, city *City, layers Layers, t Tile, o Options, limit int, sizes [LayerCount]int) ([]byte, Stats) {
	total := len(w.tile)
	var keepers [LayerCount]*keeper
	for share := 0.9; ; share *= 0.7 {
		for place, size := range sizes {
			if size > 0 {
				keepers[place] = newKeeper(w, city[place], place, t, o, int(float64(size)/float64(total)*share*float64(limit)))
			}
		}
		stats, _ := encodeLayers(w, city, layers, t, o, func(place int) func(uint8) bool {
			if keepers[place] == nil {
				return func(uint8) bool { return false }
			}
			return keepers[place].keep
		})
		if len(w.tile) <= limit || share < 0.01 {
			stats.Truncated = true
			return w.tile, stats
		}
	}
}

// keeper knows how many features of each rank fit into a number of bytes.
type keeper struct {
	left [256]int
}

func (k *keeper) keep(rank uint8) bool {
	k.left[rank]--
	return k.left[rank] >= 0
}

// newKeeper writes the layer once more to learn how large the features of each rank are, and shares the bytes out from rank 0 up. A
// feature that keep accepts may still turn out to be empty; it then has size 0 here, which errs on the small side.
func newKeeper(w *Writer, l *Layer, place int, t Tile, o Options, budget int) *keeper {
	var count, size [256]int
	w.reset()
	last := -1
	features := 0
	appendLayer(w, place, l, t, o, func(rank uint8) bool {
		if last >= 0 && len(w.sizes) > features {
			size[last] += w.sizes[features]
			features = len(w.sizes)
		}
		last = int(rank)
		count[rank]++
		return true
	})
	if last >= 0 && len(w.sizes) > features {
		size[last] += w.sizes[features]
	}
	k := &keeper{}
	for rank := range count {
		if count[rank] == 0 {
			continue
		}
		if size[rank] <= budget {
			k.left[rank] = count[rank]
			budget -= size[rank]
			continue
		}
		k.left[rank] = count[rank] * budget / size[rank]
		break
	}
	return k
}

type layerSchema struct {
	name string
	keys []string
}

// schemaOf is built for each layer of each tile rather than kept: a tile costs a hundred times as much.
func schemaOf(place int) layerSchema {
	info := Schema()[place]
	return layerSchema{info.Name, fieldNames(place)}
}
