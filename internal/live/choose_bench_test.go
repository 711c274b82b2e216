package live

import (
	"fmt"
	"testing"

	"github.com/paulmach/orb"

	"rasad/internal/pgtest"
	"rasad/tiles"
)

// BenchmarkFilteredTile makes tiles of a city of 27,000 facilities and 256 wards with a filter, and takes one from the cache.
func BenchmarkFilteredTile(b *testing.B) {
	db := pgtest.Open(b)
	city := newBenchCity("bench", orb.Point{80.95, 26.85})
	city.load(b, db)
	c := cityOf(b, fresh(b, db), city.id)
	e := c.Now()
	for _, q := range []struct {
		layer int
		text  string
	}{
		{tiles.LayerFacilities, "kind = 'kitchen'"},
		{tiles.LayerFacilities, "zone = '1' AND phone LIKE '05%'"},
		{tiles.LayerFacilities, "S_INTERSECTS(geometry, POLYGON((80.9 26.8, 81 26.8, 81 26.9, 80.9 26.9, 80.9 26.8)))"},
		{tiles.LayerWards, "population > 1000"},
	} {
		filter := parseFilter(b, q.text)
		for _, zoom := range []uint8{0, 10, 14} {
			r := tiles.Request{Tile: tileAt(city.centre, zoom), Layers: 1 << q.layer, Encoding: tiles.Gzip}
			name := fmt.Sprintf("%.16s/z%d", q.text, zoom)
			b.Run(name+"/made", func(b *testing.B) {
				w := tiles.NewWriter()
				b.ReportAllocs()
				for b.Loop() {
					tiles.Encode(w, &e.drawing.city, r.Layers, r.Tile, tiles.Options{Where: e.choose(filter)})
				}
			})
			b.Run(name+"/cached", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := c.FilteredTile(b.Context(), r, filter); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
