package tiles

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

func newCache(t *testing.T) *Cache {
	t.Helper()
	cache, err := NewCache(8 << 20)
	if err != nil {
		t.Fatal(err)
	}
	return cache
}

func decompress(t *testing.T, e Encoding, body []byte) []byte {
	t.Helper()
	var from io.Reader = bytes.NewReader(body)
	var err error
	switch e {
	case Gzip:
		from, err = gzip.NewReader(from)
	case Zstd:
		from, err = zstd.NewReader(from)
	}
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestCacheKeepsBytes wants the tile's own bytes from every encoding, made once, and another version to be made anew.
func TestCacheKeepsBytes(t *testing.T) {
	cache, made := newCache(t), 0
	raw := bytes.Repeat([]byte("ward"), 900)
	encode := func(*Writer) ([]byte, Stats) { made++; return raw, Stats{Truncated: true} }
	for _, e := range []Encoding{Identity, Gzip, Zstd} {
		for _, hit := range []bool{false, true} {
			result, err := cache.Get(context.Background(), Key{Version: 1, Request: Request{Encoding: e}}, encode)
			if err != nil || result.Hit != hit || !result.Truncated || !bytes.Equal(decompress(t, e, result.Body), raw) {
				t.Errorf("%v: hit %v, %d bytes, %v", e, result.Hit, len(result.Body), err)
			}
		}
	}
	if result, err := cache.Get(context.Background(), Key{Version: 2}, encode); err != nil || result.Hit || made != 4 {
		t.Errorf("a new version: hit %v, made %d times, %v", result.Hit, made, err)
	}
	clear(raw)
	if result, _ := cache.Get(context.Background(), Key{Version: 1}, encode); result.Body[0] != 'w' {
		t.Error("the cache shares bytes with the writer")
	}
}

// TestCacheMakesOnce lets many ask at once while the first is still at work.
func TestCacheMakesOnce(t *testing.T) {
	cache := newCache(t)
	var made atomic.Int32
	started, release := make(chan struct{}), make(chan struct{})
	encode := func(*Writer) ([]byte, Stats) {
		if made.Add(1) == 1 {
			close(started)
		}
		<-release
		return []byte("tile"), Stats{}
	}
	var group sync.WaitGroup
	ask := func() {
		if result, err := cache.Get(context.Background(), Key{Version: 3}, encode); err != nil || string(result.Body) != "tile" {
			t.Errorf("%q, %v", result.Body, err)
		}
	}
	group.Go(ask)
	<-started
	for range 20 {
		group.Go(ask)
	}
	close(release)
	group.Wait()
	if made.Load() != 1 {
		t.Errorf("made %d times", made.Load())
	}
}

// TestCacheOfNothing: a request that is over leaves nothing behind, an empty tile is kept as such.
func TestCacheOfNothing(t *testing.T) {
	cache := newCache(t)
	over, cancel := context.WithCancel(context.Background())
	cancel()
	never := func(*Writer) ([]byte, Stats) { t.Error("made a tile for nobody"); return nil, Stats{} }
	if _, err := cache.Get(over, Key{}, never); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	for _, hit := range []bool{false, true} {
		result, err := cache.Get(context.Background(), Key{Request: Request{Encoding: Gzip}}, func(*Writer) ([]byte, Stats) { return nil, Stats{} })
		if err != nil || len(result.Body) != 0 || result.Hit != hit {
			t.Errorf("%d bytes, hit %v, %v", len(result.Body), result.Hit, err)
		}
	}
}

// TestNoAllocations wants a writer that has grown to write tiles of any size without allocating.
func TestNoAllocations(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	tile, w := benchTile(10), NewWriter()
	city := City{
		LayerFacilities: NewFacilityLayer(benchFacilities(r, tile, 2000)),
		LayerWards:      NewLayer(benchWards(r, tile), nil, nil),
		LayerRoads:      NewLayer(nil, benchRoads(r, tile), nil),
	}
	for _, o := range []Options{{MaxBytes: -1}, {MaxBytes: -1, Plain: true, Exact: true}} {
		encode := func() { Encode(w, &city, 1<<LayerCount-1, tile, o) }
		encode()
		if n := testing.AllocsPerRun(5, encode); n > 0 {
			t.Errorf("%+v: %.1f allocations", o, n)
		}
	}
}
