package live

import (
	"bytes"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/geo/points"
	"rasad/internal/pgtest"
	"rasad/tiles"
)

// rounds of random writes: enough for each mutation some times; RASAD_LONG multiplies them.
func rounds(t *testing.T, n int) int {
	if factor, err := strconv.Atoi(os.Getenv("RASAD_LONG")); err == nil && factor > 0 {
		n *= factor
	}
	if testing.Short() {
		n /= 4
	}
	return n
}

// tileAt is the tile of a zoom that a place is in.
func tileAt(p orb.Point, zoom uint8) tiles.Tile {
	x, y := points.World(p)
	return tiles.Tile{Z: zoom, X: uint32(uint64(x) >> (32 - zoom)), Y: uint32(uint64(y) >> (32 - zoom))}
}

// sampleRequests are tiles about the city: every zoom and layer, some kinds, with clusters and without.
func sampleRequests(w *writer, n int) []tiles.Request {
	out := make([]tiles.Request, 0, n)
	for i := range n {
		r := tiles.Request{Tile: tileAt(orb.Point{w.lon(), w.lat()}, uint8(w.random.IntN(tiles.MaxZoom+1)))}
		switch i % 4 {
		case 0:
			r.Layers = 1 << tiles.LayerFacilities
			r.Plain = w.random.IntN(2) == 0
			r.Kinds = tiles.Kinds(w.random.IntN(1 << len(data.Kinds())))
		case 1:
			r.Layers = tiles.Layers(w.random.IntN(1<<tiles.LayerCount-1) + 1)
		default:
			r.Layers = 1 << w.random.IntN(tiles.LayerCount)
			r.Tile = tileAt(orb.Point{w.lon(), w.lat()}, 10+uint8(w.random.IntN(7)))
		}
		out = append(out, r)
	}
	return out
}

func getTile(t testing.TB, c *City, r tiles.Request) tiles.Result {
	t.Helper()
	tag, err := c.Tag(r)
	if err != nil {
		t.Fatal(err)
	}
	result, err := c.Tile(soon(t), r)
	if err != nil {
		t.Fatal(err)
	}
	if result.ETag != tag {
		t.Fatalf("the tag told before is %s, the tile's is %s", tag, result.ETag)
	}
	return result
}

func getTiles(t testing.TB, c *City, requests []tiles.Request) []tiles.Result {
	t.Helper()
	out := make([]tiles.Result, len(requests))
	for i, r := range requests {
		out[i] = getTile(t, c, r)
	}
	return out
}

// TestModelEqualsTheRecord: after every write two models, one that followed all along and one that came in late, hold what a
// model read afresh holds, under the same number; every tile is the same bytes; and a tile whose bytes changed has another tag.
func TestModelEqualsTheRecord(t *testing.T) {
	url, seed := pgtest.New(t), rand.Uint64()
	t.Logf("seed %d", seed)
	w := newWriter(t, url, "grid", seed)
	w.found()
	o := Options{Hooks: Hooks{Failed: func(err error) { t.Error(err) }}}
	models, db := []*Model{start(t, url, o)}, pgtest.OpenURL(t, url)
	all := mutations()
	n := rounds(t, 3*len(all))
	var seen invalidation
	for round := range n {
		mutation := all[(round+w.random.IntN(2)*w.random.IntN(len(all)))%len(all)]
		followed := cityOf(t, models[0], "grid")
		requests := sampleRequests(w, 120)
		before := getTiles(t, followed, requests)
		mutation.do(w)
		if round == n/3 {
			models = append(models, start(t, url, o))
		}
		want := cityOf(t, fresh(t, db), "grid")
		wanted := getTiles(t, want, requests)
		for _, m := range models {
			c := cityOf(t, m, "grid")
			compareEpochs(t, awaitNumber(t, c, w.count()), want.Now())
			after := getTiles(t, c, requests)
			for i, r := range requests {
				if !bytes.Equal(after[i].Body, wanted[i].Body) {
					t.Errorf("%v of %v differs from a fresh one: %s", r.Tile, r.Layers, diffTiles(t, wanted[i].Body, after[i].Body))
				}
			}
			if m == models[0] {
				seen.note(t, requests, before, after)
			}
		}
		if t.Failed() {
			t.Fatalf("after %q in round %d of %d", mutation.name, round, n)
		}
	}
	t.Logf("%d rounds: of %d tiles %d changed, %d changed their tag alone", n, seen.tiles, seen.changed, seen.needless)
	if seen.changed == 0 || seen.needless > seen.tiles/5 {
		t.Error("the writes changed no tile, or too many tags changed for nothing")
	}
}

// invalidation counts what writes did to tiles.
type invalidation struct{ tiles, changed, needless int }

func (v *invalidation) note(t *testing.T, requests []tiles.Request, before, after []tiles.Result) {
	t.Helper()
	for i, r := range requests {
		sameBody, sameTag := bytes.Equal(before[i].Body, after[i].Body), before[i].ETag == after[i].ETag
		v.tiles++
		switch {
		case !sameBody && sameTag:
			t.Errorf("%v of %v changed under the same tag: %s", r.Tile, r.Layers, diffTiles(t, before[i].Body, after[i].Body))
		case !sameBody:
			v.changed++
		case !sameTag:
			v.needless++
		}
	}
}

// diffTiles tells two tiles apart for people.
func diffTiles(t *testing.T, want, got []byte) string {
	t.Helper()
	a, err := tiles.Decode(want)
	if err != nil {
		t.Fatal(err)
	}
	b, err := tiles.Decode(got)
	if err != nil {
		t.Fatal(err)
	}
	return diffOf(a, b)
}
