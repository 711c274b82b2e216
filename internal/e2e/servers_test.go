package e2e_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"rasad/internal/pgtest"
)

// TestTwoServersAgree writes to one database under two servers. Each commit must reach both; the time it took is logged, and
// whenever both name the same epoch their tiles are the same bytes under the same ETag.
func TestTwoServersAgree(t *testing.T) {
	database := pgtest.New(t)
	exec1(t, database, `INSERT INTO rasad.city (city_id, name_en) VALUES ('pair', 'Pair')`)
	first, second := serve(t, "DATABASE_URL="+database), serve(t, "DATABASE_URL="+database)
	random := rand.New(rand.NewPCG(7, 7))
	var delays []time.Duration
	for n := range 60 {
		where := [2]float64{80 + random.Float64()/50, 26 + random.Float64()/50}
		exec1(t, database, `INSERT INTO rasad.facility (city_id, kind, name_en, source, external_id, geom)
			VALUES ('pair', 'kitchen', $1, 'e2e', $1, ST_SetSRID(ST_MakePoint($2, $3), 4326))`, fmt.Sprint(n), where[0], where[1])
		committed := time.Now()
		want := countChanges(t, database)
		for _, server := range []*program{first, second} {
			eventually(t, "the server has the last commit", func() error { return atEpoch(t.Context(), server.url, want) })
		}
		delays = append(delays, time.Since(committed))
	}
	slices.Sort(delays)
	t.Logf("commit → both servers: median %v, slowest %v (polled each 20 ms)", delays[len(delays)/2], delays[len(delays)-1])
	sameTile(t, first.url, second.url, "/tiles/pair/facilities/10/739/435.mvt?cluster=off")
}

func countChanges(t *testing.T, database string) (n int64) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(t.Context(), `SELECT count(*) FROM rasad.change_log WHERE city_id = 'pair'`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func atEpoch(ctx context.Context, server string, want int64) error {
	var answer struct {
		Epoch int64 `json:"epoch"`
	}
	if err := getJSON(ctx, server+"/api/v1/pair/facilities?limit=1", &answer); err != nil {
		return err
	}
	if answer.Epoch != want {
		return fmt.Errorf("epoch %d, want %d", answer.Epoch, want)
	}
	return nil
}

func sameTile(t *testing.T, first, second, path string) {
	t.Helper()
	status, a, err := get(t.Context(), first+path)
	if err != nil || status != http.StatusOK {
		t.Fatalf("%s: %d %v %s", path, status, err, a)
	}
	_, b, err := get(t.Context(), second+path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Errorf("two servers at one epoch serve different tiles: %d and %d bytes", len(a), len(b))
	}
}
