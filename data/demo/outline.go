package demo

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// giveWater gives each stretch of the river to the ward that it shares most of its bank with.
func (c *builder) giveWater(members []int, all [][]int) {
	for changed := true; changed; {
		changed = false
		for _, u := range members {
			if c.units[u].ward >= 0 {
				continue
			}
			best, metres := -1, 0.0
			for _, v := range all[u] {
				if c.units[v].ward >= 0 {
					if d := c.shared(u, v); d > metres {
						best, metres = c.units[v].ward, d
					}
				}
			}
			if best >= 0 {
				c.units[u].ward, changed = best, true
			}
		}
	}
}

func (c *builder) shared(u, v int) (metres float64) {
	edges := map[edge]bool{}
	ring := c.units[v].ring
	for i, a := range ring {
		edges[edgeOf(a, ring[(i+1)%len(ring)])] = true
	}
	ring = c.units[u].ring
	for i, a := range ring {
		if b := ring[(i+1)%len(ring)]; edges[edgeOf(a, b)] {
			metres += c.mesh.pts[a].distance(c.mesh.pts[b])
		}
	}
	return metres
}

func (c *builder) zones(wards []ward, all [][]int) []zone {
	g := graph{next: make([][]int, len(wards))}
	ids := make([]int, len(wards))
	for w := range wards {
		ids[w] = w
		var sum pt
		area := 0.0
		for _, u := range wards[w].units {
			ring := c.mesh.places(c.units[u].ring)
			a := ringArea(ring)
			sum, area = sum.add(ringCentre(ring).mul(a)), area+a
			for _, v := range all[u] {
				if o := c.units[v].ward; o >= 0 && o != w && !slices.Contains(g.next[w], o) {
					g.next[w] = append(g.next[w], o)
				}
			}
		}
		wards[w].centre = sum.mul(1 / area)
		g.place = append(g.place, wards[w].centre)
		g.weight = append(g.weight, 1)
	}
	groups := g.divide(ids, zoneCount)
	heart := func(group []int) float64 {
		best := math.Inf(1)
		for _, w := range group {
			best = min(best, wards[w].centre.distance(chowk()))
		}
		return best
	}
	slices.SortStableFunc(groups, func(a, b []int) int { return cmp.Compare(heart(a), heart(b)) })
	var zones []zone
	for z, group := range groups {
		for _, w := range group {
			wards[w].zone = z
		}
		zones = append(zones, zone{code: fmt.Sprint(z + 1), helpline: fmt.Sprintf("+91 00522 0010%d", z+1), name: name{fmt.Sprintf("ज़ोन %d", z+1), fmt.Sprintf("Zone %d", z+1)}})
	}
	return zones
}

// number orders the wards by zone and from the heart outwards, names them and draws their outlines.
func (c *builder) number(wards []ward, people []float64) {
	order := make([]int, len(wards))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(wards[a].zone, wards[b].zone), cmp.Compare(wards[a].centre.distance(chowk()), wards[b].centre.distance(chowk())))
	})
	for k, w := range order {
		wd := &wards[w]
		wd.number = k + 1
		most := wd.units[0]
		for _, u := range wd.units {
			if people[u] > people[most] {
				most = u
			}
		}
		wd.name = c.units[most].name
		wd.households = int(math.Round(float64(wd.people) / (4.7 + 0.9*lattice(c.seed+33, uint64(k), 1))))
		wd.parts = c.outline(wd.units)
	}
	slices.SortFunc(wards, func(a, b ward) int { return cmp.Compare(a.number, b.number) })
	for i := range wards {
		for _, u := range wards[i].units {
			c.units[u].ward = i
		}
	}
}

// outline joins units: the edges that only one of them has, chained with the land on the left. At a node where the outline touches
// itself it turns so that each ring stays simple.
func (c *builder) outline(units []int) [][][]pt {
	out := map[int32][]int32{}
	have := map[[2]int32]bool{}
	var order [][2]int32
	for _, u := range units {
		ring := c.units[u].ring
		for i, a := range ring {
			e := [2]int32{a, ring[(i+1)%len(ring)]}
			have[e] = true
			order = append(order, e)
		}
	}
	var edges [][2]int32
	for _, e := range order {
		if !have[[2]int32{e[1], e[0]}] {
			out[e[0]] = append(out[e[0]], e[1])
			edges = append(edges, e)
		}
	}
	used := map[[2]int32]bool{}
	var outers, holes [][]pt
	for _, e := range edges {
		if used[e] {
			continue
		}
		var ring []int32
		for from, to := e[0], e[1]; !used[[2]int32{from, to}]; {
			used[[2]int32{from, to}] = true
			ring = append(ring, from)
			from, to = to, c.turn(from, to, out[to])
		}
		places := c.mesh.places(ring)
		if ringArea(places) > 0 {
			outers = append(outers, places)
		} else {
			holes = append(holes, places)
		}
	}
	return nest(outers, holes)
}

// turn chooses the way on from an edge: the first one clockwise from where it came.
func (c *builder) turn(from, at int32, ways []int32) int32 {
	back := c.mesh.angle(at, from)
	best, least := ways[0], math.Inf(1)
	for _, w := range ways {
		d := math.Mod(back-c.mesh.angle(at, w)+4*math.Pi, 2*math.Pi)
		if d < least {
			best, least = w, d
		}
	}
	return best
}

func nest(outers, holes [][]pt) [][][]pt {
	parts := make([][][]pt, len(outers))
	for i, o := range outers {
		parts[i] = [][]pt{o}
	}
	for _, h := range holes {
		for i, o := range outers {
			if inside(h[0].lerp(h[1], 0.5), o) {
				parts[i] = append(parts[i], h)
				break
			}
		}
	}
	return parts
}
