package collection

import (
	"context"

	"github.com/paulmach/orb"

	"rasad/data/features"
	"rasad/geo/boxes"
	"rasad/internal/live"
)

// Query chooses a page of features.
type Query struct {
	After *Key // features after this one; nil: from the start
	Limit int
	Where
}

// Where chooses features. Its zero value takes all.
type Where struct {
	Boxes  []orb.Bound // the feature meets one of these boxes of degrees, longitude first; none: anywhere
	Exact  *Plane      // and this box of a projection; it lies within Boxes
	Equal  []Equal
	Filter Filter             // nil: none
	During *features.Interval // nil: as of now
}

// Plane is a box in a projection.
type Plane struct {
	SRID    int
	Project func(orb.Point) orb.Point // from longitude and latitude
	Box     orb.Bound
}

// Equal asks that a property has a value.
type Equal struct {
	Place int
	Value Value
}

// Filter is an expression over the properties of a collection.
type Filter interface {
	Match(*Feature) bool
	Bounds() (orb.Bound, bool) // a box outside of which nothing matches, when there is one
}

// Free says that everything is taken.
func (w *Where) Free() bool {
	return len(w.Boxes) == 0 && w.Exact == nil && len(w.Equal) == 0 && w.Filter == nil && w.During == nil
}

// box is one that holds all that is taken; nil when that may be anywhere.
func (w *Where) box() *orb.Bound {
	var box *orb.Bound
	for _, b := range w.Boxes {
		if box == nil {
			first := b
			box = &first
			continue
		}
		*box = box.Union(b)
	}
	if w.Filter == nil {
		return box
	}
	if b, ok := w.Filter.Bounds(); ok && (box == nil || b.Intersects(*box)) {
		return &b // the smaller of the two as a rule; what else it lets in is sorted out by takes
	}
	return box
}

// takes says whether a feature is chosen.
func (w *Where) takes(f *Feature) bool {
	for _, e := range w.Equal {
		if f.Values[e.Place] != e.Value {
			return false
		}
	}
	return w.meets(f.Geometry) && (w.Filter == nil || w.Filter.Match(f))
}

func (w *Where) meets(g orb.Geometry) bool {
	if len(w.Boxes) == 0 {
		return true
	}
	if g == nil {
		return false
	}
	near := false
	for _, b := range w.Boxes {
		near = near || boxes.Meet(g, b)
	}
	if !near || w.Exact == nil {
		return near
	}
	return boxes.Meet(Project(g, w.Exact.Project), w.Exact.Box)
}

// Project gives a copy of a geometry with every point changed.
func Project(g orb.Geometry, to func(orb.Point) orb.Point) orb.Geometry {
	switch g := g.(type) {
	case orb.Point:
		return to(g)
	case orb.LineString:
		return orb.LineString(points(g, to))
	case orb.Polygon:
		return polygon(g, to)
	case orb.MultiPolygon:
		out := make(orb.MultiPolygon, len(g))
		for i := range g {
			out[i] = polygon(g[i], to)
		}
		return out
	}
	return g
}

func points(list []orb.Point, to func(orb.Point) orb.Point) []orb.Point {
	out := make([]orb.Point, len(list))
	for i, p := range list {
		out[i] = to(p)
	}
	return out
}

func polygon(p orb.Polygon, to func(orb.Point) orb.Point) orb.Polygon {
	out := make(orb.Polygon, len(p))
	for i, ring := range p {
		out[i] = orb.Ring(points(ring, to))
	}
	return out
}

// Collection is a collection and where its features come from.
type Collection struct {
	Info
	living source // nil: the record alone has them
	record source // nil: the model alone has them, or all that are asked for
}

// source gives features in order of their keys.
type source interface {
	page(ctx context.Context, e *live.Epoch, q *Query, take func(*Feature)) (more bool, err error)
	one(ctx context.Context, e *live.Epoch, k Key) (*Feature, error) // nil: there is none
	count(e *live.Epoch) (n int, ok bool)
}

func (c *Collection) source(timed bool) source {
	if c.living == nil || timed && c.record != nil {
		return c.record
	}
	return c.living
}

// Page shows the features that q chooses, in order; last is the key of the last one when there are more, else nil.
func (c *Collection) Page(ctx context.Context, e *live.Epoch, q *Query, take func(*Feature)) (last *Key, err error) {
	var key Key
	more, err := c.source(q.During != nil).page(ctx, e, q, func(f *Feature) {
		key = f.Key
		take(f)
	})
	if err != nil || !more {
		return nil, err
	}
	return &key, nil
}

// One finds a feature; nil when there is none.
func (c *Collection) One(ctx context.Context, e *live.Epoch, k Key) (*Feature, error) {
	f, err := c.source(false).one(ctx, e, k)
	if f == nil && err == nil && c.living != nil && c.record != nil {
		return c.record.one(ctx, e, k) // a ward of an earlier delimitation
	}
	return f, err
}

// Count is how many features are chosen; ok is false where counting would cost more than a page.
func (c *Collection) Count(ctx context.Context, e *live.Epoch, w *Where) (n int, ok bool) {
	s := c.source(w.During != nil)
	all, ok := s.count(e)
	if !ok || w.Free() {
		return all, ok
	}
	const few = 2000
	if all > few {
		return 0, false
	}
	if _, err := s.page(ctx, e, &Query{Limit: few + 1, Where: *w}, func(*Feature) { n++ }); err != nil {
		return 0, false
	}
	return n, true
}
