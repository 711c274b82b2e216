package live

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"rasad/internal/pgtest"
	"rasad/tiles"
)

// townWithNames is a city of one of each thing that has a name.
func townWithNames(t testing.TB, url string) *writer {
	w := newWriter(t, url, "grid", 5)
	w.found()
	w.exec(`DELETE FROM rasad.facility WHERE city_id = $1`)
	w.exec(`DELETE FROM rasad.road WHERE city_id = $1`)
	w.exec(`DELETE FROM rasad.place WHERE city_id = $1`)
	w.exec(`DELETE FROM rasad.map_area WHERE city_id = $1`)
	w.exec(`UPDATE rasad.ward SET name_en = 'Rajendra Nagar', name_hi = 'राजेंद्र नगर' WHERE city_id = $1 AND code = '6'`)
	w.exec(`INSERT INTO rasad.road (city_id, road_id, class, name_en, node_ids, geom) VALUES
		($1, 1, 'primary', 'Subhash Marg', '{1,2}', ST_GeomFromText('LINESTRING(80.901 26.801, 80.905 26.801)', 4326)),
		($1, 2, 'primary', 'Subhash Marg', '{2,3}', ST_GeomFromText('LINESTRING(80.905 26.801, 80.907 26.801)', 4326)),
		($1, 3, 'primary', 'Subhash Marg', '{4,5}', ST_GeomFromText('LINESTRING(80.93 26.83, 80.935 26.83)', 4326))`)
	w.exec(`INSERT INTO rasad.place (city_id, place_id, class, name_en, name_hi, geom) VALUES ($1, 1, 'suburb', 'Hazratganj', 'हज़रतगंज', ST_SetSRID(ST_MakePoint(80.915, 26.825), 4326))`)
	w.exec(`INSERT INTO rasad.map_area (city_id, layer, area_id, class, name_en, geom)
		VALUES ($1, 'green', 1, 'park', 'Ambedkar Udyan', ST_Multi(ST_MakeEnvelope(80.92, 26.82, 80.922, 26.822, 4326)))`)
	w.shop(1, "kitchen", "Annapurna", "12 Lane, 226 001")
	w.shop(2, "ration_shop", "Sharma", "Pincode २२६००१")
	w.shop(3, "ration_shop", "Verma", "226003")
	return w
}

// shop puts a facility in the middle of the n-th ward from the west, in the lowest row.
func (w *writer) shop(n int, kind, name, address string) {
	w.exec(`INSERT INTO rasad.facility (city_id, facility_id, kind, name_en, address_en, external_id, geom)
		VALUES ($1, $2, $3, $4, $5, $6, ST_SetSRID(ST_MakePoint($7, $8), 4326))`,
		n, kind, name, address, fmt.Sprint("UP32-", n), west+(float64(n)-0.5)*cellSize, south+0.5*cellSize)
}

func namesOf(t testing.TB, c *City, number int64) *Names {
	t.Helper()
	n, err := c.NamesSince(soon(t), number)
	if err != nil {
		t.Fatalf("no search of epoch %d: %v", number, err)
	}
	return n
}

