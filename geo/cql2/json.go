package cql2

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"
)

// ParseJSON reads a filter in cql2-json. The error is an *Error; its offset is that of the fault in JSON itself, or 0.
func ParseJSON(source []byte, o Options) (*Filter, error) {
	if len(source) > MaxJSON {
		return nil, fault(MaxJSON, "the filter is longer than %d bytes", "फ़िल्टर %d बाइट से लंबा है", MaxJSON)
	}
	if !utf8.Valid(source) {
		return nil, fault(0, "the filter is not valid UTF-8", "फ़िल्टर सही UTF-8 में नहीं है")
	}
	decoder := json.NewDecoder(bytes.NewReader(source))
	var document any
	if err := decoder.Decode(&document); err != nil {
		return nil, fault(int(decoder.InputOffset()), "the filter is not JSON: %s", "फ़िल्टर JSON नहीं है: %s", clip(err.Error()))
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fault(int(decoder.InputOffset()), "something follows the filter", "फ़िल्टर के बाद कुछ और लिखा है")
	}
	p := &jsonParser{builder: builder{options: o}}
	root, err := p.expression(document, 0)
	if err != nil {
		return nil, err
	}
	return p.finish(root)
}

type jsonParser struct{ builder }

func (p *jsonParser) expression(v any, depth int) (*Node, *Error) {
	if depth > MaxDepth {
		return nil, fault(0, "more than %d expressions within each other", "%d से अधिक व्यंजक एक-दूसरे के भीतर", MaxDepth)
	}
	switch v := v.(type) {
	case string:
		if strings.IndexByte(v, 0) >= 0 {
			return nil, fault(0, "a text holds a NUL", "पाठ में NUL है")
		}
		if strings.HasSuffix(v, `\`) { // cql2-text has no way to write it, and a filter has one text
			return nil, fault(0, "a text ends in a backslash", "पाठ उलटे तिरछे (\\) पर समाप्त होता है")
		}
		return p.literal(0, Text(v)), nil
	case float64:
		return p.literal(0, Num(v)), nil
	case bool:
		return p.literal(0, Bool(v)), nil
	case map[string]any:
		return p.object(v, depth)
	}
	return nil, fault(0, "null is no expression, and a list is one only as an argument of an array operator",
		"null कोई व्यंजक नहीं है, और सूची केवल सूची-संकारक का तर्क हो सकती है")
}

func (p *jsonParser) expressions(list []any, depth int) ([]*Node, *Error) {
	if len(list) > MaxList+1 {
		return nil, fault(0, "more than %d members in a list", "सूची में %d से अधिक सदस्य", MaxList)
	}
	nodes := make([]*Node, len(list))
	for i, v := range list {
		var err *Error
		if nodes[i], err = p.expression(v, depth+1); err != nil {
			return nil, err
		}
	}
	return nodes, nil
}

// arguments reads those of an operator; lists are arrays where the operator compares arrays.
func (p *jsonParser) arguments(op Op, list []any, depth int) ([]*Node, *Error) {
	if !op.IsArray() {
		return p.expressions(list, depth)
	}
	nodes := make([]*Node, len(list))
	for i, v := range list {
		members, is := v.([]any)
		if !is {
			one, err := p.expression(v, depth+1)
			if err != nil {
				return nil, err
			}
			nodes[i] = one
			continue
		}
		elements, err := p.expressions(members, depth+1)
		if err != nil {
			return nil, err
		}
		if nodes[i], err = p.operator(OpArray, 0, elements...); err != nil {
			return nil, err
		}
	}
	return nodes, nil
}

// object reads what the members of an object say that it is.
func (p *jsonParser) object(o map[string]any, depth int) (*Node, *Error) {
	if op, ok := o["op"].(string); ok {
		args, ok := o["args"].([]any)
		if !ok && o["args"] != nil {
			return nil, fault(0, "the args of %q are no list", "%q के args सूची नहीं हैं", clip(op))
		}
		return p.call(op, args, depth)
	}
	if name, ok := o["property"].(string); ok {
		if name == "" || strings.ContainsAny(name, "\"\x00") { // cannot be written as text
			return nil, fault(0, "%q is no name of a property", "%q किसी गुण का नाम नहीं", clip(name))
		}
		return p.property(0, name)
	}
	for _, word := range []string{"date", "timestamp"} {
		if text, ok := o[word].(string); ok {
			v, err := parseMoment(word, text, 0)
			return p.literal(0, v), err
		}
	}
	if ends, ok := o["interval"].([]any); ok {
		return p.interval(ends, depth)
	}
	if sides, ok := o["bbox"].([]any); ok {
		numbers, err := numbersOf(sides)
		if err != nil {
			return nil, err
		}
		return p.bboxNode(0, numbers)
	}
	if kind, ok := o["type"].(string); ok {
		g, err := p.geoJSON(kind, o, depth)
		if err != nil {
			return nil, err
		}
		return p.place(0, g)
	}
	return nil, fault(0, "an object has none of op, property, date, timestamp, interval, bbox, type", "किसी वस्तु में op, property, date, timestamp, interval, bbox, type में से कुछ नहीं है")
}

func (p *jsonParser) call(name string, list []any, depth int) (*Node, *Error) {
	op := Op(strings.ToLower(name))
	if op == OpIn && len(list) == 2 {
		if members, ok := list[1].([]any); ok {
			list = append([]any{list[0]}, members...)
		}
	}
	args, err := p.arguments(op, list, depth)
	if err != nil {
		return nil, err
	}
	switch op {
	case OpAnd, OpOr, OpNot, OpLike, OpBetween, OpIn, OpIsNull, OpCaseI, OpAccentI:
		return p.operator(op, 0, args...)
	}
	if op.IsComparison() || op.IsArithmetic() || op.IsSpatial() || op.IsArray() || op.isTemporal() {
		return p.operator(op, 0, args...)
	}
	if !goodName(name) {
		return nil, fault(0, "%q is no name of a function", "%q किसी फलन का नाम नहीं", clip(name))
	}
	return p.function(0, name, args)
}

// goodName says whether a function of that name can be written as text.
func goodName(name string) bool {
	for i, r := range name {
		if !inName(r, i > 0) {
			return false
		}
	}
	lower := strings.ToLower(name)
	switch lower {
	case "", "true", "false", "date", "timestamp", "interval", "bbox":
		return false
	}
	return !reserved(lower) && !isWKT(lower)
}

func (p *jsonParser) interval(ends []any, depth int) (*Node, *Error) {
	nodes := make([]*Node, len(ends))
	for i, end := range ends {
		var err *Error
		if text, ok := end.(string); ok {
			nodes[i], err = p.intervalEnd(0, text)
		} else {
			nodes[i], err = p.expression(end, depth+1)
		}
		if err != nil {
			return nil, err
		}
	}
	return p.operator(OpInterval, 0, nodes...)
}

func numbersOf(list []any) ([]float64, *Error) {
	numbers := make([]float64, len(list))
	for i, v := range list {
		n, ok := v.(float64)
		if !ok || math.IsInf(n, 0) {
			return nil, fault(0, "a coordinate is no number", "कोई निर्देशांक संख्या नहीं है")
		}
		numbers[i] = n
	}
	return numbers, nil
}

// geoJSON reads a geometry by its type.
func (p *jsonParser) geoJSON(kind string, o map[string]any, depth int) (orb.Geometry, *Error) {
	if depth > MaxDepth {
		return nil, fault(0, "more than %d expressions within each other", "%d से अधिक व्यंजक एक-दूसरे के भीतर", MaxDepth)
	}
	at := o["coordinates"]
	switch kind {
	case "Point":
		return p.point(at)
	case "MultiPoint":
		points, err := each(at, 1, p.point)
		return orb.MultiPoint(points), err
	case "LineString":
		return p.line(at)
	case "MultiLineString":
		lines, err := each(at, 1, p.line)
		return orb.MultiLineString(lines), err
	case "Polygon":
		return p.polygon(at)
	case "MultiPolygon":
		polygons, err := each(at, 1, p.polygon)
		return orb.MultiPolygon(polygons), err
	case "GeometryCollection":
		members, err := each(o["geometries"], 1, func(v any) (orb.Geometry, *Error) {
			member, _ := v.(map[string]any)
			kind, _ := member["type"].(string)
			return p.geoJSON(kind, member, depth+1)
		})
		return orb.Collection(members), err
	}
	return nil, fault(0, "%q is no type of geometry", "%q कोई ज्यामिति-प्रकार नहीं", clip(kind))
}

func (p *jsonParser) point(v any) (orb.Point, *Error) {
	list, _ := v.([]any)
	if len(list) < 2 || len(list) > 3 {
		return orb.Point{}, fault(0, "a position has 2 or 3 numbers", "बिंदु में 2 या 3 संख्याएँ होती हैं")
	}
	numbers, err := numbersOf(list)
	if err != nil {
		return orb.Point{}, err
	}
	if p.vertices++; p.vertices > MaxVertices {
		return orb.Point{}, fault(0, "more than %d positions", "%d से अधिक बिंदु", MaxVertices)
	}
	return orb.Point{numbers[0], numbers[1]}, nil
}

func (p *jsonParser) line(v any) (orb.LineString, *Error) {
	points, err := each(v, 1, p.point)
	return points, err
}

func (p *jsonParser) polygon(v any) (orb.Polygon, *Error) {
	rings, err := each(v, 1, func(v any) (orb.Ring, *Error) {
		points, err := each(v, 1, p.point)
		return points, err
	})
	return rings, err
}

func each[T any](v any, least int, part func(any) (T, *Error)) ([]T, *Error) {
	list, ok := v.([]any)
	if !ok || len(list) < least {
		return nil, fault(0, "the coordinates of a geometry are not as its type wants", "ज्यामिति के निर्देशांक उसके प्रकार के अनुसार नहीं हैं")
	}
	out := make([]T, len(list))
	for i := range list {
		var err *Error
		if out[i], err = part(list[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}
