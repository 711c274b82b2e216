package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// drop is an answer that goes nowhere and is used again.
type drop struct {
	header http.Header
	status int
	length int
}

func (d *drop) Header() http.Header         { return d.header }
func (d *drop) WriteHeader(status int)      { d.status = status }
func (d *drop) Write(p []byte) (int, error) { d.length += len(p); return len(p), nil }

// BenchmarkHandler measures the handler alone, without net/http's connection: what one request costs us on top of it.
func BenchmarkHandler(b *testing.B) {
	s := start(b)
	const tile = "/tiles/nagar/wards,facilities/10/739/435.mvt"
	tag := s.get(tile, "Accept-Encoding", "gzip").Header().Get("ETag")
	api := s.get("/api/v1/nagar/wards", "Accept-Encoding", "gzip").Header().Get("ETag")
	filtered := "/tiles/nagar/facilities/10/739/435.mvt?filter=" + url.QueryEscape("kind = 'kitchen' AND capacity > 100")
	filteredTag := s.get(filtered, "Accept-Encoding", "gzip").Header().Get("ETag")
	for _, c := range []struct {
		name, target, match string
		status              int
	}{
		{"CachedTile", tile, "", 200},
		{"TileNotModified", tile, tag, 304},
		{"FilteredTile", tile + "?kind=kitchen", "", 200},
		{"CQL2Tile", filtered, "", 200},
		{"CQL2TileNotModified", filtered, filteredTag, 304},
		{"OGCTile", "/ogc/nagar/tiles/WebMercatorQuad/10/435/739?collections=facilities,wards", "", 200},
		{"WardsNotModified", "/api/v1/nagar/wards", api, 304},
		{"Wards", "/api/v1/nagar/wards", "", 200},
		{"WardAt", "/api/v1/nagar/wards/at?lon=80.05&lat=26.05", "", 200},
		{"Nearest", "/api/v1/nagar/nearest?lon=80.05&lat=26.05", "", 200},
	} {
		b.Run(c.name, func(b *testing.B) {
			r := httptest.NewRequest(http.MethodGet, c.target, nil)
			r.Header.Set("Accept-Encoding", "gzip")
			if c.match != "" {
				r.Header.Set("If-None-Match", c.match)
			}
			w := &drop{header: http.Header{}}
			b.ReportAllocs()
			for b.Loop() {
				clear(w.header)
				s.handler.ServeHTTP(w, r)
				if w.status != c.status {
					b.Fatalf("status %d", w.status)
				}
			}
		})
	}
}
