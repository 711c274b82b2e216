package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"rasad/data"
)

const defaultName = "default"

// writeWards brings one delimitation to what the rows say.
func (j *job) writeWards(ctx context.Context, tx pgx.Tx, rows []wardRow) error {
	delimitation, err := j.putDelimitation(ctx, tx)
	if err != nil {
		return err
	}
	old, err := wardsOf(ctx, tx, j.o.City, delimitation)
	if err != nil {
		return err
	}
	byCode := make(map[string]data.Ward, len(old))
	for _, w := range old {
		byCode[w.Code] = w
	}
	var fresh, changed []data.Ward
	for i := range rows {
		w := &rows[i].ward
		w.Delimitation = delimitation
		before, there := byCode[w.Code]
		delete(byCode, w.Code)
		switch {
		case !there:
			fresh = append(fresh, *w)
		case sameWard(keepCounts(w, before), before):
			w.ID = before.ID
			j.report.Count("ward").Unchanged++
		default:
			w.ID = before.ID
			changed = append(changed, *w)
		}
	}
	slices.SortStableFunc(fresh, byNumber)
	if err := mergeWards(ctx, tx, fresh, changed); err != nil {
		return err
	}
	count := j.report.Count("ward")
	count.New, count.Changed = len(fresh), len(changed)
	if err := j.removeWards(ctx, tx, byCode); err != nil {
		return err
	}
	return j.zonesFromWards(ctx, tx, delimitation, rows)
}

// keepCounts leaves a ward's people as they are when the file says nothing of them: population may come from a file of its own.
func keepCounts(w *data.Ward, before data.Ward) data.Ward {
	if w.Population == nil {
		w.Population = before.Population
	}
	if w.Households == nil {
		w.Households = before.Households
	}
	if w.Councillor == (data.Councillor{}) {
		w.Councillor = before.Councillor
	}
	return *w
}

func byNumber(a, b data.Ward) int {
	const last = int32(1<<31 - 1)
	value := func(w data.Ward) int32 {
		if w.Number == nil {
			return last
		}
		return *w.Number
	}
	return cmp.Or(cmp.Compare(value(a), value(b)), cmp.Compare(a.Code, b.Code))
}

func sameWard(a, b data.Ward) bool {
	return a.Code == b.Code && sameCount(a.Number, b.Number) && a.NameHi == b.NameHi && a.NameEn == b.NameEn &&
		sameCount(a.Population, b.Population) && sameCount(a.Households, b.Households) &&
		a.Councillor == b.Councillor && reflect.DeepEqual(plain(a.Attrs), plain(b.Attrs)) && orb.Equal(a.Geometry, b.Geometry)
}

func plain(attrs map[string]any) map[string]any {
	if len(attrs) == 0 {
		return nil
	}
	return attrs
}

func sameCount(a, b *int32) bool {
	return (a == nil) == (b == nil) && (a == nil || *a == *b)
}

// putDelimitation finds or makes the delimitation that the import is about.
func (j *job) putDelimitation(ctx context.Context, tx pgx.Tx) (id int64, err error) {
	id, current, ok, err := j.delimitationID(ctx, tx)
	if err != nil {
		return 0, err
	}
	if ok {
		if !current {
			j.report.Add(Finding{Severity: Note, Code: "not-current", Reason: bothf("परिसीमन %q वर्तमान नहीं है; केवल उसके वार्ड अद्यतन हुए", "delimitation %q is not the current one; only its wards were brought up to date", j.o.Delimitation)})
		}
		return id, j.describeDelimitation(ctx, tx, id)
	}
	return j.newDelimitation(ctx, tx)
}

func (j *job) describeDelimitation(ctx context.Context, tx pgx.Tx, id int64) error {
	tag, err := tx.Exec(ctx, `
		UPDATE rasad.delimitation SET valid_from = coalesce($3::date, valid_from), source = coalesce(nullif($4, ''), source), imported_at = now()
		WHERE city_id = $1 AND delimitation_id = $2
		AND (valid_from, source) IS DISTINCT FROM (coalesce($3::date, valid_from), coalesce(nullif($4, ''), source))`,
		j.o.City, id, j.o.ValidFrom, j.o.Source)
	if err != nil {
		return fmt.Errorf("describe delimitation: %w", err)
	}
	j.report.Count("delimitation").Changed += int(tag.RowsAffected())
	return nil
}

