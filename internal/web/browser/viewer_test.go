package browser

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	insideLon, insideLat = 80.9352, 26.8285 // ward 6, चौक / Chowk
	answerText           = `document.querySelector('#answer h2')?.innerText`
	colours              = `(() => { const seen = new Set(); for (const canvas of document.querySelectorAll('#map canvas')) {
		const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
		for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 250) seen.add(data[i] >> 4 << 8 | data[i + 1] >> 4 << 4 | data[i + 2] >> 4);
	} return seen.size; })()`
)

// TestTap: the map is drawn; a tap answers with the ward, shops and phones; Back, reload and the language switch keep the place.
func TestTap(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.media("light")
	p.visit(base + "?lang=hi")
	if n := js[int](p, colours); n < 20 {
		t.Errorf("%d colours: the map is not drawn", n)
	}
	p.tap(insideLon, insideLat)
	p.await(answerText + ` === 'चौक'`)
	if n := js[int](p, `document.querySelectorAll('#answer a[href^="tel:"]').length`); n < 7 { // helpline, 3 shops, 3 kitchens
		t.Errorf("%d phone numbers", n)
	}
	p.await(`location.search.includes('lon=80.93') && location.search.includes('lat=26.82')`)
	p.await(`document.querySelector('.wards a[data-ward="6"]').getAttribute('aria-current') === 'true'`)
	p.do(chromedp.Reload())
	p.settled()
	p.await(answerText + ` === 'चौक'`)
	p.follow("a.language")
	p.settled()
	p.await(`document.documentElement.lang === 'en' && ` + answerText + ` === 'Chowk'`)
	if text := js[string](p, `document.body.innerText.replace('हिन्दी', '')`); strings.ContainsAny(text, "अआकखगचजटतदनपबमरलवशसह") {
		t.Errorf("Hindi left in the English page: %s", text)
	}
	p.await(`!!window.viewer`)
	p.do(chromedp.Click(chromedp.CSS("#answer [data-clear]")))
	p.await(`document.querySelector('#answer [data-about="start"]')`)
	js[bool](p, `history.back(), true`)
	p.await(answerText + ` === 'Chowk'`)
}

// TestFacility: a tap on a symbol opens its card, one on a cluster comes nearer, the filter asks for its kind alone.
func TestFacility(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.media("light")
	f, _ := (madeCity{}).Facility(2)
	p.visit(fmt.Sprintf("%s?lang=en#17.5/%f/%f", base, f.Lat, f.Lon))
	p.tap(f.Lon, f.Lat)
	p.await(answerText + ` === 'Ration Shop 2' && location.search.includes('f=2')`)
	p.do(chromedp.Click(chromedp.CSS("#whole")))
	p.settled()
	before := js[float64](p, `map.getView().getZoom()`)
	at := js[[]float64](p, `(() => { let at = null; const box = document.getElementById('map').getBoundingClientRect();
		for (let x = 60; x < box.width - 100 && !at; x += 6) for (let y = 120; y < box.height - 60 && !at; y += 6)
			map.forEachFeatureAtPixel([x, y], (f) => { if (f.get('cluster')) at = [x + box.left, y + box.top]; });
		return at; })()`)
	p.do(chromedp.MouseClickXY(at[0], at[1]))
	p.await(fmt.Sprintf("map.getView().getZoom() > %f", before+1))
	p.do(chromedp.Click(chromedp.CSS(`#filter button:nth-child(3)`)))
	p.await(`location.search.includes('kinds=kitchen') && document.querySelector('#filter button:nth-child(3)').getAttribute('aria-pressed') === 'true'`)
	p.await(`performance.getEntriesByType('resource').some((e) => e.name.includes('facilities') && e.name.endsWith('?kind=kitchen'))`)
}

