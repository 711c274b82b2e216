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
	Where Where // nil: every feature
	Order Order // of the layers; 0: by name
	// MaxBytes bounds a tile; 0: DefaultMaxBytes; below 0: no bound.
	MaxBytes int
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
	w.cuts = [LayerCount]cut{}
	encodeLayers(w, city, layers, t, o)
	limit := o.MaxBytes
	if limit == 0 {
		limit = DefaultMaxBytes
	}
	if limit < 0 || len(w.tile) <= limit {
		return w.tile, Stats{Features: len(w.marks)}
	}
	encodeWithin(w, city, layers, t, o, limit)
	return w.tile, Stats{Features: len(w.marks), Truncated: true}
}

// encodeLayers writes each layer asked for, as far as its cut goes.
func encodeLayers(w *Writer, city *City, layers Layers, t Tile, o Options) {
	w.reset()
	for i := range city {
		place := i
		if o.Order != 0 {
			place = o.Order.at(i)
		}
		if layer := city[place]; layer != nil && layers.Has(place) {
			w.begin(place)
			appendLayer(w, layer, t, o)
			w.end()
		}
	}
}

func appendLayer(w *Writer, l *Layer, t Tile, o Options) {
	if l.facilities != nil {
		w.keys = l.facilityKeys
		l.facilities.append(w, t, o)
		return
	}
	box, to := t.Box(), t.scale()
	l.areas.search(box, t.Z, func(a *Area) {
		if (o.Where == nil || o.Where.Area(w.place, a)) && w.startFeature(a.Rank, a.ID) {
			w.area(a, t.Z, to, o.Exact)
		}
	})
	l.lines.search(box, t.Z, func(line *Line) {
		if (o.Where == nil || o.Where.Line(w.place, line)) && w.startFeature(line.Rank, line.ID) {
			w.lineFeature(line, t.Z, to, o.Exact)
		}
	})
	l.labels.search(box, t.Z, func(label *Label) {
		if v := to.local(label.X, label.Y); inside(v) && (o.Where == nil || o.Where.Label(w.place, label)) && w.startFeature(label.Rank, label.ID) {
			w.attrs(label.Attrs, t.Z)
			w.point(v)
			w.endFeature(shapePoint)
		}
	})
}

// exactFrom is the first zoom at which every vertex is drawn.
const exactFrom = 14

// area draws a polygon feature: each ring clipped, tidied, and wound as MVT wants it. What has no area left is dropped.
func (w *Writer) area(a *Area, zoom uint8, to scale, exact bool) {
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
		w.endFeature(shapePolygon)
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
		w.endFeature(shapeLine)
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
