package page_test

import (
	"math"
	"testing"
	"time"

	"rasad/internal/httpapi/ogcapi/collection"
	"rasad/internal/httpapi/ogcapi/crs"
	"rasad/internal/httpapi/ogcapi/page"
)

func TestCursorRoundTrip(t *testing.T) {
	for _, a := range []int64{0, 1, -1, 63, 64, 1 << 50, math.MaxInt64, math.MinInt64} {
		for _, b := range []int64{0, 1, -7, math.MaxInt64, math.MinInt64} {
			k := collection.Key{A: a, B: b}
			text := page.Cursor("wards", k)
			if got, ok := page.ParseCursor("wards", text); !ok || got != k || len(text) > page.MaxCursor {
				t.Errorf("%v: %q gives %v %v", k, text, got, ok)
			}
			if _, ok := page.ParseCursor("zones", text); ok {
				t.Errorf("%q is taken for another collection", text)
			}
		}
	}
}

// FuzzCursor: no text breaks the reader, and what it takes is what it would write.
func FuzzCursor(f *testing.F) {
	f.Add("AQIAAAAA")
	f.Add(page.Cursor("wards", collection.Key{A: 5, B: 9}))
	f.Fuzz(func(t *testing.T, text string) {
		if k, ok := page.ParseCursor("wards", text); ok && page.Cursor("wards", k) != text {
			t.Errorf("%q is taken for %v", text, k)
		}
	})
}

// FuzzBBox: what is taken is one box or two, with sides in order, of finite numbers.
func FuzzBBox(f *testing.F) {
	for _, text := range []string{"80,26,81,27", "170,0,-170,1", "1,2,3,4,5,6", "1e400,0,1,1", "-0,0,0,0", ",,,"} {
		f.Add(text, uint8(0))
		f.Add(text, uint8(3))
	}
	f.Fuzz(func(t *testing.T, text string, place uint8) {
		all := crs.All()
		var w collection.Where
		if !page.ParseBBox(text, all[int(place)%len(all)], &w) {
			return
		}
		if len(w.Boxes) == 0 || len(w.Boxes) > 2 {
			t.Fatalf("%q: %d boxes", text, len(w.Boxes))
		}
		for _, b := range w.Boxes {
			for axis := range 2 {
				if !(b.Min[axis] <= b.Max[axis]) || math.IsInf(b.Min[axis], 0) || math.IsInf(b.Max[axis], 0) {
					t.Errorf("%q in %s: %v", text, all[int(place)%len(all)].URI, b)
				}
			}
		}
	})
}

// FuzzDatetime: what is taken has its ends in order.
func FuzzDatetime(f *testing.F) {
	for _, text := range []string{"2020-01-01", "../2020-01-01T00:00:00Z", "/", "2020-01-01/..", "2020-02-30", "0001-01-01T00:00:00+14:00/9999-12-31"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if i, ok := page.ParseDatetime(text); ok && i.From != nil && i.To != nil && i.From.After(*i.To) {
			t.Errorf("%q: %v", text, i)
		}
	})
}

func TestDatetime(t *testing.T) {
	day := func(text string) *time.Time {
		d, err := time.Parse(time.DateOnly, text)
		if err != nil {
			return nil
		}
		return &d
	}
	same := func(a, b *time.Time) bool { return (a == nil) == (b == nil) && (a == nil || a.Equal(*b)) }
	for text, want := range map[string][2]string{
		"2020-02-29": {"2020-02-29", "2020-02-29"}, "2020-02-29T18:29:59Z": {"2020-02-29", "2020-02-29"}, "2020-02-29T18:30:00Z": {"2020-03-01", "2020-03-01"},
		"2020-01-01/2021-01-01": {"2020-01-01", "2021-01-01"}, "../2021-01-01": {"", "2021-01-01"}, "2021-01-01/": {"2021-01-01", ""}, "../..": {"", ""},
		"2020-02-29t00:00:00.5z": {"2020-02-29", "2020-02-29"},
	} {
		i, ok := page.ParseDatetime(text)
		if !ok || !same(i.From, day(want[0])) || !same(i.To, day(want[1])) {
			t.Errorf("%s: %v %v %v", text, i.From, i.To, ok)
		}
	}
	for _, text := range []string{"", "2020", "2020-02-30", "now", "2020-01-01T25:00:00Z", "2021-01-01/2020-01-01", "a/b", "2020-01-01/2020-01-02/2020-01-03", "2020-01-01 10:00:00"} {
		if i, ok := page.ParseDatetime(text); ok {
			t.Errorf("%q is taken for %v", text, i)
		}
	}
}
