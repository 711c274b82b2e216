package locate

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// header is what the first record says.
type header struct {
	names     []string
	line      []byte // to be written: the first record with the added columns
	rows      int64  // lines it takes
	separator byte
	eol       []byte
	columns   int // of the input
	added     int
	lon, lat  int
}

// eolOf is the row's line end; the last row of a file may lack it and gets the header's.
func (h *header) eolOf(r *record) []byte {
	if len(r.eol) == 0 || r.eol[len(r.eol)-1] != '\n' {
		return h.eol
	}
	return r.eol
}

// readHeader reads the first record of the file (a byte order mark is dropped) and returns what follows it.
func readHeader(data []byte, o Options) (header, []byte, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) || bytes.IndexByte(data[:min(len(data), 512)], 0) >= 0 {
		return header{}, nil, &HeaderError{Reason: NotText}
	}
	h := header{separator: o.Separator, added: len(o.Columns), eol: []byte("\n")}
	if h.separator == 0 {
		h.separator = guessSeparator(data)
	}
	var r record
	for len(r.fields) == 0 {
		if len(data) == 0 {
			return header{}, nil, &HeaderError{Reason: EmptyFile}
		}
		rest, fault := nextRecord(data, h.separator, &r)
		if fault != nil {
			fault.Row += h.rows
			return header{}, nil, fault
		}
		h.rows += r.lines
		data = rest
	}
	if len(r.eol) == 2 {
		h.eol = []byte("\r\n")
	}
	h.columns = len(r.fields)
	for i := range r.fields {
		h.names = append(h.names, strings.TrimSpace(string(r.text(i))))
	}
	if err := h.findColumns(o); err != nil {
		return header{}, nil, err
	}
	h.line = h.outputLine(r.raw, o.Columns)
	return h, data, nil
}

func (h *header) outputLine(raw []byte, columns []string) []byte {
	line := bytes.Clone(raw)
	prefix := ""
	for _, column := range columns {
		if slices.Contains(h.names, column) {
			prefix = "rasad_" // the file has a column of that name already
		}
	}
	for _, column := range columns {
		line = append(append(line, h.separator), prefix+column...)
	}
	return append(line, h.eol...)
}

func (h *header) findColumns(o Options) error {
	var err error
	if h.lon, err = h.column(o.Lon, "lon", "longitude", "long", "lng", "x", "देशांतर", "देशान्तर"); err != nil {
		return err
	}
	if h.lat, err = h.column(o.Lat, "lat", "latitude", "y", "अक्षांश"); err != nil {
		return err
	}
	if h.lon == h.lat {
		return &HeaderError{Reason: SameColumn, Wanted: h.names[h.lon], Names: h.names}
	}
	return nil
}

// column finds a column by the name or number wanted, or else by the first of the usual names.
func (h *header) column(wanted string, usual ...string) (int, error) {
	if wanted == "" {
		for _, name := range usual {
			if i := h.named(name); i >= 0 {
				return i, nil
			}
		}
		return 0, &HeaderError{Reason: NoColumn, Wanted: usual[0], Names: h.names}
	}
	if i := h.named(wanted); i >= 0 {
		return i, nil
	}
	if i, err := strconv.Atoi(wanted); err == nil && i >= 1 && i <= h.columns {
		return i - 1, nil
	}
	return 0, &HeaderError{Reason: NoColumn, Wanted: wanted, Names: h.names}
}

func (h *header) named(name string) int {
	return slices.IndexFunc(h.names, func(n string) bool { return strings.EqualFold(n, strings.TrimSpace(name)) })
}

// guessSeparator counts the candidates outside quotes on the first line; a tie goes to the earlier one.
func guessSeparator(data []byte) byte {
	candidates := []byte{',', ';', '\t', '|'}
	counts := make([]int, len(candidates))
	quoted := false
	for _, c := range data {
		if c == '"' {
			quoted = !quoted
		}
		if quoted {
			continue
		}
		if c == '\n' {
			break
		}
		if i := bytes.IndexByte(candidates, c); i >= 0 {
			counts[i]++
		}
	}
	return candidates[slices.Index(counts, slices.Max(counts))]
}
