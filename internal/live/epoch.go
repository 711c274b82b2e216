package live

import (
	"context"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/geo/ward"
	"rasad/tiles"
)

// City is one city of the model. It is safe for concurrent use.
type City struct{ ID string }

// Now is the newest epoch.
func (c *City) Now() *Epoch { return nil }

// Tag is the tile's strong ETag, quotes included, known before any work: a client that sends it back needs no tile.
// Errors: tiles.ErrUnknownLayer and the other request errors of package tiles.
func (c *City) Tag(r tiles.Request) (string, error) { return "", nil }

// Tile serves a tile of the newest epoch, from the cache when it has not changed since it was made.
func (c *City) Tile(ctx context.Context, r tiles.Request) (tiles.Result, error) {
	return tiles.Result{}, nil
}

// Epoch is a city at one moment of its record. Nothing in it changes.
type Epoch struct {
	Number    int64  // committed change_log rows of the city
	RecordID  string // names the database
	City      data.City
	Wards     []WardInfo // of the current delimitation, ordered by number (those without last), then code
	WardIndex *ward.Index
	Zones     []ZoneInfo // of the published plan, ordered by code (numbers as numbers)
}

// WardInfo is a ward as readers see it. Pointers to it stay valid as long as its epoch.
type WardInfo struct {
	ID             int64
	Code           string
	Number         int // 0: the code is no number
	NameHi, NameEn string
	Zone           *ZoneInfo // nil: in no zone
	Population     *int32
	Households     *int32
	AreaKM2        float64
	Label          orb.Point // inside the ward
	BBox           orb.Bound
	Geometry       orb.MultiPolygon
}

// ZoneInfo is a zone of the published plan.
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

// Locate finds the ward that p (lon, lat) is in. On a shared boundary or in an overlap it is the first in order of Wards.
func (e *Epoch) Locate(p orb.Point) (*WardInfo, bool) { return nil, false }

// LocateNearest finds the ward p is in, or else the nearest within maxMetres; metres is 0 when p is inside.
func (e *Epoch) LocateNearest(p orb.Point, maxMetres float64) (w *WardInfo, metres float64, ok bool) {
	return nil, 0, false
}

// Ward finds a ward by its code.
func (e *Epoch) Ward(code string) (*WardInfo, bool) { return nil, false }

// Zone finds a zone by its code.
func (e *Epoch) Zone(code string) (*ZoneInfo, bool) { return nil, false }

// Neighbours of a ward, longest shared boundary first.
func (e *Epoch) Neighbours(w *WardInfo) []Neighbour { return nil }

// BBox of the city's wards; of its facilities when it has none; ok=false when it has neither.
func (e *Epoch) BBox() (orb.Bound, bool) { return orb.Bound{}, false }
