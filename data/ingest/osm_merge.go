package ingest

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"rasad/data"
)

// mergeTable brings a city's rows of one table to the given ones: they are copied beside it, then vanished rows are removed, changed ones
// updated and new ones inserted. What is equal is not written, so the change log of a repeated import stays empty.
func (j *job) mergeTable(ctx context.Context, tx pgx.Tx, t osmTable) error {
	columns := append(append([]string{"city_id"}, t.keys...), t.attrs...)
	temp, err := data.CopyToTemp(ctx, tx, t.name, columns, pgx.CopyFromSlice(t.rows, func(i int) ([]any, error) { return t.row(i), nil }))
	if err != nil {
		return err
	}
	count := j.report.Count(t.name)
	count.Read = t.rows
	removing := []any{j.o.City}
	if t.own != "" {
		removing = append(removing, t.src)
	}
	for _, step := range []struct {
		sql  string
		args []any
		into *int
	}{{t.remove(temp), removing, &count.Removed}, {t.update(temp), removing[:1], &count.Changed}, {t.insert(temp, columns), removing[:1], &count.New}} {
		tag, err := tx.Exec(ctx, step.sql, step.args...)
		if err != nil {
			return fmt.Errorf("import %s: %w", t.name, err)
		}
		*step.into = int(tag.RowsAffected())
	}
	count.Unchanged = t.rows - count.New - count.Changed
	return nil
}

// The statements are put together from the table descriptions of this package alone; nothing of a file is in their text.

func (t osmTable) remove(temp string) string {
	own := ""
	if t.own != "" {
		own = " AND " + t.own
	}
	return `DELETE FROM rasad.` + t.name + ` t WHERE t.city_id = $1` + own + ` AND NOT EXISTS (SELECT FROM ` + temp + ` s WHERE ` + t.sameKey() + `)`
}

func (t osmTable) update(temp string) string {
	set := make([]string, len(t.attrs))
	for i, a := range t.attrs {
		set[i] = a + " = s." + a
	}
	if t.name == "facility" {
		set = append(set, "updated_at = now()")
	}
	return `UPDATE rasad.` + t.name + ` t SET ` + strings.Join(set, ", ") + ` FROM ` + temp + ` s WHERE t.city_id = $1 AND ` + t.sameKey() +
		` AND (` + prefixed("t.", t.attrs) + `) IS DISTINCT FROM (` + prefixed("s.", t.attrs) + `)`
}

func (t osmTable) insert(temp string, columns []string) string {
	return `INSERT INTO rasad.` + t.name + ` (` + strings.Join(columns, ", ") + `) SELECT ` + prefixed("s.", columns) + ` FROM ` + temp +
		` s WHERE s.city_id = $1 AND NOT EXISTS (SELECT FROM rasad.` + t.name + ` t WHERE t.city_id = $1 AND ` + t.sameKey() + `)`
}

func (t osmTable) sameKey() string {
	parts := make([]string, len(t.keys))
	for i, k := range t.keys {
		parts[i] = "t." + k + " = s." + k
	}
	return strings.Join(parts, " AND ")
}

// prefixed lists columns with their table.
func prefixed(prefix string, columns []string) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = prefix + c
	}
	return strings.Join(parts, ", ")
}
