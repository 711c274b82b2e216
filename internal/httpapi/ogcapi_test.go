package httpapi_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// The abstract tests of OGC API Features, Parts 1, 2, 3 and 5, under the names that the standards give them, against the real handler on a real
// record. They follow links as a client would and know no address but the landing page's.

type ogcLink struct{ Href, Rel, Type, Title string }

type ogcCollection struct {
	ID          string
	ItemType    string
	CRS         []string
	StorageCRS  string `json:"storageCrs"`
	Links       []ogcLink
	Description string
	Extent      struct {
		Spatial *struct{ BBox [][]float64 }
	}
}

type ogcFeature struct {
	Type     string
	ID       any
	Geometry *struct {
		Type        string
		Coordinates json.RawMessage
	}
	Properties map[string]any
	Links      []ogcLink
}

type ogcFeatures struct {
	Type           string
	Features       []ogcFeature
	NumberMatched  *int
	NumberReturned int
	Links          []ogcLink
}

// ogcClient asks the handler as a GIS would.
type ogcClient struct {
	*service
	t *testing.T
}

func ogc(t *testing.T) *ogcClient { return &ogcClient{start(t), t} }

// fetch follows an address and checks the status.
func (c *ogcClient) fetch(address string, status int, headers ...string) *httptest.ResponseRecorder {
	c.t.Helper()
	w := c.get(strings.TrimPrefix(address, "http://example.com"), headers...)
	if w.Code != status {
		c.t.Fatalf("%s: %d %s, want %d", address, w.Code, w.Body, status)
	}
	if status >= 400 && !strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json") {
		c.t.Errorf("%s: the problem is %s", address, w.Header().Get("Content-Type"))
	}
	return w
}

func (c *ogcClient) into(address string, target any, headers ...string) http.Header {
	c.t.Helper()
	w := c.fetch(address, 200, headers...)
	if err := json.Unmarshal(w.Body.Bytes(), target); err != nil {
		c.t.Fatalf("%s: %v", address, err)
	}
	return w.Header()
}

// link is the address of the first link of a relation and, unless "", a type.
func link(t *testing.T, links []ogcLink, rel, media string) string {
	t.Helper()
	for _, l := range links {
		if l.Rel == rel && (media == "" || l.Type == media) {
			return l.Href
		}
	}
	t.Fatalf("no link %s of type %s among %v", rel, media, links)
	return ""
}

func (c *ogcClient) landing() []ogcLink {
	var d struct{ Links []ogcLink }
	c.into("/ogc/nagar/", &d)
	return d.Links
}

func (c *ogcClient) collections() []ogcCollection {
	var d struct{ Collections []ogcCollection }
	c.into(link(c.t, c.landing(), "data", "application/json"), &d)
	return d.Collections
}

func (c *ogcClient) items(id, query string) ogcFeatures {
	c.t.Helper()
	var d ogcFeatures
	c.into("/ogc/nagar/collections/"+id+"/items?"+query, &d)
	if d.Type != "FeatureCollection" || d.NumberReturned != len(d.Features) {
		c.t.Errorf("%s?%s: %s, numberReturned %d of %d", id, query, d.Type, d.NumberReturned, len(d.Features))
	}
	return d
}

func ids(d ogcFeatures) string {
	var list []string
	for _, f := range d.Features {
		list = append(list, fmt.Sprint(f.ID))
	}
	return strings.Join(list, " ")
}

// TestConfCoreRoot is /conf/core/root-op and root-success, with /conf/oas30/oas-definition-1.
func TestConfCoreRoot(t *testing.T) {
	c := ogc(t)
	for _, path := range []string{"/ogc/nagar", "/ogc/nagar/"} {
		w := c.fetch(path, 200, "Accept", "application/json")
		if w.Header().Get("Content-Type") != "application/json" {
			t.Errorf("%s is %s", path, w.Header().Get("Content-Type"))
		}
	}
	links := c.landing()
	link(t, links, "service-doc", "text/html")
	for _, rel := range []string{"self", "alternate", "conformance", "data"} {
		c.fetch(link(t, links, rel, ""), 200)
	}
}

