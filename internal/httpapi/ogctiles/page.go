package ogctiles

import (
	"bytes"
	_ "embed"
	"html/template"
	"maps"
	"slices"

	"rasad/internal/httpapi/problem"
)

//go:embed page.html
var pageText string //nolint:gochecknoglobals // an embedded file can only be a variable

// page is a resource for people.
type page struct {
	Lang, Other    problem.Lang
	Title          string
	City, CityName string
	Links          []Link
	Layers         []Layer
	Tilesets       []TilesetItem
	Limits         []MatrixLimits
	Matrices       []TileMatrix
}

func (a *API) page(q *request) ([]byte, error) {
	p := page{Lang: q.lang, Other: problem.Hindi, City: q.address.city, CityName: q.epoch.City.NameEn, Title: a.title(q)}
	if q.lang == problem.Hindi {
		p.Other, p.CityName = problem.English, q.epoch.City.NameHi
	}
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
