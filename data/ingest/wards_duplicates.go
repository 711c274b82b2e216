package ingest

import (
	"context"
	"fmt"

	"github.com/paulmach/orb"

	"rasad/data"
)

// singleOut sees to it that each ward code comes once. Rows that say the same are taken once; others go by Options.Duplicates. merged
// lists the codes whose polygons were put together.
func (j *job) singleOut(rows []wardRow) (single []wardRow, merged []string) {
	at := map[string]int{}
	for _, w := range rows {
		first, seen := at[w.ward.Code]
		if !seen {
			at[w.ward.Code] = len(single)
			single = append(single, w)
			continue
		}
		kept := &single[first]
		if orb.Equal(kept.ward.Geometry, w.ward.Geometry) {
			j.warn(w.row, "", "same-ward-twice", bothf("वार्ड %s हूबहू दोहराया गया (पंक्ति %d); एक बार लिया गया", "ward %s is repeated as it is (row %d); taken once", w.ward.Code, kept.row.number), Text{})
			fill(&kept.ward, w.ward)
			continue
		}
		switch j.o.Duplicates {
		case DuplicatesFirst:
			j.warn(w.row, "", "duplicate-ward", bothf("वार्ड %s पंक्ति %d में पहले से है; यह पंक्ति छोड़ी गई", "ward %s is already in row %d; this row was left out", w.ward.Code, kept.row.number), Text{})
		case DuplicatesMerge:
			j.warn(w.row, "", "duplicate-ward", bothf("वार्ड %s पंक्ति %d में भी है; दोनों के बहुभुज मिलाए गए", "ward %s is in row %d, too; their polygons were put together", w.ward.Code, kept.row.number), Text{})
			kept.ward.Geometry = append(kept.ward.Geometry[:len(kept.ward.Geometry):len(kept.ward.Geometry)], w.ward.Geometry...)
			fill(&kept.ward, w.ward)
			merged = append(merged, w.ward.Code)
		default:
			j.fault(w.row, "", "duplicate-ward", bothf("वार्ड %s दो बार है, अलग-अलग बहुभुजों के साथ (पहले पंक्ति %d में)", "ward %s is there twice, with different polygons (first in row %d)", w.ward.Code, kept.row.number),
				both("फ़ाइल सुधारें, या --duplicates=merge (बहुभुज मिलाएँ) या --duplicates=first (पहला रखें) दें", "mend the file, or give --duplicates=merge (put polygons together) or --duplicates=first (keep the first)"))
		}
	}
	return single, merged
}

// fill takes from another row of the same ward what the first left empty.
func fill(w *data.Ward, other data.Ward) {
	if w.NameHi == "" {
		w.NameHi = other.NameHi
	}
	if w.NameEn == "" {
		w.NameEn = other.NameEn
	}
	if w.Population == nil {
		w.Population = other.Population
	}
	if w.Households == nil {
		w.Households = other.Households
	}
}

// union makes one clean multipolygon of the overlapping parts of merged wards.
func union(ctx context.Context, db *data.DB, rows []wardRow, merged []string) error {
	for _, code := range merged {
		for i := range rows {
			w := &rows[i].ward
			if w.Code != code {
				continue
			}
			var clean orb.MultiPolygon
			err := db.Pool().QueryRow(ctx, `
				SELECT ST_Multi(ST_CollectionExtract(ST_UnaryUnion(ST_MakeValid($1::geometry)), 3))`, w.Geometry).Scan(&clean)
			if err != nil {
				return fmt.Errorf("put the polygons of ward %s together: %w", code, err)
			}
			w.Geometry = clean
		}
	}
	return nil
}
