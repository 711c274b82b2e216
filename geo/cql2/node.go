package cql2

// Op names what a node of the tree does. Operators have the names they have in CQL2's JSON, in small letters.
type Op string

// The leaves of a tree, and what holds others together without being an operator.
const (
	OpProperty Op = "property"
	OpLiteral  Op = "literal"
	OpInterval Op = "interval" // two arguments: dates, instants, properties or Open
	OpOpen     Op = "open"     // an interval's end that is not set: '..'
	OpArray    Op = "array"
	OpFunction Op = "function"
)

// The operators.
const (
	OpAnd     Op = "and"
	OpOr      Op = "or"
	OpNot     Op = "not"
	OpEq      Op = "="
	OpNe      Op = "<>"
	OpLt      Op = "<"
	OpGt      Op = ">"
	OpLe      Op = "<="
	OpGe      Op = ">="
	OpLike    Op = "like"
	OpBetween Op = "between"
	OpIn      Op = "in" // the first argument among the others
	OpIsNull  Op = "isnull"
	OpCaseI   Op = "casei"
	OpAccentI Op = "accenti"
	OpAdd     Op = "+"
	OpSub     Op = "-"
	OpMul     Op = "*"
	OpDiv     Op = "/"
	OpMod     Op = "%"
	OpIntDiv  Op = "div"
	OpPow     Op = "^"
)

// Node is a part of a filter's tree. It is read only.
type Node struct {
	Op       Op
	Args     []*Node
	Name     string // of a property or function
	Property int    // place in the schema; -1: there is no schema
	Value    Value  // of a literal
	bbox     []float64
	offset   int
	class    class
	like     *pattern // of like, when the pattern is a literal
}

// class is the kind of value that a node gives, as far as it is known before it is applied.
type class uint8

const (
	anything class = iota
	truth
	text
	number
	moment
	period
	place
	array
)

func (c class) words() (en, hi string) {
	switch c {
	case truth:
		return "true or false", "सत्य या असत्य"
	case text:
		return "text", "पाठ"
	case number:
		return "a number", "संख्या"
	case moment:
		return "a date or time", "तारीख़ या समय"
	case period:
		return "an interval", "समय-अंतराल"
	case place:
		return "a geometry", "ज्यामिति"
	case array:
		return "an array", "सूची"
	}
	return "a value", "मान"
}

func classOf(t Type) class {
	switch t {
	case Number, Integer:
		return number
	case Boolean:
		return truth
	case Date, Timestamp:
		return moment
	case Geometry:
		return place
	case Strings:
		return array
	}
	return text
}

func (v Value) class() class {
	switch v.kind {
	case kindText:
		return text
	case kindNum:
		return number
	case kindBool:
		return truth
	case kindDate, kindInstant:
		return moment
	case kindGeom:
		return place
	case kindList:
		return array
	}
	return anything
}

func (n *Node) each(visit func(*Node)) {
	visit(n)
	for _, a := range n.Args {
		a.each(visit)
	}
}

// IsSpatial says whether the operator compares two geometries.
func (o Op) IsSpatial() bool {
	switch o {
	case "s_intersects", "s_equals", "s_disjoint", "s_touches", "s_within", "s_overlaps", "s_crosses", "s_contains":
		return true
	}
	return false
}

// IsArray says whether the operator compares two arrays.
func (o Op) IsArray() bool {
	switch o {
	case "a_equals", "a_contains", "a_containedby", "a_overlaps":
		return true
	}
	return false
}

// IsComparison says whether the operator is one of = <> < > <= >=.
func (o Op) IsComparison() bool {
	switch o {
	case OpEq, OpNe, OpLt, OpGt, OpLe, OpGe:
		return true
	}
	return false
}

// IsArithmetic says whether the operator makes a number of two.
func (o Op) IsArithmetic() bool {
	switch o {
	case OpAdd, OpSub, OpMul, OpDiv, OpMod, OpIntDiv, OpPow:
		return true
	}
	return false
}
