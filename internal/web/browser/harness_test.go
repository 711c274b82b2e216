package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/go-chi/chi/v5"

	"rasad/internal/web/site"
)

const patience = 40 * time.Second // for anything that is waited for

// serve starts the pages of the made city with the bundle on disk. Handlers in front may take a request for themselves.
func serve(t testing.TB, front ...func(w http.ResponseWriter, r *http.Request) bool) *httptest.Server {
	t.Helper()
	return serveWith(t, site.Options{}, front...)
}

// serveWith does so with options of the pages.
func serveWith(t testing.TB, o site.Options, front ...func(w http.ResponseWriter, r *http.Request) bool) *httptest.Server {
	t.Helper()
	built(t)
	o.Source, o.Assets, o.Test = madeCity{}, os.DirFS("../dist"), true
	pages, err := site.New(o)
	if err != nil {
		t.Fatal(err)
	}
	router := chi.NewRouter()
	router.Get("/tiles/made/*", serveMadeTile)
	pages.Routes(router)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, handle := range front {
			if handle(w, r) {
				return
			}
		}
		router.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server
}

// built skips a test of the script where there is none.
func built(t testing.TB) {
	t.Helper()
	if _, err := os.Stat("../dist/manifest.json"); err != nil {
		t.Skip("the pages are not built: run make pages")
	}
}

// page is a browser with one tab that is watched for what must not happen.
type page struct {
	t       testing.TB
	ctx     context.Context
	host    string
	mu      sync.Mutex
	wrong   []string
	allowed []string // parts of messages that the test brings about
}

type flag func(*page, []chromedp.ExecAllocatorOption) []chromedp.ExecAllocatorOption

func noWebGL(_ *page, o []chromedp.ExecAllocatorOption) []chromedp.ExecAllocatorOption {
	return append(o, chromedp.Flag("disable-3d-apis", true))
}

func allowing(text string) flag {
	return func(p *page, o []chromedp.ExecAllocatorOption) []chromedp.ExecAllocatorOption {
		p.allowed = append(p.allowed, text)
		return o
	}
}

// open starts a browser for the pages at base.
func open(t testing.TB, base string, flags ...flag) *page {
	t.Helper()
	address, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	p := &page{t: t, host: address.Host}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium(t)), chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("enable-unsafe-swiftshader", true), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	for _, f := range flags {
		options = f(p, options)
	}
	allocator, stop := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), options...)
	ctx, closeTab := chromedp.NewContext(allocator)
	p.ctx = ctx
	t.Cleanup(func() {
		closeTab()
		stop()
		p.judge()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	if err := chromedp.Listen(ctx, p.watch); err != nil {
		t.Fatal(err)
	}
	p.size(1280, 800, 1)
	return p
}

func chromium(t testing.TB) string {
	if path := os.Getenv("RASAD_CHROMIUM"); path != "" {
		return path
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("no browser: install chromium, or name one in RASAD_CHROMIUM")
	return ""
}

// watch notes what no page may do.
func (p *page) watch(event any) {
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		address, err := url.Parse(e.Request.URL)
		if err != nil || address.Host != p.host && address.Scheme != "data" && address.Scheme != "blob" && address.Scheme != "about" && address.Scheme != "chrome" {
			p.note("a request to another host: " + e.Request.URL)
		}
	case *runtime.EventExceptionThrown:
		text, _ := json.Marshal(e.ExceptionDetails)
		p.note("page error: " + string(text))
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" || e.Type == "assert" {
			text, _ := json.Marshal(e.Args)
			p.note("console: " + string(text))
		}
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == "error" {
			p.note("log: " + e.Entry.Text + " " + e.Entry.URL)
		}
	}
}

func (p *page) note(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, allowed := range p.allowed {
		if strings.Contains(text, allowed) {
			return
		}
	}
	p.wrong = append(p.wrong, text)
}

func (p *page) judge() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, text := range p.wrong {
		p.t.Error(text)
	}
}

func (p *page) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

func (p *page) size(width, height int64, scale float64) {
	p.t.Helper()
	options := []chromedp.EmulateViewportOption{chromedp.EmulateScale(scale)}
	if width < 760 {
		options = append(options, chromedp.EmulateTouch, chromedp.EmulateMobile, chromedp.EmulatePortrait)
	}
	p.do(chromedp.EmulateViewport(width, height, options...))
}

// media sets light or dark, and stills all movement.
func (p *page) media(scheme string) {
	p.t.Helper()
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}})
		return err
	}))
}

// visit goes to an address and waits until the map is drawn.
func (p *page) visit(address string) {
	p.t.Helper()
	p.do(chromedp.Navigate(address))
	p.settled()
}

// follow clicks a link and waits until the page it leads to is loaded.
func (p *page) follow(selector string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector))); err != nil {
		p.t.Fatalf("follow %s: %v", selector, err)
	}
}

// settled waits until the map has drawn all it has to.
func (p *page) settled() {
	p.t.Helper()
	p.await("!!window.viewer") // window.map is the element until the script takes the name
	js[bool](p, `new Promise((done) => { map.once('rendercomplete', () => done(true)); map.render(); })`)
}

// await polls until an expression is true.
func (p *page) await(expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool]("!!("+expression+")", chromedp.WithPollingTimeout(patience))); err != nil {
		now := js[string](p, `location.href + ' ' + document.body.innerText.slice(0, 600).replaceAll('\n', ' ')`)
		p.t.Fatalf("%s: %v; the page says: %s", expression, err, now)
	}
}

// js evaluates an expression and waits for its promise.
func js[T any](p *page, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// tap clicks where a place is on the map.
func (p *page) tap(lon, lat float64) {
	p.t.Helper()
	at := js[[]float64](p, fmt.Sprintf(`(() => { const box = document.getElementById('map').getBoundingClientRect();
		const [x, y] = viewer.pixelOf(%f, %f); return [x + box.left, y + box.top]; })()`, lon, lat))
	p.do(chromedp.MouseClickXY(at[0], at[1]))
}

// shot writes a picture where RASAD_SHOTS says.
func (p *page) shot(name string) {
	p.t.Helper()
	folder := os.Getenv("RASAD_SHOTS")
	if folder == "" {
		return
	}
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o600); err != nil {
		p.t.Fatal(err)
	}
}
