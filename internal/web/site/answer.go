package site

import (
	"net/http"
	"net/url"
	"strconv"
)

const (
	maxParameter = 200 // bytes of a parameter that is looked at
	nearShown    = 3   // nearest shops, nearest kitchens
	listShown    = 200 // facilities of a ward or a kind
	nearMetres   = 250 // a place this far outside all wards is still given to the nearest: river banks, slivers
)

// The kinds that everybody is told of.
const (
	rationShop = "ration_shop"
	kitchen    = "kitchen"
)

// answer is the reply to what the address asks: a ward, a place, a facility, a kind, or nothing yet.
type answer struct {
	About    string // start, ward, place, facility, kind, problem, empty
	City     City
	Ward     *Ward
	Place    *[2]float64 // lon, lat
	Facility *Facility
	Shops    []Facility // nearest to the place
	Kitchens []Facility
	Lists    []facilityList // of the ward, with the nearest where it has none, or of the kind
	Asked    string         // what was not found
	Problem  string         // key of the words
	Status   int
}

// facilityList is the facilities of one kind.
type facilityList struct {
	Kind       Kind
	Near       bool // the nearest, elsewhere
	Facilities []Facility
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

// answerOf reads the address: f (a facility) goes before ward, ward before lon and lat, these before kind.
func answerOf(town Town, query url.Values) answer {
	a := answer{About: "start", City: town.City()}
	for _, name := range []string{"f", "ward", "lon", "lat", "kind"} {
		if len(query.Get(name)) > maxParameter {
			return a.problem("bad_place", "", http.StatusBadRequest)
		}
	}
	switch {
	case query.Get("f") != "":
		return a.facility(town, query.Get("f"))
	case query.Get("ward") != "":
		return a.ward(town, query.Get("ward"))
	case query.Has("lon") || query.Has("lat"):
		return a.place(town, query.Get("lon"), query.Get("lat"))
	case query.Get("kind") != "":
		return a.kind(town, query.Get("kind"))
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
			list.Near, list.Facilities = true, town.Nearest(w.Label[0], w.Label[1], k.ID, nearShown)
		}
		if list.Kind.Count = len(list.Facilities); list.Kind.Count > 0 {
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
	a.Shops = town.Nearest(lon, lat, rationShop, nearShown)
	a.Kitchens = town.Nearest(lon, lat, kitchen, nearShown)
	return a
}

func (a answer) kind(town Town, id string) answer {
	for _, k := range a.City.Kinds {
		if k.ID == id {
			a.About = "kind"
			a.Lists = []facilityList{{Kind: k, Facilities: town.Facilities("", id, listShown)}}
		}
	}
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
