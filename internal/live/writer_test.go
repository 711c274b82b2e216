package live

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"rasad/data"
)

// writer makes a small city in the record and changes it at random, every table and every operation. The wards are a grid of cells
// 0.01° wide from (80.90, 26.80); nodes of the grid are shared by the cells around them.
type writer struct {
	t      testing.TB
	conn   *pgx.Conn
	random *rand.Rand
	city   string
	cols   int
	rows   int
}

const west, south, cellSize = 80.90, 26.80, 0.01

func newWriter(t testing.TB, url, city string, seed uint64) *writer {
	t.Helper()
	return &writer{t: t, conn: connect(t, url), random: rand.New(rand.NewPCG(seed, 3)), city: city, cols: 4, rows: 4}
}

func connect(t testing.TB, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

// exec runs a statement in which $1 is the city.
func (w *writer) exec(sql string, args ...any) {
	w.t.Helper()
	if _, err := w.conn.Exec(w.t.Context(), sql, append([]any{w.city}, args...)...); err != nil {
		w.t.Fatalf("%s: %v", sql, err)
	}
}

func (w *writer) count() (n int64) {
	w.t.Helper()
	err := w.conn.QueryRow(w.t.Context(), `SELECT count(*) FROM rasad.change_log WHERE city_id = $1`, w.city).Scan(&n)
	if err != nil {
		w.t.Fatal(err)
	}
	return n
}

func (w *writer) lon() float64 { return west + (w.random.Float64()*1.1-0.05)*cellSize*float64(w.cols) }
func (w *writer) lat() float64 { return south + (w.random.Float64()*1.1-0.05)*cellSize*float64(w.rows) }

func (w *writer) name() string {
	return []string{"", "Aminabad", "चौक", "Alambagh", "Hazratganj", "इंदिरा नगर"}[w.random.IntN(6)]
}

func (w *writer) kind() string {
	kinds := data.Kinds()
	return string(kinds[w.random.IntN(len(kinds))].Kind)
}

// found makes the city.
func (w *writer) found() {
	w.exec(`INSERT INTO rasad.city (city_id, name_en, name_hi) VALUES ($1, 'Grid', 'ग्रिड')`)
	w.exec(`INSERT INTO rasad.delimitation (city_id, name, is_current) VALUES ($1, 'first', true)`)
	w.exec(`INSERT INTO rasad.ward (city_id, delimitation_id, code, number, name_en, population, geom)
		SELECT $1, d.delimitation_id, (r * $2 + c + 1)::text, r * $2 + c + 1, 'Ward ' || (r * $2 + c + 1), 1000 + c,
			ST_Multi(ST_MakeEnvelope($4::float8 + c * $6::float8, $5::float8 + r * $6, $4 + (c + 1) * $6, $5 + (r + 1) * $6, 4326))
		FROM rasad.delimitation d, generate_series(0, $2::int - 1) c, generate_series(0, $3::int - 1) r WHERE d.city_id = $1`,
		w.cols, w.rows, west, south, cellSize)
	w.makePlan("plan", 3, "published")
	for range 80 {
		w.insertFacility()
	}
	for range 25 {
		w.insertRoad()
		w.insertArea()
		w.insertLine()
		w.insertPlace()
	}
}

func (w *writer) makePlan(name string, zones int, state string) {
	w.exec(`INSERT INTO rasad.zone_plan (city_id, delimitation_id, name, state)
		SELECT city_id, delimitation_id, $2, $3 FROM rasad.delimitation WHERE city_id = $1 AND is_current`, name, state)
	w.exec(`INSERT INTO rasad.zone (city_id, plan_id, code, name_en)
		SELECT $1, max(plan_id), z::text, 'Zone ' || z FROM rasad.zone_plan, generate_series(1, $2::int) z WHERE city_id = $1 GROUP BY z`, zones)
	w.exec(`INSERT INTO rasad.zone_ward (city_id, plan_id, ward_id, zone_id)
		SELECT $1, z.plan_id, w.ward_id, z.zone_id FROM rasad.ward w JOIN rasad.zone z ON z.city_id = w.city_id
		WHERE w.city_id = $1 AND z.plan_id = (SELECT max(plan_id) FROM rasad.zone_plan WHERE city_id = $1)
			AND z.code::int = 1 + mod(w.ward_id, $2)`, zones)
}

func (w *writer) insertFacility() {
	w.exec(`INSERT INTO rasad.facility (city_id, kind, name_en, name_hi, phone, capacity, geom)
		VALUES ($1, $2, $3, $4, '0522', $5, ST_SetSRID(ST_MakePoint($6, $7), 4326))`,
		w.kind(), w.name(), w.name(), w.random.IntN(500), w.lon(), w.lat())
}

func (w *writer) line() string {
	points := make([]string, 2+w.random.IntN(6))
	x, y := w.lon(), w.lat()
	for i := range points {
		points[i] = fmt.Sprintf("%.7f %.7f", x, y)
		x, y = x+(w.random.Float64()-0.5)*0.01, y+(w.random.Float64()-0.5)*0.01
	}
	return "SRID=4326;LINESTRING(" + strings.Join(points, ",") + ")"
}

// polygon is a box with one corner pulled in: always valid.
func (w *writer) polygon() string {
	x, y, s := w.lon(), w.lat(), 0.0005+w.random.Float64()*0.006
	return fmt.Sprintf("SRID=4326;MULTIPOLYGON(((%[1]f %[2]f,%[3]f %[2]f,%[3]f %[4]f,%[5]f %[6]f,%[1]f %[4]f,%[1]f %[2]f)))",
		x, y, x+s, y+s, x+s/2, y+s*(0.3+w.random.Float64()))
}

func (w *writer) roadClass() string {
	classes := []string{"motorway", "primary", "secondary_link", "residential", "footway", "service", "tertiary", "construction"}
	return classes[w.random.IntN(len(classes))]
}

func (w *writer) insertRoad() {
	w.exec(`INSERT INTO rasad.road (city_id, road_id, class, name_en, name_hi, ref, tags, node_ids, geom)
		SELECT $1, $2, $3, $4, $5, $6, $7, array_fill(1::bigint, ARRAY[ST_NPoints(g)]), g FROM ST_GeomFromEWKT($8) g
		ON CONFLICT DO NOTHING`,
		w.random.Int64N(10_000)+1, w.roadClass(), w.name(), w.name(), "NH 27", map[string]string{"oneway": "yes", "bridge": "yes"}, w.line())
}

func (w *writer) insertArea() {
	w.exec(`INSERT INTO rasad.map_area (city_id, layer, area_id, class, name_en, geom)
		VALUES ($1, $2, $3, $4, $5, ST_GeomFromEWKT($6)) ON CONFLICT DO NOTHING`,
		[]string{"water", "green"}[w.random.IntN(2)], w.random.Int64N(60)+1, []string{"lake", "park", "forest"}[w.random.IntN(3)], w.name(), w.polygon())
}

func (w *writer) insertLine() {
	layer := w.random.IntN(2)
	w.exec(`INSERT INTO rasad.map_line (city_id, layer, line_id, class, name_en, geom)
		VALUES ($1, $2, $3, $4, $5, ST_GeomFromEWKT($6)) ON CONFLICT DO NOTHING`,
		[]string{"water", "rail"}[layer], w.random.Int64N(60)+1, []string{"canal", "rail"}[layer], w.name(), w.line())
}

func (w *writer) insertPlace() {
	w.exec(`INSERT INTO rasad.place (city_id, place_id, class, name_en, name_hi, geom)
		VALUES ($1, $2, $3, $4, $5, ST_SetSRID(ST_MakePoint($6, $7), 4326)) ON CONFLICT DO NOTHING`,
		w.random.Int64N(10_000)+1, []string{"suburb", "village", "neighbourhood", "city"}[w.random.IntN(4)], w.name(), "नगर", w.lon(), w.lat())
}
