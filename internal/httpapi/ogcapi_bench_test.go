package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// BenchmarkOGC measures pages of features in a city of 60,000 facilities and 400 wards, without net/http's connection.
func BenchmarkOGC(b *testing.B) {
	s := start(b)
	for _, sql := range []string{
		`INSERT INTO rasad.facility (city_id, kind, name_hi, name_en, address_hi, address_en, phone, hours, capacity, source, external_id, geom)
			SELECT 'nagar', CASE i % 3 WHEN 0 THEN 'kitchen' WHEN 1 THEN 'ration_shop' ELSE 'clinic' END, 'उचित दर दुकान ' || i, 'Fair price shop ' || i, 'मुख्य सड़क, पुराना बाज़ार',
			'Main road, old market', '+91 5550 ' || i, 'Mo-Sa 08:00-20:00', i % 900, 'bench', 'b' || i, ST_SetSRID(ST_MakePoint(80 + (i::bigint * 7919 % 60000) / 300000.0, 26 + (i::bigint * 104729 % 60000) / 400000.0), 4326)
			FROM generate_series(1, 60000) i`,
		`DELETE FROM rasad.ward`,
		`INSERT INTO rasad.ward (city_id, delimitation_id, code, number, name_en, geom)
			SELECT 'nagar', delimitation_id, (20 * y + x + 1)::text, 20 * y + x + 1, 'Ward', ST_Multi(ST_MakeEnvelope(80 + x * 0.01, 26 + y * 0.0075, 80 + (x + 1) * 0.01, 26 + (y + 1) * 0.0075, 4326))
			FROM rasad.delimitation, generate_series(0, 19) x, generate_series(0, 19) y`,
		`INSERT INTO rasad.road (city_id, road_id, class, name_hi, node_ids, geom)
			SELECT 'nagar', 100 + i, 'residential', 'गली ' || i, '{1,2,3}', ST_GeomFromText('LINESTRING(80.01 26.01, 80.02 26.02, 80.03 26.01)', 4326) FROM generate_series(1, 60000) i`,
	} {
		if _, err := s.db.Pool().Exec(b.Context(), sql); err != nil {
			b.Fatal(err)
		}
	}
	eventually(b, "the model follows", func() bool {
		city, _ := s.model.City("nagar")
		return len(city.Now().Wards) == 400 && city.Now().FacilityCount() > 60_000
	})
	const items = "/ogc/nagar/collections/"
	for _, c := range []struct{ name, target string }{
		{"Facilities1000", items + "facilities/items?limit=1000"},
		{"FacilitiesUTM1000", items + "facilities/items?limit=1000&crs=http://www.opengis.net/def/crs/EPSG/0/32644"},
		{"FacilitiesBBox1000", items + "facilities/items?limit=1000&bbox=80.05,26.05,80.15,26.1"},
		{"FacilitiesCSV10000", items + "facilities/items?limit=10000&f=csv"},
		{"Neighbours", items + "ward_neighbours/items?limit=1000"},
		{"Wards", items + "wards/items?limit=1000"},
		{"FacilitiesPage1", items + "facilities/items?limit=100"},
		{"FacilitiesPage500", s.pageAt(b, items+"facilities/items?limit=100", 500)},
		{"RoadsPage1", items + "roads/items?limit=100"},
		{"RoadsPage500", s.pageAt(b, items+"roads/items?limit=100", 500)},
	} {
		b.Run(c.name, func(b *testing.B) {
			r := httptest.NewRequest(http.MethodGet, c.target, nil)
			w := &drop{header: http.Header{}}
			b.ReportAllocs()
			for b.Loop() {
				clear(w.header)
				s.handler.ServeHTTP(w, r)
				if w.status != 200 {
					b.Fatalf("status %d", w.status)
				}
			}
		})
	}
}

// pageAt follows next up to the n-th page.
func (s *service) pageAt(b *testing.B, target string, n int) string {
	for range n - 1 {
		_, rest, found := strings.Cut(s.get(target).Header().Get("Link"), "<http://example.com")
		address, _, _ := strings.Cut(rest, ">")
		if !found || !strings.Contains(address, "cursor=") {
			b.Fatalf("no next page after %s", target)
		}
		target = address
	}
	return target
}
