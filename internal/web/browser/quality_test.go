package browser

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// shownPage is a page that is held to the quality of all pages; a new one is one more line.
type shownPage struct {
	path  string // without the language
	draws bool   // it has a map to wait for
}

func shownPages() []shownPage {
	return []shownPage{
		{"/made?", true},
		{"/made?ward=6", true},
		{"/made?lon=80.9352&lat=26.8285", true},
		{"/made?f=2", true},
		{"/made?kind=kitchen", true},
		{"/made?zone=2", true},
		{"/made?lon=1&lat=1", true},
		{"/made/embed?", true},
		{"/made/embed?ward=6", true},
		{"/made?q=chowk", true},
		{"/made/wards?", false},
		{"/made/wards/6?", false},
		{"/made/wards/6/sheet?", false},
		{"/made/wards/600?", false},
		{"/?", false},
		{"/nowhere?", false},
	}
}

// TestAccessible: axe finds nothing on any page, in both languages, by day and night, on desk and phone.
func TestAccessible(t *testing.T) {
	axe, err := os.ReadFile("../ui/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not there: run make pages")
	}
	server := serve(t)
	p := open(t, server.URL, allowing("404 (Not Found)"), allowing("400 (Bad Request)"))
	for _, width := range []int64{1280, 360} {
		p.size(width, 800, 1)
		for _, scheme := range []string{"light", "dark"} {
			p.media(scheme)
			for _, lang := range []string{"hi", "en"} {
				for _, shown := range shownPages() {
					address := server.URL + shown.path + "&lang=" + lang
					p.do(chromedp.Navigate(address))
					if shown.draws {
						p.settled()
					}
					js[bool](p, `document.querySelectorAll('details').forEach((d) => { d.open = true; }), true`)
					found := js[json.RawMessage](p, string(axe)+`; axe.run({ resultTypes: ['violations'] }).then((r) => r.violations.map((v) => ({ rule: v.id, help: v.help, at: v.nodes.map((n) => n.html.slice(0, 160) + ' ' + n.failureSummary) })))`)
					if string(found) != "[]" {
						t.Errorf("%s, %s, %d px: %s", address, scheme, width, found)
					}
				}
			}
		}
	}
}

// TestEveryPageWithoutScript: each page says something, offers nothing that would do nothing, and is no wider than a phone.
func TestEveryPageWithoutScript(t *testing.T) {
	server := serve(t)
	p := open(t, server.URL, allowing("404 (Not Found)"), allowing("400 (Bad Request)"))
	p.size(360, 740, 1)
	p.withoutScript()
	for _, lang := range []string{"hi", "en"} {
		for _, shown := range shownPages() {
			p.do(chromedp.Navigate(server.URL + shown.path + "&lang=" + lang))
			got := js[struct {
				Heads, Idle, Wide int
				Ran               bool
			}](p, `({ heads: [...document.querySelectorAll('h1, h2')].filter((e) => e.innerText.trim()).length, ran: !!window.viewer,
				idle: [...document.querySelectorAll('button')].filter((e) => e.getClientRects().length && !e.form).length, wide: document.documentElement.scrollWidth })`)
			if got.Ran || got.Heads == 0 || got.Idle > 0 || got.Wide > 360 && !strings.HasSuffix(shown.path, "/sheet?") { // the sheet is paper, and shown whole
				t.Errorf("%s, %s: %+v", shown.path, lang, got)
			}
		}
	}
}

// withoutScript turns scripts off for the pages that are visited from now on.
func (p *page) withoutScript() {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}))
}

// tabTo presses Tab until what has the focus matches, and sees to it that every step can be seen.
func (p *page) tabTo(selector string) {
	p.t.Helper()
	for range 400 {
		p.do(chromedp.KeyEvent(kb.Tab))
		at := js[struct {
			Found, Seen bool
			What        string
		}](p, `(() => { const e = document.activeElement; const s = getComputedStyle(e);
			return { found: e.matches('`+selector+`'), what: e.outerHTML.slice(0, 120), seen: e === document.body || s.outlineStyle !== 'none' || s.boxShadow !== 'none' }; })()`)
		if !at.Seen {
			p.t.Errorf("the focus cannot be seen on %s", at.What)
		}
		if at.Found {
			return
		}
	}
	p.t.Fatalf("Tab does not reach %s", selector)
}

// TestKeyboardAlone does what a reader comes for without a pointer: a ward from the list, its shop, the files, the code, the other language.
func TestKeyboardAlone(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.media("light")
	p.visit(base + "?lang=hi")
	p.tabTo(".group summary")
	p.do(chromedp.KeyEvent(kb.Enter))
	p.tabTo(`.wards a[data-ward="1"]`)
	p.do(chromedp.KeyEvent(kb.Enter))
	p.await(answerText + ` === 'हज़रतगंज' && document.activeElement.id === 'answer'`)
	p.tabTo("#answer .facility-name")
	p.do(chromedp.KeyEvent(kb.Enter))
	p.await(`document.querySelector('#answer [data-about="facility"]') && document.activeElement.id === 'answer'`)
	p.tabTo(`#answer a[href^="tel:"]`)
	p.tabTo(".tools summary")
	p.do(chromedp.KeyEvent(kb.Enter))
	p.tabTo(`a[href$="/wards.csv"]`)
	p.tabTo(".tools summary")
	p.do(chromedp.KeyEvent(kb.Enter))
	p.await(`document.querySelector('textarea.snippet').value.includes('f=')`) // it follows what is chosen
	p.tabTo("textarea.snippet")
	if !js[bool](p, `(() => { const a = document.activeElement; return a.selectionEnd - a.selectionStart === a.value.length; })()`) {
		t.Error("the code is not selected")
	}
	p.visit(base + "?lang=hi")
	p.tabTo("a.language")
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.KeyEvent(kb.Enter)); err != nil {
		t.Fatal(err)
	}
	p.await(`document.documentElement.lang === 'en'`)
}

// Budgets of a first view, in bytes as sent.
const (
	scriptBudget = 130_000
	fontBudget   = 128_000 // 125 KiB: both weights of Devanagari and Latin
	wholeBudget  = 350_000
	workerBudget = 6_000 // fetched after the first view, and not part of it
)

// TestBudget weighs what a first view fetches.
func TestBudget(t *testing.T) {
	base := serve(t).URL + "/made"
	scripts, fonts, worker := 0, 0, 0
	for pattern, sum := range map[string]*int{"../dist/main-*.js.gz": &scripts, "../dist/worker-*.js.gz": &worker, "../dist/*.woff2": &fonts} {
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
	t.Logf("worker %d, scripts %d, fonts %d, all %d bytes in %d requests", worker, scripts, fonts, whole, requests)
	if worker > workerBudget || scripts > scriptBudget || fonts > fontBudget || whole > wholeBudget {
		t.Errorf("over the budget: worker %d of %d, scripts %d of %d, fonts %d of %d, all %d of %d", worker, workerBudget, scripts, scriptBudget, fonts, fontBudget, whole, wholeBudget)
	}
}
