package route

import (
	"slices"

	"rasad/geo/road"
)

// Route is the way of least cost; ok is false when there is none.
func (s *Snapshot) Route(p road.Profile, from, to road.Snap) (path Path, ok bool) {
	return s.between(p, from, to).route(from, to)
}

func (s *streets) route(from, to road.Snap) (path Path, ok bool) {
	start, goal := s.start(from), s.goal(to)
	q := s.metric.Query()
	defer q.Release()
	cost, arcs, first, last := q.Path(start.seeds, goal.seeds)
	if direct, ok := s.direct(from, to); ok && direct.Cost <= cost {
		return Path{Cost: direct.Cost, From: from, To: to, Passages: []Passage{direct}}, true
	}
	if cost >= road.Infinite {
		return Path{Cost: road.Infinite, From: from, To: to}, false
	}
	return s.path(from, to, cost, slices.Concat(start.arcs[first:first+1], arcs, goal.arcs[last:last+1])), true
}

// path turns arcs into passages; the first and the last are travelled in part.
func (s *streets) path(from, to road.Snap, cost road.Cost, arcs []uint32) Path {
	path := Path{Cost: cost, From: from, To: to, Passages: make([]Passage, 0, len(arcs))}
	var turn road.Cost
	for i, a := range arcs {
		arc, w := &s.graph.Arcs[a], s.metric.Weight(a)
		if arc.Edge == road.NoEdge {
			turn += w
			continue
		}
		one := Passage{Edge: arc.Edge, To: 1, Cost: w, Turn: turn}
		switch i {
		case 0:
			one.From = along(from, arc.Edge)
			one.Cost = w - part(w, one.From)
		case len(arcs) - 1:
			one.To = along(to, arc.Edge)
			one.Cost = part(w, one.To)
		}
		turn = 0
		path.Passages = append(path.Passages, one)
	}
	return path
}

// Cut lists closures that together keep a trip from its goal: without them there would be a way, with any one of them there would be none. It is
// empty when closures are not the reason.
func (s *Snapshot) Cut(p road.Profile, from, to road.Snap) []string {
	free, ok := s.engine.streets(p, nil).route(from, to)
	if !ok {
		return nil
	}
	travelled := map[road.DirectedEdge]bool{}
	for _, one := range free.Passages {
		travelled[one.Edge] = true
	}
	rest, blocking := []road.Effect{}, []road.Effect{}
	for _, e := range s.effects {
		if e.Mode != road.Slow && e.Profiles.Has(p) && slices.ContainsFunc(e.Edges, func(d road.DirectedEdge) bool { return travelled[d] }) {
			blocking = append(blocking, e)
		} else {
			rest = append(rest, e)
		}
	}
	var ids []string
	for _, e := range blocking {
		with := append(slices.Clone(rest), e)
		if _, ok := s.engine.Snapshot(s.Number, with).Route(p, from, to); ok {
			rest = with
		} else {
			ids = append(ids, e.ID)
		}
	}
	return ids
}
