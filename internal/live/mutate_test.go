package live

import "fmt"

// one is a condition that picks one row of the table aliased t at random.
func one(table, id string) string {
	return fmt.Sprintf(`city_id = $1 AND %[2]s = (SELECT %[2]s FROM rasad.%[1]s WHERE city_id = $1 ORDER BY md5(%[2]s::text || $2::text) LIMIT 1)`, table, id)
}

// mutation is one way to change the record.
type mutation struct {
	name string
	do   func(w *writer)
}

// mutations are all ways in which the record changes, each in one transaction.
func mutations() []mutation {
	pick := func(w *writer) string { return fmt.Sprint(w.random.Int64()) }
	return []mutation{
		{"insert facility", func(w *writer) { w.insertFacility() }},
		{"move facility", func(w *writer) {
			w.exec(`UPDATE rasad.facility SET geom = ST_SetSRID(ST_MakePoint($3, $4), 4326) WHERE `+one("facility", "facility_id"), pick(w), w.lon(), w.lat())
		}},
		{"rename facility", func(w *writer) {
			w.exec(`UPDATE rasad.facility SET name_en = $3 WHERE `+one("facility", "facility_id"), pick(w), w.name())
		}},
		{"change phone", func(w *writer) {
			w.exec(`UPDATE rasad.facility SET phone = phone || '1' WHERE `+one("facility", "facility_id"), pick(w))
		}},
		{"change kind", func(w *writer) {
			w.exec(`UPDATE rasad.facility SET kind = $3 WHERE `+one("facility", "facility_id"), pick(w), w.kind())
		}},
		{"change capacity", func(w *writer) {
			w.exec(`UPDATE rasad.facility SET capacity = $3 WHERE `+one("facility", "facility_id"), pick(w), w.random.IntN(500))
		}},
		{"nudge facility by less than a centimetre", func(w *writer) {
			w.exec(`UPDATE rasad.facility SET geom = ST_SetSRID(ST_Translate(geom, 1e-9, 0), 4326) WHERE `+one("facility", "facility_id"), pick(w))
		}},
		{"change the source of half the facilities", func(w *writer) {
			w.exec(`UPDATE rasad.facility SET source = 'survey' WHERE city_id = $1 AND mod(facility_id, 2) = $2`, w.random.IntN(2))
		}},
		{"delete facility", func(w *writer) { w.exec(`DELETE FROM rasad.facility WHERE `+one("facility", "facility_id"), pick(w)) }},
		{"facilities in bulk", func(w *writer) {
			w.exec(`INSERT INTO rasad.facility (city_id, kind, name_en, source, geom)
				SELECT $1, 'grocery', 'Shop ' || i, 'bulk', ST_SetSRID(ST_MakePoint($2 + i * 0.00001, $3), 4326) FROM generate_series(1, 1100) i`, w.lon(), w.lat())
		}},
		{"delete in bulk", func(w *writer) { w.exec(`DELETE FROM rasad.facility WHERE city_id = $1 AND source = 'bulk'`) }},
		{"rename ward", func(w *writer) {
			w.exec(`UPDATE rasad.ward SET name_hi = $3 WHERE `+one("ward", "ward_id"), pick(w), w.name())
		}},
		{"recode ward", func(w *writer) {
			w.exec(`UPDATE rasad.ward SET code = code || 'A', number = NULL WHERE `+one("ward", "ward_id"), pick(w))
		}},
		{"count ward", func(w *writer) {
			w.exec(`UPDATE rasad.ward SET population = population + 1 WHERE `+one("ward", "ward_id"), pick(w))
		}},
		{"count households", func(w *writer) {
			w.exec(`UPDATE rasad.ward SET households = coalesce(households, 0) + 100 WHERE `+one("ward", "ward_id"), pick(w))
		}},
		{"nudge ward by less than a centimetre", func(w *writer) {
			w.exec(`UPDATE rasad.ward SET geom = ST_SetSRID(ST_Translate(geom, 1e-9, 0), 4326) WHERE `+one("ward", "ward_id"), pick(w))
		}},
		{"shift a shared corner", (*writer).shiftCorner},
		{"swell a ward over its neighbours", func(w *writer) {
			w.exec(`UPDATE rasad.ward SET geom = ST_Multi(ST_Buffer(geom, 0.0005, 2)) WHERE `+one("ward", "ward_id"), pick(w))
		}},
		{"delete ward", func(w *writer) { w.exec(`DELETE FROM rasad.ward WHERE `+one("ward", "ward_id"), pick(w)) }},
		{"insert ward", func(w *writer) {
			w.exec(`INSERT INTO rasad.ward (city_id, delimitation_id, code, name_en, geom)
				SELECT $1, delimitation_id, 'N' || $2::text, 'New', ST_GeomFromEWKT($3) FROM rasad.delimitation WHERE city_id = $1 AND is_current`, pick(w), w.polygon())
		}},
		{"insert a ward that is nowhere", func(w *writer) {
			w.exec(`INSERT INTO rasad.ward (city_id, delimitation_id, code, geom)
				SELECT $1, delimitation_id, 'E' || $2::text, 'SRID=4326;MULTIPOLYGON EMPTY' FROM rasad.delimitation WHERE city_id = $1 AND is_current`, pick(w))
		}},
		{"reassign ward", func(w *writer) {
			w.exec(`UPDATE rasad.zone_ward zw SET zone_id = z.zone_id FROM rasad.zone z
				WHERE z.city_id = $1 AND z.plan_id = zw.plan_id AND z.code = $3 AND zw.`+one("zone_ward", "ward_id"), pick(w), fmt.Sprint(1+w.random.IntN(3)))
		}},
		{"take ward out of its zone", func(w *writer) { w.exec(`DELETE FROM rasad.zone_ward WHERE `+one("zone_ward", "ward_id"), pick(w)) }},
		{"rename zone", func(w *writer) {
			w.exec(`UPDATE rasad.zone SET name_en = $3 WHERE `+one("zone", "zone_id"), pick(w), w.name())
		}},
		{"recode zone", func(w *writer) {
			w.exec(`UPDATE rasad.zone SET code = $3 WHERE `+one("zone", "zone_id")+` AND NOT EXISTS (SELECT FROM rasad.zone o WHERE o.city_id = $1 AND o.code = $3)`, pick(w), fmt.Sprint(10+w.random.IntN(3)))
		}},
		{"publish another plan", (*writer).publish},
		{"insert road", func(w *writer) { w.insertRoad() }},
		{"move road", func(w *writer) {
			w.exec(`UPDATE rasad.road SET geom = ST_GeomFromEWKT($3) WHERE `+one("road", "road_id"), pick(w), w.line())
		}},
		{"reclass road", func(w *writer) {
			w.exec(`UPDATE rasad.road SET class = $3 WHERE `+one("road", "road_id"), pick(w), w.roadClass())
		}},
		{"delete road", func(w *writer) { w.exec(`DELETE FROM rasad.road WHERE `+one("road", "road_id"), pick(w)) }},
		{"insert area", func(w *writer) { w.insertArea() }},
		{"move area", func(w *writer) {
			w.exec(`UPDATE rasad.map_area SET geom = ST_GeomFromEWKT($3) WHERE `+one("map_area", "area_id"), pick(w), w.polygon())
		}},
		{"delete area", func(w *writer) { w.exec(`DELETE FROM rasad.map_area WHERE `+one("map_area", "area_id"), pick(w)) }},
		{"insert line", func(w *writer) { w.insertLine() }},
		{"delete line", func(w *writer) { w.exec(`DELETE FROM rasad.map_line WHERE `+one("map_line", "line_id"), pick(w)) }},
		{"insert place", func(w *writer) { w.insertPlace() }},
		{"rename place", func(w *writer) {
			w.exec(`UPDATE rasad.place SET name_en = $3 WHERE `+one("place", "place_id"), pick(w), w.name())
		}},
		{"delete place", func(w *writer) { w.exec(`DELETE FROM rasad.place WHERE `+one("place", "place_id"), pick(w)) }},
		{"rename city", func(w *writer) {
			w.exec(`UPDATE rasad.city SET name_hi = $2 WHERE city_id = $1`, "नगर "+w.name())
		}},
		{"roll back", (*writer).rollBack},
		{"several at once", (*writer).several},
		{"next delimitation", (*writer).redraw},
	}
}

