package demo

import (
	"cmp"
	"math"
	"slices"
)

const circleRadius = 24.0

// makeCircles builds a roundabout (chauraha) at each node that has the room.
func (n *network) makeCircles() {
	at := map[int32]bool{}
	var order []int32
	for v := range n.circles {
		at[v] = true
		order = append(order, v)
	}
	slices.Sort(order)
	arms := n.arms(at)
	n.circles = map[int32]name{}
	degree := n.degrees()
	for _, v := range order {
		for _, a := range arms[v] {
			n.clear(v, a, degree)
		}
		if len(arms[v]) >= 3 && n.hasRoom(v, arms[v]) {
			n.circle(v, arms[v])
		}
	}
}

// clear drops the vertices of an arm that would lie within the roundabout, if nothing else uses them.
func (n *network) clear(v int32, a arm, degree map[int32]int) {
	r := &n.roads[a.road]
	for len(r.nodes) > 2 {
		next := n.nextTo(a)
		if degree[next] != 2 || n.onRail[next] || n.c.mesh.pts[next].distance(n.c.mesh.pts[v]) >= circleRadius+9 {
			return
		}
		if a.atEnd {
			last := len(r.nodes) - 1
			r.nodes = append(append([]int32{}, r.nodes[:last-1]...), v)
			r.bridge = r.bridge[:last-1]
		} else {
			r.nodes = append([]int32{v}, r.nodes[2:]...)
			r.bridge = r.bridge[1:]
		}
	}
}

func (n *network) hasRoom(v int32, arms []arm) bool {
	for _, a := range arms {
		if nodes := n.roads[a.road].nodes; n.c.mesh.pts[n.nextTo(a)].distance(n.c.mesh.pts[v]) < circleRadius+9 || nodes[0] == nodes[len(nodes)-1] {
			return false
		}
	}
	return true
}

func (n *network) nextTo(a arm) int32 {
	nodes := n.roads[a.road].nodes
	if a.atEnd {
		return nodes[len(nodes)-2]
	}
	return nodes[1]
}

// circle replaces a node by a ring that is driven clockwise, as India drives on the left.
func (n *network) circle(v int32, arms []arm) {
	type foot struct {
		angle float64
		arm   arm
		slot  int // of road.ends; -1: a single line
	}
	m := n.c.mesh
	half := math.Asin(halfMedian / circleRadius)
	var feet []foot
	greatest := track
	for _, a := range arms {
		r := &n.roads[a.road]
		greatest = min(greatest, r.kind)
		angle := m.angle(v, n.nextTo(a))
		switch {
		case !r.dual:
			feet = append(feet, foot{angle, a, -1})
		case a.atEnd: // arriving: the left of travel is the right of the way out
			feet = append(feet, foot{angle - half, a, 2}, foot{angle + half, a, 3})
		default:
			feet = append(feet, foot{angle + half, a, 0}, foot{angle - half, a, 1})
		}
	}
	slices.SortStableFunc(feet, func(a, b foot) int { return cmp.Compare(b.angle, a.angle) })
	ring := road{kind: greatest, oneway: true, roundabout: true, name: chaurahaName(n.c.seed, len(n.circles))}
	for i, f := range feet {
		p := m.pts[v].add(heading(f.angle).mul(circleRadius))
		var node int32
		if last := len(ring.nodes) - 1; last >= 0 && m.pts[ring.nodes[last]].distance(p) < 2.5 {
			node = ring.nodes[last]
		} else {
			node = m.node(p)
			ring.nodes = append(ring.nodes, node)
		}
		n.attach(f.arm, f.slot, node)
		gap := f.angle - feet[(i+1)%len(feet)].angle
		if i == len(feet)-1 {
			gap += 2 * math.Pi
		}
		for k, steps := 1, int(gap/0.45); k < steps; k++ {
			ring.nodes = append(ring.nodes, m.node(m.pts[v].add(heading(f.angle-gap*float64(k)/float64(steps)).mul(circleRadius))))
		}
	}
	ring.nodes = append(ring.nodes, ring.nodes[0])
	ring.bridge = make([]bool, len(ring.nodes)-1)
	n.roads = append(n.roads, ring)
	n.circles[v] = ring.name
}

func (n *network) attach(a arm, slot int, node int32) {
	r := &n.roads[a.road]
	if slot >= 0 {
		r.ends[slot] = node
		return
	}
	r.nodes = slices.Clone(r.nodes)
	if a.atEnd {
		r.nodes[len(r.nodes)-1] = node
	} else {
		r.nodes[0] = node
	}
}
