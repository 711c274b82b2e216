// Package filter turns a filter in CQL2 (package geo/cql2) into SQL for PostGIS. Every literal is bound as an argument; nothing of what a
// stranger wrote gets into the SQL text.
package filter

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"rasad/geo/cql2"
)

// Where is the condition of a filter: it holds for the rows that cql2.Filter.Match takes. columns gives an SQL expression for each place
// of the filter's schema, written by us: text, double precision or integer, boolean, date, timestamptz, geometry in EPSG:4326, text[].
// Arguments are numbered from firstArg. The error is for filters made without a schema.
//
// PostgreSQL itself refuses arithmetic out of range (a power of a negative number, an overflow) with SQLSTATE class 22.
func Where(f *cql2.Filter, columns []string, firstArg int) (sql string, args []any, err error) {
	if len(columns) != len(f.Schema()) {
		return "", nil, fmt.Errorf("%d columns for %d properties", len(columns), len(f.Schema()))
	}
	w := &writer{columns: columns, schema: f.Schema(), next: firstArg}
	if err := w.node(f.Root()); err != nil {
		return "", nil, err
	}
	return w.sql.String(), w.args, nil
}

type writer struct {
	sql     strings.Builder
	columns []string
	schema  cql2.Schema
	args    []any
	next    int
}

// bind adds an argument and writes its place.
func (w *writer) bind(value any, kind string) {
	w.args = append(w.args, value)
	w.sql.WriteString("$" + strconv.Itoa(w.next) + "::" + kind)
	w.next++
}

func (w *writer) node(n *cql2.Node) error {
	switch op := n.Op; {
	case op == cql2.OpProperty:
		return w.property(n)
	case op == cql2.OpLiteral:
		return w.literal(n)
	case op == cql2.OpAnd, op == cql2.OpOr:
		return w.between(n.Args, "(", " "+strings.ToUpper(string(op))+" ", ")")
	case op == cql2.OpNot:
		return w.between(n.Args, "(NOT ", "", ")")
	case op == cql2.OpIsNull:
		return w.isNull(n.Args[0])
	case op == cql2.OpLike:
		return w.like(n)
	case op == cql2.OpBetween:
		return w.betweenValues(n.Args)
	case op == cql2.OpIn:
		return w.in(n.Args)
	case op == cql2.OpCaseI:
		// Small letters by Unicode's rules, whatever the database's own; the final sigma is a sigma.
		return w.between(n.Args, `(replace(lower((`, "", `) COLLATE "und-x-icu"), 'ς', 'σ') COLLATE "C")`)
	case op == cql2.OpAccentI:
		return w.between(n.Args, "normalize(regexp_replace(normalize(", "", `, NFD), U&'[\0300-\036F\093C]', '', 'g'), NFC)`)
	case op == cql2.OpArray:
		if len(n.Args) == 0 {
			w.sql.WriteString("ARRAY[]::text[]")
			return nil
		}
		return w.between(n.Args, "ARRAY[", ", ", "]::text[]")
	case op.IsComparison():
		return w.compare(string(op), n.Args[0], n.Args[1])
	case op.IsArithmetic():
		return w.arithmetic(n)
	case op.IsSpatial():
		return w.between(n.Args, spatial(op)+"(", ", ", ")")
	case op.IsArray():
		return w.arrays(n)
	}
	if t, ok := n.Op.Temporal(); ok {
		return w.temporal(t, n.Args[0], n.Args[1])
	}
	return fmt.Errorf("no SQL for %q", n.Op)
}

func (w *writer) between(args []*cql2.Node, before, between, after string) error {
	w.sql.WriteString(before)
	for i, a := range args {
		if i > 0 {
			w.sql.WriteString(between)
		}
		if err := w.node(a); err != nil {
			return err
		}
	}
	w.sql.WriteString(after)
	return nil
}

func (w *writer) property(n *cql2.Node) error {
	if n.Property < 0 || n.Property >= len(w.columns) {
		return fmt.Errorf("property %q is of no schema", n.Name)
	}
	column := "(" + w.columns[n.Property] + ")"
	switch w.schema[n.Property].Type {
	case cql2.Number, cql2.Integer:
		column += "::float8"
	case cql2.Date:
		column = "(" + column + "::timestamp AT TIME ZONE 'UTC')"
	}
	w.sql.WriteString(column)
	return nil
}

func (w *writer) literal(n *cql2.Node) error {
	switch v := n.Value.Any().(type) {
	case string:
		w.bind(v, "text")
	case float64:
		w.bind(v, "float8")
	case bool:
		w.bind(v, "bool")
	case time.Time:
		w.bind(v, "timestamptz")
	case orb.Geometry:
		bytes, err := wkb.Marshal(v)
		if err != nil {
			return err
		}
		w.sql.WriteString("ST_GeomFromWKB(")
		w.bind(bytes, "bytea")
		w.sql.WriteString(", 4326)")
	default:
		return fmt.Errorf("no SQL for a literal of %T", v)
	}
	return nil
}

// isNull asks a column whether it is; an interval is always something.
func (w *writer) isNull(n *cql2.Node) error {
	if n.Op == cql2.OpInterval {
		w.sql.WriteString("false")
		return nil
	}
	return w.between([]*cql2.Node{n}, "((", "", ") IS NULL)")
}

