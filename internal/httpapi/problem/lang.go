package problem

import (
	"net/http"
	"strconv"
	"strings"
)

// Lang is a language of the service.
type Lang string

// The languages in which every text exists.
const (
	Hindi   Lang = "hi"
	English Lang = "en"
)

// Cookie is the name of the cookie that remembers the language a reader has chosen on a page.
const Cookie = "lang"

// LangOf picks the language of the answer: the lang parameter, then the reader's earlier choice, then Accept-Language, then English. It
// looks at the raw query so that it also works for a query that could not be parsed.
func LangOf(r *http.Request) Lang {
	for pair := range strings.SplitSeq(r.URL.RawQuery, "&") {
		switch pair {
		case "lang=hi":
			return Hindi
		case "lang=en":
			return English
		}
	}
	if chosen, err := r.Cookie(Cookie); err == nil && (chosen.Value == string(Hindi) || chosen.Value == string(English)) {
		return Lang(chosen.Value)
	}
	return Preferred(r.Header.Get("Accept-Language"))
}

// Preferred is the language that an Accept-Language value likes best, English when it names neither.
func Preferred(accept string) Lang {
	best, bestQ := English, 0.0
	for item := range strings.SplitSeq(accept, ",") {
		tag, q := splitQuality(item)
		base, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if (base == string(Hindi) || base == string(English)) && q > bestQ {
			best, bestQ = Lang(base), q
		}
	}
	return best
}

func splitQuality(item string) (value string, q float64) {
	value, parameters, _ := strings.Cut(item, ";")
	q = 1
	if text, found := strings.CutPrefix(strings.TrimSpace(parameters), "q="); found {
		parsed, err := strconv.ParseFloat(text, 64)
		if err != nil || !(parsed >= 0 && parsed <= 1) {
			parsed = 0
		}
		q = parsed
	}
	return strings.TrimSpace(value), q
}
