// Package config holds the settings of a running Rasad. The command line reads them from flags and the environment (the
// tags are kong's); this package gives them defaults that work and checks them before anything starts.
package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Config is every setting. Empty fields take the defaults of Complete.
type Config struct {
	Folder   string `name:"data" env:"RASAD_DATA" placeholder:"FOLDER" help:"${help_data}"`
	Database string `name:"database" env:"DATABASE_URL" placeholder:"URL" help:"${help_database}"`
	Log      string `name:"log" env:"RASAD_LOG" enum:"text,json" default:"text" help:"${help_log}"`
	LogLevel string `name:"log-level" env:"RASAD_LOG_LEVEL" enum:"debug,info,warn,error" default:"info" help:"${help_log_level}"`
}

// Serve is what only a server needs.
type Serve struct {
	Addr          string `name:"addr" env:"RASAD_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"${help_addr}"`
	MetricsPublic bool   `name:"metrics-public" env:"RASAD_METRICS_PUBLIC" help:"${help_metrics_public}"`
	NoWorker      bool   `name:"no-worker" env:"RASAD_NO_WORKER" help:"${help_no_worker}"`
	CacheMB       int64  `name:"cache-mb" env:"RASAD_CACHE_MB" default:"256" help:"${help_cache_mb}"`
}

// ErrInvalid is wrapped by every error of Complete and Check.
var ErrInvalid = errors.New("invalid setting")

// Complete fills what was left empty from the machine (home is a user's home folder, root says who runs us) and checks the rest.
func (c *Config) Complete(home string, root bool, getenv func(string) string) error {
	if c.Folder == "" {
		c.Folder = defaultFolder(home, root, getenv)
	}
	if c.Folder == "" {
		return fmt.Errorf("%w: RASAD_DATA: there is no home folder; name a folder", ErrInvalid)
	}
	absolute, err := filepath.Abs(c.Folder)
	if err != nil {
		return fmt.Errorf("%w: RASAD_DATA: %w", ErrInvalid, err)
	}
	c.Folder = absolute
	if info, err := os.Stat(c.Folder); err == nil && !info.IsDir() {
		return fmt.Errorf("%w: RASAD_DATA: %s is a file, not a folder", ErrInvalid, c.Folder)
	}
	return checkDatabase(c.Database)
}

// defaultFolder is /var/lib/rasad for root, whose home no database user may enter, and the user's own data folder for others.
func defaultFolder(home string, root bool, getenv func(string) string) string {
	if root {
		return "/var/lib/rasad"
	}
	if folder := getenv("XDG_DATA_HOME"); filepath.IsAbs(folder) {
		return filepath.Join(folder, "rasad")
	}
	if home == "" {
		return ""
	}
	return filepath.Join(home, ".local", "share", "rasad")
}

func checkDatabase(database string) error {
	if database == "" || !strings.Contains(database, "://") { // the form "host=… dbname=…" is left to the driver
		return nil
	}
	parsed, err := url.Parse(database)
	if err != nil { // the error text would repeat the password
		return fmt.Errorf("%w: DATABASE_URL is not an address", ErrInvalid)
	}
	if parsed.Scheme != "postgres" && parsed.Scheme != "postgresql" {
		return fmt.Errorf("%w: DATABASE_URL begins with %q, not postgres://", ErrInvalid, parsed.Scheme)
	}
	return nil
}

// Check refuses an address that cannot be listened on.
func (s *Serve) Check() error {
	_, port, err := net.SplitHostPort(s.Addr)
	if err != nil {
		return fmt.Errorf("%w: RASAD_ADDR: %q is not host:port", ErrInvalid, s.Addr)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return fmt.Errorf("%w: RASAD_ADDR: port %q is not 0 to 65535", ErrInvalid, port)
	}
	if s.CacheMB < 1 || s.CacheMB > 1<<20 {
		return fmt.Errorf("%w: RASAD_CACHE_MB: %d is not 1 to %d", ErrInvalid, s.CacheMB, 1<<20)
	}
	return nil
}

// ClusterFolder holds the private PostGIS.
func (c *Config) ClusterFolder() string { return filepath.Join(c.Folder, "pg") }

// DemoFolder holds the demo city's files.
func (c *Config) DemoFolder() string { return filepath.Join(c.Folder, "demo") }