// TestPhone: nothing is wider than 360 px, every target is at least 44 px, a tap answers below the map.
func TestPhone(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.size(360, 740, 2)
	p.media("light")
	p.visit(fmt.Sprintf("%s?lang=hi#16/%f/%f", base, insideLat, insideLon)) // near enough for a place without a cluster
	p.tap(insideLon, insideLat)
	p.await(answerText + ` === 'चौक'`)
	if wide := js[int](p, `document.documentElement.scrollWidth`); wide > 360 {
		t.Errorf("the page is %d px wide", wide)
	}
	small := js[[]string](p, `[...document.querySelectorAll('button, summary, a.button, a.call, a.close, a.row, a.brand')].filter((e) => e.offsetParent)
		.map((e) => [e, e.getBoundingClientRect()]).filter(([, b]) => b.width > 0 && (b.height < 44 || b.width < 44)).map(([e, b]) => e.outerHTML.slice(0, 80) + b.width + 'x' + b.height)`)
	if len(small) > 0 {
		t.Errorf("small targets: %q", small)
	}
	if js[float64](p, `document.querySelector('.panel').getBoundingClientRect().top - document.querySelector('.stage').getBoundingClientRect().bottom`) < -1 {
		t.Error("the list lies over the map")
	}
}

// TestNight: the map and the page turn dark, also while they are shown.
func TestNight(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.media("light")
	p.visit(base + "?lang=en")
	// The mean of red, green and blue over all that is drawn.
	mean := `(() => { let sum = 0, n = 0; for (const canvas of document.querySelectorAll('#map canvas')) {
		const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
		for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 250) { sum += data[i] + data[i + 1] + data[i + 2]; n += 3; }
	} return sum / n; })()`
	day := js[float64](p, mean)
	p.media("dark")
	p.settled()
	night := js[float64](p, mean)
	if day < 150 || night > 100 {
		t.Errorf("the map's mean light is %.0f by day, %.0f by night", day, night)
	}
	if colour := js[string](p, `getComputedStyle(document.body).color`); colour != "rgb(236, 235, 230)" {
		t.Errorf("by night the text is %s", colour)
	}
}

// TestKeyboard does everything without a pointer.
func TestKeyboard(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.media("light")
	p.visit(base + "?lang=en")
	js[bool](p, `document.getElementById('map').focus(), true`)
	zoom, middle := js[float64](p, `map.getView().getZoom()`), js[[]float64](p, `map.getView().getCenter()`)
	p.do(chromedp.KeyEvent("+"))
	p.await(fmt.Sprintf("map.getView().getZoom() > %f", zoom+0.5))
	p.do(chromedp.KeyEvent(kb.ArrowRight))
	p.await(fmt.Sprintf("map.getView().getCenter()[0] > %f", middle[0]+10))
	p.do(chromedp.KeyEvent(kb.Enter))
	p.await(`document.querySelector('#answer [data-about="place"]')`)
	p.do(chromedp.KeyEvent(kb.Escape))
	p.await(`document.querySelector('#answer [data-about="start"]')`)
	reached := map[string]bool{}
	js[bool](p, `document.body.focus(), document.activeElement.blur(), true`)
	for range 200 { // round the whole page
		p.do(chromedp.KeyEvent(kb.Tab))
		reached[js[string](p, `(() => { const e = document.activeElement; return e.id || e.className || e.tagName; })()`)] = true
	}
	for _, want := range []string{"skip", "brand", "button language", "map", "chip", "zoom-in", "zoom-out", "whole", "locate", "SUMMARY", "call", "kind"} {
		if !reached[want] {
			t.Errorf("Tab does not reach %q; it reaches %v", want, reached)
		}
	}
	js[bool](p, `document.querySelector('.group summary').focus(), true`)
	p.do(chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	p.await(answerText + ` === 'Hazratganj' && document.activeElement.id === 'answer'`)
}

// TestScriptOff: the page answers, and shows no control that would do nothing.
func TestScriptOff(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}), chromedp.Navigate(base+"?lang=hi"))
	if js[bool](p, `!!window.viewer`) {
		t.Fatal("a script has run")
	}
	if shown := js[int](p, `[...document.querySelectorAll('.stage, .locate, .controls')].filter((e) => e.getClientRects().length).length`); shown != 0 {
		t.Errorf("%d controls that do nothing", shown)
	}
	p.do(chromedp.Click(chromedp.CSS(`.group summary`)))
	p.follow(`.wards a[data-ward="1"]`)
	if name := js[string](p, answerText); name != "हज़रतगंज" {
		t.Errorf("the answer is about %q", name)
	}
	p.shot("script-off")
}

