package cityapi

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/internal/httpapi/problem"
	"rasad/internal/live"
)

const (
	maxCode      = 64  // bytes of a ward's or zone's code
	nearMetres   = 250 // a place this far outside all wards is still given to the nearest: river banks, slivers
	nearestShown = 3
)

func city(c *call) (func() (any, error), error) {
	return func() (any, error) { return cityOf(c.epoch), nil }, c.query.Err()
}

func zones(c *call) (func() (any, error), error) {
	return func() (any, error) {
		list := make([]Zone, 0, len(c.epoch.Zones))
		for i := range c.epoch.Zones {
			list = append(list, zoneOf(c.epoch, &c.epoch.Zones[i]))
		}
		return zonesAnswer{c.epoch.Number, list}, nil
	}, c.query.Err()
}

type zonesAnswer struct {
	Epoch int64  `json:"epoch"`
	Zones []Zone `json:"zones"`
}

func wards(c *call) (func() (any, error), error) {
	zone, err := c.zone()
	if err == nil {
		err = c.query.Err()
	}
	return func() (any, error) {
		list := make([]Ward, 0, len(c.epoch.Wards))
		for i := range c.epoch.Wards {
			w := &c.epoch.Wards[i]
			if zone == nil || w.Zone != nil && w.Zone.Code == zone.Code {
				list = append(list, wardOf(c.epoch, w))
			}
		}
		return wardsAnswer{c.epoch.Number, list}, nil
	}, err
}

type wardsAnswer struct {
	Epoch int64  `json:"epoch"`
	Wards []Ward `json:"wards"`
}

func ward(c *call) (func() (any, error), error) {
	withGeometry := c.query.Bool("geometry")
	if err := c.query.Err(); err != nil {
		return nil, err
	}
	code := c.path("code")
	w, ok := c.epoch.Ward(code)
	if !ok {
		return nil, problem.New(problem.UnknownWard, short(code))
	}
	return func() (any, error) {
		return struct {
			Epoch int64 `json:"epoch"`
			WardDetail
		}{c.epoch.Number, detailOf(c.epoch, w, withGeometry)}, nil
	}, nil
}

// AtAnswer says which ward a place is in and who serves it.
type AtAnswer struct {
	Epoch   int64                         `json:"epoch"`
	Ward    Ward                          `json:"ward"`
	Exact   bool                          `json:"exact"`      // false: the place is outside all wards and this is the nearest
	Metres  float64                       `json:"distance_m"` // to the ward, 0 when exact
	Nearest map[data.FacilityKind][]Found `json:"nearest"`    // anywhere in the city
	Serving map[data.FacilityKind][]Found `json:"serving"`    // of the ward's zone
}

func wardAt(c *call) (func() (any, error), error) {
	point, err := c.point()
	if err != nil {
		return nil, err
	}
	w, metres, ok := c.epoch.LocateNearest(point, nearMetres)
	if !ok {
		return nil, problem.New(problem.OutsideCity, nearMetres)
	}
	c.timed = true
	return func() (any, error) {
		kinds := []data.FacilityKind{data.RationShop, data.Kitchen}
		answer := AtAnswer{
			Epoch: c.epoch.Number, Ward: wardOf(c.epoch, w), Exact: metres == 0, Metres: tenth(metres),
			Nearest: map[data.FacilityKind][]Found{}, Serving: map[data.FacilityKind][]Found{},
		}
		for _, kind := range kinds {
			answer.Nearest[kind] = foundOf(c.epoch.Nearest(point, []data.FacilityKind{kind}, nearestShown), c.now)
			answer.Serving[kind] = foundOf(c.epoch.Serving(w, point, kind, nearestShown), c.now)
		}
		return answer, nil
	}, nil
}

