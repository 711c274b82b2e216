package ogcapi

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"rasad/internal/httpapi/ogcapi/collection"
	"rasad/internal/httpapi/ogcapi/crs"
	"rasad/internal/httpapi/ogcapi/page"
	"rasad/internal/httpapi/problem"
)

// Limits of a page. A greater limit is taken for the greatest (Part 1, requirement fc-limit-response-1: no more than the limit).
const (
	defaultLimit = 100
	maxLimit     = 1000
	maxLimitCSV  = 10_000
)

// maxText bounds the value of a property asked for, in bytes.
const maxText = 400

// readQuery reads all that chooses features.
func (q *request) readQuery() (*collection.Query, crs.CRS, error) {
	var chosen collection.Query
	most := int64(maxLimit)
	if q.form.format == asCSV {
		most = maxLimitCSV
	}
	chosen.Limit = int(min(most, q.query.Int("limit", 1, math.MaxInt64, defaultLimit)))
	out := q.readCRS("crs")
	boxCRS := q.readCRS("bbox-crs")
	if text := q.query.Text("bbox", 6*50); text != "" && !page.ParseBBox(text, boxCRS, &chosen.Where) {
		q.query.Refuse(problem.Of(problem.InvalidParameter, "bbox", "minx,miny,maxx,maxy"))
	}
	if text := q.query.Text("datetime", page.MaxDatetime); text != "" {
		interval, ok := page.ParseDatetime(text)
		if !ok {
			q.query.Refuse(problem.Of(problem.InvalidParameter, "datetime", "2026-11-23, 2026-11-23T12:00:00Z, 2020-01-01/.."))
		}
		if q.of.Temporal { // others have no times: each of their features is of any time
			chosen.During = &interval
		}
	}
	if text := q.query.Text("cursor", page.MaxCursor); text != "" {
		key, ok := page.ParseCursor(q.of.ID, text)
		if !ok {
			q.query.Refuse(&problem.Error{Code: problem.InvalidCursor, Parameter: "cursor", Args: []any{short(text)}})
		}
		chosen.After = &key
	}
	q.readProperties(&chosen.Where)
	if err := q.readFilter(&chosen.Where); err != nil {
		return nil, out, err
	}
	return &chosen, out, q.query.Err()
}

// readCRS reads the URI of a reference system; CRS84 when absent.
func (q *request) readCRS(name string) crs.CRS {
	uri := q.query.Text(name, 100)
	if uri == "" {
		return crs.Default()
	}
	c, ok := crs.Find(uri)
	if !ok {
		q.query.Refuse(problem.Of(problem.InvalidParameter, name, strings.Join(crs.URIs(), ", ")))
		return crs.Default()
	}
	return c
}

// readProperties reads the properties that must have a value.
func (q *request) readProperties(w *collection.Where) {
	for place, p := range q.of.Properties {
		text := q.query.Text(p.Name, maxText)
		if text == "" {
			continue
		}
		v, expected := parseValue(p, text)
		if expected != "" {
			q.query.Refuse(problem.Of(problem.InvalidParameter, p.Name, expected))
			continue
		}
		w.Equal = append(w.Equal, collection.Equal{Place: place, Value: v})
	}
}

// parseValue reads the value of a property; expected says what was wanted when it cannot be read.
func parseValue(p collection.Property, text string) (v collection.Value, expected string) {
	switch p.Type {
	case collection.Integer:
		n, err := strconv.ParseInt(text, 10, 32) // no whole number of a feature is greater
		if err != nil {
			return v, "-2147483648…2147483647"
		}
		return collection.Whole(n), ""
	case collection.Number:
		x, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsInf(x, 0) || math.IsNaN(x) || strings.Trim(text, "0123456789.eE+-") != "" {
			return v, "0.5"
		}
		return collection.Decimal(x), ""
	case collection.Boolean:
		if text != "true" && text != "false" {
			return v, "true, false"
		}
		return collection.Truth(text == "true"), ""
	case collection.Date:
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return v, "2026-11-23"
		}
		return collection.Text(text), ""
	default:
		if len(p.Enum) > 0 && !slices.Contains(p.Enum, text) {
			return v, strings.Join(p.Enum, ", ")
		}
		return collection.Text(text), ""
	}
}
