package site

import "time"

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
	AreaKM2                float64
	Label                  [2]float64 // lon, lat, inside the ward
	BBox                   [4]float64 // west, south, east, north
	Counts                 map[string]int
}

// Facility is a place that people are served at.
type Facility struct {
	ID            int64
	Kind          string
	Name, Address Text
	Phone, Hours  string
	Open          *bool // now; nil: not known
	Capacity      *int32
	Lon, Lat      float64
	Ward          string   // code; empty: outside all
	Metres        *float64 // from where one asked; nil: nobody asked from anywhere
}
