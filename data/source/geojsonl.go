package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// geoJSONLines streams newline-delimited GeoJSON (also RFC 8142 sequences): one feature a line; blank lines are skipped.
type geoJSONLines struct {
	r      *bufio.Reader
	limits Limits
	line   int
	buf    []byte
	closer func() error // of a child process that writes the lines; may be nil
}

func newGeoJSONLines(r io.Reader, l Limits) *geoJSONLines {
	return &geoJSONLines{r: bufio.NewReaderSize(r, 1<<16), limits: l}
}

func (g *geoJSONLines) declaredCRS() string { return "" }
func (g *geoJSONLines) columns() []string   { return nil }
func (g *geoJSONLines) notes() []Note       { return nil }

func (g *geoJSONLines) close() error {
	if g.closer == nil {
		return nil
	}
	return g.closer()
}

func (g *geoJSONLines) next() (Feature, error) {
	for {
		line, err := g.readLine()
		line = bytes.Trim(line, "\x1e \t\r\n")
		if len(line) > 0 {
			return g.feature(line), nil
		}
		if errors.Is(err, io.EOF) {
			return Feature{}, io.EOF
		}
		if err != nil {
			return Feature{}, broken(err, g.line, g.limits)
		}
	}
}

func (g *geoJSONLines) feature(line []byte) Feature {
	if !json.Valid(line) {
		return Feature{Row: g.line, Fault: fault(g.line, both("यह पंक्ति मान्य JSON नहीं है", "this line is not valid JSON"),
			both("हर पंक्ति में एक पूरा Feature होना चाहिए", "each line must hold one whole feature"))}
	}
	return readFeature(line, g.line, g.limits)
}

// readLine gathers one line up to the bound. The slice is good until the next call. At the end it gives the last line with io.EOF.
func (g *geoJSONLines) readLine() ([]byte, error) {
	g.buf = g.buf[:0]
	g.line++
	for {
		part, err := g.r.ReadSlice('\n')
		if len(g.buf)+len(part) > g.limits.Line {
			return nil, errRecordTooLong
		}
		g.buf = append(g.buf, part...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			if err != nil && !errors.Is(err, io.EOF) {
				return nil, err
			}
			return g.buf, err
		}
	}
}
