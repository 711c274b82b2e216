package names

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Bounds of a query; what is beyond them is not read. A name is cut in the same way, at more words.
const (
	MaxBytes  = 100
	MaxWords  = 8
	nameBytes = 400
	nameWords = 40
)

// cut shortens a text to at most n bytes without breaking a rune.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// split cuts a text into words of letters or of digits, at most most of them: lower case, decomposed, without accents, joiners and
// apostrophes, digits of all scripts as 0–9. Letters with full stops after them are one word: M.G. is mg.
func split(text string, most int) []word {
	var s splitter
	for _, r := range norm.NFKD.String(text) {
		s.take(unicode.ToLower(r))
	}
	s.flush()
	words := s.words[:min(len(s.words), most)]
	return words
}

// word is a word of a text. It is glued when it touches the one before, as in UP32 or 22A.
type word struct {
	text  string
	glued bool
}

type class uint8

const (
	gap class = iota
	letter
	digit
)

type splitter struct {
	words []word
	word  strings.Builder
	runes int   // of word
	class class // of word
	dot   bool  // the last word was one letter, or such letters joined, and a full stop followed
	stop  bool  // the last rune was a full stop
	glued bool  // word touches the one before
}

func (s *splitter) take(r rune) {
	switch {
	case unicode.IsDigit(r):
		s.to(digit)
		s.add('0' + digitValue(r))
	case unicode.IsLetter(r):
		s.to(letter)
		s.add(r)
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r):
		if s.class == letter && unicode.Is(unicode.Devanagari, r) {
			s.add(r)
		}
	case r == '\'', r == '’', r == '‘', r == '`', unicode.Is(unicode.Cf, r): // within a word
	case r == '.', r == '॰':
		s.flush()
		s.stop = true
	default:
		s.flush()
		if !s.stop || !unicode.IsSpace(r) { // P. N. Road
			s.dot, s.stop = false, false
		}
	}
}

// digitValue is the value of a decimal digit: each script has its ten in a row, and the zero ends the run below.
func digitValue(r rune) rune {
	value := rune(0)
	for value < 9 && unicode.IsDigit(r-value-1) {
		value++
	}
	switch {
	case r <= '9':
		return r - '0'
	case r >= '०' && r <= '९':
		return r - '०'
	}
	return value
}

// to begins a word of another class; digits and letters that touch are two words.
func (s *splitter) to(c class) {
	if s.class != gap && s.class != c {
		s.flush()
		s.dot, s.stop, s.glued = false, false, true
	}
	s.class = c
}

func (s *splitter) add(r rune) {
	s.word.WriteRune(r)
	if !unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Mc, r) {
		s.runes++
	}
}

// flush ends the word. A single letter joins the one before when a full stop is between them.
func (s *splitter) flush() {
	if s.class == gap {
		return
	}
	text := s.word.String()
	short := s.class == letter && (s.runes == 1 && text[0] < 0x80 || letterName(text) != "")
	if n := len(s.words); short && s.stop && s.dot {
		s.words[n-1].text = initial(s.words[n-1].text) + initial(text)
	} else {
		s.words = append(s.words, word{number(text, s.class), s.glued})
	}
	s.dot, s.stop, s.glued = short, false, false
	s.word.Reset()
	s.runes, s.class = 0, gap
}

// number drops leading zeros.
func number(word string, c class) string {
	if c != digit {
		return word
	}
	if trimmed := strings.TrimLeft(word, "0"); trimmed != "" {
		return trimmed
	}
	return "0"
}

// initial is the Latin letter whose name a word is, or the word.
func initial(word string) string {
	if name := letterName(word); name != "" {
		return name
	}
	return word
}
