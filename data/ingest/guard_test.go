package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"rasad/data"
	"rasad/data/ingest"
	"rasad/data/source"
)

func TestNoCityNoFileNoColumn(t *testing.T) {
	db := newCity(t, "made")
	file := made(t, "wards.csv", threeWards())
	for name, run := range map[string]importer{"wards": ingest.Wards, "zones": ingest.Zones, "facilities": ingest.Facilities, "population": ingest.Population} {
		var bad *source.Error
		if _, err := run(context.Background(), db, ingest.Options{City: "nowhere"}, file); !errors.As(err, &bad) || !errors.Is(err, data.ErrNotFound) {
			t.Errorf("%s into no city: %v", name, err)
		}
		if _, err := run(context.Background(), db, ingest.Options{City: "made"}); !errors.As(err, &bad) {
			t.Errorf("%s of no file: %v", name, err)
		}
		if _, err := run(context.Background(), db, ingest.Options{City: "made", Mapping: map[string]string{"name": "no such"}}, file); !errors.As(err, &bad) || bad.Column != "no such" {
			t.Errorf("%s by a column that is not there: %v", name, err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if _, err := run(ctx, db, ingest.Options{City: "made"}, file); !errors.Is(err, context.Canceled) {
			t.Errorf("%s after the end of its context: %v", name, err)
		}
	}
}

// TestCancelInTheMiddle: a context that ends while the file is read leaves nothing behind.
func TestCancelInTheMiddle(t *testing.T) {
	db := newCity(t, "made")
	before := changes(t, db)
	ctx, cancel := context.WithCancel(context.Background())
	var text strings.Builder
	text.WriteString("id,kind,lat,lon\n")
	for i := range 5000 {
		fmt.Fprintf(&text, "%d,clinic,26,%f\n", i, 80+float64(i)/1e4)
	}
	calls := 0
	o := ingest.Options{City: "made", Progress: func(done, total int64) {
		if calls++; calls == 3 {
			cancel()
		}
		if done > total {
			t.Errorf("progress %d of %d", done, total)
		}
	}}
	if _, err := ingest.Facilities(ctx, db, o, made(t, "a.csv", text.String())); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if changes(t, db) != before {
		t.Error("something was written")
	}
}

// TestIdempotent: for random files, the second run writes nothing, and the record holds what the last file says.
func TestIdempotent(t *testing.T) {
	db := newCity(t, "made")
	random := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		return []string{"", "अलीगंज", "Chowk", "a \"b\"", "x\ty", "é", "1,000"}[random.IntN(7)]
	}
	for round := range 12 {
		var wards, shops strings.Builder
		wards.WriteString("ward_no,name,population,extra,wkt\n")
		shops.WriteString("id,kind,name,phone,capacity,weight,lat,lon\n")
		n := 1 + random.IntN(12)
		for i := range n {
			fmt.Fprintf(&wards, "%d,%q,%d,%g,%s\n", i+1, "", random.IntN(1e6), random.NormFloat64(), block(i%4, i/4))
		}
		for i := range n {
			fmt.Fprintf(&shops, "%d,clinic,\"%s\",%d,%d,%g,%g,%g\n", i, strings.ReplaceAll(word(), `"`, `""`), random.IntN(1e9), random.IntN(100), random.Float64(), 26+random.Float64(), 80+random.Float64())
		}
		twice(t, db, ingest.Wards, ingest.Options{City: "made"}, made(t, "wards.csv", wards.String()))
		twice(t, db, ingest.Facilities, ingest.Options{City: "made", Replace: true}, made(t, "shops.csv", shops.String()))
		if w, f := count(t, db, `SELECT count(*) FROM rasad.ward`), count(t, db, `SELECT count(*) FROM rasad.facility`); w != n || f != n {
			t.Fatalf("round %d: %d wards, %d facilities, want %d", round, w, f, n)
		}
	}
}
