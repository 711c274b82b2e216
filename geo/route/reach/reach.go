// Package reach draws how far one gets: polygons of what is reached within some time (isochrones), and the parts of a city that are nearest to each
// of many facilities (service areas), out of the costs that a sweep over the network leaves at the start of every directed edge.
//
// Both are drawn on a raster laid over the streets that are reached, at most MaxCells large: coarser cells where a city is greater. The
// outlines are valid polygons by construction: outer rings counter-clockwise, holes clockwise, no ring meets itself or another, but for the
// boundaries that service areas share, which are vertex for vertex the same. The same sweep gives the same polygons, bit for bit.
package reach

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"rasad/geo/road"
)

// Sweep is what to draw.
type Sweep struct {
	Network *road.Network
	At      func(road.DirectedEdge) road.Cost // to get to the edge's start, in its direction of travel, ready to travel it; Towards: from there
	Edge    func(road.DirectedEdge) road.Cost // of the whole edge
	Which   func(road.DirectedEdge) int       // of Areas: the place in From that At is about
	From    []road.Snap                       // where the sweep started
	Towards bool                              // the costs are those of getting to From, not away
}

// Options of a drawing; a value of 0 means the one in brackets.
type Options struct {
	Cell  float64 // metres from one measured place to the next [20]
	Aside float64 // metres that one walks off the street at most [isochrones 40, areas 120]
	Speed float64 // of that, metres per second [1.25]
}

// The bounds.
const (
	MaxCells    = 4_000_000
	MaxContours = 16
	MaxFrom     = 100_000
)

// Error is why nothing can be drawn.
type Error string

// The errors.
const (
	BadLimits  Error = "between one and 16 limits of more than nought are wanted"
	BadOptions Error = "cell, aside or speed out of range"
	TooMany    Error = "more places to start from than can be drawn"
)

func (e Error) Error() string { return "reach: " + string(e) }

func (o Options) with(aside float64) (Options, error) {
	set := func(v *float64, otherwise float64) {
		if *v == 0 {
			*v = otherwise
		}
	}
	set(&o.Cell, 20)
	set(&o.Aside, aside)
	set(&o.Speed, 1.25)
	if !(o.Cell >= 1 && o.Cell <= 1000 && o.Aside >= 1 && o.Aside <= 1000 && o.Speed >= 0.1 && o.Speed <= 50) {
		return o, BadOptions
	}
	return o, nil
}

// Isochrones are the parts of the city within each of the limits (milliseconds), in their order: places on streets reached by then, and places
// beside them that can be walked to in the time left, Aside at most. A longer limit's polygon holds that of a shorter one.
func Isochrones(ctx context.Context, s Sweep, limits []uint32, o Options) ([]orb.MultiPolygon, error) {
	o, err := o.with(40)
	if err != nil {
		return nil, err
	}
	if len(limits) == 0 || len(limits) > MaxContours {
		return nil, BadLimits
	}
	longest := uint32(0)
	for _, l := range limits {
		if l == 0 {
			return nil, BadLimits
		}
		longest = max(longest, l)
	}
	list, err := s.stretches(float64(longest))
	if err != nil {
		return nil, err
	}
	g, out := newGrid(list, &o), make([]orb.MultiPolygon, len(limits))
	field := g.newField()
	order := make([]int, len(limits))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(limits[a], limits[b]) })
	for _, i := range order { // each field goes on from the shorter one, and so holds it
		if err := g.spread(ctx, field, list, float64(limits[i]), o); err != nil {
			return nil, err
		}
		out[i] = g.contour(field)
	}
	return out, nil
}

// Areas are, for each place in From, the part of the city that is nearest to it by the sweep, within a limit (milliseconds; 0: none). A facility whose
// streets others reach sooner has none. Areas do not overlap, and neighbours share their boundary vertex for vertex.
func Areas(ctx context.Context, s Sweep, limit uint32, o Options) ([]orb.MultiPolygon, error) {
	o, err := o.with(120)
	if err != nil {
		return nil, err
	}
	most := float64(limit)
	if limit == 0 {
		most = math.Inf(1)
	}
	list, err := s.stretches(most)
	if err != nil {
		return nil, err
	}
	g := newGrid(list, &o)
	labels, err := g.label(ctx, list, o)
	if err != nil {
		return nil, err
	}
	return g.areas(labels, len(s.From)), nil
}
