package guide

import (
	"cmp"
	"math"
	"slices"

	"rasad/geo/road"
)

// builder makes the steps of one path.
type builder struct {
	n       *road.Network
	arms    *Arms
	profile road.Profile
	o       Options
	path    Path
	first   int // the first passage worth the name
	steps   []Step
}

func (b *builder) way(d road.DirectedEdge) *road.Way { return &b.n.Ways[b.n.Edges[d.Edge()].Way] }

// open says whether the profile may travel a directed edge.
func (b *builder) open(d road.DirectedEdge) bool {
	return b.o.Costs == nil || b.o.Costs.Edge[d] < road.Infinite
}

// head is the junction that a directed edge leads to.
func (b *builder) head(d road.DirectedEdge) uint32 {
	if d.Backward() {
		return b.n.Edges[d.Edge()].From
	}
	return b.n.Edges[d.Edge()].To
}

// choice is an arm that one could take, and what taking it would be.
type choice struct {
	edge  road.DirectedEdge
	angle float64
	rank  int
}

// choices are the arms that may be entered when coming by in, but for the way back and the arm taken.
func (b *builder) choices(in, out road.DirectedEdge) []choice {
	var list []choice
	before := b.arms.arriving(in)
	for _, d := range b.arms.of(b.head(in)) {
		if d != in.Reverse() && d != out && b.open(d) {
			list = append(list, choice{edge: d, angle: turned(before, b.arms.leaving(d)), rank: rank(b.way(d))})
		}
	}
	return list
}

// intersection describes the junction between two passages.
func (b *builder) intersection(in, out road.DirectedEdge) Intersection {
	j := b.head(in)
	type arm struct {
		bearing int
		edge    road.DirectedEdge
	}
	var list []arm
	for _, d := range b.arms.of(j) {
		if b.open(d) || b.open(d.Reverse()) || d == out || d == in.Reverse() {
			list = append(list, arm{whole(b.arms.leaving(d)), d})
		}
	}
	slices.SortFunc(list, func(x, y arm) int {
		return cmp.Or(cmp.Compare(x.bearing, y.bearing), cmp.Compare(x.edge, y.edge))
	})
	s := Intersection{At: b.n.Junctions[j], In: -1, Out: -1, Bearings: make([]int, len(list)), Entry: make([]bool, len(list))}
	for i, a := range list {
		s.Bearings[i] = a.bearing
		s.Entry[i] = a.edge == out || b.open(a.edge) && a.edge != in.Reverse()
		if a.edge == in.Reverse() {
			s.In = i
		}
		if a.edge == out {
			s.Out = i
		}
	}
	return s
}

// modifier is the word for an angle.
func modifier(angle float64) string {
	side := "left"
	if angle > 0 {
		side = "right"
	}
	switch a := math.Abs(angle); {
	case a <= 20:
		return "straight"
	case a <= 40:
		return "slight " + side
	case a <= 120:
		return side
	case a < 175:
		return "sharp " + side
	}
	return "uturn"
}
