package sketch

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/simplify"

	"rasad/geo/points"
)

// pixel is how far a line may be from where it should: less than can be seen.
const pixel = 0.5

// view maps the world square to a drawing's box.
type view struct {
	x0, y0 float64 // world units at the left and top edge
	scale  float64 // drawing units for a world unit
	frame  orb.Bound
	metres float64 // of one drawing unit, in the middle
	pixel  float64 // lines may be so far from where they should
}

// fit shows a box of degrees as large as the margins allow.
func fit(box orb.Bound, width, height, margin float64) view {
	west, north := points.WorldFloat(orb.Point{box.Min[0], box.Max[1]})
	east, south := points.WorldFloat(orb.Point{box.Max[0], box.Min[1]})
	const least = 10_000 // units, some 100 m: a ward of one point is still a map
	dx, dy := math.Max(east-west, least), math.Max(south-north, least)
	scale := math.Min((width-2*margin)/dx, (height-2*margin)/dy)
	v := view{scale: scale, pixel: pixel, frame: orb.Bound{Max: orb.Point{width, height}}}
	v.x0, v.y0 = (west+east)/2-width/2/scale, (north+south)/2-height/2/scale
	const equator = 2 * math.Pi * 6378137 / (1 << 32) // metres of a unit there
	v.metres = equator * math.Cos((box.Min[1]+box.Max[1])/2*math.Pi/180) / scale
	return v
}

// world moves a point of world units into the box.
func (v view) world(x, y float64) orb.Point {
	return orb.Point{(x - v.x0) * v.scale, (y - v.y0) * v.scale}
}

func (v view) at(p orb.Point) orb.Point {
	x, y := points.WorldFloat(p)
	return v.world(x, y)
}

// ring is a ring of degrees in the box, closed, clipped and simplified; nil when nothing is left.
func (v view) ring(r orb.Ring) orb.LineString {
	moved := make(orb.Ring, len(r))
	for i, p := range r {
		moved[i] = v.at(p)
	}
	return v.area(moved)
}

// area does so with a ring of drawing units, which it may change.
func (v view) area(r orb.Ring) orb.LineString {
	r = clip.Ring(v.frame, r)
	if len(r) < 3 {
		return nil
	}
	if r[0] != r[len(r)-1] {
		r = append(r, r[0])
	}
	line := simplify.DouglasPeucker(v.pixel).LineString(orb.LineString(r))
	if len(line) < 4 {
		return nil
	}
	return line
}

// edges are a ring's lines inside the box; where the box cuts it there is none.
func (v view) edges(r orb.Ring) []orb.LineString {
	line := make(orb.LineString, len(r))
	for i, p := range r {
		line[i] = v.at(p)
	}
	return v.strokes(line)
}

// strokes are the parts of a line of drawing units inside the box, simplified.
func (v view) strokes(line orb.LineString) []orb.LineString {
	var out []orb.LineString
	for _, part := range clip.LineString(v.frame, line) {
		if part = simplify.DouglasPeucker(v.pixel).LineString(part); len(part) >= 2 {
			out = append(out, part)
		}
	}
	return out
}

// closed says whether a line returns to where it began.
func closed(line orb.LineString) bool {
	return len(line) > 3 && line[0] == line[len(line)-1]
}
