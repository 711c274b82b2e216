package cql2

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// Text is the filter in cql2-text, written in one way only: equal filters have equal texts. Geometries are in degrees.
func (f *Filter) Text() string {
	var out strings.Builder
	writeText(&out, f.root)
	return out.String()
}

func writeText(out *strings.Builder, n *Node) {
	switch n.Op {
	case OpProperty:
		out.WriteString(`"` + n.Name + `"`)
	case OpLiteral:
		writeLiteral(out, n)
	case OpOpen:
		out.WriteString("'..'")
	case OpAnd, OpOr:
		writeBetween(out, n.Args, "(", " "+strings.ToUpper(string(n.Op))+" ", ")")
	case OpNot:
		writeBetween(out, n.Args, "(NOT ", "", ")")
	case OpIsNull:
		writeBetween(out, n.Args, "(", "", " IS NULL)")
	case OpLike:
		writeBetween(out, n.Args, "(", " LIKE ", ")")
	case OpBetween:
		writeBetween(out, n.Args[:1], "(", "", " BETWEEN ")
		writeBetween(out, n.Args[1:], "", " AND ", ")")
	case OpIn:
		writeBetween(out, n.Args[:1], "(", "", " IN ")
		writeBetween(out, n.Args[1:], "(", ", ", "))")
	case OpArray:
		writeBetween(out, n.Args, "(", ", ", ")")
	case OpFunction:
		writeBetween(out, n.Args, n.Name+"(", ", ", ")")
	default:
		if n.Op.IsComparison() || n.Op.IsArithmetic() {
			writeBetween(out, n.Args, "(", " "+string(n.Op)+" ", ")")
			return
		}
		writeBetween(out, n.Args, strings.ToUpper(string(n.Op))+"(", ", ", ")")
	}
}

func writeBetween(out *strings.Builder, args []*Node, before, between, after string) {
	out.WriteString(before)
	for i, a := range args {
		if i > 0 {
			out.WriteString(between)
		}
		if a.Op == OpLiteral && (a.Value.kind == kindDate || a.Value.kind == kindInstant) && strings.HasPrefix(before, "INTERVAL") {
			out.WriteString("'" + momentText(a.Value) + "'")
			continue
		}
		writeText(out, a)
	}
	out.WriteString(after)
}

func writeLiteral(out *strings.Builder, n *Node) {
	v := n.Value
	switch v.kind {
	case kindText:
		out.WriteString("'" + quoted(v.text) + "'")
	case kindNum:
		out.WriteString(strconv.FormatFloat(v.num, 'g', -1, 64))
	case kindBool:
		out.WriteString(strings.ToUpper(strconv.FormatBool(v.num == 1)))
	case kindDate:
		out.WriteString("DATE('" + momentText(v) + "')")
	case kindInstant:
		out.WriteString("TIMESTAMP('" + momentText(v) + "')")
	case kindGeom:
		if n.bbox != nil {
			out.WriteString("BBOX(" + join(n.bbox, ", ") + ")")
			return
		}
		writeWKT(out, v.geom.geometry)
	}
}

// quoted doubles the quotes of a text. One after a backslash gets a backslash of its own: the standard takes \' for a quote.
func quoted(s string) string {
	var out strings.Builder
	for i := range len(s) {
		switch {
		case s[i] == '\'' && i > 0 && s[i-1] == '\\':
			out.WriteString(`\'`)
		case s[i] == '\'':
			out.WriteString("''")
		default:
			out.WriteByte(s[i])
		}
	}
	return out.String()
}

func momentText(v Value) string {
	t := time.UnixMicro(v.at).UTC()
	if v.kind == kindDate {
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02T15:04:05.999999Z")
}

func join(numbers []float64, between string) string {
	parts := make([]string, len(numbers))
	for i, n := range numbers {
		parts[i] = strconv.FormatFloat(n, 'g', -1, 64)
	}
	return strings.Join(parts, between)
}

func writeWKT(out *strings.Builder, g orb.Geometry) {
	switch g := g.(type) {
	case orb.Point:
		out.WriteString("POINT(" + join(g[:], " ") + ")")
	case orb.LineString:
		out.WriteString("LINESTRING")
		writePoints(out, g)
	case orb.Polygon:
		out.WriteString("POLYGON")
		writeRings(out, g)
	case orb.MultiPoint:
		out.WriteString("MULTIPOINT")
		writeParts(out, g, func(p orb.Point) { out.WriteString("(" + join(p[:], " ") + ")") })
	case orb.MultiLineString:
		out.WriteString("MULTILINESTRING")
		writeParts(out, g, func(l orb.LineString) { writePoints(out, l) })
	case orb.MultiPolygon:
		out.WriteString("MULTIPOLYGON")
		writeParts(out, g, func(p orb.Polygon) { writeRings(out, p) })
	case orb.Collection:
		out.WriteString("GEOMETRYCOLLECTION")
		writeParts(out, g, func(m orb.Geometry) { writeWKT(out, m) })
	}
}

func writeParts[T any](out *strings.Builder, parts []T, write func(T)) {
	for i, p := range parts {
		out.WriteString(map[bool]string{true: "(", false: ","}[i == 0])
		write(p)
	}
	out.WriteString(")")
}

func writeRings(out *strings.Builder, rings orb.Polygon) {
	writeParts(out, rings, func(r orb.Ring) { writePoints(out, r) })
}

func writePoints(out *strings.Builder, points []orb.Point) {
	writeParts(out, points, func(p orb.Point) { out.WriteString(join(p[:], " ")) })
}

// JSON is the filter in cql2-json.
func (f *Filter) JSON() []byte {
	text, err := json.Marshal(jsonOf(f.root))
	if err != nil { // the tree holds nothing that JSON cannot
		return []byte("null")
	}
	return text
}

func jsonOf(n *Node) any {
	args := make([]any, len(n.Args))
	for i, a := range n.Args {
		args[i] = jsonOf(a)
	}
	switch n.Op {
	case OpProperty:
		return map[string]any{"property": n.Name}
	case OpLiteral:
		return literalJSON(n)
	case OpOpen:
		return ".."
	case OpArray:
		return args
	case OpInterval:
		for i, a := range n.Args {
			if a.Op == OpLiteral {
				args[i] = momentText(a.Value)
			}
		}
		return map[string]any{"interval": args}
	case OpIn:
		args = []any{args[0], args[1:]}
	}
	op := string(n.Op)
	switch n.Op {
	case OpFunction:
		op = n.Name
	case OpIsNull:
		op = "isNull"
	case "t_finishedby", "t_metby", "t_overlappedby", "t_startedby", "a_containedby":
		op = strings.Replace(op, "by", "By", 1)
	}
	return map[string]any{"op": op, "args": args}
}

func literalJSON(n *Node) any {
	v := n.Value
	switch v.kind {
	case kindText:
		return v.text
	case kindNum:
		return v.num
	case kindBool:
		return v.num == 1
	case kindDate:
		return map[string]any{"date": momentText(v)}
	case kindInstant:
		return map[string]any{"timestamp": momentText(v)}
	case kindGeom:
		if n.bbox != nil {
			return map[string]any{"bbox": n.bbox}
		}
		return geojson.NewGeometry(v.geom.geometry)
	}
	return nil
}
