// Package tileapi serves vector tiles and their TileJSON. Nearly all requests of the service come here, and nearly all of them find the
// tile unchanged or in the cache: that way allocates little and does no work that the answer does not need.
package tileapi

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"rasad/data"
	"rasad/internal/httpapi/negotiate"
	"rasad/internal/httpapi/problem"
	"rasad/internal/httpapi/query"
	"rasad/internal/live"
	"rasad/tiles"
)

// API serves the addresses under /tiles/. Safe for concurrent use.
type API struct {
	model    *live.Model
	deadline time.Duration // of making one tile
	kinds    []string      // that the parameter kind takes
	layers   string        // all there are, for messages
	fixed    headers
}

// headers whose values never change: shared, so that setting them allocates nothing. net/http does not write to them.
type headers struct {
	mvt, json, everyone, cache, vary, etag, nosniff []string
	encoding                                        [3][]string
}

// New makes the interface.
func New(model *live.Model, deadline time.Duration) *API {
	a := &API{model: model, deadline: deadline, fixed: headers{
		mvt: []string{"application/vnd.mapbox-vector-tile"}, json: []string{"application/json; charset=utf-8"}, everyone: []string{"*"},
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
		return a.serveDocument(w, r, city, request)
	}
	return a.serveTile(w, r, city, request)
}
