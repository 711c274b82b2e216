package data

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// FacilityReport is what somebody says is wrong with a facility. It does not say who.
type FacilityReport struct {
	City     string
	Facility int64
	Reason   string // one of ReportReasons
	Note     string // at most MaxReportNote characters
}

// MaxReportNote bounds the note of a report, in characters.
const MaxReportNote = 500

// ReportReasons are what a report can say.
func ReportReasons() []string {
	return []string{"closed", "wrong_place", "wrong_phone", "not_serving", "no_stock", "other"}
}

// maxOpenReports of one facility: a hundred people who say the same say no more than fifty, and nobody fills the record.
const maxOpenReports = 50

// ErrTooManyReports is returned when a facility has as many unread reports as are kept.
var ErrTooManyReports = errors.New("the facility has as many open reports as are kept")

// PutReport keeps a report and returns its number. Errors: ErrNotFound without such a facility, ErrTooManyReports.
func (db *DB) PutReport(ctx context.Context, r FacilityReport) (id int64, err error) {
	if utf8.RuneCountInString(r.Note) > MaxReportNote {
		return 0, fmt.Errorf("note of a report: more than %d characters", MaxReportNote)
	}
	err = pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
		var open int
		err := tx.QueryRow(ctx, `
			SELECT count(*) FROM rasad.facility_report WHERE city_id = $1 AND facility_id = $2 AND state = 'new'`, r.City, r.Facility).Scan(&open)
		if err != nil {
			return err
		}
		if open >= maxOpenReports {
			return ErrTooManyReports
		}
		return tx.QueryRow(ctx, `
			INSERT INTO rasad.facility_report (city_id, facility_id, reason, note) VALUES ($1, $2, $3, $4) RETURNING report_id`,
			r.City, r.Facility, r.Reason, r.Note).Scan(&id)
	})
	if broken, ok := errors.AsType[*pgconn.PgError](err); ok && broken.Code == "23503" { // foreign key: no such facility
		err = ErrNotFound
	}
	if err != nil {
		return 0, fmt.Errorf("report on facility %d: %w", r.Facility, err)
	}
	return id, nil
}
