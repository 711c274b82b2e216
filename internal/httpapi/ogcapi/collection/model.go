package collection

import (
	"cmp"
	"context"
	"iter"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/internal/live"
)

// fromModel reads features from an epoch. Only facilities are many: the others are made anew for each page.
type fromModel struct {
	each  func(e *live.Epoch, after *Key, w *Where) iter.Seq[*Feature]
	find  func(e *live.Epoch, k Key) *Feature
	total func(e *live.Epoch) int
}

func (s fromModel) page(ctx context.Context, e *live.Epoch, q *Query, take func(*Feature)) (more bool, err error) {
	n, seen := 0, 0
	for f := range s.each(e, q.After, &q.Where) {
		if seen++; seen%1024 == 0 && ctx.Err() != nil {
			return false, ctx.Err()
		}
		if !q.takes(f) {
			continue
		}
		if n == q.Limit {
			return true, nil
		}
		n++
		take(f)
	}
	return false, nil
}

func (s fromModel) one(_ context.Context, e *live.Epoch, k Key) (*Feature, error) {
	return s.find(e, k), nil
}

func (s fromModel) count(e *live.Epoch) (int, bool) { return s.total(e), true }

// listed is a source over a short list with keys that ascend.
func listed[T any](list func(e *live.Epoch) []T, keyOf func(*T) Key, fill func(e *live.Epoch, t *T, f *Feature)) fromModel {
	sorted := func(e *live.Epoch) []T {
		return slices.SortedFunc(slices.Values(list(e)), func(a, b T) int { return keyOf(&a).compare(keyOf(&b)) })
	}
	return fromModel{
		each: func(e *live.Epoch, after *Key, _ *Where) iter.Seq[*Feature] {
			return func(yield func(*Feature) bool) {
				all := sorted(e)
				first := 0
				if after != nil {
					first, _ = slices.BinarySearchFunc(all, *after, func(t T, k Key) int { return cmp.Or(keyOf(&t).compare(k), -1) })
				}
				f := &Feature{}
				for i := range all[first:] {
					t := &all[first+i]
					f.Key, f.Values = keyOf(t), f.Values[:0]
					fill(e, t, f)
					if !yield(f) {
						return
					}
				}
			}
		},
		find: func(e *live.Epoch, k Key) *Feature {
			all := list(e)
			for i := range all {
				if keyOf(&all[i]) == k {
					f := &Feature{Key: k}
					fill(e, &all[i], f)
					return f
				}
			}
			return nil
		},
		total: func(e *live.Epoch) int { return len(list(e)) },
	}
}

func (k Key) compare(other Key) int {
	return cmp.Or(cmp.Compare(k.A, other.A), cmp.Compare(k.B, other.B))
}

func liveWards() fromModel {
	return listed(func(e *live.Epoch) []live.WardInfo { return e.Wards }, func(w *live.WardInfo) Key { return Key{A: w.ID} }, fillWard)
}

func fillWard(_ *live.Epoch, w *live.WardInfo, f *Feature) {
	number, zone := Value{}, Value{}
	if w.Number != 0 {
		number = Whole(w.Number)
	}
	if w.Zone != nil {
		zone = Text(w.Zone.Code)
	}
	f.Geometry = w.Geometry
	f.Values = append(f.Values, Text(w.Code), number, Text(w.NameHi), Text(w.NameEn), zone, WholeOr(w.Population), WholeOr(w.Households),
		Decimal(math.Round(w.AreaKM2*1e4)/1e4), Text(w.Councillor.NameHi), Text(w.Councillor.NameEn), Text(w.Councillor.Phone))
}

func liveZones() fromModel {
	return listed(func(e *live.Epoch) []live.ZoneInfo { return e.Zones }, func(z *live.ZoneInfo) Key { return Key{A: z.ID} },
		func(e *live.Epoch, z *live.ZoneInfo, f *Feature) {
			f.Geometry = nil
			if outline := e.ZoneGeometry(z); len(outline) > 0 {
				f.Geometry = outline
			}
			f.Values = append(f.Values, Text(z.Code), Text(z.NameHi), Text(z.NameEn), Text(z.Helpline), Whole(len(z.Wards)), WholeOr(z.Population))
		})
}

func livePairs() fromModel {
	return listed((*live.Epoch).Pairs, func(p *live.Pair) Key { return Key{p.A.ID, p.B.ID} },
		func(_ *live.Epoch, p *live.Pair, f *Feature) {
			f.Geometry = orb.LineString{p.A.Label, p.B.Label}
			f.Values = append(f.Values, Text(p.A.Code), Text(p.B.Code), Text(p.A.NameHi), Text(p.A.NameEn), Text(p.B.NameHi), Text(p.B.NameEn),
				Decimal(math.Round(p.SharedMetres*10)/10))
		})
}

func liveFacilities(kind int) fromModel {
	return fromModel{
		each: func(e *live.Epoch, after *Key, w *Where) iter.Seq[*Feature] {
			first := int64(math.MinInt64)
			if after != nil {
				first = after.A
			}
			var kinds []data.FacilityKind
			for _, equal := range w.Equal {
				if equal.Place == kind {
					kinds = []data.FacilityKind{data.FacilityKind(equal.Value.Text)}
				}
			}
			return func(yield func(*Feature) bool) {
				f := &Feature{}
				for facility := range e.FacilitiesAfter(first, kinds, w.box()) {
					f.Values = f.Values[:0]
					fillFacility(&facility, f)
					if !yield(f) {
						return
					}
				}
			}
		},
		find: func(e *live.Epoch, k Key) *Feature {
			facility, ok := e.Facility(k.A)
			if !ok {
				return nil
			}
			f := &Feature{}
			fillFacility(&facility, f)
			return f
		},
		total: (*live.Epoch).FacilityCount,
	}
}

func fillFacility(v *live.Facility, f *Feature) {
	ward, zone, stockAt := Value{}, Value{}, Value{}
	if v.Ward != nil {
		ward = Text(v.Ward.Code)
		if v.Ward.Zone != nil {
			zone = Text(v.Ward.Zone.Code)
		}
	}
	stockAt = Text(v.StockAt)
	f.Key, f.Geometry = Key{A: v.ID}, v.Point
	f.Values = append(f.Values, Text(string(v.Kind)), Text(v.NameHi), Text(v.NameEn), Text(v.AddressHi), Text(v.AddressEn), Text(v.Phone), Text(v.Hours),
		WholeOr(v.Capacity), Text(string(v.Stock)), stockAt, ward, zone, Text(v.ExternalID), Text(v.Source))
}
