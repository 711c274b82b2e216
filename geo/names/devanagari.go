package names

import "strings"

// Devanagari text is decomposed here: a nukta is a rune of its own.
const (
	nukta       = '़'
	virama      = '्'
	anusvara    = 'ं'
	candrabindu = 'ँ'
)

func isDevanagari(word string) bool {
	return strings.ContainsFunc(word, func(r rune) bool { return r >= 0x900 && r <= 0x97f })
}

// syllable is one consonant, if any, and the vowel that follows it.
type syllable struct {
	consonant string // sounds; "" for a vowel that stands alone
	vowel     string // sounds; "" behind a virama
	inherent  bool   // the vowel is the one that is not written
	nasal     bool   // an anusvara or candrabindu follows
}

// devanagari gives the sounds of a word as people type them in Latin: the unwritten vowel is left out where it is not spoken.
func devanagari(word string) string {
	if stem, ok := strings.CutSuffix(word, "गजं"); ok { // गंज with its dot a letter late
		word = stem + "गंज"
	}
	syllables := syllablesOf(word)
	dropSchwas(syllables)
	var out strings.Builder
	for _, s := range syllables {
		out.WriteString(s.consonant)
		out.WriteString(s.vowel)
		if s.nasal {
			out.WriteByte('n')
		}
	}
	return out.String()
}

func syllablesOf(word string) []syllable {
	var out []syllable
	for _, r := range word {
		last := len(out) - 1
		if c := consonantSound(r); c != "" {
			out = append(out, syllable{consonant: c, vowel: "a", inherent: true})
			continue
		}
		if v := vowelSound(r); v != "" {
			out = append(out, syllable{vowel: v})
			continue
		}
		if r == 'ॐ' {
			out = append(out, syllable{vowel: "o", nasal: true})
		}
		if last < 0 {
			continue
		}
		switch {
		case r == nukta:
			out[last].consonant = withNukta(out[last].consonant)
		case r == virama:
			out[last].vowel, out[last].inherent = "", false
		case r == anusvara, r == candrabindu:
			out[last].nasal = true
		default:
			if v := signSound(r); v != "" {
				out[last].vowel, out[last].inherent = v, false
			}
		}
	}
	return joinGya(out)
}

// joinGya writes ज्ञ as it is spoken in Hindi.
func joinGya(in []syllable) []syllable {
	for i := 0; i+1 < len(in); i++ {
		if in[i].consonant == "j" && in[i].vowel == "" && in[i+1].consonant == "ñ" {
			in[i].consonant, in[i+1].consonant = "g", "y"
		}
	}
	for i := range in {
		if in[i].consonant == "ñ" {
			in[i].consonant = "n"
		}
	}
	return in
}

// dropSchwas leaves out the inherent vowel at the end, except after a conjunct that could not be spoken without, and between
// V C _ C V, from the right: राजकमल is rajkamal, लखनऊ lakhnau.
func dropSchwas(s []syllable) {
	last := len(s) - 1
	if last < 1 {
		return
	}
	if s[last].inherent && !s[last].nasal && (s[last-1].vowel != "" || !strings.ContainsAny(s[last].consonant, "yrvlm")) {
		s[last].vowel = ""
	}
	for i := last - 1; i > 0; i-- {
		before, after := &s[i-1], &s[i+1]
		if s[i].inherent && !s[i].nasal && before.vowel != "" && !before.nasal && after.consonant != "" && after.vowel != "" {
			s[i].vowel, s[i].inherent = "", false
		}
	}
}

func withNukta(consonant string) string {
	switch consonant {
	case "d", "D":
		return "r"
	}
	return consonant
}

// consonantSound of a letter; capitals are aspirated, S is श and ष.
func consonantSound(r rune) string {
	const first = 'क'
	sounds := [...]string{
		"k", "K", "g", "G", "n", "c", "C", "j", "J", "ñ", "t", "T", "d", "D", "n", "t", "T", "d", "D", "n", "n", "p", "f", "b", "B", "m",
		"y", "r", "r", "l", "l", "l", "v", "S", "S", "s", "h",
	}
	if i := int(r - first); i >= 0 && i < len(sounds) {
		return sounds[i]
	}
	return ""
}

func vowelSound(r rune) string {
	switch r {
	case 'अ', 'आ':
		return "a"
	case 'इ', 'ई':
		return "i"
	case 'उ', 'ऊ':
		return "u"
	case 'ऋ', 'ॠ':
		return "ri"
	case 'ए', 'ऐ', 'ऍ', 'ऎ', 'ॲ':
		return "e"
	case 'ओ', 'औ', 'ऑ', 'ऒ':
		return "o"
	}
	return ""
}

func signSound(r rune) string {
	switch r {
	case 'ा':
		return "a"
	case 'ि', 'ी':
		return "i"
	case 'ु', 'ू':
		return "u"
	case 'ृ', 'ॄ':
		return "ri"
	case 'े', 'ै', 'ॅ', 'ॆ':
		return "e"
	case 'ो', 'ौ', 'ॉ', 'ॊ':
		return "o"
	}
	return ""
}

// letterName is the Latin letter that a Devanagari word spells, as in एम.जी. मार्ग; "" for other words.
func letterName(word string) string {
	switch word {
	case "ए":
		return "a"
	case "बी":
		return "b"
	case "सी":
		return "c"
	case "डी":
		return "d"
	case "ई":
		return "e"
	case "एफ":
		return "f"
	case "जी":
		return "g"
	case "एच":
		return "h"
	case "आई":
		return "i"
	case "जे":
		return "j"
	case "के":
		return "k"
	case "एल":
		return "l"
	case "एम":
		return "m"
	case "एन":
		return "n"
	case "ओ":
		return "o"
	case "पी":
		return "p"
	case "क्यू":
		return "q"
	case "आर":
		return "r"
	case "एस":
		return "s"
	case "टी":
		return "t"
	case "यू":
		return "u"
	case "वी":
		return "v"
	case "एक्स":
		return "x"
	case "वाई":
		return "y"
	}
	return ""
}

// initials reads a word made of letters' names, as एलडीए is lda; "" when it is not.
func initials(word string) string {
	runes, out := []rune(word), ""
	for at := 0; at < len(runes); {
		n := min(5, len(runes)-at)
		for ; n > 0 && letterName(string(runes[at:at+n])) == ""; n-- {
		}
		if n == 0 {
			return ""
		}
		out += letterName(string(runes[at : at+n]))
		at += n
	}
	if len(out) < 2 {
		return ""
	}
	return out
}
