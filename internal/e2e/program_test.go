package e2e_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"sync"
	"syscall"
	"testing"
	"time"
)

// program is one running `rasad serve`.
type program struct {
	t       *testing.T
	command *exec.Cmd
	url     string
	output  *lockedBuffer
	gone    chan struct{}
}

type lockedBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buf.String()
}

// run executes the program to its end and returns what it printed; it fails the test when the exit code differs.
func run(t *testing.T, env []string, code int, args ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), os.Args[0], args...)
	command.Env = append(append(os.Environ(), asProgram+"=1"), env...)
	out, err := command.CombinedOutput()
	if command.ProcessState == nil {
		t.Fatal(err)
	}
	if got := command.ProcessState.ExitCode(); got != code {
		t.Fatalf("rasad %v: exit code %d, want %d\n%s", args, got, code, out)
	}
	return string(out)
}

// serve starts `rasad serve` on a free port and returns once it says that it is ready.
func serve(t *testing.T, env ...string) *program {
	t.Helper()
	p := &program{t: t, output: &lockedBuffer{}, gone: make(chan struct{})}
	p.command = exec.Command(os.Args[0], "serve")
	p.command.Env = append(append(os.Environ(), asProgram+"=1", "RASAD_ADDR=127.0.0.1:0"), env...)
	stdout, err := p.command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.command.Stderr = p.output
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	addresses := make(chan string, 1)
	go func() {
		defer close(p.gone)
		p.readOutput(stdout, addresses)
		_ = p.command.Wait() // the exit state is read by those who wait for gone
	}()
	t.Cleanup(p.stop)
	select {
	case p.url = <-addresses:
	case <-p.gone:
		t.Fatalf("rasad serve ended before it served:\n%s", p.output)
	case <-time.After(2 * time.Minute):
		t.Fatalf("rasad serve printed no address:\n%s", p.output)
	}
	p.waitReady()
	return p
}

func (p *program) readOutput(stdout io.Reader, addresses chan<- string) {
	address := regexp.MustCompile(`http://[0-9.]+:[0-9]+`)
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		fmt.Fprintln(p.output, lines.Text())
		if found := address.FindString(lines.Text()); found != "" {
			select {
			case addresses <- found:
			default:
			}
		}
	}
}

// waitReady asks /readyz until it answers 200.
func (p *program) waitReady() {
	p.t.Helper()
	eventually(p.t, "the server is ready", func() error {
		status, body, err := get(p.t.Context(), p.url+"/readyz")
		if err == nil && status != http.StatusOK {
			err = fmt.Errorf("readyz: %d %s", status, body)
		}
		return err
	})
}

// kill ends the process at once, with no chance to tidy up.
func (p *program) kill() {
	_ = p.command.Process.Kill()
	<-p.gone
}

// stop ends the process as an operator would.
func (p *program) stop() {
	_ = p.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.gone:
	case <-time.After(time.Minute):
		_ = p.command.Process.Kill()
		p.t.Errorf("rasad serve did not stop a minute after SIGTERM:\n%s", p.output)
	}
}

// eventually repeats check until it returns nil; it fails the test when two minutes did not suffice.
func eventually(t *testing.T, what string, check func() error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		err := check()
		if err == nil {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("waited in vain for: %s: %v", what, err)
		case <-tick.C:
		}
	}
}

func get(ctx context.Context, url string) (int, []byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return answer.StatusCode, body, err
}

func getJSON(ctx context.Context, url string, into any) error {
	status, body, err := get(ctx, url)
	if err != nil {
		return err
	}
	if status != http.StatusOK {
		return fmt.Errorf("%s: %d %s", url, status, body)
	}
	return json.Unmarshal(body, into)
}
