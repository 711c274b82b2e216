package guide

import "rasad/geo/road"

// Arms are the directed edges that leave each junction of a network, ascending, and the bearing with which each leaves.
type Arms struct {
	first []uint32
	edges []road.DirectedEdge
	away  []float32 // by directed edge
}

// NewArms lists them. It looks at every street, so keep the result as long as the network; it may be read by many at once.
func NewArms(n *road.Network) *Arms {
	a := &Arms{first: make([]uint32, len(n.Junctions)+1), edges: make([]road.DirectedEdge, 2*len(n.Edges)), away: make([]float32, 2*len(n.Edges))}
	for _, e := range n.Edges {
		a.first[e.From]++
		a.first[e.To]++
	}
	sum := uint32(0)
	for j, count := range a.first {
		a.first[j] = sum
		sum += count
	}
	next := make([]uint32, len(n.Junctions))
	copy(next, a.first)
	for i, e := range n.Edges {
		for _, d := range [2]road.DirectedEdge{road.Directed(uint32(i), false), road.Directed(uint32(i), true)} {
			j := e.From
			if d.Backward() {
				j = e.To
			}
			a.edges[next[j]] = d
			next[j]++
			a.away[d] = float32(leaving(n, d))
		}
	}
	return a
}

// of a junction.
func (a *Arms) of(junction uint32) []road.DirectedEdge {
	return a.edges[a.first[junction]:a.first[junction+1]]
}

// leaving is the bearing with which a directed edge leaves its first junction.
func (a *Arms) leaving(d road.DirectedEdge) float64 { return float64(a.away[d]) }

// arriving is the bearing with which it comes to its last.
func (a *Arms) arriving(d road.DirectedEdge) float64 {
	b := float64(a.away[d.Reverse()]) + 180
	if b >= 360 {
		b -= 360
	}
	return b
}
