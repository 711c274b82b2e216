package tiles

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Field is an attribute of a layer, as TileJSON tells of it.
type Field struct {
	Name string
	Type string // String, Number or Boolean
}

// LayerInfo describes a layer. The table below is what tiles, TileJSON, documents and tests go by.
type LayerInfo struct {
	Name        string
	Description string
	MinZoom     uint8
	Fields      []Field
}

// The layers, by their place in Schema.
const (
	LayerFacilities = iota
	LayerGreen
	LayerPlaces
	LayerRail
	LayerRoads
	LayerWardLabels
	LayerWards
	LayerWater
	LayerZoneLabels
	LayerZones
	LayerCount
)

// SchemaVersion changes whenever the same rows would give other bytes: it is part of every ETag.
const SchemaVersion = 1

// The fields of each layer, by their place in its Fields.
const (
	WardNumber = iota
	WardCode
	WardNameHi
	WardNameEn
	WardZone
	WardZoneIndex
)

// Fields of zones and zone_labels.
const (
	ZoneCode = iota
	ZoneNameHi
	ZoneNameEn
	ZoneIndex
)

// Fields of roads.
const (
	RoadClass = iota
	RoadLink
	RoadNameHi
	RoadNameEn
	RoadRef
	RoadBridge
	RoadTunnel
	RoadOneway
	RoadLayer
)

// Fields of green, places, rail and water.
const (
	MapClass = iota
	MapNameHi
	MapNameEn
)

// Fields of facilities; the counts of kinds in a cluster follow.
const (
	FacilityKind = iota
	FacilityNameHi
	FacilityNameEn
	FacilityWard
	FacilityCluster
	FacilityPointCount
	facilityFields
)

// Schema lists the layers by name. The caller owns the slice.
func Schema() []LayerInfo {
	text := func(names ...string) []Field {
		fields := make([]Field, len(names))
		for i, name := range names {
			fields[i] = Field{name, "String"}
		}
		return fields
	}
	names := text("class", "name_hi", "name_en")
	wards := []Field{{"number", "Number"}, {"code", "String"}, {"name_hi", "String"}, {"name_en", "String"}, {"zone", "String"}, {"zone_index", "Number"}}
	zones := append(text("code", "name_hi", "name_en"), Field{"index", "Number"})
	roads := []Field{{"class", "String"}, {"link", "Boolean"}, {"name_hi", "String"}, {"name_en", "String"}, {"ref", "String"},
		{"bridge", "Boolean"}, {"tunnel", "Boolean"}, {"oneway", "Number"}, {"layer", "Number"}}
	facilities := append(text("kind", "name_hi", "name_en", "ward"), Field{"cluster", "Boolean"}, Field{"point_count", "Number"})
	return []LayerInfo{
		{"facilities", "Ration shops, kitchens and other places that people are served at; to zoom 14 those in one cell of an 8 by 8 grid come as one cluster, with a count n_<kind> for each kind", 0, facilities},
		{"green", "Parks, woods, gardens, fields", 8, names},
		{"places", "Names of quarters, villages, stations", 8, names},
		{"rail", "Railways", 9, names},
		{"roads", "Roads and paths by class", 6, roads},
		{"ward_labels", "A point inside each ward", 10, wards},
		{"wards", "Wards of the current delimitation", 0, wards},
		{"water", "Rivers, lakes, ponds, canals, drains", 0, names},
		{"zone_labels", "A point inside each zone", 8, zones},
		{"zones", "Zones of the published plan", 0, zones},
	}
}

// Layers is a set of layers, a bit for each place in Schema.
type Layers uint32

// ErrUnknownLayer says that a layer's name is not in the schema, or is asked for twice.
var ErrUnknownLayer = errors.New("unknown layer") //nolint:gochecknoglobals // a sentinel

// ParseLayers reads names separated by commas, in any order, each once.
func ParseLayers(text string) (Layers, error) {
	var set Layers
	for name := range strings.SplitSeq(text, ",") {
		i, ok := layerPlace(name)
		if !ok || set&(1<<i) != 0 {
			return 0, fmt.Errorf("%w: %.40q", ErrUnknownLayer, name)
		}
		set |= 1 << i
	}
	return set, nil
}

// layerPlace is a switch, not a search in Schema: it is asked on every request.
func layerPlace(name string) (int, bool) {
	switch name {
	case "facilities":
		return LayerFacilities, true
	case "green":
		return LayerGreen, true
	case "places":
		return LayerPlaces, true
	case "rail":
		return LayerRail, true
	case "roads":
		return LayerRoads, true
	case "ward_labels":
		return LayerWardLabels, true
	case "wards":
		return LayerWards, true
	case "water":
		return LayerWater, true
	case "zone_labels":
		return LayerZoneLabels, true
	case "zones":
		return LayerZones, true
	}
	return 0, false
}

// Has tells whether the set has the layer at a place.
func (l Layers) Has(place int) bool { return l&(1<<place) != 0 }

// Names are the set's layers by name.
func (l Layers) Names() []string {
	var names []string
	for i, info := range Schema() {
		if l.Has(i) {
			names = append(names, info.Name)
		}
	}
	return names
}

// String is the set as an address names it: sorted, so that a set has one name.
func (l Layers) String() string { return strings.Join(slices.Sorted(slices.Values(l.Names())), ",") }

// fieldNames are the keys of a layer.
func fieldNames(fields []Field) []string {
	names := make([]string, len(fields))
	for i, field := range fields {
		names[i] = field.Name
	}
	return names
}
