package e2e_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rasad/internal/pgtest"
)

// TestGDALReadsOurFeatures gives GDAL the landing page alone: it must find every collection, follow its pages, and read as many features as
// the city has, in a box and by an attribute too.
func TestGDALReadsOurFeatures(t *testing.T) {
	formats, err := exec.CommandContext(t.Context(), "ogrinfo", "--formats").Output()
	if err != nil || !strings.Contains(string(formats), "OAPIF") {
		t.Skip("GDAL with its driver for OGC API Features is not installed")
	}
	env := []string{"DATABASE_URL=" + pgtest.New(t), "RASAD_DATA=" + privateFolder(t)}
	run(t, env, 0, "demo")
	server := serve(t, env...)
	g := gdal{t, server.url + "/ogc/demo"}
	var list struct{ Collections []struct{ ID string } }
	if err := getJSON(t.Context(), g.base+"/collections", &list); err != nil {
		t.Fatal(err)
	}
	for _, c := range list.Collections {
		want := g.count(c.ID, "limit=1000")
		for _, size := range []string{"1000", "137"} {
			if want/137 > 100 && size == "137" {
				size = "701"
			}
			if got := g.read(c.ID, "-oo", "PAGE_SIZE="+size); got != want {
				t.Errorf("%s by %s: GDAL reads %d features, there are %d", c.ID, size, got, want)
			}
		}
		if want == 0 {
			t.Errorf("the demo city has no %s", c.ID)
		}
	}
	box := g.middle()
	spat := strings.Fields(strings.ReplaceAll(box, ",", " "))
	for _, id := range []string{"wards", "facilities", "roads", "water"} {
		want := g.count(id, "limit=1000&bbox="+box)
		if got := g.read(id, append([]string{"-oo", "PAGE_SIZE=200", "-spat"}, spat...)...); got != want || want == 0 {
			t.Errorf("%s in %s: GDAL reads %d features, there are %d", id, box, got, want)
		}
	}
	for id, where := range map[string]string{"facilities": "kind = 'kitchen'", "roads": "class = 'primary'", "wards": "number = 5"} {
		want := g.count(id, "limit=1000&"+strings.NewReplacer(" ", "", "'", "").Replace(where))
		if got := g.read(id, "-where", where); got != want || want == 0 {
			t.Errorf("%s where %s: GDAL reads %d features, there are %d", id, where, got, want)
		}
	}
}

// gdal compares what GDAL reads with what a walk over the pages finds.
type gdal struct {
	t    *testing.T
	base string
}

// count walks over all pages.
func (g gdal) count(id, query string) (n int) {
	g.t.Helper()
	for address := g.base + "/collections/" + id + "/items?" + query; address != ""; {
		status, body, err := get(g.t.Context(), address)
		if err != nil || status != http.StatusOK {
			g.t.Fatalf("%s: %d %v %s", address, status, err, body)
		}
		var page struct {
			NumberReturned int
			Links          []struct{ Rel, Href string }
		}
		if err := json.Unmarshal(body, &page); err != nil {
			g.t.Fatal(err)
		}
		n, address = n+page.NumberReturned, ""
		for _, l := range page.Links {
			if l.Rel == "next" {
				address = l.Href
			}
		}
	}
	return n
}

// read lets GDAL write every feature of a collection out and counts them.
func (g gdal) read(id string, arguments ...string) int {
	g.t.Helper()
	arguments = append([]string{"-ro", "-q", "-geom=NO"}, arguments...)
	out, err := exec.CommandContext(g.t.Context(), "ogrinfo", append(arguments, "OAPIF:"+g.base, id)...).CombinedOutput()
	if err != nil || strings.Contains(string(out), "ERROR") {
		g.t.Fatalf("%s %v: %v\n%.2000s", id, arguments, err, out)
	}
	return len(regexp.MustCompile(`(?m)^OGRFeature\(`).FindAll(out, -1))
}

// middle is a box around a quarter of the city.
func (g gdal) middle() string {
	var c struct {
		Extent struct {
			Spatial struct{ BBox [][4]float64 }
		}
	}
	if err := getJSON(g.t.Context(), g.base+"/collections/wards", &c); err != nil || len(c.Extent.Spatial.BBox) == 0 {
		g.t.Fatalf("%v %+v", err, c)
	}
	b := c.Extent.Spatial.BBox[0]
	at := func(axis int, part float64) string {
		return strconv.FormatFloat(b[axis]+part*(b[axis+2]-b[axis]), 'f', 6, 64)
	}
	return fmt.Sprint(at(0, 0.25), ",", at(1, 0.25), ",", at(0, 0.75), ",", at(1, 0.75))
}
