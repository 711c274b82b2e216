package ingest

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"rasad/data"
	"rasad/data/osmfile"
	"rasad/data/source"
)

// osmSource is the Source of facilities that come from OpenStreetMap when the options name none.
const osmSource = "osm"

// OSM imports one OpenStreetMap file: roads, their tagged nodes, turn restrictions, water, green, railways, places, and shops and
// hospitals as facilities. The file is the whole map of the city: what it no longer has is removed; facilities of other sources stay. An
// element that is as the file says is not touched. The error is a *source.Error when the file cannot be read.
func OSM(ctx context.Context, db *data.DB, o Options, files ...string) (Report, error) {
	j, err := newJob("osm", o, files)
	if err != nil {
		return *j.report, err
	}
	if len(files) > 1 {
		return *j.report, &source.Error{File: files[1], Reason: both("एक ही OpenStreetMap फ़ाइल दें", "give one OpenStreetMap file"),
			Remedy: both("osmium merge से फ़ाइलें जोड़ें", "join files with osmium merge")}
	}
	if _, err := j.lookAround(ctx, db); err != nil {
		return *j.report, err
	}
	m, err := osmfile.Read(ctx, files[0], func(done, total int64) { o.progress(done*7/10, total) }) // the rest is writing
	if err != nil {
		return *j.report, err
	}
	j.remarks(m)
	total := j.total * 3
	err = j.write(ctx, db, func(tx pgx.Tx) error { return j.writeMap(ctx, tx, m, total) })
	if err == nil {
		o.progress(total, total)
	}
	return *j.report, err
}

// writeMap brings the city's map to what the file says.
func (j *job) writeMap(ctx context.Context, tx pgx.Tx, m *osmfile.Map, total int64) error {
	tables := j.osmTables(m)
	for i, t := range tables {
		if err := j.mergeTable(ctx, tx, t); err != nil {
			return err
		}
		j.o.progress(total*7/10+total*3/10*int64(i+1)/int64(len(tables)), total)
	}
	return nil
}

// osmTable is a table of the record and the rows that it shall have.
type osmTable struct {
	name  string
	keys  []string // besides city_id
	attrs []string // all other columns that the file gives
	own   string   // condition on t for rows that this import may remove, with src as $2; '' = all of the city
	src   string
	rows  int
	row   func(i int) []any // city_id, keys, attrs
}

func (j *job) osmTables(m *osmfile.Map) []osmTable {
	city := j.o.City
	src := cmp.Or(j.o.Source, osmSource)
	return []osmTable{
		{name: "road", keys: []string{"road_id"}, attrs: []string{"class", "name_hi", "name_en", "ref", "node_ids", "tags", "geom"}, rows: len(m.Roads), row: func(i int) []any {
			r := &m.Roads[i]
			return []any{city, r.ID, r.Class, r.NameHi, r.NameEn, r.Ref, r.NodeIDs, r.Tags, r.Geometry}
		}},
		{name: "road_node", keys: []string{"node_id"}, attrs: []string{"tags", "geom"}, rows: len(m.Nodes), row: func(i int) []any {
			n := &m.Nodes[i]
			return []any{city, n.ID, n.Tags, n.Point}
		}},
		{name: "turn_restriction", keys: []string{"relation_id"}, attrs: []string{"kind", "from_ways", "via_node", "via_ways", "to_ways", "tags"}, rows: len(m.Restrictions), row: func(i int) []any {
			r := &m.Restrictions[i]
			return []any{city, r.ID, r.Kind, r.FromWays, r.ViaNode, r.ViaWays, r.ToWays, r.Tags}
		}},
		{name: "map_area", keys: []string{"layer", "area_id"}, attrs: []string{"class", "name_hi", "name_en", "geom"}, rows: len(m.Areas), row: func(i int) []any {
			a := &m.Areas[i]
			return []any{city, a.Layer, a.ID, a.Class, a.NameHi, a.NameEn, a.Geometry}
		}},
		{name: "map_line", keys: []string{"layer", "line_id"}, attrs: []string{"class", "name_hi", "name_en", "geom"}, rows: len(m.Lines), row: func(i int) []any {
			l := &m.Lines[i]
			return []any{city, l.Layer, l.ID, l.Class, l.NameHi, l.NameEn, l.Geometry}
		}},
		{name: "place", keys: []string{"place_id"}, attrs: []string{"class", "name_hi", "name_en", "geom"}, rows: len(m.Places), row: func(i int) []any {
			p := &m.Places[i]
			return []any{city, p.ID, p.Class, p.NameHi, p.NameEn, p.Point}
		}},
		{name: "facility", keys: []string{"source", "external_id"}, attrs: []string{"kind", "name_hi", "name_en", "address_en", "phone", "hours", "geom"},
			own: `t.source = $2 AND t.external_id ~ '^(node|way)/[0-9]+$'`, src: src, rows: len(m.Facilities), row: func(i int) []any {
				f := &m.Facilities[i]
				return []any{city, src, f.ExternalID, string(f.Kind), f.NameHi, f.NameEn, f.AddressEn, f.Phone, f.Hours, f.Point}
			}},
	}
}

