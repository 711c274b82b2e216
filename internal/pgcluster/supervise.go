package pgcluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// supervise starts the cluster again when its first process is gone, until ctx ends. Those who share the cluster all watch
// it; the start lock lets one of them act.
func (c *Cluster) supervise(ctx context.Context) {
	tick := time.NewTicker(250 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if c.alive() {
			continue
		}
		c.options.Log("the database is gone: starting it again")
		err := c.withStartLock(ctx, func(ctx context.Context) error {
			if c.alive() && c.answers(ctx) == nil {
				return nil // another process was faster
			}
			return c.startServer(ctx)
		})
		if err != nil && ctx.Err() == nil {
			c.options.Log("the database does not start again; trying on", "error", err)
		}
	}
}

// alive tells whether the process that postmaster.pid names exists.
func (c *Cluster) alive() bool {
	pid, err := PostmasterPID(c.options.Folder)
	if err != nil {
		return false
	}
	reap(pid)
	err = syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}

// reap takes a dead postmaster off the process table when it is ours to take: as the first process of a container, rasad inherits the
// postmaster, and one that died would look alive, to us and to PostgreSQL, until it is waited for. Of another's child nothing happens.
func reap(pid int) { _, _ = syscall.Wait4(pid, nil, syscall.WNOHANG, nil) }

// PostmasterPID reads the process id of the cluster in folder.
func PostmasterPID(folder string) (int, error) {
	content, err := os.ReadFile(filepath.Join(folder, "postmaster.pid"))
	if err != nil {
		return 0, err
	}
	first, _, _ := strings.Cut(string(content), "\n")
	return strconv.Atoi(strings.TrimSpace(first))
}

// startWarden leaves a small process behind that waits for the lock which all users of the cluster share, and then stops the
// cluster. The kernel gives the lock up for a process that dies, so no way of dying leaves a cluster running.
func (c *Cluster) startWarden() error {
	lock, err := os.Open(c.lockPath())
	if err != nil {
		return fmt.Errorf("lock of the cluster: %w", err)
	}
	defer lock.Close()
	const script = `flock -x 3 && exec "$0" stop -D "$1" -m fast -s`
	warden := c.owner.command(context.Background(), "/bin/sh", "-c", script, c.bin+"/pg_ctl", c.options.Folder)
	warden.ExtraFiles = []*os.File{lock}
	warden.SysProcAttr.Setpgid, warden.SysProcAttr.Setsid = false, true
	if err := warden.Start(); err != nil {
		return fmt.Errorf("watch over the cluster: %w", err)
	}
	go func() { _ = warden.Wait() }() // reaped if it ends before us
	return nil
}