// TestConfCoreAPIDefinition is /conf/core/api-definition-op and -success, and /conf/oas30/oas-definition-2 and completeness: the document is
// valid OpenAPI 3.0 and the server keeps to it.
func TestConfCoreAPIDefinition(t *testing.T) {
	c := ogc(t)
	const media = "application/vnd.oai.openapi+json;version=3.0"
	w := c.fetch(link(t, c.landing(), "service-desc", media), 200)
	if w.Header().Get("Content-Type") != media {
		t.Errorf("the document is %q", w.Header().Get("Content-Type"))
	}
	document, err := openapi3.NewLoader().LoadFromData(w.Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := document.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(document.OpenAPI, "3.0") {
		t.Errorf("OpenAPI %s", document.OpenAPI)
	}
	for _, media := range []string{"application/geo+json", "application/schema+json", "application/vnd.oai.openapi+json"} {
		openapi3filter.RegisterBodyDecoder(media, openapi3filter.JSONBodyDecoder)
	}
	for _, media := range []string{"text/csv", "text/html", "application/vnd.mapbox-vector-tile"} {
		openapi3filter.RegisterBodyDecoder(media, openapi3filter.FileBodyDecoder)
	}
	for path, item := range document.Paths.Map() {
		c.keeps(document, path, item)
	}
}

// keeps asks for one path in every format.
func (c *ogcClient) keeps(document *openapi3.T, path string, item *openapi3.PathItem) {
	id := "1"
	if strings.Contains(path, "ward_neighbours") {
		id = "1-2"
	}
	formats := item.Get.Parameters.GetByInAndName("query", "f")
	if formats == nil {
		c.t.Errorf("%s has no parameter f", path)
		return
	}
	for _, f := range formats.Schema.Value.Enum {
		params := map[string]string{"featureId": id, "collectionId": "wards", "tileMatrixSetId": "WebMercatorQuad", "tileMatrix": "10", "tileRow": "435", "tileCol": "739"}
		target := path
		for name, value := range params {
			target = strings.ReplaceAll(target, "{"+name+"}", value)
		}
		target = "/ogc/nagar" + target + fmt.Sprintf("?f=%v", f)
		r := httptest.NewRequest(http.MethodGet, target, nil)
		input := &openapi3filter.RequestValidationInput{Request: r, PathParams: params,
			Route: &routers.Route{Spec: document, Path: path, PathItem: item, Method: http.MethodGet, Operation: item.Get}}
		if err := openapi3filter.ValidateRequest(c.t.Context(), input); err != nil {
			c.t.Errorf("%s: the document does not allow the request: %v", target, err)
		}
		w := c.get(target)
		if w.Code != 200 && (w.Code != 404 || !strings.Contains(path, "{")) {
			c.t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
		output := &openapi3filter.ResponseValidationInput{RequestValidationInput: input, Status: w.Code, Header: w.Header(), Body: io.NopCloser(w.Body)}
		if err := openapi3filter.ValidateResponse(c.t.Context(), output); err != nil {
			c.t.Errorf("%s: the document does not allow the answer: %v", target, err)
		}
	}
}

// TestConfCoreLimitDefinition is /conf/core/fc-limit-definition, fc-bbox-definition and fc-time-definition, as clients and validators read them.
func TestConfCoreLimitDefinition(t *testing.T) {
	c := ogc(t)
	document, err := openapi3.NewLoader().LoadFromData(c.fetch("/ogc/nagar/api", 200).Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for path, item := range document.Paths.Map() {
		if !strings.HasSuffix(path, "/items") {
			continue
		}
		seen++
		for name, check := range map[string]func(*openapi3.Schema) bool{
			"limit": func(s *openapi3.Schema) bool {
				return s.Type.Is("integer") && *s.Min == 1 && s.Max != nil && s.Default != nil
			},
			"bbox": func(s *openapi3.Schema) bool {
				return s.Type.Is("array") && s.MinItems == 4 && *s.MaxItems == 6 && s.Items.Value.Type.Is("number")
			},
			"datetime": func(s *openapi3.Schema) bool { return s.Type.Is("string") },
		} {
			p := item.Get.Parameters.GetByInAndName("query", name)
			if p == nil || p.Required || p.Style != "form" || p.Explode == nil || *p.Explode || !check(p.Schema.Value) {
				t.Errorf("%s: %s is %+v", path, name, p)
			}
		}
	}
	if seen != len(c.collections()) {
		t.Errorf("%d paths of items for %d collections", seen, len(c.collections()))
	}
}

// TestConfCoreConformance is /conf/core/conformance-op and -success.
func TestConfCoreConformance(t *testing.T) {
	c := ogc(t)
	var d struct{ ConformsTo []string }
	c.into(link(t, c.landing(), "conformance", "application/json"), &d)
	for _, class := range []string{
		"ogcapi-features-1/1.0/conf/core", "ogcapi-features-1/1.0/conf/oas30", "ogcapi-features-1/1.0/conf/geojson", "ogcapi-features-1/1.0/conf/html",
		"ogcapi-features-2/1.0/conf/crs", "ogcapi-features-3/1.0/conf/queryables", "ogcapi-features-3/1.0/conf/queryables-query-parameters",
		"ogcapi-features-5/1.0/conf/schemas",
	} {
		if !slices.Contains(d.ConformsTo, "http://www.opengis.net/spec/"+class) {
			t.Errorf("%s is not declared", class)
		}
	}
}

// TestConfCoreHTTP is /conf/core/http: statuses, methods, HEAD, 304, compression, CORS.
func TestConfCoreHTTP(t *testing.T) {
	c := ogc(t)
	for path, status := range map[string]int{
		"/ogc/nowhere/": 404, "/ogc/nagar/collections/nothing": 404, "/ogc/nagar/collections/wards/items/999": 404, "/ogc/nagar/collections/wards/items/x": 404,
		"/ogc/nagar/collections/wards/items/01": 404, "/ogc/nagar/collections/ward_neighbours/items/1": 404, "/ogc/nagar/collections/roads/items/12345": 404,
		"/ogc/nagar/nothing": 404, "/ogc/nagar/collections/roads/items/9": 200, "/ogc/nagar/collections/ward_neighbours/items/1-3": 200,
	} {
		c.fetch(path, status)
	}
	const items = "/ogc/nagar/collections/facilities/items"
	if w := c.do(http.MethodPost, items); w.Code != 405 || w.Header().Get("Allow") == "" {
		t.Errorf("POST: %d", w.Code)
	}
	get, head := c.get(items), c.do(http.MethodHead, items)
	if head.Code != 200 || head.Body.Len() != 0 || head.Header().Get("Content-Length") != get.Header().Get("Content-Length") {
		t.Errorf("HEAD: %d %v", head.Code, head.Header())
	}
	if get.Header().Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(get.Header().Get("Access-Control-Expose-Headers"), "Content-Crs") {
		t.Errorf("CORS: %v", get.Header())
	}
	for _, coding := range []string{"identity", "gzip"} {
		w := c.fetch(items, 200, "Accept-Encoding", coding)
		tag := w.Header().Get("ETag")
		if again := c.fetch(items, 304, "Accept-Encoding", coding, "If-None-Match", tag); again.Body.Len() != 0 || again.Header().Get("ETag") != tag {
			t.Errorf("304 in %s: %v", coding, again.Header())
		}
		c.fetch(items+"?limit=3", 200, "Accept-Encoding", coding, "If-None-Match", tag)
		c.fetch(items, 200, "Accept-Encoding", coding, "If-None-Match", tag, "Accept", "text/html")
		if coding == "gzip" && w.Header().Get("Content-Encoding") != "gzip" {
			t.Error("not compressed")
		}
	}
}

// TestConfCoreParameters is /conf/core/query-param-invalid, query-param-unknown and fc-limit-invalid: 400 and a problem that names the parameter.
func TestConfCoreParameters(t *testing.T) {
	c := ogc(t)
	for _, path := range []string{"/", "/conformance", "/api", "/collections", "/collections/wards", "/collections/wards/items", "/collections/wards/items/1", "/collections/wards/schema", "/collections/wards/queryables"} {
		c.fetch("/ogc/nagar"+path+"?unknownQueryParameter=1", 400)
		c.fetch("/ogc/nagar"+path+"?f=xml", 400)
	}
	for _, query := range []string{
		"limit=unlimited", "limit=0", "limit=-1", "limit=1.5", "limit=", "limit=1&limit=2", "bbox=1", "bbox=1,2,3", "bbox=1,2,3,4,5", "bbox=a,b,c,d", "bbox=1,5,2,4", "bbox=,,,",
		"bbox=NaN,0,1,1", "bbox=-181,0,0,1", "bbox=0,0,9,1,1,0", "bbox=0,-91,1,0", "bbox=0x1,0,1,1", "datetime=yesterday", "datetime=2020-13-01", "datetime=2021-01-01/2020-01-01",
		"datetime=2020-01-01/2020-01-02/2020-01-03", "datetime=../x", "crs=EPSG:4326", "bbox-crs=nothing", "cursor=x", "cursor=AAAA", "number=abc", "number=99999999999", "area_km2=NaN", "Code=1",
	} {
		w := c.fetch("/ogc/nagar/collections/wards/items?"+query, 400)
		var d struct{ Parameter, Code string }
		name, _, _ := strings.Cut(query, "=")
		if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil || d.Parameter != name && d.Code != "repeated-parameter" {
			t.Errorf("%s: %s", query, w.Body)
		}
	}
	c.fetch("/ogc/nagar/collections/facilities/items?kind=palace", 400)
	c.fetch("/ogc/nagar/collections/delimitations/items?current=maybe", 400)
	c.fetch("/ogc/nagar/collections/delimitations/items?valid_from=then", 400)
}

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

// TestConfHTML is /conf/html/definition and content: every resource is a page too, in both languages, without a script or a style within.
func TestConfHTML(t *testing.T) {
	c := ogc(t)
	for _, path := range []string{"/", "/conformance", "/api", "/collections", "/collections/facilities", "/collections/facilities/items?limit=2&kind=ration_shop", "/collections/facilities/items/5", "/collections/wards/schema", "/collections/wards/queryables"} {
		for lang, other := range map[string]string{"hi": "English", "en": "हिन्दी"} {
			target := "/ogc/nagar" + path + map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")] + "lang=" + lang
			w := c.fetch(target, 200, "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
			page := w.Body.String()
			if w.Header().Get("Content-Type") != "text/html; charset=utf-8" || !strings.Contains(page, `<html lang="`+lang+`">`) || !strings.Contains(page, other+"</a>") {
				t.Errorf("%s: %s\n%s", target, w.Header().Get("Content-Type"), page)
			}
			if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
				t.Errorf("%s: %s", target, policy)
			}
			for _, inline := range []string{"<script", "<style", " style=", " onclick=", "<old>"} {
				if strings.Contains(page, inline) {
					t.Errorf("%s: the page holds %s", target, inline)
				}
			}
		}
	}
	if w := c.fetch("/ogc/style.css", 200); w.Header().Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("style: %v", w.Header())
	}
}

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
}
