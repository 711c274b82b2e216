package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
)

// geoJSON streams a GeoJSON document: a FeatureCollection, a single Feature or a bare geometry. Members may come in any order, so a
// "crs" that follows the features is known only at the end.
type geoJSON struct {
	budget  *budgetReader
	decoder *json.Decoder
	limits  Limits
	row     int
	inside  bool // in the features array
	listed  bool // a features array was seen
	ended   bool
	crs     string
	single  jsonFeature
	bare    jsonGeometry
}

func newGeoJSON(r io.Reader, l Limits) (*geoJSON, error) {
	budget := &budgetReader{r: r, left: l.Feature}
	g := &geoJSON{budget: budget, decoder: json.NewDecoder(budget), limits: l}
	token, err := g.decoder.Token()
	if err != nil {
		return nil, broken(err, 0, l)
	}
	if token != json.Delim('{') {
		return nil, notGeoJSON()
	}
	return g, nil
}

func notGeoJSON() *Error {
	return fault(0, both("यह JSON है, पर GeoJSON नहीं", "this is JSON, but not GeoJSON"),
		both("FeatureCollection के रूप में निर्यात करें", "export it as a FeatureCollection"))
}

func (g *geoJSON) declaredCRS() string { return g.crs }
func (g *geoJSON) columns() []string   { return nil }
func (g *geoJSON) notes() []Note       { return nil }
func (g *geoJSON) close() error        { return nil }

func (g *geoJSON) next() (Feature, error) {
	for {
		g.budget.left = g.limits.Feature
		switch {
		case g.ended:
			return Feature{}, io.EOF
		case g.inside && g.decoder.More():
			return g.listedFeature()
		case g.inside:
			if err := g.endArray(); err != nil {
				return Feature{}, err
			}
		case g.decoder.More():
			if err := g.member(); err != nil {
				return Feature{}, broken(err, g.row, g.limits)
			}
		default:
			return g.finish()
		}
	}
}

func (g *geoJSON) listedFeature() (Feature, error) {
	g.row++
	var raw json.RawMessage
	if err := g.decoder.Decode(&raw); err != nil {
		return Feature{}, broken(err, g.row, g.limits)
	}
	return readFeature(raw, g.row, g.limits), nil
}

func (g *geoJSON) endArray() error {
	if _, err := g.decoder.Token(); err != nil {
		return broken(err, g.row+1, g.limits)
	}
	g.inside = false
	return nil
}

// member reads one name and value of the document itself.
func (g *geoJSON) member() error {
	token, err := g.decoder.Token()
	if err != nil {
		return err
	}
	name, _ := token.(string)
	if name == "features" && !g.listed {
		token, err := g.decoder.Token()
		if err != nil {
			return err
		}
		if token != json.Delim('[') {
			return notGeoJSON()
		}
		g.inside, g.listed = true, true
		return nil
	}
	var raw json.RawMessage
	if err := g.decoder.Decode(&raw); err != nil {
		return err
	}
	g.keep(name, raw)
	return nil
}

func (g *geoJSON) keep(name string, raw json.RawMessage) {
	switch name {
	case "type":
		g.single.Type, _ = readValue(raw).(string)
		g.bare.Type = g.single.Type
	case "crs":
		g.crs = crsName(raw)
	case "geometry":
		g.single.Geometry = raw
	case "properties":
		g.single.Properties = raw
	case "id":
		g.single.ID = raw
	case "coordinates":
		g.bare.Coordinates = raw
	case "geometries":
		_ = json.Unmarshal(raw, &g.bare.Geometries) // not a list: the geometry will be faulty
	}
}

// crsName is the name in a "crs" member: {"type":"name","properties":{"name":…}}, or the older {"type":"EPSG","properties":{"code":…}}.
func crsName(raw json.RawMessage) string {
	var crs struct {
		Properties struct {
			Name string      `json:"name"`
			Code json.Number `json:"code"`
		} `json:"properties"`
	}
	if json.Unmarshal(raw, &crs) != nil {
		return ""
	}
	if crs.Properties.Name == "" && crs.Properties.Code != "" {
		return "EPSG:" + crs.Properties.Code.String()
	}
	return crs.Properties.Name
}

// finish closes the document and gives the feature of one that is no collection.
func (g *geoJSON) finish() (Feature, error) {
	if _, err := g.decoder.Token(); err != nil {
		return Feature{}, broken(err, g.row, g.limits)
	}
	if _, err := g.decoder.Token(); !errors.Is(err, io.EOF) {
		return Feature{}, fault(g.row, both("दस्तावेज़ समाप्त होने के बाद भी फ़ाइल में कुछ है", "something follows the end of the document"),
			both("यदि हर पंक्ति एक Feature है तो फ़ाइल का नाम .geojsonl रखें", "if each line is a feature, name the file .geojsonl"))
	}
	g.ended = true
	switch {
	case g.listed:
		return Feature{}, io.EOF
	case g.single.Type == "Feature":
	case bytes.ContainsAny(g.bare.Coordinates, "[") || len(g.bare.Geometries) > 0:
		raw, err := json.Marshal(g.bare)
		if err != nil {
			return Feature{}, broken(err, 1, g.limits)
		}
		g.single = jsonFeature{Type: "Feature", Geometry: raw}
	default:
		return Feature{}, notGeoJSON()
	}
	raw, err := json.Marshal(g.single)
	if err != nil {
		return Feature{}, broken(err, 1, g.limits)
	}
	return readFeature(raw, 1, g.limits), nil
}
