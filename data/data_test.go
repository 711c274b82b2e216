package data_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/internal/pgtest"
)

func openCity(t *testing.T) *data.DB {
	t.Helper()
	db := pgtest.Open(t)
	if err := db.PutCity(t.Context(), "test", data.City{ID: "town", NameHi: "नगर", NameEn: "Town"}); err != nil {
		t.Fatal(err)
	}
	return db
}

func snapshot(t *testing.T, db *data.DB) (s data.Snapshot) {
	t.Helper()
	read(t, db, func(r *data.Reader) (err error) { s, err = r.Snapshot(t.Context()); return err })
	return s
}

func read(t *testing.T, db *data.DB, work func(*data.Reader) error) {
	t.Helper()
	if err := db.Read(t.Context(), work); err != nil {
		t.Fatal(err)
	}
}

func changes(t *testing.T, db *data.DB, since data.Snapshot) (list []data.Change) {
	t.Helper()
	read(t, db, func(r *data.Reader) (err error) { list, err = r.Changes(t.Context(), since); return err })
	return list
}

// TestMigrateUpDownUp takes the schema down to nothing and up again.
func TestMigrateUpDownUp(t *testing.T) {
	address := pgtest.New(t)
	if err := data.MigrateDown(t.Context(), address, 0); err != nil {
		t.Fatal(err)
	}
	db := pgtest.OpenURL(t, address)
	var left int
	if err := db.Pool().QueryRow(t.Context(), `SELECT count(*) FROM pg_tables WHERE schemaname = 'rasad'`).Scan(&left); err != nil || left != 0 {
		t.Fatalf("%d tables left: %v", left, err)
	}
	done := make(chan error)
	for range 3 { // at once, as several servers would
		go func() { done <- data.Migrate(t.Context(), address) }()
	}
	for range 3 {
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
	if err := pgtest.OpenURL(t, address).PutCity(t.Context(), "test", data.City{ID: "again", NameEn: "Again"}); err != nil {
		t.Fatal(err)
	}
}

// TestFacilityRoundTrip writes a facility with every field and reads it back, whole and by id.
func TestFacilityRoundTrip(t *testing.T) {
	db := openCity(t)
	day := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	capacity := int32(1200)
	want := data.Facility{
		City: "town", Kind: data.Kitchen, NameHi: "अन्नपूर्णा रसोई", NameEn: "Annapurna Kitchen", AddressHi: "स्टेशन रोड", AddressEn: "Station Road",
		Phone: "+91 5550 00001", Hours: "Mo-Su 09:00-21:00", Capacity: &capacity, Source: "test", ExternalID: "K-1",
		Attrs: map[string]any{"stock": "rice"}, Point: orb.Point{80.946, 26.847}, Stock: data.StockLow, StockAt: &day,
	}
	id, err := db.PutFacility(t.Context(), "test", want)
	if err != nil {
		t.Fatal(err)
	}
	want.ID = id
	for _, some := range []data.Some{nil, {id}, {id, 999}} {
		var got []data.Facility
		read(t, db, func(r *data.Reader) error {
			return r.Facilities(t.Context(), "town", some, func(f *data.Facility) error { got = append(got, *f); return nil })
		})
		if len(got) != 1 || fmt.Sprint(got[0].Attrs) != fmt.Sprint(want.Attrs) || *got[0].Capacity != capacity || got[0].Point != want.Point || got[0].NameHi != want.NameHi ||
			got[0].Stock != want.Stock || !got[0].StockAt.Equal(day) || got[0].ID != id {
			t.Fatalf("got %+v", got)
		}
	}
	before := snapshot(t, db)
	if _, err := db.PutFacility(t.Context(), "test", want); err != nil {
		t.Fatal(err)
	}
	if list := changes(t, db, before); len(list) != 0 {
		t.Errorf("writing the same again changed something: %+v", list)
	}
	want.ID = 12345
	if _, err := db.PutFacility(t.Context(), "test", want); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("changing what is not there: %v", err)
	}
	if err := db.DeleteFacility(t.Context(), "test", "town", 12345); !errors.Is(err, data.ErrNotFound) {
		t.Errorf("deleting what is not there: %v", err)
	}
}

// TestEveryChangeIsLogged makes random writes, some of many rows, and compares the log with what was done.
func TestEveryChangeIsLogged(t *testing.T) {
	db := openCity(t)
	r := rand.New(rand.NewPCG(1, 2))
	places := map[int64]orb.Point{}
	for range 80 {
		since := snapshot(t, db)
		id, op, before, after := writeSomething(t, db, r, places)
		list := changes(t, db, since)
		if op == "" {
			if len(list) != 0 {
				t.Fatalf("nothing was done, but the log has %+v", list)
			}
			continue
		}
		if len(list) != 1 {
			t.Fatalf("%s: %d changes", op, len(list))
		}
		c := list[0]
		if c.ID != id || c.Op != op || c.Table != "facility" || c.City != "town" || !sameBox(c.Before, before) || !sameBox(c.After, after) {
			t.Fatalf("did %s of %d, %v to %v; the log says %+v", op, id, before, after, c)
		}
	}
}

