package e2e_test

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"rasad/internal/pgtest"
	"rasad/tiles"
)

// TestGDALReadsOurTiles gives tiles of the demo city to GDAL's MVT driver: it must find the layers that we wrote, with as
// many features, and place them where the city is.
func TestGDALReadsOurTiles(t *testing.T) {
	ogrinfo, err := exec.LookPath("ogrinfo")
	if err != nil {
		t.Skip("GDAL's ogrinfo is not installed")
	}
	database := pgtest.New(t)
	env := []string{"DATABASE_URL=" + database, "RASAD_DATA=" + privateFolder(t)}
	run(t, env, 0, "demo")
	server := serve(t, env...)
	center := cityCenter(t, server.url)
	for _, zoom := range []int{9, 11, 13, 14, 16} {
		x, y := tileAt(center, zoom)
		for _, layers := range []string{"wards,zones,ward_labels,zone_labels", "roads,rail,water,green,places", "facilities"} {
			name := fmt.Sprintf("%d/%d/%d", zoom, x, y)
			t.Run(layers+"/"+name, func(t *testing.T) {
				compareWithGDAL(t, ogrinfo, server.url, layers, name, center)
			})
		}
	}
}

func compareWithGDAL(t *testing.T, ogrinfo, server, layers, name string, center [2]float64) {
	status, body, err := get(t.Context(), server+"/tiles/demo/"+layers+"/"+name+".mvt")
	if err != nil || (status != http.StatusOK && status != http.StatusNoContent) {
		t.Fatalf("%d %v %s", status, err, body)
	}
	if status == http.StatusNoContent {
		return
	}
	ours, err := tiles.Decode(body)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), name+".mvt") // GDAL takes z/x/y from the path
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, body, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, layer := range ours {
		out, err := exec.CommandContext(t.Context(), ogrinfo, "-so", "-oo", "CLIP=NO", file, layer.Name).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", layer.Name, err, out)
		}
		count := regexp.MustCompile(`Feature Count: (\d+)`).FindSubmatch(out)
		if count == nil {
			t.Fatalf("%s: GDAL counts nothing:\n%s", layer.Name, out)
		}
		if got, _ := strconv.Atoi(string(count[1])); got != len(layer.Features) {
			t.Errorf("%s: GDAL reads %d features, we wrote %d", layer.Name, got, len(layer.Features))
		}
		checkExtent(t, layer.Name, out, center)
	}
}

// checkExtent wants GDAL's extent (Web Mercator metres) within 100 km of the city's centre.
func checkExtent(t *testing.T, layer string, out []byte, center [2]float64) {
	t.Helper()
	extent := regexp.MustCompile(`Extent: \(([-0-9.]+), ([-0-9.]+)\)`).FindSubmatch(out)
	if extent == nil {
		t.Fatalf("%s: GDAL gives no extent:\n%s", layer, out)
	}
	x, _ := strconv.ParseFloat(string(extent[1]), 64)
	y, _ := strconv.ParseFloat(string(extent[2]), 64)
	const radius = 6378137.0
	wantX := center[0] * math.Pi / 180 * radius
	wantY := math.Asinh(math.Tan(center[1]*math.Pi/180)) * radius
	if math.Hypot(x-wantX, y-wantY) > 150_000 {
		t.Errorf("%s lies at %.0f %.0f, the city at %.0f %.0f", layer, x, y, wantX, wantY)
	}
}

func cityCenter(t *testing.T, server string) [2]float64 {
	t.Helper()
	var city struct {
		Center [2]float64 `json:"center"`
	}
	if err := getJSON(context.WithoutCancel(t.Context()), server+"/api/v1/demo", &city); err != nil {
		t.Fatal(err)
	}
	return city.Center
}

func tileAt(p [2]float64, zoom int) (x, y int) {
	n := math.Exp2(float64(zoom))
	x = int((p[0] + 180) / 360 * n)
	y = int((1 - math.Asinh(math.Tan(p[1]*math.Pi/180))/math.Pi) / 2 * n)
	return x, y
}
