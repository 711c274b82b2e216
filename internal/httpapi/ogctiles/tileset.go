package ogctiles

import (
	"strconv"

	"rasad/geo/points"
	"rasad/internal/httpapi/ogcapi"
	"rasad/internal/live"
	"rasad/tiles"
)

// Link leads to another resource.
type Link = ogcapi.Link

// The relations of links, and the media types.
const (
	relTilesets = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
	relScheme   = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
	relSchemes  = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes"
	relDataset  = "http://www.opengis.net/def/rel/ogc/1.0/dataset"
	relGeodata  = "http://www.opengis.net/def/rel/ogc/1.0/geodata"

	typeJSON     = "application/json"
	typeHTML     = "text/html"
	typeTileJSON = "application/vnd.mapbox.tile+json"
	typeMVT      = "application/vnd.mapbox-vector-tile"
)

// TilesetList is what tilesets there are of a dataset or a collection.
type TilesetList struct {
	Title    string        `json:"title"`
	Tilesets []TilesetItem `json:"tilesets"`
	Links    []Link        `json:"links"`
}

// TilesetItem is a tileset in a list.
type TilesetItem struct {
	Title            string `json:"title"`
	DataType         string `json:"dataType"`
	CRS              string `json:"crs"`
	TileMatrixSetURI string `json:"tileMatrixSetURI"`
	Links            []Link `json:"links"`
}

// Tileset is the metadata of a tileset.
type Tileset struct {
	Title               string         `json:"title"`
	Attribution         string         `json:"attribution,omitempty"`
	Version             string         `json:"version"` // the epoch
	DataType            string         `json:"dataType"`
	CRS                 string         `json:"crs"`
	TileMatrixSetURI    string         `json:"tileMatrixSetURI"`
	TileMatrixSetLimits []MatrixLimits `json:"tileMatrixSetLimits,omitempty"`
	BoundingBox         *BoundingBox   `json:"boundingBox,omitempty"`
	CenterPoint         *CenterPoint   `json:"centerPoint,omitempty"`
	MediaTypes          []string       `json:"mediaTypes"`
	Layers              []Layer        `json:"layers"`
	Links               []Link         `json:"links"`
}

// CenterPoint is where a client may begin.
type CenterPoint struct {
	Coordinates [2]float64 `json:"coordinates"`
	CRS         string     `json:"crs"`
	TileMatrix  string     `json:"tileMatrix"`
}

// Layer is one layer of the tiles.
type Layer struct {
	ID                string           `json:"id"`
	Title             string           `json:"title"`
	Description       string           `json:"description"`
	DataType          string           `json:"dataType"`
	GeometryDimension *int             `json:"geometryDimension,omitempty"` // none: mixed
	MinTileMatrix     string           `json:"minTileMatrix"`
	MaxTileMatrix     string           `json:"maxTileMatrix"`
	BoundingBox       *BoundingBox     `json:"boundingBox,omitempty"`
	PropertiesSchema  PropertiesSchema `json:"propertiesSchema"`
	Links             []Link           `json:"links,omitempty"`
}

// PropertiesSchema tells what features say of themselves.
type PropertiesSchema struct {
	Type       string              `json:"type"`
	Properties map[string]Property `json:"properties"`
}

// Property is one of them.
type Property struct {
	Type string   `json:"type"`
	Enum []string `json:"enum,omitempty"`
}

// lastZoom is the deepest zoom of the tilesets: deeper tiles hold nothing new, and clients scale these up.
const lastZoom = tiles.TileJSONMaxZoom

// limitsOf are the tiles of each zoom that may show something of some layers as they are now, and the box around it.
func limitsOf(e *live.Epoch, layers tiles.Layers) (limits []MatrixLimits, box *BoundingBox) {
	extent, ok := e.TilesExtent(layers)
	if !ok {
		return nil, nil
	}
	for zoom := range uint8(lastZoom + 1) {
		limits = append(limits, matrixLimits(zoom, tiles.LimitsOf(extent, zoom)))
	}
	return limits, boxOf(extent)
}

func boxOf(b points.Box) *BoundingBox {
	return &BoundingBox{LowerLeft: points.FromWorld(b.MinX, b.MaxY), UpperRight: points.FromWorld(b.MaxX, b.MinY), CRS: crs84}
}

// within tells whether the tilesets have a tile: a deeper one, or one beyond the limits, is not there.
func within(e *live.Epoch, layers tiles.Layers, t tiles.Tile) bool {
	if t.Z > lastZoom {
		return false
	}
	extent, ok := e.TilesExtent(layers)
	return !ok || tiles.LimitsOf(extent, t.Z).Has(t)
}

// describe is the layers in the order asked for.
func (a *API) describe(q *request) []Layer {
	var out []Layer
	schema := tiles.Schema()
	for _, place := range q.places {
		info := schema[place]
		layer := Layer{
			ID: info.Name, Title: layerTitle(place, q.lang), Description: info.Description, DataType: "vector", GeometryDimension: dimension(place),
			MinTileMatrix: strconv.Itoa(int(info.MinZoom)), MaxTileMatrix: strconv.Itoa(lastZoom), PropertiesSchema: a.properties(place, info),
		}
		if extent, ok := q.epoch.TilesExtent(1 << place); ok {
			layer.BoundingBox = boxOf(extent)
		}
		if a.isCollection(info.Name) {
			layer.Links = []Link{{Href: a.base(q) + "/collections/" + info.Name, Rel: relGeodata, Type: typeJSON}}
		}
		out = append(out, layer)
	}
	return out
}

func (a *API) properties(place int, info tiles.LayerInfo) PropertiesSchema {
	schema := PropertiesSchema{Type: "object", Properties: map[string]Property{}}
	for _, field := range info.Fields {
		kind := "string"
		switch field.Type {
		case "Number":
			kind = "integer" // there are no others
		case "Boolean":
			kind = "boolean"
		}
		schema.Properties[field.Name] = Property{Type: kind}
	}
	if place == tiles.LayerFacilities {
		schema.Properties["kind"] = Property{Type: "string", Enum: a.kinds}
		for _, kind := range a.kinds {
			schema.Properties["n_"+kind] = Property{Type: "integer"}
		}
	}
	return schema
}

// dimension of a layer's geometry; nil: water has rivers and lakes.
func dimension(place int) *int {
	n := 0
	switch place {
	case tiles.LayerWater:
		return nil
	case tiles.LayerRail, tiles.LayerRoads:
		n = 1
	case tiles.LayerGreen, tiles.LayerWards, tiles.LayerZones:
		n = 2
	}
	return &n
}
