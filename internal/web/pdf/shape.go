package pdf

import (
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// em is the size that text is shaped at: positions are thousandths, as PDF counts.
const em = 1000

// shaped is a text ready to be set.
type shaped struct {
	words []word
	width float64 // of all, in thousandths of the size
}

// word is a part of a text between spaces, or the spaces.
type word struct {
	text   string
	actual bool // glyphs do not stand for letters one by one: the text goes along
	runs   []run
}

// run is glyphs of one font.
type run struct {
	font   int
	glyphs []glyph
}

// glyph is placed by thousandths of the size.
type glyph struct {
	cid            uint16
	advance        float64 // to the next
	xOffset, rise  float64
	naturalAdvance float64 // that the font tells
}

// shaper shapes the texts of one document.
type shaper struct {
	faces  [4]*font.Face
	engine shaping.HarfbuzzShaper
	used   [4]*subset
	known  map[textKey]shaped
}

type textKey struct {
	text string
	bold bool
}

func newShaper(fonts *Fonts) *shaper {
	s := &shaper{known: map[textKey]shaped{}}
	for i := range fonts.fonts {
		s.faces[i] = font.NewFace(fonts.fonts[i].shaping)
		s.used[i] = newSubset()
	}
	return s
}

// maxKnown bounds the texts that are remembered.
const maxKnown = 20_000

// shape shapes a text of one line.
func (s *shaper) shape(text string, heavy bool) shaped {
	key := textKey{text, heavy}
	if known, ok := s.known[key]; ok {
		return known
	}
	var out shaped
	runes := s.visible(text, heavy)
	for start := 0; start < len(runes); {
		end := start + 1
		for end < len(runes) && (runes[end] == ' ') == (runes[start] == ' ') {
			end++
		}
		w := s.word(runes[start:end], heavy)
		for _, r := range w.runs {
			for _, g := range r.glyphs {
				out.width += g.advance
			}
		}
		out.words = append(out.words, w)
		start = end
	}
	if len(s.known) >= maxKnown {
		clear(s.known)
	}
	s.known[key] = out
	return out
}

// visible drops what has no shape (controls, marks of direction) and puts a question mark for what the fonts lack.
func (s *shaper) visible(text string, heavy bool) []rune {
	var out []rune
	for _, r := range text {
		switch {
		case r == '\u200c', r == '\u200d':
			out = append(out, r)
		case unicode.IsSpace(r):
			out = append(out, ' ')
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
		case s.fontOf(r, heavy) < 0:
			out = append(out, s.instead(r, heavy)...)
		default:
			out = append(out, r)
		}
	}
	return out
}

// instead is the plain letters of a letter that the fonts lack (² is 2), or a question mark.
func (s *shaper) instead(r rune, heavy bool) []rune {
	plain := []rune(norm.NFKD.String(string(r)))
	for _, p := range plain {
		if s.fontOf(p, heavy) < 0 {
			return []rune{'?'}
		}
	}
	return plain
}

// fontOf is the font that has a letter, -1 when none has.
func (s *shaper) fontOf(r rune, heavy bool) int {
	base := 0
	if heavy {
		base = bold
	}
	first, second := latin, devanagari
	if r >= 0x900 && r <= 0x97f || r == '\u200c' || r == '\u200d' {
		first, second = devanagari, latin
	}
	for _, f := range []int{first, second} {
		if _, ok := s.faces[base+f].NominalGlyph(r); ok {
			return base + f
		}
	}
	return -1
}

func (s *shaper) word(runes []rune, heavy bool) word {
	w := word{text: string(runes)}
	for start := 0; start < len(runes); {
		f := s.fontOf(runes[start], heavy)
		end := start + 1
		for end < len(runes) && s.fontOf(runes[end], heavy) == f {
			end++
		}
		if f >= 0 {
			r, plain := s.run(f, runes[start:end])
			w.runs = append(w.runs, r)
			w.actual = w.actual || !plain
		}
		start = end
	}
	return w
}

// run shapes letters of one font. plain says that each glyph is one letter.
func (s *shaper) run(f int, runes []rune) (r run, plain bool) {
	in := shaping.Input{
		Text: runes, RunEnd: len(runes), Direction: di.DirectionLTR, Face: s.faces[f], Size: fixed.I(em), Script: language.Latin, Language: language.NewLanguage("en"),
	}
	if f%bold == devanagari {
		in.Script, in.Language = language.Devanagari, language.NewLanguage("hi")
	}
	out := s.engine.Shape(in)
	r.font, plain = f, true
	for i, g := range out.Glyphs {
		text := ""
		if i == 0 || out.Glyphs[i-1].TextIndex() != g.TextIndex() {
			text = string(runes[g.TextIndex():min(g.TextIndex()+g.RunesCount(), len(runes))])
		}
		plain = plain && len([]rune(text)) == 1
		r.glyphs = append(r.glyphs, glyph{
			cid: s.used[f].cid(uint16(g.GlyphID), text), advance: thousandths(g.Advance), xOffset: thousandths(g.XOffset), rise: thousandths(g.YOffset),
			naturalAdvance: float64(s.faces[f].HorizontalAdvance(g.GlyphID)) * em / float64(s.faces[f].Upem()),
		})
	}
	return r, plain
}

func thousandths(v fixed.Int26_6) float64 { return float64(v) / 64 }

// subset is the glyphs of a font that a document uses. A glyph that stands for different texts has a code for each, so that a reader of
// the document finds the text again.
type subset struct {
	codes  map[code]uint16
	list   []code // by cid, from 1
	glyphs map[uint16]uint16
	order  []uint16 // glyph ids by their place in the subset
}

type code struct {
	glyph uint16
	text  string
}

func newSubset() *subset {
	return &subset{codes: map[code]uint16{}, list: []code{{}}, glyphs: map[uint16]uint16{0: 0}, order: []uint16{0}}
}

func (s *subset) cid(glyph uint16, text string) uint16 {
	key := code{glyph, text}
	if cid, ok := s.codes[key]; ok {
		return cid
	}
	if len(s.list) >= 1<<16-1 {
		return 0
	}
	cid := uint16(len(s.list))
	s.codes[key], s.list = cid, append(s.list, key)
	if _, ok := s.glyphs[glyph]; !ok {
		s.glyphs[glyph], s.order = uint16(len(s.order)), append(s.order, glyph)
	}
	return cid
}
