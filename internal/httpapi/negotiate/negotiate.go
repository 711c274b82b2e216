// Package negotiate picks the content coding of an answer and decides whether the client already has it (RFC 9110).
package negotiate

import (
	"strconv"
	"strings"
)

// Encoding is a content coding. The zero value is Identity.
type Encoding uint8

// The codings, worst first.
const (
	Identity Encoding = iota
	Gzip
	Zstd
)

func (e Encoding) String() string { return [...]string{"identity", "gzip", "zstd"}[e] }

// Encode picks the best coding for an Accept-Encoding value: by quality, then zstd before gzip before identity. present says whether
// the request had the field; ok is false when the client refuses all that we have. allowZstd false leaves gzip and identity.
func Encode(accept string, present, allowZstd bool) (e Encoding, ok bool) {
	if !present {
		return Identity, true
	}
	if accept == "gzip" { // the commonest clients, without parsing
		return Gzip, true
	}
	quality := parse(accept)
	best, bestQ := Identity, quality.of(Identity)
	if q := quality.of(Gzip); q > 0 && q >= bestQ {
		best, bestQ = Gzip, q
	}
	if q := quality.of(Zstd); allowZstd && q > 0 && q >= bestQ {
		best, bestQ = Zstd, q
	}
	return best, bestQ > 0
}

// qualities of an Accept-Encoding value; -1 is "not named".
type qualities struct {
	named [3]float64
	rest  float64 // of "*"
}

func (q *qualities) of(e Encoding) float64 {
	switch {
	case q.named[e] >= 0:
		return q.named[e]
	case q.rest >= 0:
		return q.rest
	case e == Identity:
		return 1e-9 // acceptable unless refused, but whatever was asked for is better
	default:
		return 0
	}
}

func parse(accept string) qualities {
	q := qualities{named: [3]float64{-1, -1, -1}, rest: -1}
	for accept != "" {
		var item string
		item, accept, _ = strings.Cut(accept, ",")
		name, parameters, _ := strings.Cut(item, ";")
		quality := parseQ(parameters)
		switch name = strings.TrimSpace(name); {
		case strings.EqualFold(name, "gzip"), strings.EqualFold(name, "x-gzip"):
			q.named[Gzip] = quality
		case strings.EqualFold(name, "zstd"):
			q.named[Zstd] = quality
		case strings.EqualFold(name, "identity"):
			q.named[Identity] = quality
		case name == "*":
			q.rest = quality
		}
	}
	return q
}

// parseQ reads "q=0.5"; absent is 1, nonsense is 0.
func parseQ(parameters string) float64 {
	parameters = strings.TrimSpace(parameters)
	if parameters == "" {
		return 1
	}
	if len(parameters) < 2 || parameters[0]|0x20 != 'q' || parameters[1] != '=' {
		return 0
	}
	q, err := strconv.ParseFloat(parameters[2:], 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return 0
	}
	return q
}

// Matches says whether an If-None-Match value names the tag: "*", or a list with it, compared weakly. tag is quoted.
func Matches(ifNoneMatch, tag string) bool {
	if ifNoneMatch == tag {
		return true
	}
	rest := strings.TrimSpace(ifNoneMatch)
	if rest == "*" {
		return true
	}
	for rest != "" {
		rest = strings.TrimPrefix(rest, "W/")
		if rest == "" || rest[0] != '"' {
			return false
		}
		end := strings.IndexByte(rest[1:], '"')
		if end < 0 {
			return false
		}
		if rest[:end+2] == tag {
			return true
		}
		rest = strings.TrimLeft(rest[end+2:], " \t,")
	}
	return false
}
