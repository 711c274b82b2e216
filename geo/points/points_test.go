package points

import (
	stdcmp "cmp"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// randomItems puts n items around a city, many of them in clumps and some at the very same place.
func randomItems(r *rand.Rand, n int) []Item {
	items := make([]Item, n)
	for i := range items {
		p := orb.Point{80.9 + r.NormFloat64()*0.05, 26.85 + r.NormFloat64()*0.05}
		if i > 0 && r.IntN(10) == 0 {
			items[i] = items[r.IntN(i)]
		} else {
			items[i].X, items[i].Y = World(p)
		}
		if r.IntN(50) == 0 {
			items[i].X, items[i].Y = r.Uint32(), r.Uint32()
		}
		items[i].ID, items[i].Ref = int64(i+1), r.Uint32()
	}
	return items
}

func randomBox(r *rand.Rand, items []Item) Box {
	if r.IntN(6) == 0 {
		b := Box{r.Uint32(), r.Uint32(), r.Uint32(), r.Uint32()}
		return Box{min(b.MinX, b.MaxX), min(b.MinY, b.MaxY), max(b.MinX, b.MaxX), max(b.MinY, b.MaxY)}
	}
	a, b := items[r.IntN(len(items))], items[r.IntN(len(items))]
	return Box{min(a.X, b.X), min(a.Y, b.Y), max(a.X, b.X), max(a.Y, b.Y)}
}

// TestAgainstPlainScan compares every query of sets, fresh and much edited, with a scan of all items.
func TestAgainstPlainScan(t *testing.T) {
	for seed := range uint64(25) {
		r := rand.New(rand.NewPCG(seed, 1))
		items := randomItems(r, 1+r.IntN(4000))
		s := Build(items)
		for range 4 {
			compareQueries(t, r, s, items)
			s, items = edit(r, s, items)
		}
	}
}

func edit(r *rand.Rand, s *Set, items []Item) (*Set, []Item) {
	var remove, add, kept []Item
	rate := r.IntN(20) + 1
	for _, item := range items {
		if len(items)-len(remove) > 1 && r.IntN(20) < rate/2 {
			remove = append(remove, item)
		} else {
			kept = append(kept, item)
		}
	}
	for _, item := range randomItems(r, 1+r.IntN(rate*40)) {
		item.ID += int64(r.Uint32()) << 20
		add = append(add, item)
	}
	missing := Item{ID: 1 << 60, X: 7, Y: 7}
	return s.With(append(remove, missing), add), append(kept, add...)
}

func compareQueries(t *testing.T, r *rand.Rand, s *Set, items []Item) {
	t.Helper()
	if s.Len() != len(items) {
		t.Fatalf("%d items, want %d", s.Len(), len(items))
	}
	for range 20 {
		b := randomBox(r, items)
		var got, want []Item
		s.Range(b, func(item Item) bool { got = append(got, item); return true })
		for _, item := range items {
			if b.Contains(item.X, item.Y) {
				want = append(want, item)
			}
		}
		slices.SortFunc(want, compareItems)
		if !slices.Equal(got, want) {
			t.Fatalf("%v: %d items, want %d", b, len(got), len(want))
		}
		compareCells(t, s, items, uint8(r.IntN(33)), b)
		compareNearest(t, r, s, items)
	}
}

func compareCells(t *testing.T, s *Set, items []Item, level uint8, b Box) {
	t.Helper()
	want := map[[2]uint32]Cell{}
	for _, item := range items {
		key := [2]uint32{uint32(uint64(item.X) >> (32 - level)), uint32(uint64(item.Y) >> (32 - level))}
		c, known := want[key]
		if !known || compareItems(item, c.First) < 0 {
			c.First = item
		}
		c.Level, c.X, c.Y = level, key[0], key[1]
		c.Sum = Sum{c.Sum.N + 1, c.Sum.X + uint64(item.X), c.Sum.Y + uint64(item.Y)}
		want[key] = c
	}
	for key := range want {
		side := uint64(1)<<(32-level) - 1
		minX, minY := uint64(key[0])<<(32-level), uint64(key[1])<<(32-level)
		if !b.Intersects(Box{uint32(minX), uint32(minY), uint32(minX + side), uint32(minY + side)}) {
			delete(want, key)
		}
	}
	got := map[[2]uint32]Cell{}
	s.Cells(level, b, func(c Cell) bool { got[[2]uint32{c.X, c.Y}] = c; return true })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("level %d, %v: %s", level, b, diff)
	}
}

