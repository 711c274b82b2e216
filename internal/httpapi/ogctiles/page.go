package ogctiles

import (
	"bytes"
	_ "embed"
	"html/template"
	"maps"
	"slices"

	"rasad/internal/httpapi/ogcapi"
	"rasad/internal/httpapi/problem"
)

//go:embed page.html
var pageText string //nolint:gochecknoglobals // an embedded file can only be a variable

// page is a resource for people, in the style of the other pages of the API.
type page struct {
	Lang, Other      problem.Lang
	OtherHref, Style string
	Title            string
	City, CityName   string
	Base, Collection string
	Attribution      string
	Links            []Link
	Layers           []Layer
	Tilesets         []TilesetItem
	Limits           []MatrixLimits
	Matrices         []TileMatrix
}

// pagePolicy allows nothing but our own style sheet.
const pagePolicy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

func (a *API) page(q *request) ([]byte, error) {
	c := ogcapi.Context{Lang: q.lang}
	p := page{
		Lang: q.lang, Other: problem.Hindi, Style: ogcapi.StylePath, City: q.address.city, CityName: c.Pick(q.epoch.City.NameHi, q.epoch.City.NameEn),
		Title: a.title(q), Base: a.base(q), Collection: q.collection, Attribution: q.epoch.City.Attribution,
	}
	if q.lang == problem.Hindi {
		p.Other = problem.English
	}
	p.OtherHref = q.inLanguage(p.Other)
	switch document := a.document(q).(type) {
	case Tileset:
		p.Links, p.Layers, p.Limits = document.Links, document.Layers, document.TileMatrixSetLimits
	case TilesetList:
		p.Links, p.Tilesets = document.Links, document.Tilesets
	case TileMatrixSet:
		p.Title, p.Links, p.Matrices = document.ID, document.Links, document.TileMatrices
	case MatrixSets:
		p.Title, p.Links = quad, document.Links
		for _, set := range document.TileMatrixSets {
			p.Links = append(p.Links, set.Links...)
		}
	}
	var body bytes.Buffer
	if err := a.pages.Execute(&body, p); err != nil {
		return nil, err
	}
	return body.Bytes(), nil
}

// readPage reads the template.
func readPage() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"word": func(lang problem.Lang, hi, en string) string {
			if lang == problem.Hindi {
				return hi
			}
			return en
		},
		"names": func(properties map[string]Property) []string { return slices.Sorted(maps.Keys(properties)) },
	}).Parse(pageText))
}
