package filter_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"

	"rasad/data/filter"
	"rasad/geo/cql2"
	"rasad/internal/pgtest"
)

func schema() cql2.Schema {
	return cql2.Schema{
		{Name: "name", Type: cql2.String}, {Name: "n", Type: cql2.Number}, {Name: "i", Type: cql2.Integer}, {Name: "b", Type: cql2.Boolean},
		{Name: "d", Type: cql2.Date}, {Name: "ts", Type: cql2.Timestamp}, {Name: "tags", Type: cql2.Strings}, {Name: "pt", Type: cql2.Geometry},
		{Name: "area", Type: cql2.Geometry}, {Name: "way", Type: cql2.Geometry},
	}
}

func columns() []string {
	return []string{"t.name", "t.n", "t.i", "t.b", "t.d", "t.ts", "t.tags", "t.pt", "t.area", "t.way"}
}

type made []cql2.Value

func (m made) Value(i int) cql2.Value { return m[i] }

// maker makes random rows and filters. Everything lies on a small grid, so that things are equal and touch.
type maker struct {
	*rand.Rand
	used map[string]int
}

func (m *maker) text() string {
	return []string{"राशन", "रसोई", "ज़ोन", "ज\u093cोन", "जोन", "École", "ecole", "ΟΔΟΣ", "οδος", "Straße", "Shop 1", "shop 1", "", "100%", "a_b", `back\slash`, "it's"}[m.IntN(17)]
}

func (m *maker) number() float64 { return []float64{0, 1, 2, 3.5, -2, 10}[m.IntN(6)] }

func (m *maker) time() time.Time {
	return time.Date(2026, 11, 1+m.IntN(4), 6*m.IntN(4), 0, 0, 0, time.UTC)
}

func (m *maker) point() orb.Point { return orb.Point{float64(m.IntN(7)), float64(m.IntN(7))} }

func (m *maker) polygon() orb.Polygon {
	x, y := float64(m.IntN(5)), float64(m.IntN(5))
	w, h := float64(1+m.IntN(3)), float64(1+m.IntN(3))
	if m.IntN(3) == 0 {
		return orb.Polygon{{{x, y}, {x + w, y}, {x, y + h}, {x, y}}}
	}
	box := orb.Polygon{{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}}}
	if w == 3 && h == 3 && m.IntN(2) == 0 {
		box = append(box, orb.Ring{{x + 1, y + 1}, {x + 1, y + 2}, {x + 2, y + 2}, {x + 2, y + 1}, {x + 1, y + 1}})
	}
	return box
}

func (m *maker) line() orb.LineString {
	line := orb.LineString{m.point()}
	for len(line) < 2+m.IntN(2) {
		if p := m.point(); p != line[len(line)-1] {
			line = append(line, p)
		}
	}
	return line
}

func (m *maker) geometry() orb.Geometry {
	switch m.IntN(6) {
	case 0:
		return m.point()
	case 1:
		return m.line()
	case 2:
		a, b := m.point(), m.point()
		if a == b {
			return orb.MultiPoint{a}
		}
		return orb.MultiPoint{a, b}
	case 3:
		p := m.polygon()
		far := orb.Ring{{10, 10}, {11, 10}, {11, 11}, {10, 10}}
		return orb.MultiPolygon{p, {far}}
	}
	return m.polygon()
}

func (m *maker) tags() []string {
	list := []string{}
	for range m.IntN(4) {
		list = append(list, string(rune('a'+m.IntN(4))))
	}
	return list
}

func (m *maker) row() (made, []any) {
	values, columns := made{}, []any{}
	add := func(v cql2.Value, column any) {
		if m.IntN(6) == 0 {
			v, column = cql2.Null(), nil
		}
		values, columns = append(values, v), append(columns, column)
	}
	name, n, i, b, d, ts, tags := m.text(), m.number(), m.IntN(4), m.IntN(2) == 0, m.time(), m.time(), m.tags()
	add(cql2.Text(name), name)
	add(cql2.Num(n), n)
	add(cql2.Num(float64(i)), i)
	add(cql2.Bool(b), b)
	add(cql2.Day(d), d.Format(time.DateOnly))
	add(cql2.Instant(ts), ts)
	add(cql2.Texts(tags), tags)
	for _, g := range []orb.Geometry{m.point(), m.polygon(), m.line()} {
		add(cql2.Geom(g), wkt.MarshalString(g))
	}
	return values, columns
}

