package source

import (
	"context"
	"errors"
	"io"

	"github.com/paulmach/orb"
)

// projected is the Reader around every format: it looks at the first features to learn the projection, then gives all in degrees,
// checked.
type projected struct {
	ctx     context.Context
	format  format
	in      *input
	file    string
	options Options

	ahead   []Feature // read to learn the projection
	aheadAt int
	end     error // met while looking ahead
	known   bool
	crs     crs
	decided string // what the file declared when the projection was decided
	noted   []Note
}

const (
	lookAheadFeatures = 500
	lookAheadVertices = 500_000
)

var _ Reader = (*projected)(nil)

func (p *projected) Columns() []string { return p.format.columns() }
func (p *projected) Notes() []Note     { return append(p.format.notes(), p.noted...) }
func (p *projected) Close() error      { return p.format.close() }

func (p *projected) Position() (done, total int64) { return p.in.done.Load(), p.in.size }

func (p *projected) Next() (Feature, error) {
	if err := p.ctx.Err(); err != nil {
		return Feature{}, err
	}
	if !p.known {
		if err := p.learn(); err != nil {
			return Feature{}, named(err, p.file)
		}
	}
	f, err := p.raw()
	if err != nil {
		return Feature{}, named(p.final(err), p.file)
	}
	p.finish(&f)
	return f, nil
}

// raw gives what was read ahead, then the rest.
func (p *projected) raw() (Feature, error) {
	if p.aheadAt < len(p.ahead) {
		f := p.ahead[p.aheadAt]
		p.ahead[p.aheadAt] = Feature{}
		p.aheadAt++
		return f, nil
	}
	if p.end != nil {
		return Feature{}, p.end
	}
	return p.format.next()
}

func (p *projected) learn() error {
	var s samples
	vertices := 0
	for len(p.ahead) < lookAheadFeatures && vertices < lookAheadVertices {
		f, err := p.format.next()
		if err != nil {
			p.end = err
			break
		}
		if f.Fault == nil {
			s.add(f.Geometry)
			vertices += Vertices(f.Geometry)
		}
		p.ahead = append(p.ahead, f)
	}
	p.known, p.decided = true, p.format.declaredCRS()
	c, notes, err := recognise(s.majority(), p.decided, p.options)
	p.crs, p.noted = c, notes
	return err
}

// final refuses a file that names its projection after its features, other than was taken.
func (p *projected) final(err error) error {
	declared := p.format.declaredCRS()
	if !errors.Is(err, io.EOF) || declared == p.decided || p.options.CRS != "" {
		return err
	}
	if c, ok := crsByName(declared); ok && c.name == p.crs.name {
		return err
	}
	return fault(0, bothf("फ़ाइल अपना प्रक्षेप (%.60q) आँकड़ों के बाद बताती है", "the file names its projection (%.60q) after its data", declared),
		bothf("--crs %.60s के साथ फिर चलाएँ", "run again with --crs %.60s", declared))
}

func (p *projected) finish(f *Feature) {
	if f.Fault == nil && f.Geometry != nil {
		c := checker{row: f.Row, undo: p.crs.undo}
		f.Geometry = c.geometry(f.Geometry)
		f.Fault, f.Remarks = c.fault, c.remarks
	}
	if f.Fault != nil {
		f.Geometry = nil
		if f.Fault.File == "" {
			f.Fault.File = p.file
		}
	}
}

// Vertices counts the vertices of a geometry; nil has none.
func Vertices(g orb.Geometry) (n int) {
	switch g := g.(type) {
	case orb.Point:
		return 1
	case orb.MultiPoint:
		return len(g)
	case orb.LineString:
		return len(g)
	case orb.MultiLineString:
		for _, line := range g {
			n += len(line)
		}
	case orb.Polygon:
		for _, ring := range g {
			n += len(ring)
		}
	case orb.MultiPolygon:
		for _, polygon := range g {
			n += Vertices(polygon)
		}
	case orb.Collection:
		for _, member := range g {
			n += Vertices(member)
		}
	}
	return n
}
