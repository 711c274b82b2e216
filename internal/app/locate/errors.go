package locate

import (
	"fmt"
	"strings"
)

// Reason says what is wrong with a file or a row.
type Reason uint8

// The reasons.
const (
	BareQuote Reason = iota
	OpenQuote
	TooLong
	FieldCount
	NotANumber
	OutOfRange
	EmptyFile
	NotText
	NoColumn
	SameColumn
)

// RowError is a fault of one row. Row counts the lines of the file from 1, the header included; Column counts from 1.
type RowError struct {
	Row    int64
	Column int
	Name   string // of the column, where known
	Value  string // as found, shortened
	Reason Reason
}

func (e *RowError) Error() string { return e.In("en") }

// In tells the fault and its remedy in a language: "hi", or English for any other.
func (e *RowError) In(lang string) string {
	column := fmt.Sprint(e.Column)
	if e.Name != "" {
		column += " (" + e.Name + ")"
	}
	if lang == "hi" {
		return fmt.Sprintf("पंक्ति %d, स्तंभ %s: %s", e.Row, column, e.reasonHi())
	}
	return fmt.Sprintf("row %d, column %s: %s", e.Row, column, e.reasonEn())
}

func (e *RowError) reasonEn() string {
	switch e.Reason {
	case BareQuote:
		return `a stray quote; put the whole field in quotes and double the quotes within ("")`
	case OpenQuote:
		return "a quote is opened and never closed; close it"
	case TooLong:
		return fmt.Sprintf("the row is longer than %d MB; is a quote not closed?", maxRecord>>20)
	case FieldCount:
		return "the row has another number of fields than the header; add or remove separators"
	case OutOfRange:
		return fmt.Sprintf("%q is out of range; longitude is −180 to 180, latitude −90 to 90", e.Value)
	default:
		return fmt.Sprintf("%q is not a number; write decimal degrees such as 80.9462", e.Value)
	}
}

func (e *RowError) reasonHi() string {
	switch e.Reason {
	case BareQuote:
		return `उद्धरण-चिह्न (") बीच में है; पूरे मान को उद्धरण में रखें और भीतर के चिह्न दोहरे ("") लिखें`
	case OpenQuote:
		return "उद्धरण-चिह्न खुला रह गया; उसे बंद करें"
	case TooLong:
		return fmt.Sprintf("पंक्ति %d MB से लंबी है; क्या उद्धरण-चिह्न खुला रह गया?", maxRecord>>20)
	case FieldCount:
		return "पंक्ति में शीर्षक से अलग संख्या में मान हैं; विभाजक जोड़ें या हटाएँ"
	case OutOfRange:
		return fmt.Sprintf("%q सीमा से बाहर है; देशांतर −180 से 180, अक्षांश −90 से 90", e.Value)
	default:
		return fmt.Sprintf("%q संख्या नहीं है; दशमलव अंश लिखें, जैसे 80.9462", e.Value)
	}
}

// HeaderError is a fault of the first row, or of the file as a whole.
type HeaderError struct {
	Reason Reason
	Wanted string
	Names  []string // the columns there are
}

func (e *HeaderError) Error() string { return e.In("en") }

// In tells the fault and its remedy in a language: "hi", or English for any other.
func (e *HeaderError) In(lang string) string {
	names, hindi := strings.Join(e.Names, ", "), lang == "hi"
	switch {
	case e.Reason == EmptyFile && hindi:
		return "पंक्ति 1: फ़ाइल ख़ाली है; पहली पंक्ति में स्तंभों के नाम होने चाहिए"
	case e.Reason == EmptyFile:
		return "row 1: the file is empty; its first row must name the columns"
	case e.Reason == NotText && hindi:
		return "पंक्ति 1: यह UTF-8 पाठ नहीं है; फ़ाइल को “CSV UTF-8” के रूप में सहेजें"
	case e.Reason == NotText:
		return "row 1: this is not UTF-8 text; save the file as “CSV UTF-8”"
	case e.Reason == SameColumn && hindi:
		return fmt.Sprintf("पंक्ति 1: देशांतर और अक्षांश दोनों के लिए %q चुना गया; --lon और --lat अलग दें", e.Wanted)
	case e.Reason == SameColumn:
		return fmt.Sprintf("row 1: %q is taken for both longitude and latitude; give --lon and --lat", e.Wanted)
	case hindi:
		return fmt.Sprintf("पंक्ति 1: स्तंभ %q नहीं है; स्तंभ: %s; --lon और --lat से नाम या क्रमांक दें", e.Wanted, names)
	default:
		return fmt.Sprintf("row 1: there is no column %q; columns: %s; name them with --lon and --lat", e.Wanted, names)
	}
}
