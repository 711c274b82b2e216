// Package query reads the query part of an address strictly: every parameter is known, given once, valid UTF-8 and
// within its bounds, or the request is answered by a problem that names the parameter.
package query

import (
	"errors"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rasad/internal/httpapi/problem"
)

// MaxLength bounds the raw query in bytes, and MaxList the members of a comma list.
const (
	MaxLength = 2048
	MaxList   = 32
)

// Values are the parameters of one request. The reading methods note the first fault, and Err returns it, so that a
// handler reads all it knows and checks once. Not safe for concurrent use.
type Values struct {
	given map[string]string
	known []string
	fault *problem.Error
}

// Parse splits a raw query. The parameter lang (hi or en) is known everywhere.
func Parse(raw string) *Values { return ParseWithin(raw, MaxLength) }

// ParseWithin is Parse with a bound of its own, for an address that takes long texts.
func ParseWithin(raw string, maxLength int) *Values {
	v := &Values{}
	if raw != "" {
		v.fault = v.split(raw, maxLength)
	}
	if lang := v.Text("lang", 2); v.fault == nil && lang != "" && lang != "hi" && lang != "en" {
		v.invalid("lang", "hi, en")
	}
	return v
}

func (v *Values) split(raw string, maxLength int) *problem.Error {
	if len(raw) > maxLength {
		return problem.New(problem.TooLong, maxLength)
	}
	v.given = make(map[string]string, strings.Count(raw, "&")+1)
	for pair := range strings.SplitSeq(raw, "&") {
		if pair == "" {
			continue
		}
		escapedName, escapedValue, _ := strings.Cut(pair, "=")
		name, ok1 := unescape(escapedName)
		value, ok2 := unescape(escapedValue)
		if !ok1 || !ok2 || name == "" {
			return problem.New(problem.InvalidQuery)
		}
		if _, twice := v.given[name]; twice {
			return problem.Of(problem.RepeatedParameter, name)
		}
		v.given[name] = value
	}
	return nil
}

// unescape decodes one name or value; control characters and broken UTF-8 are refused.
func unescape(escaped string) (string, bool) {
	text, err := url.QueryUnescape(escaped)
	if err != nil || !utf8.ValidString(text) || strings.ContainsFunc(text, unicode.IsControl) || strings.Contains(text, ";") {
		return "", false
	}
	return text, true
}

// Err is the first fault; a parameter that nobody asked for is one.
func (v *Values) Err() error {
	if v.fault != nil {
		return v.fault
	}
	for name := range v.given {
		if !slices.Contains(v.known, name) {
			slices.Sort(v.known)
			return problem.Of(problem.UnknownParameter, short(name), strings.Join(v.known, ", "))
		}
	}
	return nil
}

// short keeps a stranger's text from filling the answer.
func short(text string) string {
	const most = 40
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most]) + "…"
}

func (v *Values) take(name string) (value string, given bool) {
	v.known = append(v.known, name)
	value, given = v.given[name]
	return value, given && v.fault == nil
}

func (v *Values) invalid(name, expected string) {
	if v.fault == nil {
		v.fault = problem.Of(problem.InvalidParameter, name, expected)
	}
}

func (v *Values) outOfRange(name string, low, high any) {
	if v.fault == nil {
		v.fault = problem.Of(problem.OutOfRange, name, low, high)
	}
}

// Refuse notes a fault that the caller found in a value.
func (v *Values) Refuse(fault *problem.Error) {
	if v.fault == nil {
		v.fault = fault
	}
}

// Given says whether the parameter is there.
func (v *Values) Given(name string) bool {
	_, given := v.given[name]
	return given
}

// Need notes a fault when any of the parameters is absent.
func (v *Values) Need(names ...string) {
	for _, name := range names {
		if !v.Given(name) && v.fault == nil {
			v.fault = problem.Of(problem.MissingParameter, name)
		}
	}
}

