package live

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"rasad/geo/points"
)

// drawnPoint is where a facility is drawn, in world units.
type drawnPoint struct{ x, y uint32 }

// changedPoints are where facilities changed.
type changedPoints struct {
	drawn  []drawnPoint // they look different
	unseen []drawnPoint // they look the same, but a filter may choose otherwise
}

// with applies edits, ordered by id, each id once, and tells where something changed. p is the plan of the new epoch, last that of the old
// one. Rows in edits are placed into their wards here.
func (f *facilities) with(edits []edit, p, last *plan) (next *facilities, changed changedPoints) {
	edits = append(edits, f.relocated(edits, p, last)...)
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Compare(a.id, b.id) })
	kinds := len(f.kinds.kinds)
	next = &facilities{kinds: f.kinds, sets: slices.Clone(f.sets), inWard: slices.Clone(f.inWard)}
	gone, fresh := make([][]points.Item, kinds), make([][]points.Item, kinds)
	for i := range edits {
		e := &edits[i]
		old, had := f.store.get(e.id)
		if e.put != nil {
			e.put.ward = p.locate(e.put.lon, e.put.lat)
		}
		if had && e.put != nil && old == *e.put && sameWard(&old, p, last) {
			continue
		}
		if had {
			gone[old.kind] = append(gone[old.kind], old.item())
			next.tally(last, &old, -1)
		}
		if e.put != nil {
			fresh[e.put.kind] = append(fresh[e.put.kind], e.put.item())
			next.tally(last, e.put, 1)
		}
		drawn := drawnChange(had, &old, e.put, p, last)
		changed.drawn = append(changed.drawn, drawn...)
		if len(drawn) == 0 && had {
			changed.unseen = append(changed.unseen, drawnAt(&old))
		}
	}
	changed.unseen = append(changed.unseen, f.rezoned(p, last)...)
	for k := range kinds {
		next.sets[k] = f.sets[k].With(gone[k], fresh[k])
	}
	next.store = f.store.with(edits)
	if p.boundaries != last.boundaries {
		next.inWard = countInWards(next.store, p, kinds)
	}
	return next, changed
}

// tally counts a facility in or out of its ward.
func (f *facilities) tally(p *plan, r *row, n int32) {
	if w, ok := p.wardOf[r.ward]; ok {
		f.inWard[w*len(f.kinds.kinds)+int(r.kind)] += n
	}
}

// drawnChange lists the places at which a facility looks different than before: none when only what the map does not show changed.
func drawnChange(had bool, old, put *row, p, last *plan) []drawnPoint {
	var out []drawnPoint
	if had {
		out = append(out, drawnAt(old))
	}
	if put == nil {
		return out
	}
	if !had {
		return append(out, drawnAt(put))
	}
	same := out[0] == drawnAt(put) && old.kind == put.kind && old.texts[textNameHi] == put.texts[textNameHi] &&
		old.texts[textNameEn] == put.texts[textNameEn] && last.codeOf(old.ward) == p.codeOf(put.ward)
	if same {
		return nil
	}
	return append(out, drawnAt(put))
}

func drawnAt(r *row) drawnPoint {
	item := r.item()
	return drawnPoint{item.X, item.Y}
}

// rezoned lists the places of facilities whose ward has come into another zone, or whose zone has another code: the map does not show
// a facility's zone.
func (f *facilities) rezoned(p, last *plan) []drawnPoint {
	if p == last {
		return nil
	}
	var out []drawnPoint
	for i := range p.wards {
		w := &p.wards[i]
		if _, had := last.wardOf[w.ID]; !had || p.zoneCodeOf(w.ID) == last.zoneCodeOf(w.ID) {
			continue
		}
		for _, set := range f.sets {
			set.Range(points.BoxOf(w.BBox.Pad(1e-7)), func(item points.Item) bool {
				if r, ok := f.store.get(item.ID); ok && r.ward == w.ID {
					out = append(out, drawnPoint{item.X, item.Y})
				}
				return true
			})
		}
	}
	return out
}

func (p *plan) zoneCodeOf(ward int64) string {
	if i, ok := p.wardOf[ward]; ok && p.wards[i].Zone != nil {
		return p.wards[i].Zone.Code
	}
	return ""
}

func (p *plan) codeOf(ward int64) string {
	if i, ok := p.wardOf[ward]; ok {
		return p.wards[i].Code
	}
	return ""
}

func sameWard(r *row, p, last *plan) bool { return p.codeOf(r.ward) == last.codeOf(r.ward) }

// relocated lists the facilities, besides those in edits, that other wards' boundaries, order or codes may have put elsewhere.
func (f *facilities) relocated(edits []edit, p, last *plan) []edit {
	areas := changedAreas(p, last)
	if len(areas) == 0 {
		return nil
	}
	known := make(map[int64]bool, len(edits))
	for _, e := range edits {
		known[e.id] = true
	}
	var out []edit
	for _, area := range areas {
		for _, set := range f.sets {
			set.Range(points.BoxOf(area.Pad(1e-7)), func(item points.Item) bool {
				if r, ok := f.store.get(item.ID); ok && !known[item.ID] {
					known[item.ID] = true
					if p.locate(r.lon, r.lat) != r.ward || !sameWard(&r, p, last) {
						out = append(out, edit{id: item.ID, put: &r})
					}
				}
				return true
			})
		}
	}
	return out
}

// changedAreas are the bounds, before and after, of wards whose polygon, code or place in the order changed.
func changedAreas(p, last *plan) []orb.Bound {
	if p == last {
		return nil
	}
	var out []orb.Bound
	for i := range p.wards {
		w := &p.wards[i]
		k, had := last.wardOf[w.ID]
		switch {
		case !had:
			out = append(out, w.BBox)
		case w.Code != last.wards[k].Code || w.Number != last.wards[k].Number || !sameShape(w.Geometry, last.wards[k].Geometry):
			out = append(out, w.BBox, last.wards[k].BBox)
		}
	}
	for k := range last.wards {
		if _, still := p.wardOf[last.wards[k].ID]; !still {
			out = append(out, last.wards[k].BBox)
		}
	}
	return out
}
