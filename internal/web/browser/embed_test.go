package browser

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestEmbedInAnotherSite: a page of another origin shows the map by the code that the page offers, and no other page of ours.
func TestEmbedInAnotherSite(t *testing.T) {
	tile, once := make(chan bool), sync.Once{}
	var whole atomic.Bool
	server := serve(t, func(_ http.ResponseWriter, r *http.Request) bool {
		from := r.Header.Get("Referer") // of our own pages: the whole address
		if strings.Contains(from, "/made/embed?") && strings.HasPrefix(r.URL.Path, "/tiles/") {
			once.Do(func() { close(tile) })
		}
		if strings.Contains(from, "/made?") {
			whole.Store(true)
		}
		return false
	})
	_, page := fetch(t, server.URL+"/made?lang=en&ward=6", "")
	snippet := regexp.MustCompile(`(?s)<textarea class="snippet"[^>]*>(.*?)</textarea>`).FindStringSubmatch(page)
	if snippet == nil {
		t.Fatal("the page offers no code")
	}
	code := html.UnescapeString(snippet[1])
	for _, want := range []string{`<iframe src="` + server.URL + `/made/embed?`, "ward=6", "lang=en", `title="Map of Anandpur"`, `loading="lazy"`, `height="480"`} {
		if !strings.Contains(code, want) {
			t.Errorf("the code lacks %s: %s", want, code)
		}
	}
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!doctype html><title>other</title><link rel="icon" href="data:,"><body style="margin:0">%s<iframe id="whole" src="%s/made?lang=en"></iframe>`, code, server.URL)
	}))
	t.Cleanup(other.Close)
	p := open(t, server.URL, allowing("frame-ancestors"), allowing(other.URL), allowing("chrome-error"), allowing("ERR_BLOCKED_BY_RESPONSE"))
	if got := statusPolicy(t, server.URL+"/made/embed?lang=en"); !strings.Contains(got, "frame-ancestors *") || strings.Contains(got, "unsafe") {
		t.Errorf("the map's policy: %s", got)
	}
	for _, path := range []string{"/made?lang=en", "/?lang=en", "/made?lang=en&part=answer", "/made/embed?lang=en&part=answer"} {
		if got := statusPolicy(t, server.URL+path); !strings.Contains(got, "frame-ancestors 'self'") {
			t.Errorf("%s may be framed: %s", path, got)
		}
	}
	p.do(chromedp.Navigate(other.URL))
	p.await(`document.readyState === 'complete'`)
	select {
	case <-tile: // the script runs in the frame, and draws
	case <-time.After(patience):
		t.Fatal("the map is not shown in the frame")
	}
	if whole.Load() {
		t.Error("the whole page is shown in a frame of another site")
	}
	p.shot("embed-framed")
}

func statusPolicy(t *testing.T, address string) string {
	t.Helper()
	header, _ := fetch(t, address, "")
	return header.Get("Content-Security-Policy")
}

// TestEmbed: the map alone, with the city's name, a way to the whole page and the source; a tap answers; a person's place is in no link.
func TestEmbed(t *testing.T) {
	base := serve(t).URL + "/made/embed"
	p := open(t, base)
	p.media("light")
	p.visit(base + "?lang=hi")
	if n := js[int](p, colours); n < 20 {
		t.Errorf("%d colours: the map is not drawn", n)
	}
	if text := js[string](p, `document.body.innerText`); !strings.Contains(text, "आनंदपुर") || !strings.Contains(text, "स्रोत") || strings.Contains(text, "सब वार्ड") {
		t.Errorf("%s", text)
	}
	if link := js[string](p, `document.querySelector('header a').getAttribute('href') + document.querySelector('header a').target`); link != "/made?lang=hi_blank" {
		t.Errorf("the link leads to %s", link)
	}
	p.tap(insideLon, insideLat)
	p.await(answerText + ` === 'चौक'`)
	p.visit(base + fmt.Sprintf("?lang=en&lon=%f&lat=%f", insideLon, insideLat))
	if link := js[string](p, `document.querySelector('header a').getAttribute('href')`); strings.Contains(link, "lon") {
		t.Errorf("the link tells a place: %s", link)
	}
	if js[bool](p, `!!navigator.serviceWorker.controller`) {
		t.Error("a worker in another site's page")
	}
}

// TestSnippet: the code follows what is chosen by script, and is copied by a button.
func TestSnippet(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.visit(base + "?lang=en")
	js[bool](p, `document.querySelector('.wards a[data-ward="6"]').click(), true`)
	p.await(answerText + ` === 'Chowk'`)
	p.tap(insideLon, insideLat) // a place: not for other people's pages
	p.await(`location.search.includes('lon=')`)
	js[bool](p, `document.querySelector('textarea.snippet').closest('details').open = true`)
	p.await(`document.querySelector('textarea.snippet').value.includes('/embed?lang=en"')`)
	js[bool](p, `document.querySelector('.wards a[data-ward="1"]').click(), true`)
	p.await(answerText + ` === 'Hazratganj'`)
	js[bool](p, `(() => { const d = document.querySelector('textarea.snippet').closest('details'); d.open = false; d.open = true; return true; })()`)
	p.await(`document.querySelector('textarea.snippet').value.includes('ward=1')`)
	js[bool](p, `Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } }), true`)
	p.do(chromedp.Click(chromedp.CSS("[data-copy-from]")))
	p.await(`window.copied?.startsWith('<iframe src="') && document.getElementById('map-notice').innerText.includes('copied')`)
}

// TestDownloadsOffered: each file has a link that a script is not needed for, and that names it to a screen reader.
func TestDownloadsOffered(t *testing.T) {
	server := serve(t)
	for lang, want := range map[string][]string{"hi": {"12 वार्ड", "3 ज़ोन", "60 केंद्र"}, "en": {"12 wards", "3 zones", "60 facilities"}} {
		_, page := fetch(t, server.URL+"/made?lang="+lang, "")
		for _, name := range []string{"wards.csv", "wards.geojson", "zones.csv", "zones.geojson", "facilities.csv", "facilities.geojson"} {
			want = append(want, `href="/api/v1/made/download/`+name+`" download`)
		}
		for _, text := range want {
			if !strings.Contains(page, text) {
				t.Errorf("%s lacks %s", lang, text)
			}
		}
	}
}
