package live

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/geo/cql2"
	"rasad/geo/points"
	"rasad/internal/pgtest"
	"rasad/tiles"
)

func parseFilter(t testing.TB, text string) *TileFilter {
	t.Helper()
	f, err := cql2.ParseText(text, cql2.Options{Schema: TileSchema()})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return NewTileFilter(f)
}

// gridBox is a part of the writer's city in CQL2.
const gridBox = "POLYGON((80.905 26.805,80.927 26.805,80.927 26.831,80.905 26.831,80.905 26.805))"

// sampleFilters are filters for a layer, some of them over what tiles do not show.
func sampleFilters(layer int) []string {
	switch layer {
	case tiles.LayerFacilities:
		return []string{
			"kind = 'kitchen'", "kind IN ('grocery', 'clinic') OR capacity > 250", "phone LIKE '%11'", "capacity BETWEEN 100 AND 300", "zone = '1'", "ward = '3' OR zone = '2'",
			"name_en IS NULL", "source = 'survey' AND NOT (zone IS NULL)", "S_INTERSECTS(geometry, " + gridBox + ")", "CASEI(name_en) = CASEI('aminabad')", "source = 'bulk'",
		}
	case tiles.LayerWards, tiles.LayerWardLabels:
		return []string{
			"population > 1002", "zone = '2'", "zone IS NULL", "area_km2 < 1.1", "number IS NULL", "households >= 100", "name_hi = 'चौक'", "code > '2'",
			"S_INTERSECTS(geometry, " + gridBox + ")", "S_WITHIN(geometry, " + gridBox + ")",
		}
	case tiles.LayerZones, tiles.LayerZoneLabels:
		return []string{"population > 5000", "code = '2'", "households > 0", "area_km2 > 6", "name_en IS NULL", "S_INTERSECTS(geometry, POINT(80.9151 26.8151))"}
	case tiles.LayerRoads:
		return []string{"bridge = true AND class IN ('primary', 'motorway')", "name_en = 'Aminabad'", "link = true", "oneway = 0", "ref = 'NH 27' AND layer = 0", "S_INTERSECTS(geometry, " + gridBox + ")"}
	default:
		return []string{"class = 'lake' OR class = 'canal'", "name_en = 'Alambagh'", "name_en IS NULL", "S_INTERSECTS(geometry, " + gridBox + ")"}
	}
}

type filteredRequest struct {
	tiles.Request
	text   string
	filter *TileFilter
}

// sampleFiltered are tiles of one layer, some of wards with their labels, each with a filter.
func sampleFiltered(t *testing.T, w *writer, n int) []filteredRequest {
	t.Helper()
	out := make([]filteredRequest, 0, n)
	for _, r := range sampleRequests(w, n) {
		layer := w.random.IntN(tiles.LayerCount)
		if w.random.IntN(2) == 0 {
			layer = tiles.LayerFacilities
		}
		r.Layers = 1 << layer
		switch layer {
		case tiles.LayerWards:
			r.Layers |= 1 << tiles.LayerWardLabels
		case tiles.LayerZones:
			r.Layers |= 1 << tiles.LayerZoneLabels
		}
		filters := sampleFilters(layer)
		text := filters[w.random.IntN(len(filters))]
		out = append(out, filteredRequest{r, text, parseFilter(t, text)})
	}
	return out
}

func getFiltered(t testing.TB, c *City, requests []filteredRequest) []tiles.Result {
	t.Helper()
	out := make([]tiles.Result, len(requests))
	for i, r := range requests {
		tag := c.FilteredTag(r.Request, r.filter)
		result, err := c.FilteredTile(soon(t), r.Request, r.filter)
		if err != nil {
			t.Fatal(err)
		}
		if result.ETag != tag {
			t.Fatalf("the tag told before is %s, the tile's is %s", tag, result.ETag)
		}
		out[i] = result
	}
	return out
}

