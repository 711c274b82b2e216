package guide

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is the instruction in Hindi ("hi") or English (any other), with the road's name in that language if it has one, else in the other.
// The Hindi words are those of the language file (LanguageFile).
func Text(s Step, lang string) string {
	l := tongue(lang)
	name := wayName(s.NameHi, s.NameEn, s.Ref, lang)
	rotary := wayName(s.RotaryHi, s.RotaryEn, "", lang)
	template := l.template(s, name != "", rotary != "")
	exit := strconv.Itoa(s.Exit)
	if s.Exit >= 1 && s.Exit <= len(l.ordinal) {
		exit = l.ordinal[s.Exit-1]
	}
	text := strings.NewReplacer(
		"{way_name}", name, "{rotary_name}", rotary, "{exit_number}", exit, "{direction}", l.direction[octant(s.BearingAfter)],
	).Replace(template)
	if l.capital {
		first, size := utf8.DecodeRuneInString(text)
		text = string(unicode.ToUpper(first)) + text[size:]
	}
	return text
}

func tongue(lang string) language {
	if lang == "hi" {
		return hindi()
	}
	return english()
}

// template chooses the wording as osrm-text-instructions does.
func (l language) template(s Step, named, rotary bool) string {
	var p phrases
	switch {
	case s.Mode == "ferry" && s.Type != "arrive":
		p = l.ferry
	case s.Type == "arrive":
		if p = l.phrase("arrive", s.Modifier); p == nil {
			p = l.phrase("arrive", "")
		}
		return p["short"]
	case s.Type == "roundabout" || s.Type == "rotary":
		what := "default"
		switch {
		case rotary && s.Exit > 0:
			what = "name_exit"
		case rotary:
			what = "name"
		case s.Exit > 0:
			what = "exit"
		}
		p = l.rounds(what)
	default:
		if p = l.phrase(s.Type, s.Modifier); p == nil {
			p = l.phrase(s.Type, "")
		}
	}
	if text := p["name"]; named && text != "" {
		return text
	}
	return p["default"]
}

// Onward says how far the step goes: "120 मी चलें".
func Onward(s Step, lang string) string {
	text := strings.ReplaceAll(tongue(lang).onward, "{distance}", Distance(float64(s.Length)/100, lang))
	if lang == "hi" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// octant of a bearing, as osrm-text-instructions divides the rose: the four main directions reach 20 degrees to either side.
func octant(bearing int) int {
	quarter, rest := bearing/90, bearing%90
	switch {
	case rest <= 20:
		return quarter * 2 % 8
	case rest < 70:
		return (quarter*2 + 1) % 8
	}
	return (quarter*2 + 2) % 8
}

// wayName is what to call a road: its name in the language, else in the other, else its number. English names tell the number beside.
func wayName(hi, en, ref, lang string) string {
	hi, en = tidy(hi), tidy(en)
	ref, _, _ = strings.Cut(ref, ";")
	if lang == "hi" {
		switch {
		case hi != "":
			return hi
		case en != "":
			return en
		}
		return hindiNumber(ref)
	}
	name := en
	if name == "" {
		name = hi
	}
	switch {
	case name == "":
		return ref
	case ref == "" || ref == name:
		return name
	}
	return name + " (" + ref + ")"
}

// tidy makes one blank of several, which names off the map sometimes have.
func tidy(name string) string {
	if !strings.Contains(name, "  ") {
		return name
	}
	return strings.Join(strings.Fields(name), " ")
}

// hindiNumber reads a road's number as it is spoken: NH 27 is राष्ट्रीय राजमार्ग 27.
func hindiNumber(ref string) string {
	letters, number, _ := strings.Cut(strings.NewReplacer("-", " ", "_", " ").Replace(ref), " ")
	if number == "" {
		i := strings.IndexFunc(ref, unicode.IsDigit)
		if i < 0 {
			return ref
		}
		letters, number = ref[:i], ref[i:]
	}
	switch letters {
	case "NH":
		return "राष्ट्रीय राजमार्ग " + number
	case "SH":
		return "राज्य राजमार्ग " + number
	case "MDR":
		return "ज़िला मार्ग " + number
	case "AH":
		return "एशियाई राजमार्ग " + number
	}
	return ref
}
