package ogcapi

import (
	"context"

	"rasad/internal/httpapi/ogcapi/collection"
)

// Schema is a JSON Schema of the properties of a collection (Part 5), or of those that features can be chosen by (Part 3).
type Schema struct {
	Schema      string              `json:"$schema"`
	ID          string              `json:"$id"`
	Type        string              `json:"type"`
	Title       string              `json:"title"`
	Description string              `json:"description,omitempty"`
	Properties  map[string]Property `json:"properties"`
	Additional  *bool               `json:"additionalProperties,omitempty"`
}

// Property is one property in a schema.
type Property struct {
	Title       string   `json:"title,omitempty"`
	Description string   `json:"description,omitempty"`
	Type        string   `json:"type,omitempty"`
	Format      string   `json:"format,omitempty"`
	Enum        []string `json:"enum,omitempty"`
	Role        string   `json:"x-ogc-role,omitempty"`
	Unit        string   `json:"x-ogc-unit,omitempty"`
	Sequence    int      `json:"x-ogc-propertySeq,omitempty"`
	ReadOnly    bool     `json:"readOnly,omitempty"`
}

const schemaDialect = "https://json-schema.org/draft/2020-12/schema"

func schema(q *request) (func(context.Context) (*answer, error), error) {
	return func(context.Context) (*answer, error) {
		d := q.schemaOf("/schema", q.Say("गुणों की सूची: ", "Schema: "))
		d.Properties["id"] = q.idProperty()
		if q.form.format == asHTML {
			return q.page("schema", d.Title, q.table(d))
		}
		return jsonAnswer(d)
	}, nil
}

func queryables(q *request) (func(context.Context) (*answer, error), error) {
	return func(context.Context) (*answer, error) {
		d := q.schemaOf("/queryables", q.Say("छाँटने योग्य गुण: ", "Queryables: "))
		closed := false
		d.Additional = &closed
		if q.form.format == asHTML {
			return q.page("schema", d.Title, q.table(d))
		}
		return jsonAnswer(d)
	}, nil
}

func (q *request) schemaOf(path, title string) Schema {
	d := Schema{
		Schema: schemaDialect, ID: q.Base + "/collections/" + q.of.ID + path, Type: "object", Title: title + q.Say(q.of.TitleHi, q.of.TitleEn),
		Description: q.Say(q.of.AboutHi, q.of.AboutEn), Properties: map[string]Property{},
	}
	for i, p := range q.of.Properties {
		d.Properties[p.Name] = q.property(i, p)
	}
	if q.of.Geometry != collection.NoShape {
		d.Properties["geometry"] = Property{Title: q.Say("ज्यामिति", "Geometry"), Format: string(q.of.Geometry), Role: "primary-geometry", Sequence: len(q.of.Properties) + 2}
	}
	return d
}

// property is described in the reader's language, and titled in both.
func (q *request) property(place int, p collection.Property) Property {
	out := Property{Title: q.Say(p.TitleHi, p.TitleEn), Description: q.Say(p.TitleEn, p.TitleHi), Type: jsonType(p.Type), Enum: p.Enum, Unit: p.Unit, Sequence: place + 2}
	if p.Type == collection.Date {
		out.Format = "date"
	}
	switch p.Name {
	case "valid_from":
		out.Role = "primary-interval-start"
	case "valid_to":
		out.Role = "primary-interval-end"
	}
	return out
}

func (q *request) idProperty() Property {
	p := Property{Title: q.Say("क्रमांक", "Identifier"), Type: "integer", Role: "id", Sequence: 1, ReadOnly: true}
	if q.of.TextID {
		p.Type = "string"
	}
	return p
}

func jsonType(t collection.Type) string {
	switch t {
	case collection.Integer:
		return "integer"
	case collection.Number:
		return "number"
	case collection.Boolean:
		return "boolean"
	default:
		return "string"
	}
}
