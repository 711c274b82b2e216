package cql2_test

import (
	"errors"
	"testing"

	"rasad/geo/cql2"
)

func schema() cql2.Schema {
	return cql2.Schema{{Name: "name", Type: cql2.String}, {Name: "value", Type: cql2.Number}, {Name: "open", Type: cql2.Boolean}, {Name: "built", Type: cql2.Date},
		{Name: "tags", Type: cql2.Strings}, {Name: "geometry", Type: cql2.Geometry}}
}

// nothing is a row without values.
type nothing struct{}

func (nothing) Value(int) cql2.Value { return cql2.Null() }

// roundTrip wants an accepted filter to be written so that it is read as itself, from either encoding.
func roundTrip(t *testing.T, f *cql2.Filter, o cql2.Options) {
	text := f.Text()
	if len(text) <= cql2.MaxText {
		again, err := cql2.ParseText(text, o)
		if err != nil || again.Text() != text {
			t.Fatalf("%s\nis read again as %v, %v", text, again, err)
		}
	}
	if json := f.JSON(); len(json) <= cql2.MaxJSON {
		again, err := cql2.ParseJSON(json, o)
		if err != nil || again.Text() != text {
			t.Fatalf("%s\nas JSON %s\nis read again as %v, %v", text, json, again, err)
		}
	}
	if o.Schema != nil {
		f.Match(nothing{})
		f.Uses()
		f.Bounds(5)
	}
}

func check(t *testing.T, f *cql2.Filter, err error, o cql2.Options) {
	if err == nil {
		roundTrip(t, f, o)
		return
	}
	fault, ok := errors.AsType[*cql2.Error](err)
	if !ok || fault.Error() == "" || fault.Hindi() == "" || fault.Offset < 0 {
		t.Fatalf("error %#v", err)
	}
}

func FuzzText(f *testing.F) {
	for _, e := range examples(f) {
		f.Add(e[1])
	}
	f.Add(`name LIKE 'a%' AND NOT (value + 1 * 2 ^ -3 BETWEEN 1 AND 1e9) OR S_WITHIN(geometry, BBOX(1,2,3,4)) AND open = TRUE AND built IS NULL`)
	f.Fuzz(func(t *testing.T, source string) {
		for _, o := range []cql2.Options{{}, {Schema: schema()}} {
			filter, err := cql2.ParseText(source, o)
			check(t, filter, err, o)
		}
	})
}

func FuzzJSON(f *testing.F) {
	for _, e := range examples(f) {
		f.Add([]byte(e[2]))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		for _, o := range []cql2.Options{{}, {Schema: schema()}} {
			filter, err := cql2.ParseJSON(source, o)
			check(t, filter, err, o)
		}
	})
}
