package ingest

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"rasad/data"
)

func sameFacility(a, b data.Facility) bool {
	return a.Kind == b.Kind && a.NameHi == b.NameHi && a.NameEn == b.NameEn && a.AddressHi == b.AddressHi && a.AddressEn == b.AddressEn &&
		a.Phone == b.Phone && a.Hours == b.Hours && sameCount(a.Capacity, b.Capacity) &&
		a.Stock == b.Stock && sameDay(a.StockAt, b.StockAt) && a.Source == b.Source && a.ExternalID == b.ExternalID &&
		a.Point == b.Point && reflect.DeepEqual(plain(a.Attrs), plain(b.Attrs))
}

func sameDay(a, b *time.Time) bool {
	return (a == nil) == (b == nil) && (a == nil || a.Equal(*b))
}

func (j *job) writeFacilities(ctx context.Context, tx pgx.Tx, rows []facilityRow) error {
	old, err := j.facilitiesOf(ctx, tx, rows)
	if err != nil {
		return err
	}
	var fresh, changed []data.Facility
	count := j.report.Count("facility")
	for _, r := range rows {
		f := r.facility
		before, there := old[keyOf(f)]
		delete(old, keyOf(f))
		f.ID = before.ID
		switch {
		case !there:
			fresh = append(fresh, f)
		case sameFacility(f, before):
			count.Unchanged++
		default:
			changed = append(changed, f)
		}
	}
	count.New, count.Changed = len(fresh), len(changed)
	if err := mergeFacilities(ctx, tx, fresh, changed); err != nil {
		return err
	}
	return j.removeFacilities(ctx, tx, old)
}

// facilitiesOf reads what the record has of the sources that the rows are of.
func (j *job) facilitiesOf(ctx context.Context, tx pgx.Tx, rows []facilityRow) (map[facilityKey]data.Facility, error) {
	var sources []string
	for _, r := range rows {
		if !slices.Contains(sources, r.facility.Source) {
			sources = append(sources, r.facility.Source)
		}
	}
	found, err := tx.Query(ctx, `
		SELECT facility_id, kind, name_hi, name_en, address_hi, address_en, phone, hours, capacity, stock, stock_at, source, external_id, attrs, geom
		FROM rasad.facility WHERE city_id = $1 AND source = ANY($2)`, j.o.City, sources)
	if err != nil {
		return nil, fmt.Errorf("read facilities: %w", err)
	}
	old := map[facilityKey]data.Facility{}
	_, err = pgx.CollectRows(found, func(r pgx.CollectableRow) (none struct{}, err error) {
		f := data.Facility{City: j.o.City}
		err = r.Scan(&f.ID, &f.Kind, &f.NameHi, &f.NameEn, &f.AddressHi, &f.AddressEn, &f.Phone, &f.Hours, &f.Capacity, &f.Stock, &f.StockAt, &f.Source, &f.ExternalID, &f.Attrs, &f.Point)
		old[keyOf(f)] = f
		return none, err
	})
	if err != nil {
		return nil, fmt.Errorf("read facilities: %w", err)
	}
	return old, nil
}

// mergeFacilities writes new and changed facilities, in one statement each.
func mergeFacilities(ctx context.Context, tx pgx.Tx, fresh, changed []data.Facility) error {
	all := append(slices.Clip(fresh), changed...)
	if len(all) == 0 {
		return nil
	}
	columns := []string{"city_id", "facility_id", "kind", "name_hi", "name_en", "address_hi", "address_en", "phone", "hours", "capacity", "stock", "stock_at", "source", "external_id", "attrs", "geom"}
	temp, err := data.CopyToTemp(ctx, tx, "facility", columns, pgx.CopyFromSlice(len(all), func(i int) ([]any, error) {
		f := &all[i]
		id := f.ID
		if id == 0 {
			id = -int64(i) - 1 // keeps the files' order for the new
		}
		return []any{f.City, id, string(f.Kind), f.NameHi, f.NameEn, f.AddressHi, f.AddressEn, f.Phone, f.Hours, f.Capacity, string(f.Stock), f.StockAt, f.Source, f.ExternalID, attrsOrEmpty(f.Attrs), f.Point}, nil
	}))
	if err != nil {
		return err
	}
	from := pgx.Identifier{temp}.Sanitize()
	if len(fresh) > 0 {
		if _, err := tx.Exec(ctx, `
			INSERT INTO rasad.facility (city_id, kind, name_hi, name_en, address_hi, address_en, phone, hours, capacity, stock, stock_at, source, external_id, attrs, geom)
			SELECT city_id, kind, name_hi, name_en, address_hi, address_en, phone, hours, capacity, stock, stock_at, source, external_id, attrs, geom
			FROM `+from+` WHERE facility_id < 0 ORDER BY facility_id DESC`); err != nil {
			return fmt.Errorf("insert facilities: %w", err)
		}
	}
	if len(changed) > 0 {
		if _, err := tx.Exec(ctx, `
			UPDATE rasad.facility f SET kind = i.kind, name_hi = i.name_hi, name_en = i.name_en, address_hi = i.address_hi, address_en = i.address_en,
				phone = i.phone, hours = i.hours, capacity = i.capacity, stock = i.stock, stock_at = i.stock_at, attrs = i.attrs, geom = i.geom, updated_at = now()
			FROM `+from+` i WHERE i.facility_id > 0 AND f.city_id = i.city_id AND f.facility_id = i.facility_id`); err != nil {
			return fmt.Errorf("update facilities: %w", err)
		}
	}
	return nil
}

// removeFacilities takes out those of the same sources that the files no longer list, when asked to.
func (j *job) removeFacilities(ctx context.Context, tx pgx.Tx, gone map[facilityKey]data.Facility) error {
	if !j.o.Replace || len(gone) == 0 {
		return nil
	}
	if j.report.Has(Fault) > 0 {
		j.report.Add(Finding{Severity: Warning, Code: "not-removed", Reason: bothf("%d केंद्र फ़ाइल में नहीं हैं; खराब पंक्तियाँ छोड़ने के कारण हटाए नहीं गए", "%d facilities are not in the file; they were not removed because bad rows were left out", len(gone))})
		return nil
	}
	ids := make([]int64, 0, len(gone))
	for _, f := range gone {
		ids = append(ids, f.ID)
	}
	slices.Sort(ids)
	if _, err := tx.Exec(ctx, `DELETE FROM rasad.facility WHERE city_id = $1 AND facility_id = ANY($2)`, j.o.City, ids); err != nil {
		return fmt.Errorf("remove facilities: %w", err)
	}
	j.report.Count("facility").Removed = len(ids)
	return nil
}
