package cql2

import (
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"
)

// isWKT says whether a word begins a geometry.
func isWKT(lower string) bool {
	switch lower {
	case "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection":
		return true
	}
	return false
}

// geometry reads the rest of a WKT geometry. Heights are read and left out.
func (p *textParser) geometry(word string, offset int) (*Node, *Error) {
	g, err := p.wkt(word)
	if err != nil {
		return nil, err
	}
	return p.place(offset, g)
}

func (p *textParser) wkt(word string) (orb.Geometry, *Error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer p.up()
	if p.now.is("z") {
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
	switch word {
	case "point":
		return bracketed(p, p.position)
	case "linestring":
		line, err := several(p, p.position)
		return orb.LineString(line), err
	case "polygon":
		return p.polygon()
	case "multipoint":
		points, err := several(p, p.multiPosition)
		return orb.MultiPoint(points), err
	case "multilinestring":
		lines, err := several(p, func() (orb.LineString, *Error) {
			line, err := several(p, p.position)
			return line, err
		})
		return orb.MultiLineString(lines), err
	case "multipolygon":
		polygons, err := several(p, p.polygon)
		return orb.MultiPolygon(polygons), err
	}
	members, err := several(p, func() (orb.Geometry, *Error) {
		word := lowerWord(p.now)
		if !isWKT(word) {
			return nil, p.unexpected()
		}
		if err := p.advance(); err != nil {
			return nil, err
		}
		return p.wkt(word)
	})
	return orb.Collection(members), err
}

func lowerWord(t token) string {
	for _, word := range []string{"point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection"} {
		if t.is(word) {
			return word
		}
	}
	return ""
}

func (p *textParser) polygon() (orb.Polygon, *Error) {
	rings, err := several(p, func() (orb.Ring, *Error) {
		ring, err := several(p, p.position)
		return ring, err
	})
	return rings, err
}

// multiPosition is a position of a MULTIPOINT, in brackets or without.
func (p *textParser) multiPosition() (orb.Point, *Error) {
	if p.now.sign("(") {
		return bracketed(p, p.position)
	}
	return p.position()
}

func (p *textParser) position() (orb.Point, *Error) {
	var at orb.Point
	for i := range 3 {
		if i == 2 && p.now.kind != tokenNumber && !p.now.sign("-") && !p.now.sign("+") {
			break
		}
		n, err := p.coordinate()
		if err != nil {
			return at, err
		}
		if i < 2 {
			at[i] = n
		}
	}
	if p.vertices++; p.vertices > MaxVertices {
		return at, fault(p.now.offset, "more than %d positions", "%d से अधिक बिंदु", MaxVertices)
	}
	return at, nil
}

func (p *textParser) coordinate() (float64, *Error) {
	minus := p.now.sign("-")
	if minus || p.now.sign("+") {
		if err := p.advance(); err != nil {
			return 0, err
		}
	}
	n, err := strconv.ParseFloat(p.now.text, 64)
	if p.now.kind != tokenNumber || err != nil {
		return 0, p.unexpected()
	}
	if minus {
		n = -n
	}
	return n, p.advance()
}

func bracketed[T any](p *textParser, part func() (T, *Error)) (value T, err *Error) {
	if err = p.expect("("); err != nil {
		return value, err
	}
	if value, err = part(); err != nil {
		return value, err
	}
	return value, p.expect(")")
}

// several reads parts in brackets with commas between them: one at least.
func several[T any](p *textParser, part func() (T, *Error)) ([]T, *Error) {
	return bracketed(p, func() ([]T, *Error) {
		var list []T
		for {
			item, err := part()
			if err != nil {
				return nil, err
			}
			list = append(list, item)
			if !p.now.sign(",") {
				return list, nil
			}
			if err := p.advance(); err != nil {
				return nil, err
			}
		}
	})
}

// box reads the numbers of a BBOX.
func (p *textParser) box(offset int) (*Node, *Error) {
	sides, err := several(p, p.coordinate)
	if err != nil {
		return nil, err
	}
	return p.bboxNode(offset, sides)
}

// bboxNode makes a box of four numbers, or of six, of which the heights are left out.
func (b *builder) bboxNode(offset int, sides []float64) (*Node, *Error) {
	flat := sides
	if len(sides) == 6 {
		flat = []float64{sides[0], sides[1], sides[3], sides[4]}
	}
	if len(flat) != 4 {
		return nil, fault(offset, "a bbox has 4 or 6 numbers, not %d", "bbox में 4 या 6 संख्याएँ होती हैं, %d नहीं", len(sides))
	}
	if b.options.Schema != nil && (flat[0] > flat[2] || flat[1] > flat[3]) {
		return nil, fault(offset, "the corners of the bbox are the wrong way round", "bbox के कोने उलटे हैं")
	}
	ring := orb.Ring{{flat[0], flat[1]}, {flat[2], flat[1]}, {flat[2], flat[3]}, {flat[0], flat[3]}, {flat[0], flat[1]}}
	n, err := b.place(offset, orb.Polygon{ring})
	if err == nil {
		n.bbox = slices.Clone(sides)
	}
	return n, err
}

// place makes a literal of a geometry, in degrees. What could never match anything rightly is refused where a schema is given.
func (b *builder) place(offset int, g orb.Geometry) (*Node, *Error) {
	bad, limit := false, math.MaxFloat64
	if b.options.Schema != nil {
		limit = 720 // degrees: maps that show the world twice ask for more than 360
	}
	whole := orb.Collection{g} // so that a point can be changed too
	eachPoint(whole, func(at *orb.Point) {
		if b.options.CRS != nil {
			*at = b.options.CRS(*at)
		}
		for axis := range at {
			if at[axis] != 0 && math.Abs(at[axis]) < 1e-12 { // less than an atom: nothing but trouble for sums
				at[axis] = 0
			}
			bad = bad || !(math.Abs(at[axis]) <= limit)
		}
	})
	g = whole[0]
	if bad {
		return nil, fault(offset, "a coordinate is out of range", "कोई निर्देशांक सीमा से बाहर है")
	}
	v := Value{kind: kindGeom, geom: newShape(g)}
	if b.options.Schema != nil {
		if err := v.geom.prepare(); err != nil {
			return nil, fault(offset, "the geometry is not valid: %s", "ज्यामिति सही नहीं है: %s", clip(err.Error()))
		}
	}
	return b.literal(offset, v), nil
}

// eachPoint visits the positions of a geometry, which may be changed where they stand in slices.
func eachPoint(g orb.Geometry, visit func(*orb.Point)) {
	line := func(points []orb.Point) {
		for i := range points {
			visit(&points[i])
		}
	}
	switch g := g.(type) {
	case orb.MultiPoint:
		line(g)
	case orb.LineString:
		line(g)
	case orb.Ring:
		line(g)
	case orb.MultiLineString:
		for _, l := range g {
			line(l)
		}
	case orb.Polygon:
		for _, r := range g {
			line(r)
		}
	case orb.MultiPolygon:
		for _, polygon := range g {
			eachPoint(polygon, visit)
		}
	case orb.Collection:
		for i, member := range g {
			if point, ok := member.(orb.Point); ok {
				visit(&point)
				g[i] = point
				continue
			}
			eachPoint(member, visit)
		}
	}
}
