package tiles

import (
	"bytes"
	"context"
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"rasad/geo/points"
	"rasad/geo/ward"
)

// byID chooses features by what their ids leave when divided: plainly right, and scattered over the map.
type byID struct{ by, left uint64 }

func (m byID) takes(id uint64) bool               { return id%m.by == m.left }
func (m byID) Area(_ int, a *Area) bool           { return m.takes(a.ID) }
func (m byID) Line(_ int, l *Line) bool           { return m.takes(l.ID) }
func (m byID) Label(_ int, l *Label) bool         { return m.takes(l.ID) }
func (m byID) Facility(_ int, i points.Item) bool { return m.takes(uint64(i.ID)) }
func (m byID) only(f *Facilities) (some Facilities) {
	some.Describe = f.Describe
	for _, kind := range f.Kinds {
		var items []points.Item
		kind.Set.Range(points.Box{MaxX: 1<<32 - 1, MaxY: 1<<32 - 1}, func(item points.Item) bool {
			if m.takes(uint64(item.ID)) {
				items = append(items, item)
			}
			return true
		})
		some.Kinds = append(some.Kinds, KindPoints{kind.Kind, points.Build(items)})
	}
	return some
}

// TestChosenFacilities wants, at every zoom, with clusters and without, the very bytes of a city that has the chosen facilities alone; and
// the tiles of a zoom to add up to their number.
func TestChosenFacilities(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 11))
	f := town(r, 200)
	w := NewWriter()
	for zoom := uint8(0); zoom <= MaxZoom; zoom++ {
		for _, where := range []byID{{2, 0}, {3, 1}, {50, 7}, {1 << 40, 1}} {
			only := where.only(f)
			o := Options{Plain: r.IntN(3) == 0, Kinds: Kinds(r.IntN(8)), MaxBytes: -1}
			for tile := range tilesWith(f, zoom) {
				all, some := City{LayerFacilities: NewFacilityLayer(f)}, City{LayerFacilities: NewFacilityLayer(&only)}
				data, _ := Encode(w, &some, 1<<LayerFacilities, tile, o)
				want := slices.Clone(data)
				chosen := o
				chosen.Where = where
				if got, _ := Encode(w, &all, 1<<LayerFacilities, tile, chosen); !bytes.Equal(got, want) {
					t.Fatalf("%v %+v: %d bytes, want %d", tile, chosen, len(got), len(want))
				}
			}
			checkSums(t, w, &only, zoom, Options{})
		}
	}
}

// TestChosenFeatures does the same for areas, lines and labels, also of a tile too large.
func TestChosenFeatures(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 12))
	x, y := points.World(orb.Point{80.9, 26.85})
	var areas [2][]*Area
	var lines [2][]*Line
	var labels [2][]*Label
	where, w := byID{3, 1}, NewWriter()
	for id := range uint64(600) {
		px, py := x+uint32(r.IntN(1<<21)), y+uint32(r.IntN(1<<21))
		a := NewArea(id, [][]ward.Ring{{star(r, float64(px), float64(py), 9e4, 12, false)}}, []Attr{Text(MapClass, 0, "lake")})
		l := NewLine(id+999, uint8(r.IntN(14)), uint8(r.IntN(9)), []uint32{px, px + 9999}, []uint32{py, py + uint32(r.IntN(99999))}, []Attr{Text(MapNameEn, 12, "name")})
		p := &Label{ID: id, MinZoom: uint8(r.IntN(14)), X: px, Y: py, Attrs: []Attr{Text(MapNameEn, 0, "label")}}
		for set := range 2 {
			if set == 0 || where.takes(id) { // 999 leaves 0 as well: the line goes with its area
				areas[set], lines[set], labels[set] = append(areas[set], a), append(lines[set], l), append(labels[set], p)
			}
		}
	}
	const layers = 1<<LayerWater | 1<<LayerPlaces
	city := func(set int) *City {
		return &City{LayerWater: NewLayer(areas[set], lines[set], nil), LayerPlaces: NewLayer(nil, nil, labels[set])}
	}
	all, some, features := city(0), city(1), 0
	for zoom := uint8(0); zoom <= 16; zoom++ {
		for _, tile := range tilesOf(points.Box{MinX: x, MinY: y, MaxX: x + 1<<18, MaxY: y + 1<<18}, zoom) {
			for _, limit := range []int{-1, 2000} {
				data, stats := Encode(w, some, layers, tile, Options{MaxBytes: limit})
				want := slices.Clone(data)
				features += stats.Features
				if got, _ := Encode(w, all, layers, tile, Options{MaxBytes: limit, Where: where}); !bytes.Equal(got, want) {
					t.Fatalf("%v within %d: %d bytes, want %d", tile, limit, len(got), len(want))
				}
			}
		}
	}
	if features < 1000 {
		t.Fatalf("%d features prove nothing", features)
	}
}

// TestFiltersKeepToTheirShare asks for a tile with a hundred thousand made-up filters: the tiles without one stay.
func TestFiltersKeepToTheirShare(t *testing.T) {
	cache := newCache(t)
	body := bytes.Repeat([]byte("ward"), 250)
	encode := func(*Writer) ([]byte, Stats) { return body, Stats{} }
	get := func(n int64) bool {
		result, err := cache.Get(context.Background(), Key{Version: n}, encode)
		if err != nil {
			t.Fatal(err)
		}
		return result.Hit
	}
	const kept = 4000 // of 7 MB, some 5 MB
	for range 3 {
		for n := range int64(kept) {
			get(n)
		}
	}
	for n := range uint64(100_000) {
		where := string(binary.BigEndian.AppendUint64(nil, n))
		if _, err := cache.GetChosen(context.Background(), ChosenKey{Where: where}, encode); err != nil {
			t.Fatal(err)
		}
	}
	cache.chosen.CleanUp()
	if most := uint64(8<<20) / chosenShare; cache.chosen.WeightedSize() > most {
		t.Errorf("filtered tiles hold %d bytes of %d", cache.chosen.WeightedSize(), most)
	}
	for n := range int64(kept) {
		if !get(n) {
			t.Fatalf("tile %d was pushed out by filtered ones", n)
		}
	}
}

// TestChosenTilesAreKept wants a filtered tile made once for each filter and version.
func TestChosenTilesAreKept(t *testing.T) {
	cache, made := newCache(t), 0
	encode := func(*Writer) ([]byte, Stats) { made++; return []byte("tile"), Stats{} }
	for _, c := range []struct {
		where   string
		version int64
		hit     bool
	}{{"a", 1, false}, {"a", 1, true}, {"b", 1, false}, {"a", 2, false}, {"b", 1, true}} {
		result, err := cache.GetChosen(context.Background(), ChosenKey{Key: Key{Version: c.version}, Where: c.where}, encode)
		if err != nil || result.Hit != c.hit || string(result.Body) != "tile" {
			t.Errorf("%+v: %+v %v", c, result, err)
		}
	}
	if plain, err := cache.Get(context.Background(), Key{Version: 1}, encode); err != nil || plain.Hit || made != 4 {
		t.Errorf("a tile without filter: hit %v, made %d, %v", plain.Hit, made, err)
	}
}
