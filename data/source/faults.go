package source

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

func both(hi, en string) Text { return Text{Hi: hi, En: en} }

func bothf(hi, en string, args ...any) Text {
	return Text{Hi: fmt.Sprintf(hi, args...), En: fmt.Sprintf(en, args...)}
}

// fault makes an *Error without a file: the outer reader fills that in.
func fault(row int, reason, remedy Text) *Error {
	return &Error{Row: row, Reason: reason, Remedy: remedy}
}

// broken words an error that ends a file at or after a row. The context's errors and ready faults pass unchanged.
func broken(err error, row int, l Limits) error {
	var ready *Error
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &ready), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, errRecordTooLong):
		return &Error{Row: row, Err: err,
			Reason: bothf("यह पंक्ति बहुत बड़ी है (सीमा %d MB)", "this row is too large (the bound is %d MB)", max(l.Line, l.Feature)>>20),
			Remedy: both("जाँचें कि फ़ाइल में पंक्तियाँ ठीक से अलग हैं, या आकृति को सरल करें", "check that rows are separated properly, or simplify the shape")}
	case errors.Is(err, errUnpacksTooBig):
		return &Error{Row: row, Err: err,
			Reason: both("संपीड़ित फ़ाइल खुलने पर असामान्य रूप से बड़ी हो जाती है", "the compressed file unpacks to an unreasonable size"),
			Remedy: both("फ़ाइल को स्वयं खोलें और भीतर की फ़ाइल दें, यदि आप उस पर भरोसा करते हैं", "unpack it yourself and give the file inside, if you trust it")}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return &Error{Row: row, Err: io.ErrUnexpectedEOF,
			Reason: both("फ़ाइल बीच में ही समाप्त हो जाती है (अधूरी)", "the file ends in the middle (truncated)"),
			Remedy: both("फ़ाइल को दोबारा डाउनलोड या निर्यात करें", "download or export the file again")}
	case errors.As(err, &syntax):
		return &Error{Row: row, Err: err,
			Reason: bothf("मान्य JSON नहीं है: %s", "not valid JSON: %s", syntax.Error()),
			Remedy: both("फ़ाइल को दोबारा निर्यात करें; NaN और Infinity JSON में मान्य नहीं हैं", "export the file again; NaN and Infinity are not allowed in JSON")}
	default:
		return &Error{Row: row, Err: err,
			Reason: bothf("फ़ाइल पढ़ी नहीं जा सकी: %v", "the file cannot be read: %v", err),
			Remedy: both("जाँचें कि फ़ाइल पूरी है और उसका प्रारूप सही है", "check that the file is whole and of the right format")}
	}
}

func noVerticesLeft(l Limits) Text {
	return bothf("आकृति में बहुत अधिक बिंदु या छल्ले हैं (सीमा %d बिंदु, %d छल्ले)", "the shape has too many vertices or rings (the bounds are %d vertices, %d rings)", l.Vertices, l.Rings)
}

func simplifyIt() Text {
	return both("आकृति को सरल करें (जैसे ogr2ogr -simplify) या बाँटें", "simplify the shape (ogr2ogr -simplify) or split it")
}
