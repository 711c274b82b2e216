package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// TestConfCRS is /conf/crs/…: crs-parameter, bbox-crs-parameter, Content-Crs, storageCrs, the global list, and the order of axes.
func TestConfCRS(t *testing.T) {
	c := ogc(t)
	var global struct {
		CRS         []string
		Collections []ogcCollection
	}
	c.into("/ogc/nagar/collections", &global)
	if len(global.CRS) != 5 || global.CRS[0] != "http://www.opengis.net/def/crs/OGC/1.3/CRS84" {
		t.Errorf("%v", global.CRS)
	}
	for _, item := range global.Collections {
		if fmt.Sprint(item.CRS) != "[#/crs]" || !slices.Contains(global.CRS, item.StorageCRS) {
			t.Errorf("%s: %v, %s", item.ID, item.CRS, item.StorageCRS)
		}
	}
	// Facility 1 is at 80.05, 26.05; the metres are PROJ's.
	for uri, want := range map[string]string{
		global.CRS[0]: "[80.05,26.05]", global.CRS[1]: "[26.05,80.05]", global.CRS[2]: ogcMercator, global.CRS[3]: ogcUTM43, global.CRS[4]: ogcUTM44,
	} {
		for _, path := range []string{"items?limit=1&crs=", "items/1?crs="} {
			w := c.fetch("/ogc/nagar/collections/facilities/"+path+url.QueryEscape(uri), 200)
			if w.Header().Get("Content-Crs") != "<"+uri+">" || !strings.Contains(w.Body.String(), `"coordinates":`+want) {
				t.Errorf("%s: %s %s, want %s", uri, w.Header().Get("Content-Crs"), w.Body, want)
			}
		}
	}
	if got := c.fetch("/ogc/nagar/collections/facilities/items", 200).Header().Get("Content-Crs"); got != "<"+global.CRS[0]+">" {
		t.Errorf("Content-Crs %s", got)
	}
	for query, want := range map[string]string{
		"bbox=26,80,26.1,80.1&bbox-crs=" + global.CRS[1]: "1 3 4", "bbox=80,26,80.1,26.1&bbox-crs=" + global.CRS[0]: "1 3 4", "bbox=80,26,80.1,26.1&bbox-crs=" + global.CRS[1]: "",
		"bbox=404900,2881500,405000,2881600&bbox-crs=" + global.CRS[4]: "1", "bbox=404970,2881500,405000,2881600&bbox-crs=" + global.CRS[4]: "",
		"bbox=8911125,3004790,8911126,3004791&bbox-crs=" + global.CRS[2]: "", "bbox=-3e7,-3e7,3e7,3e7&bbox-crs=" + global.CRS[2]: "1 2 3 4 5 6", "bbox=8911125,3005274,8911126,3005275&bbox-crs=" + global.CRS[2]: "1",
	} {
		if got := ids(c.items("facilities", query)); got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	if got := ids(c.items("roads", "bbox=404900,2881500,405000,2881600&bbox-crs="+global.CRS[4])); got != "" {
		t.Errorf("roads: %q", got)
	}
	if got := ids(c.items("roads", "bbox=400000,2870000,420000,2890000&bbox-crs="+global.CRS[4])); got != "9" {
		t.Errorf("roads: %q", got)
	}
}

const ( // of 80.05, 26.05, by PROJ
	ogcMercator = "[8911125.238,3005274.977]"
	ogcUTM43    = "[1005582.873,2891022.572]"
	ogcUTM44    = "[404963.805,2881567.064]"
)

// TestConfQueryables is Part 3's /conf/queryables/… and /conf/queryables-query-parameters/…, and Part 5's /conf/schemas/…, core-roles-features
// and returnables-and-receivables.
func TestConfQueryables(t *testing.T) {
	c := ogc(t)
	for _, of := range c.collections() {
		properties := c.schema(link(t, of.Links, "http://www.opengis.net/def/rel/ogc/1.0/queryables", "application/schema+json"))
		all := c.schema(link(t, of.Links, "http://www.opengis.net/def/rel/ogc/1.0/schema", "application/schema+json"))
		if all["id"].Role != "id" || of.ID != "delimitations" && all["geometry"].Role != "primary-geometry" {
			t.Errorf("%s: roles %+v %+v", of.ID, all["id"], all["geometry"])
		}
		d := c.items(of.ID, "")
		for _, f := range d.Features {
			for name, value := range f.Properties {
				p, ok := all[name]
				if !ok || p.Title == "" {
					t.Errorf("%s: %s is not in the schema", of.ID, name)
				}
				if _, ok := properties[name]; !ok {
					t.Errorf("%s: %s is no queryable", of.ID, name)
				}
				c.queryable(of.ID, name, value, d)
			}
		}
	}
}

type ogcProperty struct {
	Title, Type, Format string
	Role                string `json:"x-ogc-role"`
}

func (c *ogcClient) schema(address string) map[string]ogcProperty {
	var d struct {
		Schema     string `json:"$schema"`
		ID         string `json:"$id"`
		Type       string
		Properties map[string]ogcProperty
	}
	header := c.into(address, &d)
	if header.Get("Content-Type") != "application/schema+json" || d.Schema != "https://json-schema.org/draft/2020-12/schema" || !strings.HasPrefix(address, d.ID) || d.Type != "object" {
		c.t.Errorf("%s: %+v", address, d)
	}
	return d.Properties
}

// queryable asks for a value and expects the features that have it, no other.
func (c *ogcClient) queryable(id, name string, value any, all ogcFeatures) {
	c.t.Helper()
	if value == nil {
		return
	}
	var want ogcFeatures
	for _, f := range all.Features {
		if f.Properties[name] == value {
			want.Features = append(want.Features, f)
		}
	}
	got := c.items(id, name+"="+url.QueryEscape(fmt.Sprint(value)))
	if ids(got) != ids(want) {
		c.t.Errorf("%s with %s=%v: %s, want %s", id, name, value, ids(got), ids(want))
	}
	if got.NumberMatched != nil && *got.NumberMatched != len(want.Features) {
		c.t.Errorf("%s with %s=%v: numberMatched %d", id, name, value, *got.NumberMatched)
	}
}

// TestConfFilter is Part 3's /conf/filter/… and /conf/features-filter/…: filter, filter-lang and filter-crs, alone and with other parameters,
// on collections of the model and of the record.
func TestConfFilter(t *testing.T) {
	c := ogc(t)
	const mercator = "http://www.opengis.net/def/crs/EPSG/0/3857"
	for _, test := range []struct{ id, filter, more, want string }{
		{"facilities", "kind = 'kitchen'", "", "1 2"},
		{"facilities", "kind = 'kitchen' AND capacity > 100", "", "1"},
		{"facilities", "capacity IS NULL", "limit=3", "2 3 4"},
		{"facilities", "name_en LIKE 'Shop%'", "bbox=80,26,80.1,26.1", "3 4"},
		{"facilities", "name_en LIKE 'Shop%'", "ward=2", "5"},
		{"facilities", "CASEI(name_en) = CASEI('KITCHEN TWO')", "", "2"},
		{"facilities", "S_INTERSECTS(geometry, BBOX(80.17,26.07,80.19,26.09))", "", "5"},
		{"facilities", "S_INTERSECTS(geometry, POINT(26.05 80.05))", "filter-crs=http://www.opengis.net/def/crs/EPSG/0/4326", "1"},
		{"facilities", "S_DWITHIN_IS_NOT_CQL2(geometry)", "", "400"},
		{"facilities", "S_INTERSECTS(geometry, BBOX(8911125,3005274,8911126,3005275))", "filter-crs=" + mercator, "1"},
		{"facilities", `{"op":"in","args":[{"property":"kind"},["clinic","kitchen"]]}`, "filter-lang=cql2-json", "1 2 6"},
		{"facilities", "kind = ", "", "400"},
		{"facilities", "colour = 'red'", "", "400"},
		{"facilities", "kind = 5", "", "400"},
		{"facilities", "kind = 'kitchen'", "filter-lang=cql2-json", "400"},
		{"facilities", "kind = 'kitchen'", "filter-lang=sql", "400"},
		{"facilities", "kind = 'kitchen'", "filter-crs=EPSG:1", "400"},
		{"wards", "population >= 1000 AND zone = 'B'", "", "2"},
		{"wards", "S_WITHIN(geometry, BBOX(79.9,25.9,80.15,26.11))", "", "1"},
		{"wards", "number > 0", "datetime=2030-01-01", "1 2"},
		{"zones", "wards = 1", "", "1 2"},
		{"ward_neighbours", "ward_a = '1' AND shared_m < 11000", "", "1-3"},
		{"roads", "class = 'primary'", "", "9"},
		{"roads", "class = 'primary' AND NOT name_hi = 'राजमार्ग'", "", ""},
		{"roads", "S_CROSSES(geometry, LINESTRING(80.1 26, 80.1 26.1))", "", "9"},
		{"roads", "S_INTERSECTS(geometry, BBOX(80.01,26.08,80.05,26.09))", "", ""},
		{"delimitations", "current = true", "", "1"},
		{"delimitations", "wards + 0 = 10 ^ 400", "", "400"},
		{"delimitations", "wards" + strings.Repeat(" % wards", 25) + " = 1", "", "400"}, // more SQL than is sent
		{"delimitations", "valid_from IS NULL AND wards BETWEEN 2 AND 4", "", "1"},
	} {
		query := "filter=" + url.QueryEscape(test.filter) + "&" + test.more
		if test.want == "400" {
			var d struct{ Code, Parameter string }
			if err := json.Unmarshal(c.fetch("/ogc/nagar/collections/"+test.id+"/items?"+query, 400).Body.Bytes(), &d); err != nil || !strings.HasPrefix(d.Parameter, "filter") {
				t.Errorf("%s: %+v", test.filter, d)
			}
			continue
		}
		if got := ids(c.items(test.id, query)); got != test.want {
			t.Errorf("%s with %s and %s: %q, want %q", test.id, test.filter, test.more, got, test.want)
		}
	}
	var d struct{ ConformsTo []string }
	c.into("/ogc/nagar/conformance", &d)
	for _, class := range []string{"ogcapi-features-3/1.0/conf/filter", "ogcapi-features-3/1.0/conf/features-filter", "cql2/1.0/conf/cql2-text", "cql2/1.0/conf/cql2-json", "cql2/1.0/conf/basic-cql2"} {
		if !slices.Contains(d.ConformsTo, "http://www.opengis.net/spec/"+class) {
			t.Errorf("%s is not declared", class)
		}
	}
}

// TestFilterPages: pages of a filter over the record hold every feature once.
func TestFilterPages(t *testing.T) {
	c := ogc(t)
	c.exec(`INSERT INTO rasad.place (city_id, place_id, class, name_en, geom)
		SELECT 'nagar', i, CASE WHEN i % 7 = 0 THEN 'suburb' ELSE 'village' END, 'P' || i, ST_SetSRID(ST_MakePoint(80 + i / 50000.0, 26), 4326) FROM generate_series(1, 5000) i`)
	var want, got []string
	for i := 7; i <= 5000; i += 7 {
		want = append(want, fmt.Sprint(i))
	}
	d := c.items("places", "limit=200&filter="+url.QueryEscape("class = 'suburb'"))
	for range 10 {
		got = append(got, strings.Fields(ids(d))...)
		at := slices.IndexFunc(d.Links, func(l ogcLink) bool { return l.Rel == "next" })
		if at < 0 {
			break
		}
		next := d.Links[at].Href
		d = ogcFeatures{}
		c.into(next, &d)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d features, want %d", len(got), len(want))
	}
	if n := len(c.items("places", "limit=5000").Features); n != 1000 { // the server's most
		t.Errorf("%d features for limit=5000", n)
	}
	if n := strings.Count(c.fetch("/ogc/nagar/collections/places/items?f=csv&limit=5000", 200).Body.String(), "\r\n"); n != 5001 {
		t.Errorf("%d lines of CSV", n)
	}
}
