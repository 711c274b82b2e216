package collection

import (
	"context"
	"math"
	"time"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/data/features"
	"rasad/internal/live"
)

// fromRecord reads features from the record by keyset.
type fromRecord struct {
	db    *data.DB
	table features.Table
	info  Info
}

func (s fromRecord) page(ctx context.Context, e *live.Epoch, q *Query, take func(*Feature)) (more bool, err error) {
	chosen := features.Query{City: e.City.ID, Limit: q.Limit + 1, Boxes: q.Boxes, During: q.During}
	if q.After != nil {
		chosen.After = &q.After.A
	}
	if q.Exact != nil {
		chosen.Exact = &features.Plane{SRID: q.Exact.SRID, Box: q.Exact.Box}
	}
	for _, equal := range q.Equal {
		chosen.Equal = append(chosen.Equal, features.Equal{Property: equal.Place, Value: s.argument(equal)})
	}
	if q.Filter != nil {
		return s.scan(ctx, &chosen, q, take)
	}
	n := 0
	f := &Feature{}
	err = features.Page(ctx, s.db, s.table, &chosen, func(row *features.Row) {
		if n++; n > q.Limit {
			more = true
			return
		}
		fillRow(row, f)
		take(f)
	})
	return more, err
}

// scanned is how many features are read at a time while looking for those that a filter takes.
const scanned = 2000

// scan reads on until a page is full of features that the filter takes. The request's deadline bounds it.
func (s fromRecord) scan(ctx context.Context, chosen *features.Query, q *Query, take func(*Feature)) (more bool, err error) {
	if box, ok := q.Filter.Bounds(); ok {
		if box.IsEmpty() {
			return false, nil
		}
		if len(chosen.Boxes) == 0 {
			chosen.Boxes = []orb.Bound{box}
		}
	}
	chosen.Limit = scanned
	f, n := &Feature{}, 0
	var last int64
	for read := scanned; read == scanned && !more; {
		read = 0
		err := features.Page(ctx, s.db, s.table, chosen, func(row *features.Row) {
			read++
			fillRow(row, f)
			last = row.ID
			if more || !q.Filter.Match(f) {
				return
			}
			if more = n == q.Limit; !more {
				n++
				take(f)
			}
		})
		if err != nil {
			return false, err
		}
		after := last
		chosen.After = &after
	}
	return more, nil
}

func (s fromRecord) one(ctx context.Context, e *live.Epoch, k Key) (found *Feature, err error) {
	err = features.Page(ctx, s.db, s.table, &features.Query{City: e.City.ID, Limit: 1, ID: &k.A}, func(row *features.Row) {
		found = &Feature{}
		fillRow(row, found)
	})
	return found, err
}

func (s fromRecord) count(*live.Epoch) (int, bool) { return 0, false }

// argument is the value as the column's type takes it.
func (s fromRecord) argument(e Equal) any {
	switch e.Value.Kind {
	case IsText:
		if s.info.Properties[e.Place].Type == Date {
			if t, err := time.Parse(time.DateOnly, e.Value.Text); err == nil {
				return t
			}
		}
		return e.Value.Text
	case IsInteger:
		return int64(e.Value.Number)
	case IsNumber:
		return e.Value.Number
	case IsTrue, IsFalse:
		return e.Value.Kind == IsTrue
	}
	return nil
}

func fillRow(row *features.Row, f *Feature) {
	f.Key, f.Geometry, f.Values = Key{A: row.ID}, row.Geometry, f.Values[:0]
	for _, v := range row.Values {
		f.Values = append(f.Values, valueOf(v))
	}
}

func valueOf(v any) Value {
	switch v := v.(type) {
	case string:
		return Text(v)
	case int32:
		return Whole(v)
	case int64:
		return Whole(v)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return Value{}
		}
		return Decimal(v)
	case bool:
		return Truth(v)
	case time.Time:
		return Text(v.Format(time.DateOnly))
	}
	return Value{}
}

// Of gives every collection that can be read; db nil leaves out those of the record.
func Of(db *data.DB) []Collection {
	var list []Collection
	for _, info := range All() {
		c := Collection{Info: info}
		switch info.ID {
		case "wards":
			c.living = liveWards()
		case "zones":
			c.living = liveZones()
		case "facilities":
			c.living = liveFacilities(info.Place("kind"))
		case "ward_neighbours":
			c.living = livePairs()
		}
		if table, ok := tableOf(info.ID); ok && db != nil {
			c.record = fromRecord{db, table, info}
		}
		if c.living != nil || c.record != nil {
			list = append(list, c)
		}
	}
	return list
}

func tableOf(id string) (t features.Table, ok bool) {
	switch id {
	case "wards":
		return features.Wards, true
	case "delimitations":
		return features.Delimitations, true
	case "roads":
		return features.Roads, true
	case "places":
		return features.Places, true
	case "water":
		return features.Water, true
	case "green":
		return features.Green, true
	case "rail":
		return features.Rail, true
	}
	return 0, false
}
