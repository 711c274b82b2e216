package browser

import (
	"context"
	"os"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// A cheap phone on a poor line: a processor four times slower, 1.6 Mbit/s, 150 ms there and back.
const (
	slowdown    = 4
	bytesSecond = 200_000
	roundTrip   = 150
)

// poor makes the tab such a phone.
func (p *page) poor() {
	p.t.Helper()
	p.size(360, 740, 2)
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		if _, err := cdp.Call(ctx, target, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slowdown}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, target, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
			MatchedNetworkConditions: []*network.Conditions{{Latency: roundTrip, DownloadThroughput: bytesSecond, UploadThroughput: bytesSecond / 2}},
		})
		return err
	}))
}

// measured is the city that speed is measured on: that of RASAD_SHOTS_URL, or the demo city.
func measured(b *testing.B) string {
	if base := os.Getenv("RASAD_SHOTS_URL"); base != "" {
		return base
	}
	built(b)
	server, _ := serveDemo(b)
	return server.URL + "/demo"
}

// BenchmarkFirstPaint is a first visit on a cheap phone with a poor line, each time in a new browser: when the largest paint came (median),
// when the map was drawn, and how much was fetched. The machine's own speed is in it: compare runs of one machine.
func BenchmarkFirstPaint(b *testing.B) {
	base := measured(b)
	for _, lang := range []string{"hi", "en"} {
		b.Run(lang, func(b *testing.B) {
			var largest, drawn []float64
			bytes := 0
			for b.Loop() {
				p := open(b, base)
				p.poor()
				p.visit(base + "?test=1&lang=" + lang)
				drawn = append(drawn, js[float64](p, `performance.now()`))
				largest = append(largest, js[float64](p, `new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
					.observe({ type: 'largest-contentful-paint', buffered: true }))`))
				bytes = js[int](p, `performance.getEntries().filter((e) => 'transferSize' in e).reduce((sum, e) => sum + e.transferSize, 0)`)
			}
			slices.Sort(largest)
			slices.Sort(drawn)
			b.ReportMetric(largest[len(largest)/2], "lcp-ms")
			b.ReportMetric(drawn[len(drawn)/2], "map-ms")
			b.ReportMetric(float64(bytes), "bytes")
		})
	}
}

// BenchmarkPan moves the map of a phone without WebGL by six pixels a frame: frames a second, and the page's own work for each.
func BenchmarkPan(b *testing.B) {
	base := measured(b)
	p := open(b, base, noWebGL)
	p.size(360, 740, 2)
	p.visit(base + "?test=1&lang=hi")
	js[bool](p, `map.getView().setZoom(14), true`)
	p.settled()
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, performance.Enable, performance.EnableParams{})
		return err
	}))
	const frames = 90
	seconds, work, n := 0.0, 0.0, 0
	for b.Loop() {
		before := p.work()
		seconds += js[float64](p, `new Promise((done) => { const view = map.getView(); const start = performance.now(); let n = 0;
			const step = () => { if (n++ === 90) return done((performance.now() - start) / 1000);
				const [x, y] = view.getCenter(); const far = view.getResolution() * 6 * (n <= 45 ? 1 : -1); view.setCenter([x + far, y + far / 2]); requestAnimationFrame(step); };
			requestAnimationFrame(step); })`)
		work += p.work() - before
		n += frames
	}
	b.ReportMetric(float64(n)/seconds, "frames/s")
	b.ReportMetric(work*1000/float64(n), "cpu-ms/frame")
}

// work is how many seconds the page's own thread has been at work.
func (p *page) work() float64 {
	p.t.Helper()
	seconds := 0.0
	p.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		result, err := cdp.Call(ctx, target, performance.GetMetrics, cdp.Empty{})
		if err != nil {
			return err
		}
		for _, m := range result.Metrics {
			if m.Name == "TaskDuration" {
				seconds = m.Value
			}
		}
		return nil
	}))
	return seconds
}
