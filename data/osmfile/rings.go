package osmfile

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"rasad/data"
)

// maxRings bounds a multipolygon: each ring is compared with every other.
const maxRings = 5_000

// ring places a closed list of nodes.
func (c *collector) ring(nodes []int64) (orb.Ring, bool) {
	ring := make(orb.Ring, 0, len(nodes))
	for _, id := range nodes {
		p, ok := c.place(id)
		if !ok {
			return nil, false
		}
		ring = append(ring, p)
	}
	return ring, len(ring) > 3 && ring.Closed() && planar.Area(ring) != 0
}

func counterClockwise(r orb.Ring) orb.Ring { return turned(r, orb.CCW) }

func turned(r orb.Ring, way orb.Orientation) orb.Ring {
	if r.Orientation() != way {
		r = r.Clone()
		r.Reverse()
	}
	return r
}

func middle(r orb.Ring) orb.Point {
	p, _ := planar.CentroidArea(r)
	if math.IsNaN(p[0]) || math.IsNaN(p[1]) {
		return r[0]
	}
	return p
}

// takePolygons assembles the multipolygon relations.
func (c *collector) takePolygons() {
	ways := make(map[int64][]int64, len(c.members))
	for i := range c.ways {
		if c.ways[i].use&asMember != 0 {
			ways[c.ways[i].id] = c.ways[i].nodes
		}
	}
	for _, r := range c.polygons {
		var parts [][]int64
		missing, used := false, map[int64]bool{}
		for _, m := range r.members {
			if m.kind != memberWay || used[m.ref] || m.role != "" && m.role != "outer" && m.role != "inner" {
				continue
			}
			used[m.ref] = true
			nodes, ok := ways[m.ref]
			missing = missing || !ok
			if len(nodes) > 1 {
				parts = append(parts, nodes)
			}
		}
		closed, open := join(parts)
		var rings []orb.Ring
		for _, nodes := range closed {
			if ring, ok := c.ring(nodes); ok {
				rings = append(rings, ring)
			} else {
				missing = true
			}
		}
		switch {
		case missing:
			c.remark("broken-area", true, r.id, "a member is missing")
		case open > 0:
			c.remark("broken-area", true, r.id, "a ring is open")
		}
		if len(rings) > maxRings {
			c.remark("broken-area", true, r.id, "too many rings")
			continue
		}
		if len(rings) == 0 {
			continue
		}
		layer, class := areaClass(r.tags)
		hi, en := names(r.tags)
		c.m.Areas = append(c.m.Areas, data.MapArea{Layer: layer, ID: r.id*2 + 1, Class: class, NameHi: hi, NameEn: en, Geometry: nest(rings)})
	}
}

// join chains ways end to end into rings. It returns the rings and how many chains stayed open. Where more than two ways meet the one
// listed first is taken, so the outcome depends on the file alone.
func join(parts [][]int64) (rings [][]int64, open int) {
	ends := map[int64][]int{}
	for i, p := range parts {
		ends[p[0]] = append(ends[p[0]], i)
		if last := p[len(p)-1]; last != p[0] {
			ends[last] = append(ends[last], i)
		}
	}
	used := make([]bool, len(parts))
	for i, p := range parts {
		if used[i] {
			continue
		}
		used[i] = true
		chain := slices.Clone(p)
		for chain[0] != chain[len(chain)-1] {
			at := chain[len(chain)-1]
			for len(ends[at]) > 0 && used[ends[at][0]] {
				ends[at] = ends[at][1:]
			}
			if len(ends[at]) == 0 {
				break
			}
			next := ends[at][0]
			used[next] = true
			piece := parts[next]
			if piece[0] != chain[len(chain)-1] {
				piece = slices.Clone(piece)
				slices.Reverse(piece)
			}
			chain = append(chain, piece[1:]...)
		}
		if chain[0] != chain[len(chain)-1] {
			open++
			continue
		}
		rings = append(rings, chain)
	}
	return rings, open
}

// nest sorts rings into polygons by which lies in which; roles in the file are often wrong. A ring within an even number of others is an
// outline, within an odd number a hole of the smallest outline around it.
func nest(rings []orb.Ring) orb.MultiPolygon {
	slices.SortStableFunc(rings, func(a, b orb.Ring) int {
		return cmp.Compare(math.Abs(planar.Area(b)), math.Abs(planar.Area(a)))
	})
	depth := make([]int, len(rings))
	polygon := make([]int, len(rings)) // of an outline: its place in out
	var out orb.MultiPolygon
	for i, r := range rings {
		parent := -1
		for j := range i {
			if within(r, rings[j]) {
				depth[i]++
				if depth[j]%2 == 0 {
					parent = j
				}
			}
		}
		if depth[i]%2 == 1 && parent >= 0 {
			out[polygon[parent]] = append(out[polygon[parent]], turned(r, orb.CW))
			continue
		}
		depth[i] = depth[i] / 2 * 2
		polygon[i] = len(out)
		out = append(out, orb.Polygon{counterClockwise(r)})
	}
	return out
}

// within tells whether ring r lies in ring of: by its first vertex that is not one of the other's, as rings may touch.
func within(r, of orb.Ring) bool {
	if !of.Bound().Contains(r.Bound().Min) || !of.Bound().Contains(r.Bound().Max) {
		return false
	}
	shared := make(map[orb.Point]bool, len(of))
	for _, p := range of {
		shared[p] = true
	}
	for _, p := range r {
		if !shared[p] {
			return planar.RingContains(of, p)
		}
	}
	return planar.RingContains(of, middle(r))
}
