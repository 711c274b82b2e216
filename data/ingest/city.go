package ingest

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/data/source"
)

// errRollBack ends the transaction of a dry run.
var errRollBack = errors.New("dry run") //nolint:gochecknoglobals // a sentinel

// write runs work in one transaction of its own with the city's row locked, so that two imports into one city follow one another. A dry
// run does all of it and rolls back.
func (j *job) write(ctx context.Context, db *data.DB, work func(pgx.Tx) error) error {
	err := db.Write(ctx, j.o.actor(), func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SET LOCAL statement_timeout = 0`); err != nil {
			return fmt.Errorf("import: %w", err)
		}
		if err := j.lockCity(ctx, tx); err != nil {
			return err
		}
		if err := work(tx); err != nil {
			return err
		}
		if err := j.describeCity(ctx, tx); err != nil {
			return err
		}
		if j.o.DryRun {
			return errRollBack
		}
		return nil
	})
	if errors.Is(err, errRollBack) {
		return nil
	}
	return err
}

func (j *job) lockCity(ctx context.Context, tx pgx.Tx) error {
	var id string
	err := tx.QueryRow(ctx, `SELECT city_id FROM rasad.city WHERE city_id = $1 FOR UPDATE`, j.o.City).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return noCity(j.o.City)
	}
	if err != nil {
		return fmt.Errorf("lock city %s: %w", j.o.City, err)
	}
	return nil
}

func noCity(city string) error {
	return &source.Error{Err: data.ErrNotFound, Reason: bothf("शहर %q अभी नहीं बना है", "there is no city %q", city),
		Remedy: bothf("पहले बनाएँ: rasad city add %s …", "make it first: rasad city add %s …", city)}
}

// describeCity writes attribution and data date, if given and new.
func (j *job) describeCity(ctx context.Context, tx pgx.Tx) error {
	tag, err := tx.Exec(ctx, `
		UPDATE rasad.city SET attribution = coalesce(nullif($2, ''), attribution), data_date = greatest(data_date, $3::date)
		WHERE city_id = $1 AND (attribution, data_date) IS DISTINCT FROM (coalesce(nullif($2, ''), attribution), greatest(data_date, $3::date))`,
		j.o.City, j.o.Attribution, j.o.DataDate)
	if err != nil {
		return fmt.Errorf("describe city: %w", err)
	}
	if tag.RowsAffected() > 0 {
		j.report.Count("city").Changed++
	}
	return nil
}

// delimitationID finds the delimitation that an import is about: the named one, else the current one. ok is false when there is none.
func (j *job) delimitationID(ctx context.Context, tx pgx.Tx) (id int64, current, ok bool, err error) {
	err = tx.QueryRow(ctx, `
		SELECT delimitation_id, is_current FROM rasad.delimitation
		WHERE city_id = $1 AND ($2 = '' AND is_current OR name = $2)`, j.o.City, j.o.Delimitation).Scan(&id, &current)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, false, false, nil
	}
	if err != nil {
		return 0, false, false, fmt.Errorf("find delimitation: %w", err)
	}
	return id, current, true, nil
}

// wardsOf reads the wards of a delimitation within the transaction.
func wardsOf(ctx context.Context, tx pgx.Tx, city string, delimitation int64) ([]data.Ward, error) {
	rows, err := tx.Query(ctx, `
		SELECT ward_id, code, number, name_hi, name_en, population, households, councillor_hi, councillor_en, councillor_phone, attrs, geom
		FROM rasad.ward WHERE city_id = $1 AND delimitation_id = $2 ORDER BY number NULLS LAST, code COLLATE "C"`, city, delimitation)
	if err != nil {
		return nil, fmt.Errorf("read wards: %w", err)
	}
	wards, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (w data.Ward, err error) {
		w.City, w.Delimitation = city, delimitation
		err = r.Scan(&w.ID, &w.Code, &w.Number, &w.NameHi, &w.NameEn, &w.Population, &w.Households, &w.Councillor.NameHi, &w.Councillor.NameEn, &w.Councillor.Phone,
			&w.Attrs, &w.Geometry)
		return w, err
	})
	if err != nil {
		return nil, fmt.Errorf("read wards: %w", err)
	}
	return wards, nil
}

// lookAround reads the city's current wards before files are read: they tell where the city is.
func (j *job) lookAround(ctx context.Context, db *data.DB) (wards []data.Ward, err error) {
	err = pgx.BeginFunc(ctx, db.Pool(), func(tx pgx.Tx) error {
		var id int64
		err := tx.QueryRow(ctx, `
			SELECT coalesce(d.delimitation_id, 0) FROM rasad.city c
			LEFT JOIN rasad.delimitation d ON d.city_id = c.city_id AND d.is_current WHERE c.city_id = $1`, j.o.City).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			return noCity(j.o.City)
		}
		if err != nil {
			return fmt.Errorf("find city: %w", err)
		}
		if id != 0 {
			wards, err = wardsOf(ctx, tx, j.o.City, id)
		}
		return err
	})
	var box orb.Bound
	for i, w := range wards {
		if i == 0 {
			box = w.Geometry.Bound()
		}
		box = box.Union(w.Geometry.Bound())
	}
	if len(wards) > 0 {
		j.near = &box
	}
	return wards, err
}
