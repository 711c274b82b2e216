package reach

import (
	"maps"
	"slices"

	"github.com/paulmach/orb"
)

// outline is links from vertex to vertex, in rings, and what is known of a vertex.
type outline struct {
	next map[int]int
	at   func(vertex int) (x, y float64) // in cells
	part func(vertex int) int
	drop func(vertex int) bool // may be left out where the ring runs straight on; nil: never
}

// assemble walks the links, from the least vertex on, into rings, and puts rings about one part together: the one that turns counter-clockwise is
// its outer ring. Parts stand in the order of their least vertices.
func (g *grid) assemble(o outline) orb.MultiPolygon {
	polygons := map[int]orb.Polygon{}
	var order []int
	for _, start := range slices.Sorted(maps.Keys(o.next)) {
		if _, ok := o.next[start]; !ok {
			continue
		}
		ring, area := g.ring(o, start)
		p := o.part(start)
		if _, ok := polygons[p]; !ok {
			order = append(order, p)
			polygons[p] = orb.Polygon{nil}
		}
		if area > 0 {
			polygons[p][0] = ring
		} else {
			polygons[p] = append(polygons[p], ring)
		}
	}
	out := make(orb.MultiPolygon, 0, len(order))
	for _, p := range order {
		out = append(out, polygons[p])
	}
	return out
}

// ring takes the links of one ring, and gives its area twice, in cells.
func (g *grid) ring(o outline, start int) (ring orb.Ring, area float64) {
	var vertices []int
	for v, ok := start, true; ok; {
		vertices = append(vertices, v)
		on := o.next[v]
		delete(o.next, v)
		v = on
		_, ok = o.next[v]
	}
	n := len(vertices)
	for i, v := range vertices {
		ax, ay := o.at(vertices[(i+n-1)%n])
		x, y := o.at(v)
		area += ax*y - x*ay
		if o.drop != nil && o.drop(v) {
			if bx, by := o.at(vertices[(i+1)%n]); (x-ax)*(by-y) == (y-ay)*(bx-x) {
				continue
			}
		}
		ring = append(ring, g.degrees(x, y))
	}
	return append(ring, ring[0]), area
}

// join is a forest of places, each pointing on to one that stands for its part.
type join []int32

func newJoin(n int) join {
	j := make(join, n)
	for i := range j {
		j[i] = int32(i)
	}
	return j
}

func (j join) find(i int) int {
	for j[i] != int32(i) {
		j[i] = j[j[i]]
		i = int(j[i])
	}
	return i
}

func (j join) unite(a, b int) {
	a, b = j.find(a), j.find(b)
	j[max(a, b)] = int32(min(a, b))
}
