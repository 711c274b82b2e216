package tiles

import "github.com/paulmach/orb"

// TileJSON is a TileJSON 3.0.0 document, for encoding/json.
type TileJSON struct {
	TileJSON     string        `json:"tilejson"`
	Name         string        `json:"name,omitempty"`
	Attribution  string        `json:"attribution,omitempty"`
	Version      string        `json:"version"`
	Scheme       string        `json:"scheme"`
	Tiles        []string      `json:"tiles"`
	MinZoom      uint8         `json:"minzoom"`
	MaxZoom      uint8         `json:"maxzoom"`
	Bounds       *[4]float64   `json:"bounds,omitempty"`
	Center       *[3]float64   `json:"center,omitempty"`
	VectorLayers []VectorLayer `json:"vector_layers"`
}

// VectorLayer describes a layer within TileJSON.
type VectorLayer struct {
	ID          string            `json:"id"`
	Description string            `json:"description"`
	MinZoom     uint8             `json:"minzoom"`
	MaxZoom     uint8             `json:"maxzoom"`
	Fields      map[string]string `json:"fields"`
}

// TileJSONMaxZoom is the zoom beyond which clients scale tiles up: a unit is then 15 cm, and deeper tiles hold nothing new.
const TileJSONMaxZoom = 16

// NewTileJSON describes layers served at address, which has {z}, {x} and {y} in it. kinds are the facilities' kinds, for the counts
// of clusters. A nil bound is left out.
func NewTileJSON(name, attribution, address string, layers Layers, kinds []string, bound *orb.Bound) TileJSON {
	doc := TileJSON{
		TileJSON: "3.0.0", Name: name, Attribution: attribution, Version: "1.0.0", Scheme: "xyz", Tiles: []string{address},
		MinZoom: 0, MaxZoom: TileJSONMaxZoom,
	}
	if bound != nil {
		doc.Bounds = &[4]float64{bound.Min[0], bound.Min[1], bound.Max[0], bound.Max[1]}
		middle := bound.Center()
		doc.Center = &[3]float64{middle[0], middle[1], 11}
	}
	for i, info := range Schema() {
		if !layers.Has(i) {
			continue
		}
		layer := VectorLayer{ID: info.Name, Description: info.Description, MinZoom: info.MinZoom, MaxZoom: TileJSONMaxZoom, Fields: map[string]string{}}
		for _, field := range info.Fields {
			layer.Fields[field.Name] = field.Type
		}
		if i == LayerFacilities {
			for _, kind := range kinds {
				layer.Fields["n_"+kind] = "Number"
			}
		}
		doc.VectorLayers = append(doc.VectorLayers, layer)
	}
	return doc
}
