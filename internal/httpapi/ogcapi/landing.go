package ogcapi

import (
	"context"

	"rasad/internal/httpapi/ogcapi/crs"
)

// Landing is the landing page.
type Landing struct {
	Title       string `json:"title"`
	Description string `json:"description"`
	Attribution string `json:"attribution,omitempty"`
	Links       []Link `json:"links"`
}

func landing(q *request) (func(context.Context) (*answer, error), error) {
	return func(context.Context) (*answer, error) {
		city := q.Pick(q.Epoch.City.NameHi, q.Epoch.City.NameEn)
		d := Landing{
			Title:       city + q.Say(" – रसद के आँकड़े", " – data of Rasad"),
			Description: q.Say("वार्ड, ज़ोन, केंद्र, सड़कें: किसी भी GIS में खोलें, छाँटें और ले जाएँ।", "Wards, zones, facilities, roads: open them in any GIS, filter them, take them along."),
			Attribution: q.Epoch.City.Attribution, Links: q.selfLinks(),
		}
		d.Links = append(d.Links,
			Link{Href: q.Base + "/api?f=json", Rel: relService, Type: openAPIType, Title: q.Say("API का विवरण (OpenAPI)", "Description of the API (OpenAPI)")},
			Link{Href: q.Base + "/api?f=html&lang=" + string(q.Lang), Rel: relServiceDoc, Type: "text/html", Title: q.Say("API का विवरण (पृष्ठ)", "Description of the API (page)")})
		d.Links = append(d.Links, q.both("/conformance", relConforms, "application/json", q.Say("अनुरूपता", "Conformance"))...)
		d.Links = append(d.Links, q.both("/collections", relData, "application/json", q.Say("संग्रह", "Collections"))...)
		for _, e := range q.api.o.Extensions {
			d.Links = append(d.Links, e.LandingLinks(&q.Context)...)
		}
		if q.form.format == asHTML {
			return q.page("landing", d.Title, d)
		}
		return jsonAnswer(d)
	}, nil
}

// Conformance declares which classes of which standards are kept.
type Conformance struct {
	ConformsTo []string `json:"conformsTo"`
}

// conformsTo lists what holds without extensions.
func conformsTo() []string {
	const part1, part2, part3, part5 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/", "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/",
		"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/", "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf/"
	return append([]string{
		part1 + "core", part1 + "oas30", part1 + "html", part1 + "geojson",
		part2 + "crs",
		part3 + "queryables", part3 + "queryables-query-parameters",
		part5 + "schemas", part5 + "core-roles-features", part5 + "returnables-and-receivables", part5 + "queryables",
	}, filterClasses()...)
}

func conformance(q *request) (func(context.Context) (*answer, error), error) {
	return func(context.Context) (*answer, error) {
		d := Conformance{conformsTo()}
		for _, e := range q.api.o.Extensions {
			d.ConformsTo = append(d.ConformsTo, e.Conformance()...)
		}
		if q.form.format == asHTML {
			return q.page("conformance", q.Say("अनुरूपता", "Conformance"), d)
		}
		return jsonAnswer(d)
	}, nil
}

// Collections lists the collections. Each names the reference systems by a pointer to the list here.
type Collections struct {
	CRS         []string     `json:"crs"`
	Collections []Collection `json:"collections"`
	Links       []Link       `json:"links"`
}

func collections(q *request) (func(context.Context) (*answer, error), error) {
	return func(context.Context) (*answer, error) {
		d := Collections{CRS: crs.URIs(), Links: q.selfLinks()}
		for i := range q.api.collections {
			c := q.describe(&q.api.collections[i])
			c.CRS = []string{"#/crs"}
			d.Collections = append(d.Collections, c)
		}
		if q.form.format == asHTML {
			return q.page("collections", q.Say("संग्रह", "Collections"), d)
		}
		return jsonAnswer(d)
	}, nil
}
