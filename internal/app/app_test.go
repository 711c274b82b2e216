package app_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"rasad/internal/app"
	"rasad/internal/pgtest"
)

// output is what a run of the program printed.
type output struct {
	code     int
	out, err string
}

// rasad runs the program in this process.
func rasad(t *testing.T, input string, args ...string) output {
	t.Helper()
	var out, err bytes.Buffer
	code := app.Main(t.Context(), args, strings.NewReader(input), &out, &err)
	return output{code, out.String(), err.String()}
}

// on names the test's own database and an own data folder.
func on(t *testing.T) func(args ...string) []string {
	t.Helper()
	database, folder := pgtest.New(t), t.TempDir()
	return func(args ...string) []string {
		return append(args, "--database", database, "--data", folder)
	}
}

func devanagari(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Devanagari, r) })
}

func TestWithoutDatabase(t *testing.T) {
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"version"}, 0, "rasad "},
		{[]string{"--help"}, 0, "import wards"},
		{[]string{"serve", "--help"}, 0, "RASAD_ADDR"},
		{[]string{}, 2, "rasad --help"},
		{[]string{"frobnicate"}, 2, "frobnicate"},
		{[]string{"serve", "--frobnicate"}, 2, "frobnicate"},
		{[]string{"import", "wards", "x.geojson"}, 2, "--city"},
		{[]string{"import", "wards", "absent.geojson", "--city", "x"}, 1, "absent.geojson"},
		{[]string{"import", "facilities", "app_test.go", "--city", "x", "--kind", "casino"}, 1, "ration_shop"},
		{[]string{"locate", "absent.csv", "--city", "x"}, 1, "absent.csv"},
		{[]string{"locate", "app_test.go", "--city", "x", "--separator", "ab"}, 1, "--separator"},
		{[]string{"city", "add", "Bad_Id", "--name-en", "X"}, 1, "Bad_Id"},
		{[]string{"city", "remove", "x"}, 1, "--yes"},
		{[]string{"serve", "--addr", "nowhere"}, 1, "RASAD_ADDR"},
		{[]string{"version", "--database", "mysql://u:secret@h/d"}, 2, "DATABASE_URL"},
		{[]string{"health", "--addr", "127.0.0.1:1"}, 1, "127.0.0.1:1"},
	} {
		got := rasad(t, "", append(c.args, "--lang", "en")...)
		if got.code != c.code || !strings.Contains(got.out+got.err, c.says) {
			t.Errorf("%v: %d %q %q", c.args, got.code, got.out, got.err)
		}
		if c.code != 0 && got.out != "" {
			t.Errorf("%v: an error went to standard output: %q", c.args, got.out)
		}
		if strings.Contains(got.out+got.err, "secret") || strings.Contains(got.err, "goroutine") {
			t.Errorf("%v: %q", c.args, got.err)
		}
	}
}

func TestSpeaksHindi(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"import", "wards", "absent.geojson", "--city", "x"}, {"city", "remove", "x"}, {"locate", "absent.csv", "--city", "x"}} {
		got := rasad(t, "", append(args, "--lang=hi")...)
		if !devanagari(got.out + got.err) {
			t.Errorf("%v: %q %q", args, got.out, got.err)
		}
		if got = rasad(t, "", append(args, "--lang=en")...); devanagari(got.out + got.err) {
			t.Errorf("%v: Hindi in English: %q %q", args, got.out, got.err)
		}
	}
}

func TestCities(t *testing.T) {
	with := on(t)
	steps := []struct {
		args []string
		code int
		says string
	}{
		{[]string{"migrate"}, 0, "this version"},
		{[]string{"migrate"}, 0, "this version"},
		{[]string{"city", "list"}, 0, "no city yet"},
		{[]string{"city", "add", "nagar"}, 1, "--name-hi"},
		{[]string{"city", "add", "nagar", "--name-en", "Nagar", "--name-hi", "नगर", "--data-date", "2026-01-31"}, 0, "Nagar"},
		{[]string{"city", "add", "nagar", "--helpline", "1800"}, 0, "Nagar"},
		{[]string{"city", "list"}, 0, "नगर"},
		{[]string{"city", "remove", "other", "--yes"}, 1, "no city \"other\""},
		{[]string{"city", "remove", "nagar", "--yes"}, 0, "removed"},
		{[]string{"city", "list"}, 0, "no city yet"},
	}
	for _, c := range steps {
		got := rasad(t, "", append(with(c.args...), "--lang=en")...)
		if got.code != c.code || !strings.Contains(got.out+got.err, c.says) {
			t.Fatalf("%v: %d %q %q", c.args, got.code, got.out, got.err)
		}
	}
}

