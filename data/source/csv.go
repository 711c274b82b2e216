package source

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// csvFile streams delimited text. Row numbers are those of a spreadsheet: the header is row 1, blank lines count, a cell with line
// breaks does not.
type csvFile struct {
	budget *budgetReader
	r      *csv.Reader
	limits Limits
	header []string
	cols   geometryColumns
	extra  int // line breaks inside cells so far
	noted  []Note
}

func newCSV(text io.Reader, tab bool, o Options) (*csvFile, error) {
	l := o.Limits
	buffered := bufio.NewReaderSize(text, sniffed)
	head, err := buffered.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) && len(head) == 0 {
		return nil, broken(err, 0, l)
	}
	budget := &budgetReader{r: buffered, left: l.Line}
	f := &csvFile{budget: budget, r: csv.NewReader(budget), limits: l}
	f.r.FieldsPerRecord = -1
	f.r.Comma = separatorOf(head, tab)
	if f.r.Comma != ',' {
		f.noted = append(f.noted, Note{Code: "separator", Text: bothf("विभाजक: %q", "separator: %q", f.r.Comma)})
	}
	header, err := f.r.Read()
	if errors.Is(err, io.EOF) {
		return nil, fault(0, both("फ़ाइल खाली है", "the file is empty"), both("शीर्षक पंक्ति और आँकड़ों वाली फ़ाइल दें", "give a file with a header row and data"))
	}
	if err != nil {
		return nil, f.wrap(err, 1)
	}
	for i, name := range header {
		header[i] = strings.TrimSpace(name)
	}
	f.header = append([]string(nil), header...)
	f.cols = findGeometryColumns(f.header, o.Columns)
	return f, nil
}

// separatorOf counts separators in the header, outside quotes.
func separatorOf(head []byte, tab bool) rune {
	counts := map[byte]int{}
	quoted := false
scan:
	for _, b := range head {
		switch {
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '\n' || b == '\r':
			break scan
		case b == ',' || b == ';' || b == '\t' || b == '|':
			counts[b]++
		}
	}
	best := byte(',')
	if tab {
		best = '\t'
	}
	for _, b := range []byte{',', ';', '\t', '|'} {
		if counts[b] > counts[best] {
			best = b
		}
	}
	return rune(best)
}

func (f *csvFile) declaredCRS() string { return f.cols.crs }
func (f *csvFile) columns() []string   { return f.header }
func (f *csvFile) notes() []Note       { return f.noted }
func (f *csvFile) close() error        { return nil }

func (f *csvFile) next() (Feature, error) {
	f.budget.left = f.limits.Line
	record, err := f.r.Read()
	if errors.Is(err, io.EOF) {
		return Feature{}, io.EOF
	}
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		row := parse.StartLine - f.extra
		f.extra += parse.Line - parse.StartLine
		return Feature{Row: row, Fault: badQuotes(row)}, nil
	}
	if err != nil {
		return Feature{}, f.wrap(err, 0)
	}
	line, _ := f.r.FieldPos(0)
	return f.feature(record, line-f.extra), nil
}

func badQuotes(row int) *Error {
	return fault(row, both("उद्धरण चिह्न (\") बंद नहीं है या गलत जगह है", "a quotation mark (\") is not closed or misplaced"),
		both("कक्ष के भीतर का \" दो बार लिखें (\"\")", "write a \" inside a cell twice (\"\")"))
}

func (f *csvFile) wrap(err error, row int) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return badQuotes(parse.StartLine)
	}
	return broken(err, row, f.limits)
}

func (f *csvFile) feature(record []string, row int) Feature {
	feature := Feature{Row: row, Fields: make([]Field, 0, len(record))}
	for i, text := range record {
		f.extra += strings.Count(text, "\n")
		if i >= len(f.header) {
			if strings.TrimSpace(text) != "" && feature.Fault == nil {
				feature.Fault = fault(row, bothf("पंक्ति में शीर्षक से अधिक कक्ष हैं (%d के बजाय %d)", "the row has more cells than the header (%[2]d instead of %[1]d)", len(f.header), len(record)),
					both("कक्ष के भीतर का विभाजक उद्धरण चिह्नों में लिखें", "put cells that hold the separator in quotation marks"))
			}
			continue
		}
		if !utf8.ValidString(text) {
			feature.Fault = fault(row, both("अक्षर मान्य UTF-8 नहीं हैं", "the letters are not valid UTF-8"), both("--encoding बताएँ", "name the --encoding"))
			feature.Fault.Column = f.header[i]
			text = strings.ToValidUTF8(text, "�")
		}
		if i != f.cols.wkt && i != f.cols.lon && i != f.cols.lat { // the place is no attribute, too
			feature.Fields = append(feature.Fields, Field{Name: f.header[i], Value: text})
		}
	}
	if feature.Fault == nil {
		feature.Geometry, feature.Fault = f.cols.geometry(record, row, f.header, f.limits)
	}
	return feature
}
