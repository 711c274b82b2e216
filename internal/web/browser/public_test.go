package browser

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rasad/internal/web/site"
)

// TestSearch: suggestions come as one types and are chosen by key or finger; Enter without a choice lists all that was found.
func TestSearch(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.media("light")
	p.visit(base + "?lang=en")
	p.do(chromedp.SendKeys(chromedp.CSS("#q"), "chowk"))
	p.await(`document.querySelectorAll('#hits [role=option]').length === 1 && document.getElementById('q').getAttribute('aria-expanded') === 'true'`)
	p.do(chromedp.KeyEvent(kb.ArrowDown))
	p.await(`document.getElementById('q').getAttribute('aria-activedescendant') === 'hit-0' && document.getElementById('hit-0').getAttribute('aria-selected') === 'true'`)
	p.do(chromedp.KeyEvent(kb.Enter))
	p.await(answerText + ` === 'Chowk' && location.search.includes('ward=6') && document.getElementById('hits').hidden`)
	p.do(chromedp.Clear(chromedp.CSS("#q")), chromedp.SendKeys(chromedp.CSS("#q"), "रसोई"))
	p.await(`document.querySelectorAll('#hits [role=option]').length > 5`)
	p.do(chromedp.KeyEvent(kb.Escape))
	p.await(`document.getElementById('hits').hidden`)
	p.do(chromedp.KeyEvent(kb.Enter))
	p.await(`document.querySelectorAll('#answer [data-about="search"] a.hit').length > 5 && location.search.includes('q=')`)
	p.do(chromedp.Reload())
	p.settled()
	p.await(`document.querySelectorAll('#answer a.hit').length > 5 && document.getElementById('q').value === 'रसोई'`)
	p.do(chromedp.Clear(chromedp.CSS("#q")), chromedp.SendKeys(chromedp.CSS("#q"), "station"))
	p.await(`document.querySelector('#hits [role=option]')?.innerText.includes('Station Road')`)
	p.do(chromedp.Click(chromedp.CSS("#hits [role=option]")))
	p.await(`document.querySelector('#answer [data-about="place"]') && location.search.includes('lon=')`)
	p.do(chromedp.Clear(chromedp.CSS("#q")), chromedp.SendKeys(chromedp.CSS("#q"), "zzzz"))
	p.await(`document.getElementById('hits').innerText.includes('Nothing of that name')`)
}

// TestListAndMap: the list follows the map, and points at it.
func TestListAndMap(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.media("light")
	p.visit(fmt.Sprintf("%s?lang=en#15/%f/%f", base, insideLat, insideLon))
	p.await(`document.querySelectorAll('#inview-list [data-facility]').length > 2`)
	listed, drawn := js[[]string](p, listedIDs), js[[]string](p, drawnIDs)
	for _, id := range drawn {
		if !strings.Contains(strings.Join(listed, " ")+" ", id+" ") {
			t.Errorf("facility %s is on the map and not in the list %v", id, listed)
		}
	}
	p.do(chromedp.Click(chromedp.CSS(`#filter button:nth-child(3)`))) // kitchens
	p.await(`document.querySelectorAll('#inview-list [data-facility]').length > 0 && [...document.querySelectorAll('#inview-list .facility-name')].every((e) => e.innerText.startsWith('Kitchen'))`)
	rings := `map.getLayers().getArray().at(-1).getSource().getFeatures().length`
	js[bool](p, `document.querySelector('#inview-list a.facility-name').focus(), true`)
	p.await(rings + ` === 1`)
	js[bool](p, `document.activeElement.blur(), true`)
	p.await(rings + ` === 0`)
	p.do(chromedp.Click(chromedp.CSS("#whole")))
	p.await(`document.getElementById('inview').innerText.includes('Zoom in')`)
}

const (
	listedIDs = `[...document.querySelectorAll('#inview-list [data-facility]')].map((e) => e.dataset.facility)`
	// What is drawn within the map's own box: tiles reach over its edges.
	drawnIDs = `(() => { const ids = new Set(), [w, h] = map.getSize();
		for (let x = 8; x < w - 8; x += 8) for (let y = 8; y < h - 8; y += 8) map.forEachFeatureAtPixel([x, y], (f) => {
			const [px, py] = map.getPixelFromCoordinate(f.getGeometry?.().getFlatCoordinates?.() ?? f.getFlatCoordinates());
			if (f.get('kind') && f.getId() !== undefined && px > 0 && py > 0 && px < w && py < h) ids.add(String(f.getId())); });
		return [...ids]; })()`
)

