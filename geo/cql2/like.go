package cql2

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// pattern is a LIKE pattern taken apart: % stands for any text, _ for one character, a backslash takes a sign as it is.
type pattern struct{ parts []part }

type part struct {
	any, one bool // % or _
	literal  string
}

func newPattern(s string) (*pattern, bool) {
	p := &pattern{}
	var literal strings.Builder
	flush := func() {
		if literal.Len() > 0 {
			p.parts = append(p.parts, part{literal: literal.String()})
			literal.Reset()
		}
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			if i++; i == len(s) {
				return nil, false
			}
			_, size := utf8.DecodeRuneInString(s[i:])
			literal.WriteString(s[i : i+size])
			i += size - 1
		case '%':
			flush()
			if n := len(p.parts); n == 0 || !p.parts[n-1].any {
				p.parts = append(p.parts, part{any: true})
			}
		case '_':
			flush()
			p.parts = append(p.parts, part{one: true})
		default:
			literal.WriteByte(s[i])
		}
	}
	flush()
	return p, true
}

// matches goes back to the last % only, so that the work is at most the product of the lengths.
func (p *pattern) matches(s string) bool {
	at, i := 0, 0
	starAt, star := 0, -1
	for {
		switch {
		case i == len(p.parts) && at == len(s):
			return true
		case i < len(p.parts) && p.parts[i].any:
			star, starAt = i, at
			i++
			continue
		case i < len(p.parts) && p.parts[i].one && at < len(s):
			_, size := utf8.DecodeRuneInString(s[at:])
			at += size
			i++
			continue
		case i < len(p.parts) && !p.parts[i].one && strings.HasPrefix(s[at:], p.parts[i].literal):
			at += len(p.parts[i].literal)
			i++
			continue
		}
		if star < 0 || starAt >= len(s) {
			return false
		}
		_, size := utf8.DecodeRuneInString(s[starAt:])
		starAt += size
		at, i = starAt, star+1
	}
}

// preparePattern takes a literal pattern apart once. A backslash at the end of one has nothing to escape.
func (n *Node) preparePattern() *Error {
	right := n.Args[1]
	folds := []Op{}
	for right.Op == OpCaseI || right.Op == OpAccentI {
		folds = append(folds, right.Op)
		right = right.Args[0]
	}
	if right.Op != OpLiteral {
		return fault(n.Args[1].offset, "the pattern of LIKE must be a text", "LIKE का प्रतिरूप एक पाठ होना चाहिए")
	}
	source := right.Value.text
	for i := len(folds) - 1; i >= 0; i-- {
		source = fold(folds[i], source)
	}
	p, ok := newPattern(source)
	if !ok {
		return fault(right.offset, "the pattern ends in a backslash", "प्रतिरूप उलटे तिरछे (\\) पर समाप्त होता है")
	}
	n.like = p
	return nil
}

// fold is what CASEI and ACCENTI make of a text.
func fold(op Op, s string) string {
	if op == OpCaseI {
		s = strings.ReplaceAll(s, "İ", "i\u0307") // as Unicode has it; Go's small letter loses the dot
		return strings.ReplaceAll(strings.ToLower(s), "ς", "σ")
	}
	if ascii(s) {
		return s
	}
	bare := strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f || r == 0x93c {
			return -1
		}
		return r
	}, norm.NFD.String(s))
	return norm.NFC.String(bare)
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
