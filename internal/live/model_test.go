package live

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/internal/pgtest"
)

// start runs a model on a database until the test ends.
func start(t testing.TB, url string, o Options) *Model {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	db, err := data.Open(ctx, url, data.Options{MaxConns: 3})
	if err != nil {
		t.Fatal(err)
	}
	m := New(db, o)
	var done sync.WaitGroup
	done.Go(func() { _ = m.Run(ctx) })
	t.Cleanup(func() {
		cancel()
		done.Wait()
		db.Close()
	})
	if err := m.AwaitReady(soon(t)); err != nil {
		t.Fatal(err)
	}
	return m
}

// soon is a context for what must not hang.
func soon(t testing.TB) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// fresh is a model read once from the record as it is now.
func fresh(t testing.TB, db *data.DB) *Model {
	t.Helper()
	m := New(db, Options{Hooks: Hooks{Failed: func(err error) { t.Error(err) }}})
	if err := m.sync(soon(t)); err != nil {
		t.Fatal(err)
	}
	return m
}

func cityOf(t testing.TB, m *Model, id string) *City {
	t.Helper()
	c, ok := m.City(id)
	if !ok {
		t.Fatalf("the model has no city %q", id)
	}
	return c
}

// awaitNumber waits until the city is at the number, and checks that it is not past it.
func awaitNumber(t testing.TB, c *City, number int64) *Epoch {
	t.Helper()
	e, err := c.Await(soon(t), number)
	if err != nil {
		t.Fatalf("epoch %d did not come, the city is at %d: %v", number, c.Now().Number, err)
	}
	if e.Number != number {
		t.Fatalf("epoch %d, want %d", e.Number, number)
	}
	return e
}

// TestCitiesComeAndGo: a city that is added is loaded, one that is removed is forgotten, one that comes back counts on.
func TestCitiesComeAndGo(t *testing.T) {
	url := pgtest.New(t)
	m := start(t, url, Options{})
	news, cancel := m.Subscribe()
	defer cancel()
	w := newWriter(t, url, "grid", 1)
	for range 2 {
		w.exec(`INSERT INTO rasad.city (city_id, name_en) VALUES ($1, 'Grid')`)
		if got := <-news; got.City != "grid" || got.Gone || got.Number != w.count() {
			t.Fatalf("news %+v", got)
		}
		if e := cityOf(t, m, "grid").Now(); e.Number != w.count() || e.City.NameEn != "Grid" || len(m.Cities()) != 1 {
			t.Fatalf("epoch %d of %q", e.Number, e.City.NameEn)
		}
		w.exec(`DELETE FROM rasad.city WHERE city_id = $1`)
		if got := <-news; !got.Gone {
			t.Fatalf("news %+v", got)
		}
		if _, there := m.City("grid"); there || len(m.Cities()) != 0 {
			t.Fatal("the city is still there")
		}
	}
}

// TestLateCommit: a transaction that took its place in the log early and commits late is neither skipped nor does it hold up others.
func TestLateCommit(t *testing.T) {
	url := pgtest.New(t)
	early, late := newWriter(t, url, "grid", 1), newWriter(t, url, "grid", 2)
	early.exec(`INSERT INTO rasad.city (city_id, name_en) VALUES ($1, 'Grid')`)
	c := cityOf(t, start(t, url, Options{}), "grid")
	for round := range 5 {
		before := c.Now()
		late.raw(`BEGIN`)
		late.exec(`INSERT INTO rasad.facility (city_id, kind, name_en, geom) VALUES ($1, 'kitchen', 'late', ST_SetSRID(ST_MakePoint(81, 27), 4326))`)
		for range round + 1 {
			early.exec(`INSERT INTO rasad.facility (city_id, kind, name_en, geom) VALUES ($1, 'clinic', 'early', ST_SetSRID(ST_MakePoint(81, 27), 4326))`)
		}
		e := awaitNumber(t, c, before.Number+int64(round)+1)
		if got, want := e.Count()[data.Kitchen], round; got != want {
			t.Fatalf("%d kitchens before the commit, want %d", got, want)
		}
		late.raw(`COMMIT`)
		e = awaitNumber(t, c, before.Number+int64(round)+2)
		if got, want := e.Count()[data.Kitchen], round+1; got != want {
			t.Fatalf("%d kitchens after the commit, want %d", got, want)
		}
	}
}

// TestLostConnections cuts all of the model's connections between writes: no write is lost.
func TestLostConnections(t *testing.T) {
	url := pgtest.New(t)
	w := newWriter(t, url, "grid", 3)
	w.found()
	c := cityOf(t, start(t, url, Options{}), "grid")
	for range 10 {
		w.raw(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
		w.insertFacility()
		awaitNumber(t, c, w.count())
	}
	compareEpochs(t, c.Now(), cityOf(t, fresh(t, pgtest.OpenURL(t, url)), "grid").Now())
}

// TestBoxOfWhatThereIs: a city whose streets came first has their box, then that of its facilities.
func TestBoxOfWhatThereIs(t *testing.T) {
	url := pgtest.New(t)
	w := newWriter(t, url, "grid", 1)
	db := pgtest.OpenURL(t, url)
	w.exec(`INSERT INTO rasad.city (city_id, name_en) VALUES ($1, 'Grid')`)
	if _, ok := cityOf(t, fresh(t, db), "grid").Now().BBox(); ok {
		t.Error("nothing has a box")
	}
	w.exec(`INSERT INTO rasad.road (city_id, road_id, class, node_ids, geom) VALUES ($1, 1, 'primary', '{1,2}', ST_GeomFromText('LINESTRING(80.5 26.5, 80.6 26.7)', 4326))`)
	box, ok := cityOf(t, fresh(t, db), "grid").Now().BBox()
	if want := (orb.Bound{Min: orb.Point{80.5, 26.5}, Max: orb.Point{80.6, 26.7}}); !ok || !box.Pad(1e-6).Contains(want.Min) || !want.Pad(1e-6).Contains(box.Max) || !box.Pad(1e-6).Contains(want.Max) {
		t.Errorf("box of the streets: %v %v", box, ok)
	}
	w.exec(`INSERT INTO rasad.facility (city_id, kind, geom) VALUES ($1, 'clinic', ST_GeomFromText('POINT(80.1 26.1)', 4326))`)
	if box, _ := cityOf(t, fresh(t, db), "grid").Now().BBox(); box.Max != (orb.Point{80.1, 26.1}) {
		t.Errorf("box of the facilities: %v", box)
	}
}
