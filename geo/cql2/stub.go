// Package cql2 is a stub.
package cql2

import (
	"time"

	"github.com/paulmach/orb"
)

type Type uint8

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

type Property struct {
	Name string
	Type Type
}
type Schema []Property
type CRS func(orb.Point) orb.Point
type Options struct {
	Schema Schema
	CRS    CRS
}
type Value struct{ v any }

func Null() Value                     { return Value{} }
func Text(s string) Value             { return Value{s} }
func Num(f float64) Value             { return Value{f} }
func Bool(b bool) Value               { return Value{b} }
func Day(t time.Time) Value           { return Value{t} }
func Geom(g orb.Geometry) Value       { return Value{g} }
type Filter struct{}
type Row interface{ Value(property int) Value }
type Error struct{ Offset int }

func (e *Error) Error() string { return "" }
func (e *Error) Hindi() string { return "" }
func ParseText(source string, o Options) (*Filter, error) { return &Filter{}, nil }
func ParseJSON(source []byte, o Options) (*Filter, error) { return &Filter{}, nil }
func (f *Filter) Text() string                            { return "" }
func (f *Filter) Match(Row) bool                          { return true }
func (f *Filter) Uses() []int                             { return nil }
func (f *Filter) Bounds(geometry int) (orb.Bound, bool)   { return orb.Bound{}, false }
