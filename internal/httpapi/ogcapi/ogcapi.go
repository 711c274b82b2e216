// Package ogcapi serves OGC API Features at /ogc/{city}: Part 1 Core (17-069r4), Part 2 Coordinate Reference Systems (18-058r1), Part 3
// Filtering (19-079r2) and Part 5 Schemas (23-058r2), so that any GIS reads a city by itself.
//
// Every answer carries an ETag made of the city's epoch and of all that the request says; a client that has the answer gets 304 before
// any work is done.
package ogcapi

import (
	"context"
	"html/template"
	"net/http"
	"net/url"
	"sync"

	"github.com/go-chi/chi/v5"

	"rasad/data"
	"rasad/internal/httpapi/ogcapi/collection"
	"rasad/internal/httpapi/problem"
	"rasad/internal/httpapi/query"
	"rasad/internal/httpapi/tileapi"
	"rasad/internal/live"
)

// Options of the interface. Model and Fail are needed.
type Options struct {
	Model      *live.Model
	Record     *data.DB                                                // for what the model does not hold; nil: those collections are left out
	Fail       func(w http.ResponseWriter, r *http.Request, err error) // answers with a problem
	Extensions []Extension
}

// API serves the addresses under /ogc/{city}. Safe for concurrent use.
type API struct {
	o           Options
	collections []collection.Collection
	pages       map[problem.Lang]*template.Template
	packers     sync.Pool // of *gzip.Writer
}

// New makes the interface.
func New(o Options) *API {
	return &API{o: o, collections: collection.Of(o.Record), pages: readPages()}
}

// HasCollection tells whether there is a collection of that name.
func (a *API) HasCollection(id string) bool { return a.find(id) != nil }

func (a *API) find(id string) *collection.Collection {
	for i := range a.collections {
		if a.collections[i].ID == id {
			return &a.collections[i]
		}
	}
	return nil
}

// Routes mounts the addresses.
func (a *API) Routes(r chi.Router) {
	r.Get(StylePath, a.style)
	landing := a.serve(documentForms(), landing)
	r.Get("/ogc/{city}", landing)
	r.Get("/ogc/{city}/", landing)
	r.Get("/ogc/{city}/conformance", a.serve(documentForms(), conformance))
	r.Get("/ogc/{city}/api", a.serve(openAPIForms(), apiDocument))
	r.Get("/ogc/{city}/collections", a.serve(documentForms(), collections))
	r.Get("/ogc/{city}/collections/{collection}", a.serve(documentForms(), oneCollection))
	r.Get("/ogc/{city}/collections/{collection}/schema", a.serve(schemaForms(), schema))
	r.Get("/ogc/{city}/collections/{collection}/queryables", a.serve(schemaForms(), queryables))
	r.Get("/ogc/{city}/collections/{collection}/items", a.serve(itemsForms(), items))
	r.Get("/ogc/{city}/collections/{collection}/items/{feature}", a.serve(featureForms(), item))
}

// request is what was asked for.
type request struct {
	*http.Request
	Context
	api   *API
	query *query.Values
	forms []form
	form  form
	of    *collection.Collection // nil: of the whole dataset
}

// resource reads and checks a request; the function that it returns does the work, unless the client has the answer already.
type resource func(q *request) (work func(ctx context.Context) (*answer, error), err error)

func (a *API) serve(forms []form, of resource) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Expose-Headers", "Link, Content-Crs, ETag, OGC-NumberMatched, OGC-NumberReturned, X-Request-Id")
		if err := a.answer(w, r, forms, of); err != nil {
			a.o.Fail(w, r, err)
		}
	}
}

func (a *API) answer(w http.ResponseWriter, r *http.Request, forms []form, of resource) error {
	if !a.o.Model.Ready() {
		return problem.New(problem.NotReady)
	}
	id := chi.URLParam(r, "city")
	city, ok := a.o.Model.City(id)
	if !ok {
		return problem.New(problem.UnknownCity, short(id))
	}
	q := &request{Request: r, api: a, query: query.ParseWithin(r.URL.RawQuery, maxQuery), forms: forms}
	q.Context = Context{Base: tileapi.Origin(r) + "/ogc/" + id, Epoch: city.Now(), Lang: problem.LangOf(r)}
	if q.Epoch == nil {
		return problem.New(problem.NotReady)
	}
	q.form = chooseForm(q, forms)
	if name := chi.URLParam(r, "collection"); name != "" {
		if q.of = a.find(segment(r, "collection")); q.of == nil {
			return problem.New(problem.UnknownCollection, short(name), a.names())
		}
	}
	work, err := of(q)
	if err == nil {
		err = q.query.Err()
	}
	if err != nil {
		return err
	}
	return a.respond(w, q, work)
}

// maxQuery bounds the query in bytes: a filter may hold an outline.
const maxQuery = 12 << 10

func (a *API) names() string {
	var list string
	for i, c := range a.collections {
		if i > 0 {
			list += ", "
		}
		list += c.ID
	}
	return list
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
