package live

import (
	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/geo/points"
	"rasad/geo/ward"
	"rasad/tiles"
)

// Epoch is a city at one moment of its record. Nothing in it changes; it may be kept and read by many at once.
type Epoch struct {
	Number    int64  // committed change_log rows of the city
	RecordID  string // names the database
	City      data.City
	Wards     []WardInfo // of the current delimitation, ordered by number (those without last), then code
	WardIndex *ward.Index
	Zones     []ZoneInfo // of the published plan, ordered by code, codes that are numbers first and by value

	plan       *plan
	facilities *facilities
	drawing    *drawing
	superseded chan struct{} // closed once the city has a newer epoch
	tagPrefix  string
	cacheName  string // names the city's tiles in the cache; another one each time it is read whole
}

// WardInfo is a ward as readers see it. It is read only and stays valid as long as its epoch is kept.
type WardInfo struct {
	ID             int64
	Code           string
	Number         int // 0: the code is no number
	NameHi, NameEn string
	Zone           *ZoneInfo // nil: in no zone
	Population     *int32
	Households     *int32
	Councillor     data.Councillor
	AreaKM2        float64
	Label          orb.Point // inside the ward
	BBox           orb.Bound
	Geometry       orb.MultiPolygon
}

// ZoneInfo is a zone of the published plan. It is read only.
type ZoneInfo struct {
	ID             int64
	Code           string
	NameHi, NameEn string
	Helpline       string
	Index          int    // 0-based place in Epoch.Zones
	Wards          []int  // places in Epoch.Wards
	Population     *int64 // sum of its wards'; nil when none has one
	BBox           orb.Bound
}

// Neighbour is a ward beside another.
type Neighbour struct {
	Ward         *WardInfo
	SharedMetres float64
}

// newEpoch ties the parts together.
func newEpoch(number int64, recordID string, city data.City, p *plan, f *facilities, d *drawing) *Epoch {
	return &Epoch{
		Number: number, RecordID: recordID, City: city, Wards: p.wards, WardIndex: p.index, Zones: p.zones,
		plan: p, facilities: f, drawing: d, superseded: make(chan struct{}),
	}
}

// BBox of the city's wards; without any, of its facilities; without those, of its roads; ok is false when it has nothing.
func (e *Epoch) BBox() (box orb.Bound, ok bool) {
	for i := range e.Wards {
		if i == 0 {
			box, ok = e.Wards[i].BBox, true
		}
		box = box.Union(e.Wards[i].BBox)
	}
	if ok {
		return box, true
	}
	for r := range e.facilities.store.after(minID) {
		at := orb.Point{r.lon, r.lat}.Bound()
		if !ok {
			box, ok = at, true
		}
		box = box.Union(at)
	}
	if ok {
		return box, true
	}
	return e.roadBox()
}

// roadBox is around the roads: a city whose streets came first is shown too.
func (e *Epoch) roadBox() (orb.Bound, bool) {
	box, ok := e.drawing.city[tiles.LayerRoads].Box()
	if !ok {
		return orb.Bound{}, false
	}
	return orb.Bound{Min: points.FromWorld(box.MinX, box.MaxY), Max: points.FromWorld(box.MaxX, box.MinY)}, true
}
