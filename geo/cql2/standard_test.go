package cql2_test

import (
	"os"
	"strings"
	"testing"

	"rasad/geo/cql2"
)

// examples are the standard's own: name, text, JSON.
func examples(t testing.TB) [][]string {
	t.Helper()
	file, err := os.ReadFile("testdata/standard.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var list [][]string
	for line := range strings.Lines(string(file)) {
		if !strings.HasPrefix(line, "#") {
			list = append(list, strings.Split(strings.TrimRight(line, "\n"), "\t"))
		}
	}
	if len(list) < 115 {
		t.Fatalf("%d examples", len(list))
	}
	return list
}

// TestStandardExamples: every example of the standard parses, and its text and its JSON are one filter. Two examples show functions
// that are no filters by themselves.
func TestStandardExamples(t *testing.T) {
	for _, e := range examples(t) {
		name, text, json := e[0], e[1], e[2]
		f, err := cql2.ParseText(text, cql2.Options{})
		if err != nil {
			t.Errorf("%s: %s: %v", name, text, err)
			continue
		}
		again, err := cql2.ParseText(f.Text(), cql2.Options{})
		if err != nil || again.Text() != f.Text() {
			t.Errorf("%s: written as %s, which is read as %v, %v", name, f.Text(), again, err)
		}
		if json == "" {
			continue
		}
		g, err := cql2.ParseJSON([]byte(json), cql2.Options{})
		if err != nil {
			t.Errorf("%s: %s: %v", name, json, err)
			continue
		}
		if g.Text() != f.Text() {
			t.Errorf("%s: text and JSON differ:\n%s\n%s", name, f.Text(), g.Text())
		}
		back, err := cql2.ParseJSON(g.JSON(), cql2.Options{})
		if err != nil || back.Text() != g.Text() {
			t.Errorf("%s: written as %s, which is read as %v, %v", name, g.JSON(), back, err)
		}
	}
}
