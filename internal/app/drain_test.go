package app

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"rasad/internal/httpapi"
	"rasad/internal/live"
	"rasad/internal/pgtest"
)

// TestDrain stops a server while an answer is under way: the answer is finished, and only then does run return.
func TestDrain(t *testing.T) {
	begun, release := make(chan struct{}), make(chan struct{})
	model := live.New(pgtest.Open(t), live.Options{})
	log := slog.New(slog.DiscardHandler)
	handler := httpapi.New(httpapi.Options{Model: model, Log: log, Pages: func(r chi.Router) {
		r.Get("/slow", func(w http.ResponseWriter, _ *http.Request) {
			close(begun)
			<-release
			_, _ = w.Write([]byte("whole"))
		})
	}})
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	s := &server{program: &program{out: io.Discard, err: &out, log: log}, model: model, handler: handler, listener: listener}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.run(ctx) }()

	body := make(chan string, 1)
	go func() {
		answer, err := http.Get("http://" + listener.Addr().String() + "/slow")
		if err != nil {
			body <- err.Error()
			return
		}
		defer answer.Body.Close()
		text, _ := io.ReadAll(answer.Body)
		body <- string(text)
	}()
	<-begun
	stop()
	eventuallyRefused(t, listener.Addr().String())
	select {
	case err := <-ended:
		t.Fatalf("run returned with an answer under way: %v", err)
	default:
	}
	close(release)
	if got := <-body; got != "whole" {
		t.Errorf("the answer under way: %q", got)
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Fatal("run did not return")
	}
}

// eventuallyRefused waits until nothing listens any more.
func eventuallyRefused(t *testing.T, address string) {
	t.Helper()
	deadline := time.NewTimer(time.Minute)
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for {
		conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
		if err != nil {
			return
		}
		conn.Close()
		select {
		case <-tick.C:
		case <-deadline.C:
			t.Fatal("the port stayed open")
		}
	}
}

func TestLanguageOf(t *testing.T) {
	env := func(pairs ...string) func(string) string {
		return func(name string) string {
			for i := 0; i < len(pairs); i += 2 {
				if pairs[i] == name {
					return pairs[i+1]
				}
			}
			return ""
		}
	}
	for _, c := range []struct {
		args   []string
		getenv func(string) string
		want   string
	}{
		{nil, env(), "en"},
		{nil, env("LANG", "hi_IN.UTF-8"), "hi"},
		{nil, env("LANG", "hi_IN.UTF-8", "LC_ALL", "C"), "en"},
		{nil, env("LANG", "C", "RASAD_LANG", "hi"), "hi"},
		{[]string{"serve", "--lang", "hi"}, env("LANG", "C"), "hi"},
		{[]string{"serve", "--lang=en"}, env("LANG", "hi_IN"), "en"},
		{[]string{"serve", "--lang"}, env(), "en"},
	} {
		if got := languageOf(c.args, c.getenv); got != c.want {
			t.Errorf("%v: %s, want %s", c.args, got, c.want)
		}
	}
}

func TestEveryHelpWordHasBothLanguages(t *testing.T) {
	for name, both := range helpTable() {
		if both[0] == "" || both[1] == "" || both[0] == both[1] {
			t.Errorf("%s: %q", name, both)
		}
	}
}

func TestMeterWritesPlainLines(t *testing.T) {
	var out bytes.Buffer
	clock := time.Unix(0, 0)
	m := newMeter(&out, "import")
	m.now, m.shown = func() time.Time { return clock }, clock
	m.update(1, 100)
	clock = clock.Add(lineEvery)
	m.update(50, 100)
	m.update(60, 100)
	clock = clock.Add(lineEvery)
	m.update(5_500_000, 0)
	m.close()
	if got := out.String(); got != "import: 50 %\nimport: 5.5 MB\n" {
		t.Errorf("%q", got)
	}
}
