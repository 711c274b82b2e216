package pgcluster

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// owner is the user that the cluster runs as. PostgreSQL refuses to run as root, so root lends it to user postgres.
type owner struct {
	uid, gid int
	change   bool // this process is root and the cluster's user is another
	name     string
}

func findOwner() (owner, error) {
	if os.Geteuid() != 0 {
		current, err := user.Current()
		if err != nil {
			return owner{}, fmt.Errorf("who am I: %w", err)
		}
		return owner{uid: os.Geteuid(), gid: os.Getegid(), name: current.Username}, nil
	}
	account, err := user.Lookup("postgres")
	if err != nil {
		return owner{}, &Error{
			Problem: "this runs as root, PostgreSQL must not, and there is no user 'postgres' to run it as",
			Remedy:  "install PostgreSQL's package, which makes that user, or start rasad as another user",
			Cause:   err,
		}
	}
	uid, err := strconv.Atoi(account.Uid)
	if err != nil {
		return owner{}, fmt.Errorf("user postgres: %w", err)
	}
	gid, err := strconv.Atoi(account.Gid)
	if err != nil {
		return owner{}, fmt.Errorf("user postgres: %w", err)
	}
	return owner{uid: uid, gid: gid, change: true, name: "postgres"}, nil
}

// command runs a program as the owner, in a process group of its own so that a Ctrl-C at the terminal reaches rasad
// alone, which then shuts the cluster down in order.
func (o owner) command(ctx context.Context, program string, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, program, args...)
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if o.change {
		command.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(o.uid), Gid: uint32(o.gid)}
	}
	command.Dir = "/"
	command.Env = append(withoutPG(os.Environ()), "LC_ALL=C.UTF-8", "TZ=UTC")
	return command
}

// withoutPG drops PGDATA, PGPORT and the like: they would reach into a cluster that is meant to be private.
func withoutPG(environment []string) []string {
	kept := environment[:0:0]
	for _, entry := range environment {
		if !strings.HasPrefix(entry, "PG") && !strings.HasPrefix(entry, "LC_") {
			kept = append(kept, entry)
		}
	}
	return kept
}

// folder makes dir the owner's own (0700) and checks that every folder above lets the owner through.
func (o owner) folder(dir string) error {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return &Error{Problem: "cannot make the data folder " + filepath.Dir(dir), Remedy: "set RASAD_DATA to a folder that you may write to", Cause: err}
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return &Error{Problem: "cannot make the cluster's folder " + dir, Remedy: "set RASAD_DATA to a folder that you may write to", Cause: err}
	}
	if !o.change {
		return nil
	}
	if err := os.Chown(dir, o.uid, o.gid); err != nil {
		return fmt.Errorf("give %s to user %s: %w", dir, o.name, err)
	}
	return o.reaches(dir)
}

func (o owner) reaches(dir string) error {
	for above := filepath.Dir(dir); above != "/"; above = filepath.Dir(above) {
		info, err := os.Stat(above)
		if err != nil {
			return fmt.Errorf("data folder: %w", err)
		}
		mode, ids := info.Mode().Perm(), info.Sys().(*syscall.Stat_t)
		through := mode&0o001 != 0 || (int(ids.Uid) == o.uid && mode&0o100 != 0) || (int(ids.Gid) == o.gid && mode&0o010 != 0)
		if !through {
			return &Error{
				Problem: fmt.Sprintf("user %s, whom the database runs as, may not pass through %s", o.name, above),
				Remedy:  fmt.Sprintf("set RASAD_DATA to another folder, such as /var/lib/rasad, or: chmod o+x %s", above),
			}
		}
	}
	return nil
}
