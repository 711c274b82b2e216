package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestConfCoreCollections is /conf/core/fc-md-op, fc-md-success, fc-md-links, fc-md-items, fc-md-items-links, fc-md-extent, sfc-md-op and -success.
func TestConfCoreCollections(t *testing.T) {
	c := ogc(t)
	list := c.collections()
	if len(list) != 10 {
		t.Errorf("%d collections", len(list))
	}
	for _, item := range list {
		if item.ItemType != "feature" || item.Description == "" {
			t.Errorf("%+v", item)
		}
		var own ogcCollection
		c.into(link(t, item.Links, "self", "application/json"), &own)
		if own.ID != item.ID || fmt.Sprint(own.Extent) == "" {
			t.Errorf("%s is %s by itself", item.ID, own.ID)
		}
		for _, media := range []string{"application/geo+json", "text/html", "text/csv"} {
			w := c.fetch(link(t, item.Links, "items", media), 200)
			if !strings.HasPrefix(w.Header().Get("Content-Type"), media) {
				t.Errorf("%s as %s is %s", item.ID, media, w.Header().Get("Content-Type"))
			}
		}
		for _, f := range c.items(item.ID, "").Features {
			var p [2]float64
			if f.Geometry != nil && f.Geometry.Type == "Point" && json.Unmarshal(f.Geometry.Coordinates, &p) == nil {
				if b := own.Extent.Spatial.BBox[0]; p[0] < b[0] || p[0] > b[2] || p[1] < b[1] || p[1] > b[3] {
					t.Errorf("%s: %v is outside of %v", item.ID, p, b)
				}
			}
		}
		if s := own.Extent.Spatial; item.ID != "delimitations" && (s == nil || len(s.BBox) != 1 || len(s.BBox[0]) != 4) {
			t.Errorf("%s: extent %+v", item.ID, s)
		}
	}
}

// TestConfCoreItems is /conf/core/fc-op, fc-response, fc-links, fc-numberMatched, fc-numberReturned, f-op, f-success and f-links, and
// /conf/geojson/content.
func TestConfCoreItems(t *testing.T) {
	c := ogc(t)
	for _, of := range c.collections() {
		d := c.items(of.ID, "")
		for _, rel := range []string{"self", "collection"} {
			link(t, d.Links, rel, "")
		}
		link(t, d.Links, "alternate", "text/html")
		if d.NumberMatched != nil && *d.NumberMatched != len(d.Features) {
			t.Errorf("%s: %d of %d", of.ID, len(d.Features), *d.NumberMatched)
		}
		for _, f := range d.Features {
			var one ogcFeature
			header := c.into(fmt.Sprintf("/ogc/nagar/collections/%s/items/%v", of.ID, f.ID), &one)
			if header.Get("Content-Type") != "application/geo+json" || one.Type != "Feature" || fmt.Sprint(one.Properties) != fmt.Sprint(f.Properties) {
				t.Errorf("%s %v: %+v", of.ID, f.ID, one)
			}
			link(t, one.Links, "self", "application/geo+json")
			link(t, one.Links, "alternate", "text/html")
			link(t, one.Links, "collection", "application/json")
		}
	}
	for id, n := range map[string]int{"wards": 3, "zones": 2, "facilities": 6, "ward_neighbours": 3, "roads": 1, "delimitations": 1, "water": 0} {
		if got := len(c.items(id, "").Features); got != n {
			t.Errorf("%s: %d features, want %d", id, got, n)
		}
	}
}

// TestConfCoreLimit is /conf/core/fc-limit-response and the pages that next leads to: every feature once, numberMatched their sum.
func TestConfCoreLimit(t *testing.T) {
	c := ogc(t)
	for _, of := range c.collections() {
		whole := ids(c.items(of.ID, ""))
		for _, limit := range []string{"1", "2", "1000", "100000000"} {
			var seen []string
			d := c.items(of.ID, "limit="+limit)
			for pages := 0; pages < 20; pages++ {
				if len(d.Features) > 2 && len(limit) == 1 {
					t.Fatalf("%s: %d features for limit %s", of.ID, len(d.Features), limit)
				}
				if d.NumberMatched != nil && *d.NumberMatched != len(strings.Fields(whole)) {
					t.Errorf("%s: numberMatched %d", of.ID, *d.NumberMatched)
				}
				if len(d.Features) > 0 {
					seen = append(seen, ids(d))
				}
				at := slices.IndexFunc(d.Links, func(l ogcLink) bool { return l.Rel == "next" })
				if at < 0 {
					break
				}
				next := d.Links[at].Href
				d = ogcFeatures{}
				c.into(next, &d)
			}
			if got := strings.Join(seen, " "); got != whole {
				t.Errorf("%s by %s: %q, want %q", of.ID, limit, got, whole)
			}
		}
	}
}

