package ingest_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"rasad/data"
	"rasad/data/ingest"
	"rasad/data/source"
)

// TestRealMaps imports real files, twice, and counts what the record holds against what is known of them.
func TestRealMaps(t *testing.T) {
	for _, c := range []struct {
		file                         string
		roads, restrictions, minArea int
		most                         time.Duration
	}{
		{"roads/lucknow/lucknow_roads.osm.pbf", 132_680, 0, 0, 25 * time.Second},
		{"roads/osm/heidelberg.osm.pbf", 10_000, 400, 500, 25 * time.Second},
		{"roads/osm/pune-hadapsar.osm.gz", 300, 0, 1, 10 * time.Second},
		{"roads/osm/monaco.osm.gz", 500, 0, 10, 10 * time.Second},
	} {
		t.Run(filepath.Base(c.file), func(t *testing.T) {
			file := shared(t, c.file)
			db := newCity(t, "osm-city")
			start := time.Now()
			report := twice(t, db, ingest.OSM, ingest.Options{City: "osm-city"}, file)
			t.Logf("%v for two runs\n%s", time.Since(start).Round(10*time.Millisecond), report.Text("en"))
			if d := time.Since(start); d > 2*c.most {
				t.Errorf("two imports took %v", d)
			}
			if n := count(t, db, `SELECT count(*) FROM rasad.road`); n < c.roads {
				t.Errorf("%d roads", n)
			}
			if n := count(t, db, `SELECT count(*) FROM rasad.turn_restriction`); n < c.restrictions {
				t.Errorf("%d restrictions", n)
			}
			if n := count(t, db, `SELECT count(*) FROM rasad.map_area`); n < c.minArea {
				t.Errorf("%d areas", n)
			}
			if n := count(t, db, `SELECT count(*) FROM rasad.road WHERE cardinality(node_ids) <> st_npoints(geom)`); n > 0 {
				t.Errorf("%d roads whose node ids and vertices differ in number", n)
			}
			if n := count(t, db, `SELECT count(*) FROM rasad.turn_restriction t, unnest(from_ways || to_ways || via_ways) w
				WHERE NOT EXISTS (SELECT FROM rasad.road r WHERE r.road_id = w)`); n > 0 {
				t.Errorf("%d ways of restrictions are no roads", n)
			}
		})
	}
}

const smallMap = `<osm version="0.6">
<node id="1" lon="80.1" lat="26.1"/><node id="2" lon="80.2" lat="26.1"><tag k="barrier" v="gate"/></node><node id="3" lon="80.2" lat="26.2"/>
<node id="4" lon="80.15" lat="26.15"><tag k="shop" v="convenience"/><tag k="name" v="किराना"/></node>
<way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="name" v="Station Road"/></way>
<way id="11"><nd ref="2"/><nd ref="3"/><tag k="highway" v="%CLASS%"/></way>
%MORE%</osm>`

func mapFile(t *testing.T, class, more string) string {
	t.Helper()
	text := smallMap
	for old, now := range map[string]string{"%CLASS%": class, "%MORE%": more} {
		for i := range text {
			if len(text) >= i+len(old) && text[i:i+len(old)] == old {
				text = text[:i] + now + text[i+len(old):]
				break
			}
		}
	}
	file := filepath.Join(t.TempDir(), "small.osm")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestOSMChanges imports a map and then a changed one: only what differs is written, and what is gone is removed.
func TestOSMChanges(t *testing.T) {
	db := newCity(t, "c")
	ctx := context.Background()
	o := ingest.Options{City: "c"}
	other := data.Facility{City: "c", Kind: data.Grocery, NameEn: "Kept", Source: "survey", ExternalID: "node/4"}
	if _, err := db.PutFacility(ctx, "test", other); err != nil {
		t.Fatal(err)
	}
	turn := `<relation id="5"><member type="way" ref="10" role="from"/><member type="node" ref="2" role="via"/><member type="way" ref="11" role="to"/>
		<tag k="type" v="restriction"/><tag k="restriction" v="no_left_turn"/></relation>`
	twice(t, db, ingest.OSM, o, mapFile(t, "service", turn))
	before := changes(t, db)
	report, err := ingest.OSM(ctx, db, o, mapFile(t, "tertiary", ""))
	if err != nil {
		t.Fatal(err)
	}
	if c := *report.Count("road"); c.Changed != 1 || c.Unchanged != 1 || c.New+c.Removed != 0 {
		t.Errorf("roads: %+v", c)
	}
	if c := *report.Count("turn_restriction"); c.Removed != 1 {
		t.Errorf("restrictions: %+v", c)
	}
	if n := changes(t, db) - before; n != 2 {
		t.Errorf("%d lines of the change log, not 2", n)
	}
	if n := count(t, db, `SELECT count(*) FROM rasad.facility`); n != 2 {
		t.Errorf("%d facilities: that of the survey and the shop of the map are to be there", n)
	}
}

// TestOSMDryRun leaves the record as it was.
func TestOSMDryRun(t *testing.T) {
	db := newCity(t, "c")
	before := changes(t, db)
	report, err := ingest.OSM(context.Background(), db, ingest.Options{City: "c", DryRun: true}, mapFile(t, "service", ""))
	if err != nil {
		t.Fatal(err)
	}
	if report.Count("road").New != 2 || changes(t, db) != before || count(t, db, `SELECT count(*) FROM rasad.road`) != 0 {
		t.Errorf("a dry run wrote: %+v", report.Counts)
	}
}

// TestOSMRefusals: files that are none, and a city that is not there.
func TestOSMRefusals(t *testing.T) {
	db := newCity(t, "c")
	good := mapFile(t, "service", "")
	bad := filepath.Join(t.TempDir(), "bad.osm")
	if err := os.WriteFile(bad, []byte("<html></html>"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, run := range map[string]func() error{
		"no map": func() error {
			_, err := ingest.OSM(context.Background(), db, ingest.Options{City: "c"}, bad)
			return err
		},
		"no file": func() error {
			_, err := ingest.OSM(context.Background(), db, ingest.Options{City: "c"}, bad+"x")
			return err
		},
		"two files": func() error {
			_, err := ingest.OSM(context.Background(), db, ingest.Options{City: "c"}, good, good)
			return err
		},
		"no city": func() error {
			_, err := ingest.OSM(context.Background(), db, ingest.Options{City: "d"}, good)
			return err
		},
	} {
		var fault *source.Error
		if err := run(); !errors.As(err, &fault) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := count(t, db, `SELECT count(*) FROM rasad.road`); n != 0 {
		t.Errorf("%d roads were written", n)
	}
}
