package query_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"rasad/internal/httpapi/problem"
	"rasad/internal/httpapi/query"
)

// read takes one parameter of every type, as a handler would.
func read(raw string) error {
	v := query.Parse(raw)
	v.Float("lon", -180, 180)
	v.Int("k", 1, 50, 5)
	v.Bool("geometry")
	v.Choice("cluster", "on", "off")
	v.List("kind", []string{"kitchen", "ration_shop"})
	v.BBox("bbox")
	v.Text("ward", 8)
	return v.Err()
}

func TestStrictness(t *testing.T) {
	for raw, want := range map[string]problem.Code{
		"":                                    "",
		"&&":                                  "",
		"lon=80.5&k=50&geometry=true&lang=hi": "",
		"kind=kitchen,ration_shop":            "",
		"bbox=80,26,81,27":                    "",
		"ward=%E0%A4%95":                      "",
		"lon=1e1":                             "",
		"lon=NaN":                             problem.InvalidParameter,
		"lon=Inf":                             problem.InvalidParameter,
		"lon=0x1p4":                           problem.InvalidParameter,
		"lon=1_0":                             problem.InvalidParameter,
		"lon=":                                problem.InvalidParameter,
		"lon=181":                             problem.OutOfRange,
		"lon=1e999":                           problem.InvalidParameter,
		"k=0":                                 problem.OutOfRange,
		"k=-1":                                problem.OutOfRange,
		"k=51":                                problem.OutOfRange,
		"k=99999999999999999999":              problem.OutOfRange,
		"k=5.0":                               problem.InvalidParameter,
		"k=+5":                                problem.InvalidParameter,
		"k=%2B5":                              problem.InvalidParameter,
		"geometry=yes":                        problem.InvalidParameter,
		"cluster=maybe":                       problem.InvalidParameter,
		"kind=casino":                         problem.InvalidParameter,
		"kind=kitchen,":                       problem.InvalidParameter,
		"bbox=1,2,3":                          problem.InvalidParameter,
		"bbox=81,26,80,27":                    problem.InvalidParameter,
		"bbox=80,26,81,97":                    problem.OutOfRange,
		"bbox=80,NaN,81,27":                   problem.InvalidParameter,
		"ward=":                               problem.InvalidParameter,
		"ward=123456789":                      problem.InvalidParameter,
		"ward=a%00b":                          problem.InvalidQuery,
		"ward=%ff":                            problem.InvalidQuery,
		"ward=%zz":                            problem.InvalidQuery,
		"ward=a;b":                            problem.InvalidQuery,
		"=x":                                  problem.InvalidQuery,
		"limit=1":                             problem.UnknownParameter,
		"lang=fr":                             problem.InvalidParameter,
		"lang=":                               problem.InvalidParameter,
		"k=1&k=2":                             problem.RepeatedParameter,
		"x=" + strings.Repeat("a", 3000):      problem.TooLong,
	} {
		var got problem.Code
		if found, ok := errors.AsType[*problem.Error](read(raw)); ok {
			got = found.Code
		}
		if got != want {
			t.Errorf("%q: %q, want %q", raw, got, want)
		}
	}
}

func TestValues(t *testing.T) {
	v := query.Parse("lon=80.25&k=7&geometry=true&cluster=off&kind=b,a,b&bbox=1,2,3,4&ward=%E0%A4%95+1")
	if got := v.Float("lon", -180, 180); got != 80.25 {
		t.Errorf("lon %v", got)
	}
	if got := v.Int("k", 1, 50, 5); got != 7 {
		t.Errorf("k %v", got)
	}
	if !v.Bool("geometry") || v.Choice("cluster", "on", "off") != "off" {
		t.Error("geometry or cluster")
	}
	if got := v.List("kind", []string{"a", "b"}); len(got) != 2 || got[0] != "a" || got[1] != "b" {
		t.Errorf("kind %v", got)
	}
	if got := v.BBox("bbox"); *got != (query.Box{West: 1, South: 2, East: 3, North: 4}) {
		t.Errorf("bbox %v", got)
	}
	if got := v.Text("ward", 10); got != "क 1" {
		t.Errorf("ward %q", got)
	}
	if err := v.Err(); err != nil {
		t.Error(err)
	}
	v.Need("lon", "lat")
	if found, ok := errors.AsType[*problem.Error](v.Err()); !ok || found.Code != problem.MissingParameter || found.Parameter != "lat" {
		t.Errorf("%v", v.Err())
	}
	if query.Parse("").Int("limit", 1, 1000, 100) != 100 {
		t.Error("the default was not taken")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("lon=80.5&k=5&bbox=1,2,3,4&kind=kitchen&ward=%E0%A4%95")
	f.Add("%ff=%zz;&&==")
	f.Fuzz(func(t *testing.T, raw string) {
		err := read(raw)
		if err == nil {
			return
		}
		found, ok := errors.AsType[*problem.Error](err)
		if !ok || found.Code.Status()/100 != 4 {
			t.Fatalf("%q: %v is not the client's problem", raw, err)
		}
		if text := found.Render(problem.Hindi).Detail; !utf8.ValidString(text) || strings.Contains(text, "%!") {
			t.Fatalf("%q: broken text %q", raw, text)
		}
	})
}
