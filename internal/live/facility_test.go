package live

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/geo/points"
	"rasad/internal/pgtest"
)

// TestFacilityQueries holds pages, nearest and serving facilities against a plain walk over all of them.
func TestFacilityQueries(t *testing.T) {
	db, seed := pgtest.Open(t), rand.Uint64()
	t.Logf("seed %d", seed)
	w := newWriter(t, db.Pool().Config().ConnString(), "grid", seed)
	w.found()
	for range 300 {
		w.insertFacility()
	}
	e := cityOf(t, fresh(t, db), "grid").Now()
	all := allFacilities(e)
	for range 300 {
		f := randomFilter(w, e)
		var want []int64
		takes := takesPlainly(f)
		for _, one := range all {
			if takes(one) {
				want = append(want, one.ID)
			}
		}
		if got := pagesOf(e, f); !slices.Equal(got, want) {
			t.Fatalf("%+v: %v, want %v", f, got, want)
		}
		compareNearest(t, e, all, orb.Point{w.lon(), w.lat()}, f.Kinds, 1+w.random.IntN(8))
		compareWithin(t, e, all, orb.Point{w.lon(), w.lat()}, f.Kinds, 0.05*w.random.Float64(), w.random.IntN(12))
		compareServing(t, e, all, &e.Wards[w.random.IntN(len(e.Wards))], orb.Point{w.lon(), w.lat()})
	}
}

func compareWithin(t *testing.T, e *Epoch, all []Facility, middle orb.Point, kinds []data.FacilityKind, side float64, limit int) {
	t.Helper()
	box := middle.Bound().Pad(side)
	var inside []Facility
	for _, f := range all {
		if box.Contains(f.Point) && (len(kinds) == 0 || slices.Contains(kinds, f.Kind)) {
			inside = append(inside, f)
		}
	}
	slices.SortFunc(inside, func(a, b Facility) int {
		return cmp.Or(cmp.Compare(points.Metres(box.Center(), a.Point), points.Metres(box.Center(), b.Point)), cmp.Compare(a.ID, b.ID))
	})
	got, total := e.Within(box, kinds, limit)
	if total != len(inside) || len(got) != min(limit, total) {
		t.Fatalf("%v: %d of %d, want %d", box, len(got), total, len(inside))
	}
	for i := range got {
		if got[i].ID != inside[i].ID {
			t.Fatalf("%v: place %d is %d, want %d", box, i, got[i].ID, inside[i].ID)
		}
	}
}

func allFacilities(e *Epoch) []Facility {
	var out []Facility
	for r := range e.facilities.store.after(minID) {
		out = append(out, e.facilityOf(&r))
	}
	return out
}

func randomFilter(w *writer, e *Epoch) Filter {
	f := Filter{Limit: 1 + w.random.IntN(40)}
	if w.random.IntN(2) == 0 {
		f.Kinds = []data.FacilityKind{data.FacilityKind(w.kind()), data.FacilityKind(w.kind())}
	}
	if w.random.IntN(3) == 0 {
		f.Ward = &e.Wards[w.random.IntN(len(e.Wards))]
	}
	if w.random.IntN(3) == 0 {
		f.Zone = &e.Zones[w.random.IntN(len(e.Zones))]
	}
	if w.random.IntN(3) == 0 {
		box := orb.MultiPoint{{w.lon(), w.lat()}, {w.lon(), w.lat()}}.Bound()
		f.BBox = &box
	}
	return f
}

func takesPlainly(f Filter) func(Facility) bool {
	return func(one Facility) bool {
		return (len(f.Kinds) == 0 || slices.Contains(f.Kinds, one.Kind)) &&
			(f.Ward == nil || one.Ward == f.Ward) &&
			(f.Zone == nil || (one.Ward != nil && one.Ward.Zone == f.Zone)) &&
			(f.BBox == nil || f.BBox.Contains(one.Point))
	}
}