func TestSearchFindsEachKind(t *testing.T) {
	url := pgtest.New(t)
	w := townWithNames(t, url)
	c := cityOf(t, start(t, url, Options{}), "grid")
	n := namesOf(t, c, w.count())
	for _, s := range []struct{ query, kind, name, ward string }{
		{"ward 6", PlaceWard, "Rajendra Nagar", "6"}, {"वार्ड ६", PlaceWard, "Rajendra Nagar", "6"}, {"06", PlaceWard, "Rajendra Nagar", "6"},
		{"6 ward", PlaceWard, "Rajendra Nagar", "6"}, {"Ward No. 6", PlaceWard, "Rajendra Nagar", "6"}, {"वार्ड नं ६", PlaceWard, "Rajendra Nagar", "6"}, {"rajender ngr", PlaceWard, "Rajendra Nagar", "6"}, {"zone 2", PlaceZone, "Zone 2", ""},
		{"hajratganj", PlaceNamed, "Hazratganj", "10"}, {"अंबेडकर पार्क", PlaceNamed, "Ambedkar Udyan", "11"},
		{"226001", PlacePincode, "226001", "1"}, {"२२६००३", PlacePincode, "226003", "3"}, {"anapurna rasoi", PlaceFacility, "Annapurna", "1"},
		{"UP32-3", PlaceFacility, "Verma", "3"}, {"ration ward 2", PlaceFacility, "Sharma", "2"},
	} {
		found := n.Search(s.query, nil, 5)
		if len(found) == 0 || found[0].Kind != s.kind || found[0].NameEn != s.name {
			t.Errorf("%s finds %+v, want the %s %s", s.query, found, s.kind, s.name)
			continue
		}
		code := ""
		if found[0].Ward != nil {
			code = found[0].Ward.Code
		}
		if code != s.ward {
			t.Errorf("%s lies in ward %q, want %q", s.query, code, s.ward)
		}
		if found[0].NoteHi == "" || found[0].NoteEn == "" || found[0].BBox.IsEmpty() || !found[0].BBox.Pad(1e-6).Contains(found[0].Point) {
			t.Errorf("%s: %+v", s.query, found[0])
		}
	}
}

// TestSearchWeighsKinds: who says "kitchen" or "राशन" means those before shops that are called so.
func TestSearchWeighsKinds(t *testing.T) {
	url := pgtest.New(t)
	w := townWithNames(t, url)
	w.shop(4, "grocery", "Chinese Kitchen Ration Depot", "")
	n := namesOf(t, cityOf(t, start(t, url, Options{}), "grid"), w.count())
	for query, want := range map[string]string{"kitchen": "Annapurna", "रसोई": "Annapurna", "chinese kitchen": "Chinese Kitchen Ration Depot", "rashan ward 3": "Verma", "राशन वार्ड 2": "Sharma"} {
		if found := n.Search(query, nil, 5); len(found) == 0 || found[0].NameEn != want {
			t.Errorf("%s finds %+v, want %s", query, found, want)
		}
	}
}

// TestStreetsOfOneName: two pieces that touch are one street, the third of the name far away is another.
func TestStreetsOfOneName(t *testing.T) {
	url := pgtest.New(t)
	w := townWithNames(t, url)
	n := namesOf(t, cityOf(t, start(t, url, Options{}), "grid"), w.count())
	found := n.Search("subash marg", &orb.Point{80.93, 26.83}, 5)
	if len(found) != 2 || found[0].Kind != PlaceStreet || found[0].ID != 3 || found[1].ID != 1 {
		t.Fatalf("%+v", found)
	}
	if want := (orb.Bound{Min: orb.Point{80.901, 26.801}, Max: orb.Point{80.907, 26.801}}); !near(found[1].BBox, want) {
		t.Errorf("the joined street is %v, want %v", found[1].BBox, want)
	}
	if other := n.Search("subash marg", &orb.Point{80.9, 26.8}, 5); len(other) != 2 || other[0].ID != 1 {
		t.Errorf("from the other end: %+v", other)
	}
}

func near(a, b orb.Bound) bool {
	return a.Pad(1e-6).Contains(b.Min) && a.Pad(1e-6).Contains(b.Max) && b.Pad(1e-6).Contains(a.Min) && b.Pad(1e-6).Contains(a.Max)
}

// TestSearchWaitsForItsIndex: before the first index is made a search waits as long as it may, and no longer.
func TestSearchWaitsForItsIndex(t *testing.T) {
	c := cityOf(t, fresh(t, pgtest.OpenURL(t, townWithNames(t, pgtest.New(t)).conn.Config().ConnString())), "grid")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Search(ctx, "hazratganj", nil, 5); err == nil {
		t.Error("answered without an index")
	}
	answered := make(chan []Place)
	go func() {
		found, _ := c.Search(soon(t), "hazratganj", nil, 5)
		answered <- found
	}()
	c.followNames()
	if found := <-answered; len(found) == 0 || found[0].NameEn != "Hazratganj" {
		t.Errorf("%+v", found)
	}
}

