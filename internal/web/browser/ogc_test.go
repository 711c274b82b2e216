package browser

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestFeaturePages: the pages of the OGC API keep to the same: axe finds nothing, targets are large enough, nothing is wider than a phone.
func TestFeaturePages(t *testing.T) {
	axe, err := os.ReadFile("../ui/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not there: run make pages")
	}
	built(t)
	server, _ := serveDemo(t)
	p := open(t, server.URL)
	for _, scheme := range []string{"light", "dark"} {
		p.media(scheme)
		p.size(map[string]int64{"light": 360, "dark": 1280}[scheme], 800, 1)
		for _, lang := range []string{"hi", "en"} {
			for _, path := range []string{"", "/conformance", "/api", "/collections", "/collections/wards", "/collections/facilities/items", "/collections/facilities/items/5", "/collections/roads/schema", "/collections/wards/queryables"} {
				address := server.URL + "/ogc/demo" + path + "?f=html&lang=" + lang
				p.do(chromedp.Navigate(address))
				found := js[json.RawMessage](p, string(axe)+`; axe.run({ resultTypes: ['violations'] }).then((r) => r.violations.map((v) => ({ rule: v.id, help: v.help, at: v.nodes.map((n) => n.html.slice(0, 160) + ' ' + n.failureSummary) })))`)
				if string(found) != "[]" {
					t.Errorf("%s, %s: %s", address, scheme, found)
				}
				small := js[[]string](p, `[...document.querySelectorAll('a, button, input:not([type=hidden]), select')].filter((e) => e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 120))`)
				if len(small) > 0 {
					t.Errorf("%s: smaller than 44 px: %v", address, small)
				}
				if wide := js[int](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
					t.Errorf("%s, %s: %d px wider than the window", address, scheme, wide)
				}
			}
		}
	}
}
