package app_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"rasad/data"
	"rasad/internal/pgtest"
)

// The tile that the load runs ask for, with so many facilities that it is about 10 KB in gzip.
const (
	loadTile   = "/tiles/nagar/facilities/14/11835/6963.mvt?cluster=off"
	loadPoints = 360
	// loadConnections are kept busy at once: on a single one, the figure is mostly the sleeping and waking between two requests.
	loadConnections = 32
)

// loaded is `rasad serve` as a process of its own, over a database with one full tile.
type loaded struct {
	db      *data.DB
	pid     int
	address string
}

func startLoaded(b *testing.B) *loaded {
	b.Helper()
	database := pgtest.New(b)
	l := &loaded{db: pgtest.OpenURL(b, database)}
	l.fill(b)
	command := exec.Command(os.Args[0], "serve", "--addr", "127.0.0.1:0", "--database", database, "--data", b.TempDir(), "--log-level", "warn", "--lang", "en")
	command.Env = append(os.Environ(), asProgram+"=1")
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = command.Process.Signal(syscall.SIGTERM)
		_ = command.Wait()
	})
	l.pid = command.Process.Pid
	lines := bufio.NewScanner(out)
	for l.address == "" && lines.Scan() {
		l.address = strings.TrimPrefix(regexp.MustCompile(`http://[0-9.]+:[0-9]+`).FindString(lines.Text()), "http://")
	}
	if l.address == "" {
		b.Fatal("rasad serve printed no address")
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return l
}

func (l *loaded) fill(b *testing.B) {
	b.Helper()
	ctx := context.Background()
	if err := l.db.PutCity(ctx, "bench", data.City{ID: "nagar", NameEn: "Nagar"}); err != nil {
		b.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 1))
	err := l.db.Write(ctx, "bench", func(tx pgx.Tx) error {
		batch := &pgx.Batch{}
		for i := range loadPoints {
			p := inLoadTile(random)
			batch.Queue(`INSERT INTO rasad.facility (city_id, kind, name_hi, name_en, source, external_id, geom)
				VALUES ('nagar', 'ration_shop', $1, $2, 'bench', $3, ST_SetSRID(ST_MakePoint($4, $5), 4326))`,
				fmt.Sprintf("राशन दुकान %x", random.Uint32()), fmt.Sprintf("Fair price shop %x", random.Uint32()), strconv.Itoa(i), p[0], p[1])
		}
		return tx.SendBatch(ctx, batch).Close()
	})
	if err != nil {
		b.Fatal(err)
	}
}

func inLoadTile(random *rand.Rand) orb.Point {
	box := maptile.New(11835, 6963, 14).Bound()
	return orb.Point{
		box.Min[0] + (box.Max[0]-box.Min[0])*(0.05+0.9*random.Float64()), box.Min[1] + (box.Max[1]-box.Min[1])*(0.05+0.9*random.Float64()),
	}
}

// cpu is the CPU time, user and system, that the server used so far, to the microsecond.
func (l *loaded) cpu(b *testing.B) time.Duration {
	b.Helper()
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", l.pid))
	if err != nil || len(threads) == 0 {
		b.Skip("this system does not tell the CPU time of a process")
	}
	var sum time.Duration
	for _, thread := range threads {
		text, err := os.ReadFile(thread)
		if err != nil {
			continue // a thread that ended in between
		}
		first, _, _ := strings.Cut(string(text), " ")
		n, err := strconv.ParseInt(first, 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		sum += time.Duration(n)
	}
	return sum
}

// client asks on one connection, one request after the other, with as little work as can be.
type client struct {
	conn  net.Conn
	read  *bufio.Reader
	bytes []byte
}

func (l *loaded) dial(b *testing.B, headers string) *client {
	b.Helper()
	conn, err := (&net.Dialer{}).DialContext(b.Context(), "tcp", l.address)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { conn.Close() })
	request := "GET " + loadTile + " HTTP/1.1\r\nHost: " + l.address + "\r\nAccept-Encoding: gzip\r\n" + headers + "\r\n"
	return &client{conn: conn, read: bufio.NewReaderSize(conn, 1<<16), bytes: []byte(request)}
}