func TestUnreachableDatabase(t *testing.T) {
	got := rasad(t, "", "city", "list", "--data", t.TempDir(), "--database", "postgres://u:secret@127.0.0.1:1/x", "--lang=en")
	if got.code != 1 || !strings.Contains(got.err, "DATABASE_URL") || strings.Contains(got.err, "secret") {
		t.Errorf("%+v", got)
	}
}

func TestCancelledCommand(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, err bytes.Buffer
	with := on(t)
	if code := app.Main(ctx, append(with("city", "list"), "--lang=en"), nil, &out, &err); code != 1 || !strings.Contains(err.String(), "interrupted") {
		t.Errorf("%d %q", code, err.String())
	}
}

// twoWards is a city of two squares that share the meridian 80.1, in zones A and B.
const twoWards = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"Ward No":1,"Name":"West, old","Zone":"A"},"geometry":{"type":"Polygon","coordinates":[[[80,26],[80.1,26],[80.1,26.1],[80,26.1],[80,26]]]}},
{"type":"Feature","properties":{"Ward No":2,"Name":"East","Zone":"B"},"geometry":{"type":"Polygon","coordinates":[[[80.1,26],[80.2,26],[80.2,26.1],[80.1,26.1],[80.1,26]]]}}]}`

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportAndLocate(t *testing.T) {
	with := on(t)
	must := func(code int, args ...string) output {
		t.Helper()
		got := rasad(t, "", append(with(args...), "--lang=en")...)
		if got.code != code || strings.Contains(got.err, "goroutine") {
			t.Fatalf("%v: %d %q %q", args, got.code, got.out, got.err)
		}
		return got
	}
	wards := writeFile(t, "wards.geojson", twoWards)
	if got := must(1, "import", "wards", wards, "--city", "nagar"); !strings.Contains(got.err, "rasad city add") {
		t.Errorf("%+v", got)
	}
	must(0, "city", "add", "nagar", "--name-en", "Nagar")
	points := writeFile(t, "points.csv", "id,lon,lat\n1,80.05,26.05\n2,80.15,26.05\n3,81,26\nx,no,26\n")
	if got := must(1, "locate", points, "--city", "nagar"); !strings.Contains(got.err, "import wards") {
		t.Errorf("a city without wards: %+v", got)
	}
	must(0, "import", "wards", wards, "--city", "nagar", "--dry-run")
	must(1, "locate", points, "--city", "nagar")
	must(0, "import", "wards", wards, "--city", "nagar")
	got := must(0, "locate", points, "--city", "nagar")
	want := "id,lon,lat,ward,ward_name_hi,ward_name_en,zone\n1,80.05,26.05,1,,\"West, old\",A\n2,80.15,26.05,2,,East,B\n3,81,26,,,,\nx,no,26,,,,\n"
	if got.out != want || !strings.Contains(got.err, "4 rows: 2 in wards, 1 outside the city, 1 bad") {
		t.Errorf("%q\n%q", got.out, got.err)
	}
	if got := must(1, "locate", points, "--city", "nagar", "--strict"); !strings.Contains(got.err, "points.csv: row 5, column 2 (lon)") {
		t.Errorf("%+v", got)
	}
	result := filepath.Join(t.TempDir(), "out.csv")
	must(0, "locate", points, "--city", "nagar", "--output", result)
	if text, err := os.ReadFile(result); err != nil || string(text) != want {
		t.Errorf("%q %v", text, err)
	}
	must(1, "locate", points, "--city", "nagar", "--strict", "--output", result+"2")
	if left, _ := filepath.Glob(result + "2*"); len(left) > 0 {
		t.Errorf("a failed run left %v", left)
	}
	broken := writeFile(t, "broken.geojson", `{"type":"FeatureCollection","features":[{`)
	if got := must(1, "import", "wards", broken, "--city", "nagar"); !strings.Contains(got.err, "broken.geojson") {
		t.Errorf("%+v", got)
	}
}
