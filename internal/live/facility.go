package live

import (
	"github.com/paulmach/orb"

	"rasad/data"
)

// Facility is a shop, a kitchen or another place that people are served at.
type Facility struct {
	ID                   int64
	Kind                 data.FacilityKind
	NameHi, NameEn       string
	AddressHi, AddressEn string
	Phone, Hours         string // hours in OpenStreetMap opening_hours syntax, city time
	Capacity             *int32
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

// Facility finds a facility by its id.
func (e *Epoch) Facility(id int64) (Facility, bool) { return Facility{}, false }

// FacilitiesIn lists facilities by id, a page at a time. next is the After of the following page, 0 when this is the last.
func (e *Epoch) FacilitiesIn(f Filter) (page []Facility, next int64) { return nil, 0 }

// Nearest lists the k facilities nearest to p for each of the kinds (none: all kinds), nearest first, ties by id.
func (e *Epoch) Nearest(p orb.Point, kinds []data.FacilityKind, k int) []Found { return nil }

// NearestAny lists the k nearest facilities among the kinds (none: all kinds) taken together, nearest first, ties by id.
func (e *Epoch) NearestAny(p orb.Point, kinds []data.FacilityKind, k int) []Found { return nil }

// Count is how many facilities there are of each kind, kinds without any left out.
func (e *Epoch) Count() map[data.FacilityKind]int { return nil }

// CountIn is how many facilities of each kind a ward has, kinds without any left out.
func (e *Epoch) CountIn(w *WardInfo) map[data.FacilityKind]int { return nil }

// Serving lists the facilities of a kind in the ward's zone, nearest to p first, at most k. A ward in no zone is served from within
// itself.
func (e *Epoch) Serving(w *WardInfo, p orb.Point, kind data.FacilityKind, k int) []Found { return nil }
