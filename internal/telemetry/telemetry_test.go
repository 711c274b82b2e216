package telemetry_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"rasad/internal/telemetry"
)

func TestLogsHoldNoPersonalData(t *testing.T) {
	for _, format := range []string{"json", "text"} {
		var out bytes.Buffer
		log := telemetry.NewLogger(&out, format, "info")
		log.Debug("quiet")
		log.Info("answered", "route", "/wards/at", "lon", 80.123, "Phone", "9999999999", "query", "lon=80.123")
		text := out.String()
		if !strings.Contains(text, "/wards/at") || strings.Contains(text, "80.123") || strings.Contains(text, "9999999999") || strings.Contains(text, "quiet") {
			t.Errorf("%s: %s", format, text)
		}
	}
}

func newMetrics() *telemetry.Metrics {
	return telemetry.NewMetrics("v1", func() bool { return true }, func() time.Duration { return 2 * time.Second })
}

func TestMetrics(t *testing.T) {
	m := newMetrics()
	m.Request(telemetry.Tiles, 200, time.Millisecond)
	m.Request(telemetry.API, 999, time.Millisecond)
	m.Panic()
	m.CityLoaded("demo", time.Second)
	m.BatchApplied("demo", 42, 3, time.Millisecond)
	m.ReadFailed()
	(*telemetry.Metrics)(nil).Request(telemetry.Tiles, 200, 0)
	r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	r.RemoteAddr = "127.0.0.1:5000"
	w := httptest.NewRecorder()
	m.Handler(false).ServeHTTP(w, r)
	for _, line := range []string{
		`rasad_http_request_seconds_count{family="tiles",status="2xx"} 1`, `rasad_http_request_seconds_count{family="api",status="5xx"} 1`,
		"rasad_panics_total 1", `rasad_model_load_seconds{city="demo"} 1`, `rasad_model_epoch{city="demo"} 42`, "rasad_model_changes_total 3",
		"rasad_model_failures_total 1", "rasad_model_ready 1", "rasad_model_lag_seconds 2", `rasad_build_info{version="v1"} 1`,
	} {
		if !strings.Contains(w.Body.String(), line+"\n") {
			t.Errorf("no line %s", line)
		}
	}
}

func TestMetricsAreForThisMachine(t *testing.T) {
	for _, c := range []struct {
		remote, forwarded string
		public            bool
		status            int
	}{
		{"127.0.0.1:1", "", false, 200},
		{"[::1]:1", "", false, 200},
		{"192.0.2.7:1", "", false, 403},
		{"127.0.0.1:1", "192.0.2.7", false, 403},
		{"garbage", "", false, 403},
		{"192.0.2.7:1", "192.0.2.8", true, 200},
	} {
		r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		w := httptest.NewRecorder()
		newMetrics().Handler(c.public).ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("%+v: %d", c, w.Code)
		}
	}
}

func BenchmarkRequest(b *testing.B) {
	m := newMetrics()
	b.ReportAllocs()
	for b.Loop() {
		m.Request(telemetry.Tiles, 200, 20*time.Microsecond)
	}
}
