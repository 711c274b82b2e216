package ogctiles

import "slices"

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

// landingLinks are those of the dataset at base.
func landingLinks(base string) []Link {
	return []Link{
		{Href: base + "/tiles", Rel: relTilesets, Type: typeJSON},
		{Href: base + "/tileMatrixSets", Rel: relSchemes, Type: typeJSON},
	}
}

// collectionLinks are those of a collection: none when it is no layer of tiles.
func (a *API) collectionLinks(base, id string) []Link {
	if !slices.Contains(a.names, id) {
		return nil
	}
	return []Link{{Href: base + "/collections/" + id + "/tiles", Rel: relTilesets, Type: typeJSON}}
}
