package httpapi_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"unicode"

	"rasad/internal/httpapi/problem"
)

// TestBadInput sends what clients get wrong; each is told what, in both languages, as problem+json.
func TestBadInput(t *testing.T) {
	s := start(t)
	tile := "/tiles/nagar/wards/"
	for _, c := range []struct {
		target string
		status int
		code   problem.Code
	}{
		{"/nowhere", 404, problem.NotFound},
		{"/api/v1/", 404, problem.NotFound},
		{"/api/v1/nagar/frobs", 404, problem.NotFound},
		{"/api/v2/cities", 404, problem.NotFound},
		{"/api/v1/cities?x=1", 400, problem.UnknownParameter},
		{"/api/v1/cities?lang=fr", 400, problem.InvalidParameter},
		{"/api/v1/atlantis", 404, problem.UnknownCity},
		{"/api/v1/nagar?limit=1", 400, problem.UnknownParameter},
		{"/api/v1/nagar/zones?zone=A", 400, problem.UnknownParameter},
		{"/api/v1/nagar/wards?zone=Z", 404, problem.UnknownZone},
		{"/api/v1/nagar/wards?zone=", 400, problem.InvalidParameter},
		{"/api/v1/nagar/wards/99", 404, problem.UnknownWard},
		{"/api/v1/nagar/wards/%E0%A4%95", 404, problem.UnknownWard},
		{"/api/v1/nagar/wards/1?geometry=yes", 400, problem.InvalidParameter},
		{"/api/v1/nagar/wards/at", 400, problem.MissingParameter},
		{"/api/v1/nagar/wards/at?lon=80.05", 400, problem.MissingParameter},
		{"/api/v1/nagar/wards/at?lon=NaN&lat=26", 400, problem.InvalidParameter},
		{"/api/v1/nagar/wards/at?lon=80&lat=91", 400, problem.OutOfRange},
		{"/api/v1/nagar/wards/at?lon=80,05&lat=26", 400, problem.InvalidParameter},
		{"/api/v1/nagar/wards/at?lon=10&lat=10", 404, problem.OutsideCity},
		{"/api/v1/nagar/facilities?limit=-1", 400, problem.OutOfRange},
		{"/api/v1/nagar/facilities?limit=0", 400, problem.OutOfRange},
		{"/api/v1/nagar/facilities?limit=1001", 400, problem.OutOfRange},
		{"/api/v1/nagar/facilities?limit=ten", 400, problem.InvalidParameter},
		{"/api/v1/nagar/facilities?after=-5", 400, problem.OutOfRange},
		{"/api/v1/nagar/facilities?kind=casino", 400, problem.InvalidParameter},
		{"/api/v1/nagar/facilities?kind=", 400, problem.InvalidParameter},
		{"/api/v1/nagar/facilities?ward=99", 404, problem.UnknownWard},
		{"/api/v1/nagar/facilities?zone=99", 404, problem.UnknownZone},
		{"/api/v1/nagar/facilities?bbox=1,2,3", 400, problem.InvalidParameter},
		{"/api/v1/nagar/facilities?bbox=1,2,3,200", 400, problem.OutOfRange},
		{"/api/v1/nagar/facilities?limit=1&limit=2", 400, problem.RepeatedParameter},
		{"/api/v1/nagar/facilities?offset=2", 400, problem.UnknownParameter},
		{"/api/v1/nagar/facilities?ward=%FF", 400, problem.InvalidQuery},
		{"/api/v1/nagar/facilities?ward=%", 400, problem.InvalidQuery},
		{"/api/v1/nagar/facilities?ward=a%00", 400, problem.InvalidQuery},
		{"/api/v1/nagar/facilities/abc", 400, problem.InvalidPath},
		{"/api/v1/nagar/facilities/-1", 400, problem.InvalidPath},
		{"/api/v1/nagar/facilities/99999999999999999999", 400, problem.InvalidPath},
		{"/api/v1/nagar/facilities/987654", 404, problem.UnknownFacility},
		{"/api/v1/nagar/nearest?lon=80&lat=26&k=0", 400, problem.OutOfRange},
		{"/api/v1/nagar/nearest?lon=80&lat=26&k=51", 400, problem.OutOfRange},
		{"/api/v1/nagar/nearest?lon=80&k=1", 400, problem.MissingParameter},
		{"/api/v1/nagar/nearest?lon=1e400&lat=26", 400, problem.InvalidParameter},
		{tile + "40/0/0.mvt", 404, problem.TileOutside},
		{tile + "1/2/0.mvt", 404, problem.TileOutside},
		{tile + "-1/0/0.mvt", 400, problem.InvalidPath},
		{tile + "1/01/0.mvt", 400, problem.InvalidPath},
		{tile + "1/0/0.png", 404, problem.NotFound},
		{tile + "1/0/0.mvt?x=1", 400, problem.UnknownParameter},
		{tile + "1/0/0.mvt?cluster=maybe", 400, problem.InvalidParameter},
		{tile + "1/0/0.mvt?kind=casino", 400, problem.InvalidParameter},
		{"/tiles/atlantis/wards/1/0/0.mvt", 404, problem.UnknownCity},
		{"/tiles/nagar/secrets/1/0/0.mvt", 404, problem.UnknownLayer},
		{"/tiles/nagar/wards,wards/1/0/0.mvt", 404, problem.UnknownLayer},
		{"/tiles/nagar/wards,/1/0/0.mvt", 404, problem.UnknownLayer},
		{"/tiles/nagar/secrets.json", 404, problem.UnknownLayer},
		{"/tiles/nagar/wards.json?x=1", 400, problem.UnknownParameter},
		{"/tiles/" + strings.Repeat("a", 600), 414, problem.TooLong},
		{"/tiles/" + strings.Repeat("a", 5000), 414, problem.TooLong},
		{"/api/v1/nagar/wards/" + strings.Repeat("a", 5000), 414, problem.TooLong},
		{"/api/v1/nagar/facilities?ward=" + strings.Repeat("a", 3000), 414, problem.TooLong},
		{"/api/v1/openapi.json?x=1", 400, problem.UnknownParameter},
	} {
		for _, lang := range []string{"hi", "en"} {
			w := s.get(c.target, "Accept-Language", lang)
			name := c.target[:min(len(c.target), 80)]
			var got problem.Document
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
				t.Errorf("%s: %v: %s", name, err, w.Body)
				continue
			}
			if w.Code != c.status || got.Status != c.status || got.Code != c.code {
				t.Errorf("%s: %d %s, want %d %s (%s)", name, w.Code, got.Code, c.status, c.code, got.Detail)
			}
			if mediaType := w.Header().Get("Content-Type"); mediaType != "application/problem+json; charset=utf-8" {
				t.Errorf("%s: content type %q", name, mediaType)
			}
			if hindi := strings.ContainsFunc(got.Title, func(r rune) bool { return unicode.Is(unicode.Devanagari, r) }); hindi != (lang == "hi") {
				t.Errorf("%s in %s: %q", name, lang, got.Title)
			}
			if strings.Contains(got.Detail, "%!") || w.Header().Get("Cache-Control") != "no-store" || got.Request == "" {
				t.Errorf("%s: %+v %v", name, got, w.Header())
			}
		}
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	s := start(t)
	for _, target := range []string{"/tiles/nagar/wards/1/0/0.mvt", "/api/v1/cities", "/api/v1/nagar/wards/1"} {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch} {
			w := s.do(method, target)
			if w.Code != 405 || !strings.Contains(w.Header().Get("Allow"), "GET") {
				t.Errorf("%s %s: %d %v", method, target, w.Code, w.Header())
			}
		}
		w := s.do(http.MethodOptions, target, "Origin", "https://example.org", "Access-Control-Request-Method", "GET")
		if w.Code != 204 || w.Header().Get("Access-Control-Allow-Origin") != "*" || w.Header().Get("Access-Control-Allow-Methods") == "" {
			t.Errorf("preflight of %s: %d %v", target, w.Code, w.Header())
		}
	}
}

func TestNoPersonalDataInLogs(t *testing.T) {
	s := start(t)
	s.get("/api/v1/nagar/wards/at?lon=80.0512345&lat=26.0512345")
	s.get("/api/v1/nagar/nearest?lon=80.0512345&lat=oops")
	if text := s.log.String(); text == "" || strings.Contains(text, "0512345") || strings.Contains(text, "127.0.0.1") {
		t.Errorf("log: %s", text)
	}
}

func TestRequestID(t *testing.T) {
	s := start(t)
	if got := s.get("/livez", "X-Request-Id", "abc-1").Header().Get("X-Request-Id"); got != "abc-1" {
		t.Errorf("the client's id became %q", got)
	}
	for _, bad := range []string{"", "a b", "x\"y", strings.Repeat("a", 65)} {
		if got := s.get("/livez", "X-Request-Id", bad).Header().Get("X-Request-Id"); got == bad || len(got) < 16 {
			t.Errorf("%q became %q", bad, got)
		}
	}
}