// Text reads a text of at most maxBytes, "" when absent. An empty value is a fault.
func (v *Values) Text(name string, maxBytes int) string {
	value, given := v.take(name)
	if !given {
		return ""
	}
	if value == "" || len(value) > maxBytes {
		v.invalid(name, "1–"+strconv.Itoa(maxBytes)+" bytes")
		return ""
	}
	return value
}

// Int reads a whole number between low and high, both included.
func (v *Values) Int(name string, low, high, otherwise int64) int64 {
	value, given := v.take(name)
	if !given {
		return otherwise
	}
	number, err := strconv.ParseInt(value, 10, 64)
	switch {
	case err != nil && !isRange(err), strings.HasPrefix(value, "+"):
		v.invalid(name, "whole number")
	case err != nil, number < low, number > high:
		v.outOfRange(name, low, high)
	default:
		return number
	}
	return otherwise
}

func isRange(err error) bool {
	numeric, ok := err.(*strconv.NumError) //nolint:errorlint // strconv documents the concrete type
	return ok && errors.Is(numeric.Err, strconv.ErrRange)
}

// Float reads a finite decimal number between low and high, both included.
func (v *Values) Float(name string, low, high float64) float64 {
	value, given := v.take(name)
	if !given {
		return 0
	}
	number, ok := decimal(value)
	switch {
	case !ok:
		v.invalid(name, "decimal number")
	case number < low, number > high:
		v.outOfRange(name, low, high)
	default:
		return number
	}
	return 0
}

// decimal takes plain decimals only: no NaN, infinity, hexadecimal or underscore, which ParseFloat would allow.
func decimal(text string) (float64, bool) {
	if text == "" || len(text) > 40 || strings.Trim(text, "0123456789.eE+-") != "" || strings.HasPrefix(text, "+") {
		return 0, false
	}
	number, err := strconv.ParseFloat(text, 64)
	return number, err == nil && !math.IsInf(number, 0)
}

// Bool reads true or false, false when absent.
func (v *Values) Bool(name string) bool {
	value, given := v.take(name)
	if given && value != "true" && value != "false" {
		v.invalid(name, "true, false")
	}
	return given && value == "true"
}

// Choice reads one of the given words; the first is the default.
func (v *Values) Choice(name string, words ...string) string {
	value, given := v.take(name)
	if !given {
		return words[0]
	}
	if !slices.Contains(words, value) {
		v.invalid(name, strings.Join(words, ", "))
		return words[0]
	}
	return value
}

// List reads a comma list whose members must be among the allowed words; sorted, without repeats; nil when absent.
func (v *Values) List(name string, allowed []string) []string {
	value, given := v.take(name)
	if !given {
		return nil
	}
	members := strings.Split(value, ",")
	if len(members) > MaxList {
		v.invalid(name, "≤ "+strconv.Itoa(MaxList)+" words")
		return nil
	}
	for _, member := range members {
		if !slices.Contains(allowed, member) {
			v.invalid(name, strings.Join(allowed, ","))
			return nil
		}
	}
	slices.Sort(members)
	return slices.Compact(members)
}

// Box is a box of degrees: west ≤ east, south ≤ north.
type Box struct{ West, South, East, North float64 }

// BBox reads west,south,east,north in degrees; nil when absent. Boxes across the date line are not taken: no city lies there.
func (v *Values) BBox(name string) *Box {
	value, given := v.take(name)
	if !given {
		return nil
	}
	const expected = "west,south,east,north"
	parts := strings.Split(value, ",")
	if len(parts) != 4 {
		v.invalid(name, expected)
		return nil
	}
	var n [4]float64
	for i, part := range parts {
		number, ok := decimal(part)
		if !ok {
			v.invalid(name, expected)
			return nil
		}
		n[i] = number
	}
	if n[0] < -180 || n[2] > 180 || n[1] < -90 || n[3] > 90 {
		v.outOfRange(name, "-180,-90", "180,90")
		return nil
	}
	if n[0] > n[2] || n[1] > n[3] {
		v.invalid(name, expected)
		return nil
	}
	return &Box{West: n[0], South: n[1], East: n[2], North: n[3]}
}
