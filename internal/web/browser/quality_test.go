package browser

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestAccessible: axe finds nothing in any state of the pages, in both languages, by day and night.
func TestAccessible(t *testing.T) {
	axe, err := os.ReadFile("../ui/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not there: run make pages")
	}
	server := serve(t)
	p := open(t, server.URL, allowing("404 (Not Found)"), allowing("400 (Bad Request)"))
	for _, scheme := range []string{"light", "dark"} {
		p.media(scheme)
		for _, lang := range []string{"hi", "en"} {
			for _, path := range []string{"/made?", "/made?lon=80.9352&lat=26.8285", "/made?f=2", "/made?lon=1&lat=1", "/?", "/nowhere?"} {
				address := server.URL + path + "&lang=" + lang
				p.do(chromedp.Navigate(address))
				if len(path) > 5 && path[:5] == "/made" {
					p.settled()
				}
				found := js[json.RawMessage](p, string(axe)+`; axe.run({ resultTypes: ['violations'] }).then((r) => r.violations.map((v) => ({ rule: v.id, help: v.help, at: v.nodes.map((n) => n.html.slice(0, 160) + ' ' + n.failureSummary) })))`)
				if string(found) != "[]" {
					t.Errorf("%s, %s: %s", address, scheme, found)
				}
			}
		}
	}
}

// Budgets of a first view, in bytes as sent.
const (
	scriptBudget = 130_000
	fontBudget   = 128_000 // 125 KiB: both weights of Devanagari and Latin
	wholeBudget  = 350_000
)

// TestBudget weighs what a first view fetches.
func TestBudget(t *testing.T) {
	base := serve(t).URL + "/made"
	scripts, fonts := 0, 0
	for pattern, sum := range map[string]*int{"../dist/*.js.gz": &scripts, "../dist/*.woff2": &fonts} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, file := range files {
			info, err := os.Stat(file)
			if err != nil {
				t.Fatal(err)
			}
			*sum += int(info.Size())
		}
	}
	p := open(t, base)
	p.size(360, 740, 2)
	p.visit(base + "?lang=hi")
	whole := js[int](p, `performance.getEntries().filter((e) => 'transferSize' in e).reduce((sum, e) => sum + e.transferSize, 0)`)
	requests := js[int](p, `performance.getEntriesByType('resource').length`)
	t.Logf("scripts %d, fonts %d, all %d bytes in %d requests", scripts, fonts, whole, requests)
	if scripts > scriptBudget || fonts > fontBudget || whole > wholeBudget {
		t.Errorf("over the budget: scripts %d of %d, fonts %d of %d, all %d of %d", scripts, scriptBudget, fonts, fontBudget, whole, wholeBudget)
	}
}
