package app

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"testing"

	"rasad/internal/httpapi/tileapi"
)

// TestCorkedAnswersAreWhole asks for bodies around the size of net/http's buffer on one connection, corked where a tile would be.
func TestCorkedAnswersAreWhole(t *testing.T) {
	inner, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	type key struct{}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		size, _ := strconv.Atoi(r.URL.Path[1:])
		w.Header().Set("Content-Length", strconv.Itoa(size))
		if size >= 4096 {
			r.Context().Value(key{}).(tileapi.Corker).Cork()
		}
		_, _ = w.Write(bytes.Repeat([]byte("x"), size))
	})
	server := newHTTPServer(handler, slog.New(slog.DiscardHandler))
	server.ConnContext = func(ctx context.Context, conn net.Conn) context.Context { return context.WithValue(ctx, key{}, conn) }
	go func() { _ = server.Serve(corkedListener{inner}) }()
	t.Cleanup(func() { _ = server.Close() })
	for round := range 3 {
		for _, size := range []int{0, 1, 3000, 4000, 4095, 4096, 4097, 5000, 8191, 8192, 10000, 100_000, 1_000_000} {
			answer, err := http.Get("http://" + inner.Addr().String() + "/" + strconv.Itoa(size))
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(answer.Body)
			answer.Body.Close()
			if err != nil || len(body) != size || len(bytes.Trim(body, "x")) != 0 {
				t.Fatalf("round %d, %d bytes: got %d (%v)", round, size, len(body), err)
			}
		}
	}
}

// TestCorkedConn: a held write leaves with the next, in order.
func TestCorkedConn(t *testing.T) {
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		conn, err := corkedListener{listener}.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		for _, text := range []string{"one ", "held ", "two ", "three"} {
			if text == "held " {
				conn.(*corkedConn).Cork()
			}
			if n, err := conn.Write([]byte(text)); n != len(text) || err != nil {
				t.Errorf("%q: %d %v", text, n, err)
			}
		}
	}()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if got, err := io.ReadAll(conn); err != nil || string(got) != "one held two three" {
		t.Errorf("%q %v", got, err)
	}
}
