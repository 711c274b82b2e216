package guide

import (
	"rasad/geo/road"
)

// Steps are the instructions along a path, the first to depart and the last to arrive. Their lines joined are Line's, their lengths and
// durations add up to the path's.
func Steps(n *road.Network, p road.Profile, path Path, o Options) []Step {
	b := &builder{n: n, arms: o.Arms, profile: p, o: o, path: path}
	if b.arms == nil {
		b.arms = NewArms(n)
	}
	if len(path.Passages) > 1 && b.tiny(0) {
		b.first = 1
	}
	b.depart()
	for i := range path.Passages {
		if i > b.first && (i < len(path.Passages)-1 || !b.tiny(i)) {
			b.junction(i)
		}
		b.travel(i)
	}
	b.arrive()
	b.collapse()
	for i := range b.steps {
		s := &b.steps[i]
		s.Line = atLeastTwo(s.Line, s.At)
	}
	return b.steps
}

// tinyLength in centimetres: a place so near a junction is at the junction, and the first or last turn there is none.
const tinyLength = 500

func (b *builder) tiny(passage int) bool {
	_, cm := road.Split(b.path.Passages[passage].Cost)
	return cm < tinyLength
}

// begin starts a step on a way.
func (b *builder) begin(kind, modifier string, w *road.Way, at road.Point, passage int) *Step {
	b.steps = append(b.steps, Step{
		Type: kind, Modifier: modifier, NameHi: w.NameHi, NameEn: w.NameEn, Ref: w.Ref, Class: w.Class,
		Mode: mode(b.profile, w), DrivingSide: b.side(), At: at, Passages: [2]int{passage, passage}, way: w,
	})
	return &b.steps[len(b.steps)-1]
}

func (b *builder) depart() {
	w := &b.n.Ways[b.n.Edges[b.path.From.Edge].Way]
	heading := 0
	at := b.path.From.On
	if len(b.path.Passages) > 0 {
		first := b.path.Passages[b.first]
		w = b.way(first.Edge)
		heading = whole(b.heading(first, false))
		at = stretch(b.n, nil, b.path.Passages[0])[0]
	}
	s := b.begin("depart", "", w, at, 0)
	s.BearingAfter = heading
	s.Intersections = []Intersection{{At: at, Bearings: []int{heading}, Entry: []bool{true}, In: -1, Out: 0}}
}

// heading is the bearing of travel at the beginning or the end of a passage.
func (b *builder) heading(p Passage, end bool) float64 {
	line := stretch(b.n, nil, p)
	if len(line) < 2 {
		return b.arms.leaving(p.Edge)
	}
	if end {
		return bearing(line[len(line)-2], line[len(line)-1])
	}
	return bearing(line[0], line[1])
}

// junction judges what happens before passage i.
func (b *builder) junction(i int) {
	in, out := b.path.Passages[i-1].Edge, b.path.Passages[i].Edge
	now := &b.steps[len(b.steps)-1]
	if in == out { // a stop on the way
		return
	}
	var m manoeuvre
	switch {
	case b.circular(in) && b.circular(out):
	case b.circular(in):
		m = manoeuvre{"exit roundabout", modifier(b.angle(in, out))}
		if now.Type == "rotary" {
			m.kind = "exit rotary"
		}
	case b.circular(out):
		m = manoeuvre{"roundabout", modifier(b.angle(in, out))}
	default:
		m = b.turn(in, out, now)
	}
	if m.kind == "" {
		if s := b.intersection(in, out); len(s.Bearings) > 2 {
			now.Intersections = append(now.Intersections, s)
		}
		return
	}
	s := b.begin(m.kind, m.modifier, b.way(out), b.n.Junctions[b.head(in)], i)
	s.BearingBefore, s.BearingAfter = whole(b.arms.arriving(in)), whole(b.arms.leaving(out))
	s.Intersections = []Intersection{b.intersection(in, out)}
	if m.kind == "roundabout" {
		b.enter(s, i)
	}
}

func (b *builder) angle(in, out road.DirectedEdge) float64 {
	return turned(b.arms.arriving(in), b.arms.leaving(out))
}

// travel adds passage i to the step under way.
func (b *builder) travel(i int) {
	p, s := b.path.Passages[i], &b.steps[len(b.steps)-1]
	s.Line = stretch(b.n, s.Line, p)
	ms, cm := road.Split(p.Cost)
	wait, more := road.Split(p.Turn)
	s.Duration += uint64(ms) + uint64(wait)
	s.Length += uint64(cm) + uint64(more)
	s.Passages[1] = i + 1
}

// sideMetres is how far from the road a place must be for its side to be told, in metres.
const sideMetres = 2

func (b *builder) arrive() {
	w, at, heading, side := &b.n.Ways[b.n.Edges[b.path.To.Edge].Way], b.path.To.On, 0, ""
	last := len(b.path.Passages)
	if last > 0 {
		p := b.path.Passages[last-1]
		w = b.way(p.Edge)
		heading = whole(b.heading(p, true))
		line := stretch(b.n, nil, p)
		at = line[len(line)-1]
		if b.path.To.Metres >= sideMetres {
			side = "left"
			if b.path.To.Right != p.Edge.Backward() {
				side = "right"
			}
		}
	}
	s := b.begin("arrive", side, w, at, last)
	s.BearingBefore = heading
	s.Intersections = []Intersection{{At: at, Bearings: []int{(heading + 180) % 360}, Entry: []bool{true}, In: 0, Out: -1}}
}
