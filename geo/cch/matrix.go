package cch

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// blockColumns: so many columns are worked on at a time, so that their rows stay in the cache of the processor.
const blockColumns = 4096

// column is a chain of ancestors that a target's ways come down by.
type column[W Weight] struct {
	target int
	lowest uint32 // rank
	seeds  []Seed[W]
}

// Matrix writes the least cost from each of from to each of to into out, row by row; Infinite is no way. Errors: ErrGraph when out is not
// of len(from)·len(to), or ctx's.
func (m *Metric[W]) Matrix(ctx context.Context, from, to [][]Seed[W], out []W) error {
	if len(out) != len(from)*len(to) {
		return fmt.Errorf("%w: room for %d costs of %d by %d", ErrGraph, len(out), len(from), len(to))
	}
	inf := Infinite[W]()
	for i := range out {
		out[i] = inf
	}
	columns := m.columns(to)
	for block := range slices.Chunk(columns, blockColumns) {
		b := m.block(block)
		for i, seeds := range from {
			if i&15 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			b.row(seeds, out[i*len(to):(i+1)*len(to)])
		}
		b.q.Release()
	}
	return ctx.Err()
}

// columns are sorted by rank: those below any rank are a run. Seeds of a target on one way up the tree share a column, as those at the two ends
// of a street always do.
func (m *Metric[W]) columns(to [][]Seed[W]) []column[W] {
	t := m.t
	var all []column[W]
	for i, seeds := range to {
		own := slices.Clone(seeds)
		own = slices.DeleteFunc(own, func(s Seed[W]) bool { return s.Cost >= Infinite[W]() })
		slices.SortFunc(own, func(a, b Seed[W]) int { return cmp.Compare(t.rank[a.Node], t.rank[b.Node]) })
		start := len(all)
		for _, s := range own {
			r := t.rank[s.Node]
			c := slices.IndexFunc(all[start:], func(c column[W]) bool { return t.low[r] <= c.lowest && c.lowest <= r })
			if c < 0 {
				c = len(all) - start
				all = append(all, column[W]{target: i, lowest: r})
			}
			all[start+c].seeds = append(all[start+c].seeds, s)
		}
	}
	slices.SortStableFunc(all, func(a, b column[W]) int { return cmp.Compare(a.lowest, b.lowest) })
	return all
}

// block holds, for each ancestor of some columns, the costs from it down to those below it.
type block[W Weight] struct {
	m       *Metric[W]
	q       *Query[W]
	columns []column[W]
	first   map[uint32]int // by rank: the first column below
	rows    map[uint32][]W
	best    []W // by column, of the row in work
}

func (m *Metric[W]) block(columns []column[W]) *block[W] {
	b := &block[W]{m: m, q: m.Query(), columns: columns, first: map[uint32]int{}, rows: map[uint32][]W{}, best: make([]W, len(columns))}
	t, inf := m.t, Infinite[W]()
	var ranks []uint32
	for _, c := range columns {
		for r := c.lowest; r != none && b.rows[r] == nil; r = t.parent[r] {
			low, _ := slices.BinarySearchFunc(columns, t.low[r], func(c column[W], r uint32) int { return cmp.Compare(c.lowest, r) })
			high, _ := slices.BinarySearchFunc(columns, r+1, func(c column[W], r uint32) int { return cmp.Compare(c.lowest, r) })
			b.first[r], b.rows[r] = low, slices.Repeat([]W{inf}, high-low)
			ranks = append(ranks, r)
		}
	}
	for i, c := range columns {
		for _, s := range c.seeds {
			r := t.rank[s.Node]
			cell := &b.rows[r][i-b.first[r]]
			*cell = min(*cell, s.Cost)
		}
	}
	slices.Sort(ranks)
	for _, r := range ranks {
		row := b.rows[r]
		for e := t.upFirst[r]; e < t.upFirst[r+1]; e++ {
			h := t.upHead[e]
			shift := b.first[r] - b.first[h]
			lower(b.rows[h][shift:shift+len(row)], row, m.edges[e].down)
		}
	}
	return b
}

// lower sets each of to to the cost of the detour over by when that is less.
func lower[W Weight](to, row []W, by W) {
	if by >= Infinite[W]() {
		return
	}
	to = to[:len(row)]
	for i, c := range row {
		to[i] = min(to[i], c+by)
	}
}

// row climbs from the seeds and takes what each ancestor has.
func (b *block[W]) row(from []Seed[W], out []W) {
	q, t, inf := b.q, b.m.t, Infinite[W]()
	for i := range b.best {
		b.best[i] = inf
	}
	q.from.begin(t, from)
	for {
		place, r := q.from.next()
		if r == none {
			break
		}
		if own := q.from.cost[r]; own < inf {
			b.m.up(&q.from, r)
			if row := b.rows[r]; row != nil {
				lower(b.best[b.first[r]:b.first[r]+len(row)], row, own)
			}
		}
		q.from.climb(t, place)
	}
	q.from.clear()
	for i, c := range b.columns {
		out[c.target] = min(out[c.target], b.best[i])
	}
}
