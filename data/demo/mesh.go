package demo

// edge is two neighbouring nodes, the smaller first.
type edge [2]int32

func edgeOf(a, b int32) edge {
	if a > b {
		a, b = b, a
	}
	return edge{a, b}
}

// mesh is the city cut into polygons that share their nodes. Polygons and streets are lists of nodes; when an edge is divided by a new
// node, only the division is noted, and whoever uses the edge takes it in by expand: so neighbours on both sides always agree.
type mesh struct {
	pts     []pt
	onRoad  []bool        // by node
	barrier map[edge]bool // edges that no street may cross or join: river banks, railway
	bed     map[edge]bool // edges in the middle of the river
	divided map[edge]int32
}

func newMesh() *mesh {
	return &mesh{barrier: map[edge]bool{}, bed: map[edge]bool{}, divided: map[edge]int32{}}
}

func (m *mesh) node(p pt) int32 {
	m.pts = append(m.pts, p.snapped())
	m.onRoad = append(m.onRoad, false)
	return int32(len(m.pts) - 1)
}

// divide puts node n on edge ab.
func (m *mesh) divide(a, b, n int32) {
	m.divided[edgeOf(a, b)] = n
	if m.barrier[edgeOf(a, b)] {
		m.barrier[edgeOf(a, n)], m.barrier[edgeOf(n, b)] = true, true
	}
}

// expand takes in the nodes that were put on the edges of a line, or of a ring when closed.
func (m *mesh) expand(nodes []int32, closed bool) []int32 {
	out := make([]int32, 0, len(nodes)+4)
	for i, a := range nodes {
		out = append(out, a)
		if i+1 < len(nodes) || closed {
			out = m.between(out, a, nodes[(i+1)%len(nodes)])
		}
	}
	return out
}

func (m *mesh) between(out []int32, a, b int32) []int32 {
	n, ok := m.divided[edgeOf(a, b)]
	if !ok {
		return out
	}
	out = m.between(out, a, n)
	out = append(out, n)
	return m.between(out, n, b)
}

func (m *mesh) places(nodes []int32) []pt {
	out := make([]pt, len(nodes))
	for i, n := range nodes {
		out[i] = m.pts[n]
	}
	return out
}
