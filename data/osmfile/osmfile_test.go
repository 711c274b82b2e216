package osmfile

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"rasad/data"
	"rasad/data/source"
)

func parse(text string) (*Map, error) {
	return ReadFrom(context.Background(), bytes.NewReader([]byte(text)), int64(len(text)), nil)
}

func mustParse(t *testing.T, body string) *Map {
	t.Helper()
	m, err := parse(`<?xml version="1.0"?><osm version="0.6">` + body + `</osm>`)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// grid is nodes 1 to 16 on a raster of 4 by 4, a hundredth of a degree apart.
const grid = `<node id="1" lon="80.00" lat="26.00"/><node id="2" lon="80.01" lat="26.00"/><node id="3" lon="80.02" lat="26.00"/><node id="4" lon="80.03" lat="26.00"/>
<node id="5" lon="80.00" lat="26.01"/><node id="6" lon="80.01" lat="26.01"/><node id="7" lon="80.02" lat="26.01"/><node id="8" lon="80.03" lat="26.01"/>
<node id="9" lon="80.00" lat="26.02"/><node id="10" lon="80.01" lat="26.02"/><node id="11" lon="80.02" lat="26.02"/><node id="12" lon="80.03" lat="26.02"/>
<node id="13" lon="80.00" lat="26.03"/><node id="14" lon="80.01" lat="26.03"/><node id="15" lon="80.02" lat="26.03"/><node id="16" lon="80.03" lat="26.03"/>`

func wayText(id string, nodes, tags string) string {
	text := `<way id="` + id + `">`
	for _, n := range strings.Fields(nodes) {
		text += `<nd ref="` + n + `"/>`
	}
	return text + tagText(tags) + `</way>`
}

func tagText(tags string) (text string) {
	for _, t := range strings.Split(tags, ";") {
		if k, v, ok := strings.Cut(t, "="); ok {
			text += `<tag k="` + k + `" v="` + v + `"/>`
		}
	}
	return text
}

func relationText(id, members, tags string) string {
	text := `<relation id="` + id + `">`
	for _, m := range strings.Fields(members) {
		p := strings.Split(m, ":")
		kind := "way"
		if p[0] == "n" {
			kind = "node"
		}
		text += `<member type="` + kind + `" ref="` + p[1] + `" role="` + p[2] + `"/>`
	}
	return text + tagText(tags) + `</relation>`
}

func TestRoads(t *testing.T) {
	m := mustParse(t, grid+`<node id="20" lon="80.005" lat="26"><tag k="barrier" v="bollard"/><tag k="note" v="x"/></node>`+
		wayText("1", "1 20 2 2 3", "highway=residential;name=स्टेशन रोड;oneway=-1;goods:conditional=no @ (08:00-20:00);source=survey;width=3")+
		wayText("2", "3 7", "highway=construction")+wayText("3", "3 7 6 2 3", "highway=pedestrian;area=yes")+
		wayText("4", "7 8", "route=ferry;duration=00:10;name:en=Ferry")+wayText("5", "8 12 99 16", "highway=trunk_link;ref=NH 30;name=Kanpur Road")+
		wayText("6", "8 99", "highway=path"))
	want := []data.Road{
		{ID: 1, Class: "residential", NameHi: "स्टेशन रोड", NodeIDs: []int64{1, 20, 2, 3},
			Tags: map[string]string{"oneway": "-1", "goods:conditional": "no @ (08:00-20:00)", "width": "3"}, Geometry: orb.LineString{{80, 26}, {80.005, 26}, {80.01, 26}, {80.02, 26}}},
		{ID: 4, Class: "ferry", NameEn: "Ferry", NodeIDs: []int64{7, 8}, Tags: map[string]string{"route": "ferry", "duration": "00:10"}, Geometry: orb.LineString{{80.02, 26.01}, {80.03, 26.01}}},
		{ID: 5, Class: "trunk_link", NameEn: "Kanpur Road", Ref: "NH 30", NodeIDs: []int64{8, 12}, Tags: map[string]string{}, Geometry: orb.LineString{{80.03, 26.01}, {80.03, 26.02}}},
	}
	if !reflect.DeepEqual(m.Roads, want) {
		t.Errorf("roads %+v", m.Roads)
	}
	if len(m.Nodes) != 1 || m.Nodes[0].ID != 20 || !reflect.DeepEqual(m.Nodes[0].Tags, map[string]string{"barrier": "bollard"}) {
		t.Errorf("nodes %+v", m.Nodes)
	}
	if len(m.Remarks) != 2 || m.Remarks[0].Code != "clipped-way" || m.Remarks[0].ID != 5 {
		t.Errorf("remarks %+v", m.Remarks)
	}
}

func TestRestrictions(t *testing.T) {
	roads := grid + wayText("1", "1 2", "highway=primary") + wayText("2", "2 3", "highway=primary") + wayText("3", "2 6", "highway=primary") + wayText("4", "6 7", "highway=primary")
	for _, c := range []struct {
		members, tags, kind, remark string
	}{
		{"w:1:from n:2:via w:3:to", "restriction=no_left_turn;except=bicycle", "no_left_turn", ""},
		{"w:1:from w:3:via w:4:to", "restriction=no_u_turn", "no_u_turn", ""},
		{"w:1:from n:2:via w:3:to", "restriction:hgv=only_straight_on", "only_straight_on", ""},
		{"w:1:from n:2:via w:3:to", "restriction:conditional=no_right_turn @ (Mo-Fr 07:00-09:00)", "no_right_turn", ""},
		{"w:1:from w:2:from n:2:via w:3:to", "restriction=no_entry", "no_entry", ""},
		{"w:1:from w:2:from n:2:via w:3:to", "restriction=no_left_turn", "", "restriction-incomplete"},
		{"w:1:from n:2:via w:3:to", "restriction=give_way", "", "restriction-not-understood"},
		{"w:1:from n:2:via w:99:to", "restriction=no_left_turn", "", "restriction-incomplete"},
		{"w:1:from w:3:to", "restriction=no_left_turn", "", "restriction-incomplete"},
		{"w:1:from n:2:via", "restriction=no_left_turn", "", "restriction-incomplete"},
		{"n:2:via w:3:to", "restriction=no_left_turn", "", "restriction-incomplete"},
	} {
		m := mustParse(t, roads+relationText("9", c.members, "type=restriction;"+c.tags))
		switch {
		case c.remark != "":
			if len(m.Restrictions) != 0 || len(m.Remarks) != 1 || m.Remarks[0].Code != c.remark {
				t.Errorf("%s %s: %+v %+v", c.members, c.tags, m.Restrictions, m.Remarks)
			}
		case len(m.Restrictions) != 1 || m.Restrictions[0].Kind != c.kind || len(m.Restrictions[0].Tags) == 0:
			t.Errorf("%s %s: %+v %+v", c.members, c.tags, m.Restrictions, m.Remarks)
		}
	}
}

func TestAreas(t *testing.T) {
	const pond = "type=multipolygon;natural=water;water=pond"
	for _, c := range []struct {
		name, body string
		polygons   int
		rings      int     // of the first polygon
		cells      float64 // area, in cells of the grid
		broken     bool
	}{
		{"a closed way", wayText("1", "1 2 6 5 1", "leisure=park"), 1, 1, 1, false},
		{"an open way is no area", wayText("1", "1 2 6 5", "leisure=park"), 0, 0, 0, false},
		{"a ring of three ways, one backwards", wayText("1", "1 2 3 4", "") + wayText("2", "1 5 9 13 14", "") + wayText("3", "4 8 12 16 15 14", "") +
			relationText("1", "w:1:outer w:2:outer w:3:outer", pond), 1, 1, 9, false},
		{"an island, roles wrong", wayText("1", "1 4 16 13 1", "") + wayText("2", "6 7 11 10 6", "") + relationText("1", "w:1:inner w:2:outer", pond), 1, 2, 8, false},
		{"two outlines", wayText("1", "1 2 6 5 1", "") + wayText("2", "11 12 16 15 11", "") + relationText("1", "w:1:outer w:2:outer", pond), 2, 1, 2, false},
		{"an open ring", wayText("1", "1 2 6 5 1", "") + wayText("2", "11 12 16", "") + relationText("1", "w:1:outer w:2:outer", pond), 1, 1, 1, true},
		{"a missing member", wayText("1", "1 2 6 5 1", "") + relationText("1", "w:1:outer w:2:outer", pond), 1, 1, 1, true},
		{"a missing node", wayText("1", "1 2 99 5 1", "natural=water"), 0, 0, 0, true},
		{"nothing but holes in the data", relationText("1", "w:5:outer", pond), 0, 0, 0, true},
	} {
		m := mustParse(t, grid+c.body)
		polygons, rings, area := 0, 0, 0.0
		for _, a := range m.Areas {
			polygons += len(a.Geometry)
			rings = len(a.Geometry[0])
			area += planar.Area(a.Geometry) / 1e-4
			for _, p := range a.Geometry {
				if p[0].Orientation() != orb.CCW || len(p) > 1 && p[1].Orientation() != orb.CW {
					t.Errorf("%s: a ring turns the wrong way", c.name)
				}
			}
		}
		if polygons != c.polygons || rings != c.rings || area < c.cells-1e-6 || area > c.cells+1e-6 {
			t.Errorf("%s: %d polygons, %d rings, %g cells", c.name, polygons, rings, area)
		}
		if broken := len(m.Remarks) > 0; broken != c.broken {
			t.Errorf("%s: remarks %+v", c.name, m.Remarks)
		}
	}
}

func TestLinesPlacesShops(t *testing.T) {
	m := mustParse(t, grid+`<node id="30" lon="80.1" lat="26.1">`+tagText("place=village;name=रामपुर;name:en=Rampur")+`</node><node id="31" lon="80.2" lat="26.1">`+
		tagText("railway=station;name=Anandpur")+`</node><node id="32" lon="80.2" lat="26.1">`+tagText("place=village")+`</node><node id="33" lon="80.2" lat="26.2">`+
		tagText("amenity=pharmacy;name=Dawa;phone=+91 0;opening_hours=24/7;addr:street=Gali 1")+`</node>`+
		wayText("1", "1 2", "railway=rail;service=yard")+wayText("2", "2 3", "waterway=drain;name:hi=नाला")+wayText("3", "6 7 11 10 6", "amenity=hospital;name=Big")+wayText("4", "1 2", "railway=abandoned"))
	if len(m.Lines) != 2 || m.Lines[0].Layer != "rail" || m.Lines[1].Class != "drain" || m.Lines[1].NameHi != "नाला" {
		t.Errorf("lines %+v", m.Lines)
	}
	if len(m.Places) != 2 || m.Places[0].NameHi != "रामपुर" || m.Places[0].NameEn != "Rampur" || m.Places[1].Class != "station" {
		t.Errorf("places %+v", m.Places)
	}
	if len(m.Facilities) != 2 || m.Facilities[0].ExternalID != "node/33" || m.Facilities[0].Hours != "24/7" || m.Facilities[0].AddressEn != "Gali 1" || m.Facilities[1].Kind != data.Hospital {
		t.Errorf("facilities %+v", m.Facilities)
	}
}

// TestBadFiles: each ends in an error of its kind, worded for people when it comes from Read.
func TestBadFiles(t *testing.T) {
	pbf := string(tinyPBF())
	if _, err := parse(pbf); err != nil {
		t.Fatalf("the good one: %v", err)
	}
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"empty":              {"", ErrFormat},
		"text":               {"hello", ErrFormat},
		"html":               {"<html><body/></html>", ErrFormat},
		"change file":        {"<osmChange></osmChange>", ErrFormat},
		"cut XML":            {`<osm version="0.6"><node id="1" lon="1" lat="1"/>`, ErrTruncated},
		"cut in a tag":       {`<osm version="0.6"><node id="1" lon=`, ErrTruncated},
		"bad XML":            {`<osm version="0.6"><node id=1></osm>`, ErrBroken},
		"bad id":             {`<osm><node id="x" lon="1" lat="1"/></osm>`, ErrBroken},
		"nowhere":            {`<osm><node id="1" lon="181" lat="1"/></osm>`, ErrBroken},
		"not a number":       {`<osm><node id="1" lon="NaN" lat="1"/></osm>`, ErrBroken},
		"element in element": {`<osm><way id="1"><way id="2"/></way></osm>`, ErrBroken},
		"gzip of nothing":    {"\x1f\x8b", ErrTruncated},
		"bad gzip":           {"\x1f\x8b\x08\x00garbage garbage garbage", ErrBroken},
		"endless tag":        {`<osm><node id="` + strings.Repeat("1", 2*maxXMLToken) + `"/></osm>`, ErrTooLarge},
		"cut PBF":            {pbf[:len(pbf)-3], ErrTruncated},
		"cut PBF header":     {pbf[:20], ErrTruncated},
		"bad PBF":            {pbf[:len(pbf)-3] + "xyz", ErrBroken},
		"PBF of histories":   {strings.Replace(pbf, "DenseNodes", "Historical", 1), ErrFormat},
	} {
		_, err := parse(c.text)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, not %v", name, err, c.want)
		}
		file := filepath.Join(t.TempDir(), "x.osm")
		if err := os.WriteFile(file, []byte(c.text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err = Read(context.Background(), file, nil)
		var fault *source.Error
		if !errors.As(err, &fault) || fault.Reason.Hi == "" || fault.Remedy.En == "" || !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ReadFrom(ctx, bytes.NewReader(tinyPBF()), 1, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestFormatsAgree: the same map as PBF, XML and gzipped XML.
func TestFormatsAgree(t *testing.T) {
	text := `<osm><node id="7" lon="80.5" lat="26.5"><tag k="barrier" v="gate"/></node><node id="9" lon="80.6" lat="26.4"/>` +
		wayText("3", "7 9", "highway=path") + `</osm>`
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	plain, err1 := parse(text)
	packed, err2 := parse(zipped.String())
	binary, err3 := parse(string(tinyPBF()))
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(plain, packed) || !reflect.DeepEqual(plain, binary) {
		t.Errorf("%+v\n%+v\n%+v", plain, packed, binary)
	}
}

// FuzzRead: whatever the bytes, there is a map or an error of the listed kinds, and no panic.
func FuzzRead(f *testing.F) {
	f.Add(tinyPBF())
	f.Add([]byte(`<osm>` + grid + wayText("1", "1 2 6 5 1", "leisure=park;highway=path") + relationText("1", "w:1:outer", "type=multipolygon;natural=water") + `</osm>`))
	f.Add([]byte(`<osm>` + grid + wayText("1", "1 2", "highway=path") + relationText("1", "w:1:from n:1:via w:1:to", "type=restriction;restriction=no_u_turn") + `</osm>`))
	f.Fuzz(func(t *testing.T, content []byte) {
		m, err := ReadFrom(context.Background(), bytes.NewReader(content), int64(len(content)), nil)
		if err != nil {
			if !errors.Is(err, ErrFormat) && !errors.Is(err, ErrBroken) && !errors.Is(err, ErrTruncated) && !errors.Is(err, ErrTooLarge) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		for _, r := range m.Roads {
			if len(r.NodeIDs) != len(r.Geometry) || len(r.NodeIDs) < 2 {
				t.Fatalf("road %d: %d nodes, %d vertices", r.ID, len(r.NodeIDs), len(r.Geometry))
			}
		}
	})
}
