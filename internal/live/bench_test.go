package live

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/internal/pgtest"
	"rasad/tiles"
)

// BenchmarkTileAgainstPostGIS makes the same tile from the model and by ST_AsMVT over the same rows, in the same run, and reports the CPU time of
// each: of this thread, and of PostgreSQL's backend as the kernel counts it.
func BenchmarkTileAgainstPostGIS(b *testing.B) {
	db := pgtest.Open(b)
	city := newBenchCity("bench", orb.Point{80.95, 26.85})
	city.load(b, db)
	e := cityOf(b, fresh(b, db), city.id).Now()
	for _, c := range []struct {
		name  string
		layer int
		zoom  uint8
		sql   string
		plain bool
	}{
		{"points-z12", tiles.LayerFacilities, 12, asMVTFacilities, true},
		{"points-z12-clustered", tiles.LayerFacilities, 12, asMVTFacilities, false},
		{"points-z14", tiles.LayerFacilities, 14, asMVTFacilities, true},
		{"wards-z10", tiles.LayerWards, 10, asMVTWards, false},
		{"wards-z12", tiles.LayerWards, 12, asMVTWards, false},
	} {
		b.Run(c.name, func(b *testing.B) {
			tile := tileAt(city.centre, c.zoom)
			theirs := postgresCPU(b, db, c.sql, city.id, tile)
			w, features := tiles.NewWriter(), 0
			encode := func() {
				_, stats := tiles.Encode(w, &e.drawing.city, 1<<c.layer, tile, tiles.Options{Plain: c.plain})
				features = stats.Features
			}
			encode()
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			b.ReportAllocs()
			start := threadCPU()
			for b.Loop() {
				encode()
			}
			ours := (threadCPU() - start) / time.Duration(b.N)
			b.ReportMetric(float64(features), "features")
			b.ReportMetric(float64(ours)/1e3, "cpu-µs")
			b.ReportMetric(float64(theirs)/1e3, "postgres-cpu-µs")
			b.ReportMetric(float64(theirs)/float64(ours), "times-less")
		})
	}
}

