package site

import (
	"html/template"
	"net/url"
)

// frame is what every page has around its content.
type frame struct {
	Lang, Other string
	OtherQuery  template.URL // this page's query in the other language
	Page        string       // which page this is
	Built       bool         // the bundle is there
}

func (s *Site) frame(l language, page string) frame {
	return frame{Lang: string(l), Other: string(l.other()), OtherQuery: template.URL("lang=" + string(l.other())), Page: page, Built: s.bundle != nil}
}

// cityPage is all that the page of a city shows.
type cityPage struct {
	frame
	City   City
	Answer answer
	Groups []wardGroup
	Config config
}

// wardGroup is a zone and its wards; the zone is nil for wards in none.
type wardGroup struct {
	Zone  *Zone
	Wards []Ward
	Open  bool // shown unfolded: the chosen ward is in it
}

// config is what the script is told, as JSON in the page.
type config struct {
	City   string            `json:"city"`
	Lang   string            `json:"lang"`
	BBox   *[4]float64       `json:"bbox"`
	Kinds  []configKind      `json:"kinds"`
	Words  map[string]string `json:"words"`
	Date   string            `json:"date"`   // of the data, in words; empty: not known
	Worker bool              `json:"worker"` // there is a service worker
	Test   bool              `json:"test"`
}

type configKind struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Count string `json:"count"`
}

func (s *Site) cityPage(l language, town Town, a answer, query url.Values) cityPage {
	c := town.City()
	page := cityPage{frame: s.frame(l, "city"), City: c, Answer: a, Groups: groups(c, town.Wards(), a.chosen())}
	page.OtherQuery = otherQuery(l, query)
	page.Config = config{
		City: c.ID, Lang: string(l), BBox: c.BBox, Words: s.words.forScript(l), Test: s.test, Kinds: []configKind{},
	}
	page.Config.Worker = s.bundle != nil && !s.noWorker
	if c.DataDate != nil {
		page.Config.Date, _ = s.words.day(l, *c.DataDate) // fails for want of words alone, which the page itself would tell
	}
	for _, k := range c.Kinds {
		page.Config.Kinds = append(page.Config.Kinds, configKind{k.ID, l.pick(k.Label), indian(int64(k.Count))})
	}
	return page
}

// otherQuery keeps what the reader chose when the language is switched.
func otherQuery(l language, query url.Values) template.URL {
	kept := url.Values{"lang": {string(l.other())}}
	for _, name := range []string{"ward", "lon", "lat", "f", "kind", "kinds"} {
		if value := query.Get(name); value != "" && len(value) <= maxParameter {
			kept.Set(name, value)
		}
	}
	return template.URL(kept.Encode()) //nolint:gosec // encoded
}

// groups sorts the wards under their zones, in the order of the plan; those in no zone come last.
func groups(c City, wards []Ward, chosen string) []wardGroup {
	list := make([]wardGroup, len(c.Zones), len(c.Zones)+1)
	place := map[string]int{}
	for i := range c.Zones {
		list[i].Zone = &c.Zones[i]
		place[c.Zones[i].Code] = i
	}
	rest := wardGroup{}
	for _, w := range wards {
		group := &rest
		if w.Zone != nil {
			if i, ok := place[w.Zone.Code]; ok {
				group = &list[i]
			}
		}
		group.Wards = append(group.Wards, w)
		group.Open = group.Open || w.Code == chosen
	}
	if len(rest.Wards) > 0 {
		rest.Open = rest.Open || len(list) == 0
		list = append(list, rest)
	}
	return list
}
