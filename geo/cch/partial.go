package cch

import "maps"

// fullShare: when more than one arc in so many changes, all is customised anew.
const fullShare = 12

// With makes a metric in which some arcs have other weights: arcs[i] has weights[i]. Only what they can reach is computed again; the result is the
// same, bit for bit, as that of Customise. m stays as it was.
func (m *Metric[W]) With(arcs []uint32, weights []W) *Metric[W] {
	next := &Metric[W]{t: m.t, base: m.base, queries: m.queries, changed: make(map[uint32]W, len(m.changed)+len(arcs))}
	maps.Copy(next.changed, m.changed)
	for i, a := range arcs {
		if weights[i] == m.base[a] {
			delete(next.changed, a)
		} else {
			next.changed[a] = weights[i]
		}
	}
	next.edges = make([]pair[W], len(m.edges))
	if len(arcs)*fullShare > len(m.base) {
		next.fill()
		next.relax()
		return next
	}
	copy(next.edges, m.edges)
	r := repair[W]{old: m, m: next, waiting: make([]uint64, (len(m.edges)+63)/64)}
	for _, a := range arcs {
		if s := m.t.slot[a]; s != noSlot {
			r.push(s >> 1)
		}
	}
	r.run()
	return next
}

// repair computes edges again, lowest first, and goes on to those that a change could change.
type repair[W Weight] struct {
	old, m  *Metric[W]
	heap    []uint32
	waiting []uint64 // a bit for each edge in the heap

	batch []uint32  // edges of one lower node, ascending
	best  []pair[W] // by depth
	place []uint32  // edges by depth
}

// run takes the edges of one lower node at a time: what they change is higher.
func (r *repair[W]) run() {
	t := r.m.t
	r.best, r.place = make([]pair[W], t.height), make([]uint32, t.height)
	for len(r.heap) > 0 {
		lower := t.lower(r.heap[0])
		r.batch = r.batch[:0]
		for len(r.heap) > 0 && r.heap[0] < t.upFirst[lower+1] {
			r.batch = append(r.batch, r.pop())
		}
		many := len(r.batch) > manyEdges
		if many {
			r.stream(lower)
		}
		changed := r.batch[:0]
		for _, e := range r.batch {
			now := r.best[t.upDepth[e]]
			if !many {
				now = r.compute(e, lower)
			}
			if now != r.m.edges[e] {
				r.m.edges[e] = now
				changed = append(changed, e)
			}
		}
		if len(changed) > manyEdges {
			r.spreadAll(lower)
			continue
		}
		for _, e := range changed {
			r.spread(e, lower)
		}
	}
}

// manyEdges: when more edges of a node are to be computed, or have changed, all are looked at in one go.
const manyEdges = 8

// stream computes all edges of a node into best, as relax does.
func (r *repair[W]) stream(lower uint32) {
	t, m := r.m.t, r.m
	for e := t.upFirst[lower]; e < t.upFirst[lower+1]; e++ {
		r.best[t.upDepth[e]] = pair[W]{m.input(2 * e), m.input(2*e + 1)}
	}
	m.lowerTriangles(lower, r.best)
}

// compute is the least of the edge's arcs and lower triangles.
func (r *repair[W]) compute(e, lower uint32) pair[W] {
	t, m := r.m.t, r.m
	now := pair[W]{m.input(2 * e), m.input(2*e + 1)}
	upper := t.upHead[e]
	for i := t.downFirst[lower]; i < t.downFirst[lower+1]; i++ {
		one := t.downEdge[i]
		if other, ok := t.edge(t.downTail[i], upper); ok {
			now.up = min(now.up, m.edges[one].down+m.edges[other].up)
			now.down = min(now.down, m.edges[other].down+m.edges[one].up)
		}
	}
	return now
}

// input is the least weight of the arcs in a slot.
func (m *Metric[W]) input(slot uint32) W {
	least := Infinite[W]()
	for _, a := range m.t.inputArc[m.t.inputFirst[slot]:m.t.inputFirst[slot+1]] {
		least = min(least, legal(m.Weight(a)))
	}
	return least
}

// spread finds the upper triangles of edge e, and puts down those of their third edges that may change.
func (r *repair[W]) spread(e, lower uint32) {
	t := r.m.t
	upper := t.upHead[e]
	for f := t.upFirst[lower]; f < t.upFirst[lower+1]; f++ {
		if f == e {
			continue
		}
		if third, ok := t.edge(min(upper, t.upHead[f]), max(upper, t.upHead[f])); ok {
			r.touch(min(e, f), max(e, f), third)
		}
	}
}

// spreadAll is spread for every edge of a node: those above it are joined to each other.
func (r *repair[W]) spreadAll(lower uint32) {
	t := r.m.t
	first, last := t.upFirst[lower], t.upFirst[lower+1]
	for e := first; e+1 < last; e++ {
		u := t.upHead[e]
		for third := t.upFirst[u]; third < t.upFirst[u+1]; third++ {
			r.place[t.upDepth[third]] = third
		}
		for f := e + 1; f < last; f++ {
			r.touch(e, f, r.place[t.upDepth[f]])
		}
	}
}

// touch puts down the third edge of a triangle over the edges from and to of one lower node, if it may change: when the old values of all three
// held it up, or the new ones better it.
func (r *repair[W]) touch(from, to, third uint32) {
	was, is := r.old.edges, r.m.edges
	if was[from] == is[from] && was[to] == is[to] || r.waiting[third>>6]>>(third&63)&1 == 1 {
		return
	}
	if was[from].down+was[to].up == was[third].up || was[to].down+was[from].up == was[third].down ||
		is[from].down+is[to].up < is[third].up || is[to].down+is[from].up < is[third].down {
		r.push(third)
	}
}

func (r *repair[W]) push(e uint32) {
	if r.waiting[e>>6]>>(e&63)&1 == 1 {
		return
	}
	r.waiting[e>>6] |= 1 << (e & 63)
	r.heap = append(r.heap, e)
	i := len(r.heap) - 1
	for i > 0 {
		up := (i - 1) / 2
		if r.heap[up] <= e {
			break
		}
		r.heap[i] = r.heap[up]
		i = up
	}
	r.heap[i] = e
}

func (r *repair[W]) pop() uint32 {
	h := r.heap
	top, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	r.heap = h
	r.waiting[top>>6] &^= 1 << (top & 63)
	i := 0
	for len(h) > 0 {
		c := 2*i + 1
		if c >= len(h) {
			h[i] = last
			break
		}
		if c+1 < len(h) && h[c+1] < h[c] {
			c++
		}
		if h[c] >= last {
			h[i] = last
			break
		}
		h[i] = h[c]
		i = c
	}
	return top
}
