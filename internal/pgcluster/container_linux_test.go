package pgcluster_test

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// TestAsFirstProcess runs the crash tests as process 1, as in a container: there the postmaster's corpse is ours to bury.
func TestAsFirstProcess(t *testing.T) {
	if os.Geteuid() != 0 || os.Getpid() == 1 {
		t.Skip("needs root, for a process namespace of its own")
	}
	command := exec.Command(os.Args[0], "-test.v", "-test.run=^(TestKilledPostmasterComesBack|TestTakesOverAfterACrash)$")
	command.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWPID}
	out, err := command.CombinedOutput()
	if errors.Is(err, syscall.EPERM) {
		t.Skip("this machine allows no process namespaces")
	}
	if err != nil || strings.Count(string(out), "--- PASS") != 2 {
		t.Errorf("%v: %s", err, out)
	}
}