// op notes that an operator was used, and returns it.
func (m *maker) op(names ...string) string {
	name := names[m.IntN(len(names))]
	m.used[name]++
	return name
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func (m *maker) textExpr() string {
	switch m.IntN(6) {
	case 0:
		return m.op("CASEI", "ACCENTI") + "(" + m.textExpr() + ")"
	case 1, 2:
		return quote(m.text())
	}
	return "name"
}

func (m *maker) numberExpr(depth int) string {
	switch {
	case depth > 0 && m.IntN(3) == 0:
		if op := m.op("+", "-", "*", "/", "%", "div", "^"); op != "^" {
			return "(" + m.numberExpr(depth-1) + " " + op + " " + m.numberExpr(depth-1) + ")"
		}
		return "(" + m.numberExpr(depth-1) + " ^ " + strconv.Itoa(m.IntN(3)) + ")"
	case m.IntN(3) == 0:
		return strconv.FormatFloat(m.number(), 'g', -1, 64)
	}
	return []string{"n", "i"}[m.IntN(2)]
}

func (m *maker) moment() string {
	switch m.IntN(4) {
	case 0:
		return "DATE('" + m.time().Format(time.DateOnly) + "')"
	case 1:
		return "TIMESTAMP('" + m.time().Format(time.RFC3339) + "')"
	case 2:
		return "d"
	}
	return "ts"
}

func (m *maker) period() string {
	if m.IntN(3) == 0 {
		return m.moment()
	}
	end := func() string {
		switch m.IntN(4) {
		case 0:
			return "'..'"
		case 1:
			return []string{"d", "ts"}[m.IntN(2)]
		}
		return "'" + m.time().Format(time.RFC3339) + "'"
	}
	return "INTERVAL(" + end() + "," + end() + ")"
}

func (m *maker) place() string {
	switch m.IntN(8) {
	case 0:
		return "BBOX(1,1,4,3)"
	case 1, 2:
		return wkt.MarshalString(m.geometry())
	}
	return []string{"pt", "area", "way"}[m.IntN(3)]
}

func (m *maker) array() string {
	if m.IntN(2) == 0 {
		return "tags"
	}
	var list []string
	for _, tag := range m.tags() {
		list = append(list, quote(tag))
	}
	return "(" + strings.Join(list, ",") + ")"
}

func (m *maker) predicate() string {
	compare := func() string { return " " + m.op("=", "<>", "<", ">", "<=", ">=") + " " }
	switch m.IntN(11) {
	case 0:
		return m.textExpr() + compare() + m.textExpr()
	case 1:
		return m.numberExpr(2) + compare() + m.numberExpr(2)
	case 2:
		return m.moment() + compare() + m.moment()
	case 3:
		return "b " + m.op("=", "<>") + []string{" TRUE", " FALSE"}[m.IntN(2)]
	case 4:
		pattern := quote([]string{"%", "s%", "%o_%", `100\%`, "_cole", "र%", `a\_b`, "%1"}[m.IntN(8)])
		if m.IntN(2) == 0 {
			return m.textExpr() + " " + m.op("LIKE") + " " + pattern
		}
		return "CASEI(ACCENTI(name)) NOT " + m.op("LIKE") + " CASEI(ACCENTI(" + pattern + "))"
	case 5:
		return m.numberExpr(1) + " " + m.op("BETWEEN") + " " + m.numberExpr(1) + " AND " + m.numberExpr(1)
	case 6:
		return "name " + m.op("IN") + " (" + m.textExpr() + "," + quote(m.text()) + "," + quote(m.text()) + ")"
	case 7:
		return []string{"name", "n", "b", "d", "tags", "area", "(n = 1)", "(n / i)"}[m.IntN(8)] + " " + m.op("IS NULL")
	case 8:
		return m.op("S_INTERSECTS", "S_EQUALS", "S_DISJOINT", "S_TOUCHES", "S_WITHIN", "S_OVERLAPS", "S_CROSSES", "S_CONTAINS") + "(" + m.place() + "," + m.place() + ")"
	case 9:
		return m.op("T_AFTER", "T_BEFORE", "T_CONTAINS", "T_DISJOINT", "T_DURING", "T_EQUALS", "T_FINISHEDBY", "T_FINISHES", "T_INTERSECTS",
			"T_MEETS", "T_METBY", "T_OVERLAPPEDBY", "T_OVERLAPS", "T_STARTEDBY", "T_STARTS") + "(" + m.period() + "," + m.period() + ")"
	}
	return m.op("A_EQUALS", "A_CONTAINS", "A_CONTAINEDBY", "A_OVERLAPS") + "(" + m.array() + "," + m.array() + ")"
}

func (m *maker) filter(depth int) string {
	if depth == 0 || m.IntN(3) == 0 {
		return m.predicate()
	}
	switch m.IntN(4) {
	case 0:
		return m.op("NOT") + " (" + m.filter(depth-1) + ")"
	case 1:
		return "(" + m.filter(depth-1) + " " + m.op("OR") + " " + m.filter(depth-1) + ")"
	}
	return "(" + m.filter(depth-1) + " " + m.op("AND") + " " + m.filter(depth-1) + ")"
}

// fill makes a table of random rows.
func fill(t *testing.T, pool interface {
	Exec(context.Context, string, ...any) (pgconn.CommandTag, error)
}, m *maker, count int) []made {
	t.Helper()
	if _, err := pool.Exec(t.Context(), `CREATE TABLE t (id int PRIMARY KEY, name text, n float8, i int, b bool, d date, ts timestamptz, tags text[],
		pt geometry(Point, 4326), area geometry(Polygon, 4326), way geometry(LineString, 4326))`); err != nil {
		t.Fatal(err)
	}
	var rows []made
	for id := range count {
		values, row := m.row()
		rows = append(rows, values)
		if _, err := pool.Exec(t.Context(), `INSERT INTO t VALUES ($1, $2, $3, $4, $5, $6::text::date, $7, $8, ST_GeomFromText($9, 4326), ST_GeomFromText($10, 4326), ST_GeomFromText($11, 4326))`,
			append([]any{id}, row...)...); err != nil {
			t.Fatal(err)
		}
	}
	return rows
}

// TestSQLAndMatchAgree: for random filters, PostgreSQL and Match take the same rows; what is read from its own text or JSON too.
func TestSQLAndMatchAgree(t *testing.T) {
	rounds := 1500
	if os.Getenv("RASAD_LONG") != "" {
		rounds = 40_000
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	m := &maker{rand.New(rand.NewPCG(seed, 1)), map[string]int{}}
	pool := pgtest.Open(t).Pool()
	rows := fill(t, pool, m, 60)
	decisions, taken, refused := 0, 0, 0
	for range rounds {
		text := m.filter(2)
		f, err := cql2.ParseText(text, cql2.Options{Schema: schema()})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if f, err = cql2.ParseJSON(f.JSON(), cql2.Options{Schema: schema()}); err != nil {
			t.Fatalf("%s as JSON: %v", text, err)
		}
		where, args, err := filter.Where(f, columns(), 1)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		found, err := pool.Query(t.Context(), `SELECT id FROM t WHERE `+where, args...)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		ids, err := pgx.CollectRows(found, pgx.RowTo[int])
		if broken, ok := errors.AsType[*pgconn.PgError](err); ok && broken.Code[:2] == "22" {
			refused++ // arithmetic out of range
			continue
		}
		if err != nil {
			t.Fatalf("%s\n%s %v: %v", text, where, args, err)
		}
		in := map[int]bool{}
		for _, id := range ids {
			in[id] = true
		}
		for id, row := range rows {
			decisions++
			if got := f.Match(row); got != in[id] {
				t.Fatalf("%s\n%s\n%v: Match says %v, PostgreSQL %v, of %s", text, where, args, got, in[id], describe(row))
			} else if got {
				taken++
			}
		}
	}
	t.Logf("%d decisions, %d rows taken, %d filters refused for their arithmetic, operators %v", decisions, taken, refused, m.used)
	if taken < decisions/10 || refused > rounds/20 {
		t.Errorf("%d of %d taken, %d refused: the test does not test much", taken, decisions, refused)
	}
	for _, op := range strings.Fields("AND OR NOT = <> < > <= >= LIKE BETWEEN IN CASEI ACCENTI + - * / % div ^ S_INTERSECTS S_EQUALS S_DISJOINT S_TOUCHES S_WITHIN S_OVERLAPS S_CROSSES S_CONTAINS T_AFTER T_BEFORE T_CONTAINS T_DISJOINT T_DURING T_EQUALS T_FINISHEDBY T_FINISHES T_INTERSECTS T_MEETS T_METBY T_OVERLAPPEDBY T_OVERLAPS T_STARTEDBY T_STARTS A_EQUALS A_CONTAINS A_CONTAINEDBY A_OVERLAPS") {
		if m.used[op] == 0 {
			t.Errorf("%s was never tried", op)
		}
	}
}

func describe(row made) string {
	var parts []string
	for i, v := range row {
		if g, ok := v.Any().(orb.Geometry); ok {
			parts = append(parts, schema()[i].Name+"="+wkt.MarshalString(g))
			continue
		}
		parts = append(parts, fmt.Sprintf("%s=%v", schema()[i].Name, v.Any()))
	}
	return strings.Join(parts, " ")
}

// TestBoundsHoldAllThatMatches: nothing outside the box of a filter matches it.
func TestBoundsHoldAllThatMatches(t *testing.T) {
	m := &maker{rand.New(rand.NewPCG(rand.Uint64(), 2)), map[string]int{}}
	var rows []made
	for range 40 {
		row, _ := m.row()
		rows = append(rows, row)
	}
	bounded := 0
	for range 3000 {
		f, err := cql2.ParseText(m.filter(2), cql2.Options{Schema: schema()})
		if err != nil {
			t.Fatal(err)
		}
		for _, place := range []int{7, 8, 9} {
			box, ok := f.Bounds(place)
			if !ok {
				continue
			}
			bounded++
			for _, row := range rows {
				g, is := row[place].Any().(orb.Geometry)
				if f.Match(row) && (!is || box.IsEmpty() || !g.Bound().Intersects(box)) {
					t.Fatalf("%s: outside %v, but matches: %s", f.Text(), box, describe(row))
				}
			}
		}
	}
	if bounded < 50 {
		t.Errorf("%d filters with bounds", bounded)
	}
}

// TestNothingIsInjected: what a stranger writes is bound or refused, never part of the SQL.
func TestNothingIsInjected(t *testing.T) {
	pool := pgtest.Open(t).Pool()
	fill(t, pool, &maker{rand.New(rand.NewPCG(1, 1)), map[string]int{}}, 3)
	for _, evil := range []string{`'; DROP TABLE t; --`, `' OR '1'='1`, `$1`, `\'; --`, `"; --`, `/* */`, "\u2019 OR 1=1", `%' AND pg_sleep(9)`, `x\`, `'||name||'`} {
		for _, text := range []string{"name = " + quote(evil), "name LIKE " + quote(evil), "name IN (" + quote(evil) + ",'b')", "A_CONTAINS(tags,(" + quote(evil) + "))", `"` + evil + `" = 1`, evil} {
			f, err := cql2.ParseText(text, cql2.Options{Schema: schema()})
			if err != nil {
				continue
			}
			where, args, err := filter.Where(f, columns(), 1)
			if err != nil {
				t.Errorf("%s: %v", text, err)
			}
			if strings.ContainsAny(where, ";") || strings.Contains(where, "--") || strings.Contains(where, "DROP") || strings.Contains(where, "sleep") {
				t.Errorf("%s became %s", text, where)
			}
			if _, err := pool.Exec(t.Context(), `SELECT 1 FROM t WHERE `+where, args...); err != nil {
				t.Errorf("%s: %s %q: %v", text, where, args, err)
			}
		}
	}
	if _, err := pool.Exec(t.Context(), `SELECT 1 FROM t`); err != nil {
		t.Fatal(err)
	}
}
