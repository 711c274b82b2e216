package ward

import (
	"cmp"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"rasad/geo/points"
)

// Coverage is the outlines of wards as maps draw them. It never changes and may be read by many at once.
//
// The rings are cut into arcs at the vertices where a boundary begins or ends to be shared; each arc is simplified by itself and in one
// direction, so that both neighbours leave out the same vertices at the same zooms.
type Coverage struct {
	wards  []Ward
	shapes [][][]Ring

	joining sync.Once  // of joined, for Dissolve
	joined  [][][]Ring // shapes with common boundaries drawn as one
}

// NewCoverage projects and simplifies outlines. Rings of fewer than three different vertices are left out.
func NewCoverage(wards []Ward) *Coverage {
	c := &Coverage{wards: wards, shapes: make([][][]Ring, len(wards))}
	for i, w := range wards {
		c.shapes[i] = worldRings(w.Geometry)
	}
	annotate(c.shapes)
	return c
}

// Rings are the outlines of the i-th ward: for each polygon its outer ring, then its holes.
func (c *Coverage) Rings(i int) [][]Ring { return c.shapes[i] }

// Outline is the rings of a geometry that shares no boundary with others.
func Outline(mp orb.MultiPolygon) [][]Ring {
	shapes := [][][]Ring{worldRings(mp)}
	annotate(shapes)
	return shapes[0]
}

func worldRings(mp orb.MultiPolygon) [][]Ring {
	shape := make([][]Ring, 0, len(mp))
	for _, polygon := range mp {
		var rings []Ring
		for i, ring := range polygon {
			r := worldRing(ring)
			if len(r.X) < 3 {
				if i == 0 {
					break
				}
				continue
			}
			if (doubleArea(r.X, r.Y) > 0) != (i == 0) {
				slices.Reverse(r.X)
				slices.Reverse(r.Y)
			}
			rings = append(rings, r)
		}
		if len(rings) > 0 {
			shape = append(shape, rings)
		}
	}
	return shape
}

func worldRing(ring orb.Ring) Ring {
	r := Ring{X: make([]uint32, 0, len(ring)), Y: make([]uint32, 0, len(ring))}
	for _, p := range ring {
		x, y := points.World(p)
		if n := len(r.X); n == 0 || r.X[n-1] != x || r.Y[n-1] != y {
			r.X, r.Y = append(r.X, x), append(r.Y, y)
		}
	}
	for n := len(r.X); n > 1 && r.X[0] == r.X[n-1] && r.Y[0] == r.Y[n-1]; n = len(r.X) {
		r.X, r.Y = r.X[:n-1], r.Y[:n-1]
	}
	return r
}

// doubleArea is twice the signed area, positive for a ring that is clockwise on the map.
func doubleArea(xs, ys []uint32) float64 {
	sum := 0.0
	for i := range xs {
		k := (i + 1) % len(xs)
		sum += float64(int64(xs[i])-int64(xs[0]))*float64(int64(ys[k])-int64(ys[0])) - float64(int64(xs[k])-int64(xs[0]))*float64(int64(ys[i])-int64(ys[0]))
	}
	return sum
}

// corner is a passage of a ring through a vertex, from a to b or back.
type corner struct{ at, a, b uint64 }

func vertexKey(x, y uint32) uint64 { return uint64(x)<<32 | uint64(y) }

// annotate sets MinZoom in all rings of all shapes.
func annotate(shapes [][][]Ring) {
	ends := junctions(shapes)
	for _, shape := range shapes {
		for _, rings := range shape {
			for i := range rings {
				rings[i].annotate(ends)
			}
		}
	}
}

// junctions are the vertices that rings pass through in different ways: where arcs end.
func junctions(shapes [][][]Ring) map[uint64]bool {
	var corners []corner
	for _, shape := range shapes {
		for _, rings := range shape {
			for _, r := range rings {
				corners = r.appendCorners(corners)
			}
		}
	}
	slices.SortFunc(corners, func(a, b corner) int { return cmp.Compare(a.at, b.at) })
	ends := map[uint64]bool{}
	for i := 1; i < len(corners); i++ {
		last, c := corners[i-1], corners[i]
		if last.at == c.at && (last.a != c.a || last.b != c.b) {
			ends[c.at] = true
		}
	}
	return ends
}

func (r Ring) key(i int) uint64 { return vertexKey(r.X[i], r.Y[i]) }

func (r Ring) appendCorners(corners []corner) []corner {
	n := len(r.X)
	for i := range n {
		a, b := r.key((i+n-1)%n), r.key((i+1)%n)
		corners = append(corners, corner{r.key(i), min(a, b), max(a, b)})
	}
	return corners
}

// annotate simplifies the arcs of a ring. A ring without junctions is one arc from its least vertex back to it, which is the same vertex
// in every ring that runs along it.
func (r *Ring) annotate(ends map[uint64]bool) {
	n := len(r.X)
	r.MinZoom = make([]uint8, n)
	first, found := 0, false
	for i := range n {
		switch {
		case ends[r.key(i)]:
			if !found {
				first, found = i, true
			}
		case !found && r.key(i) < r.key(first):
			first = i
		}
	}
	for start := first; start < first+n; {
		end := start + 1
		for end < first+n && !ends[r.key(end%n)] {
			end++
		}
		r.annotateArc(start, end)
		start = end
	}
}

// annotateArc simplifies the vertices from start to end, both included, counted round the ring.
func (r *Ring) annotateArc(start, end int) {
	n, count := len(r.X), end-start+1
	xs, ys := make([]uint32, count), make([]uint32, count)
	for i := range count {
		xs[i], ys[i] = r.X[(start+i)%n], r.Y[(start+i)%n]
	}
	backwards := runsBackwards(xs, ys)
	if backwards {
		slices.Reverse(xs)
		slices.Reverse(ys)
	}
	zooms := SignificanceOfLine(xs, ys)
	for i, zoom := range zooms {
		if backwards {
			r.MinZoom[(end-i)%n] = zoom
		} else {
			r.MinZoom[(start+i)%n] = zoom
		}
	}
}

// runsBackwards chooses one of an arc's two directions by its vertices alone.
func runsBackwards(xs, ys []uint32) bool {
	for i, k := 0, len(xs)-1; i < k; i, k = i+1, k-1 {
		a, b := vertexKey(xs[i], ys[i]), vertexKey(xs[k], ys[k])
		if a != b {
			return a > b
		}
	}
	return false
}
