// Package features reads what the record holds as features, page by page, for readers that filter as they please.
package features

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"rasad/data"
)

// Table is a set of features of one kind.
type Table uint8

// The tables.
const (
	Roads Table = iota
	Places
	Water
	Green
	Rail
	Wards // of every delimitation whose time is known, and the current one
	Delimitations
)

// Query chooses features of a city.
type Query struct {
	City   string
	After  *int64 // ids above this one; nil: from the start
	Limit  int
	ID     *int64      // this one alone
	Boxes  []orb.Bound // geometries that meet one of these boxes of degrees; none: anywhere
	Exact  *Plane      // and meet this one
	Equal  []Equal     // and have these values
	During *Interval   // and were in force then
	// Where is a further condition: columns has an SQL expression for each property and then one for the geometry; arguments are numbered from
	// first. nil: none.
	Where func(columns []string, first int) (condition string, args []any, err error)
}

// Plane is a box in a projection.
type Plane struct {
	SRID int
	Box  orb.Bound
}

// Equal asks that a property, by its place, has a value: text, float64, bool or time.Time.
type Equal struct {
	Property int
	Value    any
}

// Interval of days; nil is open.
type Interval struct{ From, To *time.Time }

// Row is a feature. It is the callee's for the call only. Values are nil, string, bool, int32, int64, float64 or time.Time.
type Row struct {
	ID       int64
	Values   []any
	Geometry orb.Geometry
}

// Page reads the features that q chooses, by id.
func Page(ctx context.Context, db *data.DB, t Table, q *Query, take func(*Row)) error {
	sql, args, err := statement(t, q)
	if err != nil {
		return err
	}
	rows, err := db.Pool().Query(ctx, sql, args...)
	if err != nil {
		return fmt.Errorf("read features: %w", err)
	}
	defer rows.Close()
	var row Row
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			return fmt.Errorf("read features: %w", err)
		}
		row.ID, _ = values[0].(int64)
		row.Values = values[1 : len(values)-1]
		row.Geometry, _ = values[len(values)-1].(orb.Geometry)
		take(&row)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read features: %w", err)
	}
	return nil
}

// builder collects conditions and their arguments.
type builder struct {
	conditions []string
	args       []any
}

// bind adds an argument and returns its place.
func (b *builder) bind(value any) string {
	b.args = append(b.args, value)
	return fmt.Sprintf("$%d", len(b.args))
}

func (b *builder) add(condition string) { b.conditions = append(b.conditions, condition) }

func statement(t Table, q *Query) (sql string, args []any, err error) {
	view := t.view()
	b := &builder{args: []any{q.City}}
	if q.ID != nil {
		b.add("f.id = " + b.bind(*q.ID))
	}
	if q.After != nil {
		b.add("f.id > " + b.bind(*q.After))
	}
	b.place(q)
	for _, e := range q.Equal {
		if e.Property < 0 || e.Property >= len(view.columns) {
			return "", nil, fmt.Errorf("there is no property %d", e.Property)
		}
		b.add("f." + view.columns[e.Property] + " = " + b.bind(e.Value))
	}
	if q.During != nil && view.timed {
		b.during(q.During)
	}
	if q.Where != nil {
		if err := b.where(view, q); err != nil {
			return "", nil, err
		}
	}
	condition := "true"
	if len(b.conditions) > 0 {
		condition = strings.Join(b.conditions, " AND ")
	}
	sql = "SELECT f.id, f." + strings.Join(view.columns, ", f.") + ", f.geom FROM (" + view.sql + ") f WHERE " + condition +
		" ORDER BY f.id LIMIT " + b.bind(q.Limit)
	return sql, b.args, nil
}

func (b *builder) place(q *Query) {
	var parts []string
	for _, box := range q.Boxes {
		parts = append(parts, "ST_Intersects(f.geom, "+b.envelope(box, "4326")+")")
	}
	if len(parts) > 0 {
		b.add("(" + strings.Join(parts, " OR ") + ")")
	}
	if e := q.Exact; e != nil {
		srid := b.bind(e.SRID) + "::integer"
		b.add("ST_Intersects(ST_Transform(f.geom, " + srid + "), " + b.envelope(e.Box, srid) + ")")
	}
}

// envelope is a box as a geometry; one without width or height is a line or a point, for a polygon of no area meets nothing.
func (b *builder) envelope(box orb.Bound, srid string) string {
	point := func(p orb.Point) string {
		return "ST_MakePoint(" + b.bind(p[0]) + "::float8, " + b.bind(p[1]) + "::float8)"
	}
	return "ST_Envelope(ST_SetSRID(ST_MakeLine(" + point(box.Min) + ", " + point(box.Max) + "), " + srid + "))"
}

func (b *builder) during(i *Interval) {
	if i.To != nil {
		b.add("(f.since IS NULL OR f.since <= " + b.bind(*i.To) + "::date)")
	}
	if i.From != nil {
		b.add("(f.until IS NULL OR f.until >= " + b.bind(*i.From) + "::date)")
	}
}

func (b *builder) where(v view, q *Query) error {
	columns := make([]string, 0, len(v.columns)+1)
	for _, name := range append(v.columns, "geom") {
		columns = append(columns, "f."+name)
	}
	condition, args, err := q.Where(columns, len(b.args)+1)
	if err != nil {
		return err
	}
	b.args = append(b.args, args...)
	b.add("(" + condition + ")")
	return nil
}
