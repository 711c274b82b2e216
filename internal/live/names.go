package live

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"rasad/geo/names"
	"rasad/geo/points"
)

// Kinds of what a search finds.
const (
	PlaceWard     = "ward"
	PlaceZone     = "zone"
	PlaceFacility = "facility"
	PlaceStreet   = "street"
	PlaceNamed    = "place" // a suburb, a village, a station, a park, a lake: what the map names
	PlacePincode  = "pincode"
)

// Place is something found by name. It is read only and stays valid as long as its epoch is kept.
type Place struct {
	Kind           string // one of the above
	Code           string // of a ward or zone; the digits of a pincode
	ID             int64  // of a ward, zone, facility or place of the map; of a street, its longest piece's
	NameHi, NameEn string
	NoteHi, NoteEn string    // what it is, in few words
	Point          orb.Point // inside it or on it
	BBox           orb.Bound
	Ward           *WardInfo // that its point lies in; of a ward, itself; nil: outside all
	Facility       *Facility // nil: it is none
	Score          float64   // 0–1
}

// Names is the search of a city at one epoch. Nothing in it changes; it may be used by many at once.
type Names struct {
	Epoch  *Epoch
	base   *nameBase
	index  *names.Index
	newer  []int64 // facilities that base does not know as they are now, in the order in which index has them
	redone chan struct{}
}

// Names is the newest search of a city. It may be of an epoch a moment older than Now; before the first is made, it is waited for.
// Errors: ctx's alone.
func (c *City) Names(ctx context.Context) (*Names, error) { return c.NamesSince(ctx, 0) }

// NamesSince waits for a search of an epoch with at least that number: a writer finds what it wrote.
func (c *City) NamesSince(ctx context.Context, number int64) (*Names, error) {
	for {
		n := c.names.Load()
		if n.Epoch != nil && n.Epoch.Number >= number {
			return n, nil
		}
		select {
		case <-n.redone:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Search finds the k places that a query names best, best first: see Names and Names.Search.
func (c *City) Search(ctx context.Context, query string, near *orb.Point, k int) ([]Place, error) {
	n, err := c.Names(ctx)
	if err != nil {
		return nil, err
	}
	return n.Search(query, near, k), nil
}

const (
	maxPlaces = 100
	reach     = 300  // how many places are looked at when more than the name decides between them
	scoreStep = 0.02 // places whose scores differ by less are told apart by nearness
	kindAsked = 0.20 // what a facility gains by being of the kind that the query says
)

// Search finds the k places that a query names best, best first, at most 100. Of places named as well, those near a point come first, if
// one is given. "Ward 43" and "43" are the ward of that number before all else; a query that says "kitchen" or "राशन" means those kinds
// more than others that have the word in their names.
func (n *Names) Search(query string, near *orb.Point, k int) []Place {
	k = min(k, maxPlaces)
	if k <= 0 {
		return nil
	}
	words := n.index.Words(query)
	kind := n.base.kindIn(words)
	wanted := k
	if near != nil || kind != "" {
		wanted = max(k, reach)
	}
	var found []Place
	if p, ok := n.numbered(words); ok {
		found = append(found, p)
	}
	fixed := len(found)
	for _, hit := range n.index.Find(query, wanted+fixed) {
		p, ok := n.place(hit.ID)
		if !ok || fixed == 1 && p.Kind == found[0].Kind && p.ID == found[0].ID {
			continue
		}
		p.Score = hit.Score
		if kind != "" && p.Facility != nil && p.Facility.Kind == kind {
			p.Score += kindAsked
		}
		found = append(found, p)
	}
	if kind != "" {
		slices.SortStableFunc(found[fixed:], func(a, b Place) int { return cmp.Compare(b.Score, a.Score) })
	}
	if near != nil {
		slices.SortStableFunc(found[fixed:], nearer(*near))
	}
	found = found[:min(len(found), k)]
	for i := range found {
		found[i].Score = min(found[i].Score, 1)
		n.complete(&found[i])
	}
	return found
}

// nearer orders places by score in steps, then by the distance of their boxes.
func nearer(from orb.Point) func(a, b Place) int {
	return func(a, b Place) int {
		if a, b := math.Round(a.Score/scoreStep), math.Round(b.Score/scoreStep); a != b {
			return int(b - a)
		}
		da, db := points.Metres(from, within(a.BBox, from)), points.Metres(from, within(b.BBox, from))
		switch {
		case da < db:
			return -1
		case da > db:
			return 1
		}
		return 0
	}
}

// within is the point of a box that is nearest to p.
func within(box orb.Bound, p orb.Point) orb.Point {
	return orb.Point{min(max(p[0], box.Min[0]), box.Max[0]), min(max(p[1], box.Min[1]), box.Max[1])}
}

// numbered is the ward or zone that a query asks for by number or code alone: "43", "वार्ड ४३", "zone 6".
func (n *Names) numbered(words []string) (Place, bool) {
	if len(words) == 0 || len(words) > 2 {
		return Place{}, false
	}
	number := words[0]
	what := n.base.wardWord
	if len(words) == 2 {
		what, number = words[0], words[1]
		if number == n.base.wardWord || number == n.base.zoneWord {
			what, number = number, what
		}
	}
	switch what {
	case n.base.wardWord:
		if i, ok := n.base.wardByNumber[number]; ok {
			return n.ward(i, 1), true
		}
	case n.base.zoneWord:
		if i, ok := n.base.zoneByNumber[number]; ok {
			return n.zone(i, 1), true
		}
	}
	return Place{}, false
}
