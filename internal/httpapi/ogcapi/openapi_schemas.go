package ogcapi

// schemas are the forms of the answers.
func schemas() object {
	text, list := object{"type": "string"}, func(of string) object {
		return object{"type": "array", "items": object{"$ref": "#/components/schemas/" + of}}
	}
	strings := object{"type": "array", "items": text}
	links := list("Link")
	return object{
		"Object": object{"type": "object"},
		"Link": object{"type": "object", "required": []string{"href", "rel"}, "properties": object{
			"href": text, "rel": text, "type": text, "title": text, "hreflang": text, "templated": object{"type": "boolean"}}},
		"LandingPage": object{"type": "object", "required": []string{"links"}, "properties": object{
			"title": text, "description": text, "attribution": text, "links": links}},
		"Conformance": object{"type": "object", "required": []string{"conformsTo"}, "properties": object{"conformsTo": strings}},
		"Collections": object{"type": "object", "required": []string{"links", "collections"}, "properties": object{
			"links": links, "crs": strings, "collections": list("Collection")}},
		"Collection": object{"type": "object", "required": []string{"id", "links"}, "properties": object{
			"id": text, "title": text, "description": text, "attribution": text, "itemType": text, "crs": strings, "storageCrs": text,
			"extent": object{"type": "object"}, "links": links}},
		"Feature": object{"type": "object", "required": []string{"type", "geometry", "properties"}, "properties": object{
			"type": object{"type": "string", "enum": []string{"Feature"}}, "id": object{"oneOf": []object{{"type": "integer"}, {"type": "string"}}},
			"geometry": object{"type": "object", "nullable": true}, "properties": object{"type": "object", "nullable": true}, "links": links}},
		"FeatureCollection": object{"type": "object", "required": []string{"type", "features"}, "properties": object{
			"type": object{"type": "string", "enum": []string{"FeatureCollection"}}, "features": list("Feature"), "links": links,
			"numberMatched": object{"type": "integer", "minimum": 0}, "numberReturned": object{"type": "integer", "minimum": 0}}},
		"Problem": object{"type": "object", "required": []string{"type", "title", "status", "detail", "code"}, "properties": object{
			"type": text, "title": text, "status": object{"type": "integer"}, "detail": text, "code": text, "parameter": text, "request_id": text}},
	}
}

func problemResponses() object {
	content := object{"application/problem+json": object{"schema": object{"$ref": "#/components/schemas/Problem"}}}
	return object{
		"400": object{"description": "A parameter is wrong or not known", "content": content},
		"404": object{"description": "There is nothing at this address", "content": content},
		"406": object{"description": "No such encoding", "content": content},
		"500": object{"description": "Something went wrong", "content": content},
		"503": object{"description": "The city is being read, or it took too long", "content": content},
	}
}
