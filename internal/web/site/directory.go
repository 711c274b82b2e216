package site

import (
	"cmp"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"rasad/internal/httpapi/problem"
)

const (
	askedWards = 200 // shown for ?q=
	nearCodes  = 8   // offered for a ward that there is not
)

// directoryRoutes mounts the directory of wards, what is printed of it, and the maps.
func (s *Site) directoryRoutes(r chi.Router) {
	r.Get("/robots.txt", s.robots)
	r.Get("/{city}/sitemap.xml", s.sitemap)
	r.Get("/{city}/map.svg", s.cityMapFile)
	r.Get("/{city}/booklet.pdf", s.booklet)
	r.Get("/{city}/wards", s.directory)
	r.Get("/{city}/wards/{code}", s.wardPage)
	r.Get("/{city}/wards/{code}/map.svg", s.wardMapFile)
	r.Get("/{city}/wards/{code}/sheet", s.sheet)
}

// directory is the functions that only these pages use, added to those of all.
func (f functions) directory(table template.FuncMap) template.FuncMap {
	table["wardurl"] = func(city, code string) template.URL {
		return template.URL(wardPath(city, code) + "?lang=" + string(f.lang)) //nolint:gosec // escaped
	}
	table["sheeturl"] = func(city, code string) template.URL {
		return template.URL(wardPath(city, code) + "/sheet?lang=" + string(f.lang)) //nolint:gosec // escaped
	}
	table["wardmapurl"] = func(city, code string) template.URL {
		return template.URL(wardPath(city, code) + "/map.svg?lang=" + string(f.lang)) //nolint:gosec // escaped
	}
	table["cityurl"] = func(city, rest string, pairs ...string) template.URL {
		query := url.Values{"lang": {string(f.lang)}}
		for i := 0; i+1 < len(pairs); i += 2 {
			query.Set(pairs[i], pairs[i+1])
		}
		return template.URL("/" + url.PathEscape(city) + rest + "?" + query.Encode()) //nolint:gosec // escaped
	}
	table["inCity"] = inCity
	table["otherlang"] = func() string { return string(f.lang.other()) }
	table["other"] = func(t Text) string { return otherName(f.lang, t) }
	return table
}

func otherName(l language, t Text) string {
	if other := l.other().pick(t); other != l.pick(t) {
		return other
	}
	return ""
}

func wardPath(city, code string) string {
	return "/" + url.PathEscape(city) + "/wards/" + url.PathEscape(code)
}

// parameter is a part of the path, unescaped: a ward's code may hold a slash.
func parameter(r *http.Request, name string) string {
	value := chi.URLParam(r, name)
	if plain, err := url.PathUnescape(value); err == nil && r.URL.RawPath != "" {
		value = plain
	}
	return value
}

// townOf finds the city of the path, or answers that there is none.
func (s *Site) townOf(w http.ResponseWriter, r *http.Request) (Town, bool) {
	town, ok := s.source.Town(chi.URLParam(r, "city"))
	if !ok {
		s.render(w, r, http.StatusNotFound, "missing", citiesPage{frame: s.frame(languageOf(r), "missing"), Cities: s.source.Cities()})
	}
	return town, ok
}

func (s *Site) fault(w http.ResponseWriter, r *http.Request, err error) { problem.Write(w, r, err) }

// directoryPage lists a city's wards.
type directoryPage struct {
	frame
	City    City
	Groups  []wardGroup
	ByName  []letter // an index, empty when something is asked
	Asked   string
	Found   []Ward
	Map     template.HTML
	Base    string
	Missing string   // a code that there is not
	Near    []string // codes like it
	Path    string   // of this page, for canonical links; empty: not to be indexed
}

// letter is the wards whose names begin alike.
type letter struct {
	Letter string
	Wards  []Ward
}

func (s *Site) directory(w http.ResponseWriter, r *http.Request) {
	town, ok := s.townOf(w, r)
	if !ok {
		return
	}
	page, err := s.directoryPage(r, town)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	rememberLanguage(w, r)
	s.render(w, r, http.StatusOK, "directory", page)
}

