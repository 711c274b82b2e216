package pgcluster_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"rasad/internal/pgcluster"
)

// asHolder makes the test binary hold a cluster until its input ends, as a second process would.
const asHolder = "RASAD_TEST_HOLD_CLUSTER"

func TestMain(m *testing.M) {
	if folder := os.Getenv(asHolder); folder != "" {
		cluster, err := pgcluster.Start(context.Background(), pgcluster.Options{Folder: folder, Volatile: true})
		if err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		fmt.Println("holding")
		_, _ = os.Stdin.Read(make([]byte, 1))
		if err := cluster.Close(context.Background()); err != nil {
			fmt.Println("failed:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func folder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "rasad-cluster-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, "pg")
}

func start(t *testing.T, dir string) *pgcluster.Cluster {
	t.Helper()
	cluster, err := pgcluster.Start(t.Context(), pgcluster.Options{Folder: dir, Volatile: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cluster.Close(context.Background()) })
	return cluster
}

func query(ctx context.Context, url, sql string) (answer string, err error) {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return "", err
	}
	defer conn.Close(ctx)
	err = conn.QueryRow(ctx, sql).Scan(&answer)
	return answer, err
}

func mustQuery(t *testing.T, url, sql string) string {
	t.Helper()
	answer, err := query(t.Context(), url, sql)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// await repeats check until it holds, for a minute.
func await(t *testing.T, what string, check func() bool) {
	t.Helper()
	deadline := time.After(time.Minute)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !check() {
		select {
		case <-deadline:
			t.Fatalf("waited in vain for: %s", what)
		case <-tick.C:
		}
	}
}

// TestStartStopStart keeps what was written from one start to the next, and leaves no process in between.
func TestStartStopStart(t *testing.T) {
	dir := folder(t)
	first := start(t, dir)
	mustQuery(t, first.URL(), `WITH made AS (SELECT 1) SELECT 'postgis ' || (SELECT default_version FROM pg_available_extensions WHERE name = 'postgis')`)
	conn, err := pgx.Connect(t.Context(), first.URL())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), `CREATE TABLE kept AS SELECT 'still here'::text AS words`); err != nil {
		t.Fatal(err)
	}
	_ = conn.Close(t.Context())
	if err := first.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := pgcluster.PostmasterPID(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("after Close the postmaster is still there: %v", err)
	}
	if got := mustQuery(t, start(t, dir).URL(), `SELECT words FROM kept`); got != "still here" {
		t.Errorf("read %q", got)
	}
}

// TestKilledPostmasterComesBack kills PostgreSQL twice; the cluster's holder starts it again.
func TestKilledPostmasterComesBack(t *testing.T) {
	dir := folder(t)
	cluster := start(t, dir)
	for range 2 {
		old, err := pgcluster.PostmasterPID(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := syscall.Kill(old, syscall.SIGKILL); err != nil {
			t.Fatal(err)
		}
		await(t, "another postmaster that answers", func() bool {
			pid, err := pgcluster.PostmasterPID(dir)
			if err != nil || pid == old {
				return false
			}
			_, err = query(t.Context(), cluster.URL(), `SELECT 'yes'`)
			return err == nil
		})
	}
}

// TestTakesOverAfterACrash starts where a process died: with its cluster still running, and with its cluster dead too and the
// pid file left.
func TestTakesOverAfterACrash(t *testing.T) {
	for _, clusterDies := range []bool{false, true} {
		dir := folder(t)
		holder := hold(t, dir)
		pid, err := pgcluster.PostmasterPID(dir)
		if err != nil {
			t.Fatal(err)
		}
		_ = holder.Process.Kill()
		_ = holder.Wait()
		if clusterDies {
			if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
		}
		cluster := start(t, dir)
		mustQuery(t, cluster.URL(), `SELECT 'yes'`)
		now, err := pgcluster.PostmasterPID(dir)
		if err != nil || (now == pid) == clusterDies {
			t.Errorf("the cluster died: %v; pid %d before, %d now: %v", clusterDies, pid, now, err)
		}
		if err := cluster.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// hold starts another process that holds the cluster.
func hold(t *testing.T, dir string) *exec.Cmd {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), asHolder+"="+dir)
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdin, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = stdin.Close(); _ = command.Wait() })
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	said := make([]byte, 200)
	n, _ := stdout.Read(said)
	if !strings.HasPrefix(string(said[:n]), "holding") {
		t.Fatalf("the other process says %q", said[:n])
	}
	command.Cancel = nil
	return command
}

// TestSharedByTwoProcesses lets two processes use one cluster: the first to go leaves it up, the last stops it.
func TestSharedByTwoProcesses(t *testing.T) {
	dir := folder(t)
	mine := start(t, dir)
	other := hold(t, dir)
	if err := mine.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := query(t.Context(), mine.URL(), `SELECT 'yes'`); err != nil {
		t.Fatalf("the cluster went with the first of two: %v", err)
	}
	_ = other.Process.Signal(syscall.SIGKILL)
	_ = other.Wait()
	again := start(t, dir)
	if err := again.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := pgcluster.PostmasterPID(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the last one left it running: %v", err)
	}
}

// TestLongFolder has a folder too long for a socket's path.
func TestLongFolder(t *testing.T) {
	dir := filepath.Join(filepath.Dir(folder(t)), strings.Repeat("long", 25), "pg")
	mustQuery(t, start(t, dir).URL(), `SELECT 'yes'`)
}

// TestClearMessages wants a problem and a remedy where the cluster cannot be.
func TestClearMessages(t *testing.T) {
	full := folder(t)
	if err := os.MkdirAll(filepath.Join(full, "photos"), 0o755); err != nil {
		t.Fatal(err)
	}
	closed := filepath.Join(filepath.Dir(folder(t)), "closed", "pg")
	if err := os.MkdirAll(filepath.Dir(closed), 0o700); err != nil {
		t.Fatal(err)
	}
	places := map[string]string{full: "files that are not a cluster"}
	if os.Geteuid() == 0 {
		places[closed] = "may not pass through"
	}
	for dir, words := range places {
		_, err := pgcluster.Start(t.Context(), pgcluster.Options{Folder: dir, Volatile: true})
		var problem *pgcluster.Error
		if !errors.As(err, &problem) || !strings.Contains(problem.Problem, words) || problem.Remedy == "" {
			t.Errorf("%s: %v", dir, err)
		}
	}
	if _, err := os.Stat(filepath.Join(full, "photos")); err != nil {
		t.Errorf("what was in the folder is gone: %v", err)
	}
}
