package pdf

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/font"
)

// A4 upright.
const (
	A4Width  = 595.28
	A4Height = 841.89
)

func fontGID(glyph uint16) font.GID { return font.GID(glyph) }

// Page is what is drawn on one page, until Done.
type Page struct {
	doc           *Document
	width, height float64
	b             []byte
	links         []string
}

// Page begins a page.
func (d *Document) Page(width, height float64) *Page {
	return &Page{doc: d, width: width, height: height}
}

// Done adds the page to the document.
func (p *Page) Done() { p.doc.add(p) }

func (p *Page) op(format string, args ...any) { p.b = fmt.Appendf(p.b, format, args...) }

// colour is #rrggbb as three numbers.
func colour(hex string) string {
	var r, g, b int
	if n, err := fmt.Sscanf(hex, "#%02x%02x%02x", &r, &g, &b); n != 3 || err != nil {
		return "0 0 0"
	}
	return decimal(float64(r)/255) + " " + decimal(float64(g)/255) + " " + decimal(float64(b)/255)
}

// Style of a text.
type Style struct {
	Size   float64
	Bold   bool
	Colour string  // #rrggbb; empty: black
	Angle  float64 // degrees, clockwise
	Halo   string  // colour of an edge around the letters
}

// Width of a text in points.
func (d *Document) Width(text string, s Style) float64 {
	return d.shaper.shape(text, s.Bold).width / em * s.Size
}

// Text sets one line with its baseline from x, y on, and returns its width.
func (p *Page) Text(x, y float64, text string, s Style) float64 {
	line := p.doc.shaper.shape(text, s.Bold)
	if len(line.words) == 0 {
		return 0
	}
	if s.Halo != "" {
		p.op("q %s RG %s w 1 j 1 Tr /Span<</ActualText()>>BDC\n", colour(s.Halo), decimal(s.Size*0.24))
		p.line(x, y, line, s, false)
		p.op("EMC Q\n")
	}
	p.op("%s rg\n", colour(s.Colour))
	p.line(x, y, line, s, true)
	return line.width / em * s.Size
}

func (p *Page) line(x, y float64, line shaped, s Style, spoken bool) {
	sin, cos := math.Sincos(s.Angle * math.Pi / 180)
	p.op("BT %s %s %s %s %s %s Tm\n", decimal4(cos), decimal4(-sin), decimal4(sin), decimal4(cos), decimal(x), decimal(p.height-y))
	for _, w := range line.words {
		if w.actual && spoken {
			p.op("/Span<</ActualText %s>>BDC ", text16(w.text))
		}
		for _, r := range w.runs {
			p.op("/F%d %s Tf", r.font, decimal(s.Size))
			p.glyphs(r.glyphs, s.Size)
		}
		if w.actual && spoken {
			p.op("EMC\n")
		}
	}
	p.op("ET\n")
}

// glyphs shows a run; what a glyph is moved by is taken back after it.
func (p *Page) glyphs(list []glyph, size float64) {
	rise := 0.0
	p.op("[")
	open := false
	shut := func() {
		if open {
			p.op(">")
			open = false
		}
	}
	for _, g := range list {
		if g.rise != rise {
			shut()
			rise = g.rise
			p.op("]TJ %s Ts[", decimal(rise/em*size))
		}
		if g.xOffset != 0 {
			shut()
			p.op(" %s", decimal(-g.xOffset))
		}
		if !open {
			p.op("<")
			open = true
		}
		p.op("%04X", g.cid)
		if back := g.naturalAdvance + g.xOffset - g.advance; math.Abs(back) > 0.01 {
			shut()
			p.op(" %s", decimal(back))
		}
	}
	shut()
	p.op("]TJ\n")
	if rise != 0 {
		p.op("0 Ts\n")
	}
}

func decimal4(v float64) string {
	text := strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.4f", v), "0"), ".")
	if text == "-0" || text == "" {
		return "0"
	}
	return text
}

// Fit cuts a text, with a sign that it is cut, until it is no wider than so many points.
func (d *Document) Fit(text string, width float64, s Style) string {
	if d.Width(text, s) <= width {
		return text
	}
	letters := []rune(text)
	low, high := 0, min(len(letters), 400)
	for low < high {
		middle := (low + high + 1) / 2
		if d.Width(string(letters[:middle])+"…", s) <= width {
			low = middle
		} else {
			high = middle - 1
		}
	}
	for low > 0 && (letters[low-1] == '\u094d' || unicode.IsSpace(letters[low-1])) {
		low--
	}
	return string(letters[:low]) + "…"
}

// Box draws a rectangle; empty colours are not drawn.
func (p *Page) Box(x, y, width, height float64, fill, stroke string, line float64) {
	end := "n"
	switch {
	case fill != "" && stroke != "":
		end = "B"
	case fill != "":
		end = "f"
	case stroke != "":
		end = "S"
	}
	if fill != "" {
		p.op("%s rg ", colour(fill))
	}
	if stroke != "" {
		p.op("%s RG %s w ", colour(stroke), decimal(line))
	}
	p.op("%s %s %s %s re %s\n", decimal(x), decimal(p.height-y-height), decimal(width), decimal(height), end)
}

// Link makes a rectangle lead to an address.
func (p *Page) Link(x, y, width, height float64, address string) {
	escaped := strings.NewReplacer(`\`, `\\`, `(`, `\(`, `)`, `\)`).Replace(address)
	p.annotate(x, y, width, height, "/A<</S/URI/URI("+escaped+")>>")
}

// LinkPage makes a rectangle lead to a page, counted from 0, which may come later.
func (p *Page) LinkPage(x, y, width, height float64, page int) {
	p.annotate(x, y, width, height, fmt.Sprintf("/Dest[%d 0 R/Fit]", p.doc.page(page)))
}

func (p *Page) annotate(x, y, width, height float64, entry string) {
	p.links = append(p.links, fmt.Sprintf("<</Type/Annot/Subtype/Link/Border[0 0 0]/Rect[%s %s %s %s]%s>>",
		decimal(x), decimal(p.height-y-height), decimal(x+width), decimal(p.height-y), entry))
}
