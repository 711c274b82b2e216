package route

import (
	"rasad/geo/cch"
	"rasad/geo/road"
)

type seed = cch.Seed[road.Cost]

// end is an end of a trip: seeds, and the arc that each stands for.
type end struct {
	seeds []seed
	arcs  []uint32
}

// travels says whether an arc of the kind may be the first of a trip, or the last.
func travels(k road.ArcKind, first bool) bool {
	if first {
		return k == road.Plain || k == road.Origin
	}
	return k <= road.Memory
}

// start is where trips from a place come to the first junction.
func (s *streets) start(at road.Snap) (out end) {
	s.each(at, true, func(arc uint32, share float64, whole road.Cost) {
		out.seeds = append(out.seeds, seed{Node: s.graph.Arcs[arc].Head, Cost: whole - part(whole, share)})
		out.arcs = append(out.arcs, arc)
	})
	return out
}

// goal is where trips to a place leave the last junction.
func (s *streets) goal(at road.Snap) (out end) {
	s.each(at, false, func(arc uint32, share float64, whole road.Cost) {
		out.seeds = append(out.seeds, seed{Node: s.graph.Arcs[arc].Tail, Cost: part(whole, share)})
		out.arcs = append(out.arcs, arc)
	})
	return out
}

// each visits the open arcs that a trip may begin or end on at a place.
func (s *streets) each(at road.Snap, first bool, visit func(arc uint32, share float64, whole road.Cost)) {
	for _, d := range directions(at) {
		begin, last := s.graph.ArcsOf(d)
		for a := begin; a < last; a++ {
			if w := s.metric.Weight(a); w < road.Infinite && travels(s.graph.Arcs[a].Kind, first) {
				visit(a, along(at, d), w)
			}
		}
	}
}

// direct is the trip along one edge, without a junction.
func (s *streets) direct(from, to road.Snap) (Passage, bool) {
	best := Passage{Cost: road.Infinite}
	if from.Edge != to.Edge {
		return best, false
	}
	s.each(from, true, func(arc uint32, share float64, whole road.Cost) {
		d := s.graph.Arcs[arc].Edge
		there := along(to, d)
		if there < share || d.Backward() && !to.Backward || !d.Backward() && !to.Forward {
			return
		}
		if c := part(whole, there) - part(whole, share); c < best.Cost {
			best = Passage{Edge: d, From: share, To: there, Cost: c}
		}
	})
	return best, best.Cost < road.Infinite
}
