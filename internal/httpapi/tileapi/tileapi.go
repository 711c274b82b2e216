// Package tileapi serves vector tiles and their TileJSON. Nearly all requests of the service come here, and nearly all of them find the
// tile unchanged or in the cache: that way allocates little and does no work that the answer does not need.
package tileapi

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"rasad/data"
	"rasad/geo/cql2"
	"rasad/internal/httpapi/negotiate"
	"rasad/internal/httpapi/problem"
	"rasad/internal/httpapi/query"
	"rasad/internal/live"
	"rasad/tiles"
)

// API serves the addresses under /tiles/. Safe for concurrent use.
type API struct {
	model  *live.Model
	kinds  []string // that the parameter kind takes, in the order of tiles.Kinds
	layers string   // all there are, for messages
	schema cql2.Schema
	fixed  headers
}

// headers whose values never change: shared, so that setting them allocates nothing. net/http does not write to them.
type headers struct {
	mvt, everyone, cache, vary, etag, nosniff []string
	encoding                                  [3][]string
}

// New makes the interface.
func New(model *live.Model) *API {
	a := &API{model: model, schema: live.TileSchema(), fixed: headers{
		mvt: []string{"application/vnd.mapbox-vector-tile"}, everyone: []string{"*"},
		cache: []string{"public, no-cache"}, vary: []string{"Accept-Encoding"}, etag: []string{"ETag"}, nosniff: []string{"nosniff"},
		encoding: [3][]string{negotiate.Gzip: {"gzip"}, negotiate.Zstd: {"zstd"}},
	}}
	for _, info := range data.Kinds() {
		a.kinds = append(a.kinds, string(info.Kind))
	}
	var names []string
	for _, info := range tiles.Schema() {
		names = append(names, info.Name)
	}
	a.layers = strings.Join(names, ", ")
	return a
}

// Serve answers a request whose path begins with /tiles/, unless it returns an error for the caller to tell.
func (a *API) Serve(w http.ResponseWriter, r *http.Request) (status int, err error) {
	header := w.Header()
	header["Access-Control-Allow-Origin"] = a.fixed.everyone
	header["Access-Control-Expose-Headers"] = a.fixed.etag
	header["X-Content-Type-Options"] = a.fixed.nosniff
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		if r.Method == http.MethodOptions {
			Preflight(w)
			return http.StatusNoContent, nil
		}
		header.Set("Allow", "GET, HEAD, OPTIONS")
		return 0, problem.New(problem.MethodNotAllowed)
	}
	where, fault := parsePath(r.URL.Path)
	if fault != nil {
		return 0, fault
	}
	if !a.model.Ready() {
		return 0, problem.New(problem.NotReady)
	}
	city, ok := a.model.City(where.city)
	if !ok {
		return 0, problem.New(problem.UnknownCity, short(where.city))
	}
	request, err := a.request(where, r)
	if err != nil {
		return 0, err
	}
	if where.document {
		return a.serveDocument(w, r, city, request.Request)
	}
	return a.ServeTile(w, r, city, request, nil)
}

// request turns an address and its query into what the model is asked.
func (a *API) request(where address, r *http.Request) (Request, error) {
	layers, err := tiles.ParseLayers(where.layers)
	if err != nil {
		return Request{}, &problem.Error{Code: problem.UnknownLayer, Parameter: "layers", Args: []any{short(where.layers), a.layers}}
	}
	request := Request{Request: tiles.Request{Tile: tiles.Tile{Z: where.z, X: where.x, Y: where.y}, Layers: layers}}
	if r.URL.RawQuery == "" {
		return request, nil
	}
	return request, a.Choose(&request, query.ParseWithin(r.URL.RawQuery, maxQuery))
}

func encodingOf(e negotiate.Encoding) tiles.Encoding {
	switch e {
	case negotiate.Gzip:
		return tiles.Gzip
	case negotiate.Zstd:
		return tiles.Zstd
	default:
		return tiles.Identity
	}
}

// ServeTile answers with the tile of a request, in the coding that the client likes best, or 304 when it has it already; unless it returns
// an error for the caller to tell. empty, if not nil, may know better than 204 for a tile with nothing in it.
func (a *API) ServeTile(w http.ResponseWriter, r *http.Request, city *live.City, request Request, empty func() error) (int, error) {
	_, present := r.Header["Accept-Encoding"]
	encoding, ok := negotiate.Encode(r.Header.Get("Accept-Encoding"), present, true)
	if !ok {
		return 0, problem.New(problem.NotAcceptable)
	}
	request.Encoding = encodingOf(encoding)
	header := w.Header()
	header["Cache-Control"] = a.fixed.cache
	header["Vary"] = a.fixed.vary
	if given := r.Header.Get("If-None-Match"); given != "" {
		tag, err := request.tag(city)
		if err != nil {
			return 0, tileError(err)
		}
		if negotiate.Matches(given, tag) {
			header["Etag"] = []string{tag}
			w.WriteHeader(http.StatusNotModified)
			return http.StatusNotModified, nil
		}
	}
	tile, err := request.tile(r.Context(), city) // needs no deadline: making a tile is milliseconds and asks nobody
	if err != nil {
		return 0, tileError(err)
	}
	if len(tile.Body) == 0 && empty != nil {
		if err := empty(); err != nil {
			return 0, err
		}
	}
	header["Etag"] = []string{tile.ETag}
	if len(tile.Body) == 0 {
		w.WriteHeader(http.StatusNoContent)
		return http.StatusNoContent, nil
	}
	header["Content-Type"] = a.fixed.mvt
	header["Content-Length"] = []string{strconv.Itoa(len(tile.Body))}
	if request.Encoding != tiles.Identity {
		header["Content-Encoding"] = a.fixed.encoding[request.Encoding]
	}
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		cork(r, len(tile.Body))
		w.Write(tile.Body)
	}
	return http.StatusOK, nil
}

func tileError(err error) error {
	switch {
	case errors.Is(err, tiles.ErrUnknownLayer), errors.Is(err, tiles.ErrOutside):
		return &problem.Error{Code: problem.TileOutside, Args: []any{maxZoom}, Cause: err}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return &problem.Error{Code: problem.Timeout, Cause: err}
	default:
		return problem.Internal(err)
	}
}

// short keeps a stranger's text from filling the answer.
func short(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
