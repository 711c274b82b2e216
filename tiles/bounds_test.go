package tiles

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"rasad/geo/points"
)

// TestTouchedIsExact compares the tiles that a box touches with a test of each tile around, with boxes that end right at a tile's buffer.
func TestTouchedIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 4000 {
		z := uint8(2 + r.IntN(MaxZoom-1))
		tile := Tile{z, r.Uint32N(1 << z), r.Uint32N(1 << z)}
		b := tile.Box()
		corner := [2]uint32{[]uint32{b.MinX, b.MaxX}[r.IntN(2)] + r.Uint32N(5) - 2, []uint32{b.MinY, b.MaxY}[r.IntN(2)] + r.Uint32N(5) - 2}
		box := points.Box{MinX: corner[0], MinY: corner[1], MaxX: corner[0], MaxY: corner[1]}
		x0, y0, x1, y1 := touched(box, z)
		for dx := range uint32(5) {
			for dy := range uint32(5) {
				near := Tile{z, tile.X + dx - 2, tile.Y + dy - 2}
				if near.X >= 1<<z || near.Y >= 1<<z {
					continue
				}
				got := near.X >= x0 && near.X <= x1 && near.Y >= y0 && near.Y <= y1
				if want := near.Box().Intersects(box); got != want {
					t.Fatalf("%v and %v: touched %v, want %v", near, box, got, want)
				}
			}
		}
	}
}

// TestVersions compares versions with a plain list of all changes: never older, and equal while nothing had to be forgotten.
func TestVersions(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	type change struct {
		box         points.Box
		first, last uint8
	}
	for _, n := range []int{40, 2000} {
		var changes []change
		v := NewVersions(1)
		for i := range n {
			x, y := points.World(orb.Point{80.9 + r.Float64()*0.5, 26.8 + r.Float64()*0.5})
			c := change{points.Box{MinX: x, MinY: y, MaxX: x + r.Uint32N(1<<(8+r.Uint32N(16))), MaxY: y + r.Uint32N(1<<20)}, uint8(r.IntN(15)), MaxZoom}
			changes = append(changes, c)
			v.Touch(LayerRoads, c.box, c.first, c.last, int64(i+2))
		}
		for range 3000 {
			x, y := points.World(orb.Point{80.9 + r.Float64()*0.5, 26.8 + r.Float64()*0.5})
			z := uint8(r.IntN(MaxZoom + 1))
			tile := Tile{z, uint32(uint64(x) >> (32 - z)), uint32(uint64(y) >> (32 - z))}
			want := int64(1)
			for i, c := range changes {
				if z >= c.first && z <= c.last && c.box.Intersects(tile.Box()) {
					want = int64(i + 2)
				}
			}
			got := v.At(1<<LayerRoads, tile)
			if got < want || (n == 40 && got != want) || got > int64(n+1) {
				t.Fatalf("%v after %d changes: version %d, want %d", tile, n, got, want)
			}
		}
	}
}

// TestAddresses refuses every address outside the world and takes the corners.
func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		z, x, y uint64
		ok      bool
	}{{0, 0, 0, true}, {22, 1<<22 - 1, 1<<22 - 1, true}, {0, 1, 0, false}, {3, 0, 8, false}, {23, 0, 0, false}, {40, 0, 0, false}, {1 << 63, 0, 0, false}} {
		_, err := NewTile(c.z, c.x, c.y)
		if (err == nil) != c.ok || (err != nil && !errors.Is(err, ErrOutside)) {
			t.Errorf("%d/%d/%d: %v", c.z, c.x, c.y, err)
		}
	}
}

// TestLayerNames wants each name of the schema to be read as its place, and a set to have one name whatever the order.
func TestLayerNames(t *testing.T) {
	for i, info := range Schema() {
		set, err := ParseLayers(info.Name)
		if err != nil || set != 1<<i {
			t.Errorf("%s: %b, %v", info.Name, set, err)
		}
	}
	a, _ := ParseLayers("wards,roads")
	b, _ := ParseLayers("roads,wards")
	if a != b || a.String() != "roads,wards" {
		t.Errorf("%s, %s", a, b)
	}
	for _, bad := range []string{"", "roads,roads", "Roads", "roads,", "nothing"} {
		if _, err := ParseLayers(bad); !errors.Is(err, ErrUnknownLayer) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// TestTileJSON wants the document of two layers to be what the specification asks for.
func TestTileJSON(t *testing.T) {
	bound := orb.Bound{Min: orb.Point{80, 26}, Max: orb.Point{82, 28}}
	doc := NewTileJSON("Town", "© somebody", "https://x/{z}/{x}/{y}.mvt", 1<<LayerFacilities|1<<LayerRail, []string{"kitchen"}, &bound)
	text, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	layers := got["vector_layers"].([]any)
	delete(got, "vector_layers")
	want := map[string]any{"tilejson": "3.0.0", "name": "Town", "attribution": "© somebody", "version": "1.0.0", "scheme": "xyz",
		"tiles": []any{"https://x/{z}/{x}/{y}.mvt"}, "minzoom": 0.0, "maxzoom": 16.0,
		"bounds": []any{80.0, 26.0, 82.0, 28.0}, "center": []any{81.0, 27.0, 11.0}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	fields := layers[0].(map[string]any)["fields"].(map[string]any)
	if len(layers) != 2 || fields["n_kitchen"] != "Number" || fields["name_hi"] != "String" || layers[1].(map[string]any)["minzoom"] != 9.0 {
		t.Errorf("%v", layers)
	}
}
