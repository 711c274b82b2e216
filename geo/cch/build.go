package cch

import (
	"fmt"
	"math"
	"slices"
)

const (
	none   = ^uint32(0)
	noSlot = ^uint32(0) // of a loop
)

// Topology is a graph in its order: all that does not depend on weights. Nodes are known by rank inside, postorder numbers of the elimination
// tree: the descendants of rank r are ranks low[r] … r. Edges of the chordal graph are numbered by their lower node, then by their upper.
type Topology struct {
	rank    []uint32 // of a node of the graph
	node    []uint32 // of a rank
	parent  []uint32 // in the elimination tree, none at a root
	low     []uint32
	depth   []uint16 // 0 at a root
	upFirst []uint32 // edges of rank r to higher ones: upFirst[r] … upFirst[r+1]
	upHead  []uint32
	upDepth []uint16 // depth of upHead

	downFirst []uint32 // edges of rank r to lower ones, ascending by the lower
	downTail  []uint32
	downEdge  []uint32

	slot       []uint32 // of an arc of the graph: twice its edge, plus 1 when it leads down; noSlot of a loop
	inputFirst []uint32 // arcs by slot: inputArc[inputFirst[s]:inputFirst[s+1]], ascending
	inputArc   []uint32
	height     int // depths are below it
}

// Nodes is the number of nodes, Edges that of the chordal graph's edges, Height the greatest number of nodes on a way up the tree.
func (t *Topology) Nodes() int  { return len(t.rank) }
func (t *Topology) Edges() int  { return len(t.upHead) } //nolint:revive // see Nodes
func (t *Topology) Height() int { return t.height }      //nolint:revive // see Nodes

// Build makes the chordal graph and the elimination tree of a graph in an order that Order made, or any other.
func Build(g Graph, order []uint32) (*Topology, error) {
	if err := g.check(); err != nil {
		return nil, err
	}
	n := len(g.X)
	if err := checkOrder(order, n); err != nil {
		return nil, err
	}
	t := &Topology{rank: make([]uint32, n), node: slices.Clone(order)}
	for r, v := range order {
		t.rank[v] = uint32(r)
	}
	around := g.adjacency()
	t.postorder(t.tree(around))
	if err := t.hang(); err != nil {
		return nil, err
	}
	t.complete(around)
	t.lookDown()
	return t, t.place(g)
}

func checkOrder(order []uint32, n int) error {
	if len(order) != n {
		return fmt.Errorf("%w: an order of %d for %d nodes", ErrGraph, len(order), n)
	}
	seen := make([]bool, n)
	for _, v := range order {
		if int(v) >= n || seen[v] {
			return fmt.Errorf("%w: the order is no permutation", ErrGraph)
		}
		seen[v] = true
	}
	return nil
}

// tree finds each rank's parent (Liu: the role of elimination trees in sparse factorization, 1990).
func (t *Topology) tree(around adjacency) []uint32 {
	n := len(t.rank)
	parent, ancestor := make([]uint32, n), make([]uint32, n)
	for r, v := range t.node {
		parent[r], ancestor[r] = none, none
		for _, w := range around.to[around.first[v]:around.first[v+1]] {
			for k := t.rank[w]; k < uint32(r); {
				up := ancestor[k]
				ancestor[k] = uint32(r)
				if up == none {
					parent[k] = uint32(r)
					break
				}
				if up == uint32(r) {
					break
				}
				k = up
			}
		}
	}
	return parent
}

// postorder numbers the ranks anew so that each subtree is a run of numbers; children keep their order.
func (t *Topology) postorder(parent []uint32) {
	n := len(parent)
	child, sibling := make([]uint32, n), make([]uint32, n)
	roots := none
	for r := range parent {
		child[r] = none
	}
	for r := n - 1; r >= 0; r-- {
		if p := parent[r]; p == none {
			sibling[r], roots = roots, uint32(r)
		} else {
			sibling[r], child[p] = child[p], uint32(r)
		}
	}
	t.parent, t.low = make([]uint32, n), make([]uint32, n)
	number, low, node := make([]uint32, n), make([]uint32, n), make([]uint32, 0, n)
	stack := []uint32{}
	for root := roots; root != none; root = sibling[root] {
		stack = append(stack, root)
		low[root] = uint32(len(node))
		for len(stack) > 0 {
			r := stack[len(stack)-1]
			if c := child[r]; c != none {
				child[r] = sibling[c]
				low[c] = uint32(len(node))
				stack = append(stack, c)
				continue
			}
			stack = stack[:len(stack)-1]
			number[r] = uint32(len(node))
			t.low[number[r]] = low[r]
			node = append(node, t.node[r])
		}
	}
	for r, p := range parent {
		t.parent[number[r]] = none
		if p != none {
			t.parent[number[r]] = number[p]
		}
	}
	t.node = node
	for r, v := range node {
		t.rank[v] = uint32(r)
	}
}

