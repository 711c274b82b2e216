package ingest

import (
	"context"
	"path/filepath"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/data/source"
)

// zoneInput gathers what the files of a zones import say.
type zoneInput struct {
	zones    map[string]*data.Zone
	order    []string
	polygons map[string]orb.MultiPolygon
	wards    []wanted
	zoneOf   []string // of wards, same length
}

// Zones imports zones and which wards belong to them. A file may hold the zones' polygons (a ward goes to the zone that covers most of
// it), or list wards with their zone (matched by number, else by name), or only the zones' names and helplines. The plan of the given
// name, or the published one, is brought to what the files say; if there is none it is made and published.
func Zones(ctx context.Context, db *data.DB, o Options, files ...string) (Report, error) {
	j, err := newJob("zones", o, files)
	if err != nil {
		return *j.report, err
	}
	if _, err := j.lookAround(ctx, db); err != nil {
		return *j.report, err
	}
	in := &zoneInput{zones: map[string]*data.Zone{}, polygons: map[string]orb.MultiPolygon{}}
	for _, file := range files {
		m := newMatcher(synonymsOf("zones"), o.Mapping)
		if err := j.read(ctx, file, m, func(r row) error { j.takeZone(in, r); return nil }); err != nil {
			return *j.report, err
		}
	}
	j.report.Count("zone").Read = len(in.zones)
	if len(in.zones) == 0 && j.report.Has(Fault) == 0 {
		j.fault(row{file: filepath.Base(files[0])}, "", "no-rows", both("फ़ाइल में कोई ज़ोन नहीं मिला", "no zone was found in the file"), both("--map zone=… से ज़ोन का स्तंभ बताएँ", "name the zone column by --map zone=…"))
	}
	if err := j.refuse(); err != nil || len(in.zones) == 0 {
		return *j.report, j.refusal(err)
	}
	err = j.write(ctx, db, func(tx pgx.Tx) error { return j.writeZones(ctx, tx, in) })
	return *j.report, err
}

// takeZone reads one row of any of the three kinds of file.
func (j *job) takeZone(in *zoneInput, r row) {
	v := r.values
	z := zoneOf(v)
	ward := wanted{row: r, code: codeOf(v["ward"]), names: namesOf(v, "name_hi", "name_en", "ward_name")}
	listsWards := v["ward"] != "" || v["ward_name"] != ""
	if !listsWards { // names in the row are the zone's own
		z = zoneOf(values{"zone": v["zone"], "zone_name": orElse(v["zone_name"], v["name"]), "zone_name_hi": orElse(v["zone_name_hi"], v["name_hi"]), "zone_name_en": orElse(v["zone_name_en"], v["name_en"])})
	} else if ward.names.empty() {
		ward.names = namesOf(v, "", "", "name")
	}
	if listsWards && ward.code == "" && ward.names.empty() {
		ward.code = clean(v["ward"])
	}
	if z.code == "" {
		if listsWards {
			j.warn(r, "", "no-zone-named", bothf("वार्ड %s के लिए ज़ोन नहीं दिया गया", "no zone is given for ward %s", orElse(ward.code, ward.names.any())), Text{})
			return
		}
		j.fault(r, "", "no-code", both("ज़ोन की न संख्या है न नाम", "the zone has neither number nor name"), both("--map zone=… से स्तंभ बताएँ", "name the column by --map zone=…"))
		return
	}
	in.add(z, clean(v["helpline"]))
	if listsWards {
		in.wards, in.zoneOf = append(in.wards, ward), append(in.zoneOf, z.code)
		return
	}
	if polygons := polygonsIn(r.geometry); len(polygons) > 0 {
		in.polygons[z.code] = append(in.polygons[z.code], polygons...)
	}
}

func (in *zoneInput) add(z zoneKey, helpline string) {
	zone := in.zones[z.code]
	if zone == nil {
		zone = &data.Zone{Code: z.code}
		in.zones[z.code] = zone
		in.order = append(in.order, z.code)
	}
	zone.NameHi, zone.NameEn, zone.Helpline = orElse(zone.NameHi, z.names.hi), orElse(zone.NameEn, z.names.en), orElse(zone.Helpline, helpline)
}

func orElse(text, other string) string {
	if text != "" {
		return text
	}
	return other
}

func (j *job) writeZones(ctx context.Context, tx pgx.Tx, in *zoneInput) error {
	delimitation, _, ok, err := j.delimitationID(ctx, tx)
	if err != nil {
		return err
	}
	if !ok {
		return noWards(j.o)
	}
	wards, err := wardsOf(ctx, tx, j.o.City, delimitation)
	if err != nil {
		return err
	}
	p := plan{delimitation: delimitation, zoneOf: map[int64]string{}, whole: len(in.wards) > 0 || len(in.polygons) > 0}
	for _, code := range in.order {
		p.zones = append(p.zones, *in.zones[code])
	}
	if len(in.polygons) > 0 {
		if err := j.zonesByOverlap(ctx, tx, in, delimitation, wards, &p); err != nil {
			return err
		}
	}
	if len(in.wards) > 0 {
		if err := j.zonesByList(in, wards, &p); err != nil {
			return err
		}
	}
	if p.whole {
		j.warnUnzoned(wards, p.zoneOf)
	}
	return j.writePlan(ctx, tx, p)
}

