package httpapi_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

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
			again := c.fetch(target, 304, "Accept", "text/html", "If-None-Match", w.Header().Get("ETag"))
			if again.Header().Get("Content-Security-Policy") != w.Header().Get("Content-Security-Policy") {
				t.Errorf("%s: the policy of 304 is %s", target, again.Header().Get("Content-Security-Policy"))
			}
			for _, inline := range []string{"<script", "<style", " style=", " onclick=", "<old>"} {
				if strings.Contains(page, inline) {
					t.Errorf("%s: the page holds %s", target, inline)
				}
			}
		}
	}
	form := c.fetch("/ogc/nagar/collections/facilities/items?f=html&lang=en&kind=kitchen&stock=&filter=&limit=100", 200) // what the form sends
	if page := form.Body.String(); !strings.Contains(page, "Kitchen two") || strings.Contains(page, "Shop 1") {
		t.Errorf("the form's answer: %s", page)
	}
	c.fetch("/ogc/nagar/collections/facilities/items?stock=", 400)
	if w := c.fetch("/ogc/style.css", 200); w.Header().Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("style: %v", w.Header())
	}
}
