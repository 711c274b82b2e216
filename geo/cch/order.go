package cch

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

const (
	leafNodes     = 24   // parts of so few nodes are ordered by degree
	parallelNodes = 4000 // halves of more nodes are worked on at once
)

// Order computes a nested-dissection order: order[rank] is a node, the last ranks being the separator that divides the graph. It is a function of
// the graph alone. progress, if not nil, is called with nodes done of all, from several goroutines. The error is ErrGraph's or ctx's.
func Order(ctx context.Context, g Graph, progress func(done, total int)) ([]uint32, error) {
	if err := g.check(); err != nil {
		return nil, err
	}
	n := len(g.X)
	d := &dissection{ctx: ctx, x: g.X, y: g.Y, order: make([]uint32, n), slots: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)-1))}
	d.tell = func(done int) {
		if total := d.done.Add(int64(done)); progress != nil {
			progress(int(total), n)
		}
	}
	nodes := make([]uint32, n)
	for v := range nodes {
		nodes[v] = uint32(v)
	}
	d.part(&piece{nodes: nodes, adjacency: g.adjacency()}, d.order)
	d.wait.Wait()
	return d.order, ctx.Err()
}

// dissection is the work on one graph.
type dissection struct {
	ctx   context.Context
	x, y  []int32
	order []uint32
	slots chan struct{}
	wait  sync.WaitGroup
	done  atomic.Int64
	tell  func(done int)
}

// part orders the nodes of p into the slice order, of the same length.
func (d *dissection) part(p *piece, order []uint32) {
	if d.ctx.Err() != nil {
		return
	}
	if len(p.nodes) <= leafNodes {
		d.leaf(p, order)
		return
	}
	if parts := p.components(); len(parts) > 1 {
		for _, c := range parts {
			d.part(p.sub(c), order[:len(c)])
			order = order[len(c):]
		}
		return
	}
	left, right, separator := d.divide(p)
	if len(left) == 0 || len(right) == 0 { // cannot be divided: as dense as a clique
		d.leaf(p, order)
		return
	}
	for i, v := range separator {
		order[len(left)+len(right)+i] = p.nodes[v]
	}
	d.tell(len(separator))
	l, r := p.sub(left), p.sub(right)
	first, rest := order[:len(left)], order[len(left):len(left)+len(right)]
	if len(left) > parallelNodes && len(right) > parallelNodes {
		select {
		case d.slots <- struct{}{}:
			d.wait.Go(func() {
				d.part(r, rest)
				<-d.slots
			})
			d.part(l, first)
			return
		default:
		}
	}
	d.part(l, first)
	d.part(r, rest)
}

// piece is the graph between the nodes of a part, numbered from 0.
type piece struct {
	nodes []uint32 // in the whole graph
	adjacency
}

// sub is the piece between some nodes of p.
func (p *piece) sub(list []uint32) *piece {
	slices.Sort(list)
	const none = ^uint32(0)
	place := make([]uint32, len(p.nodes))
	for i := range place {
		place[i] = none
	}
	arcs := 0
	for i, v := range list {
		place[v] = uint32(i)
		arcs += int(p.first[v+1] - p.first[v])
	}
	out := &piece{nodes: make([]uint32, len(list))}
	out.first, out.to = make([]uint32, len(list)+1), make([]uint32, 0, arcs)
	for i, v := range list {
		out.nodes[i] = p.nodes[v]
		for _, w := range p.to[p.first[v]:p.first[v+1]] {
			if j := place[w]; j != none {
				out.to = append(out.to, j)
			}
		}
		out.first[i+1] = uint32(len(out.to))
	}
	return out
}

// components lists the connected components, in the order of their first nodes.
func (p *piece) components() [][]uint32 {
	seen := make([]bool, len(p.nodes))
	var out [][]uint32
	for s := range p.nodes {
		if seen[s] {
			continue
		}
		seen[s] = true
		c := []uint32{uint32(s)}
		for i := 0; i < len(c); i++ {
			for _, w := range p.to[p.first[c[i]]:p.first[c[i]+1]] {
				if !seen[w] {
					seen[w] = true
					c = append(c, w)
				}
			}
		}
		out = append(out, c)
	}
	return out
}

// leaf orders a small part, always the node of least degree next, its neighbours joined.
func (d *dissection) leaf(p *piece, order []uint32) {
	n := len(p.nodes)
	if n > 1<<11 { // a huge clique: any order is as good
		copy(order, p.nodes)
		d.tell(n)
		return
	}
	joined := make([]map[uint32]bool, n)
	for v := range joined {
		joined[v] = map[uint32]bool{}
		for _, w := range p.to[p.first[v]:p.first[v+1]] {
			joined[v][w] = true
		}
	}
	for i := range order {
		best := -1
		for v := range joined {
			if joined[v] != nil && (best < 0 || len(joined[v]) < len(joined[best])) {
				best = v
			}
		}
		order[i] = p.nodes[best]
		around := joined[best]
		joined[best] = nil
		for v := range around {
			delete(joined[v], uint32(best))
			for w := range around {
				if v != w {
					joined[v][w] = true
				}
			}
		}
	}
	d.tell(n)
}