// shiftCorner moves one node of the grid in every ward that has it, so that the boundaries stay shared.
func (w *writer) shiftCorner() {
	c, r := 1+w.random.IntN(w.cols-1), 1+w.random.IntN(w.rows-1)
	w.exec(`UPDATE rasad.ward SET geom = ST_Multi(ST_Snap(geom, ST_SetSRID(ST_MakePoint($2, $3), 4326), 0.003))
		WHERE city_id = $1 AND ST_IsValid(ST_Snap(geom, ST_SetSRID(ST_MakePoint($2, $3), 4326), 0.003))
			AND ST_DWithin(geom, ST_SetSRID(ST_MakePoint($2, $3), 4326), 0.003)`,
		west+(float64(c)+w.random.Float64()*0.2)*cellSize, south+(float64(r)+w.random.Float64()*0.2)*cellSize)
}

func (w *writer) publish() {
	w.exec(`WITH gone AS (UPDATE rasad.zone_plan SET state = 'retired' WHERE city_id = $1 AND state = 'published') SELECT 1`)
	w.makePlan("plan", 2+w.random.IntN(3), "draft")
	w.exec(`UPDATE rasad.zone_plan SET state = 'published' WHERE city_id = $1 AND plan_id = (SELECT max(plan_id) FROM rasad.zone_plan WHERE city_id = $1)`)
}

