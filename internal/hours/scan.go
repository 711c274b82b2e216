package hours

import (
	"slices"
	"strconv"
	"strings"
)

// kind of a token.
type kind uint8

const (
	end kind = iota
	mark
	number
	weekday
	month
	holiday
	word
	comment
)

type token struct {
	kind  kind
	text  string
	value int
	glued bool // no blank before it
}

func scan(text string) ([]token, error) {
	var tokens []token
	glued := false
	for i := 0; i < len(text); {
		rest := text[i:]
		t, size, err := scanOne(rest)
		if err != nil {
			return nil, err
		}
		if t.kind != end {
			t.glued = glued
			tokens = append(tokens, t)
		}
		glued = t.kind != end
		i += size
	}
	return tokens, nil
}

// scanOne reads the token at the start of rest and how many bytes it took; blanks give a token of kind end.
func scanOne(rest string) (token, int, error) {
	c := rest[0]
	switch {
	case c == ' ' || c == '\t':
		return token{}, 1, nil
	case strings.HasPrefix(rest, "24/7"):
		return token{kind: word, text: "24/7"}, 4, nil
	case strings.HasPrefix(rest, "||"):
		return token{kind: mark, text: "||"}, 2, nil
	case strings.HasPrefix(rest, "–"): // typed as a dash by word processors
		return token{kind: mark, text: "-"}, len("–"), nil
	case strings.IndexByte(";,:-+[]", c) >= 0:
		return token{kind: mark, text: rest[:1]}, 1, nil
	case c == '"':
		size := strings.IndexByte(rest[1:], '"')
		if size < 0 {
			return token{}, 0, syntaxError("a comment is not closed")
		}
		return token{kind: comment, text: rest[1 : size+1]}, size + 2, nil
	case c >= '0' && c <= '9':
		size := run(rest, func(c byte) bool { return c >= '0' && c <= '9' })
		value, err := strconv.Atoi(rest[:size])
		if err != nil || size > 2 {
			return token{}, 0, syntaxError("number %s", rest[:size])
		}
		return token{kind: number, text: rest[:size], value: value}, size, nil
	}
	size := run(rest, func(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' })
	if size == 0 {
		return token{}, 0, syntaxError("at %q", rest)
	}
	t, err := scanWord(rest[:size])
	return t, size, err
}

func run(text string, in func(byte) bool) int {
	for i := range len(text) {
		if !in(text[i]) {
			return i
		}
	}
	return len(text)
}

func scanWord(text string) (token, error) {
	lower := strings.ToLower(text)
	if i := slices.Index([]string{"su", "mo", "tu", "we", "th", "fr", "sa"}, lower); i >= 0 {
		return token{kind: weekday, text: text, value: i}, nil
	}
	months := []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
	if i := slices.Index(months, lower); i >= 0 {
		return token{kind: month, text: text, value: i + 1}, nil
	}
	switch lower {
	case "ph", "sh":
		return token{kind: holiday, text: lower}, nil
	case "off", "closed", "open", "unknown":
		return token{kind: word, text: lower}, nil
	}
	return token{}, syntaxError("word %q", text)
}
