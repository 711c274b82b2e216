package cch

import (
	"fmt"
	"sync"
)

// Weight of an arc, and of a way.
type Weight interface{ uint32 | uint64 }

// Infinite is the weight of what cannot be passed. Two of them still fit W.
func Infinite[W Weight]() W {
	top := W(1)<<31 - 1
	if wide := top << 16 << 16; wide != 0 {
		return wide
	}
	return top
}

// pair holds an edge's weight upwards and downwards.
type pair[W Weight] struct{ up, down W }

// Metric is a topology with weights. It never changes.
type Metric[W Weight] struct {
	t       *Topology
	edges   []pair[W]
	base    []W          // of arcs, shared between metrics
	changed map[uint32]W // arcs that differ from base
	queries *sync.Pool   // of *Query[W], shared by the metrics of one line
}

// Topology is what the metric stands on.
func (m *Metric[W]) Topology() *Topology { return m.t }

// Weight of an arc of the graph.
func (m *Metric[W]) Weight(arc uint32) W {
	if w, ok := m.changed[arc]; ok {
		return w
	}
	return m.base[arc]
}

// Customise makes a metric; weights has one for each arc of the graph and is not to be changed afterwards. It panics when their number is not that of
// the arcs. Weights below 1 count as 1, those above Infinite as Infinite.
func Customise[W Weight](t *Topology, weights []W) *Metric[W] {
	if len(weights) != len(t.slot) {
		panic(fmt.Sprintf("cch: %d weights for %d arcs", len(weights), len(t.slot)))
	}
	m := &Metric[W]{t: t, base: weights, queries: &sync.Pool{}}
	m.edges = make([]pair[W], len(t.upHead))
	m.fill()
	m.relax()
	return m
}

func legal[W Weight](w W) W { return min(max(w, 1), Infinite[W]()) }

// fill gives each edge the least of its arcs.
func (m *Metric[W]) fill() {
	inf := Infinite[W]()
	for e := range m.edges {
		m.edges[e] = pair[W]{inf, inf}
	}
	for a, s := range m.t.slot {
		if s == noSlot {
			continue
		}
		w := legal(m.Weight(uint32(a)))
		if e := &m.edges[s>>1]; s&1 == 0 {
			e.up = min(e.up, w)
		} else {
			e.down = min(e.down, w)
		}
	}
}

// relax lowers every edge by its lower triangles, lowest nodes first. The edges of one node are summed in an array by depth, as all their upper
// ends are ancestors of it.
func (m *Metric[W]) relax() {
	t := m.t
	best := make([]pair[W], t.height)
	for r := range t.parent {
		first, last := t.upFirst[r], t.upFirst[r+1]
		depths := t.upDepth[first:last]
		edges := m.edges[first:last][:len(depths)]
		for i, d := range depths {
			best[d] = edges[i]
		}
		m.lowerTriangles(uint32(r), best)
		for i, d := range depths {
			edges[i] = best[d]
		}
	}
}

// lowerTriangles lowers the edges of a rank, in an array by depth, by the ways over each node below it.
func (m *Metric[W]) lowerTriangles(r uint32, best []pair[W]) {
	t, inf := m.t, Infinite[W]()
	for i := t.downFirst[r]; i < t.downFirst[r+1]; i++ {
		e := t.downEdge[i]
		own := m.edges[e] // from the lower node up to r, and down from r to it
		if own.up == inf && own.down == inf {
			continue
		}
		end := t.upFirst[t.downTail[i]+1]
		above := t.upDepth[e+1 : end]
		weights := m.edges[e+1 : end][:len(above)]
		for j, d := range above {
			w, b := &weights[j], &best[d]
			b.up = min(b.up, own.down+w.up)
			b.down = min(b.down, w.down+own.up)
		}
	}
}
