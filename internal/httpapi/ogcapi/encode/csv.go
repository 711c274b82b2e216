package encode

import (
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"rasad/internal/httpapi/ogcapi/collection"
	"rasad/internal/httpapi/ogcapi/crs"
)

// CSV appends features as lines (RFC 4180): id, the properties, then x and y of points or the geometry as WKT, in the order of axes of the
// reference system.
type CSV struct {
	crs   crs.CRS
	info  *collection.Info
	point bool
}

// NewCSV prepares to write features of a collection.
func NewCSV(info *collection.Info, c crs.CRS) *CSV {
	return &CSV{crs: c, info: info, point: info.Geometry == collection.Point}
}

// Header appends the names of the columns.
func (c *CSV) Header(b []byte) []byte {
	b = append(b, "id"...)
	for _, p := range c.info.Properties {
		b = append(append(b, ','), p.Name...)
	}
	switch {
	case c.info.Geometry == collection.NoShape:
	case c.point && c.crs.LatFirst:
		b = append(b, ",lat,lon"...)
	case c.point && c.crs.Degrees:
		b = append(b, ",lon,lat"...)
	case c.point:
		b = append(b, ",x,y"...)
	default:
		b = append(b, ",wkt"...)
	}
	return append(b, '\r', '\n')
}

// Append writes a feature.
func (c *CSV) Append(b []byte, f *collection.Feature) []byte {
	b = append(b, ID(f.Key, c.info.TextID)...)
	for _, v := range f.Values {
		b = append(b, ',')
		b = appendCell(b, v)
	}
	switch {
	case c.info.Geometry == collection.NoShape:
	case c.point:
		b = append(b, ',')
		if p, ok := f.Geometry.(orb.Point); ok {
			p = c.crs.FromLonLat(p)
			b = appendFixed(b, p[0], c.crs.Decimals)
			b = appendFixed(append(b, ','), p[1], c.crs.Decimals)
		} else {
			b = append(b, ',')
		}
	default:
		b = append(b, ',')
		if f.Geometry != nil {
			b = append(c.wkt(append(b, '"'), f.Geometry), '"')
		}
	}
	return append(b, '\r', '\n')
}

func appendCell(b []byte, v collection.Value) []byte {
	switch v.Kind {
	case collection.Null:
		return b
	case collection.IsText:
		return appendText(b, v.Text)
	case collection.IsNumber:
		return strconv.AppendFloat(b, v.Number, 'f', -1, 64)
	default:
		return appendValue(b, v)
	}
}

// appendText quotes what needs it. A spreadsheet takes a cell that begins with = + - @ for a formula: an apostrophe before it makes it text.
func appendText(b []byte, s string) []byte {
	if strings.IndexAny(s[:min(1, len(s))], "=+-@\t\r") == 0 {
		s = "'" + s
	}
	if !strings.ContainsAny(s, ",\"\r\n'; \t") {
		return append(b, s...)
	}
	b = append(b, '"')
	b = append(b, strings.ReplaceAll(s, `"`, `""`)...)
	return append(b, '"')
}

func (c *CSV) wkt(b []byte, shape orb.Geometry) []byte {
	switch shape := shape.(type) {
	case orb.Point:
		return append(c.coordinates(append(b, "POINT("...), shape), ')')
	case orb.LineString:
		return c.line(append(b, "LINESTRING"...), shape)
	case orb.Polygon:
		return c.polygon(append(b, "POLYGON"...), shape)
	case orb.MultiPolygon:
		return bracketed(append(b, "MULTIPOLYGON"...), shape, c.polygon)
	}
	return b
}

func (c *CSV) polygon(b []byte, p orb.Polygon) []byte {
	return bracketed(b, p, func(b []byte, r orb.Ring) []byte { return c.line(b, orb.LineString(r)) })
}

func (c *CSV) line(b []byte, l orb.LineString) []byte { return bracketed(b, l, c.coordinates) }

func bracketed[T any](b []byte, members []T, one func([]byte, T) []byte) []byte {
	b = append(b, '(')
	for i, m := range members {
		if i > 0 {
			b = append(b, ',')
		}
		b = one(b, m)
	}
	return append(b, ')')
}

func (c *CSV) coordinates(b []byte, p orb.Point) []byte {
	p = c.crs.FromLonLat(p)
	b = appendFixed(b, p[0], c.crs.Decimals)
	return appendFixed(append(b, ' '), p[1], c.crs.Decimals)
}

// WKT is a geometry as well-known text, in the order of axes of the reference system; "" for nil.
func WKT(g orb.Geometry, c crs.CRS) string {
	if g == nil {
		return ""
	}
	return string((&CSV{crs: c}).wkt(nil, g))
}
