package ingest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/data/source"
	"rasad/geo/ward"
)

// worthListing is the area from which a gap or overlap is listed by itself; smaller ones are summed up.
const worthListing = 1000.0 // m²

// tidy puts merged wards' polygons together, checks all wards' geometry against each other, reports what it finds, and repairs it when
// asked to.
func (j *job) tidy(ctx context.Context, db *data.DB, rows []wardRow, merged []string) ([]wardRow, error) {
	if err := union(ctx, db, rows, merged); err != nil {
		return nil, err
	}
	list := make([]ward.Ward, len(rows))
	for i, r := range rows {
		list[i] = ward.Ward{ID: int64(i), Geometry: r.ward.Geometry}
	}
	if !j.o.Repair {
		j.reportGeometry(ward.Check(list), rows)
		return rows, nil
	}
	repaired, report, err := ward.Repair(list, ward.RepairOptions{})
	j.reportGeometry(report, rows)
	var bad *ward.BadGeometry
	if errors.As(err, &bad) {
		r := rows[bad.Ward].row
		return nil, &source.Error{File: r.file, Row: r.number, Column: "geometry", Err: err, Reason: both("आकृति सुधारी नहीं जा सकी", "the shape cannot be repaired")}
	}
	if err != nil {
		return nil, &source.Error{File: j.report.Files[0], Err: err, Reason: both("सीमाएँ इतनी उलझी हैं कि सुधारी नहीं जा सकीं", "the boundaries are too tangled to be repaired"),
			Remedy: both("--repair के बिना आयात करें, या QGIS में सुधारें", "import without --repair, or mend them in QGIS")}
	}
	rows, err = j.takeRepaired(rows, repaired)
	if err != nil {
		return nil, err
	}
	return rows, splitTouching(ctx, db, rows)
}

// splitTouching writes rings that touch themselves at a vertex as OGC Simple Features wants them: as several rings. No vertex moves, so
// neighbours stay joined.
func splitTouching(ctx context.Context, db *data.DB, rows []wardRow) error {
	batch := &pgx.Batch{}
	for i := range rows {
		w := &rows[i].ward
		batch.Queue(`SELECT ST_Multi(ST_CollectionExtract(ST_MakeValid(g), 3)) FROM (SELECT $1::geometry g) t WHERE NOT ST_IsValid(g)`, w.Geometry).
			Query(func(found pgx.Rows) error {
				for found.Next() {
					if err := found.Scan(&w.Geometry); err != nil {
						return err
					}
				}
				return found.Err()
			})
	}
	if err := db.Pool().SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("tidy repaired wards: %w", err)
	}
	return nil
}

func (j *job) takeRepaired(rows []wardRow, repaired []ward.Ward) ([]wardRow, error) {
	for _, w := range repaired {
		if len(w.Geometry) == 0 {
			r := rows[w.ID]
			j.fault(r.row, "geometry", "nothing-left", bothf("वार्ड %s पूरी तरह दूसरे वार्डों में समाया है", "ward %s lies wholly within other wards", wardLabel(r.ward)), Text{})
			continue
		}
		rows[w.ID].ward.Geometry = w.Geometry
	}
	if err := j.refuse(); err != nil {
		return nil, err
	}
	kept := rows[:0]
	for i := range rows {
		if len(repaired[i].Geometry) > 0 {
			kept = append(kept, rows[i])
		}
	}
	j.report.Add(Finding{Severity: Note, Code: "repaired", Reason: both("सीमाएँ सुधारी गईं: दरारें और दोहराव दूर, पड़ोसी वार्ड जुड़े", "boundaries were repaired: slivers and overlaps are gone, neighbours join")})
	return kept, nil
}

// reportGeometry words what a check of the boundaries found; ids are places in rows.
func (j *job) reportGeometry(report ward.Report, rows []wardRow) {
	label := func(ids []int64) string {
		names := make([]string, 0, 4)
		for _, id := range ids[:min(len(ids), 4)] {
			names = append(names, wardLabel(rows[id].ward))
		}
		return strings.Join(names, ", ")
	}
	for _, f := range report.Faults {
		w := wardLabel(rows[f.Ward].ward)
		j.warn(rows[f.Ward].row, "geometry", "bad-shape", Text{
			Hi: fmt.Sprintf("वार्ड %s की आकृति: %s, %s पर", w, faultWord(f.Reason), place(f.At)),
			En: fmt.Sprintf("shape of ward %s: %s, at %s", w, f.Reason, place(f.At)),
		}, both("--repair से सुधारें", "mend it by --repair"))
	}
	repair := both("--repair से सुधारें", "close and share them out by --repair")
	small, smallArea := 0, 0.0
	for _, o := range report.Overlaps {
		if o.SquareM < worthListing {
			small, smallArea = small+1, smallArea+o.SquareM
			continue
		}
		j.report.Add(Finding{Severity: Warning, Code: "overlap", Remedy: repair, Reason: bothf("वार्ड %s एक-दूसरे पर चढ़े हैं: %.0f m², %s पर", "wards %s overlap: %.0f m², at %s", label(o.Wards), o.SquareM, place(o.At))})
	}
	j.sumUp("small-overlaps", small, bothf("%d छोटे दोहराव, कुल %.0f m²", "%d small overlaps, %.0f m² in all", small, smallArea), repair)
	small, smallArea = 0, 0
	for _, g := range report.Gaps {
		if g.SquareM < worthListing {
			small, smallArea = small+1, smallArea+g.SquareM
			continue
		}
		j.report.Add(Finding{Severity: Warning, Code: "gap", Remedy: repair, Reason: bothf("वार्ड %s के बीच खाली जगह: %.0f m², %s पर", "a gap between wards %s: %.0f m², at %s", label(g.Wards), g.SquareM, place(g.At))})
	}
	j.sumUp("slivers", small, bothf("वार्डों के बीच %d दरारें, कुल %.0f m²", "%d slivers between wards, %.0f m² in all", small, smallArea), repair)
	if report.Tangled {
		j.report.Add(Finding{Severity: Warning, Code: "tangled", Reason: both("सीमाएँ बहुत उलझी हैं; दोहराव और दरारें नहीं गिनी गईं", "the boundaries are too tangled; overlaps and gaps were not worked out")})
	}
}

func (j *job) sumUp(code string, n int, reason, remedy Text) {
	if n > 0 {
		j.report.Add(Finding{Severity: Warning, Code: code, Reason: reason, Remedy: remedy})
	}
}

func faultWord(reason string) string {
	words := map[string]string{"no area": "क्षेत्रफल शून्य", "open ring": "खुला छल्ला", "crosses itself": "अपने को काटती है", "no such place": "ऐसा स्थान नहीं"}
	if word, ok := words[reason]; ok {
		return word
	}
	return reason
}

func place(p orb.Point) string { return fmt.Sprintf("%.5f, %.5f", p[0], p[1]) }
