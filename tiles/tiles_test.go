package tiles

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"rasad/geo/points"
	"rasad/geo/ward"
)

// town makes facilities of some kinds around a city, some of them at one place.
func town(r *rand.Rand, n int) *Facilities {
	f := &Facilities{Describe: func(item points.Item) FacilityText {
		return FacilityText{NameHi: fmt.Sprint("दुकान ", item.ID), NameEn: fmt.Sprint("Shop ", item.ID), Ward: fmt.Sprint(item.ID % 9)}
	}}
	for k, kind := range []string{"ration_shop", "kitchen", "clinic"} {
		var items []points.Item
		for i := range n {
			x, y := points.World(orb.Point{80.9 + r.NormFloat64()*0.06, 26.85 + r.NormFloat64()*0.06})
			if i > 0 && r.IntN(20) == 0 {
				x, y = items[r.IntN(i)].X, items[r.IntN(i)].Y
			}
			items = append(items, points.Item{ID: int64(k*1_000_000 + i + 1), X: x, Y: y})
		}
		f.Kinds = append(f.Kinds, KindPoints{kind, points.Build(items)})
	}
	return f
}

func tilesOf(b points.Box, z uint8) (list []Tile) {
	x0, y0, x1, y1 := touched(b, z)
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			list = append(list, Tile{z, x, y})
		}
	}
	return list
}

var cityBox = points.BoxOf(orb.Bound{Min: orb.Point{80.5, 26.5}, Max: orb.Point{81.3, 27.2}})

// TestClusterSums adds up, at every zoom and for every choice of kinds, what the tiles show inside their own bounds: the sum is the
// number of facilities, in all and of each kind, also after changes. A feature that two tiles show has one id and one place.
func TestClusterSums(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	f := town(r, 150)
	w := NewWriter()
	for round := range 3 {
		for zoom := uint8(0); zoom <= MaxZoom; zoom++ {
			checkSums(t, w, f, zoom, Options{})
			checkSums(t, w, f, zoom, Options{Kinds: Kinds(1 + r.IntN(7)), Plain: round == 2})
		}
		for k := range f.Kinds {
			f.Kinds[k].Set = edited(r, f.Kinds[k].Set, int64(k*1_000_000+100_000*(round+1)))
		}
	}
}

// edited is a set with some items moved, some gone and some new ones.
func edited(r *rand.Rand, set *points.Set, nextID int64) *points.Set {
	var remove, add []points.Item
	set.Range(points.Box{MaxX: 1<<32 - 1, MaxY: 1<<32 - 1}, func(item points.Item) bool {
		if r.IntN(3) == 0 {
			remove = append(remove, item)
			item.X += uint32(r.IntN(5000))
			item.ID, nextID = nextID, nextID+1
			for range r.IntN(3) {
				add = append(add, item)
				item.ID, nextID = nextID, nextID+1
			}
		}
		return true
	})
	return set.With(remove, add)
}

// tilesWith are the tiles of a zoom that may show a facility.
func tilesWith(f *Facilities, zoom uint8) map[Tile]bool {
	set := map[Tile]bool{}
	for _, kind := range f.Kinds {
		kind.Set.Range(points.Box{MaxX: 1<<32 - 1, MaxY: 1<<32 - 1}, func(item points.Item) bool {
			for _, tile := range tilesOf(FacilityBox(item.X, item.Y, zoom), zoom) {
				set[tile] = true
			}
			return true
		})
	}
	return set
}

