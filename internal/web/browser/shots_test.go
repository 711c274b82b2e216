package browser

import (
	"os"
	"testing"
)

// TestShots writes pictures of the viewer in both languages, by day and night, on desk and phone.
func TestShots(t *testing.T) {
	if os.Getenv("RASAD_SHOTS") == "" {
		t.Skip("RASAD_SHOTS names no folder")
	}
	base := os.Getenv("RASAD_SHOTS_URL")
	if base == "" {
		base = serve(t).URL + "/made"
	}
	ask := os.Getenv("RASAD_SHOTS_ASK") // of a place, as in lon=80.93&lat=26.82
	p := open(t, base)
	for _, scheme := range []string{"light", "dark"} {
		p.media(scheme)
		for _, lang := range []string{"hi", "en"} {
			for _, size := range []struct {
				name          string
				width, height int64
				scale         float64
			}{{"desk", 1280, 800, 1}, {"phone", 360, 740, 2}} {
				p.size(size.width, size.height, size.scale)
				name := size.name + "-" + lang + "-" + scheme
				p.visit(base + "?test=1&lang=" + lang)
				p.shot(name)
				if ask != "" {
					p.visit(base + "?test=1&lang=" + lang + "&" + ask)
					p.shot(name + "-answer")
				}
			}
		}
	}
}
