package ingest

import (
	"context"

	"rasad/data"
)

// tidy checks the wards' geometry together, reports what it finds, and repairs it when asked.
func (j *job) tidy(ctx context.Context, db *data.DB, rows []wardRow, merged []string) ([]wardRow, error) {
	return rows, union(ctx, db, rows, merged)
}
