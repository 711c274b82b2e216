// Package openapi serves the OpenAPI 3.0 document of the service. The tests of package httpapi hold the server to it.
package openapi

import (
	_ "embed"
	"hash/fnv"
	"net/http"
	"strconv"

	"rasad/internal/httpapi/negotiate"
	"rasad/internal/httpapi/problem"
	"rasad/internal/httpapi/query"
)

//go:embed openapi.json
var document string //nolint:gochecknoglobals // embedded

// Document is the document, JSON.
func Document() []byte { return []byte(document) }

// MediaType is what the document is served as.
const MediaType = "application/vnd.oai.openapi+json;version=3.0"

// Serve answers with the document.
func Serve(w http.ResponseWriter, r *http.Request) {
	if err := query.Parse(r.URL.RawQuery).Err(); err != nil {
		problem.Write(w, r, err)
		return
	}
	sum := fnv.New64a()
	_, _ = sum.Write(Document())
	tag := `"` + strconv.FormatUint(sum.Sum64(), 36) + `"`
	header := w.Header()
	header.Set("ETag", tag)
	header.Set("Cache-Control", "no-cache")
	if given := r.Header.Get("If-None-Match"); given != "" && negotiate.Matches(given, tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header.Set("Content-Type", MediaType)
	header.Set("Content-Length", strconv.Itoa(len(document)))
	w.Write(Document())
}