// TestCardOffers: call, share, copy, find the way; nothing of it asks another host before it is tapped.
func TestCardOffers(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		for _, name := range []string{"clipboard-read", "clipboard-write"} {
			if _, err := cdp.Call(ctx, target, browser.SetPermission, browser.SetPermissionParams{
				Permission: &browser.PermissionDescriptor{Name: name}, Setting: "granted", Origin: "http://" + p.host}); err != nil {
				return err
			}
		}
		return nil
	}))
	p.visit(base + "?lang=hi&f=2")
	links := js[[]string](p, `[...document.querySelectorAll('#answer a')].map((a) => a.href)`)
	own := "http://" + p.host + "/made?f=2&lang=hi"
	for _, want := range []string{"tel:0000002", "geo:", "https://wa.me/?text=" + url.QueryEscape("राशन दुकान 2\nस्टेशन रोड\n00000-02\nआनंदपुर\n"+own)} {
		if !strings.Contains(strings.Join(links, "\n"), want) {
			t.Errorf("no link %s among %q", want, links)
		}
	}
	p.do(chromedp.Click(chromedp.CSS("[data-copy]")))
	p.await(`document.getElementById('map-notice').innerText.includes('कॉपी')`)
	if got := js[string](p, `navigator.clipboard.readText()`); got != own {
		t.Errorf("copied %q, want %q", got, own)
	}
}

// told is what a reporter was given.
type told struct {
	sync.Mutex
	list []string
	err  error
}

func (k *told) report(_ context.Context, city string, facility int64, reason, note string) error {
	k.Lock()
	defer k.Unlock()
	if k.err == nil {
		k.list = append(k.list, fmt.Sprint(city, " ", facility, " ", reason, " ", note))
	}
	return k.err
}

// TestReport: a report goes with and without a script; when it does not arrive, what was written stays.
func TestReport(t *testing.T) {
	var kept told
	var down atomic.Bool
	server := serveWith(t, site.Options{Report: kept.report}, func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodPost && down.Load() {
			panic(http.ErrAbortHandler) // the connection breaks, as when a server dies
		}
		return false
	})
	p := open(t, server.URL, allowing("ERR_EMPTY_RESPONSE"), allowing("ERR_CONNECTION"), allowing("500"))
	p.media("light")
	p.visit(server.URL + "/made?lang=en&f=2")
	fill := func() {
		p.do(chromedp.Click(chromedp.CSS(".report summary")), chromedp.Click(chromedp.CSS(`.report input[value="wrong_place"]`)),
			chromedp.SendKeys(chromedp.CSS(".report textarea"), "beside the <temple> & बाज़ार"))
	}
	fill()
	down.Store(true)
	p.do(chromedp.Click(chromedp.CSS(".report button")))
	p.await(`document.querySelector('[data-failure]').innerText.includes('still here') && document.querySelector('.report textarea').value.includes('<temple>')`)
	down.Store(false)
	p.do(chromedp.Click(chromedp.CSS(".report button")))
	p.await(`document.querySelector('#answer [role=status]')?.innerText.includes('Thank you')`)
	kept.Lock()
	if len(kept.list) != 1 || kept.list[0] != "made 2 wrong_place beside the <temple> & बाज़ार" {
		t.Errorf("told: %q", kept.list)
	}
	kept.err = site.ErrEnoughReports
	kept.Unlock()
	fill()
	p.do(chromedp.Click(chromedp.CSS(".report button")))
	p.await(`document.querySelector('#answer [role=status]')?.innerText.includes('many times')`)
}

// TestReportForm: what is no report is refused, and other sites cannot send one.
func TestReportForm(t *testing.T) {
	var kept told
	server := serveWith(t, site.Options{Report: kept.report})
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, c := range []struct {
		form   string
		site   string
		status int
		leads  string
	}{
		{"f=2&reason=closed", "same-origin", 303, "/made?f=2&lang=hi&reported=thanks"},
		{"f=2&reason=closed&part=answer", "", 303, "/made?f=2&lang=hi&part=answer&reported=thanks"},
		{"f=2&reason=closed", "cross-site", 403, ""},
		{"f=2&reason=bored", "", 422, ""},
		{"f=two&reason=closed", "", 422, ""},
		{"f=2&reason=other&note=" + strings.Repeat("x", 501), "", 422, ""},
		{"f=2&reason=other&note=" + strings.Repeat("x", 9000), "", 413, ""},
		{"%zz", "", 422, ""},
	} {
		request, err := http.NewRequest(http.MethodPost, server.URL+"/made/report?lang=hi", strings.NewReader(c.form))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if c.site != "" {
			request.Header.Set("Sec-Fetch-Site", c.site)
		}
		answer, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != c.status || answer.Header.Get("Location") != c.leads {
			t.Errorf("%.60s from %q: %d to %q, want %d to %q", c.form, c.site, answer.StatusCode, answer.Header.Get("Location"), c.status, c.leads)
		}
	}
	if len(kept.list) != 2 {
		t.Errorf("told: %q", kept.list)
	}
}

