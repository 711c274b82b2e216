package ingest

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"rasad/data/source"
)

// isDevanagari tells whether most letters of a text are Devanagari: Hindi and Marathi names go to name_hi.
func isDevanagari(text string) bool {
	devanagari, others := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Devanagari, r):
			devanagari++
		case unicode.IsLetter(r):
			others++
		}
	}
	return devanagari > others
}

// clean makes a text fit for the record: no control characters (PostgreSQL takes no NUL), no runs of spaces.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\ufeff' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
	return strings.Join(strings.Fields(text), " ")
}

// names is a name in the two languages.
type names struct{ hi, en string }

// namesOf puts each value where its script says: an explicit column wins, and a plain one goes by its script.
func namesOf(v values, hi, en, plain string) names {
	n := names{hi: clean(v[hi]), en: clean(v[en])}
	if text := clean(v[plain]); isDevanagari(text) && n.hi == "" {
		n.hi = text
	} else if !isDevanagari(text) && n.en == "" {
		n.en = text
	}
	return n
}

func (n names) any() string {
	if n.en != "" {
		return n.en
	}
	return n.hi
}

func (n names) empty() bool { return n.hi == "" && n.en == "" }

// trimCode takes a leading number off the names when it is the code itself: "01 Dhanori" of ward 1.
func (n names) trimCode(code string) names {
	trim := func(name string) string {
		if c, rest := splitCode(name); rest != "" && c == code {
			return rest
		}
		return name
	}
	return names{hi: trim(n.hi), en: trim(n.en)}
}

// splitCode takes "48 RAMOL HATHIJAN", "Ward 91 Khairatabad", "9-Saidapet", "वार्ड 12 अलीगंज" apart into number and name, and "13" into
// the number alone. code is "" when the text has no leading number.
func splitCode(text string) (code, name string) {
	text = source.LatinDigits(clean(text))
	pattern := regexp.MustCompile(`(?i)^(?:(?:ward|zone|वार्ड|ज़ोन|जोन|प्रभाग)[\s._-]*(?:no|number|क्रमांक|संख्या)?[\s.:#-]*)?(\d{1,5})(?:[\s.:)/_-]+(\S.*))?$`)
	m := pattern.FindStringSubmatch(text)
	if m == nil {
		return "", text
	}
	return codeOf(m[1]), strings.TrimSpace(m[2])
}

// codeOf writes a ward's or zone's code as the record has it: numbers without leading zeros or fraction, else as written. Nothing, zero
// and a dash are no code.
func codeOf(text string) string {
	text = clean(source.LatinDigits(text))
	if n, err := strconv.ParseFloat(text, 64); err == nil && n == float64(int32(n)) && !strings.ContainsAny(text, "xXpP_eE") {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(int(n))
	}
	if strings.Trim(text, "-–. ") == "" {
		return ""
	}
	return text
}

// numberOf is the ward number when a code is a number above 0.
func numberOf(code string) *int32 {
	n, err := strconv.ParseInt(code, 10, 32)
	if err != nil || n <= 0 {
		return nil
	}
	number := int32(n)
	return &number
}

// parseCount reads a count of people, meals or the like: "1,24,500", "१२४५", "18035.77" (an estimate, rounded). ok is false for
// anything else; nil for nothing.
func parseCount(text string) (n *int32, ok bool) {
	text = strings.NewReplacer(",", "", " ", "").Replace(source.LatinDigits(clean(text)))
	if text == "" || text == "-" || strings.EqualFold(text, "na") || strings.EqualFold(text, "n/a") {
		return nil, true
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= 0 && v < 1<<31-1) || strings.ContainsAny(text, "xXpP_") {
		return nil, false
	}
	count := int32(v + 0.5)
	return &count, true
}
