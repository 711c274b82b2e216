package ingest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"rasad/data"
)

// plan is a zone plan as an import wants it.
type plan struct {
	delimitation int64
	zones        []data.Zone      // by code, once each
	zoneOf       map[int64]string // ward id → zone code
	whole        bool             // zoneOf is the full assignment: wards and zones that it lacks go
}

// zonesFromWards makes a plan of the zone column of a wards file, when the delimitation has none yet.
func (j *job) zonesFromWards(ctx context.Context, tx pgx.Tx, delimitation int64, rows []wardRow) error {
	if j.o.NoZones {
		return nil
	}
	p := plan{delimitation: delimitation, zoneOf: map[int64]string{}, whole: true}
	keys := map[string]zoneKey{}
	codes := map[string]string{}
	for _, w := range rows {
		if w.zone.code != "" {
			codes[w.ward.Code] = w.zone.code
			if known, seen := keys[w.zone.code]; !seen || known.names.empty() {
				keys[w.zone.code] = w.zone
			}
		}
	}
	if len(keys) == 0 {
		return nil
	}
	var plans int
	if err := tx.QueryRow(ctx, `SELECT count(*) FROM rasad.zone_plan WHERE city_id = $1 AND delimitation_id = $2`, j.o.City, delimitation).Scan(&plans); err != nil {
		return fmt.Errorf("find zone plans: %w", err)
	}
	if plans > 0 {
		return nil
	}
	wards, err := wardsOf(ctx, tx, j.o.City, delimitation)
	if err != nil {
		return err
	}
	for _, w := range wards {
		if code, ok := codes[w.Code]; ok {
			p.zoneOf[w.ID] = code
		}
	}
	for _, key := range keys {
		p.zones = append(p.zones, data.Zone{Code: key.code, NameHi: key.names.hi, NameEn: key.names.en})
	}
	j.report.Add(Finding{Severity: Note, Code: "zones-from-wards", Reason: bothf("वार्ड फ़ाइल के ज़ोन स्तंभ से %d ज़ोन बने", "%d zones were made from the zone column of the wards file", len(p.zones))})
	j.warnUnzoned(wards, p.zoneOf)
	return j.writePlan(ctx, tx, p)
}

func (j *job) warnUnzoned(wards []data.Ward, zoneOf map[int64]string) {
	for _, w := range wards {
		if _, ok := zoneOf[w.ID]; !ok {
			j.report.Add(Finding{Severity: Warning, Code: "no-zone", Reason: bothf("वार्ड %s किसी ज़ोन में नहीं है", "ward %s is in no zone", wardLabel(w)),
				Remedy: both("ज़ोन फ़ाइल में यह वार्ड जोड़ें", "add these wards to the zones file")})
		}
	}
}

func wardLabel(w data.Ward) string {
	name := w.NameEn
	if name == "" {
		name = w.NameHi
	}
	if name == "" || name == w.Code {
		return w.Code
	}
	return w.Code + " (" + name + ")"
}

// writePlan brings the plan of the wanted name to what is wanted, making and publishing it if it is new.
func (j *job) writePlan(ctx context.Context, tx pgx.Tx, p plan) error {
	id, err := j.putPlan(ctx, tx, p.delimitation)
	if err != nil {
		return err
	}
	zoneIDs, stale, err := j.putZones(ctx, tx, id, p)
	if err != nil {
		return err
	}
	if err := j.putAssignment(ctx, tx, id, p, zoneIDs); err != nil {
		return err
	}
	if len(stale) == 0 {
		return nil
	}
	if _, err := tx.Exec(ctx, `DELETE FROM rasad.zone WHERE city_id = $1 AND plan_id = $2 AND zone_id = ANY($3)`, j.o.City, id, stale); err != nil {
		return fmt.Errorf("remove zones: %w", err)
	}
	j.report.Count("zone").Removed += len(stale)
	return nil
}