// TestSlowAnswer: the wait is shown after a moment, and can be ended.
func TestSlowAnswer(t *testing.T) {
	release := make(chan struct{})
	server := serve(t, func(w http.ResponseWriter, r *http.Request) bool {
		if strings.Contains(r.URL.RawQuery, "part=answer") && strings.Contains(r.URL.RawQuery, "f=3") {
			select {
			case <-release:
			case <-r.Context().Done():
			}
		}
		return false
	})
	defer close(release)
	p := open(t, server.URL)
	p.media("light")
	p.visit(server.URL + "/made?lang=en&f=2")
	js[bool](p, `(() => { const link = document.createElement('a'); link.href = '?f=3&lang=en'; link.id = 'slow'; link.textContent = 'slow'; document.getElementById('answer').append(link); link.click(); return true; })()`)
	p.await(`document.querySelector('#answer .waiting button')`)
	p.do(chromedp.Click(chromedp.CSS("#answer .waiting button")))
	p.await(answerText + ` === 'Ration Shop 2' && !document.getElementById('answer').hasAttribute('aria-busy')`)
}

// TestLocateTroubles: a device that does not answer, a place outside the city and a page without https are told in words.
func TestLocateTroubles(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base, allowing("404 (Not Found)"))
	p.visit(base + "?lang=en")
	js[bool](p, `navigator.geolocation.getCurrentPosition = (_, fail) => fail({ code: 3, PERMISSION_DENIED: 1, POSITION_UNAVAILABLE: 2, TIMEOUT: 3 }), true`)
	p.do(chromedp.Click(chromedp.CSS("#locate")))
	p.await(`document.getElementById('map-notice').innerText.includes('too long')`)
	js[bool](p, `navigator.geolocation.getCurrentPosition = (_, fail) => fail({ code: 2, PERMISSION_DENIED: 1, POSITION_UNAVAILABLE: 2, TIMEOUT: 3 }), true`)
	p.do(chromedp.Click(chromedp.CSS("#locate")))
	p.await(`document.getElementById('map-notice').innerText.includes('was not found')`)
	js[bool](p, `navigator.geolocation.getCurrentPosition = (done) => done({ coords: { longitude: 77, latitude: 12 } }), true`)
	p.do(chromedp.Click(chromedp.CSS("#locate")))
	p.await(`document.querySelector('#answer h2')?.innerText.includes('outside the city')`)

	plain := strings.Replace(base, "127.0.0.1", "rasad.test", 1)
	q := open(t, plain, func(_ *page, o []chromedp.ExecAllocatorOption) []chromedp.ExecAllocatorOption {
		return append(o, chromedp.Flag("host-resolver-rules", "MAP rasad.test 127.0.0.1"))
	})
	q.visit(plain + "?lang=hi")
	q.do(chromedp.Click(chromedp.CSS("#locate")))
	q.await(`document.getElementById('map-notice').innerText.includes('https')`)
}

// TestZone: a ward leads to its zone, a zone to its kitchens and wards.
func TestZone(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	p.media("light")
	p.visit(base + "?lang=en&ward=6")
	p.do(chromedp.Click(chromedp.CSS("a.zone-line")))
	p.await(`document.querySelector('#answer [data-about="zone"]') && location.search.includes('zone=2')`)
	if n := js[int](p, `document.querySelectorAll('#answer a.ward').length`); n != madeColumns {
		t.Errorf("%d wards", n)
	}
	if n := js[int](p, `document.querySelectorAll('#answer .facility').length`); n < 1 {
		t.Error("no kitchens")
	}
}

// TestLanguageIsKept: who has chosen a language keeps it on pages opened without one.
func TestLanguageIsKept(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	for _, lang := range []string{"hi", "en"} {
		p.visit(base + "?lang=" + lang)
		p.visit(base)
		if got := js[string](p, `document.documentElement.lang`); got != lang {
			t.Errorf("chosen %s, shown %s", lang, got)
		}
	}
}

// TestNearestOpen: with all the nearest closed, the nearest open one is told.
func TestNearestOpen(t *testing.T) {
	base := serve(t).URL + "/made"
	p := open(t, base)
	shops := madeCity{}.Nearest(insideLon, insideLat, "ration_shop", 60)
	lon, lat := 0.0, 0.0
	for _, s := range shops { // a place whose three nearest are closed
		near := madeCity{}.Nearest(s.Lon, s.Lat, "kitchen", 3)
		if len(near) == 3 && !*near[0].Open && !*near[1].Open && !*near[2].Open {
			lon, lat = s.Lon, s.Lat
		}
	}
	if lon == 0 {
		t.Skip("the made city has no such place")
	}
	p.visit(fmt.Sprintf("%s?lang=en&lon=%f&lat=%f", base, lon, lat))
	p.await(`document.getElementById('answer').innerText.includes('The nearest that is open')`)
}
