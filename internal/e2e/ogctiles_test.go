package e2e_test

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rasad/internal/httpapi/ogctiles"
	"rasad/internal/pgtest"
	"rasad/tiles"
)

// TestGDALReadsOGCTiles finds tiles as a stranger does, by the tilesets' own templates, and gives them to GDAL's MVT driver, with a filter and
// without: it must count what we wrote. (GDAL's OGCAPI driver reads no vector tiles of WebMercatorQuad: it takes the box of a collection, which is
// in degrees, for metres.)
func TestGDALReadsOGCTiles(t *testing.T) {
	ogrinfo, err := exec.LookPath("ogrinfo")
	if err != nil {
		t.Skip("GDAL's ogrinfo is not installed")
	}
	env := []string{"DATABASE_URL=" + pgtest.New(t), "RASAD_DATA=" + privateFolder(t)}
	run(t, env, 0, "demo")
	server := serve(t, env...)
	center := cityCenter(t, server.url)
	counts := map[string]int{}
	for _, c := range []struct{ collection, filter string }{
		{"wards", ""}, {"wards", "zone = '1'"}, {"facilities", ""}, {"facilities", "kind = 'kitchen'"}, {"roads", "class IN ('primary', 'secondary')"},
	} {
		var set ogctiles.Tileset
		address := server.url + "/ogc/demo/collections/" + c.collection + "/tiles/WebMercatorQuad"
		if c.filter != "" {
			address += "?filter=" + url.QueryEscape(c.filter)
		}
		if err := getJSON(t.Context(), address, &set); err != nil {
			t.Fatal(err)
		}
		for _, zoom := range []int{11, 15} {
			x, y := tileAt(center, zoom)
			counts[c.collection+c.filter] += countWithGDAL(t, ogrinfo, set, c.collection, zoom, x, y)
		}
	}
	for whole, part := range map[string]string{"wards": "wardszone = '1'", "facilities": "facilitieskind = 'kitchen'"} {
		if counts[part] == 0 || counts[part] >= counts[whole] {
			t.Errorf("%s: %d of %d", part, counts[part], counts[whole])
		}
	}
	t.Log(counts)
}

func countWithGDAL(t *testing.T, ogrinfo string, set ogctiles.Tileset, layer string, zoom, x, y int) (n int) {
	t.Helper()
	template := ""
	for _, link := range set.Links {
		if link.Rel == "item" && link.Type == "application/vnd.mapbox-vector-tile" {
			template = link.Href
		}
	}
	address := strings.NewReplacer("{tileMatrix}", strconv.Itoa(zoom), "{tileRow}", strconv.Itoa(y), "{tileCol}", strconv.Itoa(x)).Replace(template)
	status, body, err := get(t.Context(), address)
	if err != nil || status != http.StatusOK && status != http.StatusNoContent {
		t.Fatalf("%s: %d %v %s", address, status, err, body)
	}
	if status == http.StatusNoContent {
		return 0
	}
	ours, err := tiles.Decode(body)
	if err != nil || len(ours) != 1 || ours[0].Name != layer {
		t.Fatalf("%s: %+v %v", address, ours, err)
	}
	file := filepath.Join(t.TempDir(), fmt.Sprintf("%d/%d/%d.mvt", zoom, x, y)) // GDAL takes z/x/y from the path
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), ogrinfo, "-so", "-oo", "CLIP=NO", file, layer).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", address, err, out)
	}
	count := regexp.MustCompile(`Feature Count: (\d+)`).FindSubmatch(out)
	if count == nil {
		t.Fatalf("%s: GDAL counts nothing:\n%s", address, out)
	}
	if n, _ = strconv.Atoi(string(count[1])); n != len(ours[0].Features) {
		t.Errorf("%s: GDAL reads %d features, we wrote %d", address, n, len(ours[0].Features))
	}
	return n
}
