package road

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// shape is polygons in units of a Point, their sides filed by bands of latitude. Whether a segment meets a side is reckoned in whole numbers and so
// exact; the places where they cross are not, but what lies between two of them is inside or outside by a whole stretch.
type shape struct {
	box   box
	bands [][]wall
	high  int64 // of a band, in units
}

// wall is a side of a polygon, or a piece of a line.
type wall struct {
	a, b    Point
	polygon int32 // which one; of a line, which piece
}

func newShape(polygons []orb.Polygon) *shape {
	s := &shape{box: box{math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32}}
	var walls []wall
	for i, p := range polygons {
		for _, ring := range p {
			for k := 1; k < len(ring); k++ {
				a, _ := pointOf(ring[k-1])
				b, _ := pointOf(ring[k])
				walls = append(walls, wall{a, b, int32(i)})
				s.box = s.box.union((&segment{a: a, b: b}).box())
			}
		}
	}
	s.high = bandHeight(walls, s.box)
	s.bands = make([][]wall, (int64(s.box.north)-int64(s.box.south))/s.high+1)
	for _, w := range walls {
		first, last := s.rows(w.a, w.b)
		for row := first; row <= last; row++ {
			s.bands[row] = append(s.bands[row], w)
		}
	}
	return s
}

// bandHeight makes about as many bands as walls, but so few that a wall is, on average, in ten at most.
func bandHeight(walls []wall, b box) int64 {
	sum := int64(0)
	for _, w := range walls {
		sum += max(int64(w.a.Lat)-int64(w.b.Lat), int64(w.b.Lat)-int64(w.a.Lat))
	}
	n := int64(max(len(walls), 1))
	return max((int64(b.north)-int64(b.south))/min(n, 2048), sum/(8*n)) + 1
}

// crowd is how many walls a band has on average.
func (s *shape) crowd() float64 {
	sum := 0
	for _, b := range s.bands {
		sum += len(b)
	}
	return float64(sum) / float64(len(s.bands))
}

// rows are the bands that a segment passes, or the nearest ones.
func (s *shape) rows(a, b Point) (first, last int) {
	row := func(lat int32) int {
		return int(min(max((int64(lat)-int64(s.box.south))/s.high, 0), int64(len(s.bands)-1)))
	}
	return row(min(a.Lat, b.Lat)), row(max(a.Lat, b.Lat))
}

// cut is where a segment meets a wall, a share of the segment; from is less than to where it runs along the wall.
type cut struct{ from, to float64 }

// divide says whether a stretch of a segment, more than a point, is inside or on the side of a polygon, and whether one is outside.
func (s *shape) divide(a, b Point) (inside, outside bool) {
	if a == b || !(&segment{a: a, b: b}).box().meets(s.box) {
		return false, a != b
	}
	ends := []float64{0, 1}
	var along []cut
	first, last := s.rows(a, b)
	for row := first; row <= last; row++ {
		for i := range s.bands[row] {
			if c, ok := meet(a, b, s.bands[row][i].a, s.bands[row][i].b); ok {
				ends = append(ends, c.from, c.to)
				if c.to > c.from {
					along = append(along, c)
				}
			}
		}
	}
	slices.Sort(ends)
	for i := 1; i < len(ends); i++ {
		low, high := ends[i-1], ends[i]
		if high-low < 1e-9 {
			continue
		}
		middle := (low + high) / 2
		on := slices.ContainsFunc(along, func(c cut) bool { return c.from <= middle && middle <= c.to })
		if on || s.holds(a, b, middle) {
			inside = true
		} else {
			outside = true
		}
	}
	return inside, outside
}

// cross is which side of the line from a to b a point lies on: more than nought is left. Areas are at most MaxAreaDegrees wide, which keeps the products
// within 64 bits.
func cross(a, b, p Point) int64 {
	return (int64(b.Lon)-int64(a.Lon))*(int64(p.Lat)-int64(a.Lat)) - (int64(b.Lat)-int64(a.Lat))*(int64(p.Lon)-int64(a.Lon))
}

// meet finds where the segment from a to b meets the one from c to d.
func meet(a, b, c, d Point) (cut, bool) {
	if !(&segment{a: a, b: b}).box().meets((&segment{a: c, b: d}).box()) {
		return cut{}, false
	}
	left, right := cross(a, b, c), cross(a, b, d)
	if left == 0 && right == 0 {
		from, to := shareOf(a, b, c), shareOf(a, b, d)
		from, to = max(min(from, to), 0), min(max(from, to), 1)
		return cut{from, to}, from <= to
	}
	if left > 0 && right > 0 || left < 0 && right < 0 {
		return cut{}, false
	}
	before, after := cross(c, d, a), cross(c, d, b)
	if before > 0 && after > 0 || before < 0 && after < 0 {
		return cut{}, false
	}
	at := float64(before) / (float64(before) - float64(after))
	return cut{at, at}, true
}

// shareOf is how far along a segment a point on its line lies.
func shareOf(a, b, p Point) float64 {
	if b.Lon != a.Lon {
		return float64(int64(p.Lon)-int64(a.Lon)) / float64(int64(b.Lon)-int64(a.Lon))
	}
	return float64(int64(p.Lat)-int64(a.Lat)) / float64(int64(b.Lat)-int64(a.Lat))
}

// holds says whether a place on a segment is inside a polygon, by how many walls lie to the east of it. The place lies on no wall.
func (s *shape) holds(a, b Point, share float64) bool {
	x := share * float64(int64(b.Lon)-int64(a.Lon)) // from a, in units
	y := share * float64(int64(b.Lat)-int64(a.Lat))
	row := int64(math.Floor((float64(a.Lat) + y - float64(s.box.south)) / float64(s.high)))
	if row < 0 || row >= int64(len(s.bands)) {
		return false
	}
	polygon, odd := int32(-1), false
	for _, w := range s.bands[row] {
		if w.polygon != polygon {
			if odd {
				return true
			}
			polygon = w.polygon
		}
		cx, cy := float64(int64(w.a.Lon)-int64(a.Lon)), float64(int64(w.a.Lat)-int64(a.Lat))
		dx, dy := float64(int64(w.b.Lon)-int64(a.Lon)), float64(int64(w.b.Lat)-int64(a.Lat))
		if (cy > y) != (dy > y) && x < cx+(y-cy)/(dy-cy)*(dx-cx) {
			odd = !odd
		}
	}
	return odd
}