func checkSums(t *testing.T, w *Writer, f *Facilities, zoom uint8, o Options) {
	t.Helper()
	o.MaxBytes = -1
	city := City{LayerFacilities: NewFacilityLayer(f)}
	want, wantOf := 0, map[string]int{}
	for i, kind := range f.Kinds {
		if o.Kinds.Has(i) && kind.Set.Len() > 0 {
			want += kind.Set.Len()
			wantOf[kind.Kind] = kind.Set.Len()
		}
	}
	got, gotOf, places := 0, map[string]int{}, map[uint64][2]int64{}
	for tile := range tilesWith(f, zoom) {
		data, _ := Encode(w, &city, 1<<LayerFacilities, tile, o)
		for _, layer := range mustDecode(t, data) {
			for _, feature := range layer.Features {
				v := feature.Paths[0][0]
				place := [2]int64{int64(tile.X)*Extent + v[0], int64(tile.Y)*Extent + v[1]}
				if old, known := places[feature.ID]; known && old != place {
					t.Fatalf("z%d: feature %d at %v and at %v", zoom, feature.ID, old, place)
				}
				places[feature.ID] = place
				if v[0] < 0 || v[0] >= Extent || v[1] < 0 || v[1] >= Extent {
					continue
				}
				n := countFeature(t, feature, f, gotOf)
				got += n
			}
		}
	}
	if got != want || !reflect.DeepEqual(gotOf, wantOf) {
		t.Fatalf("z%d %+v: %d facilities %v, want %d %v", zoom, o, got, gotOf, want, wantOf)
	}
}

func countFeature(t *testing.T, feature DecodedFeature, f *Facilities, by map[string]int) int {
	t.Helper()
	n, cluster := feature.Tags["point_count"].(int64)
	if !cluster {
		by[feature.Tags["kind"].(string)]++
		return 1
	}
	sum := int64(0)
	for _, kind := range f.Kinds {
		k, _ := feature.Tags["n_"+kind.Kind].(int64)
		if k > 0 {
			by[kind.Kind] += int(k)
		}
		sum += k
	}
	if sum != n || n < 2 || feature.ID < clusterID {
		t.Fatalf("cluster %d of %d counts %d by kind", feature.ID, n, sum)
	}
	return int(n)
}

// TestClustersKeepApart wants no two clusters of a zoom nearer than half a cell.
func TestClustersKeepApart(t *testing.T) {
	f := town(rand.New(rand.NewPCG(6, 6)), 2000)
	city := City{LayerFacilities: NewFacilityLayer(f)}
	w := NewWriter()
	for zoom := uint8(8); zoom <= ClusterMaxZoom; zoom++ {
		var clusters [][2]int64
		for _, tile := range tilesOf(cityBox, zoom) {
			data, _ := Encode(w, &city, 1<<LayerFacilities, tile, Options{})
			for _, layer := range mustDecode(t, data) {
				for _, feature := range layer.Features {
					if feature.Tags["cluster"] == true {
						v := feature.Paths[0][0]
						clusters = append(clusters, [2]int64{int64(tile.X)*Extent + v[0], int64(tile.Y)*Extent + v[1]})
					}
				}
			}
		}
		if len(clusters) < 2 {
			t.Fatalf("z%d: %d clusters prove nothing", zoom, len(clusters))
		}
		for i, a := range clusters {
			for _, b := range clusters[:i] {
				if d := math.Hypot(float64(a[0]-b[0]), float64(a[1]-b[1])); d < cellSide/2 {
					t.Fatalf("z%d: two clusters %.0f units apart", zoom, d)
				}
			}
		}
	}
}

