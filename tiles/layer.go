package tiles

import (
	"rasad/geo/points"
	"rasad/geo/ward"
)

// Attr is an attribute of a feature: a text, or when Text is empty a number, or a true.
type Attr struct {
	Field uint8 // place in the layer's fields
	From  uint8 // first zoom at which it is written
	Yes   bool  // a true
	Text  string
	Num   int64
}

func (w *Writer) attrs(attrs []Attr, zoom uint8) {
	for i := range attrs {
		a := &attrs[i]
		switch {
		case a.From > zoom:
		case a.Yes:
			w.yes(a.Field)
		case a.Text != "":
			w.text(a.Field, a.Text)
		default:
			w.number(a.Field, a.Num)
		}
	}
}

// Text makes an attribute of a text from a zoom on; an empty text is never written, so callers leave it out.
func Text(field, from uint8, text string) Attr { return Attr{Field: field, From: from, Text: text} }

// Number makes an attribute of a number.
func Number(field uint8, n int64) Attr { return Attr{Field: field, Num: n} }

// Yes makes a true attribute.
func Yes(field uint8) Attr { return Attr{Field: field, Yes: true} }

// Area is a polygon feature. It and what it points to never change once it is in a layer.
type Area struct {
	ID       uint64
	MinZoom  uint8
	Rank     uint8 // of two that do not both fit, the lower rank stays
	Box      points.Box
	Polygons [][]ward.Ring // outer ring first, then holes
	Attrs    []Attr
}

func (a *Area) place() (uint64, points.Box, uint8) { return a.ID, a.Box, a.MinZoom }

// NewArea makes an area and its box.
func NewArea(id uint64, polygons [][]ward.Ring, attrs []Attr) *Area {
	a := &Area{ID: id, Polygons: polygons, Attrs: attrs, Box: points.Box{MinX: 1<<32 - 1, MinY: 1<<32 - 1}}
	for _, rings := range polygons {
		for i := range rings {
			a.Box = union(a.Box, boxOf(rings[i].X, rings[i].Y))
		}
	}
	return a
}

func boxOf(xs, ys []uint32) points.Box {
	b := points.Box{MinX: 1<<32 - 1, MinY: 1<<32 - 1}
	for i := range xs {
		b.MinX, b.MaxX = min(b.MinX, xs[i]), max(b.MaxX, xs[i])
		b.MinY, b.MaxY = min(b.MinY, ys[i]), max(b.MaxY, ys[i])
	}
	return b
}

// Line is a line feature. VertexZoom is the first zoom of each vertex (ward.SignificanceOfLine).
type Line struct {
	ID         uint64
	MinZoom    uint8
	Rank       uint8
	Box        points.Box
	X, Y       []uint32
	VertexZoom []uint8
	Attrs      []Attr
}

func (l *Line) place() (uint64, points.Box, uint8) { return l.ID, l.Box, l.MinZoom }

// NewLine makes a line of at least two vertices, with its box and the zooms of its vertices.
func NewLine(id uint64, minZoom, rank uint8, xs, ys []uint32, attrs []Attr) *Line {
	return &Line{ID: id, MinZoom: minZoom, Rank: rank, Box: boxOf(xs, ys), X: xs, Y: ys, VertexZoom: ward.SignificanceOfLine(xs, ys), Attrs: attrs}
}

// Label is a point feature with a text to show.
type Label struct {
	ID      uint64
	MinZoom uint8
	Rank    uint8
	X, Y    uint32
	Attrs   []Attr
}

func (l *Label) place() (uint64, points.Box, uint8) {
	return l.ID, points.Box{MinX: l.X, MinY: l.Y, MaxX: l.X, MaxY: l.Y}, l.MinZoom
}

// Layer is one layer of a city: areas, lines and labels, or facilities. It never changes; With makes a new one. The zero value is empty.
type Layer struct {
	areas        *index[*Area]
	lines        *index[*Line]
	labels       *index[*Label]
	facilities   *Facilities
	facilityKeys []string
	extent       func() (points.Box, bool)
}

// NewLayer makes a layer of what it is given.
func NewLayer(areas []*Area, lines []*Line, labels []*Label) *Layer {
	return (&Layer{areas: buildIndex(areas), lines: buildIndex(lines), labels: buildIndex(labels)}).measured()
}

// NewFacilityLayer makes the layer of facilities.
func NewFacilityLayer(f *Facilities) *Layer {
	return (&Layer{facilities: f, facilityKeys: f.keys()}).measured()
}

// Edit is a change of a layer: what goes by id, and what comes.
type Edit struct {
	RemoveAreas, RemoveLines, RemoveLabels []uint64
	Areas                                  []*Area
	Lines                                  []*Line
	Labels                                 []*Label
}

// With applies an edit: to replace a feature, remove its id and add the new one. It copies only the chunks that are touched.
func (l *Layer) With(e Edit) *Layer {
	next := *l
	if len(e.RemoveAreas) > 0 || len(e.Areas) > 0 {
		next.areas = l.areas.with(idSet(e.RemoveAreas), e.Areas)
	}
	if len(e.RemoveLines) > 0 || len(e.Lines) > 0 {
		next.lines = l.lines.with(idSet(e.RemoveLines), e.Lines)
	}
	if len(e.RemoveLabels) > 0 || len(e.Labels) > 0 {
		next.labels = l.labels.with(idSet(e.RemoveLabels), e.Labels)
	}
	return next.measured()
}

func idSet(ids []uint64) map[uint64]bool {
	set := make(map[uint64]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// Count is the number of features; of facilities, all of them.
func (l *Layer) Count() int {
	n := 0
	if l.areas != nil {
		n += l.areas.count
	}
	if l.lines != nil {
		n += l.lines.count
	}
	if l.labels != nil {
		n += l.labels.count
	}
	if l.facilities != nil {
		for _, kind := range l.facilities.Kinds {
			n += kind.Set.Len()
		}
	}
	return n
}

// Box is around the areas and lines of the layer; ok is false when it has none.
func (l *Layer) Box() (box points.Box, ok bool) {
	if l == nil {
		return box, false
	}
	if l.areas != nil {
		box, ok = l.areas.box(box, ok)
	}
	if l.lines != nil {
		box, ok = l.lines.box(box, ok)
	}
	return box, ok
}