func facilities(c *call) (func() (any, error), error) {
	filter := live.Filter{
		Kinds: c.kinds(),
		After: c.query.Int("after", 1, math.MaxInt64, 0),
		Limit: int(c.query.Int("limit", 1, 1000, 100)),
	}
	if box := c.query.BBox("bbox"); box != nil {
		filter.BBox = &orb.Bound{Min: orb.Point{box.West, box.South}, Max: orb.Point{box.East, box.North}}
	}
	zone, zoneErr := c.zone()
	ward, wardErr := c.ward()
	filter.Zone, filter.Ward = zone, ward
	for _, err := range []error{c.query.Err(), zoneErr, wardErr} {
		if err != nil {
			return nil, err
		}
	}
	c.timed = true
	return func() (any, error) {
		page, next := c.epoch.FacilitiesIn(filter)
		answer := facilitiesAnswer{Epoch: c.epoch.Number, Facilities: make([]Facility, 0, len(page))}
		for i := range page {
			answer.Facilities = append(answer.Facilities, facilityOf(&page[i], c.now))
		}
		if next != 0 {
			answer.Next = strconv.FormatInt(next, 10)
		}
		return answer, nil
	}, nil
}

type facilitiesAnswer struct {
	Epoch      int64      `json:"epoch"`
	Facilities []Facility `json:"facilities"`
	Next       string     `json:"next,omitempty"` // the after of the following page
}

func facility(c *call) (func() (any, error), error) {
	if err := c.query.Err(); err != nil {
		return nil, err
	}
	text := c.path("id")
	id, err := strconv.ParseInt(text, 10, 64)
	if err != nil || id < 1 {
		return nil, &problem.Error{Code: problem.InvalidPath, Parameter: "id", Args: []any{short(text), "1…9223372036854775807"}}
	}
	f, ok := c.epoch.Facility(id)
	if !ok {
		return nil, problem.New(problem.UnknownFacility, text)
	}
	c.timed = true
	return func() (any, error) {
		return struct {
			Epoch int64 `json:"epoch"`
			Facility
		}{c.epoch.Number, facilityOf(&f, c.now)}, nil
	}, nil
}

func nearest(c *call) (func() (any, error), error) {
	kinds := c.kinds()
	k := int(c.query.Int("k", 1, 50, 5))
	point, err := c.point()
	if err != nil {
		return nil, err
	}
	c.timed = true
	return func() (any, error) {
		return nearestAnswer{c.epoch.Number, point, foundOf(c.epoch.NearestAny(point, kinds, k), c.now)}, nil
	}, nil
}

type nearestAnswer struct {
	Epoch      int64      `json:"epoch"`
	From       [2]float64 `json:"from"`
	Facilities []Found    `json:"facilities"`
}

// point reads lon and lat, both needed, and ends the reading of the query.
func (c *call) point() (orb.Point, error) {
	c.query.Need("lon", "lat")
	point := orb.Point{c.query.Float("lon", -180, 180), c.query.Float("lat", -90, 90)}
	return point, c.query.Err()
}

// kinds reads kind, a comma list.
func (c *call) kinds() []data.FacilityKind {
	var allowed []string
	for _, info := range data.Kinds() {
		allowed = append(allowed, string(info.Kind))
	}
	var kinds []data.FacilityKind
	for _, kind := range c.query.List("kind", allowed) {
		kinds = append(kinds, data.FacilityKind(kind))
	}
	return kinds
}

// zone reads zone, the code of a zone; nil when absent.
func (c *call) zone() (*live.ZoneInfo, error) {
	code := c.query.Text("zone", maxCode)
	if code == "" {
		return nil, nil
	}
	zone, ok := c.epoch.Zone(code)
	if !ok {
		return nil, &problem.Error{Code: problem.UnknownZone, Parameter: "zone", Args: []any{short(code)}}
	}
	return zone, nil
}

// ward reads ward, the code of a ward; nil when absent.
func (c *call) ward() (*live.WardInfo, error) {
	code := c.query.Text("ward", maxCode)
	if code == "" {
		return nil, nil
	}
	ward, ok := c.epoch.Ward(code)
	if !ok {
		return nil, &problem.Error{Code: problem.UnknownWard, Parameter: "ward", Args: []any{short(code)}}
	}
	return ward, nil
}
