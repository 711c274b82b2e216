package ward

import (
	"cmp"
	"slices"
)

// spot is a vertex in world units, y to the north (turned round), so that what is left of an edge is as on paper.
type spot struct{ x, y int64 }

func (p spot) minus(q spot) spot { return spot{p.x - q.x, p.y - q.y} }

func (p spot) less(q spot) int { return cmp.Or(cmp.Compare(p.x, q.x), cmp.Compare(p.y, q.y)) }

// cross is exact for vertices less than 2^31 units (20,000 km) apart.
func cross(a, b spot) int64 { return a.x*b.y - b.x*a.y }

// half is a directed edge; the area that it bounds is to its left.
type half struct{ from, to spot }

// linkRings joins edges to rings. Where several rings meet at a vertex, an edge is followed by the first one clockwise from its way back:
// so each ring keeps to its own wedge, and rings touch without crossing. Outer rings come out counter-clockwise, holes clockwise.
func linkRings(edges []half) [][]spot {
	slices.SortFunc(edges, func(a, b half) int { return cmp.Or(a.from.less(b.from), a.to.less(b.to)) })
	used := make([]bool, len(edges))
	var rings [][]spot
	for i := range edges {
		if used[i] {
			continue
		}
		ring := followRing(edges, used, i)
		if len(ring) >= 3 {
			rings = append(rings, ring)
		}
	}
	return rings
}

// followRing goes on until its first edge is the next one, or the chain breaks (then there is no ring).
func followRing(edges []half, used []bool, first int) []spot {
	var ring []spot
	for at := first; ; {
		ring = append(ring, edges[at].from)
		next := nextEdge(edges, used, edges[at])
		if next < 0 || next == first {
			used[first] = true
			if next < 0 {
				return nil
			}
			return ring
		}
		used[next] = true
		at = next
	}
}

func nextEdge(edges []half, used []bool, arrived half) int {
	start, _ := slices.BinarySearchFunc(edges, arrived.to, func(e half, v spot) int { return e.from.less(v) })
	best := -1
	back := arrived.from.minus(arrived.to)
	for i := start; i < len(edges) && edges[i].from == arrived.to; i++ {
		if used[i] {
			continue
		}
		if best < 0 || clockwiseBefore(back, edges[i].to.minus(arrived.to), edges[best].to.minus(arrived.to)) {
			best = i
		}
	}
	return best
}

// clockwiseBefore says whether, turning clockwise from a direction, one meets a before b. The direction itself comes last.
func clockwiseBefore(from, a, b spot) bool {
	ha, hb := turn(from, a), turn(from, b)
	if ha != hb {
		return ha < hb
	}
	return cross(a, b) < 0
}

// turn is 0 for directions met in the first half turn clockwise, 1 for the opposite one and beyond, 2 for the direction itself.
func turn(from, d spot) int {
	c := cross(from, d)
	switch {
	case c < 0:
		return 0
	case c > 0 || from.x*d.x+from.y*d.y < 0:
		return 1
	default:
		return 2
	}
}

// signedArea is twice the area of a ring in square units, positive counter-clockwise.
func signedArea(ring []spot) float64 {
	sum := 0.0
	for i := range ring {
		a, b := ring[i].minus(ring[0]), ring[(i+1)%len(ring)].minus(ring[0])
		sum += float64(a.x)*float64(b.y) - float64(b.x)*float64(a.y)
	}
	return sum
}

// holds says whether a ring is around a point; on its boundary either answer may come.
func holds(ring []spot, p spot) bool {
	inside := false
	for i := range ring {
		a, b := ring[i], ring[(i+1)%len(ring)]
		if (a.y > p.y) != (b.y > p.y) && float64(p.x-a.x) < float64(b.x-a.x)*float64(p.y-a.y)/float64(b.y-a.y) {
			inside = !inside
		}
	}
	return inside
}

// nest groups rings: each outer ring with the holes inside it. Outer rings are ordered by size.
func nest(rings [][]spot) [][][]spot {
	var outers [][][]spot
	var holes [][]spot
	for _, ring := range rings {
		if signedArea(ring) > 0 {
			outers = append(outers, [][]spot{ring})
		} else {
			holes = append(holes, ring)
		}
	}
	slices.SortStableFunc(outers, func(a, b [][]spot) int { return cmp.Compare(signedArea(b[0]), signedArea(a[0])) })
	for _, hole := range holes {
		for i := len(outers) - 1; i >= 0; i-- { // the smallest that is around it
			if signedArea(outers[i][0]) > -signedArea(hole) && aroundRing(outers[i][0], hole) {
				outers[i] = append(outers[i], hole)
				break
			}
		}
	}
	return outers
}

// aroundRing asks a vertex of the hole that is not one of the outer ring's.
func aroundRing(outer, hole []spot) bool {
	for _, p := range hole {
		if !slices.Contains(outer, p) {
			return holds(outer, p)
		}
	}
	return true
}
