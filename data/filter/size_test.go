package filter_test

import (
	"errors"
	"strings"
	"testing"

	"rasad/data/filter"
	"rasad/geo/cql2"
)

// TestSQLIsBounded: filters within filters make SQL of a length that is bounded, or none.
func TestSQLIsBounded(t *testing.T) {
	const deep = 28
	for text, refused := range map[string]bool{
		"n" + strings.Repeat(" % 3", deep) + " = 1": true,
		"n % 3 % 2 = 1": false,
		strings.Repeat("(", deep) + "b" + strings.Repeat(" IN (TRUE, FALSE))", deep):      false,
		"name IN (" + strings.Repeat("'x', ", cql2.MaxList-1) + "'x')":                    false,
		"CASEI(ACCENTI(name)) IN (" + strings.Repeat("CASEI('x'), ", 400) + "CASEI('y'))": false,
	} {
		f, err := cql2.ParseText(text, cql2.Options{Schema: schema()})
		if err != nil {
			t.Errorf("%.60s: %v", text, err)
			continue
		}
		sql, _, err := filter.Where(f, columns(), 1)
		if errors.Is(err, filter.ErrTooComplex) != refused || len(sql) > 2*filter.MaxSQL {
			t.Errorf("%.60s: %d bytes, %v", text, len(sql), err)
		}
	}
}