// remarks sums the file's remarks up by code: one finding each, with the first few ids.
func (j *job) remarks(m *osmfile.Map) {
	byCode := map[string][]osmfile.Remark{}
	for _, r := range m.Remarks {
		byCode[r.Code] = append(byCode[r.Code], r)
	}
	file := j.report.Files[0]
	for _, c := range []struct {
		code string
		text Text
		note bool
	}{
		{"clipped-way", both("रेखाएँ फ़ाइल की सीमा पर कटी हैं", "ways are cut at the border of the file"), true},
		{"broken-area", both("क्षेत्रों के कुछ भाग नहीं मिले या खुले हैं", "areas lack a part or are not closed"), false},
		{"restriction-not-understood", both("मोड़-प्रतिबंध समझ में नहीं आए", "turn restrictions are of an unknown kind"), false},
		{"restriction-incomplete", both("मोड़-प्रतिबंध अधूरे हैं", "turn restrictions are incomplete"), false},
	} {
		list := byCode[c.code]
		if len(list) == 0 {
			continue
		}
		severity := Warning
		if c.note {
			severity = Note
		}
		some := someOf(list)
		j.report.Add(Finding{Severity: severity, Code: c.code, File: file,
			Reason: both(fmt.Sprintf("%d %s: %s", len(list), c.text.Hi, some), fmt.Sprintf("%d %s: %s", len(list), c.text.En, some))})
	}
	j.classes(m, file)
}

func someOf(list []osmfile.Remark) string {
	text := ""
	for i, r := range list {
		if i == 5 {
			return text + ", …"
		}
		if i > 0 {
			text += ", "
		}
		kind := "way"
		if r.Relation {
			kind = "relation"
		}
		text += fmt.Sprintf("%s %d", kind, r.ID)
		if r.Detail != "" {
			text += fmt.Sprintf(" (%.60s)", r.Detail)
		}
	}
	return text
}

// classes notes what roads there are, and how many restrictions were taken of those in the file.
func (j *job) classes(m *osmfile.Map, file string) {
	counts := map[string]int{}
	for i := range m.Roads {
		counts[m.Roads[i].Class]++
	}
	list := make([]string, 0, len(counts))
	for class := range counts {
		list = append(list, class)
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	text := ""
	for i, class := range list {
		if i > 0 {
			text += ", "
		}
		text += fmt.Sprintf("%s %d", class, counts[class])
	}
	if text != "" {
		j.report.Add(Finding{Severity: Note, Code: "road-classes", File: file, Reason: both("सड़कें: "+text, "roads: "+text)})
	} else {
		j.report.Add(Finding{Severity: Warning, Code: "no-roads", File: file, Reason: both("फ़ाइल में कोई सड़क नहीं", "there is no road in the file")})
	}
	if all := m.Read.RestrictionRelations; all > 0 {
		j.report.Add(Finding{Severity: Note, Code: "restrictions", File: file, Reason: both(
			fmt.Sprintf("%d में से %d मोड़-प्रतिबंध लिए गए", all, len(m.Restrictions)), fmt.Sprintf("%d of %d turn restrictions were taken", len(m.Restrictions), all))})
	}
}
