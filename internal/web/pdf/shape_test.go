package pdf

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rasad/internal/web/sketch"
)

// shown is what one TJ shows: glyph codes and moves.
var shown = regexp.MustCompile(`<([0-9A-F]+)>|(-?[0-9.]+)`) //nolint:gochecknoglobals // compiled once

// TestPenEndsWhereTheWidthSays reads a page back as a viewer does: the advances of the glyphs less the moves are the width of the text.
func TestPenEndsWhereTheWidthSays(t *testing.T) {
	fonts := family(t)
	for _, heavy := range []bool{false, true} {
		for _, text := range append(hard(), "कुंज", "गाँधी कुंज", "र्कि", "ज़ँ", strings.Join(hard(), " ")) {
			d := New(&strings.Builder{}, fonts, Info{})
			p := d.Page(100, 100)
			s := Style{Size: 10, Bold: heavy}
			width := p.Text(0, 50, text, s)
			pen := 0.0
			for _, run := range regexp.MustCompile(`/F(\d) 10 Tf([^T]*(?:TJ [-0-9.]+ Ts[^T]*)*)`).FindAllStringSubmatch(string(p.b), -1) {
				font, _ := strconv.Atoi(run[1])
				for _, list := range regexp.MustCompile(`\[([^\]]*)\]`).FindAllStringSubmatch(run[2], -1) {
					pen += walked(t, d, font, list[1])
				}
			}
			if math.Abs(pen-width) > 0.05 {
				t.Errorf("%q: the pen is at %.3f, the width is %.3f:\n%s", text, pen, width, p.b)
			}
		}
	}
}

func walked(t *testing.T, d *Document, font int, list string) (pen float64) {
	t.Helper()
	for _, part := range shown.FindAllStringSubmatch(list, -1) {
		if part[2] != "" {
			move, err := strconv.ParseFloat(part[2], 64)
			if err != nil {
				t.Fatalf("%q: %v", list, err)
			}
			pen -= move * 10 / em
			continue
		}
		for i := 0; i+4 <= len(part[1]); i += 4 {
			cid, err := strconv.ParseUint(part[1][i:i+4], 16, 16)
			if err != nil {
				t.Fatal(err)
			}
			pen += d.advance(font, d.shaper.used[font].list[cid].glyph) * 10 / em
		}
	}
	return pen
}

// TestFit: what is cut is no wider than asked, and nothing is cut that has room.
func TestFit(t *testing.T) {
	d := New(&strings.Builder{}, family(t), Info{})
	s := Style{Size: 11}
	long := strings.Repeat("विक्रमादित्य Transport ", 30)
	for _, width := range []float64{0, 12, 50, 123, 400} {
		cut := d.Fit(long, width, s)
		if d.Width(cut, s) > width && cut != "…" || !strings.HasSuffix(cut, "…") || strings.Contains(cut, "\u094d…") {
			t.Errorf("%v: %q is %v wide", width, cut, d.Width(cut, s))
		}
	}
	if got := d.Fit("लखनऊ", 500, s); got != "लखनऊ" {
		t.Errorf("%q", got)
	}
}

// TestFlatten: outlines keep to their box and come back to where they began.
func TestFlatten(t *testing.T) {
	for _, path := range []string{
		"M12 1.5A10.5 10.5 0 1 1 11.99 1.5Z", "M4.5 2H19.5A2.5 2.5 0 0 1 22 4.5V19.5A2.5 2.5 0 0 1 19.5 22H4.5A2.5 2.5 0 0 1 2 19.5V4.5A2.5 2.5 0 0 1 4.5 2Z",
		"M2 2H22V12C22 18 17 22 12 24C7 22 2 18 2 12Z", "M12 -1.5C15 3 21.5 8.5 21.5 14.2A9.5 9.5 0 0 1 2.5 14.2C2.5 8.5 9 3 12 -1.5Z",
	} {
		lines := flatten(path)
		if len(lines) != 1 || lines[0][0] != lines[0][len(lines[0])-1] {
			t.Errorf("%s: %v", path, lines)
			continue
		}
		for _, p := range lines[0] {
			if p[0] < -0.1 || p[0] > 24.1 || p[1] < -1.6 || p[1] > 24.1 {
				t.Errorf("%s: %v", path, p)
			}
		}
	}
	circle := flatten("M12 1.5A10.5 10.5 0 1 1 11.99 1.5Z")[0]
	for _, p := range circle {
		if r := math.Hypot(p[0]-12, p[1]-12); math.Abs(r-10.5) > 0.02 {
			t.Errorf("%v is %v from the middle", p, r)
		}
	}
	for _, bad := range []string{"", "M", "L1 2", "M1 2 x", "M1 2A1", "Q1 2 3 4"} {
		flatten(bad)
	}
}

// FuzzFont: any bytes are a font or an error.
func FuzzFont(f *testing.F) {
	f.Add([]byte("\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00head\x00\x00\x00\x00\x00\x00\x00\x1c\x00\x00\x00\x36"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		if plain, err := longOffsets(data); err == nil {
			_, _ = longOffsets(plain)
		}
		flatten(string(data))
	})
}

// TestLettersThatFontsLack: they are set as plain ones, or as a question mark.
func TestLettersThatFontsLack(t *testing.T) {
	s := newShaper(family(t))
	for text, want := range map[string]string{"1.1 km²": "1.1 km2", "漢": "?", "ﬁ": "fi", "a\u202eb\x00": "ab", "a\tb": "a b"} {
		if got := string(s.visible(text, false)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestEmptyDocument: no page, no text, still a document; and a map with nothing on it is drawn.
func TestEmptyDocument(t *testing.T) {
	var out strings.Builder
	d := New(&out, family(t), Info{})
	p := d.Page(A4Width, A4Height)
	p.Drawing(&sketch.Drawing{Width: 10, Height: 10}, 0, 0, 10)
	p.Text(0, 0, "", Style{Size: 1})
	p.Text(0, 0, "\u202e\x00", Style{Size: 1})
	p.LinkPage(0, 0, 1, 1, 99)
	p.Done()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), "%PDF-1.7") || !strings.HasSuffix(out.String(), "%%EOF\n") {
		t.Errorf("%.20q … %q", out.String(), out.String()[len(out.String())-20:])
	}
}
