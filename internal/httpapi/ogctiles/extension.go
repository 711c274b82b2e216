package ogctiles

import (
	"slices"

	"rasad/internal/httpapi/ogcapi"
)

// What the rest of a city's OGC API says of the tiles.

// Conformance lists the conformance classes: of OGC API Tiles 1.0, and of Tile Matrix Set and Tile Set Metadata 2.0.
func (a *API) Conformance() []string {
	var classes []string
	for _, class := range []string{"core", "tileset", "tilesets-list", "dataset-tilesets", "geodata-tilesets", "collections-selection", "oas30", "mvt"} {
		classes = append(classes, "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/"+class)
	}
	for _, class := range []string{"tilematrixset", "json-tilematrixset", "tilematrixsetlimits", "json-tilematrixsetlimits", "tilesetmetadata", "json-tilesetmetadata"} {
		classes = append(classes, "http://www.opengis.net/spec/tms/2.0/conf/"+class)
	}
	return classes
}

// LandingLinks are those of the dataset.
func (a *API) LandingLinks(c *ogcapi.Context) []Link {
	tilesets, schemes := c.Say("वेक्टर टाइलें", "Vector tiles"), c.Say("टाइल-जाल", "Tile matrix sets")
	return slices.Concat(both(c, "/tiles", relTilesets, tilesets), both(c, "/tileMatrixSets", relSchemes, schemes))
}

// CollectionLinks are those of a collection: none when it is no layer of tiles.
func (a *API) CollectionLinks(c *ogcapi.Context, id string) []Link {
	if !slices.Contains(a.names, id) {
		return nil
	}
	return both(c, "/collections/"+id+"/tiles", relTilesets, c.Say("वेक्टर टाइलें", "Vector tiles"))
}

// both gives a link once as JSON and once as a page.
func both(c *ogcapi.Context, path, rel, title string) []Link {
	return []Link{
		{Href: c.Base + path + "?f=json", Rel: rel, Type: typeJSON, Title: title + " (JSON)"},
		{Href: c.Base + path + "?f=html&lang=" + string(c.Lang), Rel: rel, Type: typeHTML, Title: title + c.Say(" (पृष्ठ)", " (page)")},
	}
}
