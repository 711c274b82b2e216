package site

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// thing is a node of JSON-LD (schema.org). The template writes it as JSON that cannot end its script element.
type thing map[string]any

// maxStructured bounds the facilities that search engines are told of.
const maxStructured = 60

// structured tells search engines of a ward and its facilities.
func structured(l language, v wardView) any {
	ward := thing{
		"@type": "Place", "@id": v.Base + v.Path, "url": v.Base + v.Path, "name": placeName(l, v),
		"geo": point(v.Ward.Label[0], v.Ward.Label[1]), "containedInPlace": thing{"@type": "City", "name": l.pick(v.City.Name)},
	}
	if z := v.Ward.Zone; z != nil && z.Helpline != "" {
		ward["telephone"] = z.Helpline
	}
	graph := []thing{ward}
	for _, list := range v.Lists {
		for _, f := range list.Facilities {
			if len(graph) <= maxStructured && !list.Near {
				graph = append(graph, store(l, v, f.Facility))
			}
		}
	}
	return thing{"@context": "https://schema.org", "@graph": graph}
}

func placeName(l language, v wardView) string {
	return strings.TrimSpace(v.Ward.Code + " " + l.pick(v.Ward.Name))
}

func store(l language, v wardView, f Facility) thing {
	kind := map[string]string{
		rationShop: "Store", "grocery": "GroceryStore", "pharmacy": "Pharmacy", "hospital": "Hospital", "clinic": "MedicalClinic", kitchen: "FoodEstablishment",
	}[f.Kind]
	if kind == "" {
		kind = "Place"
	}
	node := thing{"@type": kind, "name": l.pick(f.Name), "geo": point(f.Lon, f.Lat), "containedInPlace": thing{"@id": v.Base + v.Path}}
	set := func(name, value string) {
		if value != "" {
			node[name] = value
		}
	}
	set("telephone", f.Phone)
	set("openingHours", f.Hours)
	if at := l.pick(f.Address); at != "" {
		node["address"] = thing{"@type": "PostalAddress", "streetAddress": at, "addressLocality": l.pick(v.City.Name), "addressCountry": "IN"}
	}
	return node
}

func point(lon, lat float64) thing {
	return thing{"@type": "GeoCoordinates", "latitude": lat, "longitude": lon}
}

// robots invites all to all pages.
func (s *Site) robots(w http.ResponseWriter, r *http.Request) {
	var text strings.Builder
	text.WriteString("User-agent: *\nDisallow: /api/\nDisallow: /tiles/\nDisallow: /ogc/\n")
	for _, c := range s.source.Cities() {
		fmt.Fprintf(&text, "Sitemap: %s/%s/sitemap.xml\n", baseOf(r), url.PathEscape(c.ID))
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	fmt.Fprint(w, text.String())
}

type siteMap struct {
	XMLName xml.Name  `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	Links   string    `xml:"xmlns:xhtml,attr"`
	Pages   []mapPage `xml:"url"`
}

type mapPage struct {
	Loc     string    `xml:"loc"`
	LastMod string    `xml:"lastmod,omitempty"`
	Links   []mapLink `xml:"xhtml:link"`
}

type mapLink struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

// maxSitemap is what the protocol allows in one file.
const maxSitemap = 50_000

// sitemap lists the pages of a city for search engines, each in both languages.
func (s *Site) sitemap(w http.ResponseWriter, r *http.Request) {
	town, ok := s.townOf(w, r)
	if !ok {
		return
	}
	c := town.City()
	root := baseOf(r) + "/" + url.PathEscape(c.ID)
	paths := []string{root, root + "/wards"}
	for _, ward := range town.Wards() {
		paths = append(paths, baseOf(r)+wardPath(c.ID, ward.Code))
	}
	list := siteMap{Links: "http://www.w3.org/1999/xhtml"}
	for _, path := range paths[:min(len(paths), maxSitemap/2)] {
		for _, l := range []language{hindi, english} {
			page := mapPage{Loc: path + "?lang=" + string(l), Links: []mapLink{
				{"alternate", "hi", path + "?lang=hi"}, {"alternate", "en", path + "?lang=en"}, {"alternate", "x-default", path},
			}}
			if c.DataDate != nil {
				page.LastMod = c.DataDate.Format("2006-01-02")
			}
			list.Pages = append(list.Pages, page)
		}
	}
	body, err := xml.Marshal(list)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	w.Write(append([]byte(xml.Header), body...))
}
