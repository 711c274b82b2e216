package app_test

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// TestDemo makes and loads the demo city, loads it again without change, and serves it.
func TestDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("makes a whole city: left out by -short")
	}
	with := on(t)
	folder := filepath.Join(t.TempDir(), "demo")
	for range 2 {
		got := rasad(t, "", append(with("demo", "--dir", folder), "--lang=en")...)
		if got.code != 0 || !strings.Contains(got.out, "loaded") {
			t.Fatalf("%+v", got)
		}
	}
	r := serve(t, with("--demo")...)
	answer, err := http.Get(r.url + "/api/v1/demo")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || !strings.Contains(string(body), `"wards":110`) || !strings.Contains(string(body), `"zones":8`) {
		t.Errorf("%s %v", body, err)
	}
	if status(t, r.url+"/demo") != 200 {
		t.Error("no page of the demo city")
	}
	r.stop()
	if code := <-r.code; code != 0 {
		t.Errorf("exit code %d: %s", code, r.err)
	}
}