// pagesOf walks all pages.
func pagesOf(e *Epoch, f Filter) []int64 {
	var ids []int64
	for {
		page, next := e.FacilitiesIn(f)
		for _, one := range page {
			ids = append(ids, one.ID)
		}
		if next == 0 {
			return ids
		}
		f.After = next
	}
}

func compareNearest(t *testing.T, e *Epoch, all []Facility, p orb.Point, kinds []data.FacilityKind, k int) {
	t.Helper()
	want := nearestPlainly(all, p, func(f Facility) bool { return len(kinds) == 0 || slices.Contains(kinds, f.Kind) }, k)
	sameFound(t, e.NearestAny(p, kinds, k), want)
	perKind := map[data.FacilityKind]int{}
	for _, f := range e.Nearest(p, kinds, k) {
		perKind[f.Kind]++
	}
	for kind, n := range e.Count() {
		if want := min(n, k); (len(kinds) == 0 || slices.Contains(kinds, kind)) && perKind[kind] != want {
			t.Fatalf("%d nearest of kind %s, want %d", perKind[kind], kind, want)
		}
	}
}

func compareServing(t *testing.T, e *Epoch, all []Facility, w *WardInfo, p orb.Point) {
	t.Helper()
	want := nearestPlainly(all, p, func(f Facility) bool {
		return f.Kind == data.Kitchen && f.Ward != nil && (f.Ward == w || (w.Zone != nil && f.Ward.Zone == w.Zone))
	}, 3)
	sameFound(t, e.Serving(w, p, data.Kitchen, 3), want)
}

func nearestPlainly(all []Facility, p orb.Point, takes func(Facility) bool, k int) []Found {
	var out []Found
	for _, f := range all {
		if takes(f) {
			out = append(out, Found{Facility: f, Metres: points.Metres(p, f.Point)})
		}
	}
	slices.SortFunc(out, func(a, b Found) int { return cmp.Or(cmp.Compare(a.Metres, b.Metres), cmp.Compare(a.ID, b.ID)) })
	return out[:min(k, len(out))]
}

// sameFound compares distances: facilities whose distances differ by less than the grid of the index may change places.
func sameFound(t *testing.T, got, want []Found) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d found, want %d", len(got), len(want))
	}
	for i := range want {
		if d := got[i].Metres - want[i].Metres; d > 0.05 || d < -0.05 {
			t.Fatalf("place %d is %d at %.2f m, want %d at %.2f m", i, got[i].ID, got[i].Metres, want[i].ID, want[i].Metres)
		}
	}
}

// TestPageLimits: a limit is bounded from both sides, and ids beyond the last give an empty page.
func TestPageLimits(t *testing.T) {
	db := pgtest.Open(t)
	w := newWriter(t, db.Pool().Config().ConnString(), "grid", 1)
	w.exec(`INSERT INTO rasad.city (city_id, name_en) VALUES ($1, 'Grid')`)
	w.exec(`INSERT INTO rasad.facility (city_id, kind, geom) SELECT $1, 'kitchen', 'SRID=4326;POINT(81 27)' FROM generate_series(1, 1500)`)
	e := cityOf(t, fresh(t, db), "grid").Now()
	for _, c := range []struct {
		limit int
		after int64
		want  int
	}{{0, 0, 100}, {-5, 0, 100}, {5000, 0, 1000}, {1000, 1000, 500}, {10, 1 << 60, 0}} {
		page, next := e.FacilitiesIn(Filter{Limit: c.limit, After: c.after})
		if len(page) != c.want || (next != 0) != (c.after == 0) {
			t.Errorf("limit %d after %d: %d facilities, next %d", c.limit, c.after, len(page), next)
		}
	}
	if page, next := e.FacilitiesIn(Filter{BBox: &orb.Bound{Min: orb.Point{90, 0}, Max: orb.Point{80, -1}}}); len(page) != 0 || next != 0 {
		t.Errorf("a box turned inside out holds %d facilities", len(page))
	}
}
