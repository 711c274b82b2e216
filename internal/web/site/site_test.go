package site

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/go-chi/chi/v5"
)

// placeholder finds {0}, {1} … in a text.
var placeholder = regexp.MustCompile(`\{\d\}`)

func TestWordsInBothLanguages(t *testing.T) {
	words, err := readCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	latin := regexp.MustCompile(`[A-Za-z]+`)
	allowed := map[string]bool{"https": true, "Enter": true}
	for key, both := range words {
		if both[0] == "" || both[1] == "" {
			t.Errorf("%s lacks a language: %q", key, both)
		}
		in := [2][]string{placeholder.FindAllString(both[0], -1), placeholder.FindAllString(both[1], -1)}
		slices.Sort(in[0])
		slices.Sort(in[1])
		if !slices.Equal(in[0], in[1]) {
			t.Errorf("%s has other places to fill in: %q", key, both)
		}
		for _, word := range latin.FindAllString(both[0], -1) {
			if !allowed[word] && key != "other_language" {
				t.Errorf("%s: Latin letters in Hindi: %q", key, word)
			}
		}
	}
}

// TestWordsAreUsed holds the catalogue to what templates and scripts ask for, both ways.
func TestWordsAreUsed(t *testing.T) {
	words, err := readCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	collect := func(pattern, file, prefix string) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(text), -1) {
			used[prefix+found[1]] = true
			if _, ok := words[prefix+found[1]]; !ok {
				t.Errorf("%s asks for %q, which the catalogue lacks", file, prefix+found[1])
			}
		}
	}
	pages, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	for _, name := range pages {
		collect(`\bt "([a-z_0-9.]+)"`, name, "")
	}
	scripts, err := fs.Glob(os.DirFS("../ui"), "*.ts")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, name := range scripts {
		collect(`\bwords\.([a-z_]+)`, "../ui/"+name, "js.")
	}
	inCode := regexp.MustCompile(`^(sketch\.|book\.|download\.name\.|month\.|day\.|zone$|hit\.|stock\.|report\.|search_failed$|metres$|kilometres$|unknown_|outside$|bad_place$)`) // asked for by Go
	for key := range words {
		if !used[key] && !inCode.MatchString(key) {
			t.Errorf("nothing asks for %q", key)
		}
	}
}

func TestIndian(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 99999: "99,999", 100000: "1,00,000", 351691: "3,51,691", 12345678: "1,23,45,678", -1234: "-1,234"} {
		if got := indian(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	words, err := readCatalogue()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		metres float64
		hi, en string
	}{{0, "0 मी", "0 m"}, {4, "0 मी", "0 m"}, {347, "350 मी", "350 m"}, {994, "990 मी", "990 m"}, {996, "1.0 किमी", "1.0 km"}, {12345, "12.3 किमी", "12.3 km"}} {
		for l, want := range map[language]string{hindi: c.hi, english: c.en} {
			if got, err := words.distance(l, c.metres); err != nil || got != want {
				t.Errorf("%v m: %q, %v, want %q", c.metres, got, err, want)
			}
		}
	}
	if day, err := words.day(hindi, time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)); err != nil || day != "23 नवंबर 2026" {
		t.Errorf("%q, %v", day, err)
	}
}

func TestTel(t *testing.T) {
	for phone, want := range map[string]string{
		"+91 00522-00100": "tel:+910052200100", "0522 1, 0522 2": "tel:05221", "1 / 2": "tel:1", "12+3": "tel:123", "javascript:alert(1)": "tel:1", "": "tel:",
	} {
		if got := tel(phone); string(got) != want {
			t.Errorf("%q: %q, want %q", phone, got, want)
		}
	}
}

// bundled is a made bundle.
func bundled() fstest.MapFS {
	return fstest.MapFS{
		"manifest.json": {Data: []byte(`{"script":"main-AB.js","style":"page-AB.css","noscript":"noscript-AB.css","worker":"worker-AB.js","icon":"icon-AB.svg","licences":"licences-AB.txt","fonts":["f-AB.woff2"]}`)},
		"main-AB.js":    {Data: []byte("script")}, "main-AB.js.gz": {Data: []byte("packed")}, "page-AB.css": {Data: []byte("style")}, "worker-AB.js": {Data: []byte("worker")}, "worker-AB.js.gz": {Data: []byte("packed worker")}, "noscript-AB.css": {Data: []byte("style")},
		"icon-AB.svg": {Data: []byte("<svg/>")}, "licences-AB.txt": {Data: []byte("l")}, "f-AB.woff2": {Data: []byte("font")},
	}
}

func TestStatic(t *testing.T) {
	pages, err := New(Options{Assets: bundled()})
	if err != nil {
		t.Fatal(err)
	}
	router := chi.NewRouter()
	pages.Routes(router)
	for _, c := range []struct {
		path, accept    string
		status          int
		body, encoding  string
		mediaType, keep string
	}{
		{"/static/main-AB.js", "gzip, br", 200, "packed", "gzip", "text/javascript", "immutable"},
		{"/static/main-AB.js", "gzip;q=0", 200, "script", "", "text/javascript", "immutable"},
		{"/static/main-AB.js", "", 200, "script", "", "text/javascript", "immutable"},
		{"/static/f-AB.woff2", "gzip", 200, "font", "", "font/woff2", "immutable"},
		{"/static/main-AB.js.gz", "", 404, "404\n", "", "text/plain", "no-store"},
		{"/static/manifest.json", "", 404, "404\n", "", "text/plain", "no-store"},
		{"/static/../site.go", "", 404, "404\n", "", "text/plain", "no-store"},
		{"/static/.keep", "", 404, "404\n", "", "text/plain", "no-store"},
	} {
		request := httptest.NewRequest(http.MethodGet, c.path, nil)
		request.Header.Set("Accept-Encoding", c.accept)
		answer := httptest.NewRecorder()
		router.ServeHTTP(answer, request)
		header := answer.Header()
		if answer.Code != c.status || answer.Body.String() != c.body || header.Get("Content-Encoding") != c.encoding ||
			!strings.HasPrefix(header.Get("Content-Type"), c.mediaType) || !strings.Contains(header.Get("Cache-Control"), c.keep) {
			t.Errorf("%s (%q): %d %q %v", c.path, c.accept, answer.Code, answer.Body.String(), header)
		}
	}
}

func TestBundleWithAHole(t *testing.T) {
	files := bundled()
	delete(files, "page-AB.css")
	if _, err := New(Options{Assets: files}); err == nil || !strings.Contains(err.Error(), "page-AB.css") {
		t.Errorf("a manifest that names a missing file: %v", err)
	}
}

// TestKindsHaveMarks: shapes or colours may be shared, but no two kinds have the same shape and letter.
func TestKindsHaveMarks(t *testing.T) {
	marks, err := readMarks()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for kind, m := range marks {
		if m.Hi == "" || m.En == "" || m.path == "" {
			t.Errorf("%s: %+v", kind, m)
		}
		for _, look := range []string{m.Shape + m.Hi, m.Shape + m.En} {
			if other, twice := seen[look]; twice && other != kind {
				t.Errorf("%s and %s look the same: %s", kind, other, look)
			}
			seen[look] = kind
		}
	}
}
