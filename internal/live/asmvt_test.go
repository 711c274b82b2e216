package live

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/internal/pgtest"
	"rasad/tiles"
)

// PostGIS writes the same rows as tiles: an encoder that shares no line of code with ours.
const (
	asMVTFacilities = `SELECT ST_AsMVT(q, 'facilities', 4096, 'geom', 'id') FROM (
		SELECT facility_id AS id, kind, nullif(name_hi, '') AS name_hi, nullif(name_en, '') AS name_en,
			ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope($2, $3, $4), 4096, 64, true) AS geom
		FROM rasad.facility WHERE city_id = $1 AND geom && ST_Transform(ST_TileEnvelope($2, $3, $4, margin => 0.02), 4326)) q WHERE geom IS NOT NULL`
	asMVTWards = `SELECT ST_AsMVT(q, 'wards', 4096, 'geom', 'id') FROM (
		SELECT ward_id AS id, number, code, nullif(name_hi, '') AS name_hi, nullif(name_en, '') AS name_en,
			ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope($2, $3, $4), 4096, 64, true) AS geom
		FROM rasad.ward WHERE city_id = $1 AND geom && ST_Transform(ST_TileEnvelope($2, $3, $4, margin => 0.02), 4326)) q WHERE geom IS NOT NULL`
	asMVTRoads = `SELECT ST_AsMVT(q, 'roads', 4096, 'geom', 'id') FROM (
		SELECT road_id AS id, regexp_replace(class, '_link$', '') AS class, nullif(name_hi, '') AS name_hi, nullif(name_en, '') AS name_en, nullif(ref, '') AS ref,
			ST_AsMVTGeom(ST_Transform(geom, 3857), ST_TileEnvelope($2, $3, $4), 4096, 64, true) AS geom
		FROM rasad.road WHERE city_id = $1 AND class <> 'construction'
			AND geom && ST_Transform(ST_TileEnvelope($2, $3, $4, margin => 0.02), 4326)) q WHERE geom IS NOT NULL`
)

// TestTilesAgreeWithPostGIS compares what is in a tile, and where, with ST_AsMVT over the same rows.
func TestTilesAgreeWithPostGIS(t *testing.T) {
	db := pgtest.Open(t)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	t.Run("made", func(t *testing.T) {
		w := newWriter(t, db.Pool().Config().ConnString(), "grid", seed)
		w.found()
		for range 300 {
			w.insertFacility()
			w.insertRoad()
		}
		for range 10 {
			w.shiftCorner()
		}
		compareWithPostGIS(t, db, "grid", w.random)
	})
	for _, city := range []string{"lucknow", "chennai"} {
		t.Run(city, func(t *testing.T) {
			addWards(t, db, city, "wards/"+city+"_wards.geojson")
			compareWithPostGIS(t, db, city, rand.New(rand.NewPCG(seed, 8)))
		})
	}
}

func compareWithPostGIS(t *testing.T, db *data.DB, city string, random *rand.Rand) {
	t.Helper()
	e := cityOf(t, fresh(t, db), city).Now()
	box, _ := e.BBox()
	compared := 0
	for zoom := uint8(8); zoom <= 18; zoom++ {
		for range 8 {
			tile := tileAt(orb.Point{box.Min[0] + random.Float64()*(box.Max[0]-box.Min[0]), box.Min[1] + random.Float64()*(box.Max[1]-box.Min[1])}, zoom)
			compared += compareLayer(t, db, e, tiles.LayerFacilities, asMVTFacilities, tile)
			compared += compareLayer(t, db, e, tiles.LayerWards, asMVTWards, tile)
			if zoom >= 14 { // before, the lesser classes are not drawn
				compared += compareLayer(t, db, e, tiles.LayerRoads, asMVTRoads, tile)
			}
		}
	}
	t.Logf("%d features compared", compared)
	if compared < 300 {
		t.Error("too few features to mean anything")
	}
}

func compareLayer(t *testing.T, db *data.DB, e *Epoch, layer int, sql string, tile tiles.Tile) int {
	t.Helper()
	var theirs []byte
	if err := db.Pool().QueryRow(t.Context(), sql, e.City.ID, tile.Z, tile.X, tile.Y).Scan(&theirs); err != nil {
		t.Fatal(err)
	}
	ours, _ := tiles.Encode(tiles.NewWriter(), &e.drawing.city, 1<<layer, tile, tiles.Options{Plain: true, Exact: true, MaxBytes: -1})
	got, want := featuresOf(t, ours), featuresOf(t, theirs)
	n := 0
	for id, w := range want {
		g, ok := got[id]
		if !ok {
			if !negligible(w) {
				t.Errorf("%s %v: feature %d of PostGIS is not in ours: %v", tiles.Schema()[layer].Name, tile, id, w.Paths)
			}
			continue
		}
		n++
		compareTags(t, tile, g, w)
		if far, at := disagreement(g, w); far > tolerance {
			t.Errorf("%s %v: feature %d is %.1f units off at %.1f", tiles.Schema()[layer].Name, tile, id, far, at)
		}
	}
	for id, g := range got {
		if _, ok := want[id]; !ok && !negligible(g) {
			t.Errorf("%s %v: feature %d is not in PostGIS' tile: %v", tiles.Schema()[layer].Name, tile, id, g.Paths)
		}
	}
	return n
}

