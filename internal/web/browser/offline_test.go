package browser

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// cut is a server that can be cut off: connections are broken without an answer, as they are where there is no network.
func cut(off *atomic.Bool) func(w http.ResponseWriter, r *http.Request) bool {
	return func(http.ResponseWriter, *http.Request) bool {
		if off.Load() {
			panic(http.ErrAbortHandler)
		}
		return false
	}
}

// broken are the browser's own words for requests that find no network.
func broken() []flag {
	return []flag{allowing("net::ERR_"), allowing("Failed to load resource"), allowing("Failed to fetch")}
}

// kept waits until the worker has all that it keeps of a city.
func (p *page) kept(city, lang string) {
	p.t.Helper()
	p.await(`navigator.serviceWorker.controller`)
	p.awaitPromise(fmt.Sprintf(`caches.match('/%s?part=pack&lang=%s&tiles')`, city, lang))
}

// awaitPromise asks again and again until the promise brings something true.
func (p *page) awaitPromise(expression string) {
	p.t.Helper()
	js[bool](p, `new Promise((done) => { const look = async () => { if (await (`+expression+`)) done(true); else setTimeout(look, 20); }; look(); })`)
}

const banner = `document.querySelector('.offline[role=status]:not([hidden])')?.innerText`

// TestOffline: after one visit the page, its list, the wards' answers and the map are there without a network, in the language visited, with
// the date of the data; back on the network the notice goes and the answer is asked for anew.
func TestOffline(t *testing.T) {
	var off atomic.Bool
	base := serve(t, cut(&off)).URL + "/made"
	p := open(t, base, broken()...)
	p.media("light")
	p.visit(base + "?lang=hi")
	p.kept("made", "hi")
	off.Store(true)
	p.visit(base + "?lang=hi")
	p.await(banner + `?.includes('आप ऑफ़लाइन हैं · आँकड़े 23 नवंबर 2026 के')`)
	if n := js[int](p, colours); n < 20 {
		t.Errorf("%d colours: the map is not drawn", n)
	}
	if n := js[int](p, `document.querySelectorAll('.wards a[data-ward]').length`); n != madeColumns*madeRows {
		t.Errorf("%d wards listed", n)
	}
	js[bool](p, `document.querySelector('.wards a[data-ward="1"]').click(), true`)
	p.await(answerText + ` === 'हज़रतगंज' && document.querySelectorAll('#answer a[href^="tel:"]').length > 1`)
	if text := js[string](p, `document.getElementById('answer').innerText`); strings.Contains(text, "अभी खुला") || strings.Contains(text, "अभी बंद") {
		t.Errorf("what is open now cannot be known: %s", text)
	}
	p.do(chromedp.Reload()) // the address names a ward
	p.await(answerText + ` === 'हज़रतगंज'`)
	js[bool](p, `document.querySelector('#answer .facility-name').click(), true`)
	p.await(`document.querySelector('#answer [data-about="facility"]')`)
	off.Store(false)
	js[bool](p, `dispatchEvent(new Event('online')), true`)
	p.await(`!` + banner + ` && document.querySelector('#answer [data-about="facility"] .state')`) // what is open now is told again
}

// TestOfflinePlace: the reader's own place is answered without a network as the server answers it, and is kept nowhere.
func TestOfflinePlace(t *testing.T) {
	var off atomic.Bool
	base := serve(t, cut(&off)).URL + "/made"
	p := open(t, base, broken()...)
	lon, lat, accuracy := insideLon, insideLat, 10.0
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetGeolocationOverride, emulation.SetGeolocationOverrideParams{Longitude: &lon, Latitude: &lat, Accuracy: &accuracy})
		return err
	}))
	p.permit("granted")
	p.visit(base + "?lang=en")
	p.kept("made", "en")
	// Names and distances, without what is open now.
	said := `(() => [document.querySelector('#answer h2').innerText, ...[...document.querySelectorAll('#answer li.facility')].slice(0, 6).map((li) =>
		li.querySelector('.facility-name').innerText + li.querySelector('.facility-line').innerText)].join('|'))()`
	p.visit(fmt.Sprintf("%s?lang=en&lon=%f&lat=%f", base, lon, lat))
	online := js[string](p, said)
	p.visit(base + "?lang=en")
	off.Store(true)
	p.visit(base + "?lang=en")
	p.do(chromedp.Click(chromedp.CSS("#locate")))
	p.await(answerText + ` === 'Chowk'`)
	if offline := js[string](p, said); offline != online || strings.Count(online, "|") < 5 {
		t.Errorf("offline: %s\nonline:  %s", offline, online)
	}
	if place := js[string](p, `document.querySelector('#answer .card').dataset.place`); place != fmt.Sprintf("%.6f,%.6f", lon, lat) {
		t.Errorf("the pin is at %s", place)
	}
	keys := js[string](p, `(async () => { const all = []; for (const name of await caches.keys()) for (const r of await (await caches.open(name)).keys()) all.push(r.url); return all.join(' '); })()`)
	if strings.Contains(keys, "lon=") || strings.Contains(keys, "lat=") || !strings.Contains(keys, "part=pack") {
		t.Errorf("kept: %s", keys)
	}
	p.visit(fmt.Sprintf("%s?lang=en&lon=10&lat=10", base))
	p.await(answerText + `?.includes('outside')`)
}

