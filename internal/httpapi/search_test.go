package httpapi_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"rasad/internal/httpapi/cityapi"
)

func (s *service) search(t *testing.T, more string, query string) cityapi.SearchAnswer {
	t.Helper()
	w := s.get("/api/v1/nagar/search?q=" + url.QueryEscape(query) + more)
	var answer cityapi.SearchAnswer
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code != http.StatusOK {
		t.Fatalf("%s: %d %s", query, w.Code, w.Body)
	}
	return answer
}

// TestSearchFindsEachType asks for one of each, in other words than the record's.
func TestSearchFindsEachType(t *testing.T) {
	s := start(t)
	for _, c := range []struct{ query, kind, name string }{
		{"ward 2", "ward", "Ward 2"}, {"वार्ड २", "ward", "Ward 2"}, {"2", "ward", "Ward 2"}, {"cant 1", "ward", "Ward CANT 1"},
		{"zone b", "zone", "Zone"}, {"raaj marg", "street", "राजमार्ग"}, {"rasoi ek", "facility", "रसोई एक"}, {"kichen two", "facility", "Kitchen two"},
		{"clinik far", "facility", "Clinic far out"}, {"x3", "facility", "Shop 2"},
	} {
		answer := s.search(t, "", c.query)
		if len(answer.Results) == 0 {
			t.Errorf("%s finds nothing", c.query)
			continue
		}
		got := answer.Results[0]
		if got.Type != c.kind || got.NameEn != c.name && got.NameHi != c.name {
			t.Errorf("%s finds %+v, want the %s %s", c.query, got, c.kind, c.name)
		}
		if (got.ID == nil) == (got.Code == nil) || (got.Kind != nil) != (got.Type == "facility") {
			t.Errorf("%s: id, code or kind of %+v", c.query, got)
		}
	}
}

func TestSearchIsNearFirst(t *testing.T) {
	s := start(t)
	west, east := s.search(t, "&lon=80.0&lat=26.0", "ration"), s.search(t, "&lon=80.2&lat=26.1", "ration")
	if len(west.Results) != 3 || west.Results[0].NameEn != "Shop 1" || len(east.Results) != 3 || east.Results[0].NameEn != "Shop 3" {
		t.Errorf("from the west %+v, from the east %+v", west.Results, east.Results)
	}
	if one := s.search(t, "&limit=1", "shop"); len(one.Results) != 1 {
		t.Errorf("limit 1 gives %d", len(one.Results))
	}
}

func TestSearchHasATagForEachQuestion(t *testing.T) {
	s := start(t)
	tags := map[string]bool{}
	for _, target := range []string{"?q=shop", "?q=shop&limit=2", "?q=shop&lon=80&lat=26", "?q=shop&lon=26&lat=80", "?q=shops"} {
		w := s.get("/api/v1/nagar/search" + target)
		tag := w.Header().Get("ETag")
		if w.Code != 200 || tag == "" || tags[tag] {
			t.Errorf("%s: %d %s", target, w.Code, tag)
		}
		tags[tag] = true
		if again := s.get("/api/v1/nagar/search"+target, "If-None-Match", tag); again.Code != http.StatusNotModified {
			t.Errorf("%s again: %d", target, again.Code)
		}
	}
}

func TestSearchRefuses(t *testing.T) {
	s := start(t)
	for target, code := range map[string]string{
		"": "missing-parameter", "?q=": "invalid-parameter", "?q=" + strings.Repeat("a", 101): "invalid-parameter", "?q=a&limit=21": "out-of-range",
		"?q=a&lon=80": "missing-parameter", "?q=a&lon=80&lat=99": "out-of-range", "?q=%ff": "invalid-query", "?q=a&x=1": "unknown-parameter",
	} {
		if w := s.get("/api/v1/nagar/search" + target); w.Code != 400 || !strings.Contains(w.Body.String(), code) {
			t.Errorf("%s: %d %s, want %s", target, w.Code, w.Body, code)
		}
	}
}

// TestSearchIsNotWrittenDown: the text may be somebody's address.
func TestSearchIsNotWrittenDown(t *testing.T) {
	s := start(t)
	s.search(t, "", "gulmohar bhavan")
	if s.get("/api/v1/nagar/search?q=gulmohar&limit=99").Code != 400 || s.get("/api/v1/nowhere/search?q=gulmohar").Code != 404 {
		t.Error("answers that are no success")
	}
	if strings.Contains(s.log.String(), "gulmohar") {
		t.Errorf("the log has it: %s", s.log)
	}
}
