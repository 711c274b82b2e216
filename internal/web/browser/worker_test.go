package browser

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"rasad/internal/web/site"
)

// fetch asks as a client that unpacks nothing by itself.
func fetch(t *testing.T, address, encoding string) (http.Header, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Accept-Encoding", encoding)
	answer, err := (&http.Transport{DisableCompression: true, DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, answer.Status, err)
	}
	return answer.Header, string(body)
}

// TestWorkerUpdate: a new worker takes over without a reload, old caches go, and the open page works on.
func TestWorkerUpdate(t *testing.T) {
	var second atomic.Bool
	server := serve(t, func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != "/sw.js" || r.URL.RawQuery != "" || !second.Load() {
			return false
		}
		w.Header().Set("Content-Type", "text/javascript")
		_, body := fetch(t, "http://"+r.Host+"/sw.js?first", "")
		w.Write([]byte(body + "\n// another version"))
		return true
	})
	base := server.URL + "/made"
	p := open(t, base)
	p.visit(base + "?lang=en")
	p.kept("made", "en")
	js[bool](p, `caches.open('rasad-0-tiles').then(() => { window.before = navigator.serviceWorker.controller; return true; })`)
	second.Store(true)
	js[bool](p, `navigator.serviceWorker.getRegistration().then((r) => r.update()).then(() => true)`)
	p.await(`navigator.serviceWorker.controller !== window.before`)
	p.awaitPromise(`(async () => !(await caches.keys()).includes('rasad-0-tiles') && (await caches.keys()).includes('rasad-1-tiles'))()`)
	js[bool](p, `document.querySelector('.wards a[data-ward="6"]').click(), true`)
	p.await(answerText + ` === 'Chowk'`)
}

// TestWorkerTakenBack: a server that wants no worker gets rid of it and of what it kept; the page works on and starts none again.
func TestWorkerTakenBack(t *testing.T) {
	var without atomic.Bool
	plain := serveWith(t, site.Options{NoWorker: true})
	front := serve(t, func(w http.ResponseWriter, r *http.Request) bool {
		if without.Load() {
			plain.Config.Handler.ServeHTTP(w, r)
		}
		return without.Load()
	})
	base := front.URL + "/made"
	p := open(t, base)
	p.visit(base + "?lang=en")
	p.kept("made", "en")
	without.Store(true)
	p.visit(base + "?lang=en")
	js[bool](p, `navigator.serviceWorker.getRegistration().then((r) => r?.update()).then(() => true)`)
	p.awaitPromise(`(async () => !(await navigator.serviceWorker.getRegistrations()).length && !(await caches.keys()).length)()`)
	p.visit(base + "?lang=en&ward=6")
	if js[bool](p, `navigator.serviceWorker.controller !== null`) {
		t.Error("the worker is back")
	}
}

// TestWorkerHeaders: the worker may rule the whole site, is asked for anew each time, and may ask nobody but us.
func TestWorkerHeaders(t *testing.T) {
	server := serve(t)
	header, body := fetch(t, server.URL+"/sw.js", "")
	if header.Get("Service-Worker-Allowed") != "/" || header.Get("Cache-Control") != "no-cache" || !strings.HasPrefix(header.Get("Content-Type"), "text/javascript") ||
		header.Get("Content-Security-Policy") != "default-src 'none'; connect-src 'self'" || !strings.Contains(body, "rasad-") {
		t.Errorf("%v", header)
	}
	packed, _ := fetch(t, server.URL+"/sw.js", "gzip")
	if packed.Get("Content-Encoding") != "gzip" {
		t.Errorf("%v", packed)
	}
}
