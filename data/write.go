package data

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// ErrNotFound says that the row to change is not there.
var ErrNotFound = errors.New("not found") //nolint:gochecknoglobals // a sentinel

// PutCity makes a city or changes it; an unchanged one is left alone.
func (db *DB) PutCity(ctx context.Context, actor string, c City) error {
	return db.Write(ctx, actor, func(tx pgx.Tx) error { return PutCityTx(ctx, tx, c) })
}

// PutCityTx is PutCity within a transaction.
func PutCityTx(ctx context.Context, tx pgx.Tx, c City) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO rasad.city AS t (city_id, name_hi, name_en, state_hi, state_en, helpline, attribution, data_date)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (city_id) DO UPDATE SET name_hi = excluded.name_hi, name_en = excluded.name_en, state_hi = excluded.state_hi,
			state_en = excluded.state_en, helpline = excluded.helpline, attribution = excluded.attribution, data_date = excluded.data_date
		WHERE (t.name_hi, t.name_en, t.state_hi, t.state_en, t.helpline, t.attribution, t.data_date) IS DISTINCT FROM
			(excluded.name_hi, excluded.name_en, excluded.state_hi, excluded.state_en, excluded.helpline, excluded.attribution, excluded.data_date)`,
		c.ID, c.NameHi, c.NameEn, c.StateHi, c.StateEn, c.Helpline, c.Attribution, c.DataDate)
	if err != nil {
		return fmt.Errorf("write city %s: %w", c.ID, err)
	}
	return nil
}

// DeleteCity removes a city and all that belongs to it.
func (db *DB) DeleteCity(ctx context.Context, actor, city string) error {
	return db.Write(ctx, actor, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, `DELETE FROM rasad.city WHERE city_id = $1`, city)
		if err == nil && tag.RowsAffected() == 0 {
			err = ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("remove city %s: %w", city, err)
		}
		return nil
	})
}

// PutFacility inserts a facility (ID 0: the record gives the id) or changes it, and returns its id. An unchanged one is left alone.
func (db *DB) PutFacility(ctx context.Context, actor string, f Facility) (id int64, err error) {
	err = db.Write(ctx, actor, func(tx pgx.Tx) error {
		if f.ID == 0 {
			id, err = insertFacility(ctx, tx, f)
			return err
		}
		id = f.ID
		return updateFacility(ctx, tx, f)
	})
	return id, err
}

func insertFacility(ctx context.Context, tx pgx.Tx, f Facility) (id int64, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO rasad.facility (city_id, kind, name_hi, name_en, address_hi, address_en, phone, hours, capacity, source, external_id, attrs, geom,
			stock, stock_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) RETURNING facility_id`,
		f.City, f.Kind, f.NameHi, f.NameEn, f.AddressHi, f.AddressEn, f.Phone, f.Hours, f.Capacity, f.Source, f.ExternalID, attrsOf(f.Attrs), f.Point,
		f.Stock, f.StockAt).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("insert facility: %w", err)
	}
	return id, nil
}

func updateFacility(ctx context.Context, tx pgx.Tx, f Facility) error {
	tag, err := tx.Exec(ctx, `
		UPDATE rasad.facility SET kind = $3, name_hi = $4, name_en = $5, address_hi = $6, address_en = $7, phone = $8, hours = $9,
			capacity = $10, source = $11, external_id = $12, attrs = $13, geom = $14, stock = $15, stock_at = $16, updated_at = now()
		WHERE city_id = $1 AND facility_id = $2
			AND (kind, name_hi, name_en, address_hi, address_en, phone, hours, capacity, source, external_id, attrs, st_asewkb(geom), stock, stock_at)
			IS DISTINCT FROM ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, st_asewkb($14::geometry), $15, $16::date)`,
		f.City, f.ID, f.Kind, f.NameHi, f.NameEn, f.AddressHi, f.AddressEn, f.Phone, f.Hours, f.Capacity, f.Source, f.ExternalID, attrsOf(f.Attrs), f.Point, f.Stock, f.StockAt)
	if err != nil {
		return fmt.Errorf("update facility %d: %w", f.ID, err)
	}
	if tag.RowsAffected() > 0 {
		return nil
	}
	var there bool
	err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM rasad.facility WHERE city_id = $1 AND facility_id = $2)`, f.City, f.ID).Scan(&there)
	if err == nil && !there {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("update facility %d: %w", f.ID, err)
	}
	return nil
}

// DeleteFacility removes a facility.
func (db *DB) DeleteFacility(ctx context.Context, actor, city string, id int64) error {
	return db.Write(ctx, actor, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, `DELETE FROM rasad.facility WHERE city_id = $1 AND facility_id = $2`, city, id)
		if err == nil && tag.RowsAffected() == 0 {
			err = ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("delete facility %d: %w", id, err)
		}
		return nil
	})
}

func attrsOf(attrs map[string]any) map[string]any {
	if attrs == nil {
		return map[string]any{}
	}
	return attrs
}

// CopyToTemp makes a temporary table like a table of the record, dropped at commit, and copies rows into it: the way in which
// imports bring many rows before they are compared and merged. It returns the temporary table's name.
func CopyToTemp(ctx context.Context, tx pgx.Tx, table string, columns []string, rows pgx.CopyFromSource) (string, error) {
	temp := "import_" + table
	name := pgx.Identifier{temp}.Sanitize()
	original := pgx.Identifier{"rasad", table}.Sanitize()
	_, err := tx.Exec(ctx, `CREATE TEMP TABLE `+name+` ON COMMIT DROP AS SELECT `+columnList(columns)+` FROM `+original+` WITH NO DATA`)
	if err != nil {
		return "", fmt.Errorf("temporary table for %s: %w", table, err)
	}
	if _, err := tx.CopyFrom(ctx, pgx.Identifier{temp}, columns, rows); err != nil {
		return "", fmt.Errorf("copy rows of %s: %w", table, err)
	}
	if _, err := tx.Exec(ctx, `ANALYZE `+name); err != nil {
		return "", fmt.Errorf("copy rows of %s: %w", table, err)
	}
	return temp, nil
}

func columnList(columns []string) string {
	list := ""
	for i, column := range columns {
		if i > 0 {
			list += ", "
		}
		list += pgx.Identifier{column}.Sanitize()
	}
	return list
}
