package httpapi_test

import (
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

	"rasad/internal/httpapi/openapi"
)

// step is one request of the script: a documented path, its parameters, and the status it must give.
type step struct {
	path   string
	params map[string]string // path parameters
	query  string
	status int
}

func script() []step {
	in := func(more ...string) map[string]string {
		params := map[string]string{"city": "nagar"}
		for i := 0; i+1 < len(more); i += 2 {
			params[more[i]] = more[i+1]
		}
		return params
	}
	tile := func(layers, z, x, y string) map[string]string { return in("layers", layers, "z", z, "x", x, "y", y) }
	const tiles, document = "/tiles/{city}/{layers}/{z}/{x}/{y}.mvt", "/tiles/{city}/{layers}.json"
	const crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	return []step{
		{"/api/v1/cities", nil, "lang=hi", 200},
		{"/api/v1/{city}", in(), "lang=en", 200},
		{"/api/v1/{city}/zones", in(), "lang=en", 200},
		{"/api/v1/{city}/wards", in(), "", 200},
		{"/api/v1/{city}/wards", in(), "zone=A&lang=en", 200},
		{"/api/v1/{city}/wards", in(), "zone=none", 404},
		{"/api/v1/{city}/wards/{code}", in("code", "1"), "lang=en", 200},
		{"/api/v1/{city}/wards/{code}", in("code", "CANT 1"), "geometry=true", 200},
		{"/api/v1/{city}/wards/{code}", in("code", "nowhere"), "", 404},
		{"/api/v1/{city}/wards/at", in(), "lon=80.05&lat=26.05&lang=hi", 200},
		{"/api/v1/{city}/wards/at", in(), "lon=79.999&lat=26.05", 200},
		{"/api/v1/{city}/wards/at", in(), "lon=10&lat=10", 404},
		{"/api/v1/{city}/facilities", in(), "lang=en", 200},
		{"/api/v1/{city}/facilities", in(), "kind=kitchen,ration_shop&limit=2", 200},
		{"/api/v1/{city}/facilities", in(), "ward=1&zone=A&bbox=80,26,80.1,26.1&limit=1&after=1", 200},
		{"/api/v1/{city}/facilities/{id}", in("id", "1"), "lang=en", 200},
		{"/api/v1/{city}/facilities/{id}", in("id", "999"), "", 404},
		{"/api/v1/{city}/nearest", in(), "lon=80.05&lat=26.05&kind=kitchen&k=2&lang=hi", 200},
		{"/api/v1/{city}/download/wards.csv", in(), "ward=1&zone=A&lang=en", 200},
		{"/api/v1/{city}/download/wards.geojson", in(), "ward=1&zone=A&lang=en", 200},
		{"/api/v1/{city}/download/zones.csv", in(), "zone=A&lang=hi", 200},
		{"/api/v1/{city}/download/zones.geojson", in(), "zone=A&lang=hi", 200},
		{"/api/v1/{city}/download/facilities.csv", in(), "kind=kitchen&ward=1&zone=A&lang=en", 200},
		{"/api/v1/{city}/download/facilities.geojson", in(), "kind=kitchen&ward=1&zone=A&lang=en", 200},
		{"/api/v1/{city}/download/facilities.geojson", in(), "ward=none", 404},
		{"/api/v1/{city}/search", in(), "q=raajmarg&lang=hi", 200},
		{"/api/v1/{city}/search", in(), "q=ward+2&limit=3&lon=80.05&lat=26.05", 200},
		{"/api/v1/openapi.json", nil, "", 200},
		{document, in("layers", "wards,facilities"), "lang=en", 200},
		{document, in("layers", "facilities"), "kind=kitchen&cluster=off", 200},
		{tiles, tile("wards,ward_labels,zones,zone_labels,facilities,roads", "10", "739", "435"), "lang=en", 200},
		{tiles, tile("facilities", "10", "739", "435"), "kind=kitchen&cluster=off", 200},
		{tiles, tile("wards", "5", "0", "0"), "", 204},
		{tiles, tile("facilities", "10", "739", "435"), "filter=" + url.QueryEscape("kind = 'kitchen'") + "&filter-lang=cql2-text&filter-crs=" + url.QueryEscape(crs84), 200},
		{tiles, tile("facilities", "10", "739", "435"), "filter=" + url.QueryEscape("population > 1"), 400},
		{document, in("layers", "facilities"), "filter=" + url.QueryEscape(`{"op":"=","args":[{"property":"kind"},"kitchen"]}`) + "&filter-lang=cql2-json&filter-crs=" + url.QueryEscape(crs84), 200},
		{"/livez", nil, "", 200},
		{"/readyz", nil, "", 200},
		{"/metrics", nil, "", 200},
	}
}

