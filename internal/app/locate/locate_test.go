package locate

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// halves is a city of two wards: west and east of 80°; south of the equator there is none.
func halves(sep byte) Place {
	return func(dst []byte, lon, lat float64) ([]byte, bool) {
		if lat < 0 {
			return append(dst, sep), false
		}
		cell := "west"
		if lon >= 80 {
			cell = "east"
		}
		return append(append(dst, sep), cell...), true
	}
}

func options() Options { return Options{Columns: []string{"ward"}, Place: halves} }

func run(t *testing.T, text string, o Options) (string, Report, error) {
	t.Helper()
	var out bytes.Buffer
	report, err := Run(t.Context(), strings.NewReader(text), &out, o)
	return out.String(), report, err
}

func TestRun(t *testing.T) {
	for _, c := range []struct{ name, in, out string }{
		{"plain", "id,lon,lat\n1,79,26\n2,81,26\n", "id,lon,lat,ward\n1,79,26,west\n2,81,26,east\n"},
		{"byte order mark, line ends of Windows", "\ufefflon,lat\r\n79,26\r\n", "lon,lat,ward\r\n79,26,west\r\n"},
		{"no line feed at the end", "lon,lat\n79,26", "lon,lat,ward\n79,26,west\n"},
		{"no line feed at the end, Windows", "lon,lat\r\n79,26\r", "lon,lat,ward\r\n79,26,west\r\n"},
		{"semicolons, Hindi header", "देशांतर;अक्षांश\n79;26\n", "देशांतर;अक्षांश;ward\n79;26;west\n"},
		{"Devanagari digits", "lon\tlat\n७९.५\t२६\n", "lon\tlat\tward\n७९.५\t२६\twest\n"},
		{"quotes", "name,Longitude,LATITUDE\n\"a,\"\"b\"\"\nc\",\"79\", 26 \n", "name,Longitude,LATITUDE,ward\n\"a,\"\"b\"\"\nc\",\"79\", 26 ,west\n"},
		{"blank lines", "lon,lat\n\n79,26\n\r\n81,26\n", "lon,lat,ward\n79,26,west\n81,26,east\n"},
		{"bad rows", "lon,lat\nx,26\n200,26\n79\n79,,\n,\n81,26\n", "lon,lat,ward\nx,26,\n200,26,\n79,,\n79,,,\n,,\n81,26,east\n"},
		{"outside", "lon,lat\n79,-1\n", "lon,lat,ward\n79,-1,\n"},
		{"its own ward column", "lon,lat,ward\n79,26,7\n", "lon,lat,ward,rasad_ward\n79,26,7,west\n"},
	} {
		for _, chunk := range []int{1, 7, 0} {
			o := options()
			o.chunk = chunk
			out, report, err := run(t, c.in, o)
			if err != nil || out != c.out {
				t.Errorf("%s, chunks of %d: %q (%v), want %q", c.name, chunk, out, err, c.out)
			}
			if report.Rows != report.Located+report.Outside+report.Bad {
				t.Errorf("%s: the counts do not add up: %+v", c.name, report)
			}
		}
	}
}

func TestNamedColumns(t *testing.T) {
	for _, c := range []struct{ lon, lat string }{{"b", "A"}, {"2", "1"}} {
		o := options()
		o.Lon, o.Lat = c.lon, c.lat
		if out, _, err := run(t, "a,b\n26,79\n", o); err != nil || out != "a,b,ward\n26,79,west\n" {
			t.Errorf("%+v: %q %v", c, out, err)
		}
	}
}

