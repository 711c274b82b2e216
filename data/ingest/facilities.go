package ingest

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/data/source"
	"rasad/geo/ward"
)

// facilityRow is a facility and where it was read.
type facilityRow struct {
	facility data.Facility
	row      row
	wardCode string // which the file names
}

// Facilities imports shops, kitchens and other places. Rows with an external id update the facility of that id of the same source; rows
// without are known by kind, name and place. Rows that the files no longer list stay, unless Options.Replace. Rows outside the city's
// wards and rows at one place are imported and reported.
func Facilities(ctx context.Context, db *data.DB, o Options, files ...string) (Report, error) {
	j, err := newJob("facilities", o, files)
	if err != nil {
		return *j.report, err
	}
	wards, err := j.lookAround(ctx, db)
	if err != nil {
		return *j.report, err
	}
	var rows []facilityRow
	kinds := &kindReader{index: newKindIndex(), fallback: o.Kind, unknown: map[string]*unknownKind{}}
	for _, file := range files {
		m := newMatcher(synonymsOf("facilities"), o.Mapping)
		err := j.read(ctx, file, m, func(r row) error {
			if f, ok := j.facilityOf(r, m, kinds); ok {
				rows = append(rows, f)
			}
			return nil
		})
		if err != nil {
			return *j.report, err
		}
	}
	j.reportKinds(kinds)
	j.report.Count("facility").Read = j.rows
	rows = j.singleFacilities(rows)
	if len(rows) == 0 && j.report.Has(Fault) == 0 {
		j.fault(row{file: filepath.Base(files[0])}, "", "no-rows", both("फ़ाइल में कोई पंक्ति नहीं", "there is no row in the file"), Text{})
	}
	if err := j.refuse(); err != nil || len(rows) == 0 {
		return *j.report, j.refusal(err)
	}
	if err := j.reportPlaces(rows, wards); err != nil {
		return *j.report, err
	}
	err = j.write(ctx, db, func(tx pgx.Tx) error { return j.writeFacilities(ctx, tx, rows) })
	return *j.report, err
}

// facilityOf makes a facility of a row, or reports why it is none.
func (j *job) facilityOf(r row, m *matcher, kinds *kindReader) (f facilityRow, ok bool) {
	point, ok := pointOf(r.geometry)
	if !ok {
		j.fault(r, "", "no-place", both("पंक्ति में स्थान (निर्देशांक) नहीं है", "the row has no place (coordinates)"),
			both("--map lon=… और --map lat=… से स्तंभ बताएँ", "name the columns by --map lon=… and --map lat=…"))
		return f, false
	}
	v := r.values
	kind, ok := kinds.read(r, m)
	if !ok {
		return f, false
	}
	n := namesOf(v, "name_hi", "name_en", "name")
	address := namesOf(v, "address_hi", "address_en", "address")
	// An apostrophe before a number keeps spreadsheets from reckoning with it; our own downloads have it too.
	f = facilityRow{row: r, wardCode: codeOf(v["ward"]), facility: data.Facility{
		City: j.o.City, Kind: kind, NameHi: n.hi, NameEn: n.en, AddressHi: address.hi, AddressEn: address.en,
		Phone: source.LatinDigits(strings.TrimPrefix(clean(v["phone"]), "'")), Hours: clean(v["hours"]), ExternalID: clean(v["external_id"]),
		Source: j.sourceOf(r.file), Attrs: attrsOf(r.rest), Point: point,
	}}
	if f.wardCode != "" {
		f.facility.Attrs["ward"] = f.wardCode
	}
	okCapacity, okStock := j.count(r, m, "capacity", &f.facility.Capacity), j.stock(r, m, &f.facility)
	return f, okCapacity && okStock
}

// sourceOf names the set in which external ids are unique: what the caller says, else the file.
func (j *job) sourceOf(file string) string {
	if j.o.Source != "" {
		return j.o.Source
	}
	stem, _, _ := strings.Cut(file, ".")
	return stem
}

