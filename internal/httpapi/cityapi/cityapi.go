// Package cityapi is Rasad's own JSON interface: cities, wards, zones, facilities, "which ward is this, and who serves it?".
//
// Every answer names the epoch that it was computed on and carries an ETag made of it, so that a client that has the
// answer gets 304 before any work is done. Answers come from memory alone.
package cityapi

import (
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/go-chi/chi/v5"

	"rasad/internal/httpapi/problem"
	"rasad/internal/httpapi/query"
	"rasad/internal/live"
)

// API serves the addresses under /api/v1. Safe for concurrent use.
type API struct {
	model   *live.Model
	now     func() time.Time // city time
	fail    Fail
	packers sync.Pool // of *gzip.Writer
}

// Fail answers a request with the problem that err holds.
type Fail func(w http.ResponseWriter, r *http.Request, err error)

// New makes the interface; clock gives the present time and is time.Now but in tests.
func New(model *live.Model, clock func() time.Time, fail Fail) *API {
	india := time.FixedZone("IST", 5*3600+1800) // one zone for the whole country, without daylight saving
	return &API{model: model, fail: fail, now: func() time.Time { return clock().In(india) }}
}

// Routes mounts the addresses below /api/v1.
func (a *API) Routes(r chi.Router) {
	r.Get("/cities", a.cities)
	r.Get("/{city}", a.serve(city))
	r.Get("/{city}/zones", a.serve(zones))
	r.Get("/{city}/wards", a.serve(wards))
	r.Get("/{city}/wards/at", a.serve(wardAt))
	r.Get("/{city}/wards/{code}", a.serve(ward))
	r.Get("/{city}/facilities", a.serve(facilities))
	r.Get("/{city}/facilities/{id}", a.serve(facility))
	r.Get("/{city}/nearest", a.serve(nearest))
	r.Get("/{city}/search", a.search)
}

// call is one request about a city.
type call struct {
	epoch *live.Epoch
	query *query.Values
	path  func(name string) string // decoded segment
	now   time.Time
	timed bool // the answer depends on the minute, as "open" does
}

// endpoint reads and checks a request; the function that it returns does the work, unless the client has the answer already.
type endpoint func(c *call) (work func() (any, error), err error)

func (a *API) serve(e endpoint) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := a.answer(w, r, e); err != nil {
			a.fail(w, r, err)
		}
	}
}

func (a *API) answer(w http.ResponseWriter, r *http.Request, e endpoint) error {
	if !a.model.Ready() {
		return problem.New(problem.NotReady)
	}
	id := chi.URLParam(r, "city")
	found, ok := a.model.City(id)
	if !ok {
		return problem.New(problem.UnknownCity, short(id))
	}
	epoch := found.Now()
	if epoch == nil {
		return problem.New(problem.NotReady)
	}
	c := &call{epoch: epoch, query: query.Parse(r.URL.RawQuery), now: a.now(), path: func(name string) string { return segment(r, name) }}
	work, err := e(c)
	if err != nil {
		return err
	}
	tag := newTag(epoch.RecordID)
	tag.add(epoch.City.ID, epoch.Number)
	if c.timed {
		tag.add("minute", c.now.Unix()/60)
	}
	return a.respond(w, r, tag, work)
}

// cities lists every city; its tag holds every epoch.
func (a *API) cities(w http.ResponseWriter, r *http.Request) {
	if err := a.answerCities(w, r); err != nil {
		a.fail(w, r, err)
	}
}

func (a *API) answerCities(w http.ResponseWriter, r *http.Request) error {
	if err := query.Parse(r.URL.RawQuery).Err(); err != nil {
		return err
	}
	if !a.model.Ready() {
		return problem.New(problem.NotReady)
	}
	var epochs []*live.Epoch
	tag := newTag("")
	for _, city := range a.model.Cities() {
		if epoch := city.Now(); epoch != nil {
			epochs = append(epochs, epoch)
			tag.add(epoch.RecordID+epoch.City.ID, epoch.Number)
		}
	}
	return a.respond(w, r, tag, func() (any, error) {
		list := make([]City, 0, len(epochs))
		for _, epoch := range epochs {
			list = append(list, cityOf(epoch))
		}
		return map[string]any{"cities": list}, nil
	})
}

// segment is the decoded path segment that chi matched; chi hands over escaped text when the path was escaped.
func segment(r *http.Request, name string) string {
	text := chi.URLParam(r, name)
	if r.URL.RawPath == "" {
		return text
	}
	if decoded, err := url.PathUnescape(text); err == nil {
		return decoded
	}
	return text
}

// short keeps a stranger's text from filling the answer.
func short(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
