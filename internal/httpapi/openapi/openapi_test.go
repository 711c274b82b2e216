package openapi_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"rasad/internal/httpapi/openapi"
)

func TestTheDocumentIsValid(t *testing.T) {
	document, err := openapi3.NewLoader().LoadFromData(openapi.Document())
	if err != nil {
		t.Fatal(err)
	}
	if err := document.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if document.OpenAPI != "3.0.3" {
		t.Errorf("OpenAPI %s", document.OpenAPI)
	}
	for path, item := range document.Paths.Map() {
		if item.Get == nil || item.Get.OperationID == "" || item.Get.Summary == "" {
			t.Errorf("%s has no operation, id or summary", path)
		}
	}
}

func TestServe(t *testing.T) {
	w := httptest.NewRecorder()
	openapi.Serve(w, httptest.NewRequest(http.MethodGet, "/api/v1/openapi.json", nil))
	if w.Code != 200 || w.Header().Get("Content-Type") != openapi.MediaType || w.Body.Len() != len(openapi.Document()) {
		t.Errorf("%d %v", w.Code, w.Header())
	}
	r := httptest.NewRequest(http.MethodGet, "/api/v1/openapi.json", nil)
	r.Header.Set("If-None-Match", w.Header().Get("ETag"))
	again := httptest.NewRecorder()
	openapi.Serve(again, r)
	if again.Code != 304 || again.Body.Len() != 0 {
		t.Errorf("%d", again.Code)
	}
	wrong := httptest.NewRecorder()
	openapi.Serve(wrong, httptest.NewRequest(http.MethodGet, "/api/v1/openapi.json?x=1", nil))
	if wrong.Code != 400 {
		t.Errorf("%d", wrong.Code)
	}
}
