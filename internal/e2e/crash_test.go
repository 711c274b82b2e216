package e2e_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"rasad/internal/pgcluster"
)

// TestNothingAcknowledgedIsLost kills the server and PostgreSQL at random, without warning, while writers write. After
// each restart every acknowledged write is in the record, and the model answers what the record holds.
func TestNothingAcknowledgedIsLost(t *testing.T) {
	if testing.Short() {
		t.Skip("kills a cluster of its own several times: left out by -short")
	}
	folder := privateFolder(t)
	env := []string{"RASAD_DATA=" + folder, "DATABASE_URL="}
	server := serve(t, env...)
	cluster, err := pgcluster.Start(t.Context(), pgcluster.Options{Folder: filepath.Join(folder, "pg")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cluster.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	exec1(t, cluster.URL(), `INSERT INTO rasad.city (city_id, name_en) VALUES ('crash', 'Crash')`)

	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 1))
	writers := newWriters(cluster.URL(), 3, random)
	writers.start(t)
	for round := range 4 {
		writers.awaitAcknowledged(t, 40+random.IntN(200))
		if random.IntN(2) == 0 {
			t.Logf("round %d: kill -9 of PostgreSQL", round)
			killPostmaster(t, folder)
		} else {
			t.Logf("round %d: kill -9 of the server", round)
			server.kill()
			server = serve(t, env...)
		}
		server.waitReady()
	}
	writers.awaitAcknowledged(t, 50)
	writers.finish()
	compareRecordAndModel(t, cluster.URL(), server.url, writers)
}

// writers insert, move and delete facilities, each writer its own, and remember what was acknowledged.
type writers struct {
	url   string
	seeds []uint64
	quit  chan struct{}
	done  sync.WaitGroup

	mu           sync.Mutex
	acknowledged int
	wanted       map[string]string   // external id → name as acknowledged; absent when deleted
	doubtful     map[string][]string // a write that failed may have been committed: then either state is right; "" is absence
	waiter       chan struct{}
	waitFor      int
}

func newWriters(url string, n int, random *rand.Rand) *writers {
	w := &writers{url: url, quit: make(chan struct{}), wanted: map[string]string{}, doubtful: map[string][]string{}}
	for range n {
		w.seeds = append(w.seeds, random.Uint64())
	}
	return w
}

func (w *writers) start(t *testing.T) {
	for i, seed := range w.seeds {
		w.done.Go(func() { w.write(t.Context(), strconv.Itoa(i), rand.New(rand.NewPCG(seed, 2))) })
	}
}

func (w *writers) finish() {
	close(w.quit)
	w.done.Wait()
}

// awaitAcknowledged returns when n more writes were acknowledged.
func (w *writers) awaitAcknowledged(t *testing.T, n int) {
	t.Helper()
	w.mu.Lock()
	reached := make(chan struct{})
	w.waiter, w.waitFor = reached, w.acknowledged+n
	w.mu.Unlock()
	select {
	case <-reached:
	case <-time.After(2 * time.Minute):
		t.Fatalf("%d more writes were not acknowledged in two minutes", n)
	}
}

func (w *writers) write(ctx context.Context, own string, random *rand.Rand) {
	var conn *pgx.Conn
	defer func() {
		if conn != nil {
			_ = conn.Close(ctx)
		}
	}()
	for n := 0; ; n++ {
		select {
		case <-w.quit:
			return
		default:
		}
		if conn == nil || conn.IsClosed() {
			var err error
			if conn, err = pgx.Connect(ctx, w.url); err != nil {
				conn = nil
				continue // the cluster is coming back
			}
		}
		key := own + "-" + strconv.Itoa(random.IntN(60))
		name := ""
		if random.IntN(4) > 0 {
			name = fmt.Sprintf("state %d of %s", n, key)
		}
		w.note(key, name, writeOne(ctx, conn, key, name, random))
	}
}

