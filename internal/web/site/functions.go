package site

import (
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// functions are what templates can call, in one language.
type functions struct {
	lang   language
	words  catalogue
	marks  map[string]mark
	bundle *bundle
}

func (f functions) table() template.FuncMap {
	return f.directory(template.FuncMap{
		"t":        func(key string, args ...any) (string, error) { return f.words.say(f.lang, key, args...) },
		"name":     f.lang.pick,
		"number":   number,
		"distance": func(metres float64) (string, error) { return f.words.distance(f.lang, metres) },
		"day":      func(t time.Time) (string, error) { return f.words.day(f.lang, t) },
		"link":     f.link,
		"tel":      tel,
		"mark":     f.mark,
		"zone":     f.zone,
		"hue":      func(z *Zone) string { return hue(z) },
		"coords":   coords,
		"km2":      func(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) },
		"asset":    f.asset,
		"file":     func(c City, name string, count int) fileLink { return fileLink{c.ID, name, count} },
		"fonts":    f.fonts,
		"kindsOf":  kindsOf,
		"isTrue":   func(b *bool) bool { return b != nil && *b },
		"hours":    f.hours,
		"lang":     func() string { return string(f.lang) },
		"walk":     walk,
		"address":  f.address,
		"shared":   f.shared,
		"geo":      f.geo,
		"reasons":  reportReasons,
		"hit":      f.hit,
		"only":     func(f *Facility) []Facility { return []Facility{*f} },
		"box":      answer.bbox,
	})
}

// number groups any whole number, or the one a pointer leads to.
func number(v any) (string, error) {
	switch n := v.(type) {
	case int:
		return indian(int64(n)), nil
	case int64:
		return indian(n), nil
	case *int32:
		if n != nil {
			return indian(int64(*n)), nil
		}
		return "", nil
	}
	return "", fmt.Errorf("not a whole number: %T", v)
}

// link is the address of this page with these parameters (name, value, …) and the language.
func (f functions) link(pairs ...string) (template.URL, error) {
	if len(pairs)%2 != 0 {
		return "", fmt.Errorf("link: a name without a value: %q", pairs)
	}
	query := url.Values{"lang": {string(f.lang)}}
	for i := 0; i < len(pairs); i += 2 {
		query.Set(pairs[i], pairs[i+1])
	}
	return template.URL("?" + query.Encode()), nil //nolint:gosec // encoded above
}

// tel is the address that dials the first number of a phone entry; nothing but digits and a leading plus gets through.
func tel(phone string) template.URL {
	first, _, _ := strings.Cut(strings.NewReplacer("/", ",", ";", ",").Replace(phone), ",")
	var digits strings.Builder
	for _, r := range first {
		if r >= '0' && r <= '9' || r == '+' && digits.Len() == 0 {
			digits.WriteRune(r)
		}
	}
	return template.URL("tel:" + digits.String()) //nolint:gosec // digits alone
}

type drawnMark struct{ Path, Colour, Letter, Size string }

// mark is how a kind is drawn.
func (f functions) mark(kind string) drawnMark {
	m, ok := f.marks[kind]
	if !ok {
		m = f.marks["other"]
	}
	size := "12"
	if len([]rune(m.letter(f.lang))) > 2 {
		size = "9"
	}
	return drawnMark{Path: m.path, Colour: m.Colour, Letter: m.letter(f.lang), Size: size}
}

// zone is a zone's name, or its code as a name.
func (f functions) zone(z *Zone) (string, error) {
	if name := f.lang.pick(z.Name); name != "" {
		return name, nil
	}
	return f.words.say(f.lang, "zone", z.Code)
}

// kindsOf finds the label of a kind: one, or a nameless one.
func kindsOf(c City, id string) []Kind {
	for _, k := range c.Kinds {
		if k.ID == id {
			return []Kind{k}
		}
	}
	return []Kind{{ID: id}}
}

// hours are OpenStreetMap's opening hours, with the days in the reader's language.
func (f functions) hours(text string) (string, error) {
	var days []string
	for _, day := range []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH", "off"} {
		word, err := f.words.say(f.lang, "day."+day)
		if err != nil {
			return "", err
		}
		days = append(days, day, word)
	}
	days = append(days, ";", " ·", "-", "–", ",", ", ")
	return strings.NewReplacer(days...).Replace(text), nil
}

// hues is the size of the palette.
const hues = 9

func hue(z *Zone) string {
	if z == nil {
		return "none"
	}
	return strconv.Itoa(z.Index % hues)
}

// coords writes degrees for the script, to 10 cm.
func coords(degrees ...float64) string {
	var parts []string
	for _, d := range degrees {
		parts = append(parts, strconv.FormatFloat(d, 'f', 6, 64))
	}
	return strings.Join(parts, ",")
}

// asset is the address of a part of the bundle, empty when it is not built.
func (f functions) asset(part string) (string, error) {
	if f.bundle == nil {
		return "", nil
	}
	switch part {
	case "script":
		return "/static/" + f.bundle.Script, nil
	case "style":
		return "/static/" + f.bundle.Style, nil
	case "noscript":
		return "/static/" + f.bundle.NoScript, nil
	case "icon":
		return "/static/" + f.bundle.Icon, nil
	case "licences":
		return "/static/" + f.bundle.Licences, nil
	}
	return "", fmt.Errorf("no asset %q", part)
}

func (f functions) fonts() []string {
	if f.bundle == nil {
		return nil
	}
	var list []string
	for _, name := range f.bundle.Fonts {
		list = append(list, "/static/"+name)
	}
	return list
}
