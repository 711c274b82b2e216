package ogctiles

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// TestPathsAreOpenAPI puts the operations into a document and has it validated; each path names its variables, and ids end as the standard
// wants: /conf/oas30/operation-id.
func TestPathsAreOpenAPI(t *testing.T) {
	paths, _ := New(Options{}).Paths(nil)
	text, err := json.Marshal(object{"openapi": "3.0.3", "info": object{"title": "tiles", "version": "1"}, "paths": paths})
	if err != nil {
		t.Fatal(err)
	}
	document, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := document.Validate(t.Context()); err != nil {
		t.Fatal(err)
	}
	suffixes := map[string]string{
		"/tiles": "getTileSetsList", "/tiles/{tileMatrixSetId}": "getTileSet", "/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}": "getTile",
	}
	for path, item := range document.Paths.Map() {
		rest, collection := strings.CutPrefix(path, "/collections/{collectionId}")
		origin := ".dataset.vector."
		if collection {
			origin = ".collection.vector."
		}
		if suffix, ok := suffixes[rest]; ok && !strings.HasSuffix(item.Get.OperationID, origin+suffix) {
			t.Errorf("%s is %s", path, item.Get.OperationID)
		}
		variables := regexp.MustCompile(`\{(\w+)\}`).FindAllStringSubmatch(path, -1)
		for _, v := range variables {
			if item.Get.Parameters.GetByInAndName("path", v[1]) == nil {
				t.Errorf("%s does not describe %s", path, v[1])
			}
		}
	}
	if len(paths) != 8 {
		t.Errorf("%d paths", len(paths))
	}
}