func (w *writer) rollBack() {
	w.exec(`SELECT $1::text`)
	w.raw(`BEGIN`)
	w.insertFacility()
	w.insertRoad()
	w.raw(`ROLLBACK`)
}

func (w *writer) several() {
	w.raw(`BEGIN`)
	w.insertFacility()
	w.insertRoad()
	w.exec(`UPDATE rasad.facility SET name_hi = 'सब' WHERE city_id = $1 AND mod(facility_id, 7) = 0`)
	w.insertPlace()
	w.raw(`COMMIT`)
}

// redraw makes the next delimitation current: the same wards, one of them left out.
func (w *writer) redraw() {
	w.raw(`BEGIN`)
	w.exec(`INSERT INTO rasad.delimitation (city_id, name) VALUES ($1, $2)`, fmt.Sprint("d", w.random.Int64()))
	w.exec(`INSERT INTO rasad.ward (city_id, delimitation_id, code, number, name_en, population, geom)
		SELECT w.city_id, (SELECT max(delimitation_id) FROM rasad.delimitation WHERE city_id = $1), w.code, w.number, w.name_en, w.population, w.geom
		FROM rasad.ward w JOIN rasad.delimitation d USING (city_id, delimitation_id) WHERE d.city_id = $1 AND d.is_current OFFSET 1`)
	w.exec(`UPDATE rasad.delimitation SET is_current = false WHERE city_id = $1 AND is_current`)
	w.exec(`UPDATE rasad.delimitation SET is_current = true WHERE city_id = $1 AND delimitation_id = (SELECT max(delimitation_id) FROM rasad.delimitation WHERE city_id = $1)`)
	w.raw(`COMMIT`)
	w.publish()
}

func (w *writer) raw(sql string) {
	w.t.Helper()
	if _, err := w.conn.Exec(w.t.Context(), sql); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
}
