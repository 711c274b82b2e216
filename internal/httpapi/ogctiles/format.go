package ogctiles

import (
	"net/http"
	"strconv"
	"strings"

	"rasad/internal/httpapi/query"
)

// format is how a document is written.
type format uint8

const (
	asJSON format = iota
	asHTML
	asTileJSON
	asMVT
)

func (f format) mediaType() string {
	switch f {
	case asHTML:
		return typeHTML + "; charset=utf-8"
	case asTileJSON:
		return typeTileJSON
	case asMVT:
		return typeMVT
	default:
		return typeJSON
	}
}

// readFormat goes by the parameter f, then by what the client accepts; a client that takes anything gets JSON.
func readFormat(values *query.Values, r *http.Request, what resource) format {
	words := []string{"", "json", "html"}
	switch what {
	case tile:
		words = []string{"mvt"}
	case tileset:
		words = append(words, "tilejson")
	}
	switch values.Choice("f", words...) {
	case "mvt":
		return asMVT
	case "json":
		return asJSON
	case "html":
		return asHTML
	case "tilejson":
		return asTileJSON
	}
	types := []string{typeJSON, typeHTML}
	if what == tileset {
		types = append(types, typeTileJSON)
	}
	return [...]format{asJSON, asHTML, asTileJSON}[preferred(r.Header.Get("Accept"), types)]
}

// preferred is the place of the media type that an Accept value likes best; the first when it names none, or likes several alike.
func preferred(accept string, types []string) int {
	best, bestQ := 0, 0.0
	for i, name := range types {
		if q := acceptance(accept, name); q > bestQ {
			best, bestQ = i, q
		}
	}
	return best
}

// acceptance is the quality of a media type in an Accept value, by the closest range that names it.
func acceptance(accept, name string) float64 {
	major, _, _ := strings.Cut(name, "/")
	quality, closeness := 0.0, 0
	for item := range strings.SplitSeq(accept, ",") {
		ranged, parameters, _ := strings.Cut(item, ";")
		close := 0
		switch ranged = strings.ToLower(strings.TrimSpace(ranged)); ranged {
		case name:
			close = 3
		case major + "/*":
			close = 2
		case "*/*":
			close = 1
		}
		if close > closeness {
			quality, closeness = qualityOf(parameters), close
		}
	}
	return quality
}

func qualityOf(parameters string) float64 {
	for parameter := range strings.SplitSeq(parameters, ";") {
		if text, found := strings.CutPrefix(strings.TrimSpace(parameter), "q="); found {
			q, err := strconv.ParseFloat(text, 64)
			if err != nil || !(q >= 0 && q <= 1) {
				return 0
			}
			return q
		}
	}
	return 1
}
