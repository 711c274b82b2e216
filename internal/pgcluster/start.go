package pgcluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// bringUp leaves a running cluster with our database in it. Caller holds the exclusive or the start lock.
func (c *Cluster) bringUp(ctx context.Context) error {
	if err := c.initialise(ctx); err != nil {
		return err
	}
	if err := c.makeSocketFolder(); err != nil {
		return err
	}
	if c.answers(ctx) != nil { // else it was left running by a crash: taken over as it is
		if err := c.startServer(ctx); err != nil {
			return err
		}
	}
	return c.ensureDatabase(ctx)
}

// initialise makes the cluster's files. They are made aside and renamed, so that a crash in between leaves nothing half made.
func (c *Cluster) initialise(ctx context.Context) error {
	if _, err := os.Stat(filepath.Join(c.options.Folder, "PG_VERSION")); err == nil {
		return c.checkVersion()
	}
	c.options.Log("making a database cluster", "folder", c.options.Folder)
	fresh := c.options.Folder + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return fmt.Errorf("tidy up an unfinished cluster: %w", err)
	}
	if err := c.owner.folder(fresh); err != nil {
		return err
	}
	args := []string{"-D", fresh, "-U", superuser, "-A", "trust", "--encoding=UTF8", "--locale=C.UTF-8"}
	if c.options.Volatile {
		args = append(args, "--no-sync")
	}
	out, err := c.owner.command(ctx, c.bin+"/initdb", args...).CombinedOutput()
	if err != nil {
		return &Error{Problem: "initdb failed: " + lastLines(string(out)), Remedy: "is the disk full, or the folder not writable?", Cause: err}
	}
	if err := c.configure(fresh); err != nil {
		return err
	}
	if err := os.Remove(c.options.Folder); err != nil { // empty until now; a full one is not ours to replace
		return &Error{Problem: c.options.Folder + " holds files that are not a cluster", Remedy: "set RASAD_DATA to an empty folder", Cause: err}
	}
	return os.Rename(fresh, c.options.Folder)
}

func (c *Cluster) checkVersion() error {
	content, err := os.ReadFile(filepath.Join(c.options.Folder, "PG_VERSION"))
	if err != nil {
		return err
	}
	have := strings.TrimSpace(string(content))
	own := filepath.Join("/usr/lib/postgresql", have, "bin")
	if _, err := os.Stat(own + "/postgres"); err == nil {
		c.bin = own // the version that made the cluster, even when a newer one was installed since
		return nil
	}
	out, err := c.owner.command(context.Background(), c.bin+"/postgres", "--version").Output()
	if err == nil && !strings.Contains(string(out), ") "+have+".") {
		return &Error{
			Problem: fmt.Sprintf("the cluster was made by PostgreSQL %s, this machine has %s", have, strings.TrimSpace(string(out))),
			Remedy:  "install PostgreSQL " + have + ", or move the data with pg_upgrade",
		}
	}
	return nil
}

// settings of a service's own cluster: few connections, short plans; a spatial city fits into modest buffers.
func (c *Cluster) configure(folder string) error {
	settings := []string{
		"listen_addresses = ''",
		"max_connections = 100",
		"shared_buffers = 192MB",
		"work_mem = 16MB",
		"maintenance_work_mem = 128MB",
		"max_wal_size = 2GB",
		"wal_compression = on",
		"jit = off",
		"max_parallel_workers_per_gather = 0",
		"log_destination = stderr",
		"logging_collector = off",
		"log_checkpoints = off",
		"timezone = 'UTC'",
	}
	if c.options.Volatile {
		settings = append(settings, "fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum_naptime = 1h")
	}
	file, err := os.OpenFile(filepath.Join(folder, "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("settings of the cluster: %w", err)
	}
	_, err = file.WriteString("\n# Written by rasad.\n" + strings.Join(settings, "\n") + "\n")
	return errors.Join(err, file.Close())
}

// startServer starts the postmaster. After a crash, children of the old one may hold its shared memory a little longer, and
// PostgreSQL rightly refuses until they are gone: so it is tried again, for a while.
func (c *Cluster) startServer(ctx context.Context) error {
	deadline := time.Now().Add(90 * time.Second)
	for pause := 50 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		if pid, err := PostmasterPID(c.options.Folder); err == nil {
			reap(pid)
		}
		out, err := c.pgCtlStart(ctx)
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if time.Now().After(deadline) {
			return &Error{
				Problem: "PostgreSQL does not start: " + lastLines(out),
				Remedy:  "see " + c.logFile(),
				Cause:   err,
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

func (c *Cluster) logFile() string { return filepath.Join(c.options.Folder, "server.log") }

func (c *Cluster) pgCtlStart(ctx context.Context) (string, error) {
	out, err := c.owner.command(ctx, c.bin+"/pg_ctl", "start", "-D", c.options.Folder, "-l", c.logFile(), "-w", "-t", "60", "-s",
		"-o", fmt.Sprintf("-k '%s' -p %s", c.socket, port)).CombinedOutput()
	if err == nil {
		return "", nil
	}
	tail, _ := os.ReadFile(c.logFile()) // a bonus for the message
	return string(out) + lastLines(string(tail)), err
}

func (c *Cluster) ensureDatabase(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, c.urlOf("postgres"))
	if err != nil {
		return fmt.Errorf("connect to the cluster: %w", err)
	}
	defer conn.Close(ctx)
	var there bool
	if err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, database).Scan(&there); err != nil {
		return fmt.Errorf("look for the database: %w", err)
	}
	if there {
		return nil
	}
	if _, err := conn.Exec(ctx, `CREATE DATABASE `+database); err != nil {
		return fmt.Errorf("make the database: %w", err)
	}
	return nil
}

func lastLines(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-3):], " / ")
}