func noWards(o Options) error {
	if o.Delimitation != "" {
		return &source.Error{Reason: bothf("परिसीमन %q नहीं है", "there is no delimitation %q", o.Delimitation)}
	}
	return &source.Error{Reason: both("शहर के वार्ड अभी आयात नहीं हुए", "the city has no wards yet"), Remedy: both("पहले rasad import wards चलाएँ", "run rasad import wards first")}
}

// zonesByList goes by a list of wards. A list of which most rows match no ward is refused: it is of another city.
func (j *job) zonesByList(in *zoneInput, wards []data.Ward, p *plan) error {
	pairs, trusted := pairWards(in.wards, wards)
	matched := j.reportPairs(in.wards, pairs, trusted)
	j.report.Count("zone_ward").Read = len(in.wards)
	if 2*matched < len(in.wards) {
		j.report.Add(Finding{Severity: Fault, Code: "other-city", File: j.report.Files[0],
			Reason: bothf("%d में से केवल %d पंक्तियाँ किसी वार्ड से मिलीं", "only %[2]d of %[1]d rows match a ward", len(in.wards), matched),
			Remedy: both("जाँचें कि फ़ाइल इसी शहर और परिसीमन की है", "check that the file is of this city and delimitation")})
		j.report.Refused = true
		return &RefusedError{Faults: j.report.Has(Fault)}
	}
	for i, pair := range pairs {
		if pair.ward == nil {
			continue
		}
		if before, there := p.zoneOf[pair.ward.ID]; there && before != in.zoneOf[i] {
			j.warn(in.wards[i].row, "", "two-zones", bothf("वार्ड %s दो ज़ोन में लिखा है: %s और %s; बाद वाला लिया गया", "ward %s is listed in two zones, %s and %s; the later was taken", wardLabel(*pair.ward), before, in.zoneOf[i]), Text{})
		}
		p.zoneOf[pair.ward.ID] = in.zoneOf[i]
	}
	if !trusted {
		j.zonesOfSplitWards(in, wards, p)
	}
	return nil
}

// doubtfulShare is the part of a ward's area below which its largest zone is worth a look.
const doubtfulShare = 0.6

// touchingShare is the part below which a zone merely touches a ward.
const touchingShare = 0.1

// zonesByOverlap puts each ward into the zone that covers most of it.
func (j *job) zonesByOverlap(ctx context.Context, tx pgx.Tx, in *zoneInput, delimitation int64, wards []data.Ward, p *plan) error {
	codes, shapes := []string{}, []orb.MultiPolygon{}
	for _, code := range in.order {
		if shape, ok := in.polygons[code]; ok {
			codes, shapes = append(codes, code), append(shapes, shape)
		}
	}
	if _, err := tx.Exec(ctx, `CREATE TEMP TABLE import_zone_shape (code text, geom geometry) ON COMMIT DROP`); err != nil {
		return err
	}
	if _, err := tx.CopyFrom(ctx, pgx.Identifier{"import_zone_shape"}, []string{"code", "geom"}, pgx.CopyFromSlice(len(codes), func(i int) ([]any, error) {
		return []any{codes[i], shapes[i]}, nil
	})); err != nil {
		return err
	}
	rows, err := tx.Query(ctx, `
		WITH zone AS MATERIALIZED (SELECT code, ST_UnaryUnion(ST_MakeValid(geom)) geom FROM import_zone_shape),
		     ward AS MATERIALIZED (SELECT ward_id, ST_MakeValid(geom) geom FROM rasad.ward WHERE city_id = $1 AND delimitation_id = $2),
		     pair AS (SELECT ward_id, code, ST_Area(ST_Intersection(w.geom, z.geom)) AS common, ST_Area(w.geom) AS area
		              FROM ward w JOIN zone z ON w.geom && z.geom AND ST_Intersects(w.geom, z.geom))
		SELECT DISTINCT ON (ward_id) ward_id, code, common / nullif(area, 0) FROM pair WHERE common > 0 ORDER BY ward_id, common DESC, code`,
		j.o.City, delimitation)
	if err != nil {
		return err
	}
	labels := map[int64]string{}
	for _, w := range wards {
		labels[w.ID] = wardLabel(w)
	}
	var id int64
	var code string
	var share float64
	_, err = pgx.ForEachRow(rows, []any{&id, &code, &share}, func() error {
		if share < touchingShare {
			return nil
		}
		p.zoneOf[id] = code
		if share < doubtfulShare {
			j.report.Add(Finding{Severity: Warning, Code: "doubtful-zone", Reason: bothf("वार्ड %s का केवल %.0f %% ज़ोन %s में है", "of ward %s only %.0f %% lies in zone %s", labels[id], 100*share, code),
				Remedy: both("इन वार्डों के ज़ोन जाँच लें, या ज़ोन CSV से दें", "look these wards through, or give their zones by CSV")})
		}
		return nil
	})
	return err
}
