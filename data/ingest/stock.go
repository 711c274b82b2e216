package ingest

import (
	"strings"
	"time"

	"rasad/data"
	"rasad/data/source"
)

// stock reads what a row says of a facility's stock: an amount, which is kept beside, or a word; and the day it was told of. A bad one is
// a fault.
func (j *job) stock(r row, m *matcher, f *data.Facility) bool {
	text := clean(r.values["stock"])
	if state, ok := stockWords()[strings.ToLower(text)]; ok {
		f.Stock = state
	} else {
		var amount *int32
		if !j.count(r, m, "stock", &amount) {
			return false
		}
		if amount != nil {
			f.Attrs["stock"] = float64(*amount)
			f.Stock = data.StockIn
			if *amount == 0 {
				f.Stock = data.StockOut
			}
		}
	}
	return j.day(r, m, "stock_at", &f.StockAt)
}

// stockWords are the ways in which lists say that there is something left, little or nothing.
func stockWords() map[string]data.StockState {
	words := map[string]data.StockState{}
	for state, list := range map[data.StockState][]string{
		data.StockIn:  {"in_stock", "in stock", "yes", "y", "available", "full", "हाँ", "हां", "उपलब्ध", "है"},
		data.StockLow: {"low", "little", "limited", "running low", "कम", "थोड़ा", "सीमित"},
		data.StockOut: {"out", "out_of_stock", "out of stock", "no", "n", "nil", "empty", "finished", "नहीं", "समाप्त", "ख़त्म", "खत्म", "शून्य"},
	} {
		for _, word := range list {
			words[word] = state
		}
	}
	return words
}

// day reads a date, the year first or the day first as India writes it; a bad one is a fault.
func (j *job) day(r row, m *matcher, field string, into **time.Time) bool {
	text := source.LatinDigits(clean(r.values[field]))
	if text == "" {
		return true
	}
	for _, layout := range []string{time.DateOnly, "2/1/2006", "2-1-2006", "2.1.2006", time.RFC3339} {
		if day, err := time.Parse(layout, text); err == nil && day.Year() >= 1900 && day.Year() < 2200 {
			day = time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
			*into = &day
			return true
		}
	}
	j.fault(r, m.column(field), "bad-date", bothf("%.40q तारीख़ नहीं है", "%.40q is not a date", text),
		both("2026-11-23 या 23/11/2026 की तरह लिखें, या कक्ष खाली छोड़ें", "write it like 2026-11-23 or 23/11/2026, or leave the cell empty"))
	return false
}
