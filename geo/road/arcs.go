package road

import "slices"

// Graph that the profile travels on.
func (n *Network) Graph(p Profile) *Graph { return n.Graphs[p.Family()] }

// ArcsOf are the arcs that travel a directed edge: Arcs[first:last], the plain one first.
func (g *Graph) ArcsOf(d DirectedEdge) (first, last uint32) { return g.arcsOf[d], g.arcsOf[d+1] }

// graph of a family: the junctions, and beside those of streets open at the ends of a trip only two copies, one before the rest of a trip and one
// after it.
func (n *Network) graph(f Family) *Graph {
	g := &Graph{Family: f, arcsOf: make([]uint32, 2*len(n.Edges)+1)}
	for j := range n.Junctions {
		g.Junction = append(g.Junction, uint32(j))
	}
	var family ProfileSet
	for p := range Profile(Profiles) {
		if p.Family() == f {
			family |= SetOf(p)
		}
	}
	copies := map[uint32]uint32{} // of a junction: its copy before; the one after is next
	var order []uint32
	copied := func(j uint32) uint32 {
		v, ok := copies[j]
		if !ok {
			v = uint32(len(g.Junction))
			copies[j] = v
			g.Junction = append(g.Junction, j, j)
			order = append(order, j)
		}
		return v
	}
	for i := range n.Edges {
		for dir := range 2 {
			d := Directed(uint32(i), dir == 1)
			tail, head := n.Edges[i].From, n.Edges[i].To
			if dir == 1 {
				tail, head = head, tail
			}
			if n.access[i].open[dir]&family != 0 {
				g.Arcs = append(g.Arcs, Arc{Tail: tail, Head: head, Edge: d, Kind: Plain})
			}
			if n.access[i].ends[dir]&family != 0 {
				u, v := copied(tail), copied(head)
				g.Arcs = append(g.Arcs, Arc{Tail: u, Head: v, Edge: d, Kind: Origin}, Arc{Tail: u + 1, Head: v + 1, Edge: d, Kind: Destination})
			}
			g.arcsOf[d+1] = uint32(len(g.Arcs))
		}
	}
	slices.Sort(order)
	for _, j := range order {
		v := copies[j]
		g.Arcs = append(g.Arcs, Arc{Tail: v, Head: j, Edge: NoEdge, Kind: Gate}, Arc{Tail: j, Head: v + 1, Edge: NoEdge, Kind: Gate})
	}
	return g
}

// Weights of every arc for a profile.
func (g *Graph) Weights(_ *Network, c *Costs) []Cost {
	out := make([]Cost, len(g.Arcs))
	for a := range g.Arcs {
		cost := MakeCost(1, 0)
		if d := g.Arcs[a].Edge; d != NoEdge {
			cost = c.Edge[d]
		}
		out[a] = g.Weight(c, uint32(a), cost)
	}
	return out
}

// Weight of an arc whose edge costs so much now: never less than a millisecond, Infinite where the profile may not travel it.
func (g *Graph) Weight(c *Costs, arc uint32, edge Cost) Cost {
	a := &g.Arcs[arc]
	if edge >= Infinite || a.Edge != NoEdge && c.EndsOnly[a.Edge] == (a.Kind == Plain) {
		return Infinite
	}
	return max(edge, MakeCost(1, 0))
}