// threadCPU is the CPU time of this thread.
func threadCPU() time.Duration {
	const rusageThread = 1
	var usage syscall.Rusage
	if err := syscall.Getrusage(rusageThread, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// postgresCPU is the CPU time of a backend for one tile, over half a second of them, without parallel workers.
func postgresCPU(b *testing.B, db *data.DB, sql, city string, tile tiles.Tile) time.Duration {
	b.Helper()
	conn, err := db.Pool().Acquire(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Release()
	var pid int
	if _, err := conn.Exec(b.Context(), `SET max_parallel_workers_per_gather = 0`); err != nil {
		b.Fatal(err)
	}
	if err := conn.QueryRow(b.Context(), `SELECT pg_backend_pid()`).Scan(&pid); err != nil {
		b.Fatal(err)
	}
	one := func() {
		var body []byte
		if err := conn.QueryRow(b.Context(), sql, city, tile.Z, tile.X, tile.Y).Scan(&body); err != nil {
			b.Fatal(err)
		}
	}
	for range 10 { // past the custom plans and PROJ's first use
		one()
	}
	before, n := backendCPU(b, pid), 0
	for ; backendCPU(b, pid)-before < 500*time.Millisecond; n++ {
		one()
	}
	return (backendCPU(b, pid) - before) / time.Duration(n)
}

// backendCPU reads user and system time from /proc; the kernel counts in hundredths of a second.
func backendCPU(b *testing.B, pid int) time.Duration {
	b.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		b.Skipf("the server's processes are not on this machine: %v", err)
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	user, errUser := strconv.Atoi(fields[11])
	system, errSystem := strconv.Atoi(fields[12])
	if errUser != nil || errSystem != nil {
		b.Fatalf("/proc/%d/stat: %s", pid, text)
	}
	return time.Duration(user+system) * 10 * time.Millisecond
}

// BenchmarkCommitToTile moves a facility by a commit and fetches its tile as soon as the model has it.
func BenchmarkCommitToTile(b *testing.B) {
	db := pgtest.Open(b)
	city := newBenchCity("bench", orb.Point{80.95, 26.85})
	city.load(b, db)
	m := start(b, db.Pool().Config().ConnString(), Options{})
	c := cityOf(b, m, city.id)
	r := tiles.Request{Tile: tileAt(city.centre, 14), Layers: 1 << tiles.LayerFacilities, Encoding: tiles.Gzip}
	var took []time.Duration
	for b.Loop() {
		number := c.Now().Number
		_, err := db.Pool().Exec(b.Context(), `UPDATE rasad.facility SET name_en = name_en || 'x', geom = ST_SetSRID(ST_MakePoint($2, $3), 4326)
			WHERE city_id = $1 AND facility_id = 100`, city.id, city.centre[0], city.centre[1])
		if err != nil {
			b.Fatal(err)
		}
		committed := time.Now()
		if _, err := c.Await(b.Context(), number+1); err != nil {
			b.Fatal(err)
		}
		if _, err := c.Tile(b.Context(), r); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(committed))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1e3, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1e3, "p99-ms")
}

// BenchmarkEdit applies one committed change of each sort to a city of 27,000 facilities and 256 wards of 600 vertices.
func BenchmarkEdit(b *testing.B) {
	db := pgtest.Open(b)
	city := newBenchCity("bench", orb.Point{80.95, 26.85})
	city.load(b, db)
	w := &writer{t: b, conn: connect(b, db.Pool().Config().ConnString()), city: city.id}
	w.makePlan("plan", 8, "published")
	m := fresh(b, db)
	for _, c := range []struct{ name, sql string }{
		{"facility", `UPDATE rasad.facility SET name_en = name_en || 'x' WHERE city_id = $1 AND facility_id = 100`},
		{"ward name", `UPDATE rasad.ward SET name_en = name_en || 'x' WHERE city_id = $1 AND code = 'w100'`},
		{"ward boundary", `UPDATE rasad.ward SET geom = ST_SetSRID(ST_Translate(geom, 0.00001, 0), 4326) WHERE city_id = $1 AND code = 'w100'`},
		{"ward to zone", `UPDATE rasad.zone_ward SET zone_id = (SELECT zone_id FROM rasad.zone z WHERE z.city_id = $1 AND z.zone_id <> zone_ward.zone_id ORDER BY random() LIMIT 1)
			WHERE city_id = $1 AND ward_id = (SELECT ward_id FROM rasad.ward WHERE city_id = $1 AND code = 'w100')`},
	} {
		b.Run(c.name, func(b *testing.B) {
			var took time.Duration
			for b.Loop() {
				w.exec(c.sql)
				start := time.Now()
				if err := m.sync(b.Context()); err != nil {
					b.Fatal(err)
				}
				took += time.Since(start)
			}
			b.ReportMetric(float64(took.Microseconds())/1e3/float64(b.N), "sync-ms")
		})
	}
}

// BenchmarkLoad reads 20 such cities, 540,000 facilities and 5,120 wards of 600 vertices, and reports the time and the memory that stays.
func BenchmarkLoad(b *testing.B) {
	db := pgtest.Open(b)
	for n := range 20 {
		newBenchCity("bench-"+string(rune('a'+n)), orb.Point{72 + float64(n%5)*2, 20 + float64(n/5)*2}).load(b, db)
	}
	var m *Model
	for b.Loop() {
		m = New(db, Options{})
		if err := m.sync(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	b.ReportMetric(float64(memory.HeapAlloc)/1e6, "heap-MB")
	b.ReportMetric(residentMB(b), "peak-MB")
	if path := os.Getenv("LIVE_HEAP"); path != "" {
		f, _ := os.Create(path)
		_ = pprof.WriteHeapProfile(f)
		_ = f.Close()
	}
	e := m.Cities()[7].Now()
	b.ReportMetric(float64(len(m.Cities())*len(e.Wards)), "wards")
}

// residentMB is the most memory this process ever had, as the kernel counts it.
func residentMB(b *testing.B) float64 {
	b.Helper()
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Skip(err)
	}
	for line := range strings.Lines(string(text)) {
		if value, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(value), "kB")), 64)
			if err != nil {
				b.Fatal(err)
			}
			return kb / 1e3
		}
	}
	return 0
}
