// Package ogctiles serves OGC API Tiles 1.0 (20-057): the tiles of package tileapi under the addresses, and with the documents, that any GIS
// finds by itself.
package ogctiles

import (
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"rasad/data"
	"rasad/internal/httpapi/problem"
	"rasad/internal/httpapi/query"
	"rasad/internal/httpapi/tileapi"
	"rasad/internal/live"
	"rasad/tiles"
)

// API serves /ogc/{city}/tiles, /ogc/{city}/collections/{id}/tiles and /ogc/{city}/tileMatrixSets. Safe for concurrent use.
type API struct {
	model *live.Model
	tiles *tileapi.API
	fail  func(w http.ResponseWriter, r *http.Request, err error)
	kinds []string // of facilities
	names []string // of the layers

	pages        *template.Template
	isCollection func(id string) bool
}

// Options of the interface. All but Collection are needed.
type Options struct {
	Model      *live.Model
	Tiles      *tileapi.API
	Fail       func(w http.ResponseWriter, r *http.Request, err error) // answers with a problem
	Collection func(id string) bool                                    // tells whether there is a collection of features of this name; nil: none
}

// New makes the interface.
func New(o Options) *API {
	a := &API{model: o.Model, tiles: o.Tiles, fail: o.Fail, isCollection: o.Collection, pages: readPage()}
	if a.isCollection == nil {
		a.isCollection = func(string) bool { return false }
	}
	for _, info := range data.Kinds() {
		a.kinds = append(a.kinds, string(info.Kind))
	}
	for _, info := range tiles.Schema() {
		a.names = append(a.names, info.Name)
	}
	return a
}

// Routes mounts the addresses.
func (a *API) Routes(r chi.Router) {
	for _, pattern := range []string{
		"/ogc/{city}/tiles", "/ogc/{city}/tiles/*", "/ogc/{city}/collections/{collection}/tiles", "/ogc/{city}/collections/{collection}/tiles/*",
		"/ogc/{city}/tileMatrixSets", "/ogc/{city}/tileMatrixSets/*",
	} {
		r.Get(pattern, a.serve)
	}
}

func (a *API) serve(w http.ResponseWriter, r *http.Request) {
	if err := a.answer(w, r); err != nil {
		a.fail(w, r, err)
	}
}

// request is what was asked for, read and checked.
type request struct {
	*http.Request
	address
	format format
	lang   problem.Lang
	city   *live.City
	epoch  *live.Epoch
	places []int // of the layers, in the order asked for
	chosen tileapi.Request
}

func (a *API) answer(w http.ResponseWriter, r *http.Request) error {
	where, fault := parsePath(r.URL.Path)
	if fault != nil {
		return fault
	}
	if !a.model.Ready() {
		return problem.New(problem.NotReady)
	}
	city, ok := a.model.City(where.city)
	if !ok {
		return problem.New(problem.UnknownCity, short(where.city))
	}
	q := &request{Request: r, address: where, city: city, epoch: city.Now(), lang: problem.LangOf(r)}
	if err := a.read(q); err != nil {
		return err
	}
	if q.what == tile {
		return a.serveTile(w, q)
	}
	return a.serveDocument(w, q)
}

// maxQuery bounds the query in bytes: a filter may hold an outline.
const maxQuery = 12 << 10

// read reads the query.
func (a *API) read(q *request) error {
	values := query.ParseWithin(q.URL.RawQuery, maxQuery)
	q.format = readFormat(values, q.Request, q.what)
	switch {
	case q.what == matrixSets || q.what == matrixSet:
		return values.Err()
	case q.collection != "":
		place, ok := tiles.LayerPlace(q.collection)
		if !ok {
			return &problem.Error{Code: problem.UnknownLayer, Args: []any{short(q.collection), strings.Join(a.names, ", ")}}
		}
		q.places = []int{place}
	default:
		if err := a.readCollections(q, values.Text("collections", query.MaxLength)); err != nil {
			return err
		}
	}
	q.chosen.Tile, q.chosen.Order = q.tile, tiles.OrderOf(q.places)
	for _, place := range q.places {
		q.chosen.Layers |= 1 << place
	}
	if q.what == tilesetList {
		return values.Err() // a list has nothing to choose from
	}
	return a.tiles.Choose(&q.chosen, values)
}

// readCollections reads a comma list of collections, by name or by address; empty: all.
func (a *API) readCollections(q *request, text string) error {
	if text == "" {
		for place := range a.names {
			q.places = append(q.places, place)
		}
		return nil
	}
	for id := range strings.SplitSeq(text, ",") {
		place, ok := tiles.LayerPlace(strings.TrimPrefix(id, a.base(q)+"/collections/"))
		if !ok || slices.Contains(q.places, place) {
			return problem.Of(problem.InvalidParameter, "collections", strings.Join(a.names, ","))
		}
		q.places = append(q.places, place)
	}
	return nil
}

// base is the address of the dataset.
func (a *API) base(q *request) string { return tileapi.Origin(q.Request) + "/ogc/" + q.address.city }

// serveTile answers with a tile as /tiles does, but knows the limits: beyond them there is none.
func (a *API) serveTile(w http.ResponseWriter, q *request) error {
	if q.chosen.Tile.Z > lastZoom {
		return problem.New(problem.TileOutside, lastZoom)
	}
	_, err := a.tiles.ServeTile(w, q.Request, q.city, q.chosen, func() error {
		if !within(q.epoch, q.chosen.Layers, q.chosen.Tile) {
			return problem.New(problem.TileOutside, lastZoom)
		}
		return nil
	})
	return err
}

func (a *API) serveDocument(w http.ResponseWriter, q *request) error {
	document := tileapi.Document{Type: q.format.mediaType(), Language: string(q.lang), Vary: "Accept, Accept-Language, Host, X-Forwarded-Host, X-Forwarded-Proto"}
	var err error
	if q.format == asHTML {
		w.Header().Set("Content-Security-Policy", pagePolicy)
		document.Body, err = a.page(q)
	} else {
		document.Body, err = json.Marshal(a.document(q))
	}
	if err != nil {
		return err
	}
	tileapi.WriteDocument(w, q.Request, document)
	return nil
}

// short keeps a stranger's text from filling the answer.
func short(text string) string {
	const most = 40
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}
