package data_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"rasad/data"
)

// TestReports: a report is kept, of a facility that is there, and no more than are read.
func TestReports(t *testing.T) {
	db := openCity(t)
	id, err := db.PutFacility(t.Context(), "test", data.Facility{City: "town", Kind: data.Kitchen, NameEn: "K", Point: orb.Point{80, 26}})
	if err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, db)
	for _, reason := range data.ReportReasons() {
		if _, err := db.PutReport(t.Context(), data.FacilityReport{City: "town", Facility: id, Reason: reason, Note: strings.Repeat("क", data.MaxReportNote)}); err != nil {
			t.Errorf("%s: %v", reason, err)
		}
	}
	if list := changes(t, db, before); len(list) != 0 {
		t.Errorf("reports are in the public log of changes: %+v", list)
	}
	for name, r := range map[string]data.FacilityReport{
		"another city": {City: "nowhere", Facility: id, Reason: "closed"}, "no such facility": {City: "town", Facility: id + 1, Reason: "closed"},
	} {
		if _, err := db.PutReport(t.Context(), r); !errors.Is(err, data.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, r := range map[string]data.FacilityReport{
		"no reason": {City: "town", Facility: id, Reason: "bored"}, "long": {City: "town", Facility: id, Reason: "closed", Note: strings.Repeat("x", data.MaxReportNote+1)},
	} {
		if _, err := db.PutReport(t.Context(), r); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	for range 60 {
		_, err = db.PutReport(t.Context(), data.FacilityReport{City: "town", Facility: id, Reason: "closed"})
	}
	if !errors.Is(err, data.ErrTooManyReports) {
		t.Errorf("the sixtieth: %v", err)
	}
}
