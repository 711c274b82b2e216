package live

import (
	"context"
	"runtime"
	"testing"

	"github.com/paulmach/orb"

	"rasad/internal/pgtest"
)

// BenchmarkNames indexes the names of a city of 27,000 facilities and 256 wards, and reports the memory that stays for each facility.
func BenchmarkNames(b *testing.B) {
	db := pgtest.Open(b)
	newBenchCity("bench", orb.Point{80.9, 26.8}).load(b, db)
	m := New(db, Options{})
	if err := m.sync(context.Background()); err != nil {
		b.Fatal(err)
	}
	e := m.Cities()[0].Now()
	heap := func() float64 {
		var memory runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&memory)
		return float64(memory.HeapAlloc)
	}
	before := heap()
	var n *Names
	for b.Loop() {
		n = noNames().follow(e)
	}
	b.ReportMetric((heap()-before)/float64(e.facilities.store.count), "B/facility")
	runtime.KeepAlive(n)
	runtime.KeepAlive(m)
}