func writeOne(ctx context.Context, conn *pgx.Conn, key, name string, random *rand.Rand) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	if name == "" {
		_, err := conn.Exec(ctx, `DELETE FROM rasad.facility WHERE city_id = 'crash' AND source = 'e2e' AND external_id = $1`, key)
		return err
	}
	_, err := conn.Exec(ctx, `
		INSERT INTO rasad.facility (city_id, kind, name_en, source, external_id, geom)
		VALUES ('crash', 'ration_shop', $2, 'e2e', $1, ST_SetSRID(ST_MakePoint($3, $4), 4326))
		ON CONFLICT (city_id, source, external_id) WHERE external_id <> '' DO UPDATE SET name_en = excluded.name_en, geom = excluded.geom`,
		key, name, 80+random.Float64()/10, 26+random.Float64()/10)
	return err
}

func (w *writers) note(key, name string, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil {
		if len(w.doubtful[key]) == 0 {
			w.doubtful[key] = []string{w.wanted[key]}
		}
		w.doubtful[key] = append(w.doubtful[key], name)
		return
	}
	delete(w.doubtful, key)
	if w.wanted[key] = name; name == "" {
		delete(w.wanted, key)
	}
	w.acknowledged++
	if w.waiter != nil && w.acknowledged >= w.waitFor {
		close(w.waiter)
		w.waiter = nil
	}
}

// killPostmaster kills the cluster's first process and waits until it is gone, so that what answers afterwards is the next one.
func killPostmaster(t *testing.T, folder string) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, "pg", "postmaster.pid"))
	if matches, _ := filepath.Glob(filepath.Join(folder, "pg", "*", "postmaster.pid")); err != nil && len(matches) == 1 {
		content, err = os.ReadFile(matches[0])
	}
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(content), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}

func compareRecordAndModel(t *testing.T, database, server string, w *writers) {
	t.Helper()
	record := readRecord(t, database)
	for key, states := range w.doubtful {
		if !slices.Contains(states, record[key]) {
			t.Errorf("%s is %q in the record; it may be any of %q", key, record[key], states)
		}
		w.wanted[key] = record[key]
		if record[key] == "" {
			delete(w.wanted, key)
		}
	}
	if !maps.Equal(w.wanted, record) {
		t.Errorf("acknowledged writes and record differ:\n%v\n%v", w.wanted, record)
	}
	if len(record) == 0 {
		t.Error("the record is empty: the test proves nothing")
	}
	eventually(t, "model and record agree", func() error {
		model, err := readModel(t.Context(), server, "crash")
		if err == nil && !maps.Equal(model, record) {
			err = fmt.Errorf("model %v, record %v", model, record)
		}
		return err
	})
}

func readRecord(t *testing.T, database string) map[string]string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	rows, err := conn.Query(t.Context(), `SELECT external_id, name_en FROM rasad.facility WHERE city_id = 'crash'`)
	if err != nil {
		t.Fatal(err)
	}
	record := map[string]string{}
	var key, name string
	if _, err := pgx.ForEachRow(rows, []any{&key, &name}, func() error { record[key] = name; return nil }); err != nil {
		t.Fatal(err)
	}
	return record
}

// readModel pages through a server's facilities: external id → English name.
func readModel(ctx context.Context, server, city string) (map[string]string, error) {
	model := map[string]string{}
	for after := ""; ; {
		var page struct {
			Facilities []struct {
				ExternalID string `json:"external_id"`
				NameEn     string `json:"name_en"`
			} `json:"facilities"`
			Next string `json:"next"`
		}
		address := server + "/api/v1/" + city + "/facilities?limit=50"
		if after != "" {
			address += "&after=" + after
		}
		if err := getJSON(ctx, address, &page); err != nil {
			return nil, err
		}
		for _, f := range page.Facilities {
			model[f.ExternalID] = f.NameEn
		}
		if page.Next == "" {
			return model, nil
		}
		after = page.Next
	}
}

func exec1(t *testing.T, database, sql string, args ...any) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}

// privateFolder is a data folder that the database's own user can reach, as os.MkdirTemp's 0700 would not allow.
func privateFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "rasad-e2e-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}