func (j *job) putPlan(ctx context.Context, tx pgx.Tx, delimitation int64) (id int64, err error) {
	err = tx.QueryRow(ctx, `
		SELECT plan_id FROM rasad.zone_plan
		WHERE city_id = $1 AND delimitation_id = $2 AND ($3 = '' AND state = 'published' OR name = $3)
		ORDER BY state = 'published' DESC, plan_id DESC LIMIT 1`, j.o.City, delimitation, j.o.Plan).Scan(&id)
	if err == nil || !errors.Is(err, pgx.ErrNoRows) {
		return id, err
	}
	tag, err := tx.Exec(ctx, `UPDATE rasad.zone_plan SET state = 'retired' WHERE city_id = $1 AND state = 'published'`, j.o.City)
	if err != nil {
		return 0, fmt.Errorf("retire the plan before: %w", err)
	}
	j.report.Count("zone_plan").Changed += int(tag.RowsAffected())
	name := j.o.Plan
	if name == "" {
		name = defaultName
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO rasad.zone_plan (city_id, delimitation_id, name, state, published_at) VALUES ($1, $2, $3, 'published', now()) RETURNING plan_id`,
		j.o.City, delimitation, name).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("make zone plan: %w", err)
	}
	j.report.Count("zone_plan").New++
	return id, nil
}

// putZones upserts the zones by code and returns their ids, and the ids of zones that a whole plan no longer has. What the import leaves
// empty keeps its value.
func (j *job) putZones(ctx context.Context, tx pgx.Tx, planID int64, p plan) (ids map[string]int64, stale []int64, err error) {
	rows, err := tx.Query(ctx, `SELECT zone_id, code, name_hi, name_en, helpline FROM rasad.zone WHERE city_id = $1 AND plan_id = $2`, j.o.City, planID)
	if err != nil {
		return nil, nil, fmt.Errorf("read zones: %w", err)
	}
	old := map[string]data.Zone{}
	var z data.Zone
	if _, err := pgx.ForEachRow(rows, []any{&z.ID, &z.Code, &z.NameHi, &z.NameEn, &z.Helpline}, func() error { old[z.Code] = z; return nil }); err != nil {
		return nil, nil, fmt.Errorf("read zones: %w", err)
	}
	ids = map[string]int64{}
	slices.SortFunc(p.zones, func(a, b data.Zone) int {
		return byNumber(data.Ward{Code: a.Code, Number: numberOf(a.Code)}, data.Ward{Code: b.Code, Number: numberOf(b.Code)})
	})
	for _, zone := range p.zones {
		before, there := old[zone.Code]
		delete(old, zone.Code)
		if ids[zone.Code], err = j.putZone(ctx, tx, planID, zone, before, there); err != nil {
			return nil, nil, err
		}
	}
	for code, zone := range old {
		if p.whole {
			stale = append(stale, zone.ID)
		} else {
			ids[code] = zone.ID
		}
	}
	return ids, stale, nil
}

func (j *job) putZone(ctx context.Context, tx pgx.Tx, planID int64, zone, before data.Zone, there bool) (id int64, err error) {
	zone.NameHi, zone.NameEn, zone.Helpline = cmp.Or(zone.NameHi, before.NameHi), cmp.Or(zone.NameEn, before.NameEn), cmp.Or(zone.Helpline, before.Helpline)
	count := j.report.Count("zone")
	switch {
	case !there:
		count.New++
		err = tx.QueryRow(ctx, `INSERT INTO rasad.zone (city_id, plan_id, code, name_hi, name_en, helpline) VALUES ($1, $2, $3, $4, $5, $6) RETURNING zone_id`,
			j.o.City, planID, zone.Code, zone.NameHi, zone.NameEn, zone.Helpline).Scan(&before.ID)
	case zone.NameHi == before.NameHi && zone.NameEn == before.NameEn && zone.Helpline == before.Helpline:
		count.Unchanged++
	default:
		count.Changed++
		_, err = tx.Exec(ctx, `UPDATE rasad.zone SET name_hi = $3, name_en = $4, helpline = $5 WHERE city_id = $1 AND zone_id = $2`,
			j.o.City, before.ID, zone.NameHi, zone.NameEn, zone.Helpline)
	}
	if err != nil {
		return 0, fmt.Errorf("write zone %s: %w", zone.Code, err)
	}
	return before.ID, nil
}

// putAssignment writes which ward is in which zone: one statement for each kind of change.
func (j *job) putAssignment(ctx context.Context, tx pgx.Tx, planID int64, p plan, zoneIDs map[string]int64) error {
	rows, err := tx.Query(ctx, `SELECT ward_id, zone_id FROM rasad.zone_ward WHERE city_id = $1 AND plan_id = $2`, j.o.City, planID)
	if err != nil {
		return fmt.Errorf("read assignment: %w", err)
	}
	old := map[int64]int64{}
	var ward, zone int64
	if _, err := pgx.ForEachRow(rows, []any{&ward, &zone}, func() error { old[ward] = zone; return nil }); err != nil {
		return fmt.Errorf("read assignment: %w", err)
	}
	var newWards, newZones, movedWards, movedZones, gone []int64
	count := j.report.Count("zone_ward")
	for ward, code := range p.zoneOf {
		zone := zoneIDs[code]
		switch before, there := old[ward]; {
		case !there:
			newWards, newZones = append(newWards, ward), append(newZones, zone)
		case before != zone:
			movedWards, movedZones = append(movedWards, ward), append(movedZones, zone)
		default:
			count.Unchanged++
		}
		delete(old, ward)
	}
	if p.whole {
		for ward := range old {
			gone = append(gone, ward)
		}
	}
	count.New, count.Changed, count.Removed = count.New+len(newWards), count.Changed+len(movedWards), count.Removed+len(gone)
	batch := &pgx.Batch{}
	if len(newWards) > 0 {
		batch.Queue(`INSERT INTO rasad.zone_ward (city_id, plan_id, ward_id, zone_id) SELECT $1, $2, w, z FROM unnest($3::bigint[], $4::bigint[]) t(w, z) ORDER BY w`, j.o.City, planID, newWards, newZones)
	}
	if len(movedWards) > 0 {
		batch.Queue(`UPDATE rasad.zone_ward a SET zone_id = t.z FROM unnest($3::bigint[], $4::bigint[]) t(w, z) WHERE a.city_id = $1 AND a.plan_id = $2 AND a.ward_id = t.w`, j.o.City, planID, movedWards, movedZones)
	}
	if len(gone) > 0 {
		batch.Queue(`DELETE FROM rasad.zone_ward WHERE city_id = $1 AND plan_id = $2 AND ward_id = ANY($3)`, j.o.City, planID, gone)
	}
	if batch.Len() == 0 {
		return nil
	}
	if err := tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("write assignment: %w", err)
	}
	return nil
}
