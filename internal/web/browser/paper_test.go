package browser

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/go-chi/chi/v5"
	"github.com/paulmach/orb"

	"rasad/internal/web/site"
	"rasad/internal/web/sketch"
	"rasad/tiles"
)

// Shapes, Features and Neighbours are what the made city's maps are drawn from.
func (m madeCity) Shapes() (list []sketch.Shape) {
	for i, w := range m.Wards() {
		list = append(list, sketch.Shape{Code: w.Code, Hi: w.Name.Hi, En: w.Name.En, Zone: w.Zone.Index, Label: orb.Point(w.Label), Geometry: orb.MultiPolygon{{madeRing(i)}}})
	}
	return list
}

func (m madeCity) Features(layers tiles.Layers, t tiles.Tile) ([]tiles.Decoded, error) {
	city := madeLayers()
	body, _ := tiles.Encode(tiles.NewWriter(), &city, layers, t, tiles.Options{})
	return tiles.Decode(body)
}

func (m madeCity) Neighbours(code string) (list []site.Ward) {
	n, _ := strconv.Atoi(code)
	for _, w := range m.Wards() {
		if k, _ := strconv.Atoi(w.Code); k == n-1 || k == n+1 || k == n-madeColumns || k == n+madeColumns {
			list = append(list, w)
		}
	}
	return list
}

// hardCity is the made city with a ward of 150 shops and names that no page is ready for.
type hardCity struct{ madeCity }

func hardName() site.Text {
	return site.Text{
		Hi: strings.Repeat("विक्रमादित्य छत्रपति ", 12) + "<script>alert(1)</script>\u202e" + strings.Repeat("क्षत्रियटोला", 20),
		En: strings.Repeat("Vikramaditya ", 12) + `<script>alert(1)</script>"'&` + strings.Repeat("Kshatriyatola", 20),
	}
}

func (h hardCity) Town(id string) (site.Town, bool) { return h, id == "made" }

func (h hardCity) Cities() []site.City { return []site.City{h.City()} }

func (h hardCity) Wards() []site.Ward {
	list := h.madeCity.Wards()
	list[1].Counts = map[string]int{"ration_shop": 150}
	list[2].Name = hardName()
	list[2].Councillor = &site.Councillor{Name: hardName(), Phone: strings.Repeat("0522-000000 ", 8)}
	return list
}

func (h hardCity) Ward(code string) (site.Ward, bool) {
	for _, w := range h.Wards() {
		if w.Code == code {
			return w, true
		}
	}
	return site.Ward{}, false
}

func (h hardCity) Neighbours(code string) (list []site.Ward) {
	for _, w := range h.madeCity.Neighbours(code) {
		w, _ = h.Ward(w.Code)
		list = append(list, w)
	}
	return list
}

func (h hardCity) Facilities(ward, kind string, limit int) []site.Facility {
	list := h.madeCity.Facilities(ward, kind, limit)
	switch ward {
	case "2":
		for len(list) < min(150, limit) {
			f := h.all()[2]
			f.ID, f.Kind = int64(1000+len(list)), "ration_shop"
			list = append(list, f)
		}
	case "3":
		for i := range list {
			list[i].Name, list[i].Address, list[i].Phone, list[i].Hours = hardName(), hardName(), strings.Repeat("0522-000000, ", 9), strings.Repeat("Mo-Sa 09:00-17:00; ", 20)
		}
	}
	return list
}

func serveHard(t *testing.T) *httptest.Server {
	t.Helper()
	built(t)
	pages, err := site.New(site.Options{Source: hardCity{}, Assets: os.DirFS("../dist")})
	if err != nil {
		t.Fatal(err)
	}
	router := chi.NewRouter()
	pages.Routes(router)
	server := httptest.NewServer(router)
	t.Cleanup(server.Close)
	return server
}

