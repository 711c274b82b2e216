package site

import (
	"html/template"
	"net/http"
	"net/url"
)

// numbered is a facility with its number in the list and on the map.
type numbered struct {
	Facility
	Number int
}

// numberedList is the facilities of one kind.
type numberedList struct {
	Kind       Kind
	Near       bool // elsewhere, the nearest
	Total      int  // how many there are
	Facilities []numbered
}

// More is how many are not shown.
func (l numberedList) More() int { return max(0, l.Total-len(l.Facilities)) }

// wardLists are what a ward has, kind by kind, numbered through; shops and kitchens that it lacks are the nearest elsewhere.
func wardLists(town Town, c City, w Ward) (lists []numberedList) {
	here := town.Facilities(w.Code, "", listShown)
	n := 0
	for _, k := range c.Kinds {
		list := numberedList{Kind: k}
		chosen := ofKind(here, k.ID)
		if len(chosen) == 0 && (k.ID == rationShop || k.ID == kitchen) {
			list.Near, chosen = true, town.Nearest(w.Label[0], w.Label[1], k.ID, nearShown)
		}
		for _, f := range chosen {
			n++
			list.Facilities = append(list.Facilities, numbered{f, n})
		}
		list.Total = len(chosen)
		if !list.Near && len(here) == listShown { // there are more than were read
			list.Total = max(list.Total, w.Counts[k.ID])
		}
		if list.Total > 0 {
			lists = append(lists, list)
		}
	}
	return lists
}

// wardView is the page of one ward, and its sheet.
type wardView struct {
	frame
	City       City
	Ward       Ward
	Lists      []numberedList
	Neighbours []Ward
	Map        template.HTML
	Base       string
	Path       string
	Structured any // JSON-LD
	QR         template.HTML
	Shown      []sheetRow // of the sheet
	More       int        // that the sheet has no room for
}

// Address is the page's, without the scheme, as printed.
func (v wardView) Address() string { return hostOf(v.Base) + v.Path }

func hostOf(base string) string {
	if u, err := url.Parse(base); err == nil {
		return u.Host
	}
	return base
}

// wardView gathers what both pages of a ward show.
func (s *Site) wardView(r *http.Request, town Town, w Ward, page, kind string) (v wardView, err error) {
	lang, c := languageOf(r), town.City()
	v = wardView{
		frame: s.frame(lang, page), City: c, Ward: w, Lists: wardLists(town, c, w), Neighbours: town.Neighbours(w.Code), Base: baseOf(r),
		Path: wardPath(c.ID, w.Code),
	}
	v.Map, err = s.inline(town, sketchKey{kind: kind, ward: w.Code, lang: lang})
	return v, err
}

// askedWard finds the ward of the path, or answers that there is none.
func (s *Site) askedWard(w http.ResponseWriter, r *http.Request) (town Town, ward Ward, ok bool) {
	town, ok = s.townOf(w, r)
	if !ok {
		return nil, ward, false
	}
	code := parameter(r, "code")
	if len(code) <= maxParameter {
		ward, ok = town.Ward(code)
	} else {
		ok = false
	}
	if !ok {
		s.missingWard(w, r, town, code)
	}
	return town, ward, ok
}

func (s *Site) wardPage(w http.ResponseWriter, r *http.Request) {
	town, ward, ok := s.askedWard(w, r)
	if !ok {
		return
	}
	v, err := s.wardView(r, town, ward, "ward", wardSketch)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	v.Structured = structured(languageOf(r), v)
	rememberLanguage(w, r)
	s.render(w, r, http.StatusOK, "wardpage", v)
}
