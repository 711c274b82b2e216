package httpapi_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"

	"rasad/internal/httpapi"
	"rasad/internal/live"
	"rasad/internal/telemetry"
)

// TestPanic: the client gets a problem with a request id, the log the place, and the next request is answered.
func TestPanic(t *testing.T) {
	log := &lockedBuffer{}
	model := live.New(nil, live.Options{})
	handler := httpapi.New(httpapi.Options{
		Model: model, Log: slog.New(slog.NewTextHandler(log, nil)), Metrics: telemetry.NewMetrics("test", model.Ready, model.Lag),
		Pages: func(r chi.Router) {
			r.Get("/boom", func(http.ResponseWriter, *http.Request) { panic("secret cause") })
			r.Get("/half", func(w http.ResponseWriter, _ *http.Request) {
				_, _ = w.Write([]byte("half"))
				panic("too late")
			})
		},
	})
	ask := func(target string) (w *httptest.ResponseRecorder, aborted any) {
		w = httptest.NewRecorder()
		defer func() { aborted = recover() }()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
		return w, nil
	}
	w, aborted := ask("/boom")
	if w.Code != 500 || aborted != nil || !strings.Contains(w.Body.String(), `"internal-error"`) || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("%d %s %v", w.Code, w.Body, aborted)
	}
	id := w.Header().Get("X-Request-Id")
	if id == "" || !strings.Contains(log.String(), id) || !strings.Contains(log.String(), "panic_test.go") {
		t.Errorf("the log does not help: %s", log)
	}
	if _, aborted := ask("/half"); aborted != http.ErrAbortHandler {
		t.Errorf("half an answer must break the connection: %v", aborted)
	}
	if w, _ := ask("/livez"); w.Code != 200 {
		t.Errorf("afterwards: %d", w.Code)
	}
}

// TestNotReady: before the first load nothing is answered wrongly.
func TestNotReady(t *testing.T) {
	handler := httpapi.New(httpapi.Options{Model: live.New(nil, live.Options{}), Log: slog.New(slog.DiscardHandler)})
	for _, target := range []string{"/readyz", "/api/v1/cities", "/api/v1/nagar", "/tiles/nagar/wards/1/0/0.mvt", "/tiles/nagar/wards.json"} {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, target, nil))
		if w.Code != 503 || w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: %d %v", target, w.Code, w.Header())
		}
	}
}
