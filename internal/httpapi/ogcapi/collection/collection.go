// Package collection describes the collections of features that a city has, and reads them page by page: from the model where it holds
// them, else from the record.
package collection

import (
	"slices"

	"github.com/paulmach/orb"
)

// Type is the type of a property.
type Type uint8

// The types of properties.
const (
	String Type = iota
	Integer
	Number
	Boolean
	Date
)

// Property of the features of a collection.
type Property struct {
	Name             string
	Type             Type
	TitleHi, TitleEn string
	Enum             []string
	Unit             string // UCUM; "": none
}

// Geometry is what the features of a collection are made of.
type Geometry string

// The geometries, as the format of a JSON schema names them.
const (
	Point    Geometry = "geometry-point"
	Line     Geometry = "geometry-linestring"
	Areas    Geometry = "geometry-multipolygon"
	AnyShape Geometry = "geometry-any"
	NoShape  Geometry = ""
)

// Info describes a collection.
type Info struct {
	ID               string
	TitleHi, TitleEn string
	AboutHi, AboutEn string
	Geometry         Geometry
	Properties       []Property
	Temporal         bool // datetime chooses among its features
	TextID           bool // features are named by text, not by a number
}

// Place of a property, -1 when there is none of that name.
func (i *Info) Place(name string) int {
	return slices.IndexFunc(i.Properties, func(p Property) bool { return p.Name == name })
}

// Key names a feature and is its place in the order of the collection: B is 0 but for pairs.
type Key struct{ A, B int64 }

// Feature is one feature. It is the reader's for as long as it is shown: the next one may use the same memory.
type Feature struct {
	Key      Key
	Values   []Value      // by place in Info.Properties
	Geometry orb.Geometry // degrees, longitude first; nil: none
}

// Value of a property.
type Value struct {
	Kind   Kind
	Text   string // of String and Date (2006-01-02)
	Number float64
}

// Kind is what a value holds.
type Kind uint8

// The kinds of values.
const (
	Null Kind = iota
	IsText
	IsNumber
	IsInteger
	IsTrue
	IsFalse
)

// Text is null when empty: the record keeps "" for what it does not know.
func Text(s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{Kind: IsText, Text: s}
}

// Whole is a whole number.
func Whole[N int | int32 | int64](n N) Value { return Value{Kind: IsInteger, Number: float64(n)} }

// WholeOr is null for nil.
func WholeOr[N int | int32 | int64](n *N) Value {
	if n == nil {
		return Value{}
	}
	return Whole(*n)
}

// Decimal is a number.
func Decimal(x float64) Value { return Value{Kind: IsNumber, Number: x} }

// Truth is true or false.
func Truth(b bool) Value {
	if b {
		return Value{Kind: IsTrue}
	}
	return Value{Kind: IsFalse}
}
