package ingest_test

import (
	"context"
	"errors"
	"testing"

	"rasad/data/ingest"
)

// TestStock reads amounts, words of both languages and days as India writes them.
func TestStock(t *testing.T) {
	db := newCity(t, "made")
	file := made(t, "shops.csv", "id,kind,name,lat,lon,stock,stock date\n"+
		"1,ration_shop,One,26.1,80.1,120,2026-11-20\n2,ration_shop,Two,26.2,80.1,0,20/11/2026\n3,ration_shop,Three,26.3,80.1,कम,२१-११-२०२६\n"+
		"4,ration_shop,Four,26.4,80.1,Out of stock,\n5,ration_shop,Five,26.5,80.1,,\n")
	twice(t, db, ingest.Facilities, ingest.Options{City: "made", Source: "list"}, file)
	for _, c := range []struct {
		id, stock string
		day       any
	}{{"1", "in_stock", "2026-11-20"}, {"2", "out", "2026-11-20"}, {"3", "low", "2026-11-21"}, {"4", "out", nil}, {"5", "", nil}} {
		if n := count(t, db, `SELECT count(*) FROM rasad.facility WHERE external_id = $1 AND stock = $2 AND stock_at IS NOT DISTINCT FROM $3::text::date`, c.id, c.stock, c.day); n != 1 {
			t.Errorf("shop %s: stock is not %q of %v", c.id, c.stock, c.day)
		}
	}
	bad := made(t, "bad.csv", "id,kind,lat,lon,stock,stock date\n9,ration_shop,26,80,perhaps,2026-11-20\n10,ration_shop,26,80,1,31/02/2026\n")
	report, err := ingest.Facilities(context.Background(), db, ingest.Options{City: "made", Source: "list"}, bad)
	if refused := new(ingest.RefusedError); !errors.As(err, &refused) || refused.Faults != 2 {
		t.Errorf("%v\n%s", err, report.Text("en"))
	}
}

// TestCouncillor comes with the wards and is not lost when a later file says nothing of it.
func TestCouncillor(t *testing.T) {
	db := newCity(t, "made")
	header, rest := "ward no,name,wkt,Parshad,councillor mobile\n", "1,North,"+block(0, 0)
	twice(t, db, ingest.Wards, ingest.Options{City: "made"}, made(t, "wards.csv", header+rest+",सुनीता वर्मा,+91 00000 00000\n"))
	twice(t, db, ingest.Wards, ingest.Options{City: "made"}, made(t, "again.csv", "ward no,name,wkt\n"+rest+"\n"))
	if n := count(t, db, `SELECT count(*) FROM rasad.ward WHERE councillor_hi = 'सुनीता वर्मा' AND councillor_en = '' AND councillor_phone = '+91 00000 00000'`); n != 1 {
		t.Error("the councillor was not read or was lost")
	}
}
