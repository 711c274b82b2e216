package encode

import (
	"strconv"

	"github.com/paulmach/orb"

	"rasad/internal/httpapi/ogcapi/collection"
	"rasad/internal/httpapi/ogcapi/crs"
)

// GeoJSON appends features of one collection in one reference system.
type GeoJSON struct {
	crs  crs.CRS
	keys []string // `,"name":`, by place
	text bool
}

// NewGeoJSON prepares to write features of a collection.
func NewGeoJSON(info *collection.Info, c crs.CRS) *GeoJSON {
	g := &GeoJSON{crs: c, text: info.TextID}
	for i, p := range info.Properties {
		key := `,"` + p.Name + `":`
		if i == 0 {
			key = key[1:]
		}
		g.keys = append(g.keys, key)
	}
	return g
}

// Append writes a feature; more is put in as a last member, `,"links":[…]` say.
func (g *GeoJSON) Append(b []byte, f *collection.Feature, more string) []byte {
	b = append(b, `{"type":"Feature","id":`...)
	if g.text {
		b = append(append(append(b, '"'), ID(f.Key, true)...), '"')
	} else {
		b = strconv.AppendInt(b, f.Key.A, 10)
	}
	b = append(b, `,"geometry":`...)
	b = g.geometry(b, f.Geometry)
	b = append(b, `,"properties":{`...)
	for i, v := range f.Values {
		b = append(b, g.keys[i]...)
		b = appendValue(b, v)
	}
	b = append(b, '}')
	b = append(b, more...)
	return append(b, '}')
}

// ID names a feature in an address.
func ID(k collection.Key, pair bool) string {
	id := strconv.FormatInt(k.A, 10)
	if pair {
		id += "-" + strconv.FormatInt(k.B, 10)
	}
	return id
}

func appendValue(b []byte, v collection.Value) []byte {
	switch v.Kind {
	case collection.IsText:
		return appendString(b, v.Text)
	case collection.IsInteger:
		return strconv.AppendInt(b, int64(v.Number), 10)
	case collection.IsNumber:
		return strconv.AppendFloat(b, v.Number, 'f', -1, 64)
	case collection.IsTrue:
		return append(b, "true"...)
	case collection.IsFalse:
		return append(b, "false"...)
	default:
		return append(b, "null"...)
	}
}

func (g *GeoJSON) geometry(b []byte, shape orb.Geometry) []byte {
	switch shape := shape.(type) {
	case orb.Point:
		b = append(b, `{"type":"Point","coordinates":`...)
		b = g.point(b, shape)
	case orb.LineString:
		b = append(b, `{"type":"LineString","coordinates":`...)
		b = g.line(b, shape)
	case orb.Polygon:
		b = append(b, `{"type":"Polygon","coordinates":`...)
		b = g.polygon(b, shape)
	case orb.MultiPolygon:
		b = append(b, `{"type":"MultiPolygon","coordinates":`...)
		b = list(b, shape, g.polygon)
	default:
		return append(b, "null"...)
	}
	return append(b, '}')
}

// polygon turns outlines counterclockwise and holes clockwise, as RFC 7946 wants them.
func (g *GeoJSON) polygon(b []byte, p orb.Polygon) []byte {
	b = append(b, '[')
	for i, r := range p {
		if i > 0 {
			b = append(b, ',')
		}
		if (r.Orientation() == orb.CCW) == (i == 0) {
			b = g.line(b, orb.LineString(r))
		} else {
			b = g.backwards(b, r)
		}
	}
	return append(b, ']')
}

func (g *GeoJSON) backwards(b []byte, r orb.Ring) []byte {
	b = append(b, '[')
	for i := len(r) - 1; i >= 0; i-- {
		b = g.point(b, r[i])
		if i > 0 {
			b = append(b, ',')
		}
	}
	return append(b, ']')
}

func (g *GeoJSON) line(b []byte, l orb.LineString) []byte { return list(b, l, g.point) }

func list[T any](b []byte, members []T, one func([]byte, T) []byte) []byte {
	b = append(b, '[')
	for i, m := range members {
		if i > 0 {
			b = append(b, ',')
		}
		b = one(b, m)
	}
	return append(b, ']')
}

func (g *GeoJSON) point(b []byte, p orb.Point) []byte {
	if !g.crs.Same() {
		p = g.crs.FromLonLat(p)
	}
	b = appendFixed(append(b, '['), p[0], g.crs.Decimals)
	b = appendFixed(append(b, ','), p[1], g.crs.Decimals)
	return append(b, ']')
}
