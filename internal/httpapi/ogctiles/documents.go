package ogctiles

import (
	"cmp"
	"strconv"
	"strings"

	"rasad/internal/httpapi/problem"
	"rasad/internal/httpapi/tileapi"
)

// document is what a resource says of itself.
func (a *API) document(q *request) any {
	switch {
	case q.what == matrixSets:
		return a.matrixSets(q)
	case q.what == matrixSet:
		set := webMercatorQuad()
		set.Links = a.selfLinks(q)
		return set
	case q.what == tilesetList:
		return a.list(q)
	case q.format == asTileJSON:
		template := strings.NewReplacer("{tileMatrix}", "{z}", "{tileRow}", "{y}", "{tileCol}", "{x}").Replace(a.template(q))
		return a.tiles.TileJSON(q.epoch, q.chosen.Layers, template)
	default:
		return a.tileset(q)
	}
}

// MatrixSets is the list of tile matrix sets: one.
type MatrixSets struct {
	TileMatrixSets []MatrixSetItem `json:"tileMatrixSets"`
	Links          []Link          `json:"links"`
}

// MatrixSetItem is one of them.
type MatrixSetItem struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	URI   string `json:"uri"`
	CRS   string `json:"crs"`
	Links []Link `json:"links"`
}

func (a *API) matrixSets(q *request) MatrixSets {
	set := webMercatorQuad()
	return MatrixSets{Links: a.selfLinks(q), TileMatrixSets: []MatrixSetItem{{
		ID: set.ID, Title: set.Title, URI: set.URI, CRS: set.CRS, Links: []Link{{Href: a.base(q) + "/tileMatrixSets/" + quad, Rel: "self", Type: typeJSON}},
	}}}
}

// origin is the address of what the tiles are of: the dataset or a collection.
func (a *API) origin(q *request) string {
	if q.collection != "" {
		return a.base(q) + "/collections/" + q.collection
	}
	return a.base(q)
}

// template is the address of the tiles, with what was chosen.
func (a *API) template(q *request) string {
	return a.origin(q) + "/tiles/" + quad + "/{tileMatrix}/{tileRow}/{tileCol}" + tileapi.Chosen(q.Request)
}

func (a *API) list(q *request) TilesetList {
	self := a.origin(q) + "/tiles/" + quad + tileapi.Chosen(q.Request)
	item := TilesetItem{Title: a.title(q), DataType: "vector", CRS: crs3857, TileMatrixSetURI: quadURI, Links: []Link{
		{Href: self, Rel: "self", Type: typeJSON}, a.schemeLink(q),
		{Href: a.template(q), Rel: "item", Type: typeMVT, Templated: true},
	}}
	return TilesetList{Title: a.title(q), Tilesets: []TilesetItem{item}, Links: append(a.selfLinks(q), a.originLink(q))}
}

func (a *API) tileset(q *request) Tileset {
	limits, box := limitsOf(q.epoch, q.chosen.Layers)
	set := Tileset{
		Title: a.title(q), Attribution: q.epoch.City.Attribution, Version: strconv.FormatInt(q.epoch.Number, 10), DataType: "vector", CRS: crs3857, TileMatrixSetURI: quadURI,
		TileMatrixSetLimits: limits, BoundingBox: box, MediaTypes: []string{typeMVT}, Layers: a.describe(q),
		Links: append(a.selfLinks(q), a.schemeLink(q), Link{Href: a.template(q), Rel: "item", Type: typeMVT, Templated: true}, a.originLink(q)),
	}
	if bound, ok := q.epoch.BBox(); ok {
		set.CenterPoint = &CenterPoint{Coordinates: bound.Center(), CRS: crs84, TileMatrix: "12"}
	}
	return set
}

func (a *API) schemeLink(q *request) Link {
	return Link{Href: a.base(q) + "/tileMatrixSets/" + quad, Rel: relScheme, Type: typeJSON, Title: quad}
}

func (a *API) originLink(q *request) Link {
	if q.collection != "" {
		return Link{Href: a.origin(q), Rel: relGeodata, Type: typeJSON, Title: q.collection}
	}
	return Link{Href: a.base(q), Rel: relDataset, Type: typeJSON, Title: cmp.Or(q.epoch.City.NameEn, q.epoch.City.NameHi)}
}

// inLanguage is the address of the page in another language.
func (q *request) inLanguage(lang problem.Lang) string {
	address := q.URL.Path + tileapi.Chosen(q.Request)
	join := "?"
	if address != q.URL.Path {
		join = "&"
	}
	return address + join + "f=html&lang=" + string(lang)
}

// selfLinks lead to the document itself and to its other forms.
func (a *API) selfLinks(q *request) []Link {
	address := tileapi.Origin(q.Request) + q.URL.Path
	join := "?"
	if chosen := tileapi.Chosen(q.Request); chosen != "" {
		address, join = address+chosen, "&"
	}
	forms := []struct {
		format format
		name   string
		title  string
	}{{asJSON, "json", "JSON"}, {asHTML, "html", "HTML"}, {asTileJSON, "tilejson", "TileJSON"}}
	var links []Link
	for _, form := range forms {
		if form.format == asTileJSON && q.what != tileset {
			continue
		}
		link := Link{Href: address + join + "f=" + form.name, Rel: "alternate", Type: strings.TrimSuffix(form.format.mediaType(), "; charset=utf-8"), Title: form.title}
		if form.format == q.format {
			link.Rel = "self"
		}
		links = append(links, link)
	}
	return links
}

// title names a tileset in the reader's language.
func (a *API) title(q *request) string {
	name := q.epoch.City.NameEn
	if name == "" || q.lang == problem.Hindi && q.epoch.City.NameHi != "" {
		name = q.epoch.City.NameHi
	}
	if q.collection != "" {
		name += ": " + q.collection
	}
	if q.lang == problem.Hindi {
		return name + " – वेक्टर टाइलें"
	}
	return name + " – vector tiles"
}
