package guide

import (
	"math"

	"rasad/geo/road"
)

const earthRadius = 6_371_008.8 // metres, as everywhere in geo/road

func radians(e7 int32) float64 { return float64(e7) * (1e-7 * math.Pi / 180) }

// metres between two places, on the sphere.
func metres(a, b road.Point) float64 {
	lat1, lat2 := radians(a.Lat), radians(b.Lat)
	s := math.Sin((lat2 - lat1) / 2)
	t := math.Sin((radians(b.Lon) - radians(a.Lon)) / 2)
	return 2 * earthRadius * math.Asin(math.Min(1, math.Sqrt(s*s+math.Cos(lat1)*math.Cos(lat2)*t*t)))
}

// bearing from a to b in degrees, 0 to 360.
func bearing(a, b road.Point) float64 {
	lat1, lat2, d := radians(a.Lat), radians(b.Lat), radians(b.Lon)-radians(a.Lon)
	y := math.Sin(d) * math.Cos(lat2)
	x := math.Cos(lat1)*math.Sin(lat2) - math.Sin(lat1)*math.Cos(lat2)*math.Cos(d)
	return math.Mod(math.Atan2(y, x)*180/math.Pi+360, 360)
}

func whole(bearing float64) int { return int(math.Round(bearing)) % 360 }

// turned is the angle from one bearing to another, more than -180 and at most 180.
func turned(before, after float64) float64 {
	d := math.Mod(after-before+720, 360)
	if d > 180 {
		d -= 360
	}
	return d
}

// vertices calls yield for the vertices of a directed edge in the order of travel.
func vertices(n *road.Network, d road.DirectedEdge) func(yield func(road.Point) bool) {
	e := n.Edges[d.Edge()]
	return func(yield func(road.Point) bool) {
		for i := e.First; i <= e.Last; i++ {
			at := i
			if d.Backward() {
				at = e.Last - (i - e.First)
			}
			if !yield(n.Points[at]) {
				return
			}
		}
	}
}

// lookAhead is how far along a road its bearing at a junction is taken: kerbs and drawing make the first metres crooked.
const lookAhead = 12

// leaving is the bearing with which a directed edge leaves its first junction.
func leaving(n *road.Network, d road.DirectedEdge) float64 {
	var start, last road.Point
	length, first := 0.0, true
	for p := range vertices(n, d) {
		if first {
			start, last, first = p, p, false
			continue
		}
		step := metres(last, p)
		if length+step >= lookAhead {
			return bearing(start, between(last, p, (lookAhead-length)/step))
		}
		length, last = length+step, p
	}
	return bearing(start, last)
}

// between is the place at a fraction of the way from a to b.
func between(a, b road.Point, f float64) road.Point {
	return road.Point{
		Lon: a.Lon + int32(math.Round(float64(b.Lon-a.Lon)*f)),
		Lat: a.Lat + int32(math.Round(float64(b.Lat-a.Lat)*f)),
	}
}

// stretch appends the line of a passage; a point equal to the line's last is left out.
func stretch(n *road.Network, line []road.Point, p Passage) []road.Point {
	total := 0.0
	var last road.Point
	first := true
	for v := range vertices(n, p.Edge) {
		if !first {
			total += metres(last, v)
		}
		last, first = v, false
	}
	from, to, done := p.From*total, p.To*total, 0.0
	first = true
	for v := range vertices(n, p.Edge) {
		if first {
			last, first = v, false
			if p.From <= 0 {
				line = extend(line, v)
			}
			continue
		}
		step := metres(last, v)
		if step > 0 {
			if p.From > 0 && from >= done && from < done+step {
				line = extend(line, between(last, v, (from-done)/step))
			}
			if p.To < 1 && to >= done && to < done+step {
				return extend(line, between(last, v, (to-done)/step))
			}
		}
		done += step
		if done > from || p.From >= 1 && done >= total {
			line = extend(line, v)
		}
		last = v
	}
	return line
}

func extend(line []road.Point, p road.Point) []road.Point {
	if len(line) > 0 && line[len(line)-1] == p {
		return line
	}
	return append(line, p)
}

// Line is the whole path's geometry: at least two points, no point twice in a row unless the path is one place.
func Line(n *road.Network, path Path) []road.Point {
	var line []road.Point
	for _, p := range path.Passages {
		line = stretch(n, line, p)
	}
	return atLeastTwo(line, path.From.On)
}

func atLeastTwo(line []road.Point, otherwise road.Point) []road.Point {
	switch len(line) {
	case 0:
		return []road.Point{otherwise, otherwise}
	case 1:
		return append(line, line[0])
	}
	return line
}