func TestBadRowsAreListed(t *testing.T) {
	text := "lon,lat\n" + strings.Repeat("79,26\n", 40) + "x,26\n\n79,99\n79\n"
	for _, chunk := range []int{5, 0} {
		o := options()
		o.chunk = chunk
		_, report, err := run(t, text, o)
		if err != nil || report.Bad != 3 || report.Rows != 43 || report.Located != 40 {
			t.Fatalf("%+v %v", report, err)
		}
		want := []RowError{
			{Row: 42, Column: 1, Name: "lon", Value: "x", Reason: NotANumber},
			{Row: 44, Column: 2, Name: "lat", Value: "99", Reason: OutOfRange},
			{Row: 45, Column: 2, Reason: FieldCount},
		}
		if !slices.Equal(report.FirstBad, want) {
			t.Errorf("%+v", report.FirstBad)
		}
		o.Strict = true
		_, _, err = run(t, text, o)
		if found, ok := errors.AsType[*RowError](err); !ok || *found != want[0] {
			t.Errorf("strict: %v", err)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		text   string
		reason Reason
		row    int64
	}{
		{"lon,lat\n79,26\n7\"9,26\n", BareQuote, 3},
		{"lon,lat\n79,26\n\"7\"9,26\n", BareQuote, 3},
		{"lon,lat\n79,26\n\"79,26\n", OpenQuote, 3},
		{"lon\"\n", BareQuote, 1},
		{"", EmptyFile, 0},
		{"\n\n", EmptyFile, 0},
		{"\ufeff", EmptyFile, 0},
		{"name,age\n", NoColumn, 0},
		{"\xff\xfel\x00o\x00n\x00", NotText, 0},
	} {
		_, _, err := run(t, c.text, options())
		row, isRow := errors.AsType[*RowError](err)
		head, isHead := errors.AsType[*HeaderError](err)
		switch {
		case isRow && row.Reason == c.reason && row.Row == c.row:
		case isHead && head.Reason == c.reason && c.row == 0:
		default:
			t.Errorf("%q: %v", c.text, err)
		}
		for _, lang := range []string{"hi", "en"} {
			if isRow && row.In(lang) == "" || isHead && head.In(lang) == "" {
				t.Errorf("%q: no words", c.text)
			}
		}
	}
	o := options()
	o.Lon, o.Lat = "1", "1"
	if _, _, err := run(t, "a\n1\n", o); err == nil {
		t.Error("one column for both was taken")
	}
}

func TestEndlessRecordIsRefused(t *testing.T) {
	in := io.MultiReader(strings.NewReader("lon,lat\n\""), &endless{})
	_, err := Run(t.Context(), in, io.Discard, options())
	if found, ok := errors.AsType[*RowError](err); !ok || found.Reason != TooLong && found.Reason != OpenQuote {
		t.Errorf("%v", err)
	}
}

type endless struct{}

func (*endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	o := options()
	o.Progress = func(int64) { cancel() }
	in := io.MultiReader(strings.NewReader("lon,lat\n"), &forever{})
	if _, err := Run(ctx, in, io.Discard, o); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

type forever struct{}

func (*forever) Read(p []byte) (int, error) { return copy(p, "79,26\n"), nil }

// slowly is the oracle: encoding/csv reads and the added cells come out, one a row.
func slowly(text string) (cells []string, err error) {
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff")))
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, fmt.Errorf("oracle: %w", err)
	}
	for _, row := range rows[1:] {
		cell := ""
		if len(row) == len(rows[0]) {
			lon, err1 := strconv.ParseFloat(strings.TrimSpace(row[0]), 64)
			lat, err2 := strconv.ParseFloat(strings.TrimSpace(row[1]), 64)
			if err1 == nil && err2 == nil && lat >= 0 && lat <= 90 && lon >= -180 && lon <= 180 {
				cell = string(mustPlace(lon, lat))
			}
		}
		cells = append(cells, cell)
	}
	return cells, nil
}

func mustPlace(lon, lat float64) []byte {
	cell, _ := halves(',')(nil, lon, lat)
	return cell[1:]
}

func compareWithOracle(t *testing.T, text string, chunk int) {
	t.Helper()
	want, wantErr := slowly(text)
	o := options()
	o.chunk, o.Separator = chunk, ','
	o.Lon, o.Lat = "1", "2"
	out, _, err := run(t, text, o)
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("%q: %v, oracle %v", text, err, wantErr)
	}
	if err != nil {
		return
	}
	reader := csv.NewReader(strings.NewReader(out))
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatalf("%q: the output is no CSV: %v\n%q", text, err, out)
	}
	var got []string
	for _, row := range rows[1:] {
		got = append(got, row[len(row)-1])
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%q, chunks of %d: %q, oracle %q", text, chunk, got, want)
	}
}

func TestAgreesWithEncodingCSV(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"79", "81", "26", ",", ",", ",", "\n", "\n", "\r\n", "\"", "\"79\"", "\"8\n1\"", "\"\"", "x", " ", "-5", "\r", "1e1"}
	for range 20000 {
		text := "lon,lat\n"
		for range random.IntN(14) {
			text += pieces[random.IntN(len(pieces))]
		}
		compareWithOracle(t, text, 1+random.IntN(30))
	}
}

func FuzzAgainstEncodingCSV(f *testing.F) {
	f.Add("lon,lat\n79,26\n\"7\n9\",\"2\"\"6\"\r\n\n", 3)
	f.Fuzz(func(t *testing.T, rows string, chunk int) {
		if strings.ContainsAny(rows, "\x00_xXiInNpP०१२३४५६७८९") { // where ParseFloat takes more than plain decimals, and we take Devanagari
			return
		}
		compareWithOracle(t, "lon,lat\n"+rows, 1+max(chunk, -chunk, 0)%100)
	})
}

func TestNumberAgreesWithParseFloat(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 100000 {
		text := strconv.FormatFloat((random.Float64()-0.5)*400, 'f', random.IntN(20), 64)
		want, err := strconv.ParseFloat(text, 64)
		if got, ok := number([]byte(text)); err != nil || !ok || got != want {
			t.Fatalf("%s: %v %v, want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", ".", "-", "1.2.3", "nan", "inf", "0x10", "1_0", "1e400", "--1", "+", "८.८.८"} {
		if got, ok := number([]byte(text)); ok {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

func BenchmarkMillionRows(b *testing.B) {
	random := rand.New(rand.NewPCG(5, 6))
	var text bytes.Buffer
	text.WriteString("id,name,lon,lat\n")
	for i := range 1_000_000 {
		fmt.Fprintf(&text, "%d,person,%.6f,%.6f\n", i, 79+2*random.Float64(), 26+random.Float64())
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Run(b.Context(), bytes.NewReader(text.Bytes()), io.Discard, options()); err != nil {
			b.Fatal(err)
		}
	}
}
