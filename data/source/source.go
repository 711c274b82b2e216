// Package source reads the files in which cities keep their data: GeoJSON, newline-delimited GeoJSON, CSV, zipped shapefiles, KML, KMZ
// and GeoPackage. It streams features in longitude, latitude (EPSG:4326), whatever the file's own projection, and says what is wrong
// with a file by file, row, column, reason and remedy, in Hindi and English. What it holds in memory is bounded by Limits, however
// large or hostile the file.
package source

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// Field is one attribute. Value is a string, json.Number, bool, json.RawMessage (a list or object) or nil.
type Field struct {
	Name  string
	Value any
}

// Text is the value as people would write it: "" for nil, and whole numbers without a fraction (2.0 → "2"). Spaces around it are cut.
func (f Field) Text() string {
	switch v := f.Value.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return plainNumber(v.String())
	case bool:
		return strconv.FormatBool(v)
	case json.RawMessage:
		return string(v)
	default:
		return ""
	}
}

// plainNumber writes whole numbers up to 2^53 without fraction or exponent, and leaves others as they are.
func plainNumber(text string) string {
	if !strings.ContainsAny(text, ".eE") {
		return text
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || v != math.Trunc(v) || math.Abs(v) > 1<<53 {
		return text
	}
	return strconv.FormatInt(int64(v), 10)
}

// Feature is one row of a file.
type Feature struct {
	Row      int          // 1-based, as a reader of the file would count: in CSV the header is row 1, in GeoJSON the first feature
	Geometry orb.Geometry // longitude, latitude in degrees; nil when the row has none
	Fields   []Field      // in the file's order
	Fault    *Error       // this row cannot be read; the rows after it can
	Remarks  []Note       // what was put right in this row
}

// Get finds a field by its exact name.
func (f *Feature) Get(name string) (Field, bool) {
	for _, field := range f.Fields {
		if field.Name == name {
			return field, true
		}
	}
	return Field{}, false
}

// Note is something that a reader did on its own, or found odd.
type Note struct {
	Code    string // stable: "projection", "encoding"
	Warning bool   // worth a look
	Text    Text
}

// Reader streams the features of one file. Not safe for concurrent use.
type Reader interface {
	// Next is the next feature, or io.EOF. Any other error is an *Error, or the context's, and ends the file.
	Next() (Feature, error)
	// Columns are the columns of a format that lists them beforehand (CSV, shapefile), else nil.
	Columns() []string
	// Notes so far; complete at io.EOF.
	Notes() []Note
	// Position is how many bytes of how many are read; it only grows.
	Position() (done, total int64)
	// Close lets go of the file.
	Close() error
}

// Limits bound what one file may make of this machine. Zero fields take the defaults.
type Limits struct {
	Line     int   // bytes of a line or CSV record; 16 MB
	Feature  int   // bytes of a feature in other formats; 128 MB
	Vertices int   // of one feature; 5 million
	Rings    int   // of one feature; 20,000
	Unpacked int64 // bytes that a compressed file may grow to; 8 GB
	Ratio    int64 // growth of a compressed file that is more than 64 MB unpacked; 200
}

func (l Limits) withDefaults() Limits {
	if l.Line == 0 {
		l.Line = 16 << 20
	}
	if l.Feature == 0 {
		l.Feature = 128 << 20
	}
	if l.Vertices == 0 {
		l.Vertices = 5_000_000
	}
	if l.Rings == 0 {
		l.Rings = 20_000
	}
	if l.Unpacked == 0 {
		l.Unpacked = 8 << 30
	}
	if l.Ratio == 0 {
		l.Ratio = 200
	}
	return l
}

// Options of reading. The zero value guesses everything.
type Options struct {
	CRS      string            // "EPSG:32644": over what the file says
	Encoding string            // of text, over the guess
	Columns  map[string]string // CSV: which column is "lon", "lat" or "wkt", over the guess
	Near     *orb.Bound        // where the city is, degrees, when known: tells UTM zones apart
	Limits   Limits
}