func (s *Site) directoryPage(r *http.Request, town Town) (page directoryPage, err error) {
	lang, c, wards := languageOf(r), town.City(), town.Wards()
	page = directoryPage{frame: s.frame(lang, "directory"), City: c, Base: baseOf(r), Path: "/" + url.PathEscape(c.ID) + "/wards"}
	page.Asked = strings.TrimSpace(r.URL.Query().Get("q"))
	if len(page.Asked) > maxParameter {
		page.Asked = strings.ToValidUTF8(page.Asked[:maxParameter], "")
	}
	if page.Asked != "" {
		page.Path = ""
		page.OtherQuery = template.URL(url.Values{"lang": {string(lang.other())}, "q": {page.Asked}}.Encode()) //nolint:gosec // encoded
		page.Found, err = askedFor(r, town, wards, page.Asked)
		return page, err
	}
	page.Groups, page.ByName = groups(c, wards, ""), byName(lang, wards)
	page.Map, err = s.cityMap(town, lang)
	return page, err
}

// askedFor is the wards that a text names: first those that hold it plainly, then what the search finds.
func askedFor(r *http.Request, town Town, wards []Ward, text string) (found []Ward, err error) {
	hits, err := town.Search(r.Context(), text, askedWards)
	if err != nil {
		return nil, err
	}
	place, taken := map[string]int{}, map[string]bool{}
	for i, w := range wards {
		place[w.Code] = i
		plain := strings.ToLower(text)
		if w.Code == text || strings.Contains(strings.ToLower(w.Name.En), plain) || strings.Contains(w.Name.Hi, text) {
			found, taken[w.Code] = append(found, w), true
		}
	}
	for _, hit := range hits {
		if i, ok := place[hit.Code]; ok && hit.Type == "ward" && !taken[hit.Code] {
			found, taken[hit.Code] = append(found, wards[i]), true
		}
	}
	return found[:min(len(found), askedWards)], nil
}

// byName sorts wards under the first letters of their names.
func byName(l language, wards []Ward) (list []letter) {
	named := slices.DeleteFunc(slices.Clone(wards), func(w Ward) bool { return l.pick(w.Name) == "" })
	slices.SortStableFunc(named, func(a, b Ward) int {
		return cmp.Compare(strings.ToUpper(l.pick(a.Name)), strings.ToUpper(l.pick(b.Name)))
	})
	for _, w := range named {
		first := string([]rune(strings.ToUpper(l.pick(w.Name)))[:1])
		if len(list) == 0 || list[len(list)-1].Letter != first {
			list = append(list, letter{Letter: first})
		}
		list[len(list)-1].Wards = append(list[len(list)-1].Wards, w)
	}
	return list
}

// missingWard answers for a code that there is not, with those that are most like it.
func (s *Site) missingWard(w http.ResponseWriter, r *http.Request, town Town, code string) {
	page, err := s.directoryPage(r, town)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	if letters := []rune(code); len(letters) > 40 {
		code = string(letters[:40]) + "…"
	}
	page.Missing, page.Near, page.Path = code, nearestCodes(town.Wards(), code), ""
	s.render(w, r, http.StatusNotFound, "directory", page)
}

// nearestCodes are those most like a code: numbers by difference, others by common beginning.
func nearestCodes(wards []Ward, code string) []string {
	type scored struct {
		code string
		far  float64
	}
	var list []scored
	asked, errAsked := strconv.ParseFloat(code, 64)
	for _, w := range wards {
		n, err := strconv.ParseFloat(w.Code, 64)
		far := 1e9 - float64(commonPrefix(w.Code, code))
		if err == nil && errAsked == nil {
			far = max(n-asked, asked-n)
		}
		list = append(list, scored{w.Code, far})
	}
	slices.SortStableFunc(list, func(a, b scored) int { return cmp.Compare(a.far, b.far) })
	var codes []string
	for _, s := range list[:min(len(list), nearCodes)] {
		codes = append(codes, s.code)
	}
	return codes
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// wardIn and facilityIn are what a row of a list needs to know of its page.
type wardIn struct {
	Ward
	City string
}

type facilityIn struct {
	numbered
	City string
}

func inCity(city string, v any) (any, error) {
	switch v := v.(type) {
	case Ward:
		return wardIn{v, city}, nil
	case numbered:
		return facilityIn{v, city}, nil
	}
	return nil, fmt.Errorf("inCity: %T", v)
}
