package data

import (
	"time"

	"github.com/paulmach/orb"
)

// The rows of the record. Geometry is longitude, latitude in degrees (EPSG:4326). Names may be empty in one language.

// City is a row of rasad.city.
type City struct {
	ID               string
	NameHi, NameEn   string
	StateHi, StateEn string
	Helpline         string
	Attribution      string
	DataDate         *time.Time // day of the newest source
}

// Delimitation is a row of rasad.delimitation: one full set of wards.
type Delimitation struct {
	City               string
	ID                 int64
	Name               string
	ValidFrom, ValidTo *time.Time
	Current            bool
	Source             string
}

// Ward is a row of rasad.ward.
type Ward struct {
	City           string
	ID             int64 // 0 on insert: the record gives one
	Delimitation   int64
	Code           string
	Number         *int32
	NameHi, NameEn string
	Population     *int32
	Households     *int32
	Councillor     Councillor
	Attrs          map[string]any
	Geometry       orb.MultiPolygon
}

// Councillor is who speaks for a ward in the city's council; any part may be missing.
type Councillor struct {
	NameHi, NameEn string
	Phone          string // of the office
}

// ZonePlan is a row of rasad.zone_plan.
type ZonePlan struct {
	City         string
	ID           int64
	Delimitation int64
	Name         string
	State        string // draft, published, retired
}

// Zone is a row of rasad.zone.
type Zone struct {
	City           string
	ID             int64
	Plan           int64
	Code           string
	NameHi, NameEn string
	Helpline       string
	Attrs          map[string]any
}

// ZoneWard is a row of rasad.zone_ward.
type ZoneWard struct {
	Plan, Ward, Zone int64
}

// Facility is a row of rasad.facility.
type Facility struct {
	City                 string
	ID                   int64 // 0 on insert: the record gives one
	Kind                 FacilityKind
	NameHi, NameEn       string
	AddressHi, AddressEn string
	Phone, Hours         string
	Capacity             *int32
	Stock                StockState
	StockAt              *time.Time // the day the stock was told of
	Source, ExternalID   string
	Attrs                map[string]any
	Point                orb.Point
}

// Road is a row of rasad.road.
type Road struct {
	City           string
	ID             int64 // OpenStreetMap way id
	Class          string
	NameHi, NameEn string
	Ref            string
	NodeIDs        []int64 // one a vertex
	Tags           map[string]string
	Geometry       orb.LineString
}

// RoadNode is a row of rasad.road_node.
type RoadNode struct {
	City  string
	ID    int64
	Tags  map[string]string
	Point orb.Point
}

// TurnRestriction is a row of rasad.turn_restriction.
type TurnRestriction struct {
	City     string
	ID       int64 // OpenStreetMap relation id
	Kind     string
	FromWays []int64
	ViaNode  *int64
	ViaWays  []int64
	ToWays   []int64
	Tags     map[string]string
}

// MapArea is a row of rasad.map_area: water, green.
type MapArea struct {
	City           string
	Layer          string
	ID             int64
	Class          string
	NameHi, NameEn string
	Geometry       orb.MultiPolygon
}

// MapLine is a row of rasad.map_line: rail, water.
type MapLine struct {
	City           string
	Layer          string
	ID             int64
	Class          string
	NameHi, NameEn string
	Geometry       orb.LineString
}

// Place is a row of rasad.place.
type Place struct {
	City           string
	ID             int64
	Class          string
	NameHi, NameEn string
	Point          orb.Point
}
