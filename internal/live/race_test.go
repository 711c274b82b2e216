package live

import (
	"context"
	"strconv"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"rasad/internal/pgtest"
	"rasad/tiles"
)

// TestNeverOldContentUnderNewVersion: a facility's name counts the writes to it, while readers fetch its tile all the time. What a tile
// says must be what was committed at the version that its tag names, neither older nor newer.
func TestNeverOldContentUnderNewVersion(t *testing.T) {
	url := pgtest.New(t)
	w := newWriter(t, url, "grid", 6)
	w.exec(`INSERT INTO rasad.city (city_id, name_en) VALUES ($1, 'Grid')`)
	w.exec(`INSERT INTO rasad.facility (city_id, kind, name_en, geom) VALUES ($1, 'kitchen', '0', ST_SetSRID(ST_MakePoint(80.9, 26.8), 4326))`)
	c := cityOf(t, start(t, url, Options{}), "grid")
	writes := rounds(t, 400)
	said := newStatements(w.count())
	var readers sync.WaitGroup
	for reader := range 4 {
		r := tiles.Request{Tile: tileAt(orb.Point{80.9, 26.8}, uint8(13+reader)), Layers: 1 << tiles.LayerFacilities}
		readers.Go(func() {
			last := strconv.Itoa(writes)
			for name := ""; name != last && !t.Failed(); {
				name = said.read(t, c, r)
			}
		})
	}
	for n := range writes {
		said.next(w.count()+1, strconv.Itoa(n+1))
		w.exec(`UPDATE rasad.facility SET name_en = $2 WHERE city_id = $1 AND kind = 'kitchen'`, strconv.Itoa(n+1))
		if n%10 == 0 { // a change elsewhere moves the number on but not the tile's version
			w.exec(`INSERT INTO rasad.facility (city_id, kind, geom) VALUES ($1, 'clinic', ST_SetSRID(ST_MakePoint(85, 20), 4326))`)
		}
	}
	readers.Wait()
}

// TestBetweenVersionAndEpoch looks at the moment at which a tile already has its new version but the epoch is not out yet: whoever asks
// for it waits, and other tiles are served.
func TestBetweenVersionAndEpoch(t *testing.T) {
	db := pgtest.Open(t)
	w := newWriter(t, db.Pool().Config().ConnString(), "grid", 6)
	w.exec(`INSERT INTO rasad.city (city_id, name_en) VALUES ($1, 'Grid')`)
	m := fresh(t, db)
	c := cityOf(t, m, "grid")
	touched := tiles.Request{Tile: tileAt(orb.Point{80.9, 26.8}, 14), Layers: 1 << tiles.LayerFacilities}
	other := tiles.Request{Tile: tileAt(orb.Point{81.9, 26.8}, 14), Layers: 1 << tiles.LayerFacilities}
	before := getTile(t, c, other)
	w.exec(`INSERT INTO rasad.facility (city_id, kind, geom) VALUES ($1, 'kitchen', ST_SetSRID(ST_MakePoint(80.9, 26.8), 4326))`)
	looked := false
	m.gap = func() {
		looked = true
		gone, cancel := context.WithCancel(context.Background())
		cancel()
		if e, version, err := c.pin(gone, &touched, false); err == nil {
			t.Errorf("epoch %d was to be drawn as version %d while the next was on its way", e.Number, version)
		}
		if result := getTile(t, c, other); result.ETag != before.ETag {
			t.Error("a tile that nothing touched has another tag")
		}
	}
	if err := m.sync(soon(t)); err != nil {
		t.Fatal(err)
	}
	if after := getTile(t, c, touched); !looked || len(after.Body) == 0 {
		t.Fatal("the change was not drawn")
	}
}

// statements are what the record says at each version of the tile.
type statements struct {
	mu     sync.Mutex
	names  map[int64]string
	loaded int64
}

func newStatements(loaded int64) *statements {
	return &statements{names: map[int64]string{loaded: "0"}, loaded: loaded}
}

func (s *statements) next(version int64, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names[version] = name
}

// read fetches the tile and holds its content against its tag. A batch may carry several writes: then the version is the last's.
func (s *statements) read(t *testing.T, c *City, r tiles.Request) string {
	result, err := c.Tile(t.Context(), r)
	if err != nil {
		t.Error(err)
		return ""
	}
	layers, err := tiles.Decode(result.Body)
	if err != nil || len(layers) != 1 || len(layers[0].Features) != 1 {
		t.Errorf("tile %v: %v, %v", r.Tile, layers, err)
		return ""
	}
	name, _ := layers[0].Features[0].Tags["name_en"].(string)
	s.mu.Lock()
	defer s.mu.Unlock()
	e := c.Now()
	for version := e.Number; version >= s.loaded; version-- {
		if e.tag(&r, version) != result.ETag {
			continue
		}
		if want := s.at(version); name != want {
			t.Errorf("%v says %q under the tag of version %d, at which it was %q", r.Tile, name, version, want)
		}
		return name
	}
	t.Errorf("tag %s is of no version up to %d", result.ETag, e.Number)
	return name
}

// at is the name at a version: that of the last write up to it.
func (s *statements) at(version int64) string {
	for ; version >= s.loaded; version-- {
		if name, ok := s.names[version]; ok {
			return name
		}
	}
	return ""
}
