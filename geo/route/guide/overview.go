package guide

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/simplify"

	"rasad/geo/road"
)

const metresPerDegree = earthRadius * math.Pi / 180

// Simplify leaves out vertices that are nearer than so many metres to the line without them (Douglas and Peucker). The ends stay, and every
// vertex that stays is one of the line's.
func Simplify(line []road.Point, metres float64) []road.Point {
	if len(line) < 3 || metres <= 0 {
		return line
	}
	// In degrees of latitude; longitudes shrink with the latitude.
	shrink := math.Max(1e-6, math.Cos(radians(line[0].Lat)))
	flat := make(orb.LineString, len(line))
	for i, p := range line {
		flat[i] = orb.Point{float64(p.Lon) * 1e-7 * shrink, float64(p.Lat) * 1e-7}
	}
	flat = simplify.DouglasPeucker(metres / metresPerDegree).LineString(flat)
	out := make([]road.Point, len(flat))
	for i, p := range flat {
		out[i] = road.Point{Lon: int32(math.Round(p[0] * 1e7 / shrink)), Lat: int32(math.Round(p[1] * 1e7))}
	}
	return out
}

// Tolerance in metres of a line shown at a zoom (tiles of 256 pixels): about a pixel and a half.
func Tolerance(zoom int, latitude float64) float64 {
	return 1.5 * 2 * math.Pi * earthRadius * math.Cos(latitude*math.Pi/180) / (256 * math.Exp2(float64(zoom)))
}

// Zoom is the greatest, at most 18, at which the line fits a window of 1024 by 768 pixels.
func Zoom(line []road.Point) int {
	if len(line) == 0 {
		return 18
	}
	low, high := line[0], line[0]
	for _, p := range line {
		low = road.Point{Lon: min(low.Lon, p.Lon), Lat: min(low.Lat, p.Lat)}
		high = road.Point{Lon: max(high.Lon, p.Lon), Lat: max(high.Lat, p.Lat)}
	}
	shrink := math.Cos(radians(low.Lat))
	width := (float64(high.Lon) - float64(low.Lon)) * 1e-7 // of the world's 360
	height := (float64(high.Lat) - float64(low.Lat)) * 1e-7 / math.Max(shrink, 1e-6)
	for z := 18; z > 0; z-- {
		pixels := 256 * math.Exp2(float64(z)) / 360
		if width*pixels <= 1024 && height*pixels <= 768 {
			return z
		}
	}
	return 0
}

// Overview is the line as it need be when the whole of it is seen at once.
func Overview(line []road.Point) []road.Point {
	if len(line) < 3 {
		return line
	}
	return Simplify(line, Tolerance(Zoom(line), float64(line[0].Lat)*1e-7))
}
