package ogctiles

import (
	"net/http"

	"rasad/internal/httpapi/negotiate"
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
	return [...]format{asJSON, asHTML, asTileJSON}[negotiate.Media(r.Header.Get("Accept"), types)]
}
