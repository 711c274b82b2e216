package cch

import (
	"cmp"
	"slices"
)

// Via is a way over a node high in the order: the best one to it and the best one on from it.
type Via[W Weight] struct {
	Cost   W
	Arcs   []uint32
	Middle int // the node is between Arcs[Middle-1] and Arcs[Middle]
	From   int // seeds
	To     int
}

// Vias visits the ways over each node that both searches come to, the cheapest first, as long as they cost at most limit and visit returns true.
// The first is the best way. Many lead over the same arcs.
func (q *Query[W]) Vias(from, to []Seed[W], limit W, visit func(Via[W]) bool) {
	defer q.to.clear()
	defer q.from.clear()
	for _, v := range q.common(from, to) {
		if v.cost > limit || v.cost >= Infinite[W]() {
			return
		}
		if !visit(q.via(from, to, v.cost, v.rank)) {
			return
		}
	}
}

type meeting[W Weight] struct {
	cost W
	rank uint32
}

// common lists the ranks that both searches come to, by cost.
func (q *Query[W]) common(from, to []Seed[W]) (list []meeting[W]) {
	t, m := q.m.t, q.m
	q.from.begin(t, from)
	q.to.begin(t, to)
	for {
		i, x := q.from.next()
		j, y := q.to.next()
		r := min(x, y)
		if r == none {
			break
		}
		if x == y {
			if c := q.from.cost[r] + q.to.cost[r]; c < Infinite[W]() {
				list = append(list, meeting[W]{cost: c, rank: r})
			}
		}
		if r == x {
			m.up(&q.from, r)
			q.from.climb(t, i)
		}
		if r == y {
			m.back(&q.to, r)
			q.to.climb(t, j)
		}
	}
	slices.SortFunc(list, func(a, b meeting[W]) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(b.rank, a.rank)) })
	return list
}

// via makes the way over a rank out of what both sides know.
func (q *Query[W]) via(from, to []Seed[W], cost W, top uint32) Via[W] {
	t := q.m.t
	first, last := top, top
	var there, back []step
	for q.from.by[first] != none {
		e := q.from.by[first]
		there = append(there, step{edge: e, up: true})
		first = t.lower(e)
	}
	slices.Reverse(there)
	for q.to.by[last] != none {
		e := q.to.by[last]
		back = append(back, step{edge: e})
		last = t.lower(e)
	}
	v := Via[W]{Cost: cost, Arcs: q.m.unpack(there), From: seedOf(t, from, first), To: seedOf(t, to, last)}
	v.Middle = len(v.Arcs)
	v.Arcs = append(v.Arcs, q.m.unpack(back)...)
	return v
}
