// Package pgtest gives each test a database of its own, cloned from a migrated template, on a throw-away cluster that all test
// processes of a user share and the last of them stops.
package pgtest

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"rasad/data"
	"rasad/internal/pgcluster"
)

// serverEnv names a server to use instead of a cluster of our own: a superuser's URL, on a server whose databases may be dropped.
const serverEnv = "RASAD_TEST_DATABASE_URL"

// New makes an empty, migrated database for this test and returns its URL. It is dropped when the test ends.
func New(t testing.TB) string {
	t.Helper()
	server := hold(t)
	template, err := ensureTemplate(server)
	if err != nil {
		t.Fatalf("template database: %v", err)
	}
	name := fmt.Sprintf("rasad_test_%d_%d", os.Getpid(), counter.Add(1))
	if err := onServer(server, func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, `CREATE DATABASE `+pgx.Identifier{name}.Sanitize()+` TEMPLATE `+pgx.Identifier{template}.Sanitize()+` STRATEGY file_copy`)
		return err
	}); err != nil {
		t.Fatalf("clone the template: %v", err)
	}
	t.Cleanup(func() {
		if err := drop(server, name); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	return withDatabase(server, name)
}

// Open is New with a pool on it, closed when the test ends.
func Open(t testing.TB) *data.DB {
	t.Helper()
	return OpenURL(t, New(t))
}

// OpenURL opens a pool that is closed when the test ends.
func OpenURL(t testing.TB, address string) *data.DB {
	t.Helper()
	db, err := data.Open(context.Background(), address, data.Options{MaxConns: 4})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return db
}

// Folder is a new folder that the database's own user can reach, as t.TempDir's would not let it. Removed when the test ends.
func Folder(t testing.TB) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "rasad-test-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return folder
}

//nolint:gochecknoglobals // one cluster a process, shared by its tests: the tests themselves are what the process is
var (
	counter atomic.Int64
	shared  struct {
		sync.Mutex
		cluster *pgcluster.Cluster
	}
)

// hold starts the shared cluster at the first call and returns the URL of its server. It runs until this process, and any other that
// uses it, has ended.
func hold(t testing.TB) string {
	t.Helper()
	if address := os.Getenv(serverEnv); address != "" {
		return address
	}
	shared.Lock()
	defer shared.Unlock()
	if shared.cluster == nil {
		folder := filepath.Join(os.TempDir(), fmt.Sprintf("rasad-test-%d", os.Getuid()), "pg")
		options := pgcluster.Options{Folder: folder, Volatile: true, StopWhenUnused: true}
		cluster, err := pgcluster.Start(context.Background(), options)
		if err != nil {
			t.Fatalf("start PostgreSQL for the tests: %v", err)
		}
		shared.cluster = cluster
	}
	return shared.cluster.URL()
}

// ensureTemplate makes the migrated database that tests are cloned from, once for each state of the migrations.
func ensureTemplate(server string) (string, error) {
	name, err := templateName()
	if err != nil {
		return "", err
	}
	return name, onServer(server, func(ctx context.Context, conn *pgx.Conn) error {
		const lock = 7_234_881_001 // any number of ours
		if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock($1)`, int64(lock)); err != nil {
			return err
		}
		defer conn.Exec(ctx, `SELECT pg_advisory_unlock($1)`, int64(lock)) //nolint:errcheck // the connection ends anyway
		var there bool
		if err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&there); err != nil || there {
			return err
		}
		return makeTemplate(ctx, conn, server, name)
	})
}

// makeTemplate migrates aside and renames, so that a test that is killed leaves no half-made template.
func makeTemplate(ctx context.Context, conn *pgx.Conn, server, name string) error {
	fresh := name + "_new"
	for _, sql := range []string{`DROP DATABASE IF EXISTS ` + fresh + ` WITH (FORCE)`, `CREATE DATABASE ` + fresh} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return err
		}
	}
	if err := data.Migrate(ctx, withDatabase(server, fresh)); err != nil {
		return err
	}
	_, err := conn.Exec(ctx, `ALTER DATABASE `+fresh+` RENAME TO `+name)
	return err
}

func templateName() (string, error) {
	files, err := data.Migrations()
	if err != nil {
		return "", err
	}
	sum := fnv.New64a()
	err = fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, path)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(sum, "%s %d %s", path, len(content), content)
		return err
	})
	return fmt.Sprintf("rasad_template2_%x", sum.Sum64()), err
}

func drop(server, name string) error {
	return onServer(server, func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, `DROP DATABASE IF EXISTS `+pgx.Identifier{name}.Sanitize()+` WITH (FORCE)`)
		return err
	})
}

func onServer(server string, work func(context.Context, *pgx.Conn) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, withDatabase(server, "postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	return work(ctx, conn)
}

func withDatabase(server, name string) string {
	address, err := url.Parse(server)
	if err != nil {
		return server // pgx will say what is wrong with it
	}
	address.Path = "/" + name
	return address.String()
}
