// Package pgcluster runs a private PostgreSQL with PostGIS from the machine's own binaries: on a Unix socket only, never
// as root, started and stopped with the program, started again when it dies, and taken over when a crash left it running.
//
// Several processes may use one folder. Each holds a shared lock on it; starting takes the exclusive lock for a moment, and
// the last to leave, who can take the exclusive lock, stops the cluster.
package pgcluster

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

// Error says what is wrong with the cluster and what to do about it.
type Error struct {
	Problem, Remedy string
	Cause           error // may be nil
}

func (e *Error) Error() string {
	text := e.Problem
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	if e.Remedy != "" {
		text += "; " + e.Remedy
	}
	return text
}

func (e *Error) Unwrap() error { return e.Cause }

// Options of a cluster.
type Options struct {
	Folder string // of the cluster alone; made when missing
	// Volatile trades durability for speed: for tests that throw the cluster away, never for data.
	Volatile bool
	// StopWhenUnused stops the cluster when the last process that uses it is gone, however it went: for tests, which have no
	// end at which to call Close.
	StopWhenUnused bool
	Log            func(message string, args ...any) // in the manner of slog's methods; nil drops
}

// Cluster is one process's hold on a running PostgreSQL. Safe for concurrent use.
type Cluster struct {
	options Options
	bin     string
	owner   owner
	socket  string
	lock    *fileLock

	cancel    context.CancelFunc
	watched   sync.WaitGroup
	closeOnce sync.Once
	closeErr  error
}

// database is the one that rasad uses; port names the socket's file only, nothing listens on it.
const (
	database  = "rasad"
	superuser = "rasad"
	port      = "5432"
)

// Start makes the cluster when the folder is empty, starts it when it does not run, and returns when it answers.
func Start(ctx context.Context, options Options) (*Cluster, error) {
	folder, err := filepath.Abs(options.Folder)
	if err != nil {
		return nil, err
	}
	options.Folder = folder
	if options.Log == nil {
		options.Log = func(string, ...any) {}
	}
	c := &Cluster{options: options}
	if c.bin, err = binaries(ctx); err != nil {
		return nil, err
	}
	if c.owner, err = findOwner(); err != nil {
		return nil, err
	}
	if err := c.owner.folder(folder); err != nil {
		return nil, err
	}
	if err := c.findSocket(); err != nil {
		return nil, err
	}
	if c.lock, err = newFileLock(c.lockPath()); err != nil {
		return nil, err
	}
	if err := c.exclusively(ctx, c.bringUp); err != nil {
		return nil, errors.Join(err, c.lock.free())
	}
	if options.StopWhenUnused {
		if err := c.startWarden(); err != nil {
			return nil, errors.Join(err, c.lock.free())
		}
	}
	watch, cancel := context.WithCancel(context.WithoutCancel(ctx))
	c.cancel = cancel
	c.watched.Go(func() { c.supervise(watch) })
	return c, nil
}

// URL connects to the database of this cluster as its superuser.
func (c *Cluster) URL() string { return c.urlOf(database) }

func (c *Cluster) urlOf(name string) string {
	query := url.Values{"host": {c.socket}, "port": {port}, "user": {superuser}, "sslmode": {"disable"}}
	return "postgres:///" + name + "?" + query.Encode()
}

// Folder is where the cluster lives.
func (c *Cluster) Folder() string { return c.options.Folder }

// lockPath is beside the cluster's folder: initdb wants that one empty.
func (c *Cluster) lockPath() string { return c.options.Folder + ".lock" }

// exclusively runs work while no other process starts or stops this cluster, and holds the shared lock afterwards.
func (c *Cluster) exclusively(ctx context.Context, work func(context.Context) error) error {
	alone, err := c.lock.tryExclusive()
	if err != nil {
		return err
	}
	if !alone {
		// Others use the cluster: they hold the shared lock as long as they live. It runs, or its users are restarting it.
		if err := c.lock.await(ctx, syscall.LOCK_SH); err != nil {
			return err
		}
		return c.awaitOrStart(ctx, work)
	}
	if err := work(ctx); err != nil {
		return err
	}
	if err := c.lock.await(ctx, syscall.LOCK_SH); err != nil {
		return err
	}
	return c.awaitOrStart(ctx, work) // the lock is not turned in one step: somebody may have stopped the cluster in between
}

// awaitOrStart is for a process that joins others: the cluster should answer; if it does not, whoever takes the start lock
// brings it up.
func (c *Cluster) awaitOrStart(ctx context.Context, work func(context.Context) error) error {
	if c.answers(ctx) == nil {
		return nil
	}
	return c.withStartLock(ctx, work)
}

// withStartLock lets one process at a time bring the cluster up, among those that share it.
func (c *Cluster) withStartLock(ctx context.Context, work func(context.Context) error) error {
	start, err := newFileLock(c.lockPath() + ".start")
	if err != nil {
		return err
	}
	if err := start.await(ctx, syscall.LOCK_EX); err != nil {
		return errors.Join(fmt.Errorf("start lock of the cluster: %w", err), start.free())
	}
	return errors.Join(work(ctx), start.free())
}

// findSocket chooses the socket's folder. A socket's path may have at most 107 bytes, and PostgreSQL adds a name to it.
func (c *Cluster) findSocket() error {
	c.socket = filepath.Join(c.options.Folder, "run")
	if len(c.socket)+len("/.s.PGSQL.5432.lock") < 104 {
		return nil // made by bringUp: initdb wants the folder empty
	}
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(c.options.Folder)) // a hash never fails
	c.socket = filepath.Join("/tmp", fmt.Sprintf("rasad-%d-%x", c.owner.uid, sum.Sum64()))
	return nil
}

func (c *Cluster) makeSocketFolder() error {
	if err := os.Mkdir(c.socket, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("socket folder: %w", err)
	}
	info, err := os.Lstat(c.socket)
	if err != nil {
		return fmt.Errorf("socket folder: %w", err)
	}
	holder := int(info.Sys().(*syscall.Stat_t).Uid)
	if !info.IsDir() || (holder != c.owner.uid && holder != os.Geteuid()) {
		return &Error{Problem: c.socket + " belongs to somebody else", Remedy: "choose a shorter RASAD_DATA, so that the socket fits into it"}
	}
	if c.owner.change {
		return os.Chown(c.socket, c.owner.uid, c.owner.gid)
	}
	return nil
}

// answers connects and asks the simplest question.
func (c *Cluster) answers(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, c.urlOf("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	return conn.Ping(ctx)
}

// Close gives up this process's hold; the last one stops the cluster and returns when it is down.
func (c *Cluster) Close(ctx context.Context) error {
	c.closeOnce.Do(func() {
		c.cancel()
		c.watched.Wait()
		last, err := c.lock.tryExclusive()
		if err == nil && last {
			err = c.stop(ctx)
		}
		c.closeErr = errors.Join(err, c.lock.free())
	})
	return c.closeErr
}

// stop ends the cluster in order: sessions are cut off, a checkpoint is written.
func (c *Cluster) stop(ctx context.Context) error {
	out, err := c.owner.command(ctx, c.bin+"/pg_ctl", "stop", "-D", c.options.Folder, "-m", "fast", "-w", "-t", "60").CombinedOutput()
	if err != nil && !strings.Contains(string(out), "PID file") { // not running: somebody was faster
		return fmt.Errorf("stop the cluster: %w: %s", err, strings.TrimSpace(string(out)))
	}
	return nil
}
