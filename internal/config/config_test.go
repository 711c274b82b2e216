package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rasad/internal/config"
)

func none(string) string { return "" }

func TestDefaultFolder(t *testing.T) {
	for _, c := range []struct {
		home   string
		root   bool
		xdg    string
		folder string
	}{
		{"/home/asha", false, "", "/home/asha/.local/share/rasad"},
		{"/home/asha", false, "/data", "/data/rasad"},
		{"/home/asha", false, "relative", "/home/asha/.local/share/rasad"},
		{"/root", true, "", "/var/lib/rasad"},
	} {
		var settings config.Config
		err := settings.Complete(c.home, c.root, func(string) string { return c.xdg })
		if err != nil || settings.Folder != c.folder {
			t.Errorf("%+v: %q, %v", c, settings.Folder, err)
		}
		if settings.ClusterFolder() != c.folder+"/pg" || settings.DemoFolder() != c.folder+"/demo" {
			t.Errorf("%s, %s", settings.ClusterFolder(), settings.DemoFolder())
		}
	}
	var settings config.Config
	if err := settings.Complete("", false, none); !errors.Is(err, config.ErrInvalid) {
		t.Errorf("no home folder: %v", err)
	}
}

func TestRefused(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, settings := range []config.Config{{Folder: file}, {Folder: "/x", Database: "mysql://a:secret@b/c"}, {Folder: "/x", Database: "postgres://a:secret@b:port/c"}} {
		err := settings.Complete("/home/asha", false, none)
		if !errors.Is(err, config.ErrInvalid) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%+v: %v", settings, err)
		}
	}
	for _, settings := range []config.Serve{{Addr: "8080", CacheMB: 1}, {Addr: "127.0.0.1:99999", CacheMB: 1}, {Addr: "127.0.0.1:http", CacheMB: 1}, {Addr: ":0"}} {
		if err := settings.Check(); !errors.Is(err, config.ErrInvalid) {
			t.Errorf("%+v: %v", settings, err)
		}
	}
	if err := (&config.Serve{Addr: "127.0.0.1:0", CacheMB: 256}).Check(); err != nil {
		t.Error(err)
	}
}
