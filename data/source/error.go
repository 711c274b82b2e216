package source

import (
	"fmt"
	"strings"
)

// Error is a fault of an input file that a person can mend: where it is, what is wrong and what to do.
type Error struct {
	File   string // as the caller named it
	Row    int    // 1-based feature or record; 0: the file as a whole
	Column string // '' when no single column is at fault
	Reason Text
	Remedy Text  // may be empty
	Err    error // the cause, if any: for errors.Is
}

// Error is the English text.
func (e *Error) Error() string { return e.In("en") }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// In is the whole message in a language: "hi", or English for any other.
func (e *Error) In(lang string) string {
	var b strings.Builder
	if place := Place(lang, e.File, e.Row, e.Column); place != "" {
		b.WriteString(place + ": ")
	}
	b.WriteString(e.Reason.In(lang))
	if remedy := e.Remedy.In(lang); remedy != "" {
		b.WriteString(" — " + remedy)
	}
	return b.String()
}

// Place words where a fault is: file, row, column; those that are empty are left out.
func Place(lang, file string, row int, column string) string {
	rowWord, columnWord := "row", "column"
	if lang == "hi" {
		rowWord, columnWord = "पंक्ति", "स्तंभ"
	}
	var parts []string
	if file != "" {
		parts = append(parts, file)
	}
	if row > 0 {
		parts = append(parts, fmt.Sprintf("%s %d", rowWord, row))
	}
	if column != "" {
		parts = append(parts, fmt.Sprintf("%s %q", columnWord, column))
	}
	return strings.Join(parts, ", ")
}
