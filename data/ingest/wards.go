package ingest

import (
	"context"
	"encoding/json"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/data/source"
)

// wardRow is a ward as the files have it.
type wardRow struct {
	row  row
	ward data.Ward
	zone zoneKey
}

// zoneKey names a zone in a file.
type zoneKey struct {
	code  string
	names names
}

// Wards imports ward boundaries: one delimitation, a full set. A delimitation of a name that exists is updated in place, ward by ward
// code, and wards that the files no longer list are removed; a new name becomes the current delimitation. When the files have a zone
// column and the delimitation has no zone plan, one is made from it. The error is a *RefusedError when the report lists faults, a
// *source.Error when a file cannot be read.
func Wards(ctx context.Context, db *data.DB, o Options, files ...string) (Report, error) {
	j, err := newJob("wards", o, files)
	if err != nil {
		return *j.report, err
	}
	if _, err := j.lookAround(ctx, db); err != nil {
		return *j.report, err
	}
	var rows []wardRow
	for _, file := range files {
		m := newMatcher(synonymsOf("wards"), o.Mapping)
		err := j.read(ctx, file, m, func(r row) error {
			if w, ok := j.wardOf(r, m); ok {
				rows = append(rows, w)
			}
			return nil
		})
		if err != nil {
			return *j.report, err
		}
	}
	j.report.Count("ward").Read = j.rows
	rows, merged := j.singleOut(rows)
	if len(rows) == 0 && j.report.Has(Fault) == 0 {
		j.fault(row{file: j.report.Files[0]}, "", "no-rows", both("फ़ाइल में कोई वार्ड नहीं मिला", "no ward was found in the file"), Text{})
	}
	if err := j.refuse(); err != nil || len(rows) == 0 {
		return *j.report, j.refusal(err)
	}
	rows, err = j.tidy(ctx, db, rows, merged)
	if err != nil {
		return *j.report, err
	}
	err = j.write(ctx, db, func(tx pgx.Tx) error { return j.writeWards(ctx, tx, rows) })
	return *j.report, err
}

// refusal is for inputs of which nothing is left once bad rows are out.
func (j *job) refusal(err error) error {
	j.report.Refused = true
	if err != nil {
		return err
	}
	return &RefusedError{Faults: j.report.Has(Fault)}
}

// wardOf makes a ward of a row, or reports why it is none.
func (j *job) wardOf(r row, m *matcher) (w wardRow, ok bool) {
	polygons := polygonsIn(r.geometry)
	if len(polygons) == 0 {
		j.fault(r, "geometry", "no-polygon", both("पंक्ति में वार्ड का बहुभुज नहीं है", "the row has no polygon of a ward"),
			both("CSV में WKT स्तंभ दें (--map wkt=…)", "in CSV give a WKT column (--map wkt=…)"))
		return w, false
	}
	v := r.values
	n := namesOf(v, "name_hi", "name_en", "name")
	code := codeOf(v["code"])
	if code == "" && v["code"] == "" {
		if c, rest := splitCode(n.any()); c != "" { // number and name in one field
			code = c
			n = namesOf(values{"name": rest}, "", "", "name")
		}
	}
	n = n.trimCode(code)
	if code == "" {
		code = n.any()
	}
	if code == "" {
		code = clean(v["code"]) // a nameless ward 0
	}
	if code == "" {
		j.fault(r, "", "no-code", both("वार्ड की न संख्या है न नाम", "the ward has neither number nor name"),
			both("--map code=… और --map name=… से स्तंभ बताएँ; ऐसी इक्का-दुक्का पंक्तियाँ --skip-bad से छोड़ें", "name the columns by --map code=… and --map name=…; leave single rows of this kind out by --skip-bad"))
		return w, false
	}
	w = wardRow{row: r, zone: zoneOf(v), ward: data.Ward{
		City: j.o.City, Code: code, Number: numberOf(code), NameHi: n.hi, NameEn: n.en, Geometry: polygons, Attrs: attrsOf(r.rest),
		Councillor: councillorOf(v),
	}}
	okPopulation := j.count(r, m, "population", &w.ward.Population)
	return w, j.count(r, m, "households", &w.ward.Households) && okPopulation
}

func councillorOf(v values) data.Councillor {
	n := namesOf(v, "councillor_hi", "councillor_en", "councillor")
	return data.Councillor{NameHi: n.hi, NameEn: n.en, Phone: source.LatinDigits(clean(v["councillor_phone"]))}
}

// count reads a field that counts something; a bad one is a fault.
func (j *job) count(r row, m *matcher, field string, into **int32) bool {
	n, ok := parseCount(r.values[field])
	if !ok {
		column := m.column(field)
		j.fault(r, column, "bad-number", bothf("%.40q संख्या नहीं है", "%.40q is not a number", r.values[field]),
			both("0 या उससे बड़ी पूर्ण संख्या लिखें, या कक्ष खाली छोड़ें", "write a whole number of 0 or more, or leave the cell empty"))
		return false
	}
	*into = n
	return true
}

// zoneOf reads a row's zone: number and name apart, or in one as in "9-Saidapet".
func zoneOf(v values) zoneKey {
	z := zoneKey{names: namesOf(v, "zone_name_hi", "zone_name_en", "zone_name")}
	z.code = codeOf(v["zone"])
	if c, rest := splitCode(z.code); c != "" && rest != "" {
		z.code = c
		if z.names.empty() {
			z.names = namesOf(values{"name": rest}, "", "", "name")
		}
	}
	if z.code == "" && codeOf(v["zone"]) == "" && v["zone"] != "0" {
		z.code = z.names.any()
	}
	return z
}

// polygonsIn gathers the polygons of a geometry; points and lines beside them are left out.
func polygonsIn(g orb.Geometry) orb.MultiPolygon {
	switch g := g.(type) {
	case orb.Polygon:
		return orb.MultiPolygon{g}
	case orb.MultiPolygon:
		return g
	case orb.Collection:
		var all orb.MultiPolygon
		for _, member := range g {
			all = append(all, polygonsIn(member)...)
		}
		return all
	default:
		return nil
	}
}

// attrsOf keeps the columns that no field wants, as the record's jsonb gives them back: numbers as float64.
func attrsOf(rest []source.Field) map[string]any {
	attrs := map[string]any{}
	for _, f := range rest {
		name := clean(f.Name)
		if name == "" || f.Value == nil || f.Value == "" {
			continue
		}
		switch v := f.Value.(type) {
		case string:
			if text := clean(v); text != "" {
				attrs[name] = text
			}
		case json.Number:
			if number, err := v.Float64(); err == nil {
				attrs[name] = number
			}
		case bool:
			attrs[name] = v
		default: // lists and objects of a file are not kept
		}
	}
	return attrs
}
