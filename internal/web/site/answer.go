package site

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

const (
	maxParameter = 200 // bytes of a parameter that is looked at
	nearShown    = 3   // nearest shops, nearest kitchens
	listShown    = 200 // facilities of a ward, or of a kind at once
	openAmong    = 60  // nearest among which one that is open is looked for
	hitsShown    = 20  // of a search
	viewShown    = 30  // facilities in the map's view
	nearMetres   = 250 // a place this far outside all wards is still given to the nearest: river banks, slivers
)

// The kinds that everybody is told of.
const (
	rationShop = "ration_shop"
	kitchen    = "kitchen"
)

// answer is the reply to what the address asks: a ward, a place, a facility, a kind, or nothing yet.
type answer struct {
	About    string // start, search, zone, ward, place, facility, kind, problem, empty
	City     City
	Base     string // the service as the reader reached it: https://example.org
	Zone     *Zone
	Wards    []Ward // of the zone
	Hits     []Hit  // of the search
	Next     int64  // after of the next part of a list; 0: this is the last
	From     int64  // after of this part
	Reports  bool   // a report can be made
	Reported string // thanks, enough, missing, failed: what came of the reader's report; empty: none was made
	Ward     *Ward
	Place    *[2]float64 // lon, lat
	Facility *Facility
	Lists    []facilityList // of the ward, with the nearest where it has none; near the place; of the zone or kind
	Asked    string         // what was not found
	Problem  string         // key of the words
	Status   int
}

// facilityList is the facilities of one kind.
type facilityList struct {
	Kind       Kind
	Near       bool // the nearest, elsewhere
	Facilities []Facility
	Open       *Facility // the nearest that is open now, when none of the list is
}

func (a answer) status() int {
	if a.Status == 0 {
		return http.StatusOK
	}
	return a.Status
}

// chosen is the code of the ward the answer is about.
func (a answer) chosen() string {
	if a.Ward == nil {
		return ""
	}
	return a.Ward.Code
}

// answerOf reads the address: f (a facility) goes before ward, ward before zone, these before lon and lat, then kind, then q.
func answerOf(ctx context.Context, town Town, query url.Values) answer {
	a := answer{About: "start", City: town.City(), Reported: query.Get("reported")}
	for _, name := range []string{"f", "ward", "zone", "lon", "lat", "kind", "q", "after"} {
		if len(query.Get(name)) > maxParameter {
			return a.problem("bad_place", "", http.StatusBadRequest)
		}
	}
	switch {
	case query.Get("f") != "":
		return a.facility(town, query.Get("f"))
	case query.Get("ward") != "":
		return a.ward(town, query.Get("ward"))
	case query.Get("zone") != "":
		return a.zone(town, query.Get("zone"))
	case query.Has("lon") || query.Has("lat"):
		return a.place(town, query.Get("lon"), query.Get("lat"))
	case query.Get("kind") != "":
		return a.kind(town, query.Get("kind"), query.Get("after"))
	case strings.TrimSpace(query.Get("q")) != "":
		return a.search(ctx, town, query.Get("q"))
	case a.City.Wards == 0:
		a.About = "empty"
	}
	return a
}

func (a answer) problem(key, asked string, status int) answer {
	a.About, a.Problem, a.Asked, a.Status = "problem", key, asked, status
	return a
}

func (a answer) facility(town Town, id string) answer {
	n, err := strconv.ParseInt(id, 10, 64)
	f, ok := Facility{}, false
	if err == nil {
		f, ok = town.Facility(n)
	}
	if !ok {
		return a.problem("unknown_facility", "", http.StatusNotFound)
	}
	a.About, a.Facility = "facility", &f
	if w, ok := town.Ward(f.Ward); ok {
		a.Ward = &w
	}
	return a
}

func (a answer) ward(town Town, code string) answer {
	w, ok := town.Ward(code)
	if !ok {
		return a.problem("unknown_ward", code, http.StatusNotFound)
	}
	a.About, a.Ward = "ward", &w
	here := town.Facilities(code, "", listShown)
	for _, k := range a.City.Kinds {
		list := facilityList{Kind: k, Facilities: ofKind(here, k.ID)}
		if len(list.Facilities) == 0 && (k.ID == rationShop || k.ID == kitchen) {
			// A ward that has none is told the nearest to its middle.
			list = nearest(town, w.Label[0], w.Label[1], k)
		}
		if !list.Near {
			list.Kind.Count = len(list.Facilities)
		}
		if len(list.Facilities) > 0 {
			a.Lists = append(a.Lists, list)
		}
	}
	return a
}

