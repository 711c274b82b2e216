package ogcapi

import (
	"context"
	"maps"
	"slices"

	"rasad/internal/httpapi/ogcapi/collection"
	"rasad/internal/httpapi/ogcapi/crs"
)

// object is a JSON object of the API document.
type object = map[string]any

func apiDocument(q *request) (func(context.Context) (*answer, error), error) {
	return func(context.Context) (*answer, error) {
		d := q.openAPI()
		if q.form.format == asHTML {
			return q.page("api", q.Say("API का विवरण", "Description of the API"), q.operations(d))
		}
		return jsonAnswer(d)
	}, nil
}

func (q *request) openAPI() object {
	paths := object{
		"/":            q.get("landing", q.Say("मुख्य पृष्ठ", "Landing page"), "LandingPage", "application/json", q.common()),
		"/conformance": q.get("conformance", q.Say("अनुरूपता", "Conformance"), "Conformance", "application/json", q.common()),
		"/api":         q.get("api", q.Say("API का विवरण", "Description of the API"), "Object", openAPIType, q.common()),
		"/collections": q.get("collections", q.Say("संग्रह", "Collections"), "Collections", "application/json", q.common()),
	}
	for i := range q.api.collections {
		q.addCollection(paths, &q.api.collections[i])
	}
	schemas := schemas()
	components := object{"schemas": schemas, "responses": problemResponses()}
	for _, e := range q.api.o.Extensions {
		morePaths, more := e.Paths(&q.Context)
		maps.Copy(paths, morePaths)
		for section, content := range more {
			mine, ok := components[section].(object)
			if !ok {
				mine = object{}
				components[section] = mine
			}
			if theirs, ok := content.(object); ok {
				maps.Copy(mine, theirs)
			}
		}
	}
	return object{
		"openapi": "3.0.3",
		"info": object{
			"title": q.Pick(q.Epoch.City.NameHi, q.Epoch.City.NameEn) + " – Rasad", "version": "1.0.0",
			"description": q.Say("शहर के वार्ड, ज़ोन, केंद्र और सड़कें, OGC API Features के अनुसार।", "Wards, zones, facilities and roads of the city, by OGC API Features."),
		},
		"servers": []object{{"url": q.Base}}, "paths": paths, "components": components,
	}
}

func (q *request) addCollection(paths object, c *collection.Collection) {
	path, title := "/collections/"+c.ID, q.Say(c.TitleHi, c.TitleEn)
	items := slices.Concat(q.common("csv"), q.itemsParameters(c))
	id := object{"name": "featureId", "in": "path", "required": true, "schema": object{"type": "integer", "format": "int64"}, "description": q.Say("क्रमांक", "Identifier")}
	if c.TextID {
		id["schema"] = object{"type": "string"}
	}
	paths[path] = q.get(c.ID, title, "Collection", "application/json", q.common())
	paths[path+"/items"] = q.get(c.ID+".items", title+q.Say(" – वस्तुएँ", " – items"), "FeatureCollection", "application/geo+json", items)
	paths[path+"/items/{featureId}"] = q.get(c.ID+".item", title+q.Say(" – एक वस्तु", " – one item"), "Feature", "application/geo+json",
		append(q.common(), q.crsParameter("crs"), id))
	paths[path+"/schema"] = q.get(c.ID+".schema", title+q.Say(" – गुण", " – schema"), "Object", "application/schema+json", q.common())
	paths[path+"/queryables"] = q.get(c.ID+".queryables", title+q.Say(" – छाँटने योग्य गुण", " – queryables"), "Object", "application/schema+json", q.common())
}

// get is a path with its one operation.
func (q *request) get(id, summary, schema, media string, parameters []object) object {
	content := object{media: object{"schema": object{"$ref": "#/components/schemas/" + schema}}, "text/html": object{"schema": object{"type": "string"}}}
	for _, p := range parameters {
		if p["name"] == "f" && slices.Contains(p["schema"].(object)["enum"].([]string), "csv") { //nolint:errcheck // made in common
			content["text/csv"] = object{"schema": object{"type": "string"}}
		}
	}
	responses := object{"200": object{"description": summary, "content": content}}
	for _, status := range []string{"400", "404", "406", "500", "503"} {
		responses[status] = object{"$ref": "#/components/responses/" + status}
	}
	return object{"get": object{"operationId": id, "summary": summary, "parameters": parameters, "responses": responses}}
}

// common are the parameters of every resource, with the formats that it has beside JSON and HTML.
func (q *request) common(more ...string) []object {
	return []object{
		{"name": "f", "in": "query", "schema": object{"type": "string", "enum": append([]string{"json", "html"}, more...)}, "description": q.Say("रूप", "Format")},
		{"name": "lang", "in": "query", "schema": object{"type": "string", "enum": []string{"hi", "en"}}, "description": q.Say("भाषा", "Language")},
	}
}

func (q *request) crsParameter(name string) object {
	return object{"name": name, "in": "query", "schema": object{"type": "string", "format": "uri", "enum": crs.URIs(), "default": crs.CRS84}, "description": q.Say("संदर्भ-तंत्र", "Reference system")}
}

func (q *request) itemsParameters(c *collection.Collection) []object {
	text := func(name, hi, en string) object {
		return object{"name": name, "in": "query", "required": false, "style": "form", "explode": false, "schema": object{"type": "string"}, "description": q.Say(hi, en)}
	}
	list := []object{
		{"name": "limit", "in": "query", "required": false, "style": "form", "explode": false, "description": q.Say("अधिकतम वस्तुएँ", "At most so many features"),
			"schema": object{"type": "integer", "minimum": 1, "maximum": maxLimitCSV, "default": defaultLimit}},
		{"name": "bbox", "in": "query", "required": false, "style": "form", "explode": false, "description": q.Say("आयत", "Box"),
			"schema": object{"type": "array", "minItems": 4, "maxItems": 6, "items": object{"type": "number"}}},
		text("datetime", "समय या अवधि", "Instant or interval"), q.crsParameter("crs"), q.crsParameter("bbox-crs"),
		text("cursor", "पृष्ठ-चिह्न; next कड़ी से", "Place of the page, from the link next"),
	}
	list = append(list, q.filterParameters()...)
	for _, p := range c.Properties {
		schema := object{"type": jsonType(p.Type)}
		if len(p.Enum) > 0 {
			schema["enum"] = p.Enum
		}
		if p.Type == collection.Date {
			schema["format"] = "date"
		}
		list = append(list, object{"name": p.Name, "in": "query", "required": false, "style": "form", "explode": false, "schema": schema, "description": q.Say(p.TitleHi, p.TitleEn)})
	}
	return list
}

// operation is a line of the API's page.
type operation struct {
	Path, Summary string
	Parameters    []string
}

func (q *request) operations(d object) []operation {
	var list []operation
	paths, _ := d["paths"].(object)
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		item, _ := paths[path].(object)
		get, _ := item["get"].(object)
		summary, _ := get["summary"].(string)
		o := operation{Path: path, Summary: summary}
		parameters, _ := get["parameters"].([]object)
		for _, p := range parameters {
			if name, ok := p["name"].(string); ok {
				o.Parameters = append(o.Parameters, name)
			}
		}
		list = append(list, o)
	}
	return list
}
