package cql2

import (
	"errors"
	"strings"
	"time"

	"github.com/paulmach/orb"
)

// builder makes the nodes of a tree for both parsers and checks each as it is made.
type builder struct {
	options  Options
	vertices int
}

func (b *builder) finish(root *Node) (*Filter, error) {
	if err := want(root, truth); err != nil {
		return nil, err
	}
	if depthOf(root) > MaxDepth {
		return nil, fault(0, "more than %d expressions within each other", "%d से अधिक व्यंजक एक-दूसरे के भीतर", MaxDepth)
	}
	return &Filter{root: root, schema: b.options.Schema}, nil
}

func depthOf(n *Node) int {
	deepest := 0
	for _, a := range n.Args {
		deepest = max(deepest, depthOf(a))
	}
	return deepest + 1
}

func (b *builder) literal(offset int, v Value) *Node {
	return &Node{Op: OpLiteral, Value: v, offset: offset, class: v.class()}
}

// property finds a name in the schema.
func (b *builder) property(offset int, name string) (*Node, *Error) {
	n := &Node{Op: OpProperty, Name: name, Property: -1, offset: offset}
	if b.options.Schema == nil {
		return n, nil
	}
	for i, p := range b.options.Schema {
		if p.Name == name {
			n.Property, n.class = i, classOf(p.Type)
			return n, nil
		}
	}
	names := make([]string, len(b.options.Schema))
	for i, p := range b.options.Schema {
		names[i] = p.Name
	}
	return nil, fault(offset, "there is no property %q; there are: %s", "गुण %q नहीं है; ये हैं: %s", clip(name), strings.Join(names, ", "))
}

func (b *builder) function(offset int, name string, args []*Node) (*Node, *Error) {
	if b.options.Schema != nil {
		return nil, fault(offset, "there is no function %q", "फलन %q नहीं है", clip(name))
	}
	return &Node{Op: OpFunction, Name: name, Args: args, offset: offset}, nil
}

// operator makes a node of an operator and checks the number and kind of its arguments.
func (b *builder) operator(op Op, offset int, args ...*Node) (*Node, *Error) {
	n := &Node{Op: op, Args: args, offset: offset, class: truth}
	if err := b.count(n); err != nil {
		return nil, err
	}
	var err *Error
	switch {
	case op == OpAnd, op == OpOr, op == OpNot:
		err = wantAll(args, truth)
	case op.IsComparison():
		err = b.comparable(op, args)
	case op == OpBetween:
		err = b.comparable(OpLt, args)
	case op == OpIn:
		err = b.comparable(OpEq, args)
	case op == OpLike:
		if err = wantAll(args, text); err == nil {
			err = n.preparePattern()
		}
	case op == OpCaseI, op == OpAccentI:
		n.class, err = text, wantAll(args, text)
	case op.IsArithmetic():
		n.class, err = number, wantAll(args, number)
	case op.IsSpatial():
		if err = wantAll(args, place); err == nil {
			err = b.collections(op, args)
		}
	case op == OpInterval:
		n.class, err = period, wantAll(args, moment)
	case op.isTemporal():
		err = wantAll(args, moment, period)
	case op == OpArray:
		n.class = array
		if b.options.Schema != nil {
			err = wantAll(args, text)
		}
	case op.IsArray():
		err = wantAll(args, array)
	}
	return n, err
}

// collections of geometries have no inside and edge of their own: all that can be asked is whether they meet something.
func (b *builder) collections(op Op, args []*Node) *Error {
	if b.options.Schema == nil || op == "s_intersects" || op == "s_disjoint" {
		return nil
	}
	for _, a := range args {
		if _, is := a.Value.Any().(orb.Collection); is {
			return fault(a.offset, "a GEOMETRYCOLLECTION can be used with S_INTERSECTS and S_DISJOINT only", "GEOMETRYCOLLECTION केवल S_INTERSECTS और S_DISJOINT के साथ चलता है")
		}
	}
	return nil
}

func (b *builder) count(n *Node) *Error {
	least, most := 2, 2
	switch n.Op {
	case OpAnd, OpOr:
		most = MaxList
	case OpNot, OpIsNull, OpCaseI, OpAccentI:
		least, most = 1, 1
	case OpBetween:
		least, most = 3, 3
	case OpIn:
		most = MaxList + 1
	case OpArray:
		least, most = 0, MaxList
	}
	if len(n.Args) < least || len(n.Args) > most {
		return fault(n.offset, "%q takes %d to %d arguments, not %d", "%q के %d से %d तर्क होते हैं, %d नहीं", n.Op, least, most, len(n.Args))
	}
	return nil
}

// comparable wants all arguments of one class that can be compared.
func (b *builder) comparable(op Op, args []*Node) *Error {
	common := anything
	for _, a := range args {
		switch {
		case a.class == place || a.class == array || a.class == period || a.class == truth && op != OpEq && op != OpNe:
			en, hi := a.class.words()
			return faultKinds(a.offset, en, hi, "what can be compared", "तुलना योग्य मान")
		case common == anything:
			common = a.class
		case a.class != anything && a.class != common:
			en, hi := a.class.words()
			wantEn, wantHi := common.words()
			return faultKinds(a.offset, en, hi, wantEn, wantHi)
		}
	}
	return nil
}

func faultKinds(offset int, en, hi, wantEn, wantHi string) *Error {
	return &Error{Offset: offset, en: "here is " + en + " where " + wantEn + " is needed", hi: "यहाँ " + hi + " है, चाहिए " + wantHi}
}

func wantAll(args []*Node, classes ...class) *Error {
	for _, a := range args {
		if err := want(a, classes...); err != nil {
			return err
		}
	}
	return nil
}

func want(n *Node, classes ...class) *Error {
	if n.class == anything {
		return nil
	}
	for _, c := range classes {
		if n.class == c {
			return nil
		}
	}
	en, hi := n.class.words()
	wantEn, wantHi := classes[0].words()
	return faultKinds(n.offset, en, hi, wantEn, wantHi)
}

// parseMoment reads a date or timestamp.
func parseMoment(word, s string, offset int) (Value, *Error) {
	layout := time.RFC3339Nano
	if word == "date" {
		layout = time.DateOnly
	}
	t, err := time.Parse(layout, s)
	if errors.Is(err, nil) && t.Year() >= 1 && t.Year() <= 9999 {
		if word == "date" {
			return Day(t), nil
		}
		return Instant(t), nil
	}
	if word == "date" {
		return Value{}, fault(offset, "%q is not a date like 2026-11-23", "%q 2026-11-23 जैसी तारीख़ नहीं है", clip(s))
	}
	return Value{}, fault(offset, "%q is not a time like 2026-11-23T09:30:00Z", "%q 2026-11-23T09:30:00Z जैसा समय नहीं है", clip(s))
}

// intervalEnd reads an end of an interval: a date, a time or '..'.
func (b *builder) intervalEnd(offset int, s string) (*Node, *Error) {
	if s == ".." {
		return &Node{Op: OpOpen, offset: offset, class: moment}, nil
	}
	word := "timestamp"
	if len(s) == len(time.DateOnly) {
		word = "date"
	}
	v, err := parseMoment(word, s, offset)
	return b.literal(offset, v), err
}