// TestConfCoreBBox is /conf/core/fc-bbox-response.
func TestConfCoreBBox(t *testing.T) {
	c := ogc(t)
	for _, test := range []struct{ id, query, want string }{
		{"facilities", "bbox=80,26,80.1,26.1", "1 3 4"},
		{"facilities", "bbox=80,26,-100,80.1,26.1,9000", "1 3 4"},
		{"facilities", "bbox=80.05,26.05,80.05,26.05", "1"},
		{"facilities", "bbox=-180,-90,180,90", "1 2 3 4 5 6"},
		{"facilities", "bbox=80.45,-90,-170,90", "6"}, // around the back of the world
		{"facilities", "bbox=0,0,1,1", ""},
		{"wards", "bbox=80.02,26.02,80.03,26.03", "1"}, // inside, without an edge
		{"wards", "bbox=80.1,26.05,80.1,26.05", "1 2"}, // on the boundary
		{"wards", "bbox=80.21,26,81,27", ""},
		{"roads", "bbox=80.01,26.08,80.05,26.09", ""}, // in the road's box, beside the road
		{"roads", "bbox=80.09,26.04,80.11,26.06", "9"},
		{"roads", "bbox=80.1,26,80.1,26.1", "9"}, // a box without width
		{"roads", "bbox=80.01,26.01,80.01,26.01", "9"},
		{"wards", "bbox=80.1,26,80.1,26.1&datetime=2026-01-01", "1 2 3"},
		{"ward_neighbours", "bbox=80.09,26.04,80.11,26.06", "1-2"},
		{"zones", "bbox=80.15,26.01,80.16,26.02", "2"},
		{"delimitations", "bbox=80,26,81,27", ""},
	} {
		if got := ids(c.items(test.id, test.query)); got != test.want {
			t.Errorf("%s?%s: %q, want %q", test.id, test.query, got, test.want)
		}
	}
}

// TestConfCoreTime is /conf/core/fc-time-response: delimitations by when they were in force; other collections ignore the time.
func TestConfCoreTime(t *testing.T) {
	c := ogc(t)
	c.exec(`UPDATE rasad.delimitation SET valid_from = '2017-12-01'`,
		`INSERT INTO rasad.delimitation (city_id, name, valid_from, valid_to) VALUES ('nagar', 'old', '2005-01-01', '2017-11-30')`,
		`INSERT INTO rasad.delimitation (city_id, name) VALUES ('nagar', 'draft')`,
		`INSERT INTO rasad.ward (city_id, ward_id, delimitation_id, code, name_en, geom)
			SELECT 'nagar', 40 + row_number() OVER (ORDER BY delimitation_id), delimitation_id, 'X', name, ST_Multi(ST_MakeEnvelope(80, 26, 80.2, 26.1, 4326))
			FROM rasad.delimitation WHERE NOT is_current`)
	for query, want := range map[string]string{
		"": "1 2 3", "datetime=2010-05-05": "41", "datetime=2010-05-05T00:00:00Z": "41", "datetime=2017-11-30": "41", "datetime=2017-12-01": "1 2 3",
		"datetime=2017-11-30T20:00:00Z": "1 2 3", // it is the next day in India
		"datetime=2030-01-01":           "1 2 3", "datetime=../2010-01-01": "41", "datetime=2017-01-01/2018-01-01": "1 2 3 41", "datetime=../..": "1 2 3 41",
		"datetime=/2010-01-01": "41", "datetime=2018-01-01/": "1 2 3", "datetime=1990-01-01": "", "datetime=2017-01-01/2018-01-01&code=X": "41",
		"datetime=2010-05-05&bbox=80.15,26.05,80.16,26.06": "41", "datetime=2010-05-05&population=5": "",
	} {
		if got := ids(c.items("wards", query)); got != want {
			t.Errorf("wards?%s: %q, want %q", query, got, want)
		}
	}
	if got := ids(c.items("delimitations", "datetime=2010-05-05")); got != "2 3" { // of the draft nobody knows when
		t.Errorf("delimitations: %q", got)
	}
	if got := ids(c.items("facilities", "datetime=1850-01-01/..&limit=2")); got != "1 2" {
		t.Errorf("facilities: %q", got)
	}
	c.fetch("/ogc/nagar/collections/wards/items/41", 200) // a ward of the past has an address too
}

func (s *service) exec(statements ...string) {
	s.t.Helper()
	for _, sql := range statements {
		if _, err := s.db.Pool().Exec(s.t.Context(), sql); err != nil {
			s.t.Fatalf("%s: %v", sql, err)
		}
	}
}

// TestModelAndRecordAgree: the wards of the model and the same wards read from the record are the same bytes, and so are those that a filter takes.
func TestModelAndRecordAgree(t *testing.T) {
	c := ogc(t)
	features := func(query string) string {
		var d struct{ Features json.RawMessage }
		c.into("/ogc/nagar/collections/wards/items?"+query, &d)
		return string(d.Features)
	}
	for _, query := range []string{"", "limit=2", "code=2", "area_km2=111.3314", "bbox=80.1,26.02,80.1,26.03", "crs=http://www.opengis.net/def/crs/EPSG/0/32644",
		"filter=" + url.QueryEscape("population > 5 AND name_hi LIKE 'वार्ड%' AND NOT S_DISJOINT(geometry, POINT(80.05 26.05))"), "filter=" + url.QueryEscape("zone IS NULL OR number = 2"),
	} {
		if live, record := features(query), features(query+"&datetime=2026-11-23"); live != record || !strings.Contains(live, "Feature") {
			t.Errorf("%s: the model says\n%s\nthe record\n%s", query, live, record)
		}
	}
}
