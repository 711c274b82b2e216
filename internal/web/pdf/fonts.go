// Package pdf writes PDF documents of text, lines and areas: text is shaped as the script asks, fonts are embedded as subsets, and what is
// read out of the document is the text that went in. Lengths are points (1/72 inch), x to the right and y down from the top left corner.
package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/go-text/typesetting/font"
	sfnt "github.com/tdewolff/font"
)

// Files of one family, as WOFF2. Latin also has digits and punctuation.
type Files struct {
	Latin, LatinBold, Devanagari, DevanagariBold []byte
}

// Fonts are parsed files. They may be used by many documents at once.
type Fonts struct {
	fonts [4]source // regular: latin, devanagari; bold: latin, devanagari
}

const (
	latin = iota
	devanagari
	bold // added to the ones above
)

type source struct {
	shaping *font.Font
	outline *sfnt.SFNT
}

// ErrFont says that a font cannot be used.
var ErrFont = errors.New("font")

// ReadFonts parses a family.
func ReadFonts(f Files) (*Fonts, error) {
	fonts := &Fonts{}
	for i, file := range [][]byte{f.Latin, f.Devanagari, f.LatinBold, f.DevanagariBold} {
		plain, err := sfnt.ToSFNT(file)
		if err == nil {
			plain, err = longOffsets(plain)
		}
		if err != nil {
			return nil, fmt.Errorf("%w %d: %w", ErrFont, i, err)
		}
		face, err := font.ParseTTF(bytes.NewReader(plain))
		if err != nil {
			return nil, fmt.Errorf("%w %d: %w", ErrFont, i, err)
		}
		outline, err := sfnt.ParseSFNT(plain, 0)
		if err != nil {
			return nil, fmt.Errorf("%w %d: %w", ErrFont, i, err)
		}
		fonts.fonts[i] = source{face.Font, outline}
	}
	return fonts, nil
}

type table struct {
	tag  string
	data []byte
}

// longOffsets rewrites a font whose glyph offsets are short with long ones. A WOFF2 decoder that unpacks glyphs less tightly than they
// were packed may pass the 128 kB that short offsets reach, and they begin again at 0; they only ever rise, so each fall is a turn.
func longOffsets(plain []byte) ([]byte, error) {
	tables, err := readTables(plain)
	if err != nil {
		return nil, err
	}
	at := map[string]*table{}
	for i := range tables {
		at[tables[i].tag] = &tables[i]
	}
	head, loca, glyf := at["head"], at["loca"], at["glyf"]
	if head == nil || loca == nil || glyf == nil || len(head.data) < 54 {
		return nil, errors.New("no TrueType outlines")
	}
	const format = 51 // low byte of head.indexToLocFormat
	if head.data[format] != 0 {
		return plain, nil
	}
	var long []byte
	var last, turn uint32
	for i := 0; i+1 < len(loca.data); i += 2 {
		offset := uint32(binary.BigEndian.Uint16(loca.data[i:]))*2 + turn
		if offset < last {
			turn += 1 << 17
			offset += 1 << 17
		}
		last = offset
		long = binary.BigEndian.AppendUint32(long, offset)
	}
	if last != uint32(len(glyf.data)) {
		return nil, errors.New("glyph offsets do not fit the glyphs")
	}
	head.data[format], loca.data = 1, long
	return writeTables(plain[:12], tables), nil
}

func readTables(plain []byte) (tables []table, err error) {
	const entry = 16
	if len(plain) < 12 {
		return nil, errors.New("cut off")
	}
	for i := range int(binary.BigEndian.Uint16(plain[4:])) {
		if len(plain) < 12+entry*(i+1) {
			return nil, errors.New("cut off")
		}
		e := plain[12+entry*i:]
		offset, size := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
		if uint64(offset)+uint64(size) > uint64(len(plain)) {
			return nil, errors.New("cut off")
		}
		tables = append(tables, table{string(e[:4]), bytes.Clone(plain[offset : offset+size])})
	}
	return tables, nil
}

func writeTables(start []byte, tables []table) []byte {
	out := bytes.Clone(start)
	offset := uint32(12 + 16*len(tables))
	var body []byte
	for _, t := range tables {
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, 0) // no one asks for the sum
		out = binary.BigEndian.AppendUint32(out, offset+uint32(len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		body = append(body, t.data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(out, body...)
}
