package tiles

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLayersInOrder writes layers in every kind of order: the same layers, in the order asked for.
func TestLayersInOrder(t *testing.T) {
	city := City{}
	for place := range LayerCount {
		city[place] = NewLayer(nil, nil, []*Label{{ID: 1, X: 1 << 31, Y: 1 << 31, Attrs: []Attr{Text(0, 0, "x")}}})
	}
	city[LayerFacilities] = nil
	w, r := NewWriter(), rand.New(rand.NewPCG(13, 13))
	for range 200 {
		places := r.Perm(LayerCount)[:1+r.IntN(LayerCount)]
		var layers Layers
		var want []string
		for _, place := range places {
			layers |= 1 << place
			if place != LayerFacilities {
				want = append(want, Schema()[place].Name)
			}
		}
		data, _ := Encode(w, &city, layers, Tile{}, Options{Order: OrderOf(places)})
		var got []string
		for _, layer := range mustDecode(t, data) {
			got = append(got, layer.Name)
		}
		if !cmp.Equal(got, want) {
			t.Fatalf("%v: layers %v, want %v", places, got, want)
		}
		if sorted := slices.IsSorted(places); sorted != (OrderOf(places) == 0) {
			t.Fatalf("%v has the order %x", places, OrderOf(places))
		}
	}
}
