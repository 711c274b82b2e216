package pgcluster

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

// binaries finds the folder of the newest PostgreSQL on this machine that has PostGIS: Debian's layout first, then what
// pg_config on the path says.
func binaries(ctx context.Context) (string, error) {
	candidates, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return "", err
	}
	version := func(bin string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(bin))) // not a number: sorts last
		return n
	}
	sort.Slice(candidates, func(i, j int) bool { return version(candidates[i]) > version(candidates[j]) })
	for _, bin := range candidates {
		share := fmt.Sprintf("/usr/share/postgresql/%d", version(bin))
		if usable(bin, share) {
			return bin, nil
		}
	}
	if bin, share, ok := askConfig(ctx); ok && usable(bin, share) {
		return bin, nil
	}
	return "", &Error{
		Problem: "PostgreSQL with PostGIS is not installed",
		Remedy:  "install it (Debian, Ubuntu: .ci/setup, or apt-get install postgresql postgresql-15-postgis-3), or set DATABASE_URL",
	}
}

func usable(bin, share string) bool {
	for _, file := range []string{bin + "/initdb", bin + "/pg_ctl", bin + "/postgres", share + "/extension/postgis.control"} {
		if _, err := os.Stat(file); err != nil {
			return false
		}
	}
	return true
}

func askConfig(ctx context.Context) (bin, share string, ok bool) {
	out, err := exec.CommandContext(ctx, "pg_config", "--bindir", "--sharedir").Output()
	if err != nil {
		return "", "", false
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != 2 {
		return "", "", false
	}
	return lines[0], lines[1], true
}