// TestWithoutWebGL: a phone that cannot do it gets the same map.
func TestWithoutWebGL(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base, noWebGL)
	p.visit(base + "?lang=hi")
	if js[bool](p, `!!document.createElement('canvas').getContext('webgl')`) {
		t.Fatal("WebGL is on")
	}
	if n := js[int](p, colours); n < 20 {
		t.Errorf("%d colours: the map is not drawn", n)
	}
}

// TestLocate: the reader's own place is answered, and does not get into the address.
func TestLocate(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.media("light")
	lon, lat, accuracy := insideLon, insideLat, 10.0
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetGeolocationOverride, emulation.SetGeolocationOverrideParams{Longitude: &lon, Latitude: &lat, Accuracy: &accuracy})
		return err
	}))
	p.visit(base + "?lang=en")
	p.permit("denied")
	p.do(chromedp.Click(chromedp.CSS("#locate")))
	p.await(`document.getElementById('map-notice').innerText.includes('not allowed')`)
	p.permit("granted")
	p.do(chromedp.Click(chromedp.CSS("#locate")))
	p.await(answerText + ` === 'Chowk'`)
	if address := js[string](p, `location.search`); strings.Contains(address, "lon") || strings.Contains(address, "lat") {
		t.Errorf("the address tells where the reader is: %s", address)
	}
}

// permit grants or denies the page the reader's location.
func (p *page) permit(setting browser.PermissionSetting) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, browser.SetPermission, browser.SetPermissionParams{
			Permission: &browser.PermissionDescriptor{Name: "geolocation"}, Setting: setting, Origin: "http://" + p.host,
		})
		return err
	}))
}

// TestFailures: an answer or a part of the map that does not come is told in words, and can be asked for again.
func TestFailures(t *testing.T) {
	var broken atomic.Bool
	server := serve(t, func(w http.ResponseWriter, r *http.Request) bool {
		if broken.Load() && (strings.Contains(r.URL.RawQuery, "part=answer") || strings.Contains(r.URL.Path, "/facilities/")) {
			http.Error(w, "broken", http.StatusInternalServerError)
			return true
		}
		return false
	})
	p := open(t, server.URL, allowing("500"))
	p.media("light")
	p.visit(server.URL + "/made?lang=hi")
	broken.Store(true)
	p.tap(insideLon, insideLat)
	p.await(`document.querySelector('#answer [role=alert]')?.innerText.includes('उत्तर नहीं आया')`)
	p.do(chromedp.Click(chromedp.CSS("#filter button:nth-child(3)")))
	p.await(`document.getElementById('map-notice').innerText.includes('नहीं आया')`)
	broken.Store(false)
	p.do(chromedp.Click(chromedp.CSS("#answer button")), chromedp.Click(chromedp.CSS("#map-notice button")))
	p.await(answerText + ` === 'चौक' && document.getElementById('map-notice').hidden`)
}

// TestBentHindiLabel: a name along a bent street keeps its letters in order. OpenLayers 10.11 puts Devanagari in the wrong one.
func TestBentHindiLabel(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.media("light")
	p.visit(fmt.Sprintf("%s?lang=hi#16.6/%f/%f", base, bentLat+0.0016, bentLon))
	chunks := js[[]string](p, `new Promise((done) => {
		const drawn = []; const own = CanvasRenderingContext2D.prototype.fillText; const name = '`+bentRoadHi+`';
		CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
			const m = this.getTransform(); const x = m.a * rest[0] + m.c * rest[1] + m.e;
			if (name.includes(text.trim()) && text.trim() !== name && text.trim() !== '') drawn.push([x, text.trim()]);
			return own.call(this, text, ...rest);
		};
		map.once('rendercomplete', () => { CanvasRenderingContext2D.prototype.fillText = own; done(drawn.sort((a, b) => a[0] - b[0]).map((d) => d[1])); });
		map.getLayers().forEach((layer) => layer.changed());
	})`)
	if len(chunks) < 4 {
		t.Fatalf("the label is not bent: %q", chunks)
	}
	got, want := strings.Join(chunks, ""), strings.ReplaceAll(bentRoadHi, " ", "")
	if strings.ReplaceAll(strings.ReplaceAll(got, " ", ""), want, "") != "" {
		t.Errorf("along the street: %q, want %q", got, want)
	}
	p.shot("bent-label")
}