// TestServerKeepsItsDocument runs a script over every operation and holds each request and answer to the OpenAPI document.
func TestServerKeepsItsDocument(t *testing.T) {
	s := start(t)
	for _, mediaType := range []string{"application/vnd.mapbox-vector-tile", "application/vnd.oai.openapi+json"} {
		openapi3filter.RegisterBodyDecoder(mediaType, openapi3filter.FileBodyDecoder)
	}
	openapi3filter.RegisterBodyDecoder("application/geo+json", openapi3filter.JSONBodyDecoder)
	openapi3filter.RegisterBodyDecoder("text/csv", openapi3filter.PlainBodyDecoder)
	openapi3filter.RegisterBodyDecoder("application/vnd.oai.openapi+json", openapi3filter.JSONBodyDecoder)
	document, err := openapi3.NewLoader().LoadFromData(openapi.Document())
	if err != nil {
		t.Fatal(err)
	}
	tested := map[string]bool{} // path, and path + " " + query parameter, of answers that succeeded
	for _, step := range script() {
		item := document.Paths.Value(step.path)
		if item == nil {
			t.Errorf("%s is not documented", step.path)
			continue
		}
		route := &routers.Route{Spec: document, Path: step.path, PathItem: item, Method: http.MethodGet, Operation: item.Get}
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			s.follow(t, step, route, method)
		}
		if step.status < 300 {
			tested[step.path] = true
			for pair := range strings.SplitSeq(step.query, "&") {
				name, _, _ := strings.Cut(pair, "=")
				tested[step.path+" "+name] = true
			}
		}
	}
	for path, item := range document.Paths.Map() {
		if !tested[path] {
			t.Errorf("%s is documented and not tested", path)
		}
		for _, parameter := range item.Get.Parameters {
			if p := parameter.Value; p.In == "query" && !tested[path+" "+p.Name] {
				t.Errorf("%s: the parameter %s is documented and not tested", path, p.Name)
			}
		}
	}
}

func (step step) target() string {
	path := step.path
	for name, value := range step.params {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
	}
	if step.query != "" {
		path += "?" + step.query
	}
	return path
}

func (s *service) follow(t *testing.T, step step, route *routers.Route, method string) {
	t.Helper()
	target := step.target()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	input := &openapi3filter.RequestValidationInput{Request: r, PathParams: step.params, Route: route}
	if err := openapi3filter.ValidateRequest(t.Context(), input); err != nil {
		t.Errorf("%s: the document does not allow the request: %v", target, err)
	}
	w := s.do(method, target)
	if w.Code != step.status {
		t.Errorf("%s %s: %d %s, want %d", method, target, w.Code, w.Body, step.status)
		return
	}
	if method == http.MethodHead {
		if w.Header().Get("Content-Type") == "" && step.status == 200 {
			t.Errorf("HEAD %s has no content type", target)
		}
		return
	}
	output := &openapi3filter.ResponseValidationInput{RequestValidationInput: input, Status: w.Code, Header: w.Header(), Body: io.NopCloser(w.Body)}
	if err := openapi3filter.ValidateResponse(t.Context(), output); err != nil {
		t.Errorf("%s: the document does not allow the answer: %v", target, err)
	}
}

// TestUndocumentedParametersAreRefused adds a parameter to every operation that reads its query.
func TestUndocumentedParametersAreRefused(t *testing.T) {
	s := start(t)
	for _, step := range script() {
		if step.status >= 300 || slices.Contains([]string{"/livez", "/readyz", "/metrics"}, step.path) {
			continue
		}
		for _, more := range []string{"undocumented=1", "LIMIT=1", "__proto__=1"} {
			with := step
			with.query = strings.TrimPrefix(step.query+"&"+more, "&")
			if w := s.get(with.target()); w.Code != 400 || !strings.Contains(w.Body.String(), "unknown-parameter") {
				t.Errorf("%s: %d %s", with.target(), w.Code, w.Body)
			}
		}
	}
}
