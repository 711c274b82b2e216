package booklet

import (
	"strconv"
	"testing"
)

// TestPaginate: every row is on a page once and in order, no page is too full, and no heading ends a column.
func TestPaginate(t *testing.T) {
	for n := range 200 {
		var rows []Row
		for i := range n {
			r := Row{Number: i + 1, Name: strconv.Itoa(i)}
			if i%7 == 0 && i+1 < n || i%9 == 0 && i+1 < n {
				r.Heading = "kind"
			}
			rows = append(rows, r)
		}
		pages := paginate(rows)
		next := 1
		for i, page := range pages {
			top := listTop
			if i > 0 {
				top = nextTop
			}
			each := rowsFrom(top)
			if len(page) > 2*each || len(page) == 0 && n > 0 {
				t.Errorf("%d rows: page %d has %d", n, i, len(page))
			}
			for k, r := range page {
				if r.Number == 0 {
					continue
				}
				if r.Number != next {
					t.Fatalf("%d rows: %d after %d", n, r.Number, next-1)
				}
				if next++; r.Heading != "" && k%each == each-1 {
					t.Errorf("%d rows: a heading at the end of a column", n)
				}
			}
		}
		if next != n+1 || len(pages) == 0 {
			t.Errorf("%d of %d rows on %d pages", next-1, n, len(pages))
		}
	}
}
