package cql2

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ParseText reads a filter in cql2-text. The error is an *Error.
func ParseText(source string, o Options) (*Filter, error) {
	if len(source) > MaxText {
		return nil, fault(MaxText, "the filter is longer than %d bytes", "फ़िल्टर %d बाइट से लंबा है", MaxText)
	}
	if !utf8.ValidString(source) || strings.IndexByte(source, 0) >= 0 {
		return nil, fault(0, "the filter is not valid UTF-8", "फ़िल्टर सही UTF-8 में नहीं है")
	}
	p := &textParser{builder: builder{options: o}, lexer: lexer{source: source}}
	if err := p.advance(); err != nil {
		return nil, err
	}
	root, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.now.kind != tokenEnd {
		return nil, p.unexpected()
	}
	return p.finish(root)
}

// textParser goes down the standard's grammar, one token ahead. Operators bind as usual: OR, AND, NOT, comparison, + and -, * / % div, ^.
type textParser struct {
	builder
	lexer lexer
	now   token
	depth int
}

func (p *textParser) advance() (err *Error) {
	p.now, err = p.lexer.next()
	return err
}

func (p *textParser) unexpected() *Error {
	if p.now.kind == tokenEnd {
		return fault(p.now.offset, "the filter ends too early", "फ़िल्टर अधूरा है")
	}
	return fault(p.now.offset, "%q is not expected here", "%q की यहाँ अपेक्षा नहीं थी", clip(p.now.text))
}

func (p *textParser) expect(sign string) *Error {
	if !p.now.sign(sign) {
		return p.unexpected()
	}
	return p.advance()
}

// deeper counts the nesting; up undoes it.
func (p *textParser) deeper() *Error {
	if p.depth++; p.depth > 3*MaxDepth { // brackets add levels that the tree does not have
		return fault(p.now.offset, "more than %d expressions within each other", "%d से अधिक व्यंजक एक-दूसरे के भीतर", MaxDepth)
	}
	return nil
}

func (p *textParser) up() { p.depth-- }

func (p *textParser) or() (*Node, *Error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer p.up()
	return p.chain("or", OpOr, p.and)
}

func (p *textParser) and() (*Node, *Error) { return p.chain("and", OpAnd, p.not) }

func (p *textParser) chain(word string, op Op, part func() (*Node, *Error)) (*Node, *Error) {
	offset := p.now.offset
	first, err := part()
	if err != nil || !p.now.is(word) {
		return first, err
	}
	args := []*Node{first}
	for p.now.is(word) {
		if err := p.advance(); err != nil {
			return nil, err
		}
		next, err := part()
		if err != nil {
			return nil, err
		}
		args = append(args, next)
	}
	return p.operator(op, offset, args...)
}

func (p *textParser) not() (*Node, *Error) {
	if !p.now.is("not") {
		return p.comparison()
	}
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer p.up()
	offset := p.now.offset
	if err := p.advance(); err != nil {
		return nil, err
	}
	arg, err := p.not()
	if err != nil {
		return nil, err
	}
	return p.operator(OpNot, offset, arg)
}

