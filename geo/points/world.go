// Package points keeps points of one kind in an immutable set that answers: which lie in this box, which are nearest to this
// place, how many lie in each cell of a grid and where is their middle. A change makes a new set that shares all but a few chunks
// with the old one.
package points

import (
	"math"

	"github.com/paulmach/orb"
)

// Coordinates of the world square: Web Mercator (EPSG:3857) over 2^32 units a side, x to the east from 180° W, y to the south from
// 85.0511° N; a unit is 9 mm at the equator. The tile z/x/y of a point has the top z bits of its x and y.

const worldSize = 1 << 32

// MaxLatitude is where Web Mercator ends.
const MaxLatitude = 85.05112877980659

// World projects a longitude and latitude in degrees. What lies outside the square is moved to its edge; NaN goes to 0.
func World(p orb.Point) (x, y uint32) {
	fx, fy := WorldFloat(p)
	return toUnits(fx), toUnits(fy)
}

// WorldFloat is World without rounding, in units.
func WorldFloat(p orb.Point) (x, y float64) {
	lat := math.Max(-MaxLatitude, math.Min(MaxLatitude, p[1]))
	s := math.Sin(lat * math.Pi / 180)
	x = (p[0]/360 + 0.5) * worldSize
	y = (0.5 - math.Log((1+s)/(1-s))/(4*math.Pi)) * worldSize
	return x, y
}

func toUnits(v float64) uint32 {
	switch {
	case !(v > 0): // NaN too
		return 0
	case v >= worldSize-1:
		return worldSize - 1
	default:
		return uint32(v)
	}
}

// FromWorld is the longitude and latitude of the middle of a unit.
func FromWorld(x, y uint32) orb.Point {
	n := math.Pi * (1 - 2*(float64(y)+0.5)/worldSize)
	return orb.Point{((float64(x)+0.5)/worldSize - 0.5) * 360, math.Atan(math.Sinh(n)) * 180 / math.Pi}
}

// earthRadius in metres, of the sphere that distances are measured on.
const earthRadius = 6371008.8

// Metres is the great-circle distance between two longitude-latitude points.
func Metres(a, b orb.Point) float64 {
	const rad = math.Pi / 180
	dLat, dLon := (b[1]-a[1])*rad/2, (b[0]-a[0])*rad/2
	h := math.Sin(dLat)*math.Sin(dLat) + math.Cos(a[1]*rad)*math.Cos(b[1]*rad)*math.Sin(dLon)*math.Sin(dLon)
	return 2 * earthRadius * math.Asin(math.Min(1, math.Sqrt(h)))
}

// Box is a closed box of world units.
type Box struct{ MinX, MinY, MaxX, MaxY uint32 }

// Contains says whether a point lies in the box, its edges included.
func (b Box) Contains(x, y uint32) bool {
	return x >= b.MinX && x <= b.MaxX && y >= b.MinY && y <= b.MaxY
}

// Intersects says whether two boxes share a point.
func (b Box) Intersects(o Box) bool {
	return b.MinX <= o.MaxX && o.MinX <= b.MaxX && b.MinY <= o.MaxY && o.MinY <= b.MaxY
}

func (b Box) covers(o Box) bool {
	return b.MinX <= o.MinX && b.MinY <= o.MinY && b.MaxX >= o.MaxX && b.MaxY >= o.MaxY
}

// BoxOf is the box of a longitude-latitude bound.
func BoxOf(b orb.Bound) Box {
	minX, maxY := World(b.Min)
	maxX, minY := World(b.Max)
	return Box{MinX: minX, MinY: minY, MaxX: maxX, MaxY: maxY}
}

// interleave gives the Morton key: bits of x at even places, of y at odd ones. Quadrants of the square are ranges of keys.
func interleave(x, y uint32) uint64 { return spread(x) | spread(y)<<1 }

func spread(v uint32) uint64 {
	w := uint64(v)
	w = (w | w<<16) & 0x0000ffff0000ffff
	w = (w | w<<8) & 0x00ff00ff00ff00ff
	w = (w | w<<4) & 0x0f0f0f0f0f0f0f0f
	w = (w | w<<2) & 0x3333333333333333
	return (w | w<<1) & 0x5555555555555555
}

func deinterleave(key uint64) (x, y uint32) { return gather(key), gather(key >> 1) }

func gather(w uint64) uint32 {
	w &= 0x5555555555555555
	w = (w | w>>1) & 0x3333333333333333
	w = (w | w>>2) & 0x0f0f0f0f0f0f0f0f
	w = (w | w>>4) & 0x00ff00ff00ff00ff
	w = (w | w>>8) & 0x0000ffff0000ffff
	return uint32(w | w>>16)
}

// Morton is the key that sets are ordered by: quadrants of the world are ranges of keys.
func Morton(x, y uint32) uint64 { return interleave(x, y) }
