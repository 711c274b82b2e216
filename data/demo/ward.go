package demo

import (
	"cmp"
	"math"
	"slices"
)

const (
	wardCount  = 110
	zoneCount  = 8
	population = 1_612_000
)

// ward is a set of neighbouring units.
type ward struct {
	number             int
	name               name
	zone               int // 0-based
	people, households int
	units              []int
	parts              [][][]pt // polygons: the outline first, then holes
	centre             pt
	councillor         name
	phone              string // of the councillor's office
}

// zone is a set of neighbouring wards.
type zone struct {
	code, helpline string
	name           name
}

// graph is which units (or wards) touch, and along how many metres that no river or railway runs along.
type graph struct {
	weight []float64
	place  []pt
	next   [][]int
}

// apportion makes wards of units, and zones of wards.
func (c *builder) apportion() ([]ward, []zone) {
	people := c.people()
	land, all := c.adjacency()
	members := c.municipality(all)
	var dry []int
	for _, u := range members {
		if c.units[u].style != water {
			dry = append(dry, u)
		}
	}
	g := graph{weight: people, next: land}
	for i := range c.units {
		g.place = append(g.place, ringCentre(c.mesh.places(c.units[i].ring)))
	}
	groups := g.divide(g.lasting(dry), wardCount)
	for w, group := range groups {
		for _, u := range group {
			c.units[u].ward = w
		}
	}
	c.giveWater(members, all)
	wards := make([]ward, len(groups))
	for _, u := range members {
		if w := c.units[u].ward; w >= 0 {
			wards[w].units = append(wards[w].units, u)
			wards[w].people += int(people[u])
		}
	}
	zones := c.zones(wards, all)
	c.number(wards, people)
	return wards, zones
}

// people estimates the inhabitants of each unit.
func (c *builder) people() []float64 {
	people := make([]float64, len(c.units))
	members, sum := c.inOval(), 0.0
	for i, u := range c.units {
		for _, b := range u.blocks {
			ring := c.mesh.places(b.ring)
			people[i] += ringArea(ring) / 1e6 * b.style.manner().people
		}
		people[i] *= 1 + 0.3*noise(c.seed+31, c.mesh.pts[u.ring[0]], 800)
		if members[i] {
			sum += people[i]
		}
	}
	for i := range people {
		people[i] = math.Round(people[i] * population / sum)
	}
	return people
}

func (c *builder) inOval() []bool {
	in := make([]bool, len(c.units))
	for i, u := range c.units {
		p := ringCentre(c.mesh.places(u.ring))
		d := pt{(p.x - 6150) / 5850, (p.y - 5150) / 4750}
		in[i] = d.length() < 1+0.10*noise(c.seed+32, p, 1600)
	}
	return in
}

// adjacency lists the neighbours of each unit: over land alone, and over anything.
func (c *builder) adjacency() (land, all [][]int) {
	owner := map[[2]int32]int{}
	for i, u := range c.units {
		for k, a := range u.ring {
			owner[[2]int32{a, u.ring[(k+1)%len(u.ring)]}] = i
		}
	}
	land, all = make([][]int, len(c.units)), make([][]int, len(c.units))
	for i, u := range c.units {
		metres := map[int]float64{}
		for k, a := range u.ring {
			b := u.ring[(k+1)%len(u.ring)]
			j, ok := owner[[2]int32{b, a}]
			if !ok {
				continue
			}
			if !slices.Contains(all[i], j) {
				all[i] = append(all[i], j)
			}
			if !c.mesh.barrier[edgeOf(a, b)] {
				if metres[j] += c.mesh.pts[a].distance(c.mesh.pts[b]); metres[j] > 25 && !slices.Contains(land[i], j) {
					land[i] = append(land[i], j)
				}
			}
		}
	}
	return land, all
}

// municipality is the largest connected set of units within the city's limit.
func (c *builder) municipality(all [][]int) []int {
	in := c.inOval()
	var ids, best []int
	for i := range c.units {
		if in[i] {
			ids = append(ids, i)
		}
	}
	for _, part := range (graph{next: all}).parts(ids) {
		if len(part) > len(best) {
			best = part
		}
	}
	return best
}