// TestTouchedTiles changes a facility and wants exactly the tiles that show something else to have a new version.
func TestTouchedTiles(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	f := town(r, 60)
	w := NewWriter()
	for round := range 300 {
		set := f.Kinds[0].Set
		x, y := points.World(orb.Point{80.9 + r.NormFloat64()*0.06, 26.85 + r.NormFloat64()*0.06})
		fresh := points.Item{ID: int64(9_000_000 + round), X: x, Y: y}
		next := *f
		next.Kinds = slices.Clone(f.Kinds)
		next.Kinds[0].Set = set.With(nil, []points.Item{fresh})
		versions := NewVersions(1)
		versions.TouchFacility(x, y, 2)
		zoom := uint8(r.IntN(MaxZoom + 1))
		around := points.Box{MinX: x - 1<<(32-zoom)/2, MinY: y - 1<<(32-zoom)/2, MaxX: x + 1<<(32-zoom)/2, MaxY: y + 1<<(32-zoom)/2}
		for _, tile := range tilesOf(around, zoom) {
			for _, o := range []Options{{}, {Plain: true}} {
				before := slices.Clone(encodeFacilities(w, f, tile, o))
				after := encodeFacilities(w, &next, tile, o)
				if !slices.Equal(before, after) && versions.At(1<<LayerFacilities, tile) != 2 {
					t.Fatalf("tile %v changed and kept its version", tile)
				}
			}
		}
		if far := (Tile{18, 1, 1}); versions.At(1<<LayerFacilities, far) != 1 || versions.At(1<<LayerRoads, Tile{}) != 1 {
			t.Fatal("a tile or a layer that did not change has a new version")
		}
		f = &next
	}
}

func encodeFacilities(w *Writer, f *Facilities, tile Tile, o Options) []byte {
	data, _ := Encode(w, &City{LayerFacilities: NewFacilityLayer(f)}, 1<<LayerFacilities, tile, o)
	return data
}

func mustDecode(t *testing.T, data []byte) []Decoded {
	t.Helper()
	layers, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	return layers
}

// star is a ring with n vertices around a place, holes the other way round.
func star(r *rand.Rand, x, y, size float64, n int, hole bool) ward.Ring {
	var ring ward.Ring
	for i := range n {
		angle := float64(i) / float64(n) * 2 * math.Pi
		if hole {
			angle = -angle
		}
		reach := size * (0.6 + 0.4*r.Float64())
		ring.X = append(ring.X, uint32(x+reach*math.Cos(angle)))
		ring.Y = append(ring.Y, uint32(y+reach*math.Sin(angle)))
	}
	ring.MinZoom = ward.SignificanceOfLine(ring.X, ring.Y)
	return ring
}

// TestSpecification writes random areas and lines and holds every tile to the rules of MVT 2.1.
func TestSpecification(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	x, y := points.WorldFloat(orb.Point{80.9, 26.85})
	var areas []*Area
	var lines []*Line
	for i := range 60 {
		cx, cy, size := x+r.NormFloat64()*4e5, y+r.NormFloat64()*4e5, 1e3+r.Float64()*2e5
		rings := []ward.Ring{star(r, cx, cy, size, 3+r.IntN(200), false)}
		if i%3 == 0 {
			rings = append(rings, star(r, cx, cy, size/3, 3+r.IntN(20), true))
		}
		areas = append(areas, NewArea(uint64(i), [][]ward.Ring{rings}, []Attr{Text(MapClass, 0, "river"), Text(MapNameHi, 0, "गोमती")}))
		ring := star(r, cx, cy, size*2, 2+r.IntN(300), false)
		lines = append(lines, NewLine(uint64(1000+i), 0, 0, ring.X, ring.Y, []Attr{Text(MapClass, 0, "drain"), Number(MapNameHi, -5)}))
	}
	city := City{LayerWater: NewLayer(areas, lines, nil)}
	w, drawn := NewWriter(), 0
	for zoom := uint8(5); zoom < 19; zoom++ {
		centre := Tile{zoom, uint32(uint64(x) >> (32 - zoom)), uint32(uint64(y) >> (32 - zoom))}
		for _, o := range []Options{{}, {Exact: true}} {
			data, stats := Encode(w, &city, 1<<LayerWater, centre, o)
			checkVersionFirst(t, data)
			for _, layer := range mustDecode(t, data) {
				drawn += len(layer.Features)
				if layer.Version != 2 || layer.Extent != Extent || stats.Features != len(layer.Features) {
					t.Fatalf("version %d, extent %d, %d features counted as %d", layer.Version, layer.Extent, len(layer.Features), stats.Features)
				}
				checkFeatures(t, layer)
			}
		}
	}
	if drawn < 300 {
		t.Fatalf("only %d features were drawn", drawn)
	}
}

