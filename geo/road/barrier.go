package road

import (
	"math"

	"github.com/paulmach/orb"
)

// step is how densely an edge is measured against a line, in metres.
const step = 3.0

// atLine marks the edges that a line crosses, or runs along within some metres: for twice that far or four fifths of the edge, at less than 45° to it.
// A line that meets an edge at its end alone does not cross it, so that a line drawn along one street leaves the side streets open.
//
// Each edge is held to the pieces of the line near it alone.
func (x *Index) atLine(l orb.LineString, width float64, levels bool, touched []bool) {
	near := map[uint32][]wall{}
	for k := 1; k < len(l); k++ {
		a, _ := pointOf(l[k-1])
		b, _ := pointOf(l[k])
		x.within(grow((&segment{a: a, b: b}).box(), width), func(s *segment) {
			if touched[s.edge] || !levels && x.n.Ways[x.n.Edges[s.edge].Way].Off() {
				return
			}
			list := near[s.edge]
			if len(list) == 0 || list[len(list)-1].polygon != int32(k) {
				near[s.edge] = append(list, wall{a, b, int32(k)})
			}
		})
	}
	for edge, pieces := range near {
		vertices := x.n.Points[x.n.Edges[edge].First : x.n.Edges[edge].Last+1]
		touched[edge] = crosses(vertices, pieces) || runsAlong(vertices, pieces, width)
	}
}

// grow a box by some metres each way.
func grow(b box, metres float64) box {
	clamp := func(v float64) int32 { return int32(min(max(v, math.MinInt32), math.MaxInt32)) }
	up := metres/metresAUnit + 1
	f := planeAt(Point{0, max(b.north, -b.south)})
	aside := up / max(f.squeeze, 0.01) * 1.01
	return box{clamp(float64(b.west) - aside), clamp(float64(b.south) - up), clamp(float64(b.east) + aside), clamp(float64(b.north) + up)}
}

// crosses says whether two lines meet at a place that is not an end of the first one, other than where one runs along the other.
func crosses(edge []Point, line []wall) bool {
	for i := 1; i < len(edge); i++ {
		a, b := edge[i-1], edge[i]
		if a == b {
			continue
		}
		for _, piece := range line {
			c, ok := meet(a, b, piece.a, piece.b)
			if ok && c.from == c.to && (c.from > 0 || i > 1) && (c.to < 1 || i < len(edge)-1) {
				return true
			}
		}
	}
	return false
}

// runsAlong measures at the middle of every step of the edge.
func runsAlong(edge []Point, line []wall, width float64) bool {
	near, total := 0.0, 0.0
	for i := 1; i < len(edge); i++ {
		f := planeAt(edge[i-1])
		vx, vy := f.of(edge[i])
		length := math.Hypot(vx, vy) * metresAUnit
		total += length
		steps := min(math.Ceil(length/step), 10_000)
		for k := 0.5; k < steps; k++ {
			if beside(between(edge[i-1], edge[i], k/steps), vx, vy, line, width) {
				near += length / steps
			}
		}
	}
	return near > 0 && near >= min(2*width, 0.8*total)
}

// beside says whether a part of the line is near a place and runs the way of v, or against it.
func beside(p Point, vx, vy float64, line []wall, width float64) bool {
	f := planeAt(p)
	most := width / metresAUnit
	for _, piece := range line {
		if square, _ := f.toSegment(piece.a, piece.b); square > most*most {
			continue
		}
		ax, ay := f.of(piece.a)
		bx, by := f.of(piece.b)
		dot, turn := (bx-ax)*vx+(by-ay)*vy, (bx-ax)*vy-(by-ay)*vx
		if math.Abs(dot) > math.Abs(turn) {
			return true
		}
	}
	return false
}
