// Package problem writes errors as RFC 9457 problem+json, in the reader's language, with a stable code.
//
// A handler returns or writes an *Error, which names a Code and the words that fill the code's text; the text itself,
// the title and the HTTP status are in one table (catalogue.go). What caused an internal error is logged, never shown.
package problem

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
)

// Code names a kind of problem. It is part of the API: a code, once published, keeps its meaning.
type Code string

// Error is a problem on its way to the reader.
type Error struct {
	Code      Code
	Parameter string // the query parameter or path segment that is wrong, or ""
	Args      []any  // fill the verbs of the code's detail texts, the same in both languages
	Cause     error  // for the log only
}

func (e *Error) Error() string {
	text := fmt.Sprintf(lookup(e.Code).detailEn, inLanguage(e.Args, English)...)
	if e.Cause != nil {
		return text + ": " + e.Cause.Error()
	}
	return text
}

func (e *Error) Unwrap() error { return e.Cause }

// New returns a problem whose detail text is filled with args.
func New(code Code, args ...any) *Error { return &Error{Code: code, Args: args} }

// Of returns a problem of one parameter; the parameter's name is the first argument of the text.
func Of(code Code, parameter string, args ...any) *Error {
	return &Error{Code: code, Parameter: parameter, Args: append([]any{parameter}, args...)}
}

// Internal wraps an unforeseen error: status 500, its text for the log alone.
func Internal(cause error) *Error { return &Error{Code: InternalError, Cause: cause} }

// Status is the HTTP status of the code.
func (c Code) Status() int { return lookup(c).status }

// Document is the body of a problem answer.
type Document struct {
	Type      string `json:"type"` // urn:rasad:problem:<code>
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail"`
	Code      Code   `json:"code"`
	Parameter string `json:"parameter,omitempty"`
	Request   string `json:"request_id,omitempty"`
}

// Render makes the document of e in a language.
func (e *Error) Render(lang Lang) Document {
	entry := lookup(e.Code)
	title, detail := entry.titleEn, entry.detailEn
	if lang == Hindi {
		title, detail = entry.titleHi, entry.detailHi
	}
	return Document{
		Type: "urn:rasad:problem:" + string(e.Code), Title: title, Status: entry.status,
		Detail: fmt.Sprintf(detail, inLanguage(e.Args, lang)...), Code: e.Code, Parameter: e.Parameter,
	}
}

// From finds the problem in err; an error without one is an internal error.
func From(err error) *Error {
	if found, ok := errors.AsType[*Error](err); ok {
		return found
	}
	return Internal(err)
}

// Write answers with the problem that err holds. The answer is never cached.
func Write(w http.ResponseWriter, r *http.Request, err error) {
	e := From(err)
	lang := LangOf(r)
	header := w.Header()
	document := e.Render(lang)
	document.Request = header.Get("X-Request-Id")
	body, err := json.Marshal(document)
	if err != nil { // a Document holds only strings and a number
		http.Error(w, string(e.Code), document.Status)
		return
	}
	header.Del("ETag")
	header.Del("Content-Encoding")
	header.Set("Content-Type", "application/problem+json; charset=utf-8")
	header.Set("Content-Language", string(lang))
	header.Set("Content-Length", strconv.Itoa(len(body)))
	header.Set("Cache-Control", "no-store")
	header.Add("Vary", "Accept-Language")
	if document.Status == http.StatusServiceUnavailable {
		header.Set("Retry-After", "2")
	}
	w.WriteHeader(document.Status)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}
