// Package download hands out a whole city as files for spreadsheets and GIS programs: wards, zones and facilities, as CSV or GeoJSON.
//
// A file is written from one epoch, piece by piece: memory does not grow with the city. Its ETag is made of the epoch and of what was
// asked for, so that a client that has the file gets 304 before any work is done.
package download

import (
	"hash/fnv"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"rasad/data"
	"rasad/internal/httpapi/negotiate"
	"rasad/internal/httpapi/problem"
	"rasad/internal/httpapi/query"
	"rasad/internal/live"
)

// version changes when the form of the files does, so that no client keeps a file of the old form.
const version = "1"

const maxCode = 64 // bytes of a ward's or zone's code

// API serves the downloads. Safe for concurrent use.
type API struct {
	model *live.Model
	fail  func(w http.ResponseWriter, r *http.Request, err error)
}

// New makes the interface; fail answers a request with the problem that err holds.
func New(model *live.Model, fail func(w http.ResponseWriter, r *http.Request, err error)) *API {
	return &API{model, fail}
}

// Routes mounts `GET /{city}/download/{wards,zones,facilities}.{csv,geojson}`.
func (a *API) Routes(r chi.Router) { r.Get("/{city}/download/{file}", a.serve) }

func (a *API) serve(w http.ResponseWriter, r *http.Request) {
	if err := a.answer(w, r); err != nil {
		a.fail(w, r, err)
	}
}

// request is what a client asks for, on one epoch.
type request struct {
	epoch  *live.Epoch
	table  table
	format string // csv, geojson
	kinds  []data.FacilityKind
	ward   *live.WardInfo
	zone   *live.ZoneInfo
	tag    string
}

func (a *API) answer(w http.ResponseWriter, r *http.Request) error {
	if !a.model.Ready() {
		return problem.New(problem.NotReady)
	}
	city, ok := a.model.City(chi.URLParam(r, "city"))
	if !ok {
		return problem.New(problem.UnknownCity, short(chi.URLParam(r, "city")))
	}
	epoch := city.Now()
	if epoch == nil {
		return problem.New(problem.NotReady)
	}
	q, err := parse(epoch, chi.URLParam(r, "file"), r.URL.RawQuery)
	if err != nil {
		return err
	}
	_, present := r.Header["Accept-Encoding"]
	coding, ok := negotiate.Encode(r.Header.Get("Accept-Encoding"), present, false)
	if !ok {
		return problem.New(problem.NotAcceptable)
	}
	tag := q.etag(coding)
	header := w.Header()
	header.Set("Cache-Control", "no-cache")
	header.Set("Vary", "Accept-Encoding")
	header.Set("ETag", tag)
	if given := r.Header.Get("If-None-Match"); given != "" && negotiate.Matches(given, tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	header.Set("Content-Type", mediaType(q.format))
	header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": q.filename()}))
	if coding == negotiate.Gzip {
		header.Set("Content-Encoding", "gzip")
	}
	if r.Method == http.MethodHead {
		return nil
	}
	q.send(w, coding)
	return nil
}

// parse reads the name of the file and the query.
func parse(epoch *live.Epoch, file, rawQuery string) (*request, error) {
	name, format, _ := strings.Cut(file, ".")
	t, ok := tables()[name]
	if !ok || format != "csv" && format != "geojson" {
		return nil, problem.New(problem.NotFound)
	}
	q := &request{epoch: epoch, table: t, format: format}
	given := query.Parse(rawQuery)
	asked := url.Values{}
	if t.byKind {
		kinds := given.List("kind", kindNames())
		for _, kind := range kinds {
			q.kinds = append(q.kinds, data.FacilityKind(kind))
		}
		asked["kind"] = kinds
	}
	if t.byWard {
		code := given.Text("ward", maxCode)
		asked.Set("ward", code)
		if q.ward, ok = epoch.Ward(code); !ok && code != "" {
			return nil, &problem.Error{Code: problem.UnknownWard, Parameter: "ward", Args: []any{short(code)}}
		}
	}
	code := given.Text("zone", maxCode)
	asked.Set("zone", code)
	if q.zone, ok = epoch.Zone(code); !ok && code != "" {
		return nil, &problem.Error{Code: problem.UnknownZone, Parameter: "zone", Args: []any{short(code)}}
	}
	q.tag = asked.Encode()
	return q, given.Err()
}

func kindNames() (names []string) {
	for _, info := range data.Kinds() {
		names = append(names, string(info.Kind))
	}
	return names
}

func (q *request) etag(coding negotiate.Encoding) string {
	sum := fnv.New64a()
	for _, part := range []string{version, q.epoch.RecordID, q.epoch.City.ID, strconv.FormatInt(q.epoch.Number, 10), q.table.name, q.format, q.tag, coding.String()} {
		_, _ = sum.Write([]byte(part + "\x00"))
	}
	return `"` + strconv.FormatUint(sum.Sum64(), 36) + `"`
}

// filename says what the file is and of which day: lucknow-wards-2026-11-23.csv.
func (q *request) filename() string {
	name := q.epoch.City.ID + "-" + q.table.name
	if q.ward != nil || q.zone != nil || q.kinds != nil {
		name += "-part"
	}
	if day := q.day(); day != "" {
		name += "-" + day
	}
	return name + "." + q.format
}

// day is the data's, 2006-01-02; empty when not known.
func (q *request) day() string {
	if q.epoch.City.DataDate == nil {
		return ""
	}
	return q.epoch.City.DataDate.Format(time.DateOnly)
}

func mediaType(format string) string {
	if format == "csv" {
		return "text/csv; charset=utf-8; header=present"
	}
	return "application/geo+json"
}

// short keeps a stranger's text from filling the answer.
func short(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
