package cityapi

import (
	"math"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"rasad/data"
	"rasad/internal/hours"
	"rasad/internal/live"
)

// The answers. Coordinates are degrees, longitude first; distances metres. Absent numbers and zones are null.

// City is one city of the service.
type City struct {
	ID          string      `json:"id"`
	NameHi      string      `json:"name_hi"`
	NameEn      string      `json:"name_en"`
	StateHi     string      `json:"state_hi"`
	StateEn     string      `json:"state_en"`
	Helpline    string      `json:"helpline"`
	BBox        *[4]float64 `json:"bbox"` // west, south, east, north
	Center      *[2]float64 `json:"center"`
	Wards       int         `json:"wards"`
	Zones       int         `json:"zones"`
	Facilities  int         `json:"facilities"`
	Epoch       int64       `json:"epoch"`
	DataDate    *string     `json:"data_date"`
	Attribution string      `json:"attribution"`
	Kinds       []Kind      `json:"kinds"`
}

// Kind is a kind of facility that the city has.
type Kind struct {
	Kind    data.FacilityKind `json:"kind"`
	LabelHi string            `json:"label_hi"`
	LabelEn string            `json:"label_en"`
	Count   int               `json:"count"`
}

// ZoneRef names a zone.
type ZoneRef struct {
	Code   string `json:"code"`
	NameHi string `json:"name_hi"`
	NameEn string `json:"name_en"`
	Index  int    `json:"index"`
}

// Zone is a zone of the published plan.
type Zone struct {
	ID int64 `json:"id"`
	ZoneRef
	Helpline   string      `json:"helpline"`
	Wards      []string    `json:"wards"`
	Population *int64      `json:"population"`
	BBox       *[4]float64 `json:"bbox"`
}

// Ward is a ward of the current delimitation.
type Ward struct {
	ID         int64                     `json:"id"`
	Code       string                    `json:"code"`
	Number     *int                      `json:"number"`
	NameHi     string                    `json:"name_hi"`
	NameEn     string                    `json:"name_en"`
	Zone       *ZoneRef                  `json:"zone"`
	Population *int32                    `json:"population"`
	Households *int32                    `json:"households"`
	Councillor *Councillor               `json:"councillor"`
	AreaKM2    float64                   `json:"area_km2"`
	Label      [2]float64                `json:"label"`
	BBox       [4]float64                `json:"bbox"`
	Facilities map[data.FacilityKind]int `json:"facilities"`
}

// Councillor is who speaks for a ward in the city's council.
type Councillor struct {
	NameHi string `json:"name_hi"`
	NameEn string `json:"name_en"`
	Phone  string `json:"phone"`
}

// WardDetail is a ward with its neighbours and, on request, its outline.
type WardDetail struct {
	Ward
	Neighbours []Neighbour       `json:"neighbours"`
	Geometry   *geojson.Geometry `json:"geometry,omitempty"`
}

// Neighbour is a ward that shares a boundary.
type Neighbour struct {
	Code    string  `json:"code"`
	NameHi  string  `json:"name_hi"`
	NameEn  string  `json:"name_en"`
	SharedM float64 `json:"shared_m"`
}

// Facility is a place that people are served at.
type Facility struct {
	ID         int64             `json:"id"`
	Kind       data.FacilityKind `json:"kind"`
	NameHi     string            `json:"name_hi"`
	NameEn     string            `json:"name_en"`
	AddressHi  string            `json:"address_hi"`
	AddressEn  string            `json:"address_en"`
	Phone      string            `json:"phone"`
	Hours      string            `json:"hours"`
	Open       *bool             `json:"open"` // now, by its hours; null when they do not say
	Capacity   *int32            `json:"capacity"`
	Stock      *data.StockState  `json:"stock"`    // in_stock, low, out; null when not known
	StockAt    *string           `json:"stock_at"` // the day it was told of
	Ward       *string           `json:"ward"`
	Zone       *string           `json:"zone"`
	Lon        float64           `json:"lon"`
	Lat        float64           `json:"lat"`
	ExternalID string            `json:"external_id"`
	Source     string            `json:"source"`
}

// Found is a facility at a distance.
type Found struct {
	Facility
	DistanceM float64 `json:"distance_m"`
	Bearing   float64 `json:"bearing"` // degrees clockwise from north
}

