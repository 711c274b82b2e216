package route

import (
	"slices"

	"rasad/geo/cch"
	"rasad/geo/road"
)

// What an alternative must be: at most a quarter dearer, three quarters or less shared with each better one, and without a detour within a
// quarter of the best way's cost about the node that it was found by.
const (
	dearer = 4 // one in so many
	shared = 4 // all but one in so many
	local  = 4
)

// Alternatives are up to n ways, the best first, that differ enough to be worth a choice (Abraham and others: Alternative Routes in Road Networks, 2013).
func (s *Snapshot) Alternatives(p road.Profile, from, to road.Snap, n int) []Path {
	own := s.between(p, from, to)
	best, ok := own.route(from, to)
	if !ok {
		return nil
	}
	paths := []Path{best}
	if n <= 1 || len(best.Passages) < 2 {
		return paths
	}
	start, goal := own.start(from), own.goal(to)
	q, check := own.metric.Query(), own.metric.Query()
	defer q.Release()
	defer check.Release()
	q.Vias(start.seeds, goal.seeds, best.Cost+best.Cost/dearer, func(v cch.Via[road.Cost]) bool {
		arcs := slices.Concat(start.arcs[v.From:v.From+1], v.Arcs, goal.arcs[v.To:v.To+1])
		path := own.path(from, to, v.Cost, arcs)
		if differs(path, paths) && own.sound(check, v, best.Cost/local) {
			paths = append(paths, path)
		}
		return len(paths) < n
	})
	return paths
}

// differs says that a path comes to no edge twice and shares little enough with each of the others.
func differs(path Path, others []Path) bool {
	own := make(map[road.DirectedEdge]road.Cost, len(path.Passages))
	for i, one := range path.Passages {
		_, again := own[one.Edge]
		_, turned := own[one.Edge.Reverse()]
		if again || turned && i+1 < len(path.Passages) {
			return false
		}
		own[one.Edge] = one.Cost
	}
	for _, o := range others {
		var both road.Cost
		for _, one := range o.Passages {
			if c, ok := own[one.Edge]; ok {
				both += min(c, one.Cost)
			}
		}
		if both > path.Cost-path.Cost/shared {
			return false
		}
	}
	return true
}

// sound says that the stretch about the middle of a way, reach to either side, is itself a best way.
func (s *streets) sound(q *cch.Query[road.Cost], v cch.Via[road.Cost], reach road.Cost) bool {
	first, last := v.Middle, v.Middle
	var sum road.Cost
	for c := road.Cost(0); first > 0 && c < reach; first-- {
		c += s.metric.Weight(v.Arcs[first-1])
	}
	for c := road.Cost(0); last < len(v.Arcs) && c < reach; last++ {
		c += s.metric.Weight(v.Arcs[last])
	}
	if first == last {
		return true
	}
	for _, a := range v.Arcs[first:last] {
		sum += s.metric.Weight(a)
	}
	from, to := s.graph.Arcs[v.Arcs[first]].Tail, s.graph.Arcs[v.Arcs[last-1]].Head
	return q.Distance([]seed{{Node: from}}, []seed{{Node: to}}) == sum
}
