package road

import "math"

// PointAt is the place at a fraction of an edge's length from its first vertex, and the vertex (of Network.Points) at or before it, which is
// never the last. It undoes Snap.Fraction to the unit of Point. Fractions outside 0..1 count as the nearer end.
func (n *Network) PointAt(edge uint32, fraction float64) (at Point, vertex uint32) {
	e := &n.Edges[edge]
	if !(fraction > 0) {
		return n.Points[e.First], e.First
	}
	if fraction >= 1 {
		return n.Points[e.Last], e.Last - 1
	}
	f := planeAt(n.Points[e.First])
	left := fraction * n.span(&f, e.First, e.Last)
	for v := e.First; v < e.Last; v++ {
		length := n.span(&f, v, v+1)
		if left < length {
			return between(n.Points[v], n.Points[v+1], left/length), v
		}
		left -= length
	}
	return n.Points[e.Last], e.Last - 1
}

// span is the length of the line from a vertex to a later one, in units of a plane.
func (n *Network) span(f *plane, from, to uint32) float64 {
	sum := 0.0
	for v := from; v < to; v++ {
		ax, ay := f.of(n.Points[v])
		bx, by := f.of(n.Points[v+1])
		sum += math.Hypot(bx-ax, by-ay)
	}
	return sum
}

func between(a, b Point, share float64) Point {
	mix := func(a, b int32) int32 { return int32(math.Round(float64(a) + share*float64(int64(b)-int64(a)))) }
	return Point{mix(a.Lon, b.Lon), mix(a.Lat, b.Lat)}
}

// fraction of an edge's length up to a share of the segment after a vertex.
func (n *Network) fraction(edge, vertex uint32, share float64) float64 {
	e := &n.Edges[edge]
	f := planeAt(n.Points[e.First])
	before := n.span(&f, e.First, vertex)
	here := n.span(&f, vertex, vertex+1)
	total := before + here + n.span(&f, vertex+1, e.Last)
	if total == 0 {
		return 0
	}
	return min((before+share*here)/total, 1)
}