// pointOf takes points, and areas by a point inside them: a shop mapped as a building.
func pointOf(g orb.Geometry) (orb.Point, bool) {
	switch g := g.(type) {
	case orb.Point:
		return g, true
	case orb.MultiPoint:
		if len(g) == 1 {
			return g[0], true
		}
	case orb.Polygon:
		return ward.LabelPoint(orb.MultiPolygon{g}), true
	case orb.MultiPolygon:
		return ward.LabelPoint(g), true
	}
	return orb.Point{}, false
}

// facilityKey tells facilities of one source apart.
type facilityKey struct {
	source, external string
	kind             data.FacilityKind
	name             string
	point            orb.Point
}

func keyOf(f data.Facility) facilityKey {
	if f.ExternalID != "" {
		return facilityKey{source: f.Source, external: f.ExternalID}
	}
	return facilityKey{source: f.Source, kind: f.Kind, name: names{f.NameHi, f.NameEn}.any(), point: f.Point}
}

// singleFacilities sees to it that each comes once: equal rows are taken once, and two rows of one external id are a fault.
func (j *job) singleFacilities(rows []facilityRow) []facilityRow {
	at := make(map[facilityKey]int, len(rows))
	single := rows[:0]
	for _, r := range rows {
		key := keyOf(r.facility)
		first, seen := at[key]
		switch {
		case !seen:
			at[key] = len(single)
			single = append(single, r)
		case sameFacility(single[first].facility, r.facility):
			j.warn(r.row, "", "same-row-twice", bothf("पंक्ति %d हूबहू दोहराई गई; एक बार ली गई", "row %d is repeated as it is; taken once", single[first].row.number), Text{})
		case key.external != "":
			j.fault(r.row, "", "duplicate-id", bothf("पहचान %q पंक्ति %d में पहले से है", "id %q is already in row %d", key.external, single[first].row.number),
				both("हर केंद्र को अपनी पहचान दें, या --map external_id=… से सही स्तंभ बताएँ", "give each facility an id of its own, or name the right column by --map external_id=…"))
		default:
			j.warn(r.row, "", "same-row-twice", bothf("पंक्ति %d जैसी ही (प्रकार, नाम, स्थान); पहली ली गई", "like row %d (kind, name, place); the first was taken", single[first].row.number), Text{})
		}
	}
	return single
}

// reportPlaces lists facilities that lie together, outside the city's wards, or in another ward than they say.
func (j *job) reportPlaces(rows []facilityRow, wards []data.Ward) error {
	together := make(map[facilityKey]int, len(rows))
	for _, r := range rows {
		key := facilityKey{kind: r.facility.Kind, point: r.facility.Point}
		if first, seen := together[key]; seen {
			j.warn(r.row, "", "same-place", bothf("पंक्ति %d के ही स्थान पर है", "at the very place of row %d", first), both("जाँचें कि ये दो अलग केंद्र हैं", "check that these are two facilities"))
			continue
		}
		together[key] = r.row.number
	}
	if len(wards) == 0 {
		return nil
	}
	list, codes := make([]ward.Ward, len(wards)), map[int64]string{}
	for i, w := range wards {
		list[i], codes[w.ID] = ward.Ward{ID: w.ID, Geometry: w.Geometry}, w.Code
	}
	index, err := ward.NewIndex(list)
	if err != nil {
		return err
	}
	for _, r := range rows {
		id, ok := index.Locate(r.facility.Point)
		switch {
		case !ok:
			j.warn(r.row, "", "outside", bothf("शहर के वार्डों से बाहर (%.5f, %.5f)", "outside the city's wards (%.5f, %.5f)", r.facility.Point[0], r.facility.Point[1]), Text{})
		case r.wardCode != "" && codes[id] != r.wardCode:
			j.warn(r.row, "", "other-ward", bothf("वार्ड %s लिखा है, पर स्थान वार्ड %s में है", "says ward %s, but lies in ward %s", r.wardCode, codes[id]), Text{})
		}
	}
	return nil
}
