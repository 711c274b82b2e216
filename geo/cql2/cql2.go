// Package cql2 reads filters in OGC's Common Query Language (CQL2 1.0, OGC 21-065r2), as text and as JSON, and applies them to features.
//
// One parser for each encoding makes the same tree; package data/filter turns the tree into SQL. These classes of the standard hold:
// cql2-text, cql2-json, basic-cql2, advanced-comparison-operators, case-insensitive-comparison, accent-insensitive-comparison,
// basic-spatial-functions, basic-spatial-functions-plus, spatial-functions, temporal-functions, array-functions (of texts),
// property-property and arithmetic. Functions parse, and are refused where a schema is given: there are none.
//
// Where the standard leaves room: CASEI compares small letters (ß stays ß), ACCENTI takes away the marks of Latin, Greek and Cyrillic
// letters and the nukta of Devanagari but no vowel signs; a date is the instant at which it begins, in UTC; arithmetic without a result
// (a division by zero) is NULL; texts are ordered by their code points.
package cql2

import (
	"time"

	"github.com/paulmach/orb"
)

// Bounds of a filter.
const (
	MaxText     = 8 << 10  // bytes of a text
	MaxJSON     = 64 << 10 // bytes of a JSON document
	MaxDepth    = 32       // expressions within expressions
	MaxList     = 500      // members of a list, arguments of an operator
	MaxVertices = 10_000   // of all geometries together
)

// Type is what the values of a property are.
type Type uint8

// The types. A Date is compared as the instant at which it begins; Strings is an array of texts.
const (
	String Type = iota
	Number
	Integer
	Boolean
	Date
	Timestamp
	Geometry
	Strings
)

// Property is a name that filters can use.
type Property struct {
	Name string
	Type Type
}

// Schema is the properties of one collection. A property is known by its place.
type Schema []Property

// CRS turns a position of a literal into longitude and latitude.
type CRS func(orb.Point) orb.Point

// Options of the parsers.
type Options struct {
	Schema Schema // nil: names and types are not checked, and the filter cannot be applied
	CRS    CRS    // of literal geometries; nil: they are in longitude and latitude
}

// Filter is a parsed filter. It never changes and may be used by many at once.
type Filter struct {
	root   *Node
	schema Schema
}

// Root is the filter's expression.
func (f *Filter) Root() *Node { return f.root }

// Schema is what the filter was checked against.
func (f *Filter) Schema() Schema { return f.schema }

// Uses lists the places of the properties that the filter reads, in order.
func (f *Filter) Uses() []int {
	used := make([]bool, len(f.schema))
	f.root.each(func(n *Node) {
		if n.Op == OpProperty && n.Property >= 0 {
			used[n.Property] = true
		}
	})
	var places []int
	for i, is := range used {
		if is {
			places = append(places, i)
		}
	}
	return places
}

// Row is one feature. Value gives the property at a place of the schema; it is of the property's type or Null.
type Row interface{ Value(property int) Value }

// Value is a value of a property or literal. The zero value is Null.
type Value struct {
	kind kind
	text string
	num  float64
	at   int64 // microseconds since 1970, UTC
	geom *shape
	list []Value
}

type kind uint8

const (
	kindNull kind = iota
	kindText
	kindNum
	kindBool // num is 1 or 0
	kindDate
	kindInstant
	kindGeom
	kindList
)

// Null is no value.
func Null() Value { return Value{} }

// Text is a text.
func Text(s string) Value { return Value{kind: kindText, text: s} }

// Num is a number.
func Num(n float64) Value { return Value{kind: kindNum, num: n} }

// Bool is true or false.
func Bool(b bool) Value {
	v := Value{kind: kindBool}
	if b {
		v.num = 1
	}
	return v
}

// Day is a date, of which the time of day is left out.
func Day(t time.Time) Value {
	return Value{kind: kindDate, at: time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).UnixMicro()}
}

// Instant is a moment, to the microsecond.
func Instant(t time.Time) Value { return Value{kind: kindInstant, at: t.UnixMicro()} }

// Geom is a geometry in degrees, longitude first; nil is Null.
func Geom(g orb.Geometry) Value {
	if g == nil {
		return Value{}
	}
	return Value{kind: kindGeom, geom: newShape(g)}
}

// Texts is an array of texts.
func Texts(list []string) Value {
	v := Value{kind: kindList, list: make([]Value, len(list))}
	for i, s := range list {
		v.list[i] = Text(s)
	}
	return v
}

// IsNull says whether there is no value.
func (v Value) IsNull() bool { return v.kind == kindNull }

// Any is the value as a Go value: nil, string, float64, bool, time.Time, orb.Geometry or []any.
func (v Value) Any() any {
	switch v.kind {
	case kindText:
		return v.text
	case kindNum:
		return v.num
	case kindBool:
		return v.num == 1
	case kindDate, kindInstant:
		return time.UnixMicro(v.at).UTC()
	case kindGeom:
		return v.geom.geometry
	case kindList:
		list := make([]any, len(v.list))
		for i := range v.list {
			list[i] = v.list[i].Any()
		}
		return list
	}
	return nil
}
