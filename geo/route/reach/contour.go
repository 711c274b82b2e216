package reach

import (
	"context"

	"github.com/paulmach/orb"
)

// An isochrone is the union of discs around every reached place on a street, as wide as one walks in the time left. The raster holds the distance
// to that union's edge, in cells, less than nought within; marching squares (Lorensen and Cline 1987, in the plane) with linear
// interpolation finds where it is nought. Four corners of two and two crosswise go by their mean. Crossings keep a fiftieth of a cell away
// from the corners, so that no two are in one place.

const (
	far       = 1.5 // cells outside beyond which distances do not matter
	smallHole = 8   // holes of fewer places are filled: a yard, a block
)

func (g *grid) newField() []float32 {
	field := make([]float32, g.width*g.height)
	for i := range field {
		field[i] = far
	}
	return field
}

// spread widens the field to what is reached within a limit.
func (g *grid) spread(ctx context.Context, field []float32, list []stretch, limit float64, o Options) error {
	walk := o.Speed / 1000 / g.cell // cells a millisecond
	aside := o.Aside / g.cell
	for i := range list {
		if i&4095 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		s := list[i]
		if !s.clip(0, limit) {
			continue
		}
		most := min(aside, (limit-min(s.ta, s.tb))*walk)
		g.near(&s, most+far, func(place int, distance, t float64) {
			if d := float32(distance - min(aside, (limit-t)*walk)); d < field[place] {
				field[place] = d
			}
		})
	}
	g.fillHoles(field)
	return nil
}

// fillHoles makes small parts that are outside, with inside all around, inside.
func (g *grid) fillHoles(field []float32) {
	seen := make([]bool, len(field))
	var part []int
	for start := range field {
		if field[start] < 0 || seen[start] {
			continue
		}
		seen[start] = true
		part = append(part[:0], start)
		for i := 0; i < len(part); i++ {
			x, y := part[i]%g.width, part[i]/g.width
			for ny := max(y-1, 0); ny <= min(y+1, g.height-1); ny++ {
				for nx := max(x-1, 0); nx <= min(x+1, g.width-1); nx++ {
					if n := ny*g.width + nx; field[n] >= 0 && !seen[n] {
						seen[n] = true
						part = append(part, n)
					}
				}
			}
		}
		if len(part) < smallHole { // the outermost part is never so small: it holds the margin
			for _, p := range part {
				field[p] = -0.05
			}
		}
	}
}

// contour traces where the field is nought, inside to the left. A crossing is named by the place west or south of it: twice that, plus 1 where it
// lies on the way to the place north.
func (g *grid) contour(field []float32) orb.MultiPolygon {
	next := map[int]int{}
	joined := newJoin(len(field))
	for y := 0; y+1 < g.height; y++ {
		for x := 0; x+1 < g.width; x++ {
			g.square(field, y*g.width+x, next, joined)
		}
	}
	at := func(crossing int) (x, y float64) {
		a := crossing / 2
		x, y, b := float64(a%g.width), float64(a/g.width), a+1
		if crossing&1 == 1 {
			b = a + g.width
		}
		share := min(max(float64(field[a]/(field[a]-field[b])), 0.02), 0.98)
		if crossing&1 == 1 {
			return x, y + share
		}
		return x + share, y
	}
	inner := func(crossing int) int { // the place inside
		a := crossing / 2
		switch {
		case field[a] < 0:
			return a
		case crossing&1 == 1:
			return a + g.width
		}
		return a + 1
	}
	return g.assemble(outline{next: next, at: at, part: func(crossing int) int { return joined.find(inner(crossing)) }})
}

// square links the crossings on the sides of one square of four places, p its south-western.
func (g *grid) square(field []float32, p int, next map[int]int, joined join) {
	corners := [4]int{p, p + 1, p + g.width + 1, p + g.width}       // counter-clockwise
	sides := [4]int{2 * p, 2*(p+1) + 1, 2 * (p + g.width), 2*p + 1} // from each corner to the next
	var in [4]bool
	count := 0
	for i, c := range corners {
		if in[i] = field[c] < 0; in[i] {
			count++
		}
	}
	if count == 0 {
		return
	}
	for i := range 4 {
		if in[i] && in[(i+1)%4] {
			joined.unite(corners[i], corners[(i+1)%4])
		}
	}
	if count == 4 {
		return
	}
	across := count == 2 && in[0] == in[2] // two and two crosswise
	middle := across && field[corners[0]]+field[corners[1]]+field[corners[2]]+field[corners[3]] < 0
	for i := range 4 {
		if !in[i] || in[(i+1)%4] { // the outline comes in where a side leads from inside to outside ...
			continue
		}
		k, step := i+3, 3 // ... and goes out where, to the right from there, or to the left, one leads inside again
		if middle {
			k, step = i+1, 1
		}
		for in[k%4] || !in[(k+1)%4] {
			k += step
		}
		next[sides[i]] = sides[k%4]
	}
	if middle {
		for i := range 2 {
			if in[i] {
				joined.unite(corners[i], corners[i+2])
			}
		}
	}
}
