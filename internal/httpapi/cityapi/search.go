package cityapi

import (
	"math"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/paulmach/orb"

	"rasad/geo/names"
	"rasad/internal/httpapi/problem"
	"rasad/internal/httpapi/query"
	"rasad/internal/live"
)

// SearchAnswer lists what a text names, best first. Epoch is that of the search, which may be a moment behind the city's.
type SearchAnswer struct {
	Epoch   int64         `json:"epoch"`
	Results []SearchPlace `json:"results"`
}

// SearchPlace is something found by name.
type SearchPlace struct {
	Type   string     `json:"type"` // ward, zone, facility, street, place or pincode
	ID     *int64     `json:"id"`   // null: it has a code instead
	Code   *string    `json:"code"` // of a ward, zone or pincode
	Kind   *string    `json:"kind"` // of a facility
	NameHi string     `json:"name_hi"`
	NameEn string     `json:"name_en"`
	NoteHi string     `json:"note_hi"` // what it is
	NoteEn string     `json:"note_en"`
	Lon    float64    `json:"lon"`
	Lat    float64    `json:"lat"`
	BBox   [4]float64 `json:"bbox"`
	Ward   *WardRef   `json:"ward"` // that it lies in
	Score  float64    `json:"score"`
}

// WardRef names a ward.
type WardRef struct {
	Code   string `json:"code"`
	NameHi string `json:"name_hi"`
	NameEn string `json:"name_en"`
}

const (
	maxFound = 20
	fewFound = 8
)

// search finds places by name. It has a handler of its own because it is answered from an epoch of its own. Nobody writes the text down:
// it may be somebody's address.
func (a *API) search(w http.ResponseWriter, r *http.Request) {
	if err := a.answerSearch(w, r); err != nil {
		a.fail(w, r, err)
	}
}

// asked is what a search asks for.
type asked struct {
	text  string
	limit int
	near  *orb.Point
}

func (a *API) answerSearch(w http.ResponseWriter, r *http.Request) error {
	if !a.model.Ready() {
		return problem.New(problem.NotReady)
	}
	id := chi.URLParam(r, "city")
	city, ok := a.model.City(id)
	if !ok {
		return problem.New(problem.UnknownCity, short(id))
	}
	q, err := readSearch(query.Parse(r.URL.RawQuery))
	if err != nil {
		return err
	}
	found, err := city.Names(r.Context())
	if err != nil {
		return &problem.Error{Code: problem.Timeout, Cause: err}
	}
	tag := newTag(found.Epoch.RecordID)
	tag.add(found.Epoch.City.ID, found.Epoch.Number)
	tag.add(q.text, int64(q.limit))
	if q.near != nil {
		tag.add("near", int64(math.Float64bits(q.near[0])))
		tag.add("", int64(math.Float64bits(q.near[1])))
	}
	return a.respond(w, r, tag, func() (any, error) { return searchAnswer(found, q), nil })
}

// readSearch reads q, limit and, both or neither, lon and lat.
func readSearch(v *query.Values) (q asked, err error) {
	v.Need("q")
	q.text = v.Text("q", names.MaxBytes)
	q.limit = int(v.Int("limit", 1, maxFound, fewFound))
	if v.Given("lon") || v.Given("lat") {
		v.Need("lon", "lat")
	}
	near := orb.Point{v.Float("lon", -180, 180), v.Float("lat", -90, 90)}
	if v.Given("lon") {
		q.near = &near
	}
	return q, v.Err()
}

func searchAnswer(n *live.Names, q asked) SearchAnswer {
	answer := SearchAnswer{Epoch: n.Epoch.Number, Results: []SearchPlace{}}
	for _, p := range n.Search(q.text, q.near, q.limit) {
		answer.Results = append(answer.Results, searchPlace(&p))
	}
	return answer
}

func searchPlace(p *live.Place) SearchPlace {
	s := SearchPlace{
		Type: p.Kind, NameHi: p.NameHi, NameEn: p.NameEn, NoteHi: p.NoteHi, NoteEn: p.NoteEn,
		Lon: fine(p.Point[0]), Lat: fine(p.Point[1]), BBox: *boxOf(p.BBox), Score: math.Round(p.Score*1e3) / 1e3,
	}
	if p.Code != "" {
		s.Code = &p.Code
	} else {
		s.ID = &p.ID
	}
	if p.Facility != nil {
		kind := string(p.Facility.Kind)
		s.Kind = &kind
	}
	if p.Ward != nil {
		s.Ward = &WardRef{Code: p.Ward.Code, NameHi: p.Ward.NameHi, NameEn: p.Ward.NameEn}
	}
	return s
}
