package source

import (
	"encoding/json"
	"errors"
	"strconv"

	"github.com/paulmach/orb"
)

// coordParser reads the "coordinates" of a GeoJSON geometry into orb types: one pass, no reflection, every allocation paid for by
// input bytes and bounded by Limits. Elevations and further numbers of a position are skipped.
type coordParser struct {
	text     []byte
	at       int
	limits   Limits
	vertices int
	rings    int
}

func (c *coordParser) next() byte {
	for c.at < len(c.text) {
		switch b := c.text[c.at]; b {
		case ' ', '\t', '\n', '\r':
			c.at++
		default:
			return b
		}
	}
	return 0
}

func (c *coordParser) take(b byte) bool {
	if c.next() != b {
		return false
	}
	c.at++
	return true
}

// list reads [item, item, …], possibly empty.
func (c *coordParser) list(item func() error) error {
	if !c.take('[') {
		return errCoordinates
	}
	if c.take(']') {
		return nil
	}
	for {
		if err := item(); err != nil {
			return err
		}
		if c.take(']') {
			return nil
		}
		if !c.take(',') {
			return errCoordinates
		}
	}
}

func (c *coordParser) number() (float64, error) {
	c.next()
	start := c.at
	for c.at < len(c.text) {
		b := c.text[c.at]
		if (b < '0' || b > '9') && b != '-' && b != '+' && b != '.' && b != 'e' && b != 'E' {
			break
		}
		c.at++
	}
	if c.at == start {
		return 0, errCoordinates
	}
	v, err := strconv.ParseFloat(string(c.text[start:c.at]), 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) { // out of range becomes an infinity, refused with all others later
		return 0, errCoordinates
	}
	return v, nil
}

func (c *coordParser) position() (p orb.Point, err error) {
	if c.vertices++; c.vertices > c.limits.Vertices {
		return p, errTooManyVertices
	}
	n := 0
	err = c.list(func() error {
		v, err := c.number()
		if n < 2 {
			p[n] = v
		}
		n++
		return err
	})
	if err == nil && n < 2 {
		err = errCoordinates
	}
	return p, err
}

func (c *coordParser) line() (points []orb.Point, err error) {
	if c.rings++; c.rings > c.limits.Rings {
		return nil, errTooManyVertices
	}
	err = c.list(func() error {
		p, err := c.position()
		points = append(points, p)
		return err
	})
	return points, err
}

func (c *coordParser) polygon() (polygon orb.Polygon, err error) {
	if c.rings++; c.rings > c.limits.Rings { // so that empty polygons are not free
		return nil, errTooManyVertices
	}
	err = c.list(func() error {
		ring, err := c.line()
		polygon = append(polygon, ring)
		return err
	})
	return polygon, err
}

// geometry reads coordinates of a type that has them.
func (c *coordParser) geometry(kind string) (g orb.Geometry, err error) {
	switch kind {
	case "Point":
		if c.next() == '[' && isEmptyList(c.text[c.at:]) {
			return nil, nil
		}
		g, err = c.position()
	case "MultiPoint":
		var points []orb.Point
		points, err = c.line()
		g = orb.MultiPoint(points)
	case "LineString":
		var points []orb.Point
		points, err = c.line()
		g = orb.LineString(points)
	case "MultiLineString":
		var lines orb.MultiLineString
		err = c.list(func() error {
			line, err := c.line()
			lines = append(lines, line)
			return err
		})
		g = lines
	case "Polygon":
		g, err = c.polygon()
	case "MultiPolygon":
		var polygons orb.MultiPolygon
		err = c.list(func() error {
			polygon, err := c.polygon()
			polygons = append(polygons, polygon)
			return err
		})
		g = polygons
	default:
		return nil, errCoordinates
	}
	if err == nil && c.next() != 0 {
		err = errCoordinates
	}
	return g, err
}

func isEmptyList(text []byte) bool {
	var list []json.RawMessage
	return len(text) < 64 && json.Unmarshal(text, &list) == nil && len(list) == 0
}
