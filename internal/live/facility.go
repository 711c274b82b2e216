package live

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"

	"rasad/data"
	"rasad/geo/points"
)

// Facility is a shop, a kitchen or another place that people are served at.
type Facility struct {
	ID                   int64
	Kind                 data.FacilityKind
	NameHi, NameEn       string
	AddressHi, AddressEn string
	Phone, Hours         string // hours in OpenStreetMap opening_hours syntax, city time
	Capacity             *int32
	Stock                data.StockState
	StockAt              string // the day the stock was told of, 2006-01-02; "": not known
	Source, ExternalID   string
	Point                orb.Point // lon, lat
	Ward                 *WardInfo // nil: outside all wards
}

// Found is a facility and how far it is from where one asked.
type Found struct {
	Facility
	Metres  float64 // straight line on the sphere
	Bearing float64 // degrees from north, clockwise, at the asker
}

// Filter chooses facilities. Its zero value takes all.
type Filter struct {
	Kinds []data.FacilityKind // none: every kind
	Ward  *WardInfo           // of the same epoch; nil: anywhere
	Zone  *ZoneInfo           // of the same epoch; nil: anywhere
	BBox  *orb.Bound          // closed
	After int64               // ids above this one; 0: from the start
	Limit int                 // at most so many; 0 or less: 100, above 1000: 1000
}

// Limits of a page.
const (
	defaultLimit = 100
	maxLimit     = 1000
)

// Facility finds a facility by its id.
func (e *Epoch) Facility(id int64) (Facility, bool) {
	r, ok := e.facilities.store.get(id)
	if !ok {
		return Facility{}, false
	}
	return e.facilityOf(&r), true
}

func (e *Epoch) facilityOf(r *row) Facility {
	f := Facility{
		ID: r.id, Kind: e.facilities.kinds.kinds[r.kind], NameHi: r.texts[textNameHi], NameEn: r.texts[textNameEn],
		AddressHi: r.texts[textAddressHi], AddressEn: r.texts[textAddressEn], Phone: r.texts[textPhone], Hours: r.texts[textHours],
		Source: r.texts[textSource], ExternalID: r.texts[textExternalID], Point: orb.Point{r.lon, r.lat},
		Stock: data.StockState(r.texts[textStock]), StockAt: r.texts[textStockAt],
	}
	if r.capacity >= 0 {
		capacity := r.capacity
		f.Capacity = &capacity
	}
	if w, ok := e.wardByID(r.ward); ok {
		f.Ward = w
	}
	return f
}

// FacilitiesIn lists facilities by id, a page at a time. next is the After of the following page, 0 when this is the last.
func (e *Epoch) FacilitiesIn(f Filter) (page []Facility, next int64) {
	if f.Limit <= 0 {
		f.Limit = defaultLimit
	}
	f.Limit = min(f.Limit, maxLimit)
	rows := e.facilities.store.after(f.After)
	if box, ok := f.box(); ok {
		rows = e.inBox(f, box)
	}
	takes := e.taker(f)
	for r := range rows {
		if !takes(&r) {
			continue
		}
		if len(page) == f.Limit {
			return page, page[len(page)-1].ID
		}
		page = append(page, e.facilityOf(&r))
	}
	return page, 0
}

// box is the smallest box known to hold all that the filter takes; ok is false when that may be anywhere.
func (f *Filter) box() (box orb.Bound, ok bool) {
	sides := make([]orb.Bound, 0, 3)
	if f.Ward != nil {
		sides = append(sides, f.Ward.BBox)
	}
	if f.Zone != nil {
		sides = append(sides, f.Zone.BBox)
	}
	if f.BBox != nil {
		sides = append(sides, *f.BBox)
	}
	for i, s := range sides {
		if i == 0 {
			box = s
			continue
		}
		for axis := range 2 {
			box.Min[axis], box.Max[axis] = max(box.Min[axis], s.Min[axis]), min(box.Max[axis], s.Max[axis])
		}
	}
	return box, len(sides) > 0
}

