// Package crs knows the coordinate reference systems in which features are given: by URI, with their axis order and precision.
package crs

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/project"

	"rasad/geo/utm"
)

// CRS is a coordinate reference system.
type CRS struct {
	URI      string
	Name     string // for people
	Code     int    // EPSG; 0: CRS84
	Decimals int    // of a coordinate: 1 cm of the ground, or finer
	Degrees  bool
	LatFirst bool // axis order

	forward, inverse func(orb.Point) orb.Point // lon, lat → east, north and back; nil: degrees
}

// The URIs that others name too.
const (
	CRS84    = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	EPSG4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"
	EPSG3857 = "http://www.opengis.net/def/crs/EPSG/0/3857"
	epsg     = "http://www.opengis.net/def/crs/EPSG/0/"
)

// All lists the systems, the default first. The caller owns the slice.
func All() []CRS {
	west, east := utm.New(43, false), utm.New(44, false)
	return []CRS{
		{URI: CRS84, Name: "WGS 84, longitude and latitude", Decimals: 7, Degrees: true},
		{URI: EPSG4326, Name: "WGS 84, latitude and longitude", Code: 4326, Decimals: 7, Degrees: true, LatFirst: true},
		{URI: EPSG3857, Name: "Web Mercator", Code: 3857, Decimals: 3, forward: mercator, inverse: project.Mercator.ToWGS84},
		{URI: epsg + "32643", Name: "WGS 84 / UTM 43N", Code: 32643, Decimals: 3, forward: west.FromDegrees, inverse: west.ToDegrees},
		{URI: epsg + "32644", Name: "WGS 84 / UTM 44N", Code: 32644, Decimals: 3, forward: east.FromDegrees, inverse: east.ToDegrees},
	}
}

// mercator keeps the poles finite.
func mercator(p orb.Point) orb.Point {
	const last = 85.05112877980659
	return project.WGS84.ToMercator(orb.Point{p[0], max(-last, min(last, p[1]))})
}

// URIs of all systems, the default first.
func URIs() []string {
	var list []string
	for _, c := range All() {
		list = append(list, c.URI)
	}
	return list
}

// Default is CRS84.
func Default() CRS { return All()[0] }

// Find knows a system by its URI alone.
func Find(uri string) (CRS, bool) {
	for _, c := range All() {
		if c.URI == uri {
			return c, true
		}
	}
	return CRS{}, false
}

// FromLonLat gives the coordinates, in the order of the axes, of a point in degrees, longitude first.
func (c CRS) FromLonLat(p orb.Point) orb.Point {
	if c.forward != nil {
		p = c.forward(p)
	}
	if c.LatFirst {
		p[0], p[1] = p[1], p[0]
	}
	return p
}

// ToLonLat is the other way.
func (c CRS) ToLonLat(p orb.Point) orb.Point {
	if c.LatFirst {
		p[0], p[1] = p[1], p[0]
	}
	if c.inverse != nil {
		p = c.inverse(p)
	}
	return p
}

// Same says that coordinates are degrees, longitude first, as the record keeps them.
func (c CRS) Same() bool { return c.forward == nil && !c.LatFirst }

// envelopeSteps is how finely the sides of a projected box are followed.
const envelopeSteps = 32

// Envelope is a box in degrees, longitude first, around a box of the system's coordinates, its sides bent as the projection bends them;
// what lies beyond the system's part of the world is left out.
func (c CRS) Envelope(b orb.Bound) orb.Bound {
	if c.inverse == nil {
		return orb.Bound{Min: c.ToLonLat(b.Min), Max: c.ToLonLat(b.Max)}
	}
	low, high := orb.Point{-2e6, 0}, orb.Point{3e6, 9.9e6} // a zone and three more on either side
	if c.Code == 3857 {
		const half = 20037508.342789244
		low, high = orb.Point{-half, -half}, orb.Point{half, half}
	}
	for axis := range 2 {
		b.Min[axis], b.Max[axis] = max(low[axis], min(high[axis], b.Min[axis])), max(low[axis], min(high[axis], b.Max[axis]))
	}
	first := c.inverse(b.Min)
	out := orb.Bound{Min: first, Max: first}
	for i := range envelopeSteps + 1 {
		f := float64(i) / envelopeSteps
		x, y := b.Min[0]+f*(b.Max[0]-b.Min[0]), b.Min[1]+f*(b.Max[1]-b.Min[1])
		for _, p := range []orb.Point{{x, b.Min[1]}, {x, b.Max[1]}, {b.Min[0], y}, {b.Max[0], y}} {
			out = out.Extend(c.inverse(p))
		}
	}
	slack := 1e-3 * math.Max(out.Max[0]-out.Min[0], out.Max[1]-out.Min[1]) // between two steps a side bulges less than this
	return out.Pad(slack + 1e-9)
}