// newDelimitation makes a delimitation the current one; the one before ends on the day on which the new one begins.
func (j *job) newDelimitation(ctx context.Context, tx pgx.Tx) (id int64, err error) {
	var before int64
	var beganAt *time.Time
	err = tx.QueryRow(ctx, `SELECT delimitation_id, valid_from FROM rasad.delimitation WHERE city_id = $1 AND is_current`, j.o.City).Scan(&before, &beganAt)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
	case err != nil:
		return 0, fmt.Errorf("find the current delimitation: %w", err)
	default:
		until := j.o.ValidFrom
		if until != nil && beganAt != nil && until.Before(*beganAt) {
			until = nil
		}
		if _, err := tx.Exec(ctx, `UPDATE rasad.delimitation SET is_current = false, valid_to = coalesce($3::date, valid_to) WHERE city_id = $1 AND delimitation_id = $2`,
			j.o.City, before, until); err != nil {
			return 0, fmt.Errorf("end the delimitation before: %w", err)
		}
		j.report.Count("delimitation").Changed++
	}
	name := j.o.Delimitation
	if name == "" {
		name = defaultName
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO rasad.delimitation (city_id, name, valid_from, is_current, source) VALUES ($1, $2, $3, true, $4) RETURNING delimitation_id`,
		j.o.City, name, j.o.ValidFrom, j.o.Source).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("make delimitation %s: %w", name, err)
	}
	j.report.Count("delimitation").New++
	return id, nil
}

// mergeWards writes new and changed wards, in one statement each, so that the change log has one batch of each.
func mergeWards(ctx context.Context, tx pgx.Tx, fresh, changed []data.Ward) error {
	all := append(slices.Clone(fresh), changed...)
	if len(all) == 0 {
		return nil
	}
	columns := []string{"city_id", "ward_id", "delimitation_id", "code", "number", "name_hi", "name_en", "population", "households", "councillor_hi", "councillor_en", "councillor_phone", "attrs", "geom"}
	temp, err := data.CopyToTemp(ctx, tx, "ward", columns, pgx.CopyFromSlice(len(all), func(i int) ([]any, error) {
		w := all[i]
		return []any{w.City, w.ID, w.Delimitation, w.Code, w.Number, w.NameHi, w.NameEn, w.Population, w.Households, w.Councillor.NameHi, w.Councillor.NameEn, w.Councillor.Phone, attrsOrEmpty(w.Attrs), w.Geometry}, nil
	}))
	if err != nil {
		return err
	}
	from := pgx.Identifier{temp}.Sanitize()
	if len(fresh) > 0 {
		if _, err := tx.Exec(ctx, `
			INSERT INTO rasad.ward (city_id, delimitation_id, code, number, name_hi, name_en, population, households, councillor_hi, councillor_en, councillor_phone, attrs, geom)
			SELECT city_id, delimitation_id, code, number, name_hi, name_en, population, households, councillor_hi, councillor_en, councillor_phone, attrs, geom
			FROM `+from+` WHERE ward_id = 0 ORDER BY number NULLS LAST, code COLLATE "C"`); err != nil {
			return fmt.Errorf("insert wards: %w", err)
		}
	}
	if len(changed) > 0 {
		if _, err := tx.Exec(ctx, `
			UPDATE rasad.ward w SET number = i.number, name_hi = i.name_hi, name_en = i.name_en, population = i.population,
				households = i.households, councillor_hi = i.councillor_hi, councillor_en = i.councillor_en, councillor_phone = i.councillor_phone, attrs = i.attrs, geom = i.geom, updated_at = now()
			FROM `+from+` i WHERE i.ward_id <> 0 AND w.city_id = i.city_id AND w.ward_id = i.ward_id`); err != nil {
			return fmt.Errorf("update wards: %w", err)
		}
	}
	return nil
}

func attrsOrEmpty(attrs map[string]any) map[string]any {
	if attrs == nil {
		return map[string]any{}
	}
	return attrs
}

// removeWards takes out the wards that the files do not list; not when rows were left out, for their wards may be among them.
func (j *job) removeWards(ctx context.Context, tx pgx.Tx, gone map[string]data.Ward) error {
	if len(gone) == 0 {
		return nil
	}
	if j.report.Has(Fault) > 0 {
		j.report.Add(Finding{Severity: Warning, Code: "not-removed", Reason: bothf("%d वार्ड फ़ाइल में नहीं हैं; खराब पंक्तियाँ छोड़ने के कारण हटाए नहीं गए", "%d wards are not in the file; they were not removed because bad rows were left out", len(gone))})
		return nil
	}
	ids := make([]int64, 0, len(gone))
	codes := make([]string, 0, len(gone))
	for code, w := range gone {
		ids, codes = append(ids, w.ID), append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		j.report.Add(Finding{Severity: Warning, Code: "ward-removed", Reason: bothf("वार्ड %s फ़ाइल में नहीं है; हटाया गया", "ward %s is not in the file; removed", code)})
	}
	if _, err := tx.Exec(ctx, `DELETE FROM rasad.ward WHERE city_id = $1 AND ward_id = ANY($2)`, j.o.City, ids); err != nil {
		return fmt.Errorf("remove wards: %w", err)
	}
	j.report.Count("ward").Removed = len(ids)
	return nil
}