func featuresOf(t *testing.T, body []byte) map[uint64]tiles.DecodedFeature {
	t.Helper()
	layers, err := tiles.Decode(body)
	if err != nil {
		t.Fatal(err)
	}
	out := map[uint64]tiles.DecodedFeature{}
	for _, layer := range layers {
		for _, f := range layer.Features {
			if _, twice := out[f.ID]; twice {
				t.Fatalf("feature %d is twice in a tile", f.ID)
			}
			out[f.ID] = f
		}
	}
	return out
}

// compareTags holds what PostGIS writes against ours, which may say more and leaves names out at low zooms.
func compareTags(t *testing.T, tile tiles.Tile, got, want tiles.DecodedFeature) {
	t.Helper()
	for key, value := range want.Tags {
		if g, ok := got.Tags[key]; g != value && (ok || tile.Z >= 12) {
			t.Errorf("%v feature %d: %s is %v, want %v", tile, want.ID, key, g, value)
		}
	}
}

// negligible features are no larger than the rounding, or no more than touch the edge of the buffer: there two encoders may differ.
func negligible(f tiles.DecodedFeature) bool {
	atEdge := true
	for _, path := range f.Paths {
		for _, v := range path {
			atEdge = atEdge && onEdge(v)
		}
	}
	low, high := extent(f)
	width, height := high[0]-low[0], high[1]-low[1]
	return atEdge || (f.Type == 3 && min(width, height) <= 1) || (f.Type == 2 && max(width, height) <= 1)
}

func onEdge(v [2]int64) bool {
	for axis := range 2 {
		if v[axis] <= -tiles.Buffer+1 || v[axis] >= tiles.Extent+tiles.Buffer-1 {
			return true
		}
	}
	return false
}

// tolerance in units of a tile: each encoder rounds by up to half a unit along each axis, so two may be a diagonal apart.
const tolerance = 1.5

// disagreement is how far two features are apart at most. Lines and points: from each vertex of the one to the other and back. Polygons: from each vertex of
// PostGIS' outline to ours; and where the one has a place inside and the other not, how far that is from our outline. (PostGIS repairs
// polygons after rounding and so cuts off spikes thinner than a unit; we draw them.)
func disagreement(ours, theirs tiles.DecodedFeature) (far float64, at [2]float64) {
	far, at = farthest(theirs, ours)
	if ours.Type != 3 {
		if back, there := farthest(ours, theirs); back > far {
			far, at = back, there
		}
		return far, at
	}
	low, high := extent(ours)
	random := rand.New(rand.NewPCG(1, uint64(len(ours.Paths))))
	for range 300 {
		p := [2]float64{low[0] + random.Float64()*(high[0]-low[0]), low[1] + random.Float64()*(high[1]-low[1])}
		if inside(p, ours) == inside(p, theirs) {
			continue
		}
		if d := distanceTo(p, ours); d > far {
			far, at = d, p
		}
	}
	return far, at
}

// inside counts crossings of all rings with a ray to the east.
func inside(p [2]float64, f tiles.DecodedFeature) bool {
	in := false
	for _, ring := range f.Paths {
		for i, a := range ring {
			b := ring[(i+1)%len(ring)]
			ay, by := float64(a[1]), float64(b[1])
			if (ay > p[1]) != (by > p[1]) && p[0] < float64(a[0])+(p[1]-ay)/(by-ay)*float64(b[0]-a[0]) {
				in = !in
			}
		}
	}
	return in
}

func extent(f tiles.DecodedFeature) (low, high [2]float64) {
	low, high = [2]float64{math.Inf(1), math.Inf(1)}, [2]float64{math.Inf(-1), math.Inf(-1)}
	for _, path := range f.Paths {
		for _, v := range path {
			for axis := range 2 {
				low[axis], high[axis] = min(low[axis], float64(v[axis])), max(high[axis], float64(v[axis]))
			}
		}
	}
	return low, high
}

// farthest is how far a vertex of a, other than those that clipping made, is from b at most.
func farthest(a, b tiles.DecodedFeature) (far float64, at [2]float64) {
	for _, path := range a.Paths {
		for _, v := range path {
			p := [2]float64{float64(v[0]), float64(v[1])}
			if d := distanceTo(p, b); !onEdge(v) && d > far {
				far, at = d, p
			}
		}
	}
	return far, at
}

func distanceTo(p [2]float64, f tiles.DecodedFeature) float64 {
	near := math.Inf(1)
	for _, path := range f.Paths {
		near = min(near, distanceToPath(p, path, f.Type == 3))
	}
	return near
}

func distanceToPath(v [2]float64, path [][2]int64, closed bool) float64 {
	near := math.Inf(1)
	for i, p := range path {
		q := p
		switch {
		case i > 0:
			q = path[i-1]
		case closed:
			q = path[len(path)-1]
		}
		near = min(near, distanceToSegment(v, p, q))
	}
	return near
}

func distanceToSegment(v [2]float64, p, q [2]int64) float64 {
	dx, dy := float64(q[0]-p[0]), float64(q[1]-p[1])
	px, py := v[0]-float64(p[0]), v[1]-float64(p[1])
	if length := dx*dx + dy*dy; length > 0 {
		share := max(0, min(1, (px*dx+py*dy)/length))
		px, py = px-share*dx, py-share*dy
	}
	return math.Hypot(px, py)
}
