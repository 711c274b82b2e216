package ogctiles

import (
	"slices"

	"rasad/internal/httpapi/ogcapi"
	"rasad/tiles"
)

// object is a JSON object of an OpenAPI 3.0 document.
type object = map[string]any

// Paths are the operations of an OpenAPI 3.0 document, by path below the dataset. They stand on their own: they refer to no component.
// The ids of operations end as 20-057, table 8, has it.
func (a *API) Paths(*ogcapi.Context) (paths, components map[string]any) {
	paths = object{
		"/tileMatrixSets": operation("getTileMatrixSetsList", "The tile matrix sets", documentAnswer("the list of tile matrix sets"), formParameter("json", "html"), langParameter()),
		"/tileMatrixSets/{tileMatrixSetId}": operation("getTileMatrixSet", "Where tiles lie", documentAnswer("the definition of a tile matrix set"),
			matrixSetParameter(), formParameter("json", "html"), langParameter()),
	}
	for _, origin := range []struct {
		prefix, id string
		parameters []object
	}{
		{"", "dataset", []object{a.collectionsParameter()}},
		{"/collections/{collectionId}", "collection", []object{a.collectionParameter()}},
	} {
		with := func(parameters ...object) []object { return slices.Concat(origin.parameters, parameters) }
		chosen := func(parameters ...object) []object { return with(append(parameters, a.choiceParameters()...)...) }
		id := "tiles." + origin.id + ".vector."
		paths[origin.prefix+"/tiles"] = operation(id+"getTileSetsList", "The tilesets", documentAnswer("the list of tilesets"), with(formParameter("json", "html"), langParameter())...)
		paths[origin.prefix+"/tiles/{tileMatrixSetId}"] = operation(id+"getTileSet", "What a tileset has", documentAnswer("the metadata of a tileset"),
			chosen(matrixSetParameter(), formParameter("json", "html", "tilejson"), langParameter())...)
		paths[origin.prefix+"/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}"] = operation(id+"getTile", "A vector tile", tileAnswer(),
			chosen(matrixSetParameter(), matrixParameter(), indexParameter("tileRow", "Row index of the tile, from the north"),
				indexParameter("tileCol", "Column index of the tile, from the west"), formParameter("mvt"), langParameter())...)
	}
	return paths, nil
}

func operation(id, summary string, answers object, parameters ...object) object {
	fault := object{"description": "a problem", "content": object{"application/problem+json": object{"schema": object{"type": "object"}}}}
	for _, status := range []string{"400", "404", "406", "503"} {
		answers[status] = fault
	}
	answers["304"] = object{"description": "the client has it already"}
	answers["default"] = fault
	return object{"get": object{"operationId": id, "summary": summary, "tags": []string{"Tiles"}, "parameters": parameters, "responses": answers}}
}

func documentAnswer(description string) object {
	return object{"200": object{"description": description, "content": object{
		typeJSON: object{"schema": object{"type": "object"}}, typeHTML: object{"schema": object{"type": "string"}},
		typeTileJSON: object{"schema": object{"type": "object"}},
	}}}
}

func tileAnswer() object {
	return object{
		"200": object{"description": "a tile", "content": object{typeMVT: object{"schema": object{"type": "string", "format": "binary"}}}},
		"204": object{"description": "a tile with nothing in it"},
	}
}

func parameter(name, in, description string, schema object) object {
	return object{"name": name, "in": in, "required": in == "path", "description": description, "schema": schema}
}

func matrixSetParameter() object {
	return parameter("tileMatrixSetId", "path", "the tile matrix set", object{"type": "string", "enum": []string{quad}})
}

func matrixParameter() object {
	return parameter("tileMatrix", "path", "Identifier of the tile matrix: the zoom", object{"type": "string", "pattern": "^[0-9]{1,2}$"})
}

func indexParameter(name, description string) object {
	return parameter(name, "path", description, object{"type": "integer", "minimum": 0})
}

func formParameter(forms ...string) object {
	return parameter("f", "query", "the form of the answer; else what Accept asks for", object{"type": "string", "enum": forms})
}

func langParameter() object {
	return parameter("lang", "query", "the language; else what Accept-Language asks for", object{"type": "string", "enum": []string{"hi", "en"}})
}

func (a *API) collectionParameter() object {
	return parameter("collectionId", "path", "the collection", object{"type": "string", "enum": a.names})
}

func list(p object) object {
	p["style"], p["explode"] = "form", false
	return p
}

func (a *API) collectionsParameter() object {
	return list(parameter("collections", "query", "the collections, by name or address, in the order of the layers; all when absent",
		object{"type": "array", "items": object{"type": "string"}, "minItems": 1, "maxItems": tiles.LayerCount}))
}

// choiceParameters are those of package tileapi.
func (a *API) choiceParameters() []object {
	return []object{
		list(parameter("kind", "query", "kinds of facility; all when absent", object{"type": "array", "items": object{"type": "string", "enum": a.kinds}, "minItems": 1})),
		parameter("cluster", "query", "off: every facility by itself at every zoom", object{"type": "string", "enum": []string{"on", "off"}, "default": "on"}),
		parameter("filter", "query", "only the features that match this expression of CQL2; every layer must have the properties that it uses", object{"type": "string", "maxLength": 2048}),
		parameter("filter-lang", "query", "the form of the filter", object{"type": "string", "enum": []string{"cql2-text", "cql2-json"}, "default": "cql2-text"}),
		parameter("filter-crs", "query", "the coordinate system of the filter's geometry", object{"type": "string", "format": "uri", "default": crs84}),
	}
}
