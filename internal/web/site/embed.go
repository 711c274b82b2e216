package site

import (
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"
)

// policyOf lets one page alone be shown inside another site's.
func policyOf(page string) string {
	if page == "embed" {
		return strings.Replace(policy, "frame-ancestors 'self'", "frame-ancestors *", 1)
	}
	return policy
}

// embed is the map alone, for other sites' pages; with part=answer or view it is that part, as the script asks for it.
func (s *Site) embed(w http.ResponseWriter, r *http.Request) {
	town, ok := s.source.Town(chi.URLParam(r, "city"))
	if !ok || r.URL.Query().Has("part") {
		s.city(w, r)
		return
	}
	lang := languageOf(r)
	a := answerOf(r.Context(), timeless{town}, r.URL.Query())
	a.Base = baseOf(r)
	page := s.cityPage(lang, town, a, r.URL.Query())
	page.Config.Worker = false // the page around it is another site's
	s.render(w, r, a.status(), "embed", page)
}

// fileLink is what the page says of a download.
type fileLink struct {
	City, Name string
	Count      int
}

// OwnQuery leads to what the page shows, in its language. The place of a person is left out: it is not for other people's pages.
func (p cityPage) OwnQuery() template.URL {
	query := url.Values{"lang": {p.Lang}}
	switch a := p.Answer; {
	case a.About == "ward":
		query.Set("ward", a.Ward.Code)
	case a.About == "zone":
		query.Set("zone", a.Zone.Code)
	case a.About == "facility":
		query.Set("f", strconv.FormatInt(a.Facility.ID, 10))
	case a.About == "kind" && len(a.Lists) > 0:
		query.Set("kind", a.Lists[0].Kind.ID)
		query.Set("kinds", a.Lists[0].Kind.ID)
	}
	return template.URL(query.Encode()) //nolint:gosec // encoded
}
