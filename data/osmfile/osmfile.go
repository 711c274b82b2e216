// Package osmfile reads OpenStreetMap files (.osm.pbf, .osm, either of the latter gzipped or bzipped) into rows of the record: roads with
// all tags that routing needs and the node ids of every vertex, tagged nodes of roads, turn restrictions, water and green areas from ways
// and multipolygon relations, waterways, railways, places, and shops and hospitals as facilities.
//
// A file is read three times: relations, then ways, then the nodes that those need; so memory grows with what is kept, not with the file.
// The decoders are this package's own, as bytes from outside must never bring the program down: every length is checked before memory is
// taken, and a broken or cut-off file ends in an error that says so.
//
// Formats: https://wiki.openstreetmap.org/wiki/PBF_Format, https://wiki.openstreetmap.org/wiki/OSM_XML.
package osmfile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"rasad/data"
	"rasad/data/source"
)

// What an error of Read wraps, for errors.Is. The error itself is a *source.Error.
var (
	ErrFormat    = errors.New("not an OpenStreetMap file") //nolint:gochecknoglobals // a sentinel
	ErrBroken    = errors.New("broken file")               //nolint:gochecknoglobals // a sentinel
	ErrTruncated = errors.New("file ends too early")       //nolint:gochecknoglobals // a sentinel
	ErrTooLarge  = errors.New("file too large")            //nolint:gochecknoglobals // a sentinel
)

// Map is what a file holds for the record. Rows are in ascending order of id within each slice; their City is empty.
type Map struct {
	Roads        []data.Road
	Nodes        []data.RoadNode
	Restrictions []data.TurnRestriction
	Areas        []data.MapArea
	Lines        []data.MapLine
	Places       []data.Place
	Facilities   []data.Facility // shops, clinics, hospitals, …: ExternalID is node/… or way/…
	Remarks      []Remark
	Read         Totals
}

// Totals counts the elements of the file.
type Totals struct{ Nodes, Ways, Relations, RestrictionRelations, MultipolygonRelations int }

// Remark is something of the file that could not be taken as it is.
type Remark struct {
	Code     string // clipped-way, broken-area, restriction-not-understood, restriction-incomplete
	Relation bool
	ID       int64
	Detail   string // an English word or two, or a tag's value: which role is missing, which kind is unknown
}

// Progress is told the bytes read of all bytes that will be read.
type Progress func(done, total int64)

// Read reads a file.
func Read(ctx context.Context, path string, progress Progress) (*Map, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, &source.Error{File: filepath.Base(path), Reason: source.Text{Hi: "फ़ाइल नहीं खुली", En: "the file cannot be opened"}, Err: err}
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, &source.Error{File: filepath.Base(path), Reason: source.Text{Hi: "फ़ाइल नहीं खुली", En: "the file cannot be opened"}, Err: err}
	}
	m, err := ReadFrom(ctx, file, info.Size(), progress)
	if err != nil {
		return nil, explain(filepath.Base(path), err)
	}
	return m, nil
}

// ReadFrom reads a file's bytes. The errors are bare, for Read to explain.
func ReadFrom(ctx context.Context, file io.ReadSeeker, size int64, progress Progress) (*Map, error) {
	if progress == nil {
		progress = func(int64, int64) {}
	}
	c := newCollector()
	for pass, wants := range c.passes() {
		if _, err := file.Seek(0, io.SeekStart); err != nil {
			return nil, fmt.Errorf("osm file: %w", err)
		}
		in := &meter{in: file, tell: func(n int64) { progress(int64(pass)*size+n, 3*size) }}
		if err := scan(ctx, in, wants); err != nil {
			return nil, err
		}
		if err := c.between(pass); err != nil {
			return nil, err
		}
	}
	return c.assemble(), nil
}

// explain words an error for people.
func explain(file string, err error) error {
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, ErrFormat):
		return &source.Error{File: file, Err: err, Reason: source.Text{Hi: "यह OpenStreetMap फ़ाइल नहीं है", En: "this is not an OpenStreetMap file"},
			Remedy: source.Text{Hi: ".osm.pbf, .osm या .osm.gz दें", En: "give .osm.pbf, .osm or .osm.gz"}}
	case errors.Is(err, ErrTooLarge):
		return &source.Error{File: file, Err: err, Reason: source.Text{Hi: "फ़ाइल बहुत बड़ी है: " + err.Error(), En: err.Error()},
			Remedy: source.Text{Hi: "osmium extract से केवल शहर काटें", En: "cut out the city alone with osmium extract"}}
	case errors.Is(err, ErrTruncated):
		return &source.Error{File: file, Err: err, Reason: source.Text{Hi: "फ़ाइल बीच में ही समाप्त हो गई", En: "the file ends in its middle"},
			Remedy: source.Text{Hi: "फ़ाइल फिर से डाउनलोड करें", En: "download it again"}}
	}
	return &source.Error{File: file, Err: err, Reason: source.Text{Hi: "फ़ाइल टूटी हुई है: " + err.Error(), En: "the file is broken: " + err.Error()},
		Remedy: source.Text{Hi: "फ़ाइल फिर से डाउनलोड करें", En: "download it again"}}
}

// meter tells how far a file has been read.
type meter struct {
	in   io.Reader
	done int64
	tell func(int64)
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.in.Read(p)
	m.done += int64(n)
	m.tell(m.done)
	return n, err
}
