package source

import (
	"encoding/binary"
	"errors"
	"io"
	"math"

	"github.com/paulmach/orb"
)

// shapefile streams a .shp (ESRI Shapefile Technical Description, July 1998) and its .dbf side by side. The .shx is not needed.
type shapefile struct {
	shp    io.Reader
	dbf    *dbf // nil: shapes without attributes
	prj    string
	limits Limits
	row    int
	buf    []byte
	noted  []Note
	closer func() error
}

const (
	shpMagic      = 9994
	shpHeaderSize = 100
)

func newShapefile(shp io.Reader, table *dbf, prj string, l Limits) (*shapefile, error) {
	var header [shpHeaderSize]byte
	if _, err := io.ReadFull(shp, header[:]); err != nil {
		return nil, broken(err, 0, l)
	}
	if binary.BigEndian.Uint32(header[:]) != shpMagic {
		return nil, fault(0, both(".shp फ़ाइल शेपफ़ाइल नहीं है", "the .shp is not a shapefile"), both("फ़ाइल को दोबारा निर्यात करें", "export the file again"))
	}
	s := &shapefile{shp: shp, dbf: table, prj: prj, limits: l}
	if table == nil {
		s.noted = append(s.noted, Note{Code: "no-dbf", Warning: true, Text: both(".dbf नहीं है: आकृतियों के नाम और क्रमांक नहीं मिलेंगे", "there is no .dbf: shapes have no names or numbers")})
	} else {
		s.noted = append(s.noted, table.noted...)
	}
	return s, nil
}

func (s *shapefile) declaredCRS() string { return s.prj }
func (s *shapefile) notes() []Note       { return s.noted }

func (s *shapefile) columns() []string {
	if s.dbf == nil {
		return nil
	}
	return s.dbf.names()
}

func (s *shapefile) close() error {
	if s.closer == nil {
		return nil
	}
	return s.closer()
}

func (s *shapefile) next() (Feature, error) {
	for {
		feature, deleted, err := s.record()
		if err != nil || !deleted {
			return feature, err
		}
	}
}

func (s *shapefile) record() (feature Feature, deleted bool, err error) {
	content, err := s.content()
	if errors.Is(err, io.EOF) {
		return feature, false, s.end()
	}
	s.row++
	if err != nil {
		return feature, false, broken(err, s.row, s.limits)
	}
	feature.Row = s.row
	if s.dbf != nil {
		if feature.Fields, deleted, err = s.dbf.next(); err != nil {
			return feature, false, broken(err, s.row, s.limits)
		}
	}
	if feature.Geometry, err = shapeOf(content, s.limits); err != nil {
		feature.Fault = s.shapeFault(err)
	}
	return feature, deleted, nil
}

func (s *shapefile) shapeFault(err error) *Error {
	if errors.Is(err, errTooManyVertices) {
		return fault(s.row, noVerticesLeft(s.limits), simplifyIt())
	}
	return fault(s.row, both("आकृति का रिकॉर्ड टूटा हुआ है या इस प्रकार की आकृति पढ़ी नहीं जाती", "the record of the shape is broken, or of a type that is not read"),
		both("QGIS या ogr2ogr से दोबारा निर्यात करें", "export it again from QGIS or by ogr2ogr"))
}

// end checks that the table does not go on after the shapes: a sign that the .shp is cut off.
func (s *shapefile) end() error {
	if s.dbf == nil || s.dbf.left == 0 {
		return io.EOF
	}
	return fault(s.row, bothf(".dbf में .shp से %d अधिक पंक्तियाँ हैं: फ़ाइल अधूरी है", "the .dbf has %d more rows than the .shp: the file is not whole", s.dbf.left),
		both("फ़ाइल को दोबारा डाउनलोड या निर्यात करें", "download or export the file again"))
}

// content is the next record without its header; the slice is good until the next call.
func (s *shapefile) content() ([]byte, error) {
	var header [8]byte
	if _, err := io.ReadFull(s.shp, header[:]); err != nil {
		return nil, err
	}
	size := int64(binary.BigEndian.Uint32(header[4:])) * 2
	if size > int64(s.limits.Feature) {
		return nil, errRecordTooLong
	}
	s.buf = s.buf[:0]
	for int64(len(s.buf)) < size { // in steps, so that a false size costs nothing
		step := int(min(size-int64(len(s.buf)), 1<<20))
		at := len(s.buf)
		s.buf = append(s.buf, make([]byte, step)...)
		if _, err := io.ReadFull(s.shp, s.buf[at:]); err != nil {
			return nil, io.ErrUnexpectedEOF
		}
	}
	return s.buf, nil
}

// shapeOf decodes one shape. Measures and elevations after the points are left alone.
func shapeOf(content []byte, l Limits) (orb.Geometry, error) {
	if len(content) < 4 {
		return nil, errCoordinates
	}
	kind, body := binary.LittleEndian.Uint32(content), content[4:]
	switch kind {
	case 0:
		return nil, nil
	case 1, 11, 21:
		points, err := shapePoints(body, 1)
		if err != nil {
			return nil, err
		}
		return points[0], nil
	case 8, 18, 28:
		return multiPointOf(body, l)
	case 3, 13, 23, 5, 15, 25:
		parts, err := shapeParts(body, l)
		if err != nil {
			return nil, err
		}
		if kind%10 == 5 {
			return polygonsOf(parts), nil
		}
		lines := make(orb.MultiLineString, len(parts))
		copy(lines, parts)
		return lines, nil
	default:
		return nil, errCoordinates
	}
}

const shapeBoxSize = 32

func multiPointOf(body []byte, l Limits) (orb.Geometry, error) {
	if len(body) < shapeBoxSize+4 {
		return nil, errCoordinates
	}
	n := binary.LittleEndian.Uint32(body[shapeBoxSize:])
	if n > uint32(l.Vertices) {
		return nil, errTooManyVertices
	}
	points, err := shapePoints(body[shapeBoxSize+4:], int(n))
	return orb.MultiPoint(points), err
}

func shapePoints(body []byte, n int) ([]orb.Point, error) {
	if n > len(body)/16 {
		return nil, errCoordinates
	}
	points := make([]orb.Point, n)
	for i := range points {
		points[i][0] = math.Float64frombits(binary.LittleEndian.Uint64(body[16*i:]))
		points[i][1] = math.Float64frombits(binary.LittleEndian.Uint64(body[16*i+8:]))
	}
	return points, nil
}

// shapeParts decodes the parts of a polyline or polygon: box, number of parts, number of points, first point of each part, points.
func shapeParts(body []byte, l Limits) ([]orb.LineString, error) {
	if len(body) < shapeBoxSize+8 {
		return nil, errCoordinates
	}
	nParts, nPoints := binary.LittleEndian.Uint32(body[shapeBoxSize:]), binary.LittleEndian.Uint32(body[shapeBoxSize+4:])
	if nParts > uint32(l.Rings) || nPoints > uint32(l.Vertices) {
		return nil, errTooManyVertices
	}
	body = body[shapeBoxSize+8:]
	if int(nParts) > len(body)/4 {
		return nil, errCoordinates
	}
	points, err := shapePoints(body[4*nParts:], int(nPoints))
	if err != nil {
		return nil, err
	}
	parts := make([]orb.LineString, nParts)
	end := nPoints
	for i := int(nParts) - 1; i >= 0; i-- {
		start := binary.LittleEndian.Uint32(body[4*i:])
		if start > end || (i == 0 && start != 0) {
			return nil, errCoordinates
		}
		parts[i] = points[start:end:end]
		end = start
	}
	return parts, nil
}
