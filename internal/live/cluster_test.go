package live

import (
	"context"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"rasad/data"
	"rasad/internal/pgcluster"
	"rasad/internal/pgtest"
)

// TestKilledCluster kills PostgreSQL without warning under a running model. What was acknowledged before and after is in the model once
// the cluster is back, and the model equals a fresh one.
func TestKilledCluster(t *testing.T) {
	if testing.Short() {
		t.Skip("kills a cluster of its own: left out by -short")
	}
	folder := pgtest.Folder(t)
	cluster, err := pgcluster.Start(t.Context(), pgcluster.Options{Folder: folder, StopWhenUnused: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := cluster.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	if err := data.Migrate(t.Context(), cluster.URL()); err != nil {
		t.Fatal(err)
	}
	w := newWriter(t, cluster.URL(), "grid", rand.Uint64())
	w.found()
	c := cityOf(t, start(t, cluster.URL(), Options{}), "grid")
	for round := range 2 {
		pid, err := pgcluster.PostmasterPID(folder)
		if err != nil {
			t.Fatal(err)
		}
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		w.conn = reconnect(t, cluster.URL(), w.conn)
		for range 5 + round {
			w.insertFacility()
			w.insertRoad()
		}
		awaitNumber(t, c, w.count())
	}
	want := cityOf(t, fresh(t, pgtest.OpenURL(t, cluster.URL())), "grid")
	compareEpochs(t, c.Now(), want.Now())
}

// reconnect waits until the old connection is dead and a new one is to be had.
func reconnect(t *testing.T, url string, old *pgx.Conn) *pgx.Conn {
	t.Helper()
	ctx, again := soon(t), time.NewTicker(20*time.Millisecond)
	defer again.Stop()
	for {
		if old.Ping(ctx) != nil {
			if conn, err := pgx.Connect(ctx, url); err == nil {
				t.Cleanup(func() { _ = conn.Close(context.Background()) })
				return conn
			}
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			t.Fatal("the cluster did not come back")
		}
	}
}