// ask sends the request and reads the answer; it returns the ETag and the length of the body.
func (c *client) ask(b *testing.B, want int) (tag string, length int) {
	if _, err := c.conn.Write(c.bytes); err != nil {
		b.Fatal(err)
	}
	line, err := c.read.ReadSlice('\n')
	if err != nil {
		b.Fatal(err)
	}
	if status := string(line[9:12]); status != strconv.Itoa(want) {
		b.Fatalf("status %s, want %d", status, want)
	}
	for {
		line, err := c.read.ReadSlice('\n')
		if err != nil {
			b.Fatal(err)
		}
		if len(line) <= 2 {
			break
		}
		if value, ok := strings.CutPrefix(string(line), "Content-Length: "); ok {
			length, _ = strconv.Atoi(strings.TrimSpace(value))
		}
		if value, ok := strings.CutPrefix(string(line), "Etag: "); ok {
			tag = strings.TrimSpace(value)
		}
	}
	if _, err := c.read.Discard(length); err != nil {
		b.Fatal(err)
	}
	return tag, length
}

// BenchmarkServed measures the server's CPU time a request on loopback, all of net/http and the kernel's part included. Compare with Floor:
// net/http alone, writing as many bytes.
func BenchmarkServed(b *testing.B) {
	l := startLoaded(b)
	tag, length := l.dial(b, "").ask(b, 200)
	measure := func(headers string, status int) func(*testing.B) {
		return func(b *testing.B) {
			b.SetParallelism(loadConnections / runtime.GOMAXPROCS(0))
			before := l.cpu(b)
			b.RunParallel(func(pb *testing.PB) {
				c := l.dial(b, headers)
				for pb.Next() {
					c.ask(b, status)
				}
			})
			b.ReportMetric(float64((l.cpu(b)-before).Nanoseconds())/1e3/float64(b.N), "server-cpu-µs/op")
			b.ReportMetric(float64(length), "tile-bytes")
		}
	}
	b.Run("CachedTile", measure("", 200))
	b.Run("NotModified", measure("If-None-Match: "+tag+"\r\n", 304))
	l.pid, l.address = startFloor(b, length)
	b.Run("FloorTile", measure("", 200))
	b.Run("FloorNotModified", measure("If-None-Match: "+tag+"\r\n", 304))
}

// BenchmarkChangeToTile measures, under 200 requests a second, the time from the commit of a write until the next tile shows it.
func BenchmarkChangeToTile(b *testing.B) {
	l := startLoaded(b)
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	go l.load(ctx)
	random := rand.New(rand.NewPCG(2, 2))
	c := l.dial(b, "")
	tag, _ := c.ask(b, 200)
	var took []time.Duration
	for b.Loop() {
		f := data.Facility{City: "nagar", Kind: data.Kitchen, NameEn: fmt.Sprint("n", random.Uint64()), Point: inLoadTile(random)}
		if _, err := l.db.PutFacility(ctx, "bench", f); err != nil {
			b.Fatal(err)
		}
		committed := time.Now()
		for next := tag; next == tag; {
			next, _ = c.ask(b, 200)
			if next != tag {
				tag = next
				break
			}
		}
		took = append(took, time.Since(committed))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1e3, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1e3, "p99-ms")
}

// load asks 200 times a second, whatever the answers take.
func (l *loaded) load(ctx context.Context) {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			go func() {
				request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+l.address+loadTile, nil)
				if err != nil {
					return
				}
				answer, err := http.DefaultClient.Do(request)
				if err != nil {
					return
				}
				defer answer.Body.Close()
				_, _ = io.Copy(io.Discard, answer.Body)
			}()
		}
	}
}
