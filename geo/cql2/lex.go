package cql2

import (
	"strings"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokenEnd    tokenKind = iota
	tokenWord             // an identifier or keyword
	tokenQuoted           // an identifier in quotes
	tokenText
	tokenNumber
	tokenSign // one of ( ) , = <> < > <= >= + - * / % ^
)

type token struct {
	kind   tokenKind
	text   string // without quotes
	offset int
}

// is compares a keyword, in any case.
func (t token) is(word string) bool { return t.kind == tokenWord && strings.EqualFold(t.text, word) }

func (t token) sign(s string) bool { return t.kind == tokenSign && t.text == s }

// lexer cuts a text into tokens.
type lexer struct {
	source string
	at     int
}

func (l *lexer) next() (token, *Error) {
	for l.at < len(l.source) {
		r, size := utf8.DecodeRuneInString(l.source[l.at:])
		if r != ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\u0085' && r != '\u00a0' && r != '\u2028' && r != '\u2029' && r != '\u3000' {
			break
		}
		l.at += size
	}
	start := l.at
	if start == len(l.source) {
		return token{offset: start}, nil
	}
	switch c := l.source[start]; {
	case c == '\'':
		return l.quoted()
	case c == '"':
		end := strings.IndexByte(l.source[start+1:], '"')
		if end < 1 {
			return token{}, fault(start, "a name in quotes has no end", "उद्धरण में लिखे नाम का अंत नहीं है")
		}
		l.at = start + end + 2
		return token{tokenQuoted, l.source[start+1 : l.at-1], start}, nil
	case c >= '0' && c <= '9', c == '.' && start+1 < len(l.source) && digit(l.source[start+1]):
		l.number()
		return token{tokenNumber, l.source[start:l.at], start}, nil
	case strings.IndexByte("(),=<>+-*/%^", c) >= 0:
		l.at++
		if two := l.source[start:min(start+2, len(l.source))]; two == "<>" || two == "<=" || two == ">=" {
			l.at++
		}
		return token{tokenSign, l.source[start:l.at], start}, nil
	}
	for l.at < len(l.source) {
		r, size := utf8.DecodeRuneInString(l.source[l.at:])
		if !inName(r, l.at > start) {
			break
		}
		l.at += size
	}
	if l.at == start {
		r, _ := utf8.DecodeRuneInString(l.source[start:])
		return token{}, fault(start, "%q has no meaning here", "%q का यहाँ कोई अर्थ नहीं", r)
	}
	return token{tokenWord, l.source[start:l.at], start}, nil
}

// quoted reads a text; a quote in it is written twice or after a backslash. Other backslashes stand for themselves.
func (l *lexer) quoted() (token, *Error) {
	start := l.at
	var out strings.Builder
	for l.at++; l.at < len(l.source); l.at++ {
		c := l.source[l.at]
		pair := l.at+1 < len(l.source) && l.source[l.at+1] == '\''
		switch {
		case (c == '\'' || c == '\\') && pair:
			out.WriteByte('\'')
			l.at++
		case c == '\'':
			l.at++
			return token{tokenText, out.String(), start}, nil
		default:
			out.WriteByte(c)
		}
	}
	return token{}, fault(start, "the text has no end", "पाठ का अंत नहीं है")
}

func (l *lexer) number() {
	digits := func() {
		for l.at < len(l.source) && digit(l.source[l.at]) {
			l.at++
		}
	}
	digits()
	if l.at < len(l.source) && l.source[l.at] == '.' {
		l.at++
		digits()
	}
	if l.at < len(l.source) && l.source[l.at]|0x20 == 'e' {
		mark := l.at
		l.at++
		if l.at < len(l.source) && (l.source[l.at] == '+' || l.source[l.at] == '-') {
			l.at++
		}
		if l.at == len(l.source) || !digit(l.source[l.at]) {
			l.at = mark
			return
		}
		digits()
	}
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// inName says whether a rune may stand in a name; later ones may be digits, dots and marks too.
func inName(r rune, later bool) bool {
	switch {
	case r == ':', r == '_', r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z':
		return true
	case r == utf8.RuneError:
		return false
	case r >= 0x300 && r <= 0x36f, r == 0x203f, r == 0x2040, r == '.', r >= '0' && r <= '9':
		return later
	case r >= 0xc0 && r <= 0x1ffe:
		return r != 0xd7 && r != 0xf7 && r != 0x37e
	case r == 0x200c, r == 0x200d, r >= 0x2070 && r <= 0x218f, r >= 0x2c00 && r <= 0x2fef, r >= 0x3001 && r <= 0xd7ff:
		return true
	}
	return r >= 0xf900 && r <= 0xfdcf || r >= 0xfdf0 && r <= 0xfffd || r >= 0x10000 && r <= 0xeffff
}
