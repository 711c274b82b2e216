package features

// LineID is added to the ids of water lines: they and the areas are numbered by OpenStreetMap, each on their own.
const LineID = 1 << 50

// view is a table as features: id, columns, geom, and where it is timed since and until. $1 is the city.
type view struct {
	columns []string
	sql     string
	timed   bool
}

// Columns are the names of the properties, in the order of Row.Values. The caller owns the slice.
func (t Table) Columns() []string { return t.view().columns }

func (t Table) view() view {
	mapped := []string{"class", "name_hi", "name_en"}
	const names = `nullif(name_hi, '') AS name_hi, nullif(name_en, '') AS name_en`
	switch t {
	case Roads:
		return view{columns: []string{"class", "name_hi", "name_en", "ref", "oneway", "bridge", "tunnel", "surface"}, sql: `
			SELECT road_id AS id, class, ` + names + `, nullif(ref, '') AS ref, tags->>'oneway' AS oneway, tags->>'bridge' AS bridge,
			       tags->>'tunnel' AS tunnel, tags->>'surface' AS surface, geom
			FROM rasad.road WHERE city_id = $1`}
	case Places:
		return view{columns: mapped, sql: `SELECT place_id AS id, class, ` + names + `, geom FROM rasad.place WHERE city_id = $1`}
	case Water:
		return view{columns: mapped, sql: `
			SELECT area_id AS id, class, ` + names + `, geom FROM rasad.map_area WHERE city_id = $1 AND layer = 'water'
			UNION ALL
			SELECT line_id + 1125899906842624, class, ` + names + `, geom FROM rasad.map_line WHERE city_id = $1 AND layer = 'water'`}
	case Green:
		return view{columns: mapped, sql: `SELECT area_id AS id, class, ` + names + `, geom FROM rasad.map_area WHERE city_id = $1 AND layer = 'green'`}
	case Rail:
		return view{columns: mapped, sql: `SELECT line_id AS id, class, ` + names + `, geom FROM rasad.map_line WHERE city_id = $1 AND layer = 'rail'`}
	case Wards:
		return wards()
	default:
		return delimitations()
	}
}

// known leaves out delimitations of which nobody knows when they were in force, but the current one.
const known = `(d.is_current OR d.valid_from IS NOT NULL OR d.valid_to IS NOT NULL)`

func wards() view {
	// The area is that of a sphere of 6378137 m, as the model measures it; PostGIS' sphere is a little smaller.
	return view{timed: true, columns: []string{"code", "number", "name_hi", "name_en", "zone", "population", "households", "area_km2",
		"councillor_hi", "councillor_en", "councillor_phone"}, sql: `
		SELECT w.ward_id AS id, w.code, w.number, nullif(w.name_hi, '') AS name_hi, nullif(w.name_en, '') AS name_en, z.code AS zone, w.population,
		       w.households, round((ST_Area(w.geom::geography, false) / 1e6 * (6378137 / 6371008.7714) ^ 2)::numeric, 4)::float8 AS area_km2,
		       nullif(w.councillor_hi, '') AS councillor_hi, nullif(w.councillor_en, '') AS councillor_en,
		       nullif(w.councillor_phone, '') AS councillor_phone, d.valid_from AS since, d.valid_to AS until, w.geom
		FROM rasad.ward w
		JOIN rasad.delimitation d ON d.city_id = w.city_id AND d.delimitation_id = w.delimitation_id AND ` + known + `
		LEFT JOIN rasad.zone_plan p ON p.city_id = w.city_id AND p.delimitation_id = d.delimitation_id AND p.state = 'published'
		LEFT JOIN rasad.zone_ward zw ON zw.city_id = w.city_id AND zw.plan_id = p.plan_id AND zw.ward_id = w.ward_id
		LEFT JOIN rasad.zone z ON z.city_id = zw.city_id AND z.zone_id = zw.zone_id
		WHERE w.city_id = $1`}
}

func delimitations() view {
	return view{timed: true, columns: []string{"name", "valid_from", "valid_to", "current", "source", "wards"}, sql: `
		SELECT d.delimitation_id AS id, d.name, d.valid_from, d.valid_to, d.is_current AS current, nullif(d.source, '') AS source,
		       (SELECT count(*) FROM rasad.ward w WHERE w.city_id = d.city_id AND w.delimitation_id = d.delimitation_id) AS wards,
		       d.valid_from AS since, d.valid_to AS until, NULL::geometry AS geom
		FROM rasad.delimitation d WHERE d.city_id = $1`}
}
