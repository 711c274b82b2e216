package site

import (
	"context"
	"errors"
	"time"
)

// Source is where the pages read cities from: the live model, or a made city in tests.
type Source interface {
	Cities() []City
	Town(id string) (Town, bool)
}

// Town is one unchanging state of a city. Coordinates are degrees.
type Town interface {
	City() City
	Wards() []Ward                                           // in the order of their numbers
	Ward(code string) (Ward, bool)                           // by code
	At(lon, lat, withinMetres float64) (Ward, bool)          // the ward a place is in, or the nearest within the distance
	Nearest(lon, lat float64, kind string, k int) []Facility // with Metres, nearest first
	Facilities(ward, kind string, limit int) []Facility      // of a ward and a kind; an empty string takes all
	Facility(id int64) (Facility, bool)                      // by id

	// Page lists a kind's facilities by id, those above after; next is the after of the following page, 0 when there is none.
	Page(kind string, after int64, limit int) (list []Facility, next int64)
	// InView lists the facilities of kinds (none: all) in a box (west, south, east, north), nearest to its middle first, and how many
	// there are in all.
	InView(box [4]float64, kinds []string, limit int) (list []Facility, total int)
	// Search finds what a text names, best first.
	Search(ctx context.Context, text string, limit int) ([]Hit, error)
	Atlas
}

// Reporter keeps what a reader says is wrong with a facility. It returns ErrUnknownFacility when there is none of that number, and
// ErrEnoughReports when as many were told already as are kept.
type Reporter func(ctx context.Context, city string, facility int64, reason, note string) error

// Errors of a Reporter.
var (
	ErrUnknownFacility = errors.New("there is no such facility")
	ErrEnoughReports   = errors.New("enough reports are open")
)

// Hit is something that a search has found.
type Hit struct {
	Type       string // ward, zone, facility, street, place, pincode
	Code       string // of a ward or zone
	ID         int64  // of a facility
	Kind       string // of a facility
	Name, Note Text
	Lon, Lat   float64
	Ward       string // code of the ward it is in; empty: in none
}

// Text is a name in both languages; either may be missing.
type Text struct{ Hi, En string }

// City is what a page says of a whole city.
type City struct {
	ID          string
	Name, State Text
	Helpline    string
	Attribution string
	BBox        *[4]float64 // west, south, east, north; nil: nothing to show yet
	Wards       int
	Zones       []Zone
	Kinds       []Kind // those the city has, in display order
	DataDate    *time.Time
	Epoch       int64
}

// Facilities is their number, all kinds together.
func (c City) Facilities() (n int) {
	for _, k := range c.Kinds {
		n += k.Count
	}
	return n
}

// Kind is a kind of facility that a city has.
type Kind struct {
	ID    string
	Label Text
	Count int
}

// Zone is a zone of the published plan. Index is its place in the plan and chooses its colour.
type Zone struct {
	Code     string
	Name     Text
	Index    int
	Helpline string
}

// Ward is a ward of the current delimitation.
type Ward struct {
	Code                   string
	Name                   Text
	Zone                   *Zone // nil: in no zone
	Population, Households *int32
	Councillor             *Councillor // nil: not known
	AreaKM2                float64
	Label                  [2]float64 // lon, lat, inside the ward
	BBox                   [4]float64 // west, south, east, north
	Counts                 map[string]int
}

// Councillor is who speaks for a ward in the city's council.
type Councillor struct {
	Name  Text
	Phone string
}

// Facility is a place that people are served at.
type Facility struct {
	ID            int64
	Kind          string
	Name, Address Text
	Phone, Hours  string
	Open          *bool // now; nil: not known
	Capacity      *int32
	Stock         string     // in_stock, low, out; empty: not known
	StockAt       *time.Time // the day the stock was told of
	Lon, Lat      float64
	Ward          string   // code; empty: outside all
	Metres        *float64 // from where one asked; nil: nobody asked from anywhere
}
