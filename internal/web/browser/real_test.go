package browser

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"rasad/data"
	"rasad/data/demo"
	"rasad/internal/httpapi"
	"rasad/internal/live"
	"rasad/internal/pgtest"
	"rasad/internal/web"
)

// serveDemo loads the demo city into a database of its own and serves it whole: record, model, tiles, pages.
func serveDemo(t testing.TB) (*httptest.Server, *live.Epoch) {
	t.Helper()
	db, err := data.Open(t.Context(), pgtest.New(t), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	folder := t.TempDir()
	if err := demo.Generate(folder, 1, nil); err != nil {
		t.Fatal(err)
	}
	if err := demo.Load(t.Context(), db, folder); err != nil {
		t.Fatal(err)
	}
	model := live.New(db, live.Options{})
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = model.Run(ctx) // ends with the context's error
	}()
	t.Cleanup(func() {
		stop()
		<-done
	})
	if err := model.AwaitReady(t.Context()); err != nil {
		t.Fatal(err)
	}
	pages, err := web.New(model, web.Options{Test: true})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(httpapi.New(httpapi.Options{Model: model, Log: slog.New(slog.DiscardHandler), Pages: pages.Routes}))
	t.Cleanup(server.Close)
	city, ok := model.City("demo")
	if !ok {
		t.Fatal("no demo city")
	}
	return server, city.Now()
}

// TestDemoCity goes through the real service: home leads to the city, a tap answers as the model does, and a first view on a phone keeps
// to the budget.
func TestDemoCity(t *testing.T) {
	built(t)
	server, epoch := serveDemo(t)
	p := open(t, server.URL)
	p.size(360, 740, 2)
	p.media("light")
	p.visit(server.URL + "/?lang=hi")
	if address := js[string](p, "location.pathname + location.search"); address != "/demo?lang=hi" {
		t.Errorf("home leads to %s", address)
	}
	whole := js[int](p, `performance.getEntries().filter((e) => 'transferSize' in e).reduce((sum, e) => sum + e.transferSize, 0)`)
	t.Logf("a first view on a phone: %d bytes in %d requests", whole, js[int](p, `performance.getEntriesByType('resource').length + 1`))
	if whole > wholeBudget {
		t.Errorf("a first view takes %d bytes of %d", whole, wholeBudget)
	}
	p.size(1280, 800, 1)
	ward := epoch.Wards[41]
	lon, lat := strconv.FormatFloat(ward.Label[0], 'f', 6, 64), strconv.FormatFloat(ward.Label[1], 'f', 6, 64)
	p.visit(server.URL + "/demo?lang=hi#18.5/" + lat + "/" + lon)
	p.tap(ward.Label[0]+0.00002, ward.Label[1]+0.00002)
	p.await(`document.querySelector('#answer .card').dataset.about !== 'start'`)
	p.visit(server.URL + "/demo?lang=en&lon=" + lon + "&lat=" + lat)
	if text := js[string](p, `document.querySelector('#answer').innerText`); !strings.Contains(text, "Ward "+ward.Code) || !strings.Contains(text, ward.NameEn) || !strings.Contains(text, ward.Zone.NameEn) {
		t.Errorf("ward %s: %s", ward.Code, text)
	}
	if n := js[int](p, `document.querySelectorAll('.wards a[data-ward]').length`); n != len(epoch.Wards) {
		t.Errorf("%d wards listed, %d in the model", n, len(epoch.Wards))
	}
	for _, kind := range data.Kinds() {
		count := epoch.Count()[kind.Kind]
		if listed := js[string](p, `(document.querySelector('#filter').innerText)`); count > 0 && !strings.Contains(listed, kind.LabelEn) {
			t.Errorf("no chip for %s: %s", kind.Kind, listed)
		}
	}
}
