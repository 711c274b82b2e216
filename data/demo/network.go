package demo

import (
	"math/rand/v2"
	"slices"
)

// tag is a key and value of OpenStreetMap.
type tag struct{ k, v string }

// road is a stretch of street in its last form: what becomes a way.
type road struct {
	nodes      []int32
	bridge     []bool // by edge
	kind       kind
	name       name
	ref        string
	area       style
	dual       bool // still one line; becomes two
	oneway     bool
	roundabout bool
	opening    bool     // joins two carriageways
	ends       [4]int32 // of a dual one that ends at a roundabout: start left, right, end left, right; 0: its own end
}

// network turns streets into roads: bridges, level crossings, roundabouts, two carriageways, one-ways.
type network struct {
	c         *builder
	roads     []road
	rails     []street
	onRail    map[int32]bool
	crossings []int32 // level crossings
	circles   map[int32]name
	r         *rand.Rand
}

func (c *builder) network() *network {
	n := &network{c: c, onRail: map[int32]bool{}, circles: map[int32]name{}, r: stream(c.seed, 2)}
	for _, s := range c.streets {
		if s.kind == rail {
			n.rails = append(n.rails, s)
			for _, v := range s.nodes {
				n.onRail[v] = true
			}
		}
	}
	for _, s := range c.streets {
		if s.kind.isRoad() {
			n.roads = append(n.roads, n.road(s))
		}
	}
	slices.Sort(n.crossings)
	n.crossings = slices.Compact(n.crossings)
	n.splitDuals()
	n.makeCircles()
	n.makeDuals()
	n.oneways()
	return n
}

// road finds the bridges of a street: over the river, and over the railway for the greater roads.
func (n *network) road(s street) road {
	m := n.c.mesh
	out := road{nodes: s.nodes, bridge: make([]bool, len(s.nodes)-1), kind: s.kind, name: s.name, ref: s.ref, area: s.area, dual: s.dual}
	for i := range out.bridge {
		out.bridge[i] = n.c.inRiver(m.pts[s.nodes[i]].lerp(m.pts[s.nodes[i+1]], 0.5))
	}
	for i, v := range s.nodes {
		if !n.onRail[v] || i == 0 || i == len(s.nodes)-1 {
			continue
		}
		if s.kind == trunk || s.kind == primary && chance(n.r, 0.6) {
			out.bridge[i-1], out.bridge[i] = true, true
		} else {
			n.crossings = append(n.crossings, v)
		}
	}
	return out
}

// arm is one end of a road at a node.
type arm struct {
	road  int
	atEnd bool
}

func (n *network) arms(at map[int32]bool) map[int32][]arm {
	arms := map[int32][]arm{}
	for i, r := range n.roads {
		if v := r.nodes[0]; at[v] {
			arms[v] = append(arms[v], arm{i, false})
		}
		if v := r.nodes[len(r.nodes)-1]; at[v] {
			arms[v] = append(arms[v], arm{i, true})
		}
	}
	return arms
}

// split ends roads at the given nodes.
func (n *network) split(at func(v int32, r *road) bool) {
	var out []road
	for _, r := range n.roads {
		from := 0
		for i := 1; i < len(r.nodes); i++ {
			if i < len(r.nodes)-1 && !at(r.nodes[i], &r) {
				continue
			}
			piece := r
			piece.nodes, piece.bridge = r.nodes[from:i+1], r.bridge[from:i]
			if from > 0 {
				piece.ends[0], piece.ends[1] = 0, 0
			}
			if i < len(r.nodes)-1 {
				piece.ends[2], piece.ends[3] = 0, 0
			}
			out = append(out, piece)
			from = i
		}
	}
	n.roads = out
}

// splitDuals ends all roads where two dual ones meet, and where the greater roads cross: there the roundabouts are.
func (n *network) splitDuals() {
	duals, majors := map[int32]int{}, map[int32]int{}
	for _, r := range n.roads {
		for i, v := range r.nodes {
			arms := 2
			if i == 0 || i == len(r.nodes)-1 {
				arms = 1
			}
			if r.dual {
				duals[v] += arms
			}
			if r.kind <= secondary {
				majors[v] += arms
			}
		}
	}
	at := map[int32]bool{}
	for v, count := range duals {
		if count > 2 {
			at[v] = true
		}
	}
	for v, count := range majors {
		if count > 3 || count == 3 && lattice(n.c.seed+41, uint64(v), 0) > 0.2 {
			at[v] = true
		}
	}
	for v := range at {
		if n.onRail[v] || n.c.inRiver(n.c.mesh.pts[v]) {
			delete(at, v)
		}
	}
	n.split(func(v int32, _ *road) bool { return at[v] || duals[v] > 2 })
	for v := range at {
		n.circles[v] = name{}
	}
}

// oneways makes some bazaar streets of the old town one-way.
func (n *network) oneways() {
	degree := n.degrees()
	for i := range n.roads {
		r := &n.roads[i]
		long := len(r.nodes) > 4 && degree[r.nodes[0]] > 2 && degree[r.nodes[len(r.nodes)-1]] > 2
		if r.area == oldTown && r.kind == tertiary && long && !r.oneway && chance(n.r, 0.3) ||
			r.area == oldTown && r.kind == residential && long && !r.name.empty() && chance(n.r, 0.12) {
			r.oneway = true
		}
	}
}

// degrees counts the edges at each node.
func (n *network) degrees() map[int32]int {
	degree := map[int32]int{}
	for _, r := range n.roads {
		for i := 1; i < len(r.nodes); i++ {
			degree[r.nodes[i-1]]++
			degree[r.nodes[i]]++
		}
	}
	return degree
}
