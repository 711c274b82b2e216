package httpapi_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/internal/httpapi"
	"rasad/internal/live"
	"rasad/internal/pgtest"
	"rasad/internal/telemetry"
)

// service is a handler over a live model of a small made city, with all that it logged.
type service struct {
	t       testing.TB
	db      *data.DB
	model   *live.Model
	handler *httpapi.Handler
	log     *lockedBuffer
	now     time.Time
}

type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// noon is a Monday in India.
func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.FixedZone("IST", 19800)) }

// start loads the made city "nagar": wards 1 and 2 side by side in zones A and B, ward CANT in no zone, six facilities.
func start(t testing.TB) *service {
	t.Helper()
	s := &service{t: t, db: pgtest.Open(t), log: &lockedBuffer{}, now: noon()}
	fill(t, s.db)
	s.model = live.New(s.db, live.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = s.model.Run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		<-done
	})
	eventually(t, "the model is loaded", func() bool { return s.model.Ready() })
	log := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s.handler = httpapi.New(httpapi.Options{
		Model: s.model, Record: s.db, Log: log, Metrics: telemetry.NewMetrics("test", s.model.Ready, s.model.Lag), Ping: s.db.Ping,
		Clock: func() time.Time { return s.now },
	})
	return s
}

// eventually waits for a state that another goroutine brings about; it fails the test when a minute did not suffice.
func eventually(t testing.TB, what string, reached func() bool) {
	t.Helper()
	deadline := time.NewTimer(time.Minute)
	defer deadline.Stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !reached() {
		select {
		case <-deadline.C:
			t.Fatalf("waited in vain: %s", what)
		case <-tick.C:
		}
	}
}

func fill(t testing.TB, db *data.DB) {
	t.Helper()
	ctx := context.Background()
	day := time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)
	city := data.City{ID: "nagar", NameHi: "नगर", NameEn: "Nagar", Helpline: "1800-000", Attribution: "made", DataDate: &day}
	if err := db.PutCity(ctx, "test", city); err != nil {
		t.Fatal(err)
	}
	err := db.Write(ctx, "test", func(tx pgx.Tx) error {
		for _, statement := range fillStatements() {
			if _, err := tx.Exec(ctx, statement); err != nil {
				return fmt.Errorf("%s: %w", statement, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	capacity := int32(500)
	for i, f := range []data.Facility{
		{Kind: data.Kitchen, NameHi: "रसोई एक", Point: orb.Point{80.05, 26.05}, Hours: "Mo-Sa 08:00-20:00", Capacity: &capacity, Phone: "5550001"},
		{Kind: data.Kitchen, NameEn: "Kitchen two", Point: orb.Point{80.15, 26.05}, Hours: "Su 08:00-20:00"},
		{Kind: data.RationShop, NameEn: "Shop 1", Point: orb.Point{80.02, 26.02}, Hours: "sunrise-sunset"},
		{Kind: data.RationShop, NameEn: "Shop 2", Point: orb.Point{80.03, 26.03}},
		{Kind: data.RationShop, NameEn: "Shop 3", Point: orb.Point{80.18, 26.08}, AddressEn: "by the <old> gate & tank"},
		{Kind: data.Clinic, NameEn: "Clinic far out", Point: orb.Point{80.5, 26.5}},
	} {
		f.City, f.Source, f.ExternalID = "nagar", "test", fmt.Sprint("x", i)
		if _, err := db.PutFacility(ctx, "test", f); err != nil {
			t.Fatal(err)
		}
	}
}

func fillStatements() []string {
	ward := func(id int, code, number, box string) string {
		return fmt.Sprintf(`INSERT INTO rasad.ward (city_id, ward_id, delimitation_id, code, number, name_hi, name_en, population, geom)
			SELECT 'nagar', %d, delimitation_id, '%s', %s, 'वार्ड %s', 'Ward %s', 1000, ST_Multi(ST_MakeEnvelope(%s, 4326)) FROM rasad.delimitation`,
			id, code, number, code, code, box)
	}
	return []string{
		`INSERT INTO rasad.delimitation (city_id, name, is_current) VALUES ('nagar', 'first', true)`,
		ward(1, "1", "1", "80, 26, 80.1, 26.1"),
		ward(2, "2", "2", "80.1, 26, 80.2, 26.1"),
		ward(3, "CANT 1", "NULL", "80, 26.1, 80.2, 26.15"),
		`INSERT INTO rasad.zone_plan (city_id, delimitation_id, name, state) SELECT 'nagar', delimitation_id, 'first', 'published' FROM rasad.delimitation`,
		`INSERT INTO rasad.zone (city_id, zone_id, plan_id, code, name_hi, name_en, helpline)
			SELECT 'nagar', v.id, plan_id, v.code, 'ज़ोन', 'Zone', '' FROM rasad.zone_plan, (VALUES (1, 'A'), (2, 'B')) v(id, code)`,
		`INSERT INTO rasad.zone_ward (city_id, plan_id, ward_id, zone_id) SELECT 'nagar', plan_id, v.w, v.w FROM rasad.zone_plan, (VALUES (1), (2)) v(w)`,
		`INSERT INTO rasad.road (city_id, road_id, class, name_hi, node_ids, geom) VALUES
			('nagar', 9, 'primary', 'राजमार्ग', '{1,2}', ST_GeomFromText('LINESTRING(80.01 26.01, 80.19 26.09)', 4326))`,
	}
}

// get answers one request.
func (s *service) get(target string, headers ...string) *httptest.ResponseRecorder {
	return s.do(http.MethodGet, target, headers...)
}

func (s *service) do(method, target string, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(method, target, nil)
	r.RemoteAddr = "127.0.0.1:5000"
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}
