package cql2_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"rasad/geo/cql2"
)

type row []cql2.Value

func (r row) Value(i int) cql2.Value { return r[i] }

func shop() row {
	return row{cql2.Text("राशन दुकान – École"), cql2.Num(7), cql2.Bool(true), cql2.Day(time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)),
		cql2.Texts([]string{"rice", "dal"}), cql2.Geom(orb.Point{80.9, 26.8})}
}

func TestMatch(t *testing.T) {
	for text, want := range map[string]bool{
		`value = 7`: true, `value <> 7`: false, `value / 0 = 1`: false, `NOT (value / 0 = 1)`: false, `value / 0 IS NULL`: true, `-value = -7`: true,
		`value % 4 = 3 AND value div 2 = 3 AND 2 ^ 3 = 8`: true, `value BETWEEN 7 AND 8`: true, `value NOT IN (1, 2)`: true, `open`: true, `NOT open`: false,
		`name LIKE 'राशन%'`: true, `name LIKE '%ECOLE'`: false, `CASEI(ACCENTI(name)) LIKE CASEI(ACCENTI('%ÉCOLE'))`: true, `name LIKE '_____________'`: false,
		`built = DATE('2026-11-23')`: true, `T_BEFORE(built, TIMESTAMP('2026-11-23T00:00:01Z'))`: true, `T_DURING(built, INTERVAL('..', '2026-11-24'))`: true,
		`A_CONTAINS(tags, ('rice'))`: true, `A_EQUALS(tags, ('dal', 'rice'))`: true, `A_OVERLAPS(tags, ('tea'))`: false, `A_CONTAINEDBY((), tags)`: true,
		`S_WITHIN(geometry, POLYGON((80 26, 81 26, 81 27, 80 27, 80 26)))`: true, `S_INTERSECTS(geometry, BBOX(0, 0, 1, 1))`: false,
		`S_DISJOINT(geometry, POINT(80.9 26.8))`: false, `S_EQUALS(POINT Z (80.9 26.8 7), geometry)`: true, `"name" IS NOT NULL`: true,
	} {
		f, err := cql2.ParseText(text, cql2.Options{Schema: schema()})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := f.Match(shop()); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestFaults(t *testing.T) {
	deep := strings.Repeat("NOT (", 60) + "open" + strings.Repeat(")", 60)
	for text, where := range map[string]int{
		``: 0, `value =`: 7, `valu = 1`: 0, `value = 'x'`: 8, `name = 1`: 7, `name > geometry`: 7, `value`: 0, `open AND name`: 9, `open OR`: 7, `(open`: 5, `open)`: 4,
		`name LIKE value`: 10, `name LIKE 'x\'`: 10, `S_WITHIN(geometry, name)`: 19, `S_WITHIN(geometry)`: 0, `foo(name) = 1`: 0, `built = DATE('2026-02-30')`: 8,
		`built > TIMESTAMP('yesterday')`: 8, `value = 1e999`: 8, `name = 'open`: 7, `name = "`: 7, `# = 1`: 0, `S_WITHIN(geometry, POLYGON((0 0, 1 1, 0 1, 1 0, 0 0)))`: 19,
		`S_WITHIN(geometry, POLYGON((0 0, 1 1)))`: 19, `S_WITHIN(geometry, BBOX(1, 2, 3))`: 19, `S_WITHIN(geometry, BBOX(3, 2, 1, 4))`: 19, `name IN ()`: 5,
		"name = '\x00'": 0, "name = '\xff'": 0, `value BETWEEN 1`: 15, `value NOT = 1`: 10, `A_EQUALS(tags, (1))`: 16, deep: 0,
		`S_TOUCHES(geometry, GEOMETRYCOLLECTION(POINT(1 1)))`: 20,
	} {
		_, err := cql2.ParseText(text, cql2.Options{Schema: schema()})
		fault, ok := errors.AsType[*cql2.Error](err)
		switch {
		case !ok:
			t.Errorf("%.60s: error %v", text, err)
		case fault.Offset != where && text != deep:
			t.Errorf("%s: at %d, want %d: %v", text, fault.Offset, where, err)
		case fault.Hindi() == fault.Error():
			t.Errorf("%s: no Hindi: %v", text, err)
		}
	}
	for _, text := range []string{`{}`, `[]`, `null`, `{"op":"="}`, `{"op":"and","args":[true]}`, `{"op":"=","args":[{"property":"value"},"x"]}`, `{"op":"="`, `true false`,
		`{"op":"s_within","args":[{"property":"geometry"},{"type":"Point","coordinates":[1]}]}`, `{"op":"s_within","args":[{"property":"geometry"},{"type":"Ball"}]}`,
		`{"op":"s_within","args":[{"property":"geometry"},{"bbox":["a"]}]}`, `{"interval":["..",".."]}`, `{"date":"x"}`, strings.Repeat(`{"op":"not","args":[`, 40) + "true" + strings.Repeat("]}", 40)} {
		if _, err := cql2.ParseJSON([]byte(text), cql2.Options{Schema: schema()}); err == nil {
			t.Errorf("%.80s was taken", text)
		}
	}
}

// TestBounded: what is larger than the bounds is refused, quickly.
func TestBounded(t *testing.T) {
	line := "LINESTRING(" + strings.Repeat("1 1,", 2500) + "1 1)"
	list := "value IN (" + strings.Repeat("1,", cql2.MaxList+1) + "1)"
	for name, text := range map[string]string{"length": "S_CROSSES(geometry," + line + ")", "list": list, "sum": "value = " + strings.Repeat("1+", 100) + "1",
		"brackets": strings.Repeat("(", 3000) + "open" + strings.Repeat(")", 3000), "minus": "value = " + strings.Repeat("- ", 3000) + "1", "not": strings.Repeat("NOT ", 2000) + "open"} {
		if _, err := cql2.ParseText(text, cql2.Options{Schema: schema()}); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	var json strings.Builder
	json.WriteString(`{"op":"s_crosses","args":[{"property":"geometry"},{"type":"LineString","coordinates":[`)
	for i := range cql2.MaxVertices + 1 {
		fmt.Fprintf(&json, "%s[%d,1]", map[bool]string{true: ","}[i > 0], i%9)
	}
	json.WriteString("]}]}")
	if json.Len() <= cql2.MaxJSON {
		if _, err := cql2.ParseJSON([]byte(json.String()), cql2.Options{}); err == nil {
			t.Error("too many positions were taken")
		}
	}
}

// TestCRS: literals in another reference system are turned.
func TestCRS(t *testing.T) {
	swapped := func(p orb.Point) orb.Point { return orb.Point{p[1], p[0]} }
	for _, text := range []string{`S_EQUALS(geometry, POINT(26.8 80.9))`, `S_WITHIN(geometry, BBOX(26, 80, 27, 81))`, `S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(26.8 80.9)))`} {
		f, err := cql2.ParseText(text, cql2.Options{Schema: schema(), CRS: swapped})
		if err != nil || !f.Match(shop()) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := cql2.ParseText(`name LIKE '%school%' AND value BETWEEN 1 AND 9 AND S_WITHIN(geometry, BBOX(80, 26, 81, 27))`, cql2.Options{Schema: schema()}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	for name, text := range map[string]string{"text": `value > 3 AND CASEI(name) LIKE CASEI('%school%')`, "place": `S_WITHIN(geometry, POLYGON((80 26, 81 26, 81 27, 80 27, 80 26)))`} {
		f, err := cql2.ParseText(text, cql2.Options{Schema: schema()})
		if err != nil {
			b.Fatal(err)
		}
		r := shop()
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f.Match(r)
			}
		})
	}
}
