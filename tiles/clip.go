package tiles

import "math"

// The tile with its buffer, which geometry is clipped to.
const (
	clipMin = -Buffer
	clipMax = Extent + Buffer
)

func inside(v vertex) bool {
	return v.x >= clipMin && v.x <= clipMax && v.y >= clipMin && v.y <= clipMax
}

// side is one of the four edges of the clipping box.
type side uint8

const (
	west side = iota
	east
	north
	south
)

func (s side) keeps(v vertex) bool {
	switch s {
	case west:
		return v.x >= clipMin
	case east:
		return v.x <= clipMax
	case north:
		return v.y >= clipMin
	default:
		return v.y <= clipMax
	}
}

// cut is where the segment from a to b crosses the edge, to the nearest unit.
func (s side) cut(a, b vertex) vertex {
	at := func(from, to, otherFrom, otherTo, edge int32) int32 {
		share := (float64(edge) - float64(from)) / (float64(to) - float64(from))
		return int32(math.Round(float64(otherFrom) + share*(float64(otherTo)-float64(otherFrom))))
	}
	switch s {
	case west:
		return vertex{clipMin, at(a.x, b.x, a.y, b.y, clipMin)}
	case east:
		return vertex{clipMax, at(a.x, b.x, a.y, b.y, clipMax)}
	case north:
		return vertex{at(a.y, b.y, a.x, b.x, clipMin), clipMin}
	default:
		return vertex{at(a.y, b.y, a.x, b.x, clipMax), clipMax}
	}
}

// clipRing clips a ring to the box (Sutherland and Hodgman 1974): one edge after the other. A ring that leaves and comes back keeps a
// stretch along the edge, out of sight in the buffer. The result may be in either slice; both are reused.
func clipRing(ring, spare []vertex) (result, other []vertex) {
	for s := west; s <= south; s++ {
		if len(ring) == 0 {
			return ring, spare
		}
		spare = spare[:0]
		last := ring[len(ring)-1]
		lastKept := s.keeps(last)
		for _, v := range ring {
			kept := s.keeps(v)
			if kept != lastKept {
				spare = append(spare, s.cut(last, v))
			}
			if kept {
				spare = append(spare, v)
			}
			last, lastKept = v, kept
		}
		ring, spare = spare, ring
	}
	return ring, spare
}

// tidyRing drops repeated vertices in place.
func tidyRing(ring []vertex) []vertex {
	kept := ring[:0]
	for _, v := range ring {
		if len(kept) == 0 || kept[len(kept)-1] != v {
			kept = append(kept, v)
		}
	}
	for len(kept) > 1 && kept[0] == kept[len(kept)-1] {
		kept = kept[:len(kept)-1]
	}
	return kept
}

// doubleArea is twice the signed area; positive is clockwise on the map, as MVT wants outer rings.
func doubleArea(ring []vertex) int64 {
	if len(ring) < 3 {
		return 0
	}
	sum, last := int64(0), ring[len(ring)-1]
	for _, v := range ring {
		sum += int64(last.x)*int64(v.y) - int64(v.x)*int64(last.y)
		last = v
	}
	return sum
}

// clipSegment clips a segment to the box (Liang and Barsky 1984). ok is false when nothing is left.
func clipSegment(a, b vertex) (from, to vertex, ok bool) {
	t0, t1 := 0.0, 1.0
	dx, dy := float64(b.x)-float64(a.x), float64(b.y)-float64(a.y)
	for _, edge := range [4][2]float64{
		{-dx, float64(a.x) - clipMin}, {dx, clipMax - float64(a.x)},
		{-dy, float64(a.y) - clipMin}, {dy, clipMax - float64(a.y)},
	} {
		p, q := edge[0], edge[1]
		switch {
		case p == 0:
			if q < 0 {
				return a, b, false
			}
		case p < 0:
			t0 = math.Max(t0, q/p)
		default:
			t1 = math.Min(t1, q/p)
		}
	}
	if t0 > t1 {
		return a, b, false
	}
	from, to = a, b
	if t0 > 0 {
		from = vertex{int32(math.Round(float64(a.x) + t0*dx)), int32(math.Round(float64(a.y) + t0*dy))}
	}
	if t1 < 1 {
		to = vertex{int32(math.Round(float64(a.x) + t1*dx)), int32(math.Round(float64(a.y) + t1*dy))}
	}
	return from, to, true
}