// TestSearchFollowsTheRecord changes the record at random, every table and every operation: the search that followed step by step answers
// as one that is made of the record as it is now.
func TestSearchFollowsTheRecord(t *testing.T) {
	url := pgtest.New(t)
	w := newWriter(t, url, "grid", 8)
	w.found()
	c := cityOf(t, start(t, url, Options{NamesEvery: time.Nanosecond}), "grid")
	all, random := mutations(), rand.New(rand.NewPCG(8, 8))
	queries := []string{"aminabad", "चौक", "alam", "hazrat ganj", "indira nagar", "shop 7", "ward 3", "zone 1", "kitchen", "राशन", "grocery ward 2", "new", "नगर"}
	overlays := 0
	for range rounds(t, 60) {
		m := all[random.IntN(len(all))]
		m.do(w)
		n := namesOf(t, c, w.count())
		overlays += len(n.newer)
		want := noNames().follow(n.Epoch)
		for _, query := range queries {
			if diff := cmp.Diff(said(want, query), said(n, query)); diff != "" {
				t.Fatalf("after %q, %q: %s", m.name, query, diff)
			}
		}
	}
	if overlays == 0 {
		t.Error("no change was followed beside the large index")
	}
}

// said is which places a search finds, those of one score in no order; words may be weighed otherwise than in a fresh index.
func said(n *Names, query string) map[string]bool {
	out := map[string]bool{}
	for _, p := range n.Search(query, nil, maxPlaces) {
		if p.Score > 0.7 {
			out[fmt.Sprintf("%s %d %s %s %s", p.Kind, p.ID, p.Code, p.NameHi, p.NameEn)] = true
		}
	}
	return out
}

func TestPincodes(t *testing.T) {
	for address, want := range map[string]string{
		"": "", "12 Lane, 226001": "226001", "226 001": "226001", "२२६००१ लखनऊ": "226001", "0522-226001": "226001", "026001": "", "2260012": "",
		"226 0012": "", "12 226 001 3": "226001", "226001 or 226002": "226002", "ward 43": "", "226": "", "226 ": "", "9415012345": "",
	} {
		if got := pincodeIn(address); got != want {
			t.Errorf("%q has %q, want %q", address, got, want)
		}
	}
}

// TestTogether holds the joining of lines against the plain rule: any two that are near are in one group.
func TestTogether(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 50 {
		lines := make([]*tiles.Line, 1+r.IntN(40))
		group := make([]int, len(lines))
		for i := range lines {
			x, y := r.Uint32N(900_000), r.Uint32N(900_000)
			lines[i] = tiles.NewLine(uint64(i), 0, 0, []uint32{x, x + r.Uint32N(90_000)}, []uint32{y, y + r.Uint32N(90_000)}, nil)
			group[i] = i
		}
		for range lines { // spread the least number until nothing changes
			for i, a := range lines {
				for k, b := range lines {
					if gap(a.Box.MinX, a.Box.MaxX, b.Box.MinX, b.Box.MaxX) <= streetGap && gap(a.Box.MinY, a.Box.MaxY, b.Box.MinY, b.Box.MaxY) <= streetGap {
						group[i] = min(group[i], group[k])
						group[k] = group[i]
					}
				}
			}
		}
		groups := map[int]int{}
		for _, g := range group {
			groups[g]++
		}
		got := together(lines)
		if len(got) != len(groups) {
			t.Fatalf("%d groups, want %d", len(got), len(groups))
		}
		for _, lines := range got {
			for _, line := range lines {
				if group[line.ID] != group[lines[0].ID] || len(lines) != groups[group[line.ID]] {
					t.Fatalf("line %d is in a group of %d", line.ID, len(lines))
				}
			}
		}
	}
}

func gap(a0, a1, b0, b1 uint32) int64 { return max(0, int64(b0)-int64(a1), int64(a0)-int64(b1)) }
