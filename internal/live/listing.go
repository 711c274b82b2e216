package live

import (
	"cmp"
	"iter"
	"slices"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/tiles"
)

// FacilitiesAfter yields facilities with ids above one, by id: those of the kinds (none: all), and with a box all that lie in it and perhaps
// others.
func (e *Epoch) FacilitiesAfter(id int64, kinds []data.FacilityKind, box *orb.Bound) iter.Seq[Facility] {
	f := Filter{Kinds: kinds, After: id}
	rows := e.facilities.store.after(id)
	if box == nil && e.rare(kinds) {
		box = &orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}
	}
	if box != nil && !e.most(*box) {
		rows = e.inBox(f, *box)
	}
	takes := e.taker(f)
	return func(yield func(Facility) bool) {
		for r := range rows {
			if takes(&r) && !yield(e.facilityOf(&r)) {
				return
			}
		}
	}
}

// rare says that walking past all other facilities costs more than sorting those of the kinds.
func (e *Epoch) rare(kinds []data.FacilityKind) bool {
	if len(kinds) == 0 {
		return false
	}
	n := 0
	for _, k := range e.facilities.kinds.chosen(kinds) {
		n += e.facilities.sets[k].Len()
	}
	return n*8 < e.facilities.store.count
}

// most says that a box holds all wards: then it is no help to look into it.
func (e *Epoch) most(box orb.Bound) bool {
	all, ok := e.BBox()
	whole := orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}
	return ok && box != whole && box.Contains(all.Min) && box.Contains(all.Max)
}

// FacilityCount is how many facilities there are.
func (e *Epoch) FacilityCount() int { return e.facilities.store.count }

// Pair is two wards that share a boundary.
type Pair struct {
	A, B         *WardInfo // A before B in Epoch.Wards
	SharedMetres float64
}

// Pairs lists the wards that share a boundary, by the ids of A and B. The caller owns the slice.
func (e *Epoch) Pairs() []Pair {
	list := make([]Pair, 0, 3*len(e.Wards))
	for _, n := range e.plan.neighbours() {
		a, okA := e.wardByID(n.A)
		b, okB := e.wardByID(n.B)
		if okA && okB {
			list = append(list, Pair{a, b, n.SharedMetres})
		}
	}
	slices.SortFunc(list, func(a, b Pair) int { return cmp.Or(cmp.Compare(a.A.ID, b.A.ID), cmp.Compare(a.B.ID, b.B.ID)) })
	return list
}

// ZoneGeometry is the outline of a zone's wards as one, in degrees; empty for a zone without wards.
func (e *Epoch) ZoneGeometry(z *ZoneInfo) orb.MultiPolygon {
	return degrees(e.plan.outlines[z.ID], tiles.MaxZoom)
}
