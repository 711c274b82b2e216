package cch

import "slices"

// Seed is a node that ways start or end at, at a cost.
type Seed[W Weight] struct {
	Node uint32
	Cost W
}

// Query is scratch space for one search at a time. Metric.Query lends one, Release gives it back.
type Query[W Weight] struct {
	m        *Metric[W]
	from, to side[W]
}

// side is one half of a search: what is known of the ancestors of its seeds. All costs are Infinite between searches.
type side[W Weight] struct {
	cost  []W      // by rank
	by    []uint32 // by rank: the edge that the cost came over, none at a seed
	front []uint32 // ranks where chains have come to, no two alike
	seen  []uint32 // ranks in the order of their turn, ascending
}

// Query lends scratch space for searches in m.
func (m *Metric[W]) Query() *Query[W] {
	q, ok := m.queries.Get().(*Query[W])
	if !ok {
		q = &Query[W]{}
		for _, s := range []*side[W]{&q.from, &q.to} {
			s.cost, s.by = make([]W, len(m.t.rank)), make([]uint32, len(m.t.rank))
			inf := Infinite[W]()
			for i := range s.cost {
				s.cost[i] = inf
			}
		}
	}
	q.m = m
	return q
}

// Release gives the scratch space back; q is not to be used afterwards.
func (q *Query[W]) Release() {
	pool := q.m.queries
	q.m = nil
	pool.Put(q)
}

// begin puts the seeds down.
func (s *side[W]) begin(t *Topology, seeds []Seed[W]) {
	for _, seed := range seeds {
		r := t.rank[seed.Node]
		if seed.Cost >= Infinite[W]() {
			continue
		}
		if seed.Cost < s.cost[r] {
			s.cost[r], s.by[r] = seed.Cost, none
		}
		if !slices.Contains(s.front, r) {
			s.front = append(s.front, r)
		}
	}
}

// next is the place in the front of the lowest rank, and the rank; none when all chains are at their end.
func (s *side[W]) next() (place int, r uint32) {
	r = none
	for i, x := range s.front {
		if x < r {
			place, r = i, x
		}
	}
	return place, r
}

// climb moves the chain that stands at a place of the front to its parent.
func (s *side[W]) climb(t *Topology, place int) {
	r := s.front[place]
	s.seen = append(s.seen, r)
	if p := t.parent[r]; p != none && !slices.Contains(s.front, p) {
		s.front[place] = p
		return
	}
	last := len(s.front) - 1
	s.front[place] = s.front[last]
	s.front = s.front[:last]
}

// clear makes the side ready for the next search.
func (s *side[W]) clear() {
	inf := Infinite[W]()
	for _, r := range s.seen {
		s.cost[r] = inf
	}
	for _, r := range s.front {
		s.cost[r] = inf
	}
	s.seen, s.front = s.seen[:0], s.front[:0]
}

// up relaxes the edges of rank r to its ancestors, in the direction that goes away from it.
func (m *Metric[W]) up(s *side[W], r uint32) {
	own := s.cost[r]
	first, last := m.t.upFirst[r], m.t.upFirst[r+1]
	heads := m.t.upHead[first:last]
	edges := m.edges[first:last][:len(heads)]
	for i, h := range heads {
		if c := own + edges[i].up; c < s.cost[h] {
			s.cost[h], s.by[h] = c, first+uint32(i)
		}
	}
}

// back is up against the direction of travel.
func (m *Metric[W]) back(s *side[W], r uint32) {
	own := s.cost[r]
	first, last := m.t.upFirst[r], m.t.upFirst[r+1]
	heads := m.t.upHead[first:last]
	edges := m.edges[first:last][:len(heads)]
	for i, h := range heads {
		if c := own + edges[i].down; c < s.cost[h] {
			s.cost[h], s.by[h] = c, first+uint32(i)
		}
	}
}

// search finds the least cost and the highest rank of a way that has it. The sides hold what was seen until they are cleared.
func (q *Query[W]) search(from, to []Seed[W]) (best W, top uint32) {
	m, t := q.m, q.m.t
	best, top = Infinite[W](), none
	q.from.begin(t, from)
	q.to.begin(t, to)
	for {
		i, x := q.from.next()
		j, y := q.to.next()
		r := min(x, y)
		if r == none {
			return best, top
		}
		if x == y {
			if c := q.from.cost[r] + q.to.cost[r]; c < best {
				best, top = c, r
			}
		}
		if r == x {
			if q.from.cost[r] < best {
				m.up(&q.from, r)
			}
			q.from.climb(t, i)
		}
		if r == y {
			if q.to.cost[r] < best {
				m.back(&q.to, r)
			}
			q.to.climb(t, j)
		}
	}
}

// Distance is the least cost of a way from one of the seeds to another, the seeds' costs included; Infinite when there is none.
func (q *Query[W]) Distance(from, to []Seed[W]) W {
	best, _ := q.search(from, to)
	q.from.clear()
	q.to.clear()
	return best
}