func compareNearest(t *testing.T, r *rand.Rand, s *Set, items []Item) {
	t.Helper()
	p, k, odd := orb.Point{80.9 + r.NormFloat64()*0.2, 26.85 + r.NormFloat64()*0.2}, 1+r.IntN(20), r.IntN(2) == 0
	accept := func(item Item) bool { return !odd || item.ID%2 == 1 }
	var want []Near
	for _, item := range items {
		if accept(item) {
			want = append(want, Near{Item: item, Metres: Metres(p, FromWorld(item.X, item.Y))})
		}
	}
	slices.SortFunc(want, func(a, b Near) int {
		return stdcmp.Or(stdcmp.Compare(a.Metres, b.Metres), stdcmp.Compare(a.ID, b.ID))
	})
	want = want[:min(k, len(want))]
	got := s.Nearest(p, k, accept)
	if !slices.Equal(got, want) {
		t.Fatalf("nearest %d to %v: %v, want %v", k, p, got, want)
	}
}

// TestEmpty wants an empty set to answer, and to be there again when all is removed.
func TestEmpty(t *testing.T) {
	items := randomItems(rand.New(rand.NewPCG(1, 1)), 700)
	for _, s := range []*Set{{}, Build(nil), Build(items).With(items, nil)} {
		s.Range(Box{MaxX: worldSize - 1, MaxY: worldSize - 1}, func(Item) bool { t.Error("found an item"); return true })
		s.Cells(4, Box{MaxX: worldSize - 1, MaxY: worldSize - 1}, func(Cell) bool { t.Error("found a cell"); return true })
		if s.Len() != 0 || s.Nearest(orb.Point{}, 3, nil) != nil {
			t.Error("an empty set holds something")
		}
		if again := s.With(nil, items); again.Len() != len(items) {
			t.Errorf("%d items", again.Len())
		}
	}
}

// TestOldSetStays wants a set to be what it was after a new one was made of it.
func TestOldSetStays(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	items := randomItems(r, 3000)
	s := Build(items)
	next := s
	for range 30 {
		next, _ = edit(r, next, items)
	}
	compareQueries(t, r, s, items)
}

// TestWorld goes there and back within a unit, and keeps what is outside at the edge.
func TestWorld(t *testing.T) {
	for _, p := range []orb.Point{{0, 0}, {80.946, 26.847}, {-180, 85}, {179.999, -85}, {180, -90}, {500, 91}} {
		x, y := World(p)
		x2, y2 := World(FromWorld(x, y))
		if x != x2 || y != y2 {
			t.Errorf("%v: %d %d, then %d %d", p, x, y, x2, y2)
		}
	}
	if got := fmt.Sprint(World(orb.Point{0, 0})); got != fmt.Sprint(uint32(1<<31), uint32(1<<31)) {
		t.Errorf("the middle of the world is at %s", got)
	}
}

func BenchmarkWith540k(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	items := randomItems(r, 540_000)
	s := Build(items)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		from := items[i%len(items)]
		to := from
		to.X += 1000
		s.With([]Item{from}, []Item{to})
	}
}

func BenchmarkNearest10Of540k(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	s := Build(randomItems(r, 540_000))
	for b.Loop() {
		s.Nearest(orb.Point{80.9 + r.NormFloat64()*0.05, 26.85 + r.NormFloat64()*0.05}, 10, nil)
	}
}

func BenchmarkBuild540k(b *testing.B) {
	items := randomItems(rand.New(rand.NewPCG(1, 1)), 540_000)
	b.ReportAllocs()
	var s *Set
	before := heapInUse()
	for b.Loop() {
		s = Build(items)
	}
	b.ReportMetric(float64(heapInUse()-before)/float64(s.Len()), "kept-B/point")
	runtime.KeepAlive(items)
}

func heapInUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestSharesChunks wants a change to leave nearly all of a large set where it was: the new one costs its list of chunks and a few of them.
func TestSharesChunks(t *testing.T) {
	items := randomItems(rand.New(rand.NewPCG(4, 1)), 50_000)
	s := Build(items)
	known := map[*chunk]bool{}
	for _, c := range s.chunks {
		known[c] = true
	}
	moved := items[777]
	moved.X += 1000
	fresh := 0
	for _, c := range s.With([]Item{items[777]}, []Item{moved}).chunks {
		if !known[c] {
			fresh++
		}
	}
	if fresh < 1 || fresh > 2 {
		t.Errorf("%d chunks of %d are new", fresh, len(s.chunks))
	}
}