// parts are the connected parts of a set.
func (g graph) parts(set []int) [][]int {
	state := make([]uint8, len(g.next))
	for _, v := range set {
		state[v] = 1
	}
	var parts [][]int
	for _, v := range set {
		if state[v] != 1 {
			continue
		}
		state[v] = 2
		part := []int{v}
		for i := 0; i < len(part); i++ {
			for _, w := range g.next[part[i]] {
				if state[w] == 1 {
					state[w] = 2
					part = append(part, w)
				}
			}
		}
		slices.Sort(part)
		parts = append(parts, part)
	}
	return parts
}

// lasting leaves out parts that are too small for a ward of their own: they go with a neighbour over the river or railway.
func (g graph) lasting(set []int) (out []int) {
	mean := g.total(set) / wardCount
	for _, part := range g.parts(set) {
		if g.total(part) > 0.45*mean {
			out = append(out, part...)
		}
	}
	slices.Sort(out)
	return out
}

func (g graph) total(set []int) (sum float64) {
	for _, v := range set {
		sum += g.weight[v]
	}
	return sum
}

// divide parts a set into n connected sets of about equal weight, by halving again and again across the longer side.
func (g graph) divide(set []int, n int) [][]int {
	if parts := g.parts(set); len(parts) > 1 {
		return g.divideParts(parts, n)
	}
	if n <= 1 || len(set) <= 1 {
		return [][]int{set}
	}
	first := g.grow(set, float64(n/2)/float64(n))
	taken := map[int]bool{}
	for _, v := range first {
		taken[v] = true
	}
	var rest []int
	for _, v := range set {
		if !taken[v] {
			rest = append(rest, v)
		}
	}
	pieces := g.parts(rest)
	slices.SortStableFunc(pieces, func(a, b []int) int { return cmp.Compare(g.total(b), g.total(a)) })
	for _, lost := range pieces[1:] {
		first = append(first, lost...)
	}
	slices.Sort(first)
	return append(g.divide(first, n/2), g.divide(pieces[0], n-n/2)...)
}

// divideParts shares n out over parts that are already apart, by weight; each gets one at least.
func (g graph) divideParts(parts [][]int, n int) [][]int {
	slices.SortStableFunc(parts, func(a, b []int) int { return cmp.Compare(g.total(b), g.total(a)) })
	all := 0.0
	for _, p := range parts {
		all += g.total(p)
	}
	share, left := make([]int, len(parts)), n
	for i := range parts {
		share[i] = 1
		left--
	}
	for ; left > 0; left-- {
		most := 0
		for i := range parts {
			if g.total(parts[i])/float64(share[i]) > g.total(parts[most])/float64(share[most]) {
				most = i
			}
		}
		share[most]++
	}
	var out [][]int
	for i, p := range parts {
		out = append(out, g.divide(p, share[i])...)
	}
	return out
}

// grow takes a part of the set's weight from one end of its longer side, keeping to what touches.
func (g graph) grow(set []int, part float64) []int {
	ring := make([]pt, len(set))
	for i, v := range set {
		ring[i] = g.place[v]
	}
	dir, spread := pt{1, 0}, 0.0
	for k := range 12 {
		d := heading(float64(k) * math.Pi / 12)
		if lo, hi := extent(ring, d); hi-lo > spread {
			dir, spread = d, hi-lo
		}
	}
	in := map[int]bool{}
	for _, v := range set {
		in[v] = true
	}
	start := slices.MinFunc(set, func(a, b int) int { return cmp.Compare(g.place[a].dot(dir), g.place[b].dot(dir)) })
	want := g.total(set) * part
	var taken []int
	frontier := []int{start}
	delete(in, start)
	for sum := 0.0; len(frontier) > 0 && len(taken) < len(set)-1; {
		at := 0
		for i, v := range frontier {
			if g.place[v].dot(dir) < g.place[frontier[at]].dot(dir) {
				at = i
			}
		}
		v := frontier[at]
		if len(taken) > 0 && sum+g.weight[v]/2 > want {
			break
		}
		frontier = slices.Delete(frontier, at, at+1)
		taken = append(taken, v)
		sum += g.weight[v]
		for _, w := range g.next[v] {
			if in[w] {
				delete(in, w)
				frontier = append(frontier, w)
			}
		}
	}
	return taken
}
