package data

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
)

// Cities lists all cities by id.
func (r *Reader) Cities(ctx context.Context) ([]City, error) {
	rows, err := r.tx.Query(ctx, `
		SELECT city_id, name_hi, name_en, state_hi, state_en, helpline, attribution, data_date FROM rasad.city ORDER BY city_id`)
	if err != nil {
		return nil, wrap("cities", err)
	}
	cities, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (c City, err error) {
		err = row.Scan(&c.ID, &c.NameHi, &c.NameEn, &c.StateHi, &c.StateEn, &c.Helpline, &c.Attribution, &c.DataDate)
		return c, err
	})
	return cities, wrap("cities", err)
}

// Delimitations lists a city's delimitations, the current one first.
func (r *Reader) Delimitations(ctx context.Context, city string) ([]Delimitation, error) {
	rows, err := r.tx.Query(ctx, `
		SELECT city_id, delimitation_id, name, valid_from, valid_to, is_current, source
		FROM rasad.delimitation WHERE city_id = $1 ORDER BY is_current DESC, valid_from DESC NULLS LAST, delimitation_id DESC`, city)
	if err != nil {
		return nil, wrap("delimitations", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (d Delimitation, err error) {
		err = row.Scan(&d.City, &d.ID, &d.Name, &d.ValidFrom, &d.ValidTo, &d.Current, &d.Source)
		return d, err
	})
	return list, wrap("delimitations", err)
}

// CurrentDelimitation is the id of the city's current set of wards; ok is false when it has none.
func (r *Reader) CurrentDelimitation(ctx context.Context, city string) (id int64, ok bool, err error) {
	err = r.tx.QueryRow(ctx, `SELECT delimitation_id FROM rasad.delimitation WHERE city_id = $1 AND is_current`, city).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, false, nil
	}
	return id, err == nil, wrap("delimitation", err)
}

// Wards streams the wards of a delimitation by number, then code.
func (r *Reader) Wards(ctx context.Context, city string, delimitation int64, take func(*Ward) error) error {
	w := Ward{City: city, Delimitation: delimitation}
	return r.each(ctx, "wards", `
		SELECT ward_id, code, number, name_hi, name_en, population, households,
		       councillor_hi, councillor_en, councillor_phone, attrs, geom
		FROM rasad.ward WHERE city_id = $1 AND delimitation_id = $2 ORDER BY number NULLS LAST, code COLLATE "C"`,
		[]any{city, delimitation},
		[]any{&w.ID, &w.Code, &w.Number, &w.NameHi, &w.NameEn, &w.Population, &w.Households,
			&w.Councillor.NameHi, &w.Councillor.NameEn, &w.Councillor.Phone, &w.Attrs, &w.Geometry},
		func() error {
			row := w
			w.Number, w.Population, w.Households, w.Attrs, w.Geometry = nil, nil, nil, nil, nil
			return take(&row)
		})
}

// PublishedPlan is the city's published zone plan with its zones, by code, and its assignment; ok is false when it has none.
func (r *Reader) PublishedPlan(ctx context.Context, city string) (plan ZonePlan, zones []Zone, assignment []ZoneWard, ok bool, err error) {
	err = r.tx.QueryRow(ctx, `
		SELECT city_id, plan_id, delimitation_id, name, state FROM rasad.zone_plan WHERE city_id = $1 AND state = 'published'`, city).
		Scan(&plan.City, &plan.ID, &plan.Delimitation, &plan.Name, &plan.State)
	if errors.Is(err, pgx.ErrNoRows) {
		return plan, nil, nil, false, nil
	}
	if err != nil {
		return plan, nil, nil, false, wrap("zone plan", err)
	}
	if zones, err = r.zones(ctx, city, plan.ID); err != nil {
		return plan, nil, nil, false, err
	}
	rows, err := r.tx.Query(ctx, `SELECT plan_id, ward_id, zone_id FROM rasad.zone_ward WHERE city_id = $1 AND plan_id = $2 ORDER BY ward_id`, city, plan.ID)
	if err != nil {
		return plan, nil, nil, false, wrap("zone assignment", err)
	}
	assignment, err = pgx.CollectRows(rows, pgx.RowToStructByPos[ZoneWard])
	return plan, zones, assignment, err == nil, wrap("zone assignment", err)
}

func (r *Reader) zones(ctx context.Context, city string, plan int64) ([]Zone, error) {
	rows, err := r.tx.Query(ctx, `
		SELECT city_id, zone_id, plan_id, code, name_hi, name_en, helpline, attrs
		FROM rasad.zone WHERE city_id = $1 AND plan_id = $2
		ORDER BY CASE WHEN code ~ '^[0-9]{1,9}$' THEN code::integer END NULLS LAST, code COLLATE "C"`, city, plan)
	if err != nil {
		return nil, wrap("zones", err)
	}
	zones, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (z Zone, err error) {
		err = row.Scan(&z.City, &z.ID, &z.Plan, &z.Code, &z.NameHi, &z.NameEn, &z.Helpline, &z.Attrs)
		return z, err
	})
	return zones, wrap("zones", err)
}

// Facilities streams facilities by id. The row is the callee's for the call only; its maps and strings may be kept.
func (r *Reader) Facilities(ctx context.Context, city string, some Some, take func(*Facility) error) error {
	f := Facility{City: city}
	return r.each(ctx, "facilities", `
		SELECT t.facility_id, t.kind, t.name_hi, t.name_en, t.address_hi, t.address_en, t.phone, t.hours, t.capacity,
		       t.stock, t.stock_at, t.source, t.external_id, nullif(t.attrs, '{}'), t.geom
		FROM rasad.facility t`+selected("facility_id")+` ORDER BY t.facility_id`,
		[]any{city, []int64(some)},
		[]any{&f.ID, &f.Kind, &f.NameHi, &f.NameEn, &f.AddressHi, &f.AddressEn, &f.Phone, &f.Hours, &f.Capacity,
			&f.Stock, &f.StockAt, &f.Source, &f.ExternalID, &f.Attrs, &f.Point},
		func() error {
			row := f
			f.Capacity, f.StockAt, f.Attrs = nil, nil, nil
			return take(&row)
		})
}
