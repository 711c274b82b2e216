package source

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// dbf streams a dBase table, the attributes of a shapefile.
type dbf struct {
	r      io.Reader
	left   uint32 // records not read yet
	fields []dbfField
	record []byte
	decode *encoding.Decoder // nil: UTF-8, or Windows-1252 for values that are not
	noted  []Note
}

type dbfField struct {
	name string
	kind byte
	size int
}

const (
	dbfHeaderSize = 32
	dbfEndOfList  = 0x0d
	dbfDeleted    = '*'
	maxDBFFields  = 2048
)

// newDBF reads the table's header. encodingName is what the .cpg says, ” when there is none.
func newDBF(r io.Reader, encodingName string, l Limits) (*dbf, error) {
	var header [dbfHeaderSize]byte
	if _, err := io.ReadFull(r, header[:]); err != nil {
		return nil, broken(err, 0, l)
	}
	d := &dbf{r: r, left: binary.LittleEndian.Uint32(header[4:])}
	headerSize, recordSize := int(binary.LittleEndian.Uint16(header[8:])), int(binary.LittleEndian.Uint16(header[10:]))
	bad := fault(0, both(".dbf तालिका का शीर्षक टूटा हुआ है", "the header of the .dbf table is broken"), both("फ़ाइल को दोबारा निर्यात करें", "export the file again"))
	if headerSize <= dbfHeaderSize || recordSize < 1 {
		return nil, bad
	}
	list := make([]byte, headerSize-dbfHeaderSize)
	if _, err := io.ReadFull(r, list); err != nil {
		return nil, broken(err, 0, l)
	}
	if err := d.setEncoding(encodingName, header[29]); err != nil {
		return nil, err
	}
	width := 1
	for len(list) >= dbfHeaderSize && list[0] != dbfEndOfList && len(d.fields) < maxDBFFields {
		name, _, _ := bytes.Cut(list[:11], []byte{0})
		field := dbfField{name: d.text(name), kind: list[11], size: int(list[16])}
		if field.kind == 'C' {
			field.size |= int(list[17]) << 8 // wide text columns use the decimals byte, too
		}
		width += field.size
		d.fields = append(d.fields, field)
		list = list[dbfHeaderSize:]
	}
	if width > recordSize {
		return nil, bad
	}
	d.record = make([]byte, recordSize)
	return d, nil
}

// setEncoding goes by the .cpg, else by the language byte of the header for the few values that mean something; else each value is
// UTF-8 when valid and Windows-1252 otherwise.
func (d *dbf) setEncoding(name string, language byte) error {
	if name == "" && (language == 0x03 || language == 0x57) {
		name = "" // "ANSI": written by default even by programs that store UTF-8
	}
	if name == "" {
		return nil
	}
	enc, err := encodingByName(name)
	if err != nil {
		d.noted = append(d.noted, Note{Code: "encoding", Warning: true, Text: bothf("अक्षर-कूट %q (.cpg) ज्ञात नहीं; UTF-8 माना गया", "encoding %q (.cpg) is not known; taken as UTF-8", name)})
		return nil //nolint:nilerr // noted, and read as UTF-8
	}
	d.decode = enc.NewDecoder()
	return nil
}

func (d *dbf) names() []string {
	names := make([]string, len(d.fields))
	for i, field := range d.fields {
		names[i] = field.name
	}
	return names
}

func (d *dbf) next() (fields []Field, deleted bool, err error) {
	if d.left == 0 {
		return nil, false, io.ErrUnexpectedEOF
	}
	if _, err := io.ReadFull(d.r, d.record); err != nil {
		return nil, false, io.ErrUnexpectedEOF
	}
	d.left--
	at := 1
	fields = make([]Field, len(d.fields))
	for i, field := range d.fields {
		fields[i] = Field{Name: field.name, Value: d.value(field.kind, d.record[at:at+field.size])}
		at += field.size
	}
	return fields, d.record[0] == dbfDeleted, nil
}

func (d *dbf) value(kind byte, raw []byte) any {
	text := strings.Trim(d.text(raw), " \x00")
	switch kind {
	case 'N', 'F':
		text = strings.TrimLeft(text, "+")
		if _, err := strconv.ParseFloat(text, 64); err != nil { // also the ***** of an overflow
			return nil
		}
		return json.Number(text)
	case 'L':
		switch text {
		case "T", "t", "Y", "y":
			return true
		case "F", "f", "N", "n":
			return false
		}
		return nil
	case 'C', 'D':
		return text
	default: // memos and binary kinds are not read
		return nil
	}
}

func (d *dbf) text(raw []byte) string {
	if d.decode != nil {
		if text, err := d.decode.Bytes(raw); err == nil {
			return string(text)
		}
	}
	if trimmed := bytes.TrimRight(raw, " \x00"); utf8.Valid(trimmed) {
		return string(trimmed)
	}
	text, err := charmap.Windows1252.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "�")
	}
	return string(text)
}
