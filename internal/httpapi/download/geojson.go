package download

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"

	"github.com/paulmach/orb"
)

// geoJSON is a FeatureCollection (RFC 7946) whose further members say of what city and day it is, and whose data.
type geoJSON struct {
	w     io.Writer
	q     *request
	piece bytes.Buffer // one feature
	count int
}

func newGeoJSON(w io.Writer, q *request) *geoJSON { return &geoJSON{w: w, q: q} }

// about are the further members.
type about struct {
	Name        string  `json:"name"`
	City        string  `json:"city"`
	CityHi      string  `json:"city_name_hi"`
	CityEn      string  `json:"city_name_en"`
	Attribution string  `json:"attribution"`
	DataDate    *string `json:"data_date"`
	Epoch       int64   `json:"epoch"`
}

func (g *geoJSON) begin() error {
	city := g.q.epoch.City
	members := about{Name: g.q.table.name, City: city.ID, CityHi: city.NameHi, CityEn: city.NameEn, Attribution: city.Attribution, Epoch: g.q.epoch.Number}
	if day := g.q.day(); day != "" {
		members.DataDate = &day
	}
	text, err := marshal(members)
	if err != nil {
		return err
	}
	_, err = g.w.Write([]byte(`{"type":"FeatureCollection",` + string(text[1:len(text)-1]) + `,"features":[`))
	return err
}

func (g *geoJSON) row(r row) error {
	p := &g.piece
	p.Reset()
	if g.count > 0 {
		p.WriteByte(',')
	}
	g.count++
	p.WriteString("\n" + `{"type":"Feature","id":` + strconv.FormatInt(r.id, 10) + `,"properties":{`)
	for i, name := range g.q.table.columns {
		if i > 0 {
			p.WriteByte(',')
		}
		text, err := marshal(member(r.values[i]))
		if err != nil {
			return err
		}
		p.WriteString(`"` + name + `":`)
		p.Write(text)
	}
	p.WriteString(`},"geometry":`)
	writeGeometry(p, r.geometry)
	p.WriteByte('}')
	_, err := g.w.Write(p.Bytes())
	return err
}

func (g *geoJSON) end() error {
	_, err := io.WriteString(g.w, "\n]}\n")
	return err
}

// member rounds degrees as geometries are.
func member(v any) any {
	if x, ok := v.(float64); ok {
		return round(x, 7)
	}
	return v
}

// marshal is JSON in which <, > and & stay readable.
func marshal(v any) ([]byte, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), err
}

// writeGeometry writes points and multipolygons, all that a city has, to a centimetre. Outer rings go counter-clockwise.
func writeGeometry(p *bytes.Buffer, geometry orb.Geometry) {
	switch shape := geometry.(type) {
	case orb.Point:
		p.WriteString(`{"type":"Point","coordinates":`)
		writePoint(p, shape)
		p.WriteByte('}')
	case orb.MultiPolygon:
		if len(shape) == 0 {
			p.WriteString("null")
			return
		}
		p.WriteString(`{"type":"MultiPolygon","coordinates":[`)
		for i, polygon := range shape {
			separate(p, i, "[")
			for k, ring := range polygon {
				separate(p, k, "[")
				writeRing(p, ring, k == 0)
				p.WriteByte(']')
			}
			p.WriteByte(']')
		}
		p.WriteString("]}")
	default:
		p.WriteString("null")
	}
}

func separate(p *bytes.Buffer, place int, opening string) {
	if place > 0 {
		p.WriteByte(',')
	}
	p.WriteString(opening)
}

func writeRing(p *bytes.Buffer, ring orb.Ring, outer bool) {
	turn := (ring.Orientation() == orb.CCW) != outer
	for i := range ring {
		at := i
		if turn {
			at = len(ring) - 1 - i
		}
		if i > 0 {
			p.WriteByte(',')
		}
		writePoint(p, ring[at])
	}
}

func writePoint(p *bytes.Buffer, at orb.Point) {
	var text [48]byte
	out := append(text[:0], '[')
	out = strconv.AppendFloat(out, round(at[0], 7), 'f', -1, 64)
	out = append(out, ',')
	out = strconv.AppendFloat(out, round(at[1], 7), 'f', -1, 64)
	p.Write(append(out, ']'))
}
