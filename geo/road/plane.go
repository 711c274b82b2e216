package road

import "math"

// Metres of a degree of latitude, in units of a Point.
const metresAUnit = 6_371_008.8 * math.Pi / 180 * 1e-7

// plane is the surroundings of a place as a flat map: units of latitude both ways, the place in the middle. Distances from the place are off by
// less than 0.1 % within 10 km.
type plane struct {
	lon, lat int64
	squeeze  float64 // units of latitude that one of longitude is as long as
}

func planeAt(p Point) plane {
	return plane{int64(p.Lon), int64(p.Lat), math.Cos(float64(p.Lat) * 1e-7 * math.Pi / 180)}
}

func (f *plane) of(p Point) (x, y float64) {
	return float64(int64(p.Lon)-f.lon) * f.squeeze, float64(int64(p.Lat) - f.lat)
}

// toBox is the square of the distance from the middle to a box.
func (f *plane) toBox(b *box) float64 {
	dx := max(int64(b.west)-f.lon, f.lon-int64(b.east), 0)
	dy := max(int64(b.south)-f.lat, f.lat-int64(b.north), 0)
	x, y := float64(dx)*f.squeeze, float64(dy)
	return x*x + y*y
}

// toSegment is the square of the distance from the middle to a segment, and the share of the segment before its nearest point. At its ends
// the distance is that to the vertex, exactly the same for all segments that meet there.
func (f *plane) toSegment(a, b Point) (square, share float64) {
	ax, ay := f.of(a)
	bx, by := f.of(b)
	vx, vy := bx-ax, by-ay
	dot, length := -(ax*vx + ay*vy), vx*vx+vy*vy
	if dot <= 0 {
		return ax*ax + ay*ay, 0
	}
	if dot >= length {
		return bx*bx + by*by, 1
	}
	across := ax*vy - ay*vx
	return across * across / length, dot / length
}

// bearing of a segment in degrees clockwise from north, and whether it has one.
func bearing(a, b Point) (float64, bool) {
	f := planeAt(a)
	x, y := f.of(b)
	if x == 0 && y == 0 {
		return 0, false
	}
	d := math.Atan2(x, y) * 180 / math.Pi
	if d < 0 {
		d += 360
	}
	return d, true
}
