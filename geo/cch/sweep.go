package cch

// Sweep is the least cost between every node of the graph and the nearest of some seeds.
type Sweep[W Weight] struct {
	Cost  []W     // by node; Infinite: no way
	Which []int32 // by node: the seed, -1 without a way; of equally near ones the first
}

// FromSeeds is the cost of ways from the seeds to every node.
func (m *Metric[W]) FromSeeds(seeds []Seed[W]) *Sweep[W] { return m.sweep(seeds, false) }

// ToSeeds is the cost of ways from every node to the seeds.
func (m *Metric[W]) ToSeeds(seeds []Seed[W]) *Sweep[W] { return m.sweep(seeds, true) }

// sweep climbs from the seeds, lowest ranks first, and then looks up from every node, highest first (PHAST: Delling and others, 2011).
func (m *Metric[W]) sweep(seeds []Seed[W], towards bool) *Sweep[W] {
	t, n := m.t, len(m.t.rank)
	inf := Infinite[W]()
	cost, which := make([]W, n), make([]int32, n)
	for r := range cost {
		cost[r], which[r] = inf, -1
	}
	for i, s := range seeds {
		if r := t.rank[s.Node]; s.Cost < cost[r] {
			cost[r], which[r] = s.Cost, int32(i)
		}
	}
	better := func(c W, w int32, r uint32) {
		if c < cost[r] || c == cost[r] && c < inf && w < which[r] {
			cost[r], which[r] = c, w
		}
	}
	for r := range uint32(n) {
		if cost[r] == inf {
			continue
		}
		for e := t.upFirst[r]; e < t.upFirst[r+1]; e++ {
			better(cost[r]+away(m.edges[e], towards), which[r], t.upHead[e])
		}
	}
	for r := n - 1; r >= 0; r-- {
		for e := t.upFirst[r]; e < t.upFirst[r+1]; e++ {
			h := t.upHead[e]
			better(cost[h]+away(m.edges[e], !towards), which[h], uint32(r))
		}
	}
	out := &Sweep[W]{Cost: make([]W, n), Which: make([]int32, n)}
	for v, r := range t.rank {
		out.Cost[v], out.Which[v] = cost[r], which[r]
	}
	return out
}

// away is the weight of an edge out of its lower end, or into it.
func away[W Weight](e pair[W], into bool) W {
	if into {
		return e.down
	}
	return e.up
}
