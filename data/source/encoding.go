package source

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

const sniffed = 64 << 10 // bytes looked at to tell format and encoding

// decodeText turns text of any encoding into UTF-8 without a byte-order mark. The encoding is what its mark says, else what the caller
// says, else UTF-16 when every other byte is zero, else UTF-8 when it is valid, else Windows-1252.
func decodeText(r *bufio.Reader, named string) (io.Reader, []Note, error) {
	head, _ := r.Peek(sniffed) // a short file gives what it has; a failing one fails again on reading
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, err := r.Discard(3)
		return r, nil, err
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(r), noteEncoding("UTF-16"), nil
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(r), noteEncoding("UTF-16"), nil
	case named != "":
		enc, err := encodingByName(named)
		if err != nil {
			return nil, nil, err
		}
		return enc.NewDecoder().Reader(r), nil, nil
	}
	if order, ok := utf16WithoutMark(head); ok {
		return unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Reader(r), noteEncoding("UTF-16"), nil
	}
	if validUTF8Head(head, len(head) == sniffed) {
		return r, nil, nil
	}
	return charmap.Windows1252.NewDecoder().Reader(r), noteEncoding("Windows-1252"), nil
}

func noteEncoding(name string) []Note {
	return []Note{{Code: "encoding", Text: bothf("अक्षर-कूट पहचाना गया: %s", "encoding recognised: %s", name)}}
}

// encodingByName knows the names of the web and of .cpg files: "UTF-8", "1252", "ISO 8859-1", "ANSI 1252".
func encodingByName(name string) (encoding.Encoding, error) {
	label := strings.ToLower(strings.TrimSpace(name))
	label = strings.TrimSpace(strings.TrimPrefix(label, "ansi"))
	label = strings.ReplaceAll(label, " ", "-")
	for _, try := range []string{label, "windows-" + label, "iso-" + label, strings.Replace(label, "88591", "8859-1", 1)} {
		if enc, err := htmlindex.Get(try); err == nil {
			return enc, nil
		}
	}
	if label == "65001" {
		return unicode.UTF8, nil
	}
	return nil, fault(0, bothf("अक्षर-कूट %q ज्ञात नहीं", "encoding %q is not known", name),
		both("--encoding utf-8 या --encoding windows-1252 आज़माएँ", "try --encoding utf-8 or --encoding windows-1252"))
}

func utf16WithoutMark(head []byte) (order unicode.Endianness, ok bool) {
	if len(head) < 8 {
		return order, false
	}
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case zeros[1] > half*2/5 && zeros[0] == 0:
		return unicode.LittleEndian, true
	case zeros[0] > half*2/5 && zeros[1] == 0:
		return unicode.BigEndian, true
	default:
		return order, false
	}
}

// validUTF8Head is utf8.Valid, but a character cut off at the end of a head that was cut itself is no fault.
func validUTF8Head(head []byte, cut bool) bool {
	if !cut {
		return utf8.Valid(head)
	}
	for trim := range utf8.UTFMax {
		if utf8.Valid(head[:len(head)-trim]) {
			return true
		}
	}
	return false
}
