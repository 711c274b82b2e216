package app_test

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// asFloor makes the test binary a server that does nothing but answer: what net/http costs by itself, to compare ours with. Its value is the
// number of bytes of an answer.
const asFloor = "RASAD_APP_AS_FLOOR"

func serveFloor() error {
	length, err := strconv.Atoi(os.Getenv(asFloor))
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Println(listener.Addr())
	body := make([]byte, length)
	return http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { //nolint:gosec // a benchmark's server
		w.Header().Set("ETag", `"floor"`)
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "application/vnd.mapbox-vector-tile")
		w.Header().Set("Content-Length", strconv.Itoa(length))
		_, _ = w.Write(body)
	}))
}

func startFloor(b *testing.B, length int) (pid int, address string) {
	b.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), asFloor+"="+strconv.Itoa(length))
	out, err := command.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = command.Process.Kill(); _ = command.Wait() })
	line := make([]byte, 100)
	n, err := out.Read(line)
	if err != nil {
		b.Fatal(err)
	}
	return command.Process.Pid, strings.TrimSpace(string(line[:n]))
}
