package ogcapi

import (
	"errors"
	"time"

	"github.com/paulmach/orb"

	sqlfilter "rasad/data/filter"
	"rasad/geo/cql2"
	"rasad/internal/httpapi/ogcapi/collection"
	"rasad/internal/httpapi/ogcapi/crs"
	"rasad/internal/httpapi/problem"
	"rasad/internal/httpapi/tileapi"
)

// readFilter reads filter, filter-lang and filter-crs.
func (q *request) readFilter(w *collection.Where) error {
	source := q.text("filter", maxQuery)
	language := q.query.Choice("filter-lang", "cql2-text", "cql2-json")
	system := q.readCRS("filter-crs")
	if err := q.query.Err(); err != nil || source == "" {
		return err
	}
	options := cql2.Options{Schema: schemaOf(&q.of.Info)}
	if !system.Same() {
		options.CRS = system.ToLonLat
	}
	var parsed *cql2.Filter
	var err error
	if language == "cql2-json" {
		parsed, err = cql2.ParseJSON([]byte(source), options)
	} else {
		parsed, err = cql2.ParseText(source, options)
	}
	if err != nil {
		return tileapi.BadFilter(err)
	}
	w.Filter = &filter{parsed, &q.of.Info}
	return nil
}

// schemaOf is a collection as filters know it: its properties, then its geometry.
func schemaOf(info *collection.Info) cql2.Schema {
	var schema cql2.Schema
	for _, p := range info.Properties {
		schema = append(schema, cql2.Property{Name: p.Name, Type: typeOf(p.Type)})
	}
	if info.Geometry != collection.NoShape {
		schema = append(schema, cql2.Property{Name: "geometry", Type: cql2.Geometry})
	}
	return schema
}

func typeOf(t collection.Type) cql2.Type {
	switch t {
	case collection.Integer:
		return cql2.Integer
	case collection.Number:
		return cql2.Number
	case collection.Boolean:
		return cql2.Boolean
	case collection.Date:
		return cql2.Date
	default:
		return cql2.String
	}
}

// filter applies a CQL2 filter to the features of a collection.
type filter struct {
	parsed *cql2.Filter
	info   *collection.Info
}

var _ collection.Filter = (*filter)(nil)

func (f *filter) Match(x *collection.Feature) bool { return f.parsed.Match(row{x, f.info}) }

// Where leaves out the column of the geometry where the collection has none.
func (f *filter) Where(columns []string, first int) (condition string, args []any, err error) {
	condition, args, err = sqlfilter.Where(f.parsed, columns[:len(f.parsed.Schema())], first)
	if errors.Is(err, sqlfilter.ErrTooComplex) {
		words := problem.Words{Hi: "फ़िल्टर बहुत जटिल है; एक फ़िल्टर में कम पूछें", En: "the filter is too complex; ask for less in one filter"}
		err = &problem.Error{Code: problem.InvalidFilter, Parameter: "filter", Args: []any{words}, Cause: err}
	}
	return condition, args, err
}

func (f *filter) Bounds() (orb.Bound, bool) { return f.parsed.Bounds(len(f.info.Properties)) }

// row is a feature as a filter reads it.
type row struct {
	feature *collection.Feature
	info    *collection.Info
}

func (r row) Value(place int) cql2.Value {
	if place == len(r.info.Properties) {
		return cql2.Geom(r.feature.Geometry)
	}
	switch v := r.feature.Values[place]; v.Kind {
	case collection.IsText:
		if r.info.Properties[place].Type == collection.Date {
			day, err := time.Parse(time.DateOnly, v.Text)
			if err != nil {
				return cql2.Null()
			}
			return cql2.Day(day)
		}
		return cql2.Text(v.Text)
	case collection.IsInteger, collection.IsNumber:
		return cql2.Num(v.Number)
	case collection.IsTrue, collection.IsFalse:
		return cql2.Bool(v.Kind == collection.IsTrue)
	default:
		return cql2.Null()
	}
}

// filterParameters describes the parameters for the API document.
func (q *request) filterParameters() []object {
	return []object{
		{"name": "filter", "in": "query", "required": false, "style": "form", "explode": false, "schema": object{"type": "string", "maxLength": maxQuery},
			"description": q.Say("CQL2 में शर्त", "Condition in CQL2")},
		{"name": "filter-lang", "in": "query", "required": false, "style": "form", "explode": false,
			"schema": object{"type": "string", "enum": []string{"cql2-text", "cql2-json"}, "default": "cql2-text"}, "description": q.Say("शर्त की भाषा", "Language of the condition")},
		{"name": "filter-crs", "in": "query", "required": false, "style": "form", "explode": false,
			"schema": object{"type": "string", "format": "uri", "enum": crs.URIs(), "default": crs.CRS84}, "description": q.Say("शर्त की ज्यामिति का संदर्भ-तंत्र", "Reference system of the condition's geometries")},
	}
}

// filterClasses are the conformance classes of Part 3 and CQL2 that hold for items.
func filterClasses() []string {
	const part3, language = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/", "http://www.opengis.net/spec/cql2/1.0/conf/"
	classes := []string{part3 + "filter", part3 + "features-filter"}
	for _, class := range []string{
		"cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators", "case-insensitive-comparison", "accent-insensitive-comparison",
		"basic-spatial-functions", "basic-spatial-functions-plus", "spatial-functions", "temporal-functions", "array-functions", "property-property", "arithmetic",
	} {
		classes = append(classes, language+class)
	}
	return classes
}
