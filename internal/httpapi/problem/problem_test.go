package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode"

	"rasad/internal/httpapi/problem"
)

func TestEveryCodeSpeaksBothLanguages(t *testing.T) {
	seen := map[problem.Code]bool{}
	for _, code := range problem.Codes() {
		if seen[code] {
			t.Errorf("%s is listed twice", code)
		}
		seen[code] = true
		e := problem.New(code)
		hi, en := e.Render(problem.Hindi), e.Render(problem.English)
		if !strings.ContainsFunc(hi.Title, devanagari) || !strings.ContainsFunc(hi.Detail, devanagari) {
			t.Errorf("%s: Hindi text without Devanagari: %q %q", code, hi.Title, hi.Detail)
		}
		if strings.ContainsFunc(en.Title+en.Detail, devanagari) || en.Title == "" || en.Detail == "" {
			t.Errorf("%s: English text: %q %q", code, en.Title, en.Detail)
		}
		if strings.Count(hi.Detail, "MISSING") != strings.Count(en.Detail, "MISSING") {
			t.Errorf("%s: the languages take different arguments: %q %q", code, hi.Detail, en.Detail)
		}
		if code != problem.InternalError && code.Status() == http.StatusInternalServerError {
			t.Errorf("%s has no entry in the catalogue", code)
		}
	}
}

func devanagari(r rune) bool { return unicode.Is(unicode.Devanagari, r) }

func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		target, accept string
		want           problem.Lang
	}{
		{"/", "", problem.English},
		{"/", "hi", problem.Hindi},
		{"/", "hi-IN,hi;q=0.9,en;q=0.8", problem.Hindi},
		{"/", "en-IN,hi;q=0.9", problem.English},
		{"/", "en;q=0.1, hi;q=0.2", problem.Hindi},
		{"/", "fr", problem.English},
		{"/", "hi;q=0", problem.English},
		{"/", "hi;q=NaN", problem.English},
		{"/?lang=hi", "en", problem.Hindi},
		{"/?a=%zz&lang=en", "hi", problem.English},
		{"/?lang=xx", "hi", problem.Hindi},
	} {
		r := httptest.NewRequest(http.MethodGet, c.target, nil)
		r.Header.Set("Accept-Language", c.accept)
		if got := problem.LangOf(r); got != c.want {
			t.Errorf("%s with %q: %s, want %s", c.target, c.accept, got, c.want)
		}
	}
}

func TestWriteHidesTheCause(t *testing.T) {
	w := httptest.NewRecorder()
	w.Header().Set("X-Request-Id", "r1")
	w.Header().Set("ETag", `"x"`)
	problem.Write(w, httptest.NewRequest(http.MethodGet, "/?lang=hi", nil), fmt.Errorf("outer: %w", errors.New("password=secret")))
	var got problem.Document
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if w.Code != 500 || got.Code != problem.InternalError || got.Request != "r1" || got.Status != 500 {
		t.Errorf("%d %+v", w.Code, got)
	}
	if strings.Contains(w.Body.String(), "secret") {
		t.Error("the cause of an internal error was shown")
	}
	if w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("Content-Language") != "hi" {
		t.Errorf("headers %v", w.Header())
	}
}

func TestWrappedProblemIsFound(t *testing.T) {
	w := httptest.NewRecorder()
	err := fmt.Errorf("reading: %w", problem.Of(problem.MissingParameter, "lon"))
	problem.Write(w, httptest.NewRequest(http.MethodGet, "/", nil), err)
	var got problem.Document
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if w.Code != 400 || got.Parameter != "lon" || !strings.Contains(got.Detail, "“lon”") {
		t.Errorf("%d %+v", w.Code, got)
	}
	if w.Header().Get("Content-Type") != "application/problem+json; charset=utf-8" {
		t.Errorf("content type %q", w.Header().Get("Content-Type"))
	}
}
