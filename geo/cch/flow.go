package cch

// flow finds greatest flows in a piece where each edge carries one unit, either way: Dinic's algorithm, levels from all sources at once.
type flow struct {
	p     *piece
	twin  []uint32 // of an arc: the arc back
	used  []int8   // of an arc: 1 when it carries a unit, -1 when its twin does
	level []int32  // -1: not reached
	next  []uint32 // of a node: the arc to try next
	role  []int8   // 1 source, 2 sink
	queue []uint32
	path  []uint32 // arcs from a source to where the search stands
}

func newFlow(p *piece) *flow {
	n := len(p.nodes)
	f := &flow{p: p, twin: make([]uint32, len(p.to)), used: make([]int8, len(p.to)), level: make([]int32, n), next: make([]uint32, n), role: make([]int8, n)}
	// Neighbours stand in ascending order, so the arcs into a node come in the order of their tails.
	seen := make([]uint32, n)
	for v := range p.nodes {
		for a := p.first[v]; a < p.first[v+1]; a++ {
			w := p.to[a]
			f.twin[a] = p.first[w] + seen[w]
			seen[w]++
		}
	}
	return f
}

// run finds the greatest flow, unless it is limit or more.
func (f *flow) run(sources, sinks []uint32, limit int32) (int32, bool) {
	clear(f.used)
	clear(f.role)
	for _, v := range sources {
		f.role[v] = 1
	}
	for _, v := range sinks {
		f.role[v] = 2
	}
	total := int32(0)
	for f.levels(sources) {
		copy(f.next, f.p.first[:len(f.next)])
		for _, s := range sources {
			for f.augment(s) {
				if total++; total >= limit {
					return total, false
				}
			}
		}
	}
	return total, true
}

// levels counts steps from the sources along arcs with room; it says whether a sink was reached.
func (f *flow) levels(sources []uint32) bool {
	for v := range f.level {
		f.level[v] = -1
	}
	f.queue = append(f.queue[:0], sources...)
	for _, s := range sources {
		f.level[s] = 0
	}
	found := int32(-1)
	for i := 0; i < len(f.queue); i++ {
		v := f.queue[i]
		if found >= 0 && f.level[v] >= found {
			break
		}
		for a := f.p.first[v]; a < f.p.first[v+1]; a++ {
			w := f.p.to[a]
			if f.used[a] == 1 || f.level[w] >= 0 {
				continue
			}
			f.level[w] = f.level[v] + 1
			if f.role[w] == 2 && found < 0 {
				found = f.level[w]
			}
			f.queue = append(f.queue, w)
		}
	}
	return found >= 0
}

// augment sends one unit from s to a sink along the levels.
func (f *flow) augment(s uint32) bool {
	f.path = f.path[:0]
	v := s
	for f.role[v] != 2 {
		if f.step(&v) {
			continue
		}
		if len(f.path) == 0 {
			return false
		}
		f.level[v] = -1 // a dead end for this round
		back := f.path[len(f.path)-1]
		f.path = f.path[:len(f.path)-1]
		v = f.p.to[f.twin[back]]
		f.next[v]++
	}
	for _, a := range f.path {
		f.used[a]++
		f.used[f.twin[a]]--
	}
	return true
}

// step goes on along the next arc that leads to the next level.
func (f *flow) step(v *uint32) bool {
	for end := f.p.first[*v+1]; f.next[*v] < end; f.next[*v]++ {
		a := f.next[*v]
		if w := f.p.to[a]; f.used[a] < 1 && f.level[w] == f.level[*v]+1 {
			f.path = append(f.path, a)
			*v = w
			return true
		}
	}
	return false
}

// side is the set of nodes that the last levels reached: those on the sources' side of the cut.
func (f *flow) side(into []bool) []bool {
	if into == nil {
		into = make([]bool, len(f.level))
	}
	for v, l := range f.level {
		into[v] = l >= 0
	}
	return into
}
