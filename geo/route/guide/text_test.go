package guide

import (
	"encoding/json"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

var update = flag.Bool("update", false, "write hi.json anew")

// TestLanguageFile: hi.json is what LanguageFile makes, and has what osrm-text-instructions looks up without asking.
func TestLanguageFile(t *testing.T) {
	want, err := LanguageFile()
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("hi.json", want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile("hi.json")
	if err != nil || string(got) != string(want) {
		t.Fatalf("hi.json is not of this code (go test -update writes it): %v", err)
	}
	var file struct {
		V5 map[string]json.RawMessage
	}
	if err := json.Unmarshal(got, &file); err != nil {
		t.Fatal(err)
	}
	for _, key := range append(kinds(), "constants", "modes", "phrase", "rotary", "roundabout", "use lane") {
		if len(file.V5[key]) < 20 {
			t.Errorf("no %q", key)
		}
	}
	for _, kind := range kinds() {
		var entry map[string]map[string]string
		if err := json.Unmarshal(file.V5[kind], &entry); err != nil || entry["default"]["default"] == "" {
			t.Errorf("%s: %v, %v", kind, entry["default"], err)
		}
		for modifier, words := range entry {
			for what, text := range words {
				checkHindi(t, kind+"/"+modifier+"/"+what, text)
			}
		}
	}
}

// checkHindi: no letter of another script outside braces, no stray blanks.
func checkHindi(t *testing.T, where, text string) {
	t.Helper()
	bare := regexp.MustCompile(`\{\w+\}`).ReplaceAllString(text, "")
	if strings.ContainsFunc(bare, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) {
		t.Errorf("%s: %q", where, text)
	}
	if text == "" || strings.TrimSpace(text) != text || strings.Contains(text, "  ") || strings.ContainsAny(bare, "{}") {
		t.Errorf("%s: %q", where, text)
	}
}

// TestEveryText: every type and modifier says something in both languages, names the road, and Hindi stays Hindi.
func TestEveryText(t *testing.T) {
	for _, kind := range append(kinds(), "roundabout", "rotary") {
		for _, m := range append(modifiers(), "") {
			if m == "" && kind != "depart" && kind != "arrive" {
				continue
			}
			for exit := range 13 {
				s := Step{Type: kind, Modifier: m, Exit: exit, BearingAfter: exit * 29, NameHi: "माल रोड", NameEn: "Mall Road", Ref: "SH 9"}
				if kind == "rotary" {
					s.RotaryHi, s.RotaryEn = "परिवर्तन चौक", "Parivartan Chowk"
				}
				hi, en := Text(s, "hi"), Text(s, "en")
				checkHindi(t, kind+"/"+m, hi)
				if kind != "arrive" && (!strings.Contains(hi, "माल रोड") || !strings.Contains(en, "Mall Road (SH 9)")) {
					t.Errorf("%s %s: %q, %q", kind, m, hi, en)
				}
				if strings.ContainsAny(en, "{}") || strings.ContainsFunc(en, func(r rune) bool { return unicode.Is(unicode.Devanagari, r) }) {
					t.Errorf("%s %s: %q", kind, m, en)
				}
				s.NameHi, s.NameEn, s.Ref = "", "", ""
				checkHindi(t, kind+"/"+m, Text(s, "hi"))
				if Text(s, "en") == "" {
					t.Errorf("%s %s: nothing to say", kind, m)
				}
			}
		}
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ hi, en, ref, wantHi, wantEn string }{
		{"माल रोड", "Mall Road", "NH 27", "माल रोड", "Mall Road (NH 27)"}, {"", "Mall Road", "", "Mall Road", "Mall Road"},
		{"माल रोड", "", "", "माल रोड", "माल रोड"}, {"", "", "NH 27;AH 1", "राष्ट्रीय राजमार्ग 27", "NH 27"},
		{"", "", "NH27", "राष्ट्रीय राजमार्ग 27", "NH27"}, {"", "", "SH-9", "राज्य राजमार्ग 9", "SH-9"}, {"", "", "B 37", "B 37", "B 37"},
		{"", "", "", "", ""}, {"", "Riviera  Society Road", "", "Riviera Society Road", "Riviera Society Road"}, {"", "NH 27", "NH 27", "NH 27", "NH 27"},
	} {
		if hi, en := wayName(c.hi, c.en, c.ref, "hi"), wayName(c.hi, c.en, c.ref, "en"); hi != c.wantHi || en != c.wantEn {
			t.Errorf("%+v: %q, %q", c, hi, en)
		}
	}
}

func TestMeasures(t *testing.T) {
	for _, c := range []struct {
		metres float64
		hi, en string
	}{{4, "0 मी", "0 m"}, {347, "350 मी", "350 m"}, {994, "990 मी", "990 m"}, {996, "1.0 किमी", "1.0 km"}, {1234, "1.2 किमी", "1.2 km"}} {
		if hi, en := Distance(c.metres, "hi"), Distance(c.metres, "en"); hi != c.hi || en != c.en {
			t.Errorf("%v m: %q, %q", c.metres, hi, en)
		}
	}
	for _, c := range []struct {
		seconds float64
		hi, en  string
	}{{0, "1 मिनट", "1 min"}, {725, "12 मिनट", "12 min"}, {3600, "1 घंटा", "1 h"}, {3900, "1 घंटा 5 मिनट", "1 h 5 min"}, {7200, "2 घंटे", "2 h"}} {
		if hi, en := Duration(c.seconds, "hi"), Duration(c.seconds, "en"); hi != c.hi || en != c.en {
			t.Errorf("%v s: %q, %q", c.seconds, hi, en)
		}
	}
	s := Step{Length: 12_000}
	if hi, en := Onward(s, "hi"), Onward(s, "en"); hi != "120 मी चलें" || en != "Go on for 120 m" {
		t.Errorf("%q, %q", hi, en)
	}
}

func TestSummary(t *testing.T) {
	d := draw(t, circle, around(""))
	if got := Summary(d.n, d.path("wdabe"), "hi"); got != "पश्चिम मार्ग, पूर्व मार्ग" {
		t.Error(got)
	}
	d = draw(t, cross, []street{{line: "wxe"}, {line: "nxs"}})
	if got := Summary(d.n, d.path("wxe"), "en"); got != "" {
		t.Error(got)
	}
}