func (a answer) place(town Town, lonText, latText string) answer {
	lon, errLon := strconv.ParseFloat(lonText, 64)
	lat, errLat := strconv.ParseFloat(latText, 64)
	if errLon != nil || errLat != nil || !(lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90) {
		return a.problem("bad_place", "", http.StatusBadRequest)
	}
	a.Place = &[2]float64{lon, lat}
	w, ok := town.At(lon, lat, nearMetres)
	if !ok {
		return a.problem("outside", "", http.StatusNotFound)
	}
	a.About, a.Ward = "place", &w
	for _, k := range a.City.Kinds {
		if k.ID == rationShop || k.ID == kitchen {
			a.Lists = append(a.Lists, nearest(town, lon, lat, k))
		}
	}
	return a
}

// nearest lists the nearest facilities of a kind, and the nearest open one when all of them are known to be closed.
func nearest(town Town, lon, lat float64, k Kind) facilityList {
	list := facilityList{Kind: k, Near: true, Facilities: town.Nearest(lon, lat, k.ID, nearShown)}
	for _, f := range list.Facilities {
		if f.Open == nil || *f.Open {
			return list
		}
	}
	for _, f := range town.Nearest(lon, lat, k.ID, openAmong) {
		if f.Open != nil && *f.Open {
			list.Open = &f
			break
		}
	}
	return list
}

func (a answer) kind(town Town, id, after string) answer {
	from, err := strconv.ParseInt(after, 10, 64)
	if err != nil || from < 0 {
		from = 0
	}
	for _, k := range a.City.Kinds {
		if k.ID == id {
			a.About, a.From = "kind", from
			list := facilityList{Kind: k}
			list.Facilities, a.Next = town.Page(id, from, listShown)
			a.Lists = []facilityList{list}
		}
	}
	return a
}

func (a answer) zone(town Town, code string) answer {
	for i := range a.City.Zones {
		if a.City.Zones[i].Code == code {
			a.About, a.Zone = "zone", &a.City.Zones[i]
		}
	}
	if a.Zone == nil {
		return a.problem("unknown_zone", code, http.StatusNotFound)
	}
	kitchens := facilityList{}
	for _, k := range a.City.Kinds {
		if k.ID == kitchen {
			kitchens.Kind = k
		}
	}
	for _, w := range town.Wards() {
		if w.Zone == nil || w.Zone.Code != code {
			continue
		}
		a.Wards = append(a.Wards, w)
		if w.Counts[kitchen] > 0 && len(kitchens.Facilities) < listShown {
			kitchens.Facilities = append(kitchens.Facilities, town.Facilities(w.Code, kitchen, listShown-len(kitchens.Facilities))...)
		}
	}
	if kitchens.Kind.Count = len(kitchens.Facilities); kitchens.Kind.Count > 0 {
		a.Lists = []facilityList{kitchens}
	}
	return a
}

// bbox is around the zone's wards; nil when it has none.
func (a answer) bbox() *[4]float64 {
	var box *[4]float64
	for _, w := range a.Wards {
		if box == nil {
			box = &[4]float64{w.BBox[0], w.BBox[1], w.BBox[2], w.BBox[3]}
		}
		box[0], box[1], box[2], box[3] = min(box[0], w.BBox[0]), min(box[1], w.BBox[1]), max(box[2], w.BBox[2]), max(box[3], w.BBox[3])
	}
	return box
}

// search lists what a text names.
func (a answer) search(ctx context.Context, town Town, text string) answer {
	a.About, a.Asked = "search", strings.TrimSpace(text)
	hits, err := town.Search(ctx, a.Asked, hitsShown)
	if err != nil {
		return a.problem("search_failed", "", http.StatusServiceUnavailable)
	}
	a.Hits = hits
	return a
}

func ofKind(all []Facility, kind string) (list []Facility) {
	for _, f := range all {
		if f.Kind == kind {
			list = append(list, f)
		}
	}
	return list
}
