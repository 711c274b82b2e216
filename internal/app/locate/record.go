package locate

import (
	"bytes"
	"math"
	"strconv"
	"strings"
)

// span is a field: its bytes in the record, quotes included.
type span struct{ from, to int }

// record is one row: raw is its text without the line end, eol that line end, lines how many lines of the file it takes.
type record struct {
	raw, eol []byte
	fields   []span
	lines    int64
}

// nextRecord reads the record at the start of data into r, whose fields slice is used again, and returns what follows. It takes
// records as encoding/csv does; blank lines give a record without fields. Errors: BareQuote, OpenQuote, by column.
func nextRecord(data []byte, separator byte, r *record) (rest []byte, fault *RowError) {
	end := bytes.IndexByte(data, '\n')
	line, after := data, len(data)
	if end >= 0 {
		line, after = data[:end], end+1
	}
	r.fields, r.lines = r.fields[:0], 1
	if bytes.IndexByte(line, '"') >= 0 {
		return quotedRecord(data, separator, r)
	}
	line = dropReturn(line)
	r.raw, r.eol = line, data[len(line):after]
	if len(line) == 0 {
		return data[after:], nil
	}
	from := 0
	for i, c := range line {
		if c == separator {
			r.fields = append(r.fields, span{from, i})
			from = i + 1
		}
	}
	r.fields = append(r.fields, span{from, len(line)})
	return data[after:], nil
}

// dropReturn removes the carriage return before a line feed or the end of the file.
func dropReturn(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1]
	}
	return line
}

// quotedRecord is nextRecord for records with quotes, which may run over several lines.
func quotedRecord(data []byte, separator byte, r *record) ([]byte, *RowError) {
	for at := 0; ; {
		from := at
		if at < len(data) && data[at] == '"' {
			closing, lines := closingQuote(data, at+1)
			if closing < 0 {
				return nil, &RowError{Row: 1, Column: len(r.fields) + 1, Reason: OpenQuote}
			}
			at = closing + 1
			r.lines += lines
		}
		stop := bareEnd(data, at, separator)
		tail := data[at:stop]
		ends := stop == len(data) || data[stop] == '\n'
		if ends {
			tail = dropReturn(tail)
		}
		if at > from && len(tail) > 0 || bytes.IndexByte(tail, '"') >= 0 {
			return nil, &RowError{Row: r.lines, Column: len(r.fields) + 1, Reason: BareQuote}
		}
		r.fields = append(r.fields, span{from, at + len(tail)})
		if ends {
			after := min(stop+1, len(data))
			r.raw, r.eol = data[:at+len(tail)], data[at+len(tail):after]
			return data[after:], nil
		}
		at = stop + 1
	}
}

// bareEnd is the index of the separator or line feed that ends the text from at on.
func bareEnd(data []byte, at int, separator byte) int {
	for ; at < len(data); at++ {
		if data[at] == separator || data[at] == '\n' {
			return at
		}
	}
	return at
}

// closingQuote finds the quote that ends the field whose text begins at from, and the line feeds within.
func closingQuote(data []byte, from int) (at int, lines int64) {
	for at = from; at < len(data); at++ {
		switch {
		case data[at] == '\n':
			lines++
		case data[at] != '"':
		case at+1 < len(data) && data[at+1] == '"':
			at++
		default:
			return at, lines
		}
	}
	return -1, lines
}

// text is the field's text: without quotes.
func (r *record) text(i int) []byte {
	raw := r.raw[r.fields[i].from:r.fields[i].to]
	if len(raw) >= 2 && raw[0] == '"' {
		return bytes.ReplaceAll(raw[1:len(raw)-1], []byte(`""`), []byte(`"`))
	}
	return raw
}

// number reads a coordinate: a plain decimal in Latin or Devanagari digits, blanks around it allowed, exactly as strconv would.
func number(text []byte) (float64, bool) {
	text = bytes.TrimSpace(text)
	if value, ok := shortDecimal(text); ok {
		return value, true
	}
	if len(text) == 0 || len(text) > 60 {
		return 0, false
	}
	latin := strings.Map(latinDigit, string(text))
	if strings.Trim(latin, "0123456789.eE+-") != "" {
		return 0, false
	}
	value, err := strconv.ParseFloat(latin, 64)
	return value, err == nil && !math.IsInf(value, 0)
}

func latinDigit(r rune) rune {
	if r >= '०' && r <= '९' {
		return '0' + r - '०'
	}
	return r
}

// shortDecimal reads what is exact in one division: up to 15 digits with up to 15 behind the point.
func shortDecimal(text []byte) (float64, bool) {
	negative := len(text) > 0 && text[0] == '-'
	if negative {
		text = text[1:]
	}
	var digits uint64
	count, behind, point := 0, 0, false
	for _, c := range text {
		switch {
		case c >= '0' && c <= '9':
			digits = digits*10 + uint64(c-'0')
			count++
			if point {
				behind++
			}
		case c == '.' && !point:
			point = true
		default:
			return 0, false
		}
	}
	if count == 0 || count > 15 {
		return 0, false
	}
	value := float64(digits) / powerOfTen(behind)
	if negative {
		value = -value
	}
	return value, true
}

// powerOfTen is 10^n for n ≤ 15: exact.
func powerOfTen(n int) float64 {
	powers := [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}
	return powers[n]
}
