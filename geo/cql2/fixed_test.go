package cql2_test

import (
	"strings"
	"testing"

	"rasad/geo/cql2"
)

// TestFixedParts: what reads no property has its value already, at no cost per row, and the same truth as always.
func TestFixedParts(t *testing.T) {
	list := strings.Repeat("'ab',", 400) + "'c'"
	for text, want := range map[string]bool{
		"A_EQUALS((" + list + "),(" + list + "))": true, "NOT A_OVERLAPS((" + list + "),('d'))": true, "CASEI('ÉA') = 'éa'": true, "1 / 0 IS NULL": true,
		"1 / 0 = 1": false, "NOT (1 / 0 = 1)": false, "S_TOUCHES(BBOX(0,0,1,1),BBOX(1,0,2,1))": true, "TRUE": true, "NOT TRUE": false, "(1 = 1) IS NULL": false,
		"T_DURING(DATE('2026-11-23'),INTERVAL('2026-11-22','..'))": true, "INTERVAL('..','..') IS NULL": false, "open AND 'a' LIKE 'b'": false,
	} {
		f, err := cql2.ParseText(text, cql2.Options{Schema: schema()})
		if err != nil {
			t.Errorf("%.60s: %v", text, err)
			continue
		}
		r := shop()
		if got := f.Match(r); got != want {
			t.Errorf("%.60s: %v", text, got)
		}
		if n := testing.AllocsPerRun(10, func() { f.Match(&r) }); n > 0 {
			t.Errorf("%.60s: %v allocations a row", text, n)
		}
	}
}

// TestNamesThatTextCannotHold are refused in JSON.
func TestNamesThatTextCannotHold(t *testing.T) {
	for _, text := range []string{`{"property":""}`, `{"property":"a\"b"}`, `{"property":"a\u0000"}`} {
		if _, err := cql2.ParseJSON([]byte(text), cql2.Options{}); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
}
