package names

import (
	"strings"
	"unicode/utf8"
)

// A key is a word as sounds, one byte each: a–z without c (ch), q, w, x, z of their own; capitals K G C J T D B for aspirates, S for sh;
// digits of a number. Bytes of other scripts stand as they are. Long and short vowels are one, so are doubled letters, and n stands for
// every nasal before p, b and f.
const maxKey = 24

// keyOf is the key of a word from split.
func keyOf(word string) string {
	if isDevanagari(word) {
		return tidy(devanagariVowels(devanagari(word)))
	}
	return tidy(latin(word))
}

// devanagariVowels brings two vowels in a row together as latin does: रायबरेली and Rae Bareli.
func devanagariVowels(sounds string) string {
	var out strings.Builder
	for i := 0; i < len(sounds); i++ {
		if i+1 < len(sounds) {
			end := i+2 == len(sounds) || !vowel(sounds[i+2])
			switch two := sounds[i : i+2]; {
			case two == "ai", two == "ay" && end:
				out.WriteByte('e')
				i++
				continue
			case two == "au":
				out.WriteByte('o')
				i++
				continue
			}
		}
		out.WriteByte(sounds[i])
	}
	return out.String()
}

// tidy merges doubled sounds and nasals and bounds the length.
func tidy(sounds string) string {
	out := make([]byte, 0, len(sounds))
	for i := range len(sounds) {
		c := sounds[i]
		if n := len(out); n > 0 && c < utf8.RuneSelf {
			switch last := out[n-1]; {
			case c > '9' && (last == c || plain(c) == last): // a digit may come twice
				out[n-1] = c
				continue
			case last == 'm' && strings.IndexByte("pbBf", c) >= 0:
				out[n-1] = 'n'
			}
		}
		out = append(out, c)
	}
	return cut(indra(string(out)), maxKey)
}

// indra brings together the endings of Rajendra, Rajender and राजेंदर.
func indra(key string) string {
	for _, end := range [...]string{"nder", "ndar", "ndr"} {
		if stem, ok := strings.CutSuffix(key, end); ok && stem != "" {
			return stem + "ndra"
		}
	}
	return key
}

// plain is a sound without its breath.
func plain(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c - 'A' + 'a'
	}
	return c
}

func hasDigit(key string) bool { return strings.ContainsAny(key, "0123456789") }

func isNumber(key string) bool { return key != "" && key[0] >= '0' && key[0] <= '9' }
