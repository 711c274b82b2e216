package app

import (
	"context"
	"errors"

	"rasad/data"
	"rasad/internal/web/site"
)

// reporter keeps in the record what readers say is wrong.
func reporter(db *data.DB) site.Reporter {
	return func(ctx context.Context, city string, facility int64, reason, note string) error {
		_, err := db.PutReport(ctx, data.FacilityReport{City: city, Facility: facility, Reason: reason, Note: note})
		switch {
		case errors.Is(err, data.ErrNotFound):
			return site.ErrUnknownFacility
		case errors.Is(err, data.ErrTooManyReports):
			return site.ErrEnoughReports
		}
		return err
	}
}
