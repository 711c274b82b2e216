package web

import (
	"time"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/internal/hours"
	"rasad/internal/live"
	"rasad/internal/web/site"
)

// source reads the pages' answers out of the live model.
type source struct {
	model *live.Model
	clock func() time.Time
}

var _ site.Source = source{}

// Cities lists all cities, ordered by id.
func (s source) Cities() []site.City {
	var list []site.City
	for _, c := range s.model.Cities() {
		list = append(list, cityOf(c.Now()))
	}
	return list
}

// Town finds a city as it is now.
func (s source) Town(id string) (site.Town, bool) {
	c, ok := s.model.City(id)
	if !ok {
		return nil, false
	}
	return town{c, c.Now(), s.clock()}, true
}

// town is one epoch of one city at one moment.
type town struct {
	city  *live.City
	epoch *live.Epoch
	now   time.Time
}

var _ site.Town = town{}

// City describes the town.
func (t town) City() site.City { return cityOf(t.epoch) }

// Wards lists all wards in order.
func (t town) Wards() []site.Ward {
	list := make([]site.Ward, 0, len(t.epoch.Wards))
	for i := range t.epoch.Wards {
		list = append(list, t.wardOf(&t.epoch.Wards[i]))
	}
	return list
}

// Ward finds a ward by its code.
func (t town) Ward(code string) (site.Ward, bool) {
	w, ok := t.epoch.Ward(code)
	if !ok {
		return site.Ward{}, false
	}
	return t.wardOf(w), true
}

// At finds the ward of a place, or the nearest within the distance.
func (t town) At(lon, lat, within float64) (site.Ward, bool) {
	w, _, ok := t.epoch.LocateNearest(orb.Point{lon, lat}, within)
	if !ok {
		return site.Ward{}, false
	}
	return t.wardOf(w), true
}

// Nearest lists the k nearest facilities of a kind.
func (t town) Nearest(lon, lat float64, kind string, k int) []site.Facility {
	found := t.epoch.Nearest(orb.Point{lon, lat}, []data.FacilityKind{data.FacilityKind(kind)}, k)
	list := make([]site.Facility, 0, len(found))
	for i := range found {
		f := t.facilityOf(&found[i].Facility)
		f.Metres = &found[i].Metres
		list = append(list, f)
	}
	return list
}

// Facilities lists those of a ward and a kind; an empty string takes all.
func (t town) Facilities(ward, kind string, limit int) []site.Facility {
	filter := live.Filter{Limit: limit}
	if ward != "" {
		w, ok := t.epoch.Ward(ward)
		if !ok {
			return nil
		}
		filter.Ward = w
	}
	if kind != "" {
		filter.Kinds = []data.FacilityKind{data.FacilityKind(kind)}
	}
	page, _ := t.epoch.FacilitiesIn(filter)
	list := make([]site.Facility, 0, len(page))
	for i := range page {
		list = append(list, t.facilityOf(&page[i]))
	}
	return list
}

// Page lists a kind's facilities by id.
func (t town) Page(kind string, after int64, limit int) ([]site.Facility, int64) {
	page, next := t.epoch.FacilitiesIn(live.Filter{Kinds: []data.FacilityKind{data.FacilityKind(kind)}, After: after, Limit: limit})
	list := make([]site.Facility, 0, len(page))
	for i := range page {
		list = append(list, t.facilityOf(&page[i]))
	}
	return list, next
}

// InView lists the facilities in a box, nearest to its middle first.
func (t town) InView(box [4]float64, kinds []string, limit int) ([]site.Facility, int) {
	var chosen []data.FacilityKind
	for _, k := range kinds {
		chosen = append(chosen, data.FacilityKind(k))
	}
	found, total := t.epoch.Within(orb.Bound{Min: orb.Point{box[0], box[1]}, Max: orb.Point{box[2], box[3]}}, chosen, limit)
	list := make([]site.Facility, 0, len(found))
	for i := range found {
		list = append(list, t.facilityOf(&found[i].Facility))
	}
	return list, total
}

// Facility finds one by its id.
func (t town) Facility(id int64) (site.Facility, bool) {
	f, ok := t.epoch.Facility(id)
	if !ok {
		return site.Facility{}, false
	}
	return t.facilityOf(&f), true
}

func cityOf(e *live.Epoch) site.City {
	c := site.City{
		ID: e.City.ID, Name: site.Text{Hi: e.City.NameHi, En: e.City.NameEn}, State: site.Text{Hi: e.City.StateHi, En: e.City.StateEn},
		Helpline: e.City.Helpline, Attribution: e.City.Attribution, Wards: len(e.Wards), DataDate: e.City.DataDate, Epoch: e.Number,
	}
	if box, ok := e.BBox(); ok {
		c.BBox = &[4]float64{box.Min[0], box.Min[1], box.Max[0], box.Max[1]}
	}
	for i := range e.Zones {
		c.Zones = append(c.Zones, *zoneOf(&e.Zones[i]))
	}
	counts := e.Count()
	for _, kind := range data.Kinds() {
		if n := counts[kind.Kind]; n > 0 {
			c.Kinds = append(c.Kinds, site.Kind{ID: string(kind.Kind), Label: site.Text{Hi: kind.LabelHi, En: kind.LabelEn}, Count: n})
		}
	}
	return c
}

func zoneOf(z *live.ZoneInfo) *site.Zone {
	if z == nil {
		return nil
	}
	return &site.Zone{Code: z.Code, Name: site.Text{Hi: z.NameHi, En: z.NameEn}, Index: z.Index, Helpline: z.Helpline}
}

func (t town) wardOf(w *live.WardInfo) site.Ward {
	ward := site.Ward{
		Councillor: councillorOf(w.Councillor),
		Code:       w.Code, Name: site.Text{Hi: w.NameHi, En: w.NameEn}, Zone: zoneOf(w.Zone), Population: w.Population, Households: w.Households,
		AreaKM2: w.AreaKM2, Label: w.Label, BBox: [4]float64{w.BBox.Min[0], w.BBox.Min[1], w.BBox.Max[0], w.BBox.Max[1]}, Counts: map[string]int{},
	}
	for kind, n := range t.epoch.CountIn(w) {
		ward.Counts[string(kind)] = n
	}
	return ward
}

func councillorOf(c data.Councillor) *site.Councillor {
	if c == (data.Councillor{}) {
		return nil
	}
	return &site.Councillor{Name: site.Text{Hi: c.NameHi, En: c.NameEn}, Phone: c.Phone}
}

func (t town) facilityOf(f *live.Facility) site.Facility {
	out := site.Facility{
		ID: f.ID, Kind: string(f.Kind), Name: site.Text{Hi: f.NameHi, En: f.NameEn}, Address: site.Text{Hi: f.AddressHi, En: f.AddressEn},
		Phone: f.Phone, Hours: f.Hours, Open: openAt(f.Hours, t.now), Capacity: f.Capacity, Lon: f.Point[0], Lat: f.Point[1],
	}
	out.Stock = string(f.Stock)
	if day, err := time.Parse(time.DateOnly, f.StockAt); err == nil {
		out.StockAt = &day
	}
	if f.Ward != nil {
		out.Ward = f.Ward.Code
	}
	return out
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
