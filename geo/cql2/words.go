package cql2

import "strings"

// word reads what begins with a name: a literal, a function or a property.
func (p *textParser) word() (*Node, *Error) {
	t := p.now
	lower := strings.ToLower(t.text)
	if reserved(lower) {
		return nil, p.unexpected()
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	switch lower {
	case "true", "false":
		return p.literal(t.offset, Bool(lower == "true")), nil
	}
	if isWKT(lower) && (p.now.sign("(") || p.now.is("z") || p.now.is("empty")) {
		return p.geometry(lower, t.offset)
	}
	if !p.now.sign("(") {
		return p.property(t.offset, t.text)
	}
	switch {
	case lower == "date" || lower == "timestamp":
		return p.moment(lower, t.offset)
	case lower == "interval":
		return p.interval(t.offset)
	case lower == "bbox":
		return p.box(t.offset)
	case Op(lower).IsArray():
		return p.arrays(Op(lower), t.offset)
	}
	args, err := p.list()
	if err != nil {
		return nil, err
	}
	switch op := Op(lower); {
	case op == OpCaseI, op == OpAccentI, op.IsSpatial(), op.isTemporal():
		return p.operator(op, t.offset, args...)
	}
	return p.function(t.offset, t.text, args)
}

// reserved are words that are no names unless quoted.
func reserved(lower string) bool {
	switch lower {
	case "and", "or", "not", "like", "between", "in", "is", "null", "div":
		return true
	}
	return false
}

// argument reads the one text between brackets.
func (p *textParser) argument() (string, *Error) {
	if err := p.expect("("); err != nil {
		return "", err
	}
	t := p.now
	if t.kind != tokenText {
		return "", p.unexpected()
	}
	if err := p.advance(); err != nil {
		return "", err
	}
	return t.text, p.expect(")")
}

func (p *textParser) moment(word string, offset int) (*Node, *Error) {
	s, err := p.argument()
	if err != nil {
		return nil, err
	}
	v, err := parseMoment(word, s, offset)
	return p.literal(offset, v), err
}

func (p *textParser) interval(offset int) (*Node, *Error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer p.up()
	if err := p.expect("("); err != nil {
		return nil, err
	}
	var ends [2]*Node
	for i := range ends {
		if i > 0 {
			if err := p.expect(","); err != nil {
				return nil, err
			}
		}
		end, err := p.or()
		if err != nil {
			return nil, err
		}
		if end.Op == OpLiteral && end.Value.kind == kindText {
			if end, err = p.intervalEnd(end.offset, end.Value.text); err != nil {
				return nil, err
			}
		}
		ends[i] = end
	}
	if err := p.expect(")"); err != nil {
		return nil, err
	}
	return p.operator(OpInterval, offset, ends[0], ends[1])
}

// arrays reads the two arguments of an array operator, in which brackets hold arrays.
func (p *textParser) arrays(op Op, offset int) (*Node, *Error) {
	if err := p.expect("("); err != nil {
		return nil, err
	}
	var sides [2]*Node
	for i := range sides {
		if i > 0 {
			if err := p.expect(","); err != nil {
				return nil, err
			}
		}
		var err *Error
		if sides[i], err = p.arraySide(); err != nil {
			return nil, err
		}
	}
	if err := p.expect(")"); err != nil {
		return nil, err
	}
	return p.operator(op, offset, sides[0], sides[1])
}

func (p *textParser) arraySide() (*Node, *Error) {
	if !p.now.sign("(") {
		return p.or()
	}
	offset := p.now.offset
	list, err := p.list()
	if err != nil {
		return nil, err
	}
	return p.operator(OpArray, offset, list...)
}