// compare orders texts by their code points: databases differ in their own order.
func (w *writer) compare(op string, a, b *cql2.Node) error {
	w.sql.WriteString("(")
	if err := w.ordered(a); err != nil {
		return err
	}
	w.sql.WriteString(" " + op + " ")
	if err := w.ordered(b); err != nil {
		return err
	}
	w.sql.WriteString(")")
	return nil
}

func (w *writer) ordered(n *cql2.Node) error {
	if err := w.node(n); err != nil {
		return err
	}
	if w.isText(n) {
		w.sql.WriteString(` COLLATE "C"`)
	}
	return nil
}

func (w *writer) isText(n *cql2.Node) bool {
	switch n.Op {
	case cql2.OpCaseI, cql2.OpAccentI:
		return true
	case cql2.OpLiteral:
		_, is := n.Value.Any().(string)
		return is
	case cql2.OpProperty:
		return w.schema[n.Property].Type == cql2.String
	}
	return false
}

func (w *writer) like(n *cql2.Node) error {
	w.sql.WriteString("(")
	if err := w.ordered(n.Args[0]); err != nil {
		return err
	}
	w.sql.WriteString(" LIKE ")
	if err := w.node(n.Args[1]); err != nil {
		return err
	}
	w.sql.WriteString(` ESCAPE '\')`)
	return nil
}

func (w *writer) betweenValues(args []*cql2.Node) error {
	w.sql.WriteString("(")
	if err := w.compare(">=", args[0], args[1]); err != nil {
		return err
	}
	w.sql.WriteString(" AND ")
	if err := w.compare("<=", args[0], args[2]); err != nil {
		return err
	}
	w.sql.WriteString(")")
	return nil
}

func (w *writer) in(args []*cql2.Node) error {
	w.sql.WriteString("(")
	for i, a := range args[1:] {
		if i > 0 {
			w.sql.WriteString(" OR ")
		}
		if err := w.compare("=", args[0], a); err != nil {
			return err
		}
	}
	w.sql.WriteString(")")
	return nil
}

// arithmetic without a result is NULL.
func (w *writer) arithmetic(n *cql2.Node) error {
	a, b := n.Args[:1], n.Args[1:]
	switch n.Op {
	case cql2.OpDiv:
		return w.two(a, "(", " / ", b, "nullif(", ", 0))")
	case cql2.OpIntDiv:
		return w.two(a, "trunc(", " / ", b, "nullif(", ", 0))")
	case cql2.OpMod: // PostgreSQL has none for double precision
		if err := w.two(a, "(", " - ", b, "", " * "); err != nil {
			return err
		}
		return w.two(a, "trunc(", " / ", b, "nullif(", ", 0)))")
	case cql2.OpPow:
		return w.between(n.Args, "power(", ", ", ")")
	}
	return w.between(n.Args, "(", " "+string(n.Op)+" ", ")")
}

func (w *writer) two(a []*cql2.Node, before, sign string, b []*cql2.Node, beforeB, after string) error {
	if err := w.between(a, before, "", sign); err != nil {
		return err
	}
	return w.between(b, beforeB, "", after)
}

func spatial(op cql2.Op) string {
	return map[cql2.Op]string{
		"s_intersects": "ST_Intersects", "s_equals": "ST_Equals", "s_disjoint": "ST_Disjoint", "s_touches": "ST_Touches",
		"s_within": "ST_Within", "s_overlaps": "ST_Overlaps", "s_crosses": "ST_Crosses", "s_contains": "ST_Contains",
	}[op]
}

func (w *writer) arrays(n *cql2.Node) error {
	sign := map[cql2.Op]string{"a_contains": " @> ", "a_containedby": " <@ ", "a_overlaps": " && "}[n.Op]
	if sign != "" {
		return w.between(n.Args, "(", sign, ")")
	}
	if err := w.between(n.Args, "((", " @> ", ") AND "); err != nil {
		return err
	}
	return w.between(n.Args, "(", " <@ ", "))")
}

// temporal compares the ends of intervals.
func (w *writer) temporal(t cql2.Temporal, first, second *cql2.Node) error {
	joint := " AND "
	if t.Any {
		joint = " OR "
	}
	w.sql.WriteString("(")
	for i, e := range t.Ends {
		if i > 0 {
			w.sql.WriteString(joint)
		}
		w.sql.WriteString("(")
		if err := w.end(first, e.FirstEnd); err != nil {
			return err
		}
		w.sql.WriteString(" " + string(e.Cmp) + " ")
		if err := w.end(second, e.SecondEnd); err != nil {
			return err
		}
		w.sql.WriteString(")")
	}
	w.sql.WriteString(")")
	return nil
}

func (w *writer) end(n *cql2.Node, end bool) error {
	if n.Op == cql2.OpInterval {
		place := 0
		if end {
			place = 1
		}
		n = n.Args[place]
	}
	if n.Op == cql2.OpOpen {
		w.sql.WriteString(map[bool]string{false: "'-infinity'", true: "'infinity'"}[end] + "::timestamptz")
		return nil
	}
	return w.node(n)
}