// TestOfflineLanguages: a language that was visited is there; for one that was not the other stands in.
func TestOfflineLanguages(t *testing.T) {
	var off atomic.Bool
	base := serve(t, cut(&off)).URL + "/made"
	p := open(t, base, broken()...)
	p.visit(base + "?lang=hi")
	p.kept("made", "hi")
	off.Store(true)
	p.visit(base + "?lang=en&ward=6")
	p.await(`document.documentElement.lang === 'hi' && ` + answerText + ` === 'चौक'`)
	off.Store(false)
	p.visit(base + "?lang=en")
	p.kept("made", "en")
	off.Store(true)
	p.visit(base + "?lang=en&ward=6")
	p.await(`document.documentElement.lang === 'en' && ` + answerText + ` === 'Chowk' && ` + banner + `?.includes('You are offline · data as of 23 November 2026')`)
	p.visit(base + "?lang=hi&kind=kitchen")
	p.await(`document.querySelectorAll('#answer li.facility').length === 12`)
}

// TestOfflineDeep: where no tile of a zoom was ever fetched, a wider one is drawn in its place.
func TestOfflineDeep(t *testing.T) {
	var off atomic.Bool
	base := serve(t, cut(&off)).URL + "/made"
	p := open(t, base, broken()...)
	p.media("light")
	p.visit(base + "?lang=hi")
	p.kept("made", "hi")
	deep := fmt.Sprintf("%s?lang=hi#17/%f/%f", base, bentLat+0.0016, bentLon)
	off.Store(true)
	p.visit(base + "?lang=en") // another address: a change of the fragment alone loads nothing
	p.visit(deep)
	p.do(chromedp.Reload())
	p.settled()
	at := js[string](p, fmt.Sprintf(`JSON.stringify(map.getFeaturesAtPixel(viewer.pixelOf(%f, %f), { hitTolerance: 4 }).map((f) => f.get('@layer')))`, bentLon, bentLat+0.0016))
	if !strings.Contains(at, "roads") {
		t.Errorf("on the road there is %s", at)
	}
}

// TestKeptIsBounded: what was kept first goes when there is more than a bound; the rest stays.
func TestKeptIsBounded(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.visit(base + "?lang=en")
	p.kept("made", "en")
	js[bool](p, `caches.open('rasad-1-tiles').then(async (c) => { for (let i = 0; i < 1600; i++) await c.put('/tiles/x/' + i, new Response('')); return true; })`)
	p.visit(base + "?lang=en&ward=6")
	p.awaitPromise(`caches.open('rasad-1-tiles').then(async (c) => { const all = (await c.keys()).map((r) => new URL(r.url).pathname);
		return all.length <= 1500 && all.length > 1300 && all.includes('/tiles/x/1599') && !all.includes('/tiles/x/0'); })`)
}

// TestFreshTiles: with a network a kept tile never stands in for one that has changed.
func TestFreshTiles(t *testing.T) {
	var asked atomic.Int32
	base := serve(t, func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != "/tiles/made/wards/3/1/1.mvt" {
			return false
		}
		w.Header().Set("Cache-Control", "no-cache")
		fmt.Fprint(w, asked.Add(1))
		return true
	}).URL + "/made"
	p := open(t, base)
	p.visit(base + "?lang=en")
	p.kept("made", "en")
	for i := range 3 {
		if got := js[string](p, `fetch('/tiles/made/wards/3/1/1.mvt').then((r) => r.text())`); got != fmt.Sprint(i+1) {
			t.Errorf("the tile is of version %s, want %d", got, i+1)
		}
	}
}

// TestSlowNetwork: a page that takes too long is shown as it was kept, with the notice, until the network has answered.
func TestSlowNetwork(t *testing.T) {
	var slow atomic.Bool
	release := make(chan struct{})
	base := serve(t, func(_ http.ResponseWriter, r *http.Request) bool {
		if slow.Load() && r.URL.Path != "/sw.js" {
			select {
			case <-release:
			case <-r.Context().Done():
			}
		}
		return false
	}).URL + "/made"
	p := open(t, base)
	p.visit(base + "?lang=en")
	p.kept("made", "en")
	slow.Store(true)
	p.do(chromedp.Navigate(base + "?lang=en&ward=6"))
	p.await(answerText + ` === 'Chowk' && document.documentElement.hasAttribute('data-kept')`)
	close(release)
	js[bool](p, `dispatchEvent(new Event('online')), true`) // it would look by itself a little later
	p.await(`!` + banner + ` && document.querySelector('#answer .state')`)
}

// TestSaveData: a reader who saves data is sent no pack and no tiles ahead; the page is kept.
func TestSaveData(t *testing.T) {
	var off, packs atomic.Bool
	base := serve(t, cut(&off), func(_ http.ResponseWriter, r *http.Request) bool {
		if r.URL.Query().Get("part") == "pack" {
			packs.Store(true)
		}
		return false
	}).URL + "/made"
	p := open(t, base, broken()...)
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{
			Source: `Object.defineProperty(navigator, 'connection', { value: { saveData: true } })`})
		return err
	}))
	p.visit(base + "?lang=en")
	p.await(`navigator.serviceWorker.controller`)
	p.awaitPromise(`caches.match('/made?lang=en')`)
	off.Store(true)
	p.do(chromedp.Navigate(base + "?lang=en"))
	p.await(banner)
	if packs.Load() {
		t.Error("a pack was fetched")
	}
}
