package browser

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/evanw/esbuild/pkg/api"
)

// stranger is a client that knows nothing of us but the standard: OpenLayers' source for OGC API Tiles draws the tileset at an address and
// tells which features it has got.
const stranger = `
import Map from 'ol/Map.js';
import View from 'ol/View.js';
import VectorTileLayer from 'ol/layer/VectorTile.js';
import OGCVectorTile from 'ol/source/OGCVectorTile.js';
import MVT from 'ol/format/MVT.js';
import {fromLonLat} from 'ol/proj.js';

window.draw = (options, lon, lat, zoom) => new Promise((done, fail) => {
  document.body.innerHTML = '<div id="map" style="width:700px;height:500px"></div>';
  const source = new OGCVectorTile({...options, format: new MVT()});
  const layer = new VectorTileLayer({source});
  const map = new Map({target: 'map', layers: [layer], view: new View({center: fromLonLat([lon, lat]), zoom})});
  const ready = () => {
    if (source.getState() === 'error') {
      fail(new Error('the source has failed'));
    } else if (source.getState() === 'ready') {
      source.un('change', ready);
      map.once('rendercomplete', tell); // of a frame that has the source in it
      map.render();
    }
  };
  const tell = () => {
    const canvas = document.querySelector('canvas');
    if (!canvas) {
      map.once('rendercomplete', tell);
      map.render();
      return;
    }
    const seen = {};
    for (const feature of layer.getFeaturesInExtent(map.getView().calculateExtent())) {
      const name = feature.get('layer');
      (seen[name] ??= new Set()).add(feature.getId());
    }
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    done({
      layers: Object.fromEntries(Object.entries(seen).map(([name, ids]) => [name, ids.size])),
      painted: pixels.some((v) => v !== 0),
      matrices: source.getTileGrid().getMaxZoom() + 1,
    });
  };
  source.on('change', ready);
  ready();
});
`

// bundleStranger makes one script of it and OpenLayers.
func bundleStranger(t *testing.T) []byte {
	t.Helper()
	const ui = "../ui"
	if _, err := os.Stat(ui + "/node_modules/ol"); err != nil {
		t.Skip("OpenLayers is not installed: run make pages")
	}
	result := api.Build(api.BuildOptions{
		Stdin:  &api.StdinOptions{Contents: stranger, ResolveDir: ui, Sourcefile: "stranger.js"},
		Bundle: true, Format: api.FormatESModule, Target: api.ES2020, LogLevel: api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		t.Fatalf("%+v", result.Errors)
	}
	return result.OutputFiles[0].Contents
}

type drawn struct {
	Layers   map[string]int
	Painted  bool
	Matrices int
}

// TestOpenLayersReadsOurTilesets lets OpenLayers find the tiles of the demo city through the documents alone.
func TestOpenLayersReadsOurTilesets(t *testing.T) {
	built(t)
	script := bundleStranger(t)
	city, epoch := serveDemo(t)
	behind, err := url.Parse(city.URL)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(behind)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/stranger.js":
			w.Header().Set("Content-Type", "text/javascript")
			w.Write(script)
		case "/stranger":
			w.Header().Set("Content-Type", "text/html")
			w.Write([]byte(`<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="/stranger.js"></script>`))
		default:
			proxy.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	p := open(t, server.URL)
	p.do(chromedp.Navigate(server.URL + "/stranger"))
	p.await("!!window.draw")
	box, _ := epoch.BBox()
	middle := fmt.Sprintf("%f, %f", box.Center()[0], box.Center()[1])
	for _, c := range []struct {
		name, options string
		layers        []string
	}{
		{"dataset", `{url: '/ogc/demo/tiles/WebMercatorQuad'}`, []string{"wards", "zones", "ward_labels", "roads", "facilities", "water"}},
		{"collections", `{url: '/ogc/demo/tiles/WebMercatorQuad', collections: ['wards', 'facilities']}`, []string{"wards", "facilities"}},
		{"collection", `{url: '/ogc/demo/collections/wards/tiles/WebMercatorQuad'}`, []string{"wards"}},
		{"filter", `{url: "/ogc/demo/collections/wards/tiles/WebMercatorQuad?filter=" + encodeURIComponent("code = '` + epoch.Wards[41].Code + `'")}`, []string{"wards"}},
	} {
		got := js[drawn](p, `draw(`+c.options+`, `+middle+`, 11)`)
		if !got.Painted || got.Matrices != 17 {
			t.Errorf("%s: %+v", c.name, got)
		}
		for _, layer := range c.layers {
			if got.Layers[layer] == 0 {
				t.Errorf("%s: nothing of %s: %+v", c.name, layer, got)
			}
		}
		if c.name != "dataset" && len(got.Layers) != len(c.layers) {
			t.Errorf("%s: %+v", c.name, got)
		}
		if wards := got.Layers["wards"]; c.name == "filter" && wards != 1 || c.name == "collection" && wards != len(epoch.Wards) {
			t.Errorf("%s: %d wards of %d", c.name, wards, len(epoch.Wards))
		}
		t.Logf("%s: %+v", c.name, got)
		p.shot("ogctiles-" + c.name)
	}
	checkTilePages(t, p, server.URL+"/ogc/demo")
}

// checkTilePages looks at the pages in both languages, by day and night: axe finds nothing.
func checkTilePages(t *testing.T, p *page, base string) {
	t.Helper()
	axe, err := os.ReadFile("../ui/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("axe-core is not there: run make pages")
	}
	for name, path := range map[string]string{
		"list": "/tiles", "tileset": "/tiles/WebMercatorQuad", "collection": "/collections/wards/tiles/WebMercatorQuad", "matrices": "/tileMatrixSets/WebMercatorQuad",
	} {
		for _, lang := range []string{"hi", "en"} {
			for _, scheme := range []string{"light", "dark"} {
				p.media(scheme)
				p.do(chromedp.Navigate(base + path + "?f=html&lang=" + lang))
				found := js[json.RawMessage](p, string(axe)+`; axe.run({ resultTypes: ['violations'] }).then((r) => r.violations.map((v) => [v.id, v.help, v.nodes.map((n) => n.html.slice(0, 160))]))`)
				if string(found) != "[]" {
					t.Errorf("%s in %s, %s: %s", name, lang, scheme, found)
				}
			}
			p.shot("ogctiles-page-" + name + "-" + lang)
		}
	}
}
