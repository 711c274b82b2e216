package booklet

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"rasad/internal/web/pdf"
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

// family reads the fonts of the pages' bundle.
func family(t *testing.T) *pdf.Fonts {
	t.Helper()
	var files [4][]byte
	for i, pattern := range []string{"*-latin-400-*.woff2", "*-latin-700-*.woff2", "*-devanagari-400-*.woff2", "*-devanagari-700-*.woff2"} {
		found, err := filepath.Glob("../dist/" + pattern)
		if err != nil || len(found) == 0 {
			t.Skip("the pages are not built: run make pages")
		}
		if files[i], err = os.ReadFile(found[0]); err != nil {
			t.Fatal(err)
		}
	}
	fonts, err := pdf.ReadFonts(pdf.Files{Latin: files[0], LatinBold: files[1], Devanagari: files[2], DevanagariBold: files[3]})
	if err != nil {
		t.Fatal(err)
	}
	return fonts
}

// TestStops: a book that nobody waits for any more is not finished.
func TestStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	made := 0
	b := &Book{Wards: make([]Entry, 50), Ward: func(int) (Ward, error) {
		if made++; made == 3 {
			cancel()
		}
		return Ward{}, nil
	}}
	if err := Write(ctx, io.Discard, family(t), b, nil); !errors.Is(err, context.Canceled) || made != 3 {
		t.Errorf("%v after %d wards", err, made)
	}
}
