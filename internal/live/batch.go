package live

import (
	"maps"
	"slices"
	"time"

	"github.com/paulmach/orb"

	"rasad/data"
)

// batches are what one read of the record brings, by city.
type batches struct {
	recordID string
	byCity   map[string]*batch
}

func newBatches(recordID string) *batches {
	return &batches{recordID: recordID, byCity: map[string]*batch{}}
}

func (all *batches) of(city string) *batch {
	b := all.byCity[city]
	if b == nil {
		b = &batch{cityID: city, recordID: all.recordID, started: time.Now()}
		all.byCity[city] = b
	}
	return b
}

// quiet says that nothing happened to any city.
func (all *batches) quiet() bool {
	for _, b := range all.byCity {
		if !b.idle() {
			return false
		}
	}
	return true
}

// batch is what happened to one city since the epoch before, and the rows as they are now.
type batch struct {
	cityID, recordID string
	changes          int64 // change_log rows
	number           int64 // of the epoch it leads to
	exists           bool  // the city has a row
	reload           bool  // read the city whole
	audited          bool  // number was counted in the record

	facilities, roads, areas, lines, places touched
	wards, zones                            bool // something of the current wards, of the zones or of their assignment

	city      data.City
	wardRows  []data.Ward
	zoneRows  []data.Zone
	zoneOf    map[int64]int64 // ward → zone
	roadRows  []data.Road
	areaRows  []data.MapArea
	lineRows  []data.MapLine
	placeRows []data.Place

	started time.Time
	next    *Epoch // what it leads to; nil: its data are at fault
	dirty   dirty  // what next changes on the map
}

func (b *batch) idle() bool { return b.changes == 0 && !b.reload }

// touched are the rows of one table that changed.
type touched struct {
	all   bool                // too many to list: any may have changed
	boxes map[int64]orb.Bound // by id: union of where it was and where it is
}

func (t *touched) any() bool { return t.all || len(t.boxes) > 0 }

// some chooses the changed rows.
func (t *touched) some() data.Some {
	if t.all {
		return nil
	}
	return slices.Sorted(maps.Keys(t.boxes))
}

// manyRows is how many listed rows of a table are read by id; with more, the table is read whole.
const manyRows = 5000

func (t *touched) note(c data.Change) {
	if t.all || c.Op == data.OpBulk || len(t.boxes) >= manyRows {
		t.all, t.boxes = true, nil
		return
	}
	if t.boxes == nil {
		t.boxes = map[int64]orb.Bound{}
	}
	box, known := t.boxes[c.ID]
	for _, side := range []*orb.Bound{c.Before, c.After} {
		switch {
		case side == nil:
		case known:
			box = box.Union(*side)
		default:
			box, known = *side, true
		}
	}
	t.boxes[c.ID] = box
}

// note files a change by its table. Changes of tables that the model does not hold count, but nothing is read for them.
func (b *batch) note(c data.Change) {
	b.changes++
	switch c.Table {
	case "facility":
		b.facilities.note(c)
	case "ward", "delimitation":
		b.wards = true
	case "zone_plan", "zone", "zone_ward":
		b.zones = true
	case "road":
		b.roads.note(c)
	case "map_area":
		b.areas.note(c)
	case "map_line":
		b.lines.note(c)
	case "place":
		b.places.note(c)
	}
}
