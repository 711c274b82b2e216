package source

import (
	"math"

	"github.com/paulmach/orb"
)

func finite(p orb.Point) bool {
	return !math.IsNaN(p[0]) && !math.IsInf(p[0], 0) && !math.IsNaN(p[1]) && !math.IsInf(p[1], 0)
}

// checkGeometry undoes the projection in place and refuses what no map can show: coordinates that are no numbers or off the earth,
// rings that are not closed or have no area, lines of one point.
func checkGeometry(g orb.Geometry, row int, undo func(orb.Point) orb.Point) *Error {
	c := checker{row: row, undo: undo}
	c.geometry(g)
	return c.fault
}

type checker struct {
	row   int
	undo  func(orb.Point) orb.Point
	fault *Error
}

func (c *checker) refuse(reason, remedy Text) {
	if c.fault == nil {
		c.fault = &Error{Row: c.row, Column: "geometry", Reason: reason, Remedy: remedy}
	}
}

func (c *checker) geometry(g orb.Geometry) {
	switch g := g.(type) {
	case orb.MultiPoint:
		c.points(g)
	case orb.LineString:
		c.line(g)
	case orb.MultiLineString:
		for _, line := range g {
			c.line(line)
		}
	case orb.Polygon:
		c.polygon(g)
	case orb.MultiPolygon:
		for _, polygon := range g {
			c.polygon(polygon)
		}
	case orb.Collection:
		for i, member := range g {
			if p, ok := member.(orb.Point); ok {
				g[i] = c.point(p)
				continue
			}
			c.geometry(member)
		}
	}
}

func (c *checker) point(p orb.Point) orb.Point {
	if !finite(p) {
		c.refuse(both("निर्देशांक संख्या नहीं है (NaN या अनंत)", "a coordinate is not a number (NaN or infinite)"), Text{})
		return p
	}
	q := p
	if c.undo != nil {
		q = c.undo(p)
	}
	if !finite(q) || !degrees().Contains(q) {
		c.refuse(bothf("निर्देशांक (%g, %g) पृथ्वी से बाहर है", "coordinate (%g, %g) is off the earth", p[0], p[1]),
			both("देशांतर −180…180, अक्षांश −90…90 होना चाहिए; प्रक्षेप जाँचें (--crs)", "longitude must be −180…180 and latitude −90…90; check the projection (--crs)"))
	}
	return q
}

func (c *checker) points(points []orb.Point) {
	for i := range points {
		points[i] = c.point(points[i])
	}
}

func (c *checker) line(line orb.LineString) {
	if len(line) < 2 {
		c.refuse(both("रेखा में दो से कम बिंदु हैं", "a line has fewer than two points"), Text{})
	}
	c.points(line)
}

func (c *checker) polygon(polygon orb.Polygon) {
	if len(polygon) == 0 {
		c.refuse(both("बहुभुज में कोई छल्ला नहीं", "a polygon has no ring"), Text{})
	}
	for _, ring := range polygon {
		if len(ring) > 0 && ring[0] != ring[len(ring)-1] {
			c.refuse(both("बहुभुज का छल्ला बंद नहीं है (पहला और अंतिम बिंदु अलग हैं)", "a ring is not closed (its first and last points differ)"),
				both("छल्ले को बंद करें; हो सकता है कि सीमा का एक भाग छूट गया हो", "close the ring; part of the boundary may be missing"))
		} else if len(ring) < 4 {
			c.refuse(both("छल्ले में चार से कम बिंदु हैं", "a ring has fewer than four points"), both("इस टुकड़े को हटाएँ", "remove this part"))
		}
		c.points(ring)
	}
}