func checkVersionFirst(t *testing.T, data []byte) {
	t.Helper()
	err := eachField(data, func(field uint64, value fieldValue) error {
		if field != 3 || len(value.bytes) < 2 || value.bytes[0] != tagLayerVersion || value.bytes[1] != 2 {
			t.Errorf("field %d of the tile does not begin with version 2", field)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func checkFeatures(t *testing.T, layer Decoded) {
	t.Helper()
	ids := map[uint64]bool{}
	for _, f := range layer.Features {
		if ids[f.ID] {
			t.Fatalf("id %d twice", f.ID)
		}
		ids[f.ID] = true
		for i, path := range f.Paths {
			checkPath(t, f, i, path)
		}
	}
}

func checkPath(t *testing.T, f DecodedFeature, i int, path [][2]int64) {
	t.Helper()
	var vs []vertex
	for k, v := range path {
		if k > 0 && v == path[k-1] {
			t.Fatalf("feature %d draws a line of no length", f.ID)
		}
		if v[0] < clipMin || v[0] > clipMax || v[1] < clipMin || v[1] > clipMax {
			t.Fatalf("feature %d leaves the buffer: %v", f.ID, v)
		}
		vs = append(vs, vertex{int32(v[0]), int32(v[1])})
	}
	switch f.Type {
	case shapePolygon:
		if area := doubleArea(vs); len(vs) < 3 || area == 0 || (area > 0) != (i == 0) {
			t.Fatalf("feature %d: ring %d of %d vertices has area %d", f.ID, i, len(vs), area)
		}
	case shapeLine:
		if len(vs) < 2 {
			t.Fatalf("feature %d: a stroke of %d vertices", f.ID, len(vs))
		}
	}
}

// TestByteCap wants a tile that is too large to fit, the same each time, with the features of the lowest ranks.
func TestByteCap(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	x, y := points.WorldFloat(orb.Point{80.9, 26.85})
	var labels []*Label
	for i := range 5000 {
		labels = append(labels, &Label{ID: uint64(i), Rank: uint8(i % 5), X: uint32(x + r.Float64()*1e5), Y: uint32(y + r.Float64()*1e5),
			Attrs: []Attr{Text(MapNameEn, 0, fmt.Sprint("place ", i))}})
	}
	city := City{LayerPlaces: NewLayer(nil, nil, labels)}
	tile := Tile{10, uint32(uint64(x) >> 22), uint32(uint64(y) >> 22)}
	w := NewWriter()
	full, _ := Encode(w, &city, 1<<LayerPlaces, tile, Options{MaxBytes: -1})
	limit := len(full) / 3
	cut, stats := Encode(w, &city, 1<<LayerPlaces, tile, Options{MaxBytes: limit})
	cut = slices.Clone(cut)
	if len(cut) > limit || !stats.Truncated || len(cut) < limit/2 {
		t.Fatalf("%d bytes of %d, truncated %v", len(cut), limit, stats.Truncated)
	}
	again, _ := Encode(NewWriter(), &city, 1<<LayerPlaces, tile, Options{MaxBytes: limit})
	if !slices.Equal(cut, again) {
		t.Error("cut differently the second time")
	}
	worst, ranks := 0, map[int]int{}
	for _, f := range mustDecode(t, cut)[0].Features {
		worst = max(worst, int(f.ID%5))
		ranks[int(f.ID%5)]++
	}
	for rank := range worst {
		if ranks[rank] != 1000 {
			t.Errorf("rank %d has %d features left though rank %d has some", rank, ranks[rank], worst)
		}
	}
}

// TestIndexIsCanonical edits a layer and wants the same bytes as from a layer made afresh.
func TestIndexIsCanonical(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 10))
	make1 := func(id uint64) *Label {
		x, y := points.World(orb.Point{80.9 + r.NormFloat64()*0.05, 26.85 + r.NormFloat64()*0.05})
		return &Label{ID: id, X: x, Y: y, Attrs: []Attr{Number(MapClass, int64(r.IntN(9)))}}
	}
	now := map[uint64]*Label{}
	layer := NewLayer(nil, nil, nil)
	w := NewWriter()
	for range 200 {
		var e Edit
		for range 1 + r.IntN(12) {
			id := uint64(r.IntN(400))
			if slices.Contains(e.RemoveLabels, id) {
				continue
			}
			e.RemoveLabels = append(e.RemoveLabels, id)
			delete(now, id)
			if r.IntN(4) > 0 {
				now[id] = make1(id)
				e.Labels = append(e.Labels, now[id])
			}
		}
		layer = layer.With(e)
		var all []*Label
		for _, label := range now {
			all = append(all, label)
		}
		fresh := NewLayer(nil, nil, all)
		x, y := points.World(orb.Point{80.9, 26.85})
		tile := Tile{11, x >> 21, y >> 21}
		got, _ := Encode(w, &City{LayerPlaces: layer}, 1<<LayerPlaces, tile, Options{})
		got = slices.Clone(got)
		want, _ := Encode(w, &City{LayerPlaces: fresh}, 1<<LayerPlaces, tile, Options{})
		if !slices.Equal(got, want) || layer.Count() != len(now) {
			t.Fatalf("%d features: %d bytes, want %d", layer.Count(), len(got), len(want))
		}
	}
}

// FuzzDecode must never panic.
func FuzzDecode(f *testing.F) {
	city := City{LayerFacilities: NewFacilityLayer(town(rand.New(rand.NewPCG(1, 1)), 20))}
	data, _ := Encode(NewWriter(), &city, 1<<LayerFacilities, Tile{}, Options{})
	f.Add(data)
	f.Add([]byte{0x1a, 0x02, 0x78, 0x02})
	f.Fuzz(func(_ *testing.T, data []byte) { _, _ = Decode(data) })
}

// TestSmallLayersStayWhole wants a tile that is too large because of its streets to keep all of its wards.
func TestSmallLayersStayWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 12))
	x, y := points.WorldFloat(orb.Point{80.9, 26.85})
	var wards []*Area
	var roads []*Line
	for i := range 3000 {
		ring := star(r, x+r.Float64()*2e6, y+r.Float64()*2e6, 3e5, 12, false)
		if i < 40 {
			wards = append(wards, NewArea(uint64(i), [][]ward.Ring{{ring}}, nil))
		}
		roads = append(roads, NewLine(uint64(i), 0, uint8(i%7), ring.X, ring.Y, nil))
	}
	city := City{LayerWards: NewLayer(wards, nil, nil), LayerRoads: NewLayer(nil, roads, nil)}
	tile := Tile{10, uint32(uint64(x) >> 22), uint32(uint64(y) >> 22)}
	both := Layers(1<<LayerWards | 1<<LayerRoads)
	full, _ := Encode(NewWriter(), &city, both, tile, Options{MaxBytes: -1})
	cut, stats := Encode(NewWriter(), &city, both, tile, Options{MaxBytes: len(full) / 4})
	count := map[string]int{}
	for _, layer := range mustDecode(t, cut) {
		count[layer.Name] = len(layer.Features)
	}
	whole := map[string]int{}
	for _, layer := range mustDecode(t, full) {
		whole[layer.Name] = len(layer.Features)
	}
	if !stats.Truncated || len(cut) > len(full)/4 || count["wards"] != whole["wards"] || count["roads"] == 0 || count["roads"] >= whole["roads"] {
		t.Errorf("of %v, %v were left in %d of %d bytes", whole, count, len(cut), len(full))
	}
}
