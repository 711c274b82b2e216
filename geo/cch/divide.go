package cch

import "slices"

// sourceShare is the part of the nodes that each end of the flow holds.
const sourceShare = 4 // a quarter

// divide cuts a connected piece in two by a small set of nodes: inertial flow. In each of four directions the first quarter of the nodes is the
// source and the last the sink; the least cut between them that was found in any direction is turned into a set of nodes that covers it.
func (d *dissection) divide(p *piece) (left, right, separator []uint32) {
	n := len(p.nodes)
	f := newFlow(p)
	var best []bool
	least := int32(1) << 30
	keys, byPlace := make([]int64, n), make([]uint32, n)
	for _, direction := range [4][2]int64{{1, 0}, {0, 1}, {1, 1}, {1, -1}} {
		for v, node := range p.nodes {
			keys[v] = direction[0]*int64(d.x[node]) + direction[1]*int64(d.y[node])
			byPlace[v] = uint32(v)
		}
		slices.SortFunc(byPlace, func(a, b uint32) int {
			if keys[a] != keys[b] {
				if keys[a] < keys[b] {
					return -1
				}
				return 1
			}
			return int(a) - int(b)
		})
		ends := max(1, n/sourceShare)
		if cut, ok := f.run(byPlace[:ends], byPlace[n-ends:], least); ok {
			least, best = cut, f.side(best)
		}
	}
	if best == nil {
		return nil, nil, nil
	}
	covered := p.cover(best)
	for v := range p.nodes {
		switch {
		case covered[v]:
			separator = append(separator, uint32(v))
		case best[v]:
			left = append(left, uint32(v))
		default:
			right = append(right, uint32(v))
		}
	}
	return left, right, separator
}

// cover is a least set of nodes that touches every edge between the two sides: a matching of the cut's edges, then König's theorem.
func (p *piece) cover(side []bool) map[int]bool {
	m := &matching{p: p, side: side, mate: map[uint32]uint32{}, seen: map[uint32]bool{}}
	var border []uint32
	for v := range p.nodes {
		if side[v] && m.crosses(uint32(v)) {
			border = append(border, uint32(v))
		}
	}
	for _, v := range border {
		clear(m.seen)
		m.augment(v)
	}
	clear(m.seen)
	reached := map[uint32]bool{} // by ways that alternate, from nodes of the left without a mate
	for _, v := range border {
		if _, has := m.mate[v]; !has {
			m.reach(v, reached)
		}
	}
	out := map[int]bool{}
	for _, v := range border {
		if !reached[v] {
			out[int(v)] = true
		}
	}
	for w := range m.seen {
		out[int(w)] = true
	}
	return out
}

type matching struct {
	p    *piece
	side []bool
	mate map[uint32]uint32
	seen map[uint32]bool // nodes of the right
}

func (m *matching) crosses(v uint32) bool {
	for _, w := range m.p.to[m.p.first[v]:m.p.first[v+1]] {
		if !m.side[w] {
			return true
		}
	}
	return false
}

func (m *matching) augment(v uint32) bool {
	for _, w := range m.p.to[m.p.first[v]:m.p.first[v+1]] {
		if m.side[w] || m.seen[w] {
			continue
		}
		m.seen[w] = true
		if other, has := m.mate[w]; !has || m.augment(other) {
			m.mate[w], m.mate[v] = v, w
			return true
		}
	}
	return false
}

func (m *matching) reach(v uint32, reached map[uint32]bool) {
	reached[v] = true
	for _, w := range m.p.to[m.p.first[v]:m.p.first[v+1]] {
		if m.side[w] || m.seen[w] {
			continue
		}
		m.seen[w] = true
		if other, has := m.mate[w]; has && !reached[other] {
			m.reach(other, reached)
		}
	}
}
