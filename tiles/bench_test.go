package tiles

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"rasad/geo/points"
	"rasad/geo/ward"
)

// threadCPU is the CPU time of this thread: the budgets are of that, and a busy machine must not blur it.
func threadCPU() time.Duration {
	const rusageThread = 1
	var usage syscall.Rusage
	if err := syscall.Getrusage(rusageThread, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

var benchCentre = orb.Point{80.9, 26.85}

func benchTile(z uint8) Tile {
	x, y := points.World(benchCentre)
	return Tile{z, x >> (32 - z), y >> (32 - z)}
}

// benchFacilities are so many facilities within a tile, of four kinds.
func benchFacilities(r *rand.Rand, t Tile, n int) *Facilities {
	f := &Facilities{}
	x0, y0 := t.origin()
	side := uint64(1) << (32 - t.Z)
	var texts []FacilityText
	for k := range 4 {
		items := make([]points.Item, n/4)
		for i := range items {
			id := k*(n/4) + i
			items[i] = points.Item{ID: int64(id + 1), X: uint32(uint64(x0) + r.Uint64N(side)), Y: uint32(uint64(y0) + r.Uint64N(side)), Ref: uint32(id)}
			texts = append(texts, FacilityText{fmt.Sprint("उचित दर दुकान ", id), fmt.Sprint("Fair price shop ", id), fmt.Sprint(id % 110)})
		}
		f.Kinds = append(f.Kinds, KindPoints{fmt.Sprint("kind_", k), points.Build(items)})
	}
	f.Describe = func(item points.Item) FacilityText { return texts[item.Ref] }
	return f
}

// benchWards are 130 wards of 601 vertices in a tile.
func benchWards(r *rand.Rand, t Tile) []*Area {
	x0, y0 := t.origin()
	side := float64(uint64(1) << (32 - t.Z))
	var areas []*Area
	for i := range 130 {
		x, y := float64(x0)+(float64(i%12)+0.5)*side/12, float64(y0)+(float64(i/12)+0.5)*side/12
		ring := star(r, x, y, side/20, 601, false)
		areas = append(areas, NewArea(uint64(i+1), [][]ward.Ring{{ring}}, []Attr{
			Number(WardNumber, int64(i+1)), Text(WardCode, 0, fmt.Sprint(i+1)), Text(WardNameHi, 0, fmt.Sprint("वार्ड ", i)),
			Text(WardNameEn, 0, fmt.Sprint("Ward ", i)), Text(WardZone, 0, fmt.Sprint(i%8)), Number(WardZoneIndex, int64(i%8))}))
	}
	return areas
}

func benchRoads(r *rand.Rand, t Tile) []*Line {
	x0, y0 := t.origin()
	side := float64(uint64(1) << (32 - t.Z))
	lines := make([]*Line, 2500)
	for i := range lines {
		ring := star(r, float64(x0)+r.Float64()*side, float64(y0)+r.Float64()*side, side/60, 4+r.IntN(12), false)
		lines[i] = NewLine(uint64(i+1), 10, uint8(i%8), ring.X, ring.Y, []Attr{Text(RoadClass, 0, "residential"), Text(RoadNameEn, 12, fmt.Sprint("Street ", i%600))})
	}
	return lines
}

// BenchmarkEncode makes tiles of the sizes that the budgets name. The allocations of a tile do not grow with its features.
func BenchmarkEncode(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		name  string
		zoom  uint8
		place int
		layer func(t Tile) *Layer
		o     Options
	}{
		{"points-z12-3462", 12, LayerFacilities, func(t Tile) *Layer { return NewFacilityLayer(benchFacilities(r, t, 3464)) }, Options{Plain: true}},
		{"points-z14-240", 14, LayerFacilities, func(t Tile) *Layer { return NewFacilityLayer(benchFacilities(r, t, 240)) }, Options{Plain: true}},
		{"clusters-z10-of-17k", 10, LayerFacilities, func(t Tile) *Layer { return NewFacilityLayer(benchFacilities(r, t, 17_096)) }, Options{}},
		{"wards-z10-130", 10, LayerWards, func(t Tile) *Layer { return NewLayer(benchWards(r, t), nil, nil) }, Options{}},
		{"wards-z10-130-exact", 10, LayerWards, func(t Tile) *Layer { return NewLayer(benchWards(r, t), nil, nil) }, Options{Exact: true}},
		{"roads-z13-2500", 13, LayerRoads, func(t Tile) *Layer { return NewLayer(nil, benchRoads(r, t), nil) }, Options{}},
	} {
		b.Run(c.name, func(b *testing.B) {
			tile, w := benchTile(c.zoom), NewWriter()
			var city City
			city[c.place] = c.layer(tile)
			c.o.MaxBytes = -1
			var data []byte
			var stats Stats
			b.ReportAllocs()
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			start := threadCPU()
			for b.Loop() {
				data, stats = Encode(w, &city, 1<<c.place, tile, c.o)
			}
			b.ReportMetric(float64((threadCPU()-start).Microseconds())/float64(b.N), "cpu-µs")
			b.ReportMetric(float64(stats.Features), "features")
			b.ReportMetric(float64(len(data)), "bytes")
		})
	}
}

// BenchmarkVersionAt is what an answer of 304 costs here.
func BenchmarkVersionAt(b *testing.B) {
	v := NewVersions(1)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 3000 {
		x, y := points.World(orb.Point{80.9 + r.NormFloat64()*0.05, 26.85 + r.NormFloat64()*0.05})
		v.TouchFacility(x, y, int64(i))
		v.Touch(LayerRoads, points.Box{MinX: x, MinY: y, MaxX: x + 100_000, MaxY: y + 100_000}, 0, MaxZoom, int64(i))
	}
	tile := benchTile(14)
	b.ReportAllocs()
	for b.Loop() {
		v.At(1<<LayerFacilities|1<<LayerRoads|1<<LayerWards, tile)
	}
}

// BenchmarkCacheHit fetches a finished tile of about 10 kB.
func BenchmarkCacheHit(b *testing.B) {
	cache, err := NewCache(64 << 20)
	if err != nil {
		b.Fatal(err)
	}
	key := Key{City: "lucknow", Version: 7, Request: Request{Tile: benchTile(14), Layers: 1 << LayerFacilities, Encoding: Gzip}}
	encode := func(*Writer) ([]byte, Stats) { return make([]byte, 10_000), Stats{Features: 1} }
	b.ReportAllocs()
	for b.Loop() {
		if _, err := cache.Get(context.Background(), key, encode); err != nil {
			b.Fatal(err)
		}
	}
}