// hang counts depths from the roots.
func (t *Topology) hang() error {
	t.depth = make([]uint16, len(t.parent))
	for r := len(t.parent) - 1; r >= 0; r-- {
		depth := 0
		if p := t.parent[r]; p != none {
			depth = int(t.depth[p]) + 1
		}
		if depth >= math.MaxUint16 {
			return fmt.Errorf("%w: the elimination tree is deeper than %d", ErrGraph, math.MaxUint16)
		}
		t.depth[r] = uint16(depth)
		t.height = max(t.height, depth+1)
	}
	return nil
}

// complete makes the chordal graph: a node's upper neighbours are those of the graph and those of its children.
func (t *Topology) complete(around adjacency) {
	n := len(t.parent)
	t.upFirst = make([]uint32, n+1)
	mark := make([]uint32, n)
	for r := range mark {
		mark[r] = none
	}
	lastChild, earlier := make([]uint32, n), make([]uint32, n)
	for r := range lastChild {
		lastChild[r] = none
	}
	for r := range n {
		start := len(t.upHead)
		take := func(w uint32) {
			if w > uint32(r) && mark[w] != uint32(r) {
				mark[w] = uint32(r)
				t.upHead = append(t.upHead, w)
			}
		}
		v := t.node[r]
		for _, w := range around.to[around.first[v]:around.first[v+1]] {
			take(t.rank[w])
		}
		for c := lastChild[r]; c != none; c = earlier[c] {
			for _, w := range t.upHead[t.upFirst[c]:t.upFirst[c+1]] {
				take(w)
			}
		}
		slices.Sort(t.upHead[start:])
		t.upFirst[r+1] = uint32(len(t.upHead))
		if p := t.parent[r]; p != none {
			earlier[r], lastChild[p] = lastChild[p], uint32(r)
		}
	}
	t.upHead = slices.Clip(t.upHead)
	t.upDepth = make([]uint16, len(t.upHead))
	for e, w := range t.upHead {
		t.upDepth[e] = t.depth[w]
	}
}

// lookDown lists each node's edges to lower ones.
func (t *Topology) lookDown() {
	n := len(t.parent)
	t.downFirst = make([]uint32, n+2)
	for _, w := range t.upHead {
		t.downFirst[w+2]++
	}
	for r := 2; r < len(t.downFirst); r++ {
		t.downFirst[r] += t.downFirst[r-1]
	}
	t.downTail, t.downEdge = make([]uint32, len(t.upHead)), make([]uint32, len(t.upHead))
	for r := range n {
		for e := t.upFirst[r]; e < t.upFirst[r+1]; e++ {
			i := t.downFirst[t.upHead[e]+1]
			t.downFirst[t.upHead[e]+1]++
			t.downTail[i], t.downEdge[i] = uint32(r), e
		}
	}
	t.downFirst = t.downFirst[:n+1]
}

// place finds the slot of each arc.
func (t *Topology) place(g Graph) error {
	t.slot = make([]uint32, len(g.Tail))
	t.inputFirst = make([]uint32, 2*len(t.upHead)+2)
	for a := range g.Tail {
		x, y := t.rank[g.Tail[a]], t.rank[g.Head[a]]
		t.slot[a] = noSlot
		if x == y {
			continue
		}
		e, ok := t.edge(min(x, y), max(x, y))
		if !ok {
			return fmt.Errorf("%w: arc %d is not in the chordal graph", ErrGraph, a)
		}
		s := e << 1
		if x > y {
			s++
		}
		t.slot[a] = s
		t.inputFirst[s+1]++
	}
	for s := 1; s < len(t.inputFirst); s++ {
		t.inputFirst[s] += t.inputFirst[s-1]
	}
	next := slices.Clone(t.inputFirst)
	t.inputArc = make([]uint32, t.inputFirst[len(t.inputFirst)-1])
	for a, s := range t.slot {
		if s != noSlot {
			t.inputArc[next[s]] = uint32(a)
			next[s]++
		}
	}
	return nil
}

// edge finds the edge between two ranks.
func (t *Topology) edge(lower, upper uint32) (uint32, bool) {
	first := t.upFirst[lower]
	i, ok := slices.BinarySearch(t.upHead[first:t.upFirst[lower+1]], upper)
	return first + uint32(i), ok
}

// lower finds the lower end of an edge.
func (t *Topology) lower(e uint32) uint32 {
	i, found := slices.BinarySearch(t.upFirst, e)
	if !found {
		return uint32(i - 1)
	}
	for t.upFirst[i+1] == e { // nodes without edges upwards share the place
		i++
	}
	return uint32(i)
}
