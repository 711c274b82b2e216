package tileapi

import (
	"encoding/json"
	"hash/fnv"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"rasad/internal/httpapi/negotiate"
	"rasad/internal/httpapi/problem"
	"rasad/internal/live"
	"rasad/tiles"
)

// serveDocument answers with the TileJSON of the layers, its addresses absolute, with the filter of the request.
func (a *API) serveDocument(w http.ResponseWriter, r *http.Request, city *live.City, request tiles.Request) (int, error) {
	epoch := city.Now()
	if epoch == nil {
		return 0, problem.New(problem.NotReady)
	}
	address := Origin(r) + "/tiles/" + epoch.City.ID + "/" + request.Layers.String() + "/{z}/{x}/{y}.mvt" + Chosen(r)
	body, err := json.Marshal(a.TileJSON(epoch, request.Layers, address))
	if err != nil {
		return 0, err
	}
	return WriteDocument(w, r, Document{Body: body, Type: "application/json; charset=utf-8", Vary: varyHost}), nil
}

// TileJSON describes layers of a city whose tiles are at address, which has {z}, {x} and {y} in it.
func (a *API) TileJSON(epoch *live.Epoch, layers tiles.Layers, address string) tiles.TileJSON {
	name := epoch.City.NameEn
	if name == "" {
		name = epoch.City.NameHi
	}
	if box, ok := epoch.BBox(); ok {
		return tiles.NewTileJSON(name, epoch.City.Attribution, address, layers, a.kinds, &box)
	}
	return tiles.NewTileJSON(name, epoch.City.Attribution, address, layers, a.kinds, nil)
}

// varyHost: documents have absolute addresses in them.
const varyHost = "Host, X-Forwarded-Host, X-Forwarded-Proto"

// Document is an answer that is made whole and is short.
type Document struct {
	Body     []byte
	Type     string // media type
	Language string // "": none
	Vary     string
}

// WriteDocument answers with a document, or 304 when the client has it, and returns the status.
func WriteDocument(w http.ResponseWriter, r *http.Request, d Document) int {
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(d.Type + d.Language)) // a hash takes all
	_, _ = sum.Write(d.Body)
	tag := `"` + strconv.FormatUint(sum.Sum64(), 36) + `"`
	header := w.Header()
	header.Set("Cache-Control", "public, no-cache")
	header.Set("ETag", tag)
	header.Set("Vary", d.Vary)
	if given := r.Header.Get("If-None-Match"); given != "" && negotiate.Matches(given, tag) {
		w.WriteHeader(http.StatusNotModified)
		return http.StatusNotModified
	}
	header.Set("Content-Type", d.Type)
	if d.Language != "" {
		header.Set("Content-Language", d.Language)
	}
	header.Set("Content-Length", strconv.Itoa(len(d.Body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		w.Write(d.Body)
	}
	return http.StatusOK
}

// Chosen repeats what the query of a document chooses, as the query of its tiles: all but its language and its format. The query was
// checked before.
func Chosen(r *http.Request) string {
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return ""
	}
	given.Del("lang")
	given.Del("f")
	if len(given) == 0 {
		return ""
	}
	return "?" + strings.ReplaceAll(given.Encode(), "%2C", ",")
}

// Origin is the scheme and host that the client used, by what a proxy says of them if it is a plain host name.
func Origin(r *http.Request) string {
	scheme, host := "http", r.Host
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	if forwarded := r.Header.Get("X-Forwarded-Host"); forwarded != "" {
		host = forwarded
	}
	if strings.Trim(host, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]") != "" {
		host = "localhost"
	}
	return scheme + "://" + host
}
