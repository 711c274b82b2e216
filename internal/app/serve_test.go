package app_test

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"rasad/internal/app"
)

// running is `rasad serve` in this process.
type running struct {
	url  string
	stop context.CancelFunc
	code chan int
	err  *bytes.Buffer // to be read after the end
}

func serve(t *testing.T, args ...string) *running {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	t.Cleanup(stop)
	read, write := io.Pipe()
	r := &running{stop: stop, code: make(chan int, 1), err: &bytes.Buffer{}}
	go func() {
		r.code <- app.Main(ctx, append([]string{"serve", "--addr", "127.0.0.1:0", "--lang=en"}, args...), nil, write, r.err)
		write.Close()
	}()
	lines := bufio.NewScanner(read)
	for r.url == "" && lines.Scan() {
		r.url = regexp.MustCompile(`http://[0-9.]+:[0-9]+`).FindString(lines.Text())
	}
	go func() { _, _ = io.Copy(io.Discard, read) }()
	if r.url == "" {
		t.Fatalf("no address was printed; exit code %d: %s", <-r.code, r.err)
	}
	return r
}

func status(t *testing.T, address string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}

func TestServe(t *testing.T) {
	with := on(t)
	if got := rasad(t, "", with("city", "add", "nagar", "--name-en", "Nagar")...); got.code != 0 {
		t.Fatal(got)
	}
	r := serve(t, with()...)
	for path, want := range map[string]int{
		"/livez": 200, "/readyz": 200, "/metrics": 200, "/api/v1/cities": 200, "/api/v1/nagar": 200, "/tiles/nagar/wards.json": 200,
		"/tiles/nagar/wards/0/0/0.mvt": 204, "/": 200, "/nagar": 200, "/api/v1/atlantis": 404,
	} {
		if got := status(t, r.url+path); got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
	address := strings.TrimPrefix(r.url, "http://")
	if got := rasad(t, "", "health", "--addr", address, "--lang=en"); got.code != 0 || !strings.Contains(got.out, `"ready":true`) {
		t.Errorf("health: %+v", got)
	}
	taken := rasad(t, "", with("serve", "--addr", address, "--lang=en")...)
	if taken.code != 1 || !strings.Contains(taken.err, "RASAD_ADDR") {
		t.Errorf("a taken port: %+v", taken)
	}
	r.stop()
	select {
	case code := <-r.code:
		if code != 0 {
			t.Errorf("exit code %d: %s", code, r.err)
		}
	case <-time.After(time.Minute):
		t.Fatal("serve did not stop")
	}
	if conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address); err == nil {
		conn.Close()
		t.Error("the port is still open")
	}
}
