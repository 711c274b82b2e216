package download

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// csvFile is a table for spreadsheets: UTF-8 with a mark, by which Excel knows that it is, and a header line.
type csvFile struct {
	w     io.Writer
	lines *csv.Writer
	q     *request
	cells []string
}

func newCSV(w io.Writer, q *request) *csvFile { return &csvFile{w: w, lines: csv.NewWriter(w), q: q} }

const byteOrderMark = "\ufeff"

func (c *csvFile) begin() error {
	if _, err := io.WriteString(c.w, byteOrderMark); err != nil {
		return err
	}
	c.lines.UseCRLF = true // RFC 4180
	return c.lines.Write(append(append([]string{}, c.q.table.columns...), "source", "data_date"))
}

func (c *csvFile) row(r row) error {
	c.cells = c.cells[:0]
	for _, v := range r.values {
		text, err := cell(v)
		if err != nil {
			return err
		}
		c.cells = append(c.cells, text)
	}
	return c.lines.Write(append(c.cells, harmless(c.q.epoch.City.Attribution), c.q.day()))
}

func (c *csvFile) end() error {
	c.lines.Flush()
	return c.lines.Error()
}

func cell(v any) (string, error) {
	switch x := v.(type) {
	case nil:
		return "", nil
	case string:
		return harmless(x), nil
	case int:
		return strconv.Itoa(x), nil
	case int32:
		return strconv.FormatInt(int64(x), 10), nil
	case int64:
		return strconv.FormatInt(x, 10), nil
	case float64:
		return strconv.FormatFloat(round(x, 7), 'f', -1, 64), nil
	}
	return "", fmt.Errorf("a column cannot be %T", v)
}

// harmless puts an apostrophe before a text that a spreadsheet would run as a formula. A phone number with a plus is one of those:
// +91-522 is a subtraction.
func harmless(text string) string {
	if strings.HasPrefix(text, "'") || text != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(text)[0]) {
		return "'" + text
	}
	return text
}

func round(x float64, digits int) float64 {
	scale := math.Pow10(digits)
	return math.Round(x*scale) / scale
}