// TestFilteredTilesEqualTheRecord: after every write each filtered tile of a model that followed all along has the bytes of a model read
// afresh, and one whose bytes changed has another tag, also when what changed is nothing that the tile shows.
func TestFilteredTilesEqualTheRecord(t *testing.T) {
	url, seed := pgtest.New(t), rand.Uint64()
	t.Logf("seed %d", seed)
	w := newWriter(t, url, "grid", seed)
	w.found()
	c, db := cityOf(t, start(t, url, Options{Hooks: Hooks{Failed: func(err error) { t.Error(err) }}}), "grid"), pgtest.OpenURL(t, url)
	all := mutations()
	n := rounds(t, 3*len(all))
	var seen invalidation
	shown, unseen := 0, 0
	for round := range n {
		mutation := all[(round+w.random.IntN(2)*w.random.IntN(len(all)))%len(all)]
		requests := sampleFiltered(t, w, 120)
		plain := make([]tiles.Request, len(requests))
		for i, r := range requests {
			plain[i] = r.Request
		}
		before, plainBefore := getFiltered(t, c, requests), getTiles(t, c, plain)
		mutation.do(w)
		want := cityOf(t, fresh(t, db), "grid")
		wanted := getFiltered(t, want, requests)
		awaitNumber(t, c, w.count())
		after, plainAfter := getFiltered(t, c, requests), getTiles(t, c, plain)
		for i, r := range requests {
			if !bytes.Equal(after[i].Body, wanted[i].Body) {
				t.Errorf("%v of %v where %s differs from a fresh one: %s", r.Tile, r.Layers, r.text, diffTiles(t, wanted[i].Body, after[i].Body))
			}
			if len(after[i].Body) > 0 {
				shown++
			}
			if plainBefore[i].ETag == plainAfter[i].ETag && !bytes.Equal(before[i].Body, after[i].Body) {
				unseen++
			}
		}
		seen.note(t, plain, before, after)
		if t.Failed() {
			t.Fatalf("after %q in round %d of %d", mutation.name, round, n)
		}
	}
	t.Logf("%d rounds: of %d tiles %d show something, %d changed, %d of them by what tiles do not show, %d changed their tag alone", n, seen.tiles, shown, seen.changed, unseen, seen.needless)
	if unseen == 0 || shown < seen.tiles/10 || seen.needless > seen.tiles/3 {
		t.Error("too few filtered tiles show anything, or changed by what is not shown, or too many tags changed for nothing")
	}
}

// TestFilteredSums adds up, at every zoom, what filtered tiles show inside their own bounds, and wants the number of facilities that the
// same condition, written out in Go, takes.
func TestFilteredSums(t *testing.T) {
	url := pgtest.New(t)
	w := newWriter(t, url, "grid", rand.Uint64())
	w.found()
	w.exec(`UPDATE rasad.facility SET stock = 'low' WHERE city_id = $1 AND mod(facility_id, 3) = 0`)
	c := cityOf(t, fresh(t, pgtest.OpenURL(t, url)), "grid")
	for text, takes := range map[string]func(f *Facility) bool{
		"kind = 'kitchen'":                   func(f *Facility) bool { return f.Kind == data.Kitchen },
		"capacity > 250 AND name_en IS NULL": func(f *Facility) bool { return *f.Capacity > 250 && f.NameEn == "" },
		"stock = 'low'":                      func(f *Facility) bool { return f.Stock == "low" },
		"stock <> 'low'":                     func(f *Facility) bool { return false }, // null is not different
		"ward = '6' OR zone = '2'":           func(f *Facility) bool { return f.Ward != nil && (f.Ward.Code == "6" || f.Ward.Zone.Code == "2") },
		"NOT (kind = 'kitchen')":             func(f *Facility) bool { return f.Kind != data.Kitchen },
		"name_hi = 'चौक' AND phone = '0522'": func(f *Facility) bool { return f.NameHi == "चौक" },
		"S_INTERSECTS(geometry," + gridBox + ")": func(f *Facility) bool {
			return f.Point[0] >= 80.905 && f.Point[0] <= 80.927 && f.Point[1] >= 26.805 && f.Point[1] <= 26.831
		},
		"S_INTERSECTS(geometry," + gridBox + ") AND kind IN ('clinic','hospital','shelter')": func(f *Facility) bool {
			return f.Point[0] >= 80.905 && f.Point[0] <= 80.927 && f.Point[1] >= 26.805 && f.Point[1] <= 26.831 && slices.Contains([]data.FacilityKind{data.Clinic, data.Hospital, data.Shelter}, f.Kind)
		},
	} {
		want := 0
		for _, f := range allFacilities(c.Now()) {
			if takes(&f) {
				want++
			}
		}
		filter := parseFilter(t, text)
		for zoom := uint8(0); zoom <= tiles.MaxZoom; zoom++ {
			for _, plain := range []bool{false, true} {
				if got := sumOfTiles(t, c, filter, zoom, plain); got != want {
					t.Fatalf("%s at z%d, plain %v: %d, want %d", text, zoom, plain, got, want)
				}
			}
		}
		if want == 0 && !strings.Contains(text, "<>") {
			t.Errorf("%s takes none of %d", text, len(allFacilities(c.Now())))
		}
	}
}

// sumOfTiles gets every tile of a zoom that may show a facility.
func sumOfTiles(t *testing.T, c *City, filter *TileFilter, zoom uint8, plain bool) (sum int) {
	t.Helper()
	set := map[tiles.Tile]bool{}
	for _, f := range allFacilities(c.Now()) {
		set[tileAt(f.Point, zoom)] = true
		// A point at the very edge may round into the next tile.
		set[tileAt(orb.Point{f.Point[0] + 1e-7, f.Point[1] - 1e-7}, zoom)] = true
	}
	for tile := range set {
		r := tiles.Request{Tile: tile, Layers: 1 << tiles.LayerFacilities, Plain: plain}
		layers, err := tiles.Decode(getFiltered(t, c, []filteredRequest{{Request: r, filter: filter}})[0].Body)
		if err != nil {
			t.Fatal(err)
		}
		for _, layer := range layers {
			for _, feature := range layer.Features {
				v := feature.Paths[0][0]
				if v[0] < 0 || v[0] >= tiles.Extent || v[1] < 0 || v[1] >= tiles.Extent {
					continue
				}
				n, cluster := feature.Tags["point_count"].(int64)
				if !cluster {
					n = 1
				}
				sum += int(n)
			}
		}
	}
	return sum
}

