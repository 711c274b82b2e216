package app

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// meter shows how far something is: a bar on a terminal, a plain line now and then elsewhere.
type meter struct {
	w     io.Writer
	label string
	bar   *progressbar.ProgressBar // nil: plain lines
	shown time.Time
	now   func() time.Time
}

// lineEvery is the pause between plain lines.
const lineEvery = 2 * time.Second

func newMeter(w io.Writer, label string) *meter {
	m := &meter{w: w, label: label, now: time.Now}
	m.shown = m.now()
	if file, ok := w.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		m.bar = progressbar.NewOptions64(-1, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(label),
			progressbar.OptionShowBytes(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(),
			progressbar.OptionSetRenderBlankState(true))
	}
	return m
}

// update takes bytes done of a total; total 0 is unknown.
func (m *meter) update(done, total int64) {
	if m.bar != nil {
		if total > 0 && m.bar.GetMax64() != total {
			m.bar.ChangeMax64(total)
		}
		_ = m.bar.Set64(done) // a bar that cannot be drawn is no reason to stop
		return
	}
	if now := m.now(); now.Sub(m.shown) >= lineEvery {
		m.shown = now
		m.line(done, total)
	}
}

func (m *meter) line(done, total int64) {
	if total > 0 {
		fmt.Fprintf(m.w, "%s: %d %%\n", m.label, min(100, done*100/total))
		return
	}
	fmt.Fprintf(m.w, "%s: %.1f MB\n", m.label, float64(done)/1e6)
}

// close takes the bar away.
func (m *meter) close() {
	if m.bar != nil {
		_ = m.bar.Finish()
	}
}