func cityOf(e *live.Epoch) City {
	c := City{
		ID: e.City.ID, NameHi: e.City.NameHi, NameEn: e.City.NameEn, StateHi: e.City.StateHi, StateEn: e.City.StateEn,
		Helpline: e.City.Helpline, Wards: len(e.Wards), Zones: len(e.Zones), Epoch: e.Number, Attribution: e.City.Attribution, Kinds: []Kind{},
	}
	if e.City.DataDate != nil {
		day := e.City.DataDate.Format(time.DateOnly)
		c.DataDate = &day
	}
	if box, ok := e.BBox(); ok {
		c.BBox = boxOf(box)
		center := box.Center()
		c.Center = &[2]float64{fine(center[0]), fine(center[1])}
	}
	counts := e.Count()
	for _, kind := range data.Kinds() {
		if n := counts[kind.Kind]; n > 0 {
			c.Facilities += n
			c.Kinds = append(c.Kinds, Kind{kind.Kind, kind.LabelHi, kind.LabelEn, n})
		}
	}
	return c
}

func boxOf(b orb.Bound) *[4]float64 {
	return &[4]float64{fine(b.Min[0]), fine(b.Min[1]), fine(b.Max[0]), fine(b.Max[1])}
}

// fine rounds degrees to seven decimals, a centimetre.
func fine(degrees float64) float64 { return math.Round(degrees*1e7) / 1e7 }

func zoneRef(z *live.ZoneInfo) *ZoneRef {
	if z == nil {
		return nil
	}
	return &ZoneRef{Code: z.Code, NameHi: z.NameHi, NameEn: z.NameEn, Index: z.Index}
}

func zoneOf(e *live.Epoch, z *live.ZoneInfo) Zone {
	zone := Zone{ID: z.ID, ZoneRef: *zoneRef(z), Helpline: z.Helpline, Population: z.Population, Wards: []string{}}
	if !z.BBox.IsEmpty() {
		zone.BBox = boxOf(z.BBox)
	}
	for _, i := range z.Wards {
		zone.Wards = append(zone.Wards, e.Wards[i].Code)
	}
	return zone
}

func wardOf(e *live.Epoch, w *live.WardInfo) Ward {
	answer := Ward{
		ID: w.ID, Code: w.Code, NameHi: w.NameHi, NameEn: w.NameEn, Zone: zoneRef(w.Zone), Population: w.Population, Households: w.Households,
		AreaKM2: math.Round(w.AreaKM2*1e4) / 1e4, Label: [2]float64{fine(w.Label[0]), fine(w.Label[1])}, BBox: *boxOf(w.BBox), Facilities: e.CountIn(w),
	}
	if c := w.Councillor; c != (data.Councillor{}) {
		answer.Councillor = &Councillor{c.NameHi, c.NameEn, c.Phone}
	}
	if w.Number != 0 {
		answer.Number = &w.Number
	}
	if answer.Facilities == nil {
		answer.Facilities = map[data.FacilityKind]int{}
	}
	return answer
}

func facilityOf(f *live.Facility, now time.Time) Facility {
	answer := Facility{
		ID: f.ID, Kind: f.Kind, NameHi: f.NameHi, NameEn: f.NameEn, AddressHi: f.AddressHi, AddressEn: f.AddressEn, Phone: f.Phone,
		Hours: f.Hours, Open: openAt(f.Hours, now), Capacity: f.Capacity, Lon: f.Point[0], Lat: f.Point[1], ExternalID: f.ExternalID, Source: f.Source,
	}
	if f.Stock != data.StockUnknown {
		answer.Stock = &f.Stock
	}
	if f.StockAt != "" {
		answer.StockAt = &f.StockAt
	}
	if f.Ward != nil {
		answer.Ward = &f.Ward.Code
		if f.Ward.Zone != nil {
			answer.Zone = &f.Ward.Zone.Code
		}
	}
	return answer
}

// openAt is nil where the hours are absent, not understood or uncertain: better no answer than a wrong one.
func openAt(text string, now time.Time) *bool {
	if text == "" {
		return nil
	}
	schedule, err := hours.Parse(text)
	if err != nil {
		return nil
	}
	state := schedule.At(now)
	if state == hours.Unknown {
		return nil
	}
	open := state == hours.Open
	return &open
}

func foundOf(found []live.Found, now time.Time) []Found {
	list := make([]Found, 0, len(found))
	for i := range found {
		f := &found[i]
		list = append(list, Found{Facility: facilityOf(&f.Facility, now), DistanceM: tenth(f.Metres), Bearing: tenth(f.Bearing)})
	}
	return list
}

// tenth rounds to one decimal: no data here is finer than 10 cm.
func tenth(x float64) float64 { return math.Round(x*10) / 10 }

func detailOf(e *live.Epoch, w *live.WardInfo, withGeometry bool) WardDetail {
	detail := WardDetail{Ward: wardOf(e, w), Neighbours: []Neighbour{}}
	for _, n := range e.Neighbours(w) {
		detail.Neighbours = append(detail.Neighbours, Neighbour{n.Ward.Code, n.Ward.NameHi, n.Ward.NameEn, tenth(n.SharedMetres)})
	}
	if withGeometry {
		detail.Geometry = geojson.NewGeometry(w.Geometry)
	}
	return detail
}
