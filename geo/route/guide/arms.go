package guide

import "rasad/geo/road"

// Arms are the directed edges that leave each junction of a network, ascending.
type Arms struct {
	first []uint32
	edges []road.DirectedEdge
}

// NewArms lists them; it takes about a millisecond for a hundred thousand edges, so keep them as long as the network.
func NewArms(n *road.Network) *Arms {
	a := &Arms{first: make([]uint32, len(n.Junctions)+1), edges: make([]road.DirectedEdge, 2*len(n.Edges))}
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
		}
	}
	return a
}

// of a junction.
func (a *Arms) of(junction uint32) []road.DirectedEdge {
	return a.edges[a.first[junction]:a.first[junction+1]]
}