// TestSheetIsOnePage prints sheets as a browser does: each is one page, with the ward's names as text.
func TestSheetIsOnePage(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext: install poppler-utils")
	}
	server := serveHard(t)
	p := open(t, server.URL)
	for _, c := range []struct{ ward, lang, says string }{
		{"1", "hi", "हज़रतगंज"}, {"1", "en", "Hazratganj"}, {"2", "hi", "विक्रमादित्य"}, {"2", "en", "Vikramaditya"}, {"3", "hi", "छत्रपति"}, {"3", "en", "Vikramaditya"},
	} {
		p.do(chromedp.Navigate(server.URL + "/made/wards/" + c.ward + "/sheet?lang=" + c.lang))
		js[bool](p, `document.fonts.ready.then(() => true)`)
		file := filepath.Join(t.TempDir(), "sheet.pdf")
		if folder := os.Getenv("RASAD_SHOTS"); folder != "" {
			file = filepath.Join(folder, "sheet-"+c.ward+"-"+c.lang+".pdf")
		}
		if err := os.WriteFile(file, p.print(), 0o600); err != nil {
			t.Fatal(err)
		}
		text, err := exec.CommandContext(t.Context(), tool, file, "-").CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		if pages := strings.Count(string(text), "\f"); pages != 1 {
			t.Errorf("ward %s, %s: %d pages", c.ward, c.lang, pages)
		}
		if !strings.Contains(string(text), c.says) {
			t.Errorf("ward %s, %s: no %q in: %s", c.ward, c.lang, c.says, text)
		}
		if wide := js[string](p, sticksOut); wide != "" {
			t.Errorf("ward %s, %s: not whole on the paper: %s", c.ward, c.lang, wide)
		}
	}
}

// sticksOut names the parts of the paper that are larger than the paper.
const sticksOut = `(() => { const paper = document.querySelector('.paper').getBoundingClientRect();
	return [...document.querySelectorAll('.paper > *, .paper-row, .paper-foot p')].filter((e) => { const box = e.getBoundingClientRect();
		return box.right > paper.right + 1 || box.bottom > paper.bottom + 1; }).map((e) => e.className).join(' '); })()`

func (p *page) print() []byte {
	p.t.Helper()
	var pdf []byte
	yes := true
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		printed, err := cdp.Call(ctx, target, cdppage.PrintToPDF, cdppage.PrintToPDFParams{PreferCSSPageSize: &yes})
		pdf = printed.Data
		return err
	}))
	return pdf
}

// TestDirectoryAccessible: axe finds nothing on the pages of the directory, in both languages, by day and night.
func TestDirectoryAccessible(t *testing.T) {
	axe, err := os.ReadFile("../ui/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not there: run make pages")
	}
	server := serve(t)
	p := open(t, server.URL, allowing("404 (Not Found)"))
	for _, scheme := range []string{"light", "dark"} {
		p.media(scheme)
		for _, lang := range []string{"hi", "en"} {
			for _, path := range []string{"/made/wards?", "/made/wards?q=nagar", "/made/wards/3?", "/made/wards/99?", "/made/wards/3/sheet?", "/second/wards?"} {
				p.do(chromedp.Navigate(server.URL + path + "&lang=" + lang))
				found := js[json.RawMessage](p, string(axe)+`; axe.run({ resultTypes: ['violations'] }).then((r) => r.violations.map((v) => ({ rule: v.id, help: v.help, at: v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + ' ' + n.failureSummary) })))`)
				if string(found) != "[]" {
					t.Errorf("%s, %s, %s: %s", path, lang, scheme, found)
				}
			}
		}
	}
}

// TestDirectoryShots writes pictures of the directory, on desk and phone.
func TestDirectoryShots(t *testing.T) {
	if os.Getenv("RASAD_SHOTS") == "" {
		t.Skip("RASAD_SHOTS names no folder")
	}
	base := os.Getenv("RASAD_SHOTS_URL")
	if base == "" {
		base = serve(t).URL + "/made"
	}
	p := open(t, base)
	for _, scheme := range []string{"light", "dark"} {
		p.media(scheme)
		for _, lang := range []string{"hi", "en"} {
			for name, path := range map[string]string{"wards": "/wards", "ward": "/wards/12", "sheet": "/wards/12/sheet"} {
				p.size(1280, 800, 1)
				p.do(chromedp.Navigate(base + path + "?lang=" + lang))
				p.shot(name + "-desk-" + lang + "-" + scheme)
				p.size(360, 740, 2)
				p.do(chromedp.Navigate(base + path + "?lang=" + lang))
				p.shot(name + "-phone-" + lang + "-" + scheme)
			}
		}
	}
}