func sameBox(b *orb.Bound, p *orb.Point) bool {
	if b == nil || p == nil {
		return b == nil && p == nil
	}
	const float32Step = 1e-5 // box2d keeps single precision, rounded outwards
	return b.Pad(float32Step).Contains(*p) && b.Max[0]-b.Min[0] < float32Step*2
}

func writeSomething(t *testing.T, db *data.DB, r *rand.Rand, places map[int64]orb.Point) (id int64, op data.Op, before, after *orb.Point) {
	t.Helper()
	p := orb.Point{80 + r.Float64(), 26 + r.Float64()}
	f := data.Facility{City: "town", Kind: data.RationShop, NameEn: "Shop", Point: p}
	for known, place := range places {
		f.ID, before = known, &place
		break
	}
	var err error
	switch choice := r.IntN(4); {
	case choice == 0 || f.ID == 0:
		f.ID = 0
		id, err = db.PutFacility(t.Context(), "test", f)
		places[id], op, before, after = p, data.OpInsert, nil, &p
	case choice == 1:
		id, err = db.PutFacility(t.Context(), "test", f)
		places[id], op, after = p, data.OpUpdate, &p
	case choice == 2:
		id, op = f.ID, data.OpDelete
		err = db.DeleteFacility(t.Context(), "test", "town", f.ID)
		delete(places, f.ID)
	default:
		f.Point = *before
		id, err = db.PutFacility(t.Context(), "test", f) // as it is
		before = nil
	}
	if err != nil {
		t.Fatal(err)
	}
	return id, op, before, after
}

// TestManyRowsAreOneEntry wants a statement over more than a thousand rows to leave one entry, with their number and box.
func TestManyRowsAreOneEntry(t *testing.T) {
	db := openCity(t)
	fill := `INSERT INTO rasad.facility (city_id, kind, name_en, geom)
		SELECT 'town', 'grocery', 'n' || i, st_setsrid(st_makepoint(80 + i / 10000.0, 26), 4326) FROM generate_series(1, $1::int) i`
	for _, c := range []struct {
		sql  string
		args []any
		ops  int
		op   data.Op
		rows int64
	}{
		{fill, []any{1000}, 1000, data.OpInsert, 1},
		{fill, []any{1001}, 1, data.OpBulk, 1001},
		{`UPDATE rasad.facility SET name_hi = 'न'`, nil, 1, data.OpBulk, 2001},
		{`UPDATE rasad.facility SET name_hi = 'न' WHERE facility_id < 0`, nil, 0, "", 0},
		{`DELETE FROM rasad.facility`, nil, 1, data.OpBulk, 2001},
	} {
		since := snapshot(t, db)
		if _, err := db.Pool().Exec(t.Context(), c.sql, c.args...); err != nil {
			t.Fatal(err)
		}
		list := changes(t, db, since)
		if len(list) != c.ops || (len(list) > 0 && (list[0].Op != c.op || list[0].Rows != c.rows)) {
			t.Fatalf("%.30s: %d entries, first %+v", c.sql, len(list), list[:min(1, len(list))])
		}
	}
}

// TestEachCommitIsSeenOnce drives transactions that begin, write and end in random order, reads the log in between, and wants every
// committed change seen exactly once, by the first reader after the commit, however long the transaction ran; and none of those rolled back.
func TestEachCommitIsSeenOnce(t *testing.T) {
	for seed := range uint64(4) {
		db := openCity(t)
		r := rand.New(rand.NewPCG(seed, 3))
		last := snapshot(t, db)
		open := map[int]*pending{}
		seen := map[string]bool{}
		committed := map[string]bool{}
		for step := range 120 {
			actOnSome(t, db, r, open, committed, step)
			if r.IntN(3) > 0 {
				continue
			}
			read(t, db, func(reader *data.Reader) error {
				list, err := reader.Changes(t.Context(), last)
				if err != nil {
					return err
				}
				names := namesOf(t, db, list)
				for _, name := range names {
					if seen[name] || !committed[name] {
						return fmt.Errorf("%s is seen again, or was never committed", name)
					}
					seen[name] = true
				}
				last, err = reader.Snapshot(t.Context())
				return err
			})
			if len(seen) != len(committed) {
				t.Fatalf("step %d: %d committed, %d seen", step, len(committed), len(seen))
			}
		}
		for _, p := range open {
			_ = p.tx.Rollback(context.Background())
		}
		if len(seen) < 10 {
			t.Fatal("too little was committed to prove anything")
		}
	}
}

// TestRestoredLogIsNoChange has a log as a dump leaves it on a younger server: its transaction ids are still to come there.
func TestRestoredLogIsNoChange(t *testing.T) {
	db := openCity(t)
	if _, err := db.Pool().Exec(t.Context(), `UPDATE rasad.change_log SET xid = (pg_current_xact_id()::text::bigint + 100000)::text::xid8`); err != nil {
		t.Fatal(err)
	}
	since := snapshot(t, db)
	if list := changes(t, db, since); len(list) != 0 {
		t.Errorf("nothing was written, but %d changes are listed", len(list))
	}
	if _, err := db.PutFacility(t.Context(), "test", data.Facility{City: "town", Kind: data.Other, Point: orb.Point{80, 26}}); err != nil {
		t.Fatal(err)
	}
	if list := changes(t, db, since); len(list) != 1 {
		t.Errorf("one change was written, %d are listed", len(list))
	}
}

