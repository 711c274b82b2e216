package cql2

import (
	"cmp"
	"math"
	"strings"
)

// tri is the truth of three values that SQL has: what is asked of NULL is unknown.
type tri uint8

const (
	no tri = iota
	unknown
	yes
)

func triOf(b bool) tri {
	if b {
		return yes
	}
	return no
}

// Match says whether the row fulfils the filter: what is unknown does not. The filter must have been made with a schema.
func (f *Filter) Match(row Row) bool { return truthOf(f.root, row) == yes }

// truthOf evaluates a node that is true, false or unknown.
func truthOf(n *Node, row Row) tri {
	switch n.Op {
	case OpAnd:
		answer := yes
		for _, a := range n.Args {
			if answer = min(answer, truthOf(a, row)); answer == no {
				return no
			}
		}
		return answer
	case OpOr:
		answer := no
		for _, a := range n.Args {
			if answer = max(answer, truthOf(a, row)); answer == yes {
				return yes
			}
		}
		return answer
	case OpNot:
		return yes - truthOf(n.Args[0], row)
	case OpIsNull:
		return triOf(isNull(n.Args[0], row))
	case OpLike:
		v := valueOf(n.Args[0], row)
		if v.kind != kindText {
			return unknown
		}
		return triOf(n.like.matches(v.text))
	case OpBetween:
		v := valueOf(n.Args[0], row)
		return min(compare(OpGe, v, valueOf(n.Args[1], row)), compare(OpLe, v, valueOf(n.Args[2], row)))
	case OpIn:
		v, answer := valueOf(n.Args[0], row), no
		for _, a := range n.Args[1:] {
			answer = max(answer, compare(OpEq, v, valueOf(a, row)))
		}
		return answer
	}
	switch {
	case n.Op.IsComparison():
		return compare(n.Op, valueOf(n.Args[0], row), valueOf(n.Args[1], row))
	case n.Op.IsSpatial():
		a, b := valueOf(n.Args[0], row), valueOf(n.Args[1], row)
		if a.kind != kindGeom || b.kind != kindGeom {
			return unknown
		}
		return relate(n.Op, a.geom, b.geom)
	case n.Op.IsArray():
		return compareArrays(n.Op, valueOf(n.Args[0], row), valueOf(n.Args[1], row))
	}
	if t, ok := n.Op.Temporal(); ok {
		return t.holds(n.Args[0], n.Args[1], row)
	}
	v := valueOf(n, row)
	if v.kind != kindBool {
		return unknown
	}
	return triOf(v.num == 1)
}

func isNull(n *Node, row Row) bool {
	if n.class == truth && n.Op != OpProperty && n.Op != OpLiteral {
		return truthOf(n, row) == unknown
	}
	if n.Op == OpInterval {
		return false
	}
	return valueOf(n, row).kind == kindNull
}

// valueOf evaluates a node that is not asked for its truth.
func valueOf(n *Node, row Row) Value {
	switch n.Op {
	case OpLiteral:
		return n.Value
	case OpProperty:
		if n.Property < 0 {
			return Value{}
		}
		return row.Value(n.Property)
	case OpCaseI, OpAccentI:
		v := valueOf(n.Args[0], row)
		if v.kind == kindText {
			v.text = fold(n.Op, v.text)
		}
		return v
	case OpArray:
		v := Value{kind: kindList, list: make([]Value, len(n.Args))}
		for i, a := range n.Args {
			v.list[i] = valueOf(a, row)
		}
		return v
	}
	switch {
	case n.Op.IsArithmetic():
		a, b := valueOf(n.Args[0], row), valueOf(n.Args[1], row)
		if a.kind != kindNum || b.kind != kindNum {
			return Value{}
		}
		return calculate(n.Op, a.num, b.num)
	case n.class == truth:
		switch truthOf(n, row) {
		case yes:
			return Bool(true)
		case no:
			return Bool(false)
		}
	}
	return Value{}
}

// calculate is NULL where there is no result.
func calculate(op Op, a, b float64) Value {
	var r float64
	switch op {
	case OpAdd:
		r = a + b
	case OpSub:
		r = a - b
	case OpMul:
		r = a * b
	case OpDiv:
		r = a / b
	case OpMod:
		r = a - b*math.Trunc(a/b)
	case OpIntDiv:
		r = math.Trunc(a / b)
	case OpPow:
		r = math.Pow(a, b)
	}
	if math.IsNaN(r) || math.IsInf(r, 0) {
		return Value{}
	}
	return Num(r)
}

// compare compares two values; those of different kinds are not comparable.
func compare(op Op, a, b Value) tri {
	var order int
	switch {
	case a.kind == kindNull || b.kind == kindNull || a.class() != b.class():
		return unknown
	case a.kind == kindText:
		order = strings.Compare(a.text, b.text)
	case a.kind == kindNum, a.kind == kindBool:
		order = cmp.Compare(a.num, b.num)
	case a.kind == kindDate, a.kind == kindInstant:
		order = cmp.Compare(a.at, b.at)
	default:
		return unknown
	}
	return triOf(holds(op, order))
}

func holds(op Op, order int) bool {
	switch op {
	case OpEq:
		return order == 0
	case OpNe:
		return order != 0
	case OpLt:
		return order < 0
	case OpGt:
		return order > 0
	case OpLe:
		return order <= 0
	}
	return order >= 0
}

// The ends of an open interval lie before and after everything.
const (
	beforeAll = math.MinInt64
	afterAll  = math.MaxInt64
)

func (t Temporal) holds(first, second *Node, row Row) tri {
	answer := yes
	if t.Any {
		answer = no
	}
	for _, e := range t.Ends {
		a, okA := endOf(first, e.FirstEnd, row)
		b, okB := endOf(second, e.SecondEnd, row)
		one := unknown
		if okA && okB {
			one = triOf(holds(e.Cmp, cmp.Compare(a, b)))
		}
		if t.Any {
			answer = max(answer, one)
		} else {
			answer = min(answer, one)
		}
	}
	return answer
}

// endOf is the start or end of a period, or the instant itself; ok is false for NULL.
func endOf(n *Node, end bool, row Row) (at int64, ok bool) {
	if n.Op == OpInterval {
		n = n.Args[0:2][map[bool]int{false: 0, true: 1}[end]]
	}
	if n.Op == OpOpen {
		if end {
			return afterAll, true
		}
		return beforeAll, true
	}
	v := valueOf(n, row)
	return v.at, v.kind == kindDate || v.kind == kindInstant
}

// compareArrays compares arrays as sets.
func compareArrays(op Op, a, b Value) tri {
	if a.kind != kindList || b.kind != kindList {
		return unknown
	}
	switch op {
	case "a_contains":
		return triOf(within(b.list, a.list))
	case "a_containedby":
		return triOf(within(a.list, b.list))
	case "a_equals":
		return triOf(within(a.list, b.list) && within(b.list, a.list))
	}
	for _, v := range a.list {
		if within([]Value{v}, b.list) {
			return yes
		}
	}
	return no
}

// within says whether every one of the values is among the others.
func within(values, others []Value) bool {
	for _, v := range values {
		found := false
		for _, o := range others {
			found = found || v.kind != kindNull && compare(OpEq, v, o) == yes
		}
		if !found {
			return false
		}
	}
	return true
}
