package browser

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestFiveQuestions: what people come with is answered on a phone within three taps of the first page.
func TestFiveQuestions(t *testing.T) {
	base := serve(t).URL + "/made"
	for name, c := range map[string]struct {
		taps   []string // what is tapped
		answer string   // true when the question is answered
	}{
		"my ward":              {[]string{"#locate"}, answerText + ` === 'चौक'`},
		"nearest open kitchen": {[]string{"#locate"}, `[...document.querySelectorAll('#answer h3')].some((h) => h.innerText.includes('रसोइयाँ') && h.nextElementSibling.innerText.includes('किमी'))`},
		"phone of a shop":      {[]string{"#answer a.kind"}, `document.querySelectorAll('#answer .facility a[href^="tel:"]').length > 20`},
		"print my ward":        {[]string{"#locate", `#answer a[href*="/sheet?"]`}, `document.querySelector('main.paper h1').innerText.includes('चौक')`},
		"share it":             {[]string{"#locate"}, `document.querySelector('#answer a[href^="https://wa.me/"]').href.includes('ward%3D6')`},
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, base)
			p.size(360, 740, 2)
			p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
				lon, lat, accuracy := insideLon, insideLat, 10.0
				_, err := cdp.Call(ctx, target, emulation.SetGeolocationOverride, emulation.SetGeolocationOverrideParams{Longitude: &lon, Latitude: &lat, Accuracy: &accuracy})
				return err
			}))
			p.permit("granted")
			p.visit(base + "?lang=hi")
			if len(c.taps) > 3 {
				t.Fatal("more than three taps")
			}
			for _, tap := range c.taps {
				p.await(`document.querySelector('` + strings.ReplaceAll(tap, `'`, `\'`) + `')`)
				if strings.Contains(tap, "/sheet") { // another page
					p.follow(tap)
				} else {
					p.do(chromedp.Click(chromedp.CSS(tap)))
				}
			}
			p.await(`(() => { try { return ` + c.answer + `; } catch { return false; } })()`)
			p.shot("question-" + strings.ReplaceAll(name, " ", "-"))
		})
	}
}