// pending is a transaction on its way.
type pending struct {
	tx    pgx.Tx
	names []string
}

func actOnSome(t *testing.T, db *data.DB, r *rand.Rand, open map[int]*pending, committed map[string]bool, step int) {
	t.Helper()
	slot := r.IntN(2) // of four connections: one reads, one looks up
	p := open[slot]
	switch {
	case p == nil:
		tx, err := db.Pool().Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		open[slot] = &pending{tx: tx}
	case r.IntN(3) > 0:
		name := fmt.Sprintf("f%d-%d", slot, step)
		if _, err := p.tx.Exec(t.Context(), `INSERT INTO rasad.facility (city_id, kind, source, external_id, geom)
			VALUES ('town', 'clinic', 'test', $1, $2)`, name, orb.Point{80, 26}); err != nil {
			t.Fatal(err)
		}
		p.names = append(p.names, name)
	case r.IntN(4) == 0:
		_ = p.tx.Rollback(t.Context())
		delete(open, slot)
	default:
		if err := p.tx.Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, name := range p.names {
			committed[name] = true
		}
		delete(open, slot)
	}
}

func namesOf(t *testing.T, db *data.DB, list []data.Change) (names []string) {
	t.Helper()
	for _, c := range list {
		var name string
		if err := db.Pool().QueryRow(t.Context(), `SELECT external_id FROM rasad.facility WHERE facility_id = $1`, c.ID).Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names
}

// TestBellSurvivesLostConnections rings on a commit, and again after its connection was cut.
func TestBellSurvivesLostConnections(t *testing.T) {
	db := openCity(t)
	ctx, cancel := context.WithCancel(t.Context())
	bell := db.Listen(ctx)
	await := func(what string) {
		select {
		case <-bell:
		case <-time.After(30 * time.Second):
			t.Fatalf("the bell did not ring: %s", what)
		}
	}
	await("on connecting")
	for round := range 3 {
		if _, err := db.PutFacility(t.Context(), "test", data.Facility{City: "town", Kind: data.Other, Point: orb.Point{80, 26}}); err != nil {
			t.Fatal(err)
		}
		await(fmt.Sprint("on commit ", round))
		if _, err := db.Pool().Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rasad bell' AND datname = current_database()`); err != nil {
			t.Fatal(err)
		}
		await(fmt.Sprint("on connecting again ", round))
	}
	cancel()
	for range bell { // closed in the end
	}
}

// TestActor wants the log to say who wrote.
func TestActor(t *testing.T) {
	db := openCity(t)
	if _, err := db.PutFacility(t.Context(), "asha", data.Facility{City: "town", Kind: data.Other, Point: orb.Point{80, 26}}); err != nil {
		t.Fatal(err)
	}
	rows, _ := db.Pool().Query(t.Context(), `SELECT DISTINCT actor FROM rasad.change_log`)
	actors, err := pgx.CollectRows(rows, pgx.RowTo[string])
	slices.Sort(actors)
	if err != nil || !slices.Equal(actors, []string{"asha", "test"}) {
		t.Errorf("actors %v, %v", actors, err)
	}
}

// TestKinds wants every kind to have names in both languages and to be parsed back.
func TestKinds(t *testing.T) {
	for _, info := range data.Kinds() {
		if kind, err := data.ParseKind(string(info.Kind)); err != nil || kind != info.Kind || info.LabelEn == "" || info.LabelHi == "" {
			t.Errorf("%+v: %v", info, err)
		}
	}
	if _, err := data.ParseKind("bank"); err == nil {
		t.Error("a bank is no kind")
	}
}

// BenchmarkBulkUpdate compares an update of 20,000 rows with the change log's trigger and without.
func BenchmarkBulkUpdate(b *testing.B) {
	for _, trigger := range []string{"ENABLE", "DISABLE"} {
		b.Run(trigger, func(b *testing.B) {
			db := pgtest.Open(b)
			ctx := b.Context()
			for _, sql := range []string{
				`INSERT INTO rasad.city (city_id, name_en) VALUES ('town', 'Town')`,
				`INSERT INTO rasad.facility (city_id, kind, geom) SELECT 'town', 'grocery', st_setsrid(st_makepoint(80 + i / 1e5, 26), 4326) FROM generate_series(1, 20000) i`,
				`ALTER TABLE rasad.facility ` + trigger + ` TRIGGER log_update`,
			} {
				if _, err := db.Pool().Exec(ctx, sql); err != nil {
					b.Fatal(err)
				}
			}
			for b.Loop() {
				if _, err := db.Pool().Exec(ctx, `UPDATE rasad.facility SET updated_at = now()`); err != nil {
					b.Fatal(err)
				}
				b.StopTimer() // dead rows would make each round slower than the last
				if _, err := db.Pool().Exec(ctx, `VACUUM rasad.facility`); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
		})
	}
}
