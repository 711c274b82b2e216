package cch

import "slices"

// Path is a way of least cost: the arcs of the graph in the order of travel, and which of the seeds it leads from and to. Of equal ways it always
// chooses the same. Without a way the cost is Infinite, the arcs are nil and the seeds -1.
func (q *Query[W]) Path(from, to []Seed[W]) (cost W, arcs []uint32, fromSeed, toSeed int) {
	cost, top := q.search(from, to)
	defer q.to.clear()
	defer q.from.clear()
	if top == none {
		return Infinite[W](), nil, -1, -1
	}
	first, last := top, top
	var edges []step
	for q.from.by[first] != none {
		e := q.from.by[first]
		edges = append(edges, step{edge: e, up: true})
		first = q.m.t.lower(e)
	}
	slices.Reverse(edges)
	for q.to.by[last] != none {
		e := q.to.by[last]
		edges = append(edges, step{edge: e})
		last = q.m.t.lower(e)
	}
	return cost, q.m.unpack(edges), seedOf(q.m.t, from, first), seedOf(q.m.t, to, last)
}

// step is an edge of the chordal graph and the direction that it is travelled in.
type step struct {
	edge uint32
	up   bool
}

// unpack replaces edges by the arcs that they stand for: the first that has the edge's weight, or the lowest triangle that has.
func (m *Metric[W]) unpack(edges []step) []uint32 {
	arcs := make([]uint32, 0, 4*len(edges))
	slices.Reverse(edges) // a stack, the first on top
	for len(edges) > 0 {
		s := edges[len(edges)-1]
		edges = edges[:len(edges)-1]
		if a, ok := m.arc(s); ok {
			arcs = append(arcs, a)
			continue
		}
		first, second := m.triangle(s)
		edges = append(edges, second, first)
	}
	return arcs
}

func (m *Metric[W]) arc(s step) (uint32, bool) {
	slot, weight := 2*s.edge, m.edges[s.edge].up
	if !s.up {
		slot, weight = slot+1, m.edges[s.edge].down
	}
	for _, a := range m.t.inputArc[m.t.inputFirst[slot]:m.t.inputFirst[slot+1]] {
		if legal(m.Weight(a)) == weight {
			return a, true
		}
	}
	return 0, false
}

// triangle finds the two edges below that together weigh what s does. There are some, or the metric is broken.
func (m *Metric[W]) triangle(s step) (first, second step) {
	t := m.t
	lower, upper := t.lower(s.edge), t.upHead[s.edge]
	for i := t.downFirst[lower]; i < t.downFirst[lower+1]; i++ {
		one := t.downEdge[i]
		other, ok := t.edge(t.downTail[i], upper)
		if !ok {
			continue
		}
		if s.up && m.edges[one].down+m.edges[other].up == m.edges[s.edge].up {
			return step{edge: one}, step{edge: other, up: true}
		}
		if !s.up && m.edges[other].down+m.edges[one].up == m.edges[s.edge].down {
			return step{edge: other}, step{edge: one, up: true}
		}
	}
	panic("cch: an edge without arc or triangle")
}

// seedOf is the cheapest seed at a rank, the first of equal ones.
func seedOf[W Weight](t *Topology, seeds []Seed[W], r uint32) int {
	best := -1
	for i, s := range seeds {
		if t.rank[s.Node] == r && (best < 0 || s.Cost < seeds[best].Cost) {
			best = i
		}
	}
	return best
}
