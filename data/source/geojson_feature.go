package source

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/paulmach/orb"
)

// jsonGeometry is a GeoJSON geometry before its coordinates are read.
type jsonGeometry struct {
	Type        string            `json:"type"`
	Coordinates json.RawMessage   `json:"coordinates"`
	Geometries  []json.RawMessage `json:"geometries"`
}

// jsonFeature is a GeoJSON feature before its parts are read.
type jsonFeature struct {
	Type       string          `json:"type"`
	ID         json.RawMessage `json:"id"`
	Geometry   json.RawMessage `json:"geometry"`
	Properties json.RawMessage `json:"properties"`
}

const maxCollectionDepth = 4

// readFeature turns the JSON text of one feature into a Feature. What is wrong with it becomes its Fault.
func readFeature(raw []byte, row int, l Limits) Feature {
	feature := Feature{Row: row}
	var parts jsonFeature
	if err := json.Unmarshal(raw, &parts); err != nil || parts.Type != "Feature" {
		feature.Fault = fault(row, both("यह GeoJSON Feature नहीं है", "this is not a GeoJSON feature"),
			both("हर वस्तु {\"type\": \"Feature\", \"geometry\": …, \"properties\": …} होनी चाहिए", `each object must be {"type": "Feature", "geometry": …, "properties": …}`))
		return feature
	}
	fields, err := readObject(parts.Properties)
	if err != nil {
		feature.Fault = fault(row, both("properties पढ़ा नहीं जा सका", "its properties cannot be read"), Text{})
		return feature
	}
	feature.Fields = fields
	if id := readValue(parts.ID); id != nil {
		if _, taken := feature.Get("id"); !taken {
			feature.Fields = append(feature.Fields, Field{Name: "id", Value: id})
		}
	}
	feature.Geometry, feature.Fault = geometryOf(parts.Geometry, row, l)
	return feature
}

func geometryOf(raw json.RawMessage, row int, l Limits) (orb.Geometry, *Error) {
	budget := &coordParser{limits: l}
	geometry, err := readGeometry(raw, budget, 0)
	switch {
	case errors.Is(err, errTooManyVertices):
		return nil, fault(row, noVerticesLeft(l), simplifyIt())
	case err != nil:
		f := fault(row, both("geometry के निर्देशांक अपने प्रकार के अनुसार नहीं हैं", "the coordinates of its geometry are not as its type wants them"), Text{})
		f.Column = "geometry"
		return nil, f
	}
	return geometry, nil
}

// readGeometry shares one parser among the members of a collection, so that they share one bound.
func readGeometry(raw json.RawMessage, budget *coordParser, depth int) (orb.Geometry, error) {
	if len(raw) == 0 || bytes.Equal(bytes.TrimSpace(raw), []byte("null")) {
		return nil, nil
	}
	var parts jsonGeometry
	if err := json.Unmarshal(raw, &parts); err != nil {
		return nil, errCoordinates
	}
	if parts.Type != "GeometryCollection" {
		budget.text, budget.at = parts.Coordinates, 0
		return budget.geometry(parts.Type)
	}
	if depth == maxCollectionDepth || len(parts.Geometries) > budget.limits.Rings {
		return nil, errTooManyVertices
	}
	var collection orb.Collection
	for _, member := range parts.Geometries {
		g, err := readGeometry(member, budget, depth+1)
		if err != nil {
			return nil, err
		}
		if g != nil {
			collection = append(collection, g)
		}
	}
	return collection, nil
}

// readObject reads a JSON object in its own order; null and nothing give none.
func readObject(raw json.RawMessage) ([]Field, error) {
	if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
		return nil, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	token, err := decoder.Token()
	if err != nil || token != json.Delim('{') {
		return nil, errCoordinates
	}
	var fields []Field
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		name, _ := token.(string)
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return nil, err
		}
		fields = append(fields, Field{Name: name, Value: readValue(value)})
	}
	return fields, nil
}

// readValue turns a JSON value into one of the types of Field.Value.
func readValue(raw json.RawMessage) any {
	if len(raw) == 0 {
		return nil
	}
	switch raw[0] {
	case '"':
		var text string
		if json.Unmarshal(raw, &text) != nil {
			return nil
		}
		return text
	case 't', 'f':
		return raw[0] == 't'
	case 'n':
		return nil
	case '[', '{':
		return raw
	default:
		return json.Number(raw)
	}
}