// TestFilteredFeatures compares, layer by layer, which wards, zones and roads a filter leaves in a tile with the same condition in Go.
func TestFilteredFeatures(t *testing.T) {
	url := pgtest.New(t)
	w := newWriter(t, url, "grid", rand.Uint64())
	w.found()
	w.exec(`UPDATE rasad.ward SET households = number * 10, name_hi = 'चौक' WHERE city_id = $1 AND number <= 5`)
	c := cityOf(t, fresh(t, pgtest.OpenURL(t, url)), "grid")
	e := c.Now()
	for text, takes := range map[string]func(w *WardInfo) bool{
		"population > 1001":                            func(w *WardInfo) bool { return *w.Population > 1001 },
		"households < 40":                              func(w *WardInfo) bool { return w.Households != nil && *w.Households < 40 },
		"households IS NULL":                           func(w *WardInfo) bool { return w.Households == nil },
		"zone = '2' AND number <> 4":                   func(w *WardInfo) bool { return w.Zone.Code == "2" && w.Number != 4 },
		"name_hi = 'चौक' OR code = '16'":               func(w *WardInfo) bool { return w.NameHi != "" || w.Code == "16" },
		"area_km2 > 0":                                 func(*WardInfo) bool { return true },
		"S_INTERSECTS(geometry, POINT(80.915 26.815))": func(w *WardInfo) bool { return w.BBox.Contains(orb.Point{80.915, 26.815}) },
	} {
		var want []uint64
		for i := range e.Wards {
			if takes(&e.Wards[i]) {
				want = append(want, uint64(e.Wards[i].ID))
			}
		}
		for _, layer := range []int{tiles.LayerWards, tiles.LayerWardLabels} {
			if got := idsIn(t, c, layer, text); !slices.Equal(got, want) || len(want) == 0 {
				t.Errorf("%s of %s: %v, want %v", tiles.Schema()[layer].Name, text, got, want)
			}
		}
	}
	zone := &e.Zones[1]
	if got := idsIn(t, c, tiles.LayerZones, fmt.Sprintf("population = %d AND code = '%s'", *zone.Population, zone.Code)); !slices.Equal(got, []uint64{uint64(zone.ID)}) {
		t.Errorf("zones %v", got)
	}
}

// idsIn are the features of a layer, in order, in the tile of zoom 10 and its neighbours that the city is in.
func idsIn(t *testing.T, c *City, layer int, text string) []uint64 {
	t.Helper()
	var ids []uint64
	box := points.BoxOf(orb.Bound{Min: orb.Point{80.90, 26.80}, Max: orb.Point{80.94, 26.84}})
	limits := tiles.LimitsOf(box, 10)
	for x := limits.MinX; x <= limits.MaxX; x++ {
		for y := limits.MinY; y <= limits.MaxY; y++ {
			r := tiles.Request{Tile: tiles.Tile{Z: 10, X: x, Y: y}, Layers: 1 << layer}
			layers, err := tiles.Decode(getFiltered(t, c, []filteredRequest{{Request: r, filter: parseFilter(t, text)}})[0].Body)
			if err != nil {
				t.Fatal(err)
			}
			for _, layer := range layers {
				for _, feature := range layer.Features {
					ids = append(ids, feature.ID)
				}
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// TestFiltersNameWhatLayersLack asks each layer for each property.
func TestFiltersNameWhatLayersLack(t *testing.T) {
	types := map[string]cql2.Type{}
	for place, info := range tiles.Schema() {
		for _, p := range TileProperties(place) {
			if known, ok := types[p.Name]; ok && known != p.Type {
				t.Errorf("%s has another type in %s", p.Name, info.Name)
			}
			types[p.Name] = p.Type
		}
		for _, p := range TileSchema() {
			has := slices.Contains(TileProperties(place), p)
			layer, property, lacks := parseFilter(t, p.Name+" IS NULL").Lacks(1 << place)
			if has == lacks || lacks && (layer != info.Name || property != p.Name) {
				t.Errorf("%s of %s: %v %s %s", p.Name, info.Name, lacks, layer, property)
			}
		}
	}
	if len(types) != askCount {
		t.Errorf("%d properties are in some layer, of %d", len(types), askCount)
	}
	if layer, property, lacks := parseFilter(t, "zone = '1'").Lacks(1<<tiles.LayerWards | 1<<tiles.LayerRoads); !lacks || layer != "roads" || property != "zone" {
		t.Errorf("%s %s", layer, property)
	}
}