// taker tells the rows that a filter takes, whatever it was given as candidates.
func (e *Epoch) taker(f Filter) func(*row) bool {
	var kinds [256]bool
	for _, k := range e.facilities.kinds.chosen(f.Kinds) {
		kinds[k] = true
	}
	return func(r *row) bool {
		if !kinds[r.kind] || (f.BBox != nil && !f.BBox.Contains(orb.Point{r.lon, r.lat})) {
			return false
		}
		if f.Ward != nil && r.ward != f.Ward.ID {
			return false
		}
		if f.Zone == nil {
			return true
		}
		w, ok := e.wardByID(r.ward)
		return ok && w.Zone != nil && w.Zone.ID == f.Zone.ID
	}
}

// inBox yields the rows of the filter's kinds in a box, and perhaps some just outside it, by id.
func (e *Epoch) inBox(f Filter, box orb.Bound) iter.Seq[row] {
	var ids []int64
	if box.Min[0] <= box.Max[0] && box.Min[1] <= box.Max[1] {
		for _, k := range e.facilities.kinds.chosen(f.Kinds) {
			e.facilities.sets[k].Range(points.BoxOf(box), func(item points.Item) bool {
				if item.ID > f.After {
					ids = append(ids, item.ID)
				}
				return true
			})
		}
	}
	slices.Sort(ids)
	return func(yield func(row) bool) {
		for _, id := range ids {
			if r, ok := e.facilities.store.get(id); ok && !yield(r) {
				return
			}
		}
	}
}

// Nearest lists the k facilities nearest to p (lon, lat) for each of the kinds (none: all kinds), nearest first, ties by id.
func (e *Epoch) Nearest(p orb.Point, kinds []data.FacilityKind, k int) []Found {
	near := e.near(p, kinds, k)
	return e.found(p, near, len(near))
}

// NearestAny lists the k facilities nearest to p among the kinds (none: all kinds) taken together, nearest first, ties by id.
func (e *Epoch) NearestAny(p orb.Point, kinds []data.FacilityKind, k int) []Found {
	return e.found(p, e.near(p, kinds, k), k)
}

func (e *Epoch) near(p orb.Point, kinds []data.FacilityKind, k int) []points.Near {
	var near []points.Near
	for _, kind := range e.facilities.kinds.chosen(kinds) {
		near = append(near, e.facilities.sets[kind].Nearest(p, k, nil)...)
	}
	return near
}

// Serving lists the facilities of a kind in the ward's zone, nearest to p first, at most k. A ward in no zone is served from within
// itself.
func (e *Epoch) Serving(w *WardInfo, p orb.Point, kind data.FacilityKind, k int) []Found {
	takes := e.taker(Filter{Ward: w})
	if w.Zone != nil {
		takes = e.taker(Filter{Zone: w.Zone})
	}
	place := e.facilities.kinds.of(kind)
	return e.found(p, e.facilities.sets[place].Nearest(p, k, func(item points.Item) bool {
		r, ok := e.facilities.store.get(item.ID)
		return ok && takes(&r)
	}), k)
}

func (e *Epoch) found(p orb.Point, near []points.Near, k int) []Found {
	out := make([]Found, 0, len(near))
	for _, n := range near {
		r, ok := e.facilities.store.get(n.ID)
		if !ok {
			continue
		}
		at := orb.Point{r.lon, r.lat}
		out = append(out, Found{Facility: e.facilityOf(&r), Metres: points.Metres(p, at), Bearing: math.Mod(geo.Bearing(p, at)+360, 360)})
	}
	slices.SortFunc(out, func(a, b Found) int { return cmp.Or(cmp.Compare(a.Metres, b.Metres), cmp.Compare(a.ID, b.ID)) })
	return out[:min(len(out), max(k, 0))]
}

// Count is how many facilities there are of each kind, kinds without any left out.
func (e *Epoch) Count() map[data.FacilityKind]int {
	counts := map[data.FacilityKind]int{}
	for k, set := range e.facilities.sets {
		if n := set.Len(); n > 0 {
			counts[e.facilities.kinds.kinds[k]] = n
		}
	}
	return counts
}

// CountIn is how many facilities of each kind a ward has, kinds without any left out.
func (e *Epoch) CountIn(w *WardInfo) map[data.FacilityKind]int {
	counts, kinds := map[data.FacilityKind]int{}, e.facilities.kinds.kinds
	place, ok := e.plan.wardOf[w.ID]
	if !ok {
		return counts
	}
	for k, n := range e.facilities.inWard[place*len(kinds) : (place+1)*len(kinds)] {
		if n > 0 {
			counts[kinds[k]] = int(n)
		}
	}
	return counts
}
