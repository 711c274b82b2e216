package tiles

import (
	"math/rand/v2"
	"testing"

	"rasad/geo/points"
	"rasad/geo/ward"
)

// TestNothingBeyondTheLimits makes all tiles around a small city: those outside of the limits are empty.
func TestNothingBeyondTheLimits(t *testing.T) {
	r := rand.New(rand.NewPCG(14, 14))
	w := NewWriter()
	for range 20 {
		x, y := 3_000_000_000+uint32(r.IntN(1<<24)), 1_800_000_000+uint32(r.IntN(1<<24))
		at := func() (uint32, uint32) { return x + uint32(r.IntN(1<<16)), y + uint32(r.IntN(1<<16)) }
		f := &Facilities{Describe: func(points.Item) FacilityText { return FacilityText{} }}
		var items []points.Item
		for id := range int64(1 + r.IntN(9)) {
			px, py := at()
			items = append(items, points.Item{ID: id, X: px, Y: py})
		}
		f.Kinds = []KindPoints{{"kitchen", points.Build(items)}}
		lx, ly := at()
		city := City{
			LayerFacilities: NewFacilityLayer(f),
			LayerPlaces:     NewLayer(nil, nil, nil).With(Edit{Labels: []*Label{{ID: 1, X: lx, Y: ly, Attrs: []Attr{Text(MapClass, 0, "x")}}}}),
			LayerGreen:      NewLayer([]*Area{NewArea(1, [][]ward.Ring{{star(r, float64(x), float64(y), 9000, 9, false)}}, nil)}, nil, nil),
		}
		const layers = 1<<LayerFacilities | 1<<LayerPlaces | 1<<LayerGreen
		box, ok := city.Extent(layers)
		if !ok {
			t.Fatal("no extent")
		}
		for zoom := uint8(0); zoom <= 18; zoom++ {
			limits, shown := LimitsOf(box, zoom), 0
			around := box
			around.MinX, around.MinY, around.MaxX, around.MaxY = box.MinX-1<<17, box.MinY-1<<17, box.MaxX+1<<17, box.MaxY+1<<17
			for _, tile := range tilesOf(around, zoom) {
				data, _ := Encode(w, &city, layers, tile, Options{})
				if len(data) > 0 {
					shown++
				}
				if len(data) > 0 && !limits.Has(tile) {
					t.Fatalf("%v shows something beyond %+v", tile, limits)
				}
			}
			if shown == 0 {
				t.Fatalf("z%d shows nothing", zoom)
			}
		}
	}
	if _, ok := (&City{}).Extent(1); ok {
		t.Error("an empty city has an extent")
	}
}
