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
	name := epoch.City.NameEn
	if name == "" {
		name = epoch.City.NameHi
	}
	var document tiles.TileJSON
	address := Origin(r) + "/tiles/" + epoch.City.ID + "/" + request.Layers.String() + "/{z}/{x}/{y}.mvt" + filterOf(r)
	if box, ok := epoch.BBox(); ok {
		document = tiles.NewTileJSON(name, epoch.City.Attribution, address, request.Layers, a.kinds, &box)
	} else {
		document = tiles.NewTileJSON(name, epoch.City.Attribution, address, request.Layers, a.kinds, nil)
	}
	body, err := json.Marshal(document)
	if err != nil {
		return 0, err
	}
	sum := fnv.New64a()
	_, _ = sum.Write(body)
	tag := `"` + strconv.FormatUint(sum.Sum64(), 36) + `"`
	header := w.Header()
	header["Cache-Control"] = a.fixed.cache
	header["Etag"] = []string{tag}
	header.Set("Vary", "Host, X-Forwarded-Host, X-Forwarded-Proto")
	if given := r.Header.Get("If-None-Match"); given != "" && negotiate.Matches(given, tag) {
		w.WriteHeader(http.StatusNotModified)
		return http.StatusNotModified, nil
	}
	header["Content-Type"] = a.fixed.json
	header.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
	return http.StatusOK, nil
}

// filterOf repeats the filter of the document's own address in those of its tiles. The query was checked before.
func filterOf(r *http.Request) string {
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return ""
	}
	given.Del("lang")
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
