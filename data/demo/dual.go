package demo

import "fmt"

// halfMedian is the distance of a carriageway from the middle of its road, metres.
const halfMedian = 6.5

// halves are the two nodes, left and right of the road's direction, that stand for one node of a dual road.
type halves struct {
	left, right int32
	along       pt // the road's direction there
}

// makeDuals turns every dual road into two one-way carriageways, the left one running forward, and joins the side streets to the
// carriageway on their side; a street that comes from both sides crosses the median, some that end have an opening in it.
func (n *network) makeDuals() {
	pairs := map[int32]halves{}
	for i := range n.roads {
		if n.roads[i].dual {
			n.halve(&n.roads[i], pairs)
		}
	}
	var out []road
	for _, r := range n.roads {
		if !r.dual {
			out = append(out, n.joined(r, pairs))
		}
	}
	touched := map[int32]int{}
	for _, r := range out {
		for _, v := range r.nodes {
			touched[v]++
		}
	}
	for _, r := range n.roads {
		if r.dual {
			out = append(out, n.carriageways(r, pairs, touched)...)
		}
	}
	n.roads = out
}

func (n *network) halve(r *road, pairs map[int32]halves) {
	m := n.c.mesh
	for i := 1; i+1 < len(r.nodes); i++ {
		v := r.nodes[i]
		in, out := m.pts[v].sub(m.pts[r.nodes[i-1]]).unit(), m.pts[r.nodes[i+1]].sub(m.pts[v]).unit()
		along := in.add(out).unit()
		side := along.left().mul(halfMedian)
		pairs[v] = halves{m.node(m.pts[v].add(side)), m.node(m.pts[v].sub(side)), along}
	}
}

// joined replaces the nodes of a single road that lie on dual ones by that half which is on its side.
func (n *network) joined(r road, pairs map[int32]halves) road {
	m := n.c.mesh
	nodes := []int32{}
	var bridge []bool
	add := func(v int32, over bool) {
		if k := len(nodes); k > 0 {
			if nodes[k-1] == v {
				return
			}
			bridge = append(bridge, over)
		}
		nodes = append(nodes, v)
	}
	sideOf := func(h halves, v, other int32) int32 {
		if h.along.cross(m.pts[other].sub(m.pts[v])) > 0 {
			return h.left
		}
		return h.right
	}
	for i, v := range r.nodes {
		over := i > 0 && r.bridge[i-1]
		h, ok := pairs[v]
		if !ok {
			add(v, over)
			continue
		}
		if i > 0 {
			add(sideOf(h, v, r.nodes[i-1]), over)
		}
		if i+1 < len(r.nodes) {
			add(sideOf(h, v, r.nodes[i+1]), false)
		}
	}
	r.nodes, r.bridge = nodes, bridge
	return r
}

func (n *network) carriageways(r road, pairs map[int32]halves, touched map[int32]int) []road {
	last := len(r.nodes) - 1
	left, right := make([]int32, last+1), make([]int32, last+1)
	var out []road
	since := 0.0
	for i, v := range r.nodes {
		h := pairs[v]
		switch {
		case i == 0:
			h = halves{left: orElse(r.ends[0], v), right: orElse(r.ends[1], v)}
		case i == last:
			h = halves{left: orElse(r.ends[2], v), right: orElse(r.ends[3], v)}
		}
		left[i], right[i] = h.left, h.right
		if i == 0 || i == last {
			continue
		}
		since += n.c.mesh.pts[v].distance(n.c.mesh.pts[r.nodes[i-1]])
		street := touched[h.left]+touched[h.right] > 0
		if onBridge := r.bridge[i-1] || r.bridge[i]; !onBridge && (street && since > 130 || since > 420) {
			since = 0
			out = append(out, road{nodes: []int32{h.left, h.right}, bridge: []bool{false}, kind: r.kind, opening: true, name: r.name})
		}
	}
	forward, backward := r, r
	forward.dual, backward.dual = false, false
	forward.oneway, backward.oneway = true, true
	forward.nodes, backward.nodes = left, reversed(right)
	backward.bridge = reversed(r.bridge)
	return append(out, forward, backward)
}

func orElse(v, other int32) int32 {
	if v != 0 {
		return v
	}
	return other
}

// chaurahaName names the i-th roundabout.
func chaurahaName(seed uint64, i int) name {
	list := people()
	who := list[(i+int(seed%7))%len(list)]
	if i >= len(list) {
		return name{fmt.Sprintf("%s चौराहा %d", who.hi, i/len(list)+1), fmt.Sprintf("%s Chauraha %d", who.en, i/len(list)+1)}
	}
	return who.with(" चौराहा", " Chauraha")
}
