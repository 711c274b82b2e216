package ogctiles

import (
	"math"
	"strconv"

	"rasad/tiles"
)

// The documents of OGC Two Dimensional Tile Matrix Set and Tile Set Metadata 2.0 (17-083r4), for encoding/json.

const (
	quad    = "WebMercatorQuad"
	quadURI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
	crs3857 = "http://www.opengis.net/def/crs/EPSG/0/3857"
	crs84   = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
)

// TileMatrixSet defines where tiles lie.
type TileMatrixSet struct {
	ID                string       `json:"id"`
	Title             string       `json:"title"`
	URI               string       `json:"uri"`
	CRS               string       `json:"crs"`
	OrderedAxes       []string     `json:"orderedAxes"`
	WellKnownScaleSet string       `json:"wellKnownScaleSet"`
	BoundingBox       BoundingBox  `json:"boundingBox"`
	TileMatrices      []TileMatrix `json:"tileMatrices"`
	Links             []Link       `json:"links,omitempty"`
}

// TileMatrix is the grid of a zoom.
type TileMatrix struct {
	ID               string     `json:"id"`
	ScaleDenominator float64    `json:"scaleDenominator"`
	CellSize         float64    `json:"cellSize"` // metres of a pixel at the equator
	CornerOfOrigin   string     `json:"cornerOfOrigin"`
	PointOfOrigin    [2]float64 `json:"pointOfOrigin"`
	TileWidth        int        `json:"tileWidth"` // pixels
	TileHeight       int        `json:"tileHeight"`
	MatrixWidth      int        `json:"matrixWidth"` // tiles
	MatrixHeight     int        `json:"matrixHeight"`
}

// BoundingBox is a box in a coordinate system.
type BoundingBox struct {
	LowerLeft  [2]float64 `json:"lowerLeft"`
	UpperRight [2]float64 `json:"upperRight"`
	CRS        string     `json:"crs"`
}

const (
	half        = math.Pi * 6378137 // metres from the middle of the map to its edge
	pixels      = 256               // of a tile's side, by the definition; clients draw ours twice as large
	pixelMetres = 0.28e-3           // of a standard screen, for scale denominators
	lastMatrix  = 24
)

// cellSize is the metres of a pixel of a zoom.
func cellSize(zoom uint8) float64 { return 2 * half / pixels / float64(uint64(1)<<zoom) }

// webMercatorQuad is the registered tile matrix set: the whole of it, although tiles are served to zoom 22.
func webMercatorQuad() TileMatrixSet {
	set := TileMatrixSet{
		ID: quad, Title: "Google Maps Compatible for the World", URI: quadURI, CRS: crs3857, OrderedAxes: []string{"X", "Y"},
		WellKnownScaleSet: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
		BoundingBox:       BoundingBox{LowerLeft: [2]float64{-half, -half}, UpperRight: [2]float64{half, half}, CRS: crs3857},
	}
	for zoom := range uint8(lastMatrix + 1) {
		set.TileMatrices = append(set.TileMatrices, TileMatrix{
			ID: strconv.Itoa(int(zoom)), ScaleDenominator: cellSize(zoom) / pixelMetres, CellSize: cellSize(zoom), CornerOfOrigin: "topLeft",
			PointOfOrigin: [2]float64{-half, half}, TileWidth: pixels, TileHeight: pixels, MatrixWidth: 1 << zoom, MatrixHeight: 1 << zoom,
		})
	}
	return set
}

// MatrixLimits are the tiles of a zoom that may hold something.
type MatrixLimits struct {
	TileMatrix string `json:"tileMatrix"`
	MinTileRow uint32 `json:"minTileRow"`
	MaxTileRow uint32 `json:"maxTileRow"`
	MinTileCol uint32 `json:"minTileCol"`
	MaxTileCol uint32 `json:"maxTileCol"`
}

func matrixLimits(zoom uint8, l tiles.Limits) MatrixLimits {
	return MatrixLimits{TileMatrix: strconv.Itoa(int(zoom)), MinTileRow: l.MinY, MaxTileRow: l.MaxY, MinTileCol: l.MinX, MaxTileCol: l.MaxX}
}