func (p *textParser) comparison() (*Node, *Error) {
	left, err := p.sum()
	if err != nil {
		return nil, err
	}
	offset := p.now.offset
	if p.now.kind == tokenSign && Op(p.now.text).IsComparison() {
		op := Op(p.now.text)
		if err := p.advance(); err != nil {
			return nil, err
		}
		right, err := p.sum()
		if err != nil {
			return nil, err
		}
		return p.operator(op, offset, left, right)
	}
	if p.now.is("is") {
		return p.isNull(left)
	}
	negated := p.now.is("not")
	if negated {
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
	var made *Node
	switch {
	case p.now.is("like"):
		made, err = p.like(left)
	case p.now.is("between"):
		made, err = p.between(left)
	case p.now.is("in"):
		made, err = p.in(left)
	case negated:
		return nil, p.unexpected()
	default:
		return left, nil
	}
	if err != nil || !negated {
		return made, err
	}
	return p.operator(OpNot, offset, made)
}

func (p *textParser) isNull(left *Node) (*Node, *Error) {
	offset := p.now.offset
	if err := p.advance(); err != nil {
		return nil, err
	}
	negated := p.now.is("not")
	if negated {
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
	if !p.now.is("null") {
		return nil, p.unexpected()
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	made, err := p.operator(OpIsNull, offset, left)
	if err != nil || !negated {
		return made, err
	}
	return p.operator(OpNot, offset, made)
}

func (p *textParser) like(left *Node) (*Node, *Error) {
	offset := p.now.offset
	if err := p.advance(); err != nil {
		return nil, err
	}
	right, err := p.sum()
	if err != nil {
		return nil, err
	}
	return p.operator(OpLike, offset, left, right)
}

func (p *textParser) between(left *Node) (*Node, *Error) {
	offset := p.now.offset
	if err := p.advance(); err != nil {
		return nil, err
	}
	low, err := p.sum()
	if err != nil {
		return nil, err
	}
	if !p.now.is("and") {
		return nil, p.unexpected()
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	high, err := p.sum()
	if err != nil {
		return nil, err
	}
	return p.operator(OpBetween, offset, left, low, high)
}

func (p *textParser) in(left *Node) (*Node, *Error) {
	offset := p.now.offset
	if err := p.advance(); err != nil {
		return nil, err
	}
	list, err := p.list()
	if err != nil {
		return nil, err
	}
	return p.operator(OpIn, offset, append([]*Node{left}, list...)...)
}

// list reads expressions in brackets, with commas between them; none is a list too.
func (p *textParser) list() ([]*Node, *Error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer p.up()
	if err := p.expect("("); err != nil {
		return nil, err
	}
	var list []*Node
	for !p.now.sign(")") {
		if len(list) > 0 {
			if err := p.expect(","); err != nil {
				return nil, err
			}
		}
		item, err := p.or()
		if err != nil {
			return nil, err
		}
		if list = append(list, item); len(list) > MaxList {
			return nil, fault(p.now.offset, "more than %d members in a list", "सूची में %d से अधिक सदस्य", MaxList)
		}
	}
	return list, p.advance()
}

func (p *textParser) sum() (*Node, *Error) {
	return p.leftToRight(p.product, func(t token) bool { return t.sign("+") || t.sign("-") })
}

func (p *textParser) product() (*Node, *Error) {
	return p.leftToRight(p.power, func(t token) bool { return t.sign("*") || t.sign("/") || t.sign("%") || t.is("div") })
}

func (p *textParser) leftToRight(part func() (*Node, *Error), operator func(token) bool) (*Node, *Error) {
	left, err := part()
	for links := 1; err == nil && operator(p.now); links++ {
		if links > MaxDepth { // each link is a level of the tree
			return nil, fault(p.now.offset, "more than %d expressions within each other", "%d से अधिक व्यंजक एक-दूसरे के भीतर", MaxDepth)
		}
		op, offset := Op(strings.ToLower(p.now.text)), p.now.offset
		if err := p.advance(); err != nil {
			return nil, err
		}
		var right *Node
		if right, err = part(); err != nil {
			return nil, err
		}
		left, err = p.operator(op, offset, left, right)
	}
	return left, err
}

func (p *textParser) power() (*Node, *Error) {
	base, err := p.factor()
	if err != nil || !p.now.sign("^") {
		return base, err
	}
	offset := p.now.offset
	if err := p.advance(); err != nil {
		return nil, err
	}
	exponent, err := p.factor()
	if err != nil {
		return nil, err
	}
	return p.operator(OpPow, offset, base, exponent)
}

// factor reads an operand with its sign. A minus before what is no number is a product with -1, as in CQL2's JSON.
func (p *textParser) factor() (*Node, *Error) {
	if !p.now.sign("-") && !p.now.sign("+") {
		return p.primary()
	}
	minus, offset := p.now.sign("-"), p.now.offset
	if err := p.advance(); err != nil {
		return nil, err
	}
	operand, err := p.primary()
	if err != nil || !minus {
		return operand, err
	}
	if operand.Op == OpLiteral && operand.Value.kind == kindNum {
		return p.literal(offset, Num(-operand.Value.num)), nil
	}
	return p.operator(OpMul, offset, p.literal(offset, Num(-1)), operand)
}

func (p *textParser) primary() (*Node, *Error) {
	t := p.now
	switch t.kind {
	case tokenNumber:
		n, err := strconv.ParseFloat(t.text, 64)
		if err != nil || math.IsInf(n, 0) {
			return nil, fault(t.offset, "%q is not a number", "%q संख्या नहीं है", clip(t.text))
		}
		return p.literal(t.offset, Num(n)), p.advance()
	case tokenText:
		return p.literal(t.offset, Text(t.text)), p.advance()
	case tokenQuoted:
		if err := p.advance(); err != nil {
			return nil, err
		}
		return p.property(t.offset, t.text)
	case tokenWord:
		return p.word()
	case tokenSign:
		if t.text == "(" {
			return p.bracket()
		}
	}
	return nil, p.unexpected()
}

func (p *textParser) bracket() (*Node, *Error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	inner, err := p.or()
	if err != nil {
		return nil, err
	}
	return inner, p.expect(")")
}
