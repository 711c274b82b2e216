package live

import (
	"time"

	"rasad/geo/cql2"
	"rasad/tiles"
)

// What a filter can ask of the features of tiles. A property has one name and one type in all layers that have it, so that one filter
// serves several layers.

// The properties, by their place in TileSchema.
const (
	askAddressEn = iota
	askAddressHi
	askArea
	askBridge
	askCapacity
	askClass
	askCode
	askCouncillorEn
	askCouncillorHi
	askCouncillorPhone
	askExternalID
	askGeometry
	askHelpline
	askHours
	askHouseholds
	askKind
	askLayer
	askLink
	askNameEn
	askNameHi
	askNumber
	askOneway
	askPhone
	askPopulation
	askRef
	askSource
	askStock
	askStockAt
	askTunnel
	askWard
	askWards
	askZone
	askCount
)

// asked is a set of properties, a bit for each.
type asked uint64

func (a asked) has(property int) bool { return a&(1<<property) != 0 }

func askedOf(properties ...int) (set asked) {
	for _, p := range properties {
		set |= 1 << p
	}
	return set
}

// TileSchema is the properties that filters of tiles know, over all layers. The caller owns the slice.
func TileSchema() cql2.Schema {
	schema := make(cql2.Schema, askCount)
	for place, p := range map[int]cql2.Property{
		askAddressEn: {Name: "address_en", Type: cql2.String}, askAddressHi: {Name: "address_hi", Type: cql2.String},
		askArea: {Name: "area_km2", Type: cql2.Number}, askBridge: {Name: "bridge", Type: cql2.Boolean},
		askCapacity: {Name: "capacity", Type: cql2.Integer}, askClass: {Name: "class", Type: cql2.String},
		askCode: {Name: "code", Type: cql2.String}, askExternalID: {Name: "external_id", Type: cql2.String},
		askCouncillorEn: {Name: "councillor_en", Type: cql2.String}, askCouncillorHi: {Name: "councillor_hi", Type: cql2.String},
		askCouncillorPhone: {Name: "councillor_phone", Type: cql2.String}, askHelpline: {Name: "helpline", Type: cql2.String},
		askGeometry: {Name: "geometry", Type: cql2.Geometry}, askHours: {Name: "hours", Type: cql2.String},
		askHouseholds: {Name: "households", Type: cql2.Integer}, askKind: {Name: "kind", Type: cql2.String},
		askLayer: {Name: "layer", Type: cql2.Integer}, askLink: {Name: "link", Type: cql2.Boolean},
		askNameEn: {Name: "name_en", Type: cql2.String}, askNameHi: {Name: "name_hi", Type: cql2.String},
		askNumber: {Name: "number", Type: cql2.Integer}, askOneway: {Name: "oneway", Type: cql2.Integer},
		askPhone: {Name: "phone", Type: cql2.String}, askPopulation: {Name: "population", Type: cql2.Integer},
		askRef: {Name: "ref", Type: cql2.String}, askSource: {Name: "source", Type: cql2.String},
		askStock: {Name: "stock", Type: cql2.String}, askStockAt: {Name: "stock_at", Type: cql2.Date},
		askWards: {Name: "wards", Type: cql2.Integer}, askTunnel: {Name: "tunnel", Type: cql2.Boolean}, askWard: {Name: "ward", Type: cql2.String}, askZone: {Name: "zone", Type: cql2.String},
	} {
		schema[place] = p
	}
	return schema
}

// askedOfLayer are the properties that a layer has.
func askedOfLayer(layer int) asked {
	switch layer {
	case tiles.LayerFacilities:
		return askedOf(askAddressEn, askAddressHi, askCapacity, askExternalID, askGeometry, askHours, askKind, askNameEn, askNameHi, askPhone,
			askSource, askStock, askStockAt, askWard, askZone)
	case tiles.LayerWards, tiles.LayerWardLabels:
		return askedOf(askArea, askCode, askCouncillorEn, askCouncillorHi, askCouncillorPhone, askGeometry, askHouseholds, askNameEn, askNameHi,
			askNumber, askPopulation, askZone)
	case tiles.LayerZones, tiles.LayerZoneLabels:
		return askedOf(askArea, askCode, askGeometry, askHelpline, askHouseholds, askNameEn, askNameHi, askPopulation, askWards)
	case tiles.LayerRoads:
		return askedOf(askBridge, askClass, askGeometry, askLayer, askLink, askNameEn, askNameHi, askOneway, askRef, askTunnel)
	default:
		return askedOf(askClass, askGeometry, askNameEn, askNameHi)
	}
}

// TileProperties lists what a filter can ask of a layer (place in tiles.Schema), by name.
func TileProperties(layer int) cql2.Schema {
	var out cql2.Schema
	set := askedOfLayer(layer)
	for place, p := range TileSchema() {
		if set.has(place) {
			out = append(out, p)
		}
	}
	return out
}

// The values of a property: what the record does not know is null.

func textValue(text string) cql2.Value {
	if text == "" {
		return cql2.Null()
	}
	return cql2.Text(text)
}

func numberValue[N int32 | int64](n *N) cql2.Value {
	if n == nil {
		return cql2.Null()
	}
	return cql2.Num(float64(*n))
}

func dayValue(day string) cql2.Value {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return cql2.Null()
	}
	return cql2.Day(at)
}
