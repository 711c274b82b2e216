package data

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// Snapshot names what a transaction sees: PostgreSQL's pg_snapshot as text. Two snapshots of one primary are ordered.
type Snapshot string

// Reader reads the record in one repeatable-read transaction: all that it returns is of one moment. Not safe for concurrent use.
type Reader struct {
	tx pgx.Tx
}

// Read runs work with a Reader and ends its transaction.
func (db *DB) Read(ctx context.Context, work func(*Reader) error) error {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return pgx.BeginTxFunc(ctx, db.pool, options, func(tx pgx.Tx) error { return work(&Reader{tx: tx}) })
}

// RecordID names the database: a UUID made with the schema.
func (r *Reader) RecordID(ctx context.Context) (id string, err error) {
	err = r.tx.QueryRow(ctx, `SELECT id::text FROM rasad.record`).Scan(&id)
	return id, wrap("record id", err)
}

// Snapshot is what this reader sees.
func (r *Reader) Snapshot(ctx context.Context) (s Snapshot, err error) {
	err = r.tx.QueryRow(ctx, `SELECT pg_current_snapshot()::text`).Scan(&s)
	return s, wrap("snapshot", err)
}

// Epochs counts each city's changes that this reader sees. Cities without any are left out.
func (r *Reader) Epochs(ctx context.Context) (map[string]int64, error) {
	rows, err := r.tx.Query(ctx, `SELECT city_id, count(*) FROM rasad.change_log GROUP BY city_id`)
	if err != nil {
		return nil, wrap("epochs", err)
	}
	epochs := map[string]int64{}
	var city string
	var n int64
	_, err = pgx.ForEachRow(rows, []any{&city, &n}, func() error { epochs[city] = n; return nil })
	return epochs, wrap("epochs", err)
}

// Op is what happened to a row.
type Op string

// The operations of the change log. OpBulk stands for more rows than are listed one by one: read that table of that city again.
const (
	OpInsert Op = "insert"
	OpUpdate Op = "update"
	OpDelete Op = "delete"
	OpBulk   Op = "bulk"
)

// Change is a row of the change log. ID is 0 for OpBulk. A nil box means that there was no geometry, or none is kept.
type Change struct {
	Seq           int64
	City          string
	Table         string // without schema
	Op            Op
	ID            int64
	Rows          int64
	Before, After *orb.Bound
}

// Changes lists, in order of Seq, the changes that this reader sees and a reader at since did not. Each committed change is seen once
// by a chain of readers, whenever it commits: a transaction that is still running at one reader is not visible in its snapshot, and so
// is listed by the first reader that sees it. Rows restored from a dump may bear transaction ids still to come on this server; they are no
// change, and without the upper bound every reader would list them.
func (r *Reader) Changes(ctx context.Context, since Snapshot) ([]Change, error) {
	rows, err := r.tx.Query(ctx, `
		SELECT seq, city_id, tbl, op, coalesce(id, 0), n_rows,
		       st_xmin(bbox_before), st_ymin(bbox_before), st_xmax(bbox_before), st_ymax(bbox_before),
		       st_xmin(bbox_after), st_ymin(bbox_after), st_xmax(bbox_after), st_ymax(bbox_after)
		FROM rasad.change_log
		WHERE xid >= pg_snapshot_xmin($1::text::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, $1::text::pg_snapshot)
		  AND xid < pg_snapshot_xmax(pg_current_snapshot())
		ORDER BY seq`, string(since))
	if err != nil {
		return nil, wrap("changes", err)
	}
	changes, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Change, error) {
		var c Change
		var before, after [4]*float64
		err := row.Scan(&c.Seq, &c.City, &c.Table, &c.Op, &c.ID, &c.Rows,
			&before[0], &before[1], &before[2], &before[3], &after[0], &after[1], &after[2], &after[3])
		c.Before, c.After = boundOf(before), boundOf(after)
		return c, err
	})
	return changes, wrap("changes", err)
}

func boundOf(v [4]*float64) *orb.Bound {
	if v[0] == nil || v[1] == nil || v[2] == nil || v[3] == nil {
		return nil
	}
	return &orb.Bound{Min: orb.Point{*v[0], *v[1]}, Max: orb.Point{*v[2], *v[3]}}
}

// Some chooses rows of a city by id; a nil slice takes all.
type Some []int64

// selected is the condition that goes with a Some: $1 is the city, $2 the ids or null.
func selected(column string) string {
	return ` WHERE t.city_id = $1 AND ($2::bigint[] IS NULL OR t.` + column + ` = ANY ($2))`
}

// each streams rows to a callback, which gets the same variable each time.
func (r *Reader) each(ctx context.Context, what, sql string, args []any, targets []any, take func() error) error {
	rows, err := r.tx.Query(ctx, sql, args...)
	if err != nil {
		return wrap(what, err)
	}
	_, err = pgx.ForEachRow(rows, targets, take)
	return wrap(what, err)
}

func wrap(what string, err error) error {
	if err == nil || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("read %s: %w", what, err)
}
