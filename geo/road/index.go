package road

import (
	"math"
	"slices"
)

// An Index answers which edges are near a place or within a box. It is a packed Hilbert R-tree (Kamel and Faloutsos 1994) over the straight
// segments of all edges: segments stand in the order of their middles along a Hilbert curve, `fan` of them make a leaf, `fan` boxes
// a box above. 20 bytes a segment and 2.3 of boxes; nothing in it points anywhere, and it never changes once made.
type Index struct {
	n        *Network
	segments []segment
	boxes    []box
	levels   []int // boxes[levels[l] : levels[l+1]] are those of level l, leaves first, the root alone last
}

const fan = 8

// segment is a straight piece of an edge, in the direction of drawing.
type segment struct {
	a, b Point
	edge uint32
}

// box holds its sides too.
type box struct{ west, south, east, north int32 }

func (b box) union(o box) box {
	return box{min(b.west, o.west), min(b.south, o.south), max(b.east, o.east), max(b.north, o.north)}
}

func (b box) meets(o box) bool {
	return b.west <= o.east && o.west <= b.east && b.south <= o.north && o.south <= b.north
}

func (s *segment) box() box {
	return box{min(s.a.Lon, s.b.Lon), min(s.a.Lat, s.b.Lat), max(s.a.Lon, s.b.Lon), max(s.a.Lat, s.b.Lat)}
}

// NewIndex makes the index of all edges of a network, in O(n log n) of its segments.
func NewIndex(n *Network) *Index {
	x := &Index{n: n, segments: segmentsOf(n)}
	x.sort()
	x.pack()
	return x
}

// segmentsOf leaves out those of no length, unless an edge has no other.
func segmentsOf(n *Network) []segment {
	list := make([]segment, 0, len(n.Points))
	for e := range n.Edges {
		edge, start := &n.Edges[e], len(list)
		for v := edge.First; v < edge.Last; v++ {
			if a, b := n.Points[v], n.Points[v+1]; a != b {
				list = append(list, segment{a, b, uint32(e)})
			}
		}
		if len(list) == start {
			list = append(list, segment{n.Points[edge.First], n.Points[edge.Last], uint32(e)})
		}
	}
	return list
}

// sort puts segments in the order of the curve, ties by their number.
func (x *Index) sort() {
	if len(x.segments) == 0 {
		return
	}
	all := x.segments[0].box()
	for i := range x.segments {
		all = all.union(x.segments[i].box())
	}
	extent := max(int64(all.east)-int64(all.west), int64(all.north)-int64(all.south), 1)
	cell := func(a, b, low int32) uint32 {
		return uint32(((int64(a)+int64(b))/2 - int64(low)) * math.MaxUint16 / extent)
	}
	keys := make([]uint64, len(x.segments))
	for i, s := range x.segments {
		keys[i] = uint64(hilbert(cell(s.a.Lon, s.b.Lon, all.west), cell(s.a.Lat, s.b.Lat, all.south)))<<32 | uint64(i)
	}
	slices.Sort(keys)
	sorted := make([]segment, len(keys))
	for i, key := range keys {
		sorted[i] = x.segments[uint32(key)]
	}
	x.segments = sorted
}

// pack makes the boxes, level by level.
func (x *Index) pack() {
	x.levels = []int{0}
	for i := 0; i < len(x.segments); i += fan {
		b := x.segments[i].box()
		for k := i + 1; k < min(i+fan, len(x.segments)); k++ {
			b = b.union(x.segments[k].box())
		}
		x.boxes = append(x.boxes, b)
	}
	for x.levels = append(x.levels, len(x.boxes)); x.count(len(x.levels)-2) > 1; x.levels = append(x.levels, len(x.boxes)) {
		first, last := x.levels[len(x.levels)-2], x.levels[len(x.levels)-1]
		for i := first; i < last; i += fan {
			b := x.boxes[i]
			for k := i + 1; k < min(i+fan, last); k++ {
				b = b.union(x.boxes[k])
			}
			x.boxes = append(x.boxes, b)
		}
	}
}

// count is how many boxes a level has.
func (x *Index) count(level int) int { return x.levels[level+1] - x.levels[level] }

// within visits the segments whose boxes meet a box.
func (x *Index) within(b box, visit func(s *segment)) {
	if len(x.segments) == 0 {
		return
	}
	var down func(level, i int)
	down = func(level, i int) {
		if !x.boxes[x.levels[level]+i].meets(b) {
			return
		}
		if level > 0 {
			for k := i * fan; k < min((i+1)*fan, x.count(level-1)); k++ {
				down(level-1, k)
			}
			return
		}
		for k := i * fan; k < min((i+1)*fan, len(x.segments)); k++ {
			if s := &x.segments[k]; s.box().meets(b) {
				visit(s)
			}
		}
	}
	down(len(x.levels)-2, 0)
}
