package pgcluster

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// fileLock is flock(2) on a file of ours. The kernel gives it up when the process dies. Unlike the libraries for it, it turns a shared
// lock into an exclusive one and back in place, which the last to leave a cluster needs.
type fileLock struct{ file *os.File }

func newFileLock(path string) (*fileLock, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDONLY, 0o644)
	if err != nil {
		return nil, &Error{Problem: "cannot lock the data folder", Remedy: "is it another user's? set RASAD_DATA to your own", Cause: err}
	}
	return &fileLock{file}, nil
}

// try takes or turns the lock if nobody is in the way. A shared lock may be lost when it cannot be turned.
func (l *fileLock) try(how int) (bool, error) {
	for {
		err := syscall.Flock(int(l.file.Fd()), how|syscall.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case !errors.Is(err, syscall.EINTR):
			return false, fmt.Errorf("lock %s: %w", l.file.Name(), err)
		}
	}
}

func (l *fileLock) tryExclusive() (bool, error) { return l.try(syscall.LOCK_EX) }

// await takes the lock as soon as it is free.
func (l *fileLock) await(ctx context.Context, how int) error {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if got, err := l.try(how); got || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// free gives the lock up.
func (l *fileLock) free() error { return l.file.Close() }
