package hours

// Parse reads opening hours. Errors wrap ErrSyntax; a text longer than MaxLength bytes is one.
func Parse(text string) (*Schedule, error) {
	if len(text) > MaxLength {
		return nil, syntaxError("longer than %d bytes", MaxLength)
	}
	tokens, err := scan(text)
	if err != nil {
		return nil, err
	}
	p := &parser{tokens: tokens}
	return p.schedule()
}

// parser walks the tokens of one text by recursive descent, without looking further ahead than two tokens.
type parser struct {
	tokens []token
	at     int
}

func (p *parser) peek() token { return p.ahead(0) }

func (p *parser) ahead(n int) token {
	if p.at+n < len(p.tokens) {
		return p.tokens[p.at+n]
	}
	return token{}
}

func (p *parser) next() token {
	t := p.peek()
	p.at++
	return t
}

func (p *parser) accept(text string) bool {
	if p.peek().text == text && p.peek().kind != end {
		p.at++
		return true
	}
	return false
}

func (p *parser) schedule() (*Schedule, error) {
	s := &Schedule{}
	joined := override
	for {
		r, err := p.rule()
		if err != nil {
			return nil, err
		}
		r.join = joined
		s.rules = append(s.rules, r)
		switch t := p.next(); {
		case t.kind == end:
			return s, nil
		case t.text == ";":
			joined = override
		case t.text == ",":
			joined = addition
		case t.text == "||":
			joined = fallback
		default:
			return nil, syntaxError("at %q", t.text)
		}
		if p.peek().kind == end && joined == override {
			return s, nil // a ";" at the very end
		}
	}
}

// rule = "24/7" | [dates] [weekdays] [times] [state] [comment], at least one of them.
func (p *parser) rule() (rule, error) {
	r := rule{state: Open}
	start := p.at
	if p.accept("24/7") {
		return r, p.state(&r)
	}
	if err := p.monthsAndDates(&r); err != nil {
		return r, err
	}
	if err := p.weekdays(&r); err != nil {
		return r, err
	}
	p.accept(":")
	if err := p.times(&r); err != nil {
		return r, err
	}
	if err := p.state(&r); err != nil {
		return r, err
	}
	if p.at == start {
		return r, syntaxError("at %q", p.peek().text)
	}
	return r, nil
}

func (p *parser) state(r *rule) error {
	switch t := p.peek(); {
	case t.text == "off", t.text == "closed":
		r.state = Closed
		p.at++
	case t.text == "open":
		p.at++
	case t.text == "unknown":
		r.state = Unknown
		p.at++
	case t.kind == comment && len(r.times) == 0 && len(r.days) == 0 && len(r.dates) == 0:
		r.state = Unknown // words alone: "by appointment"
	}
	if p.peek().kind == comment {
		p.at++
	}
	return nil
}

func (p *parser) monthsAndDates(r *rule) error {
	for p.peek().kind == month {
		d, err := p.dateRange()
		if err != nil {
			return err
		}
		r.dates = append(r.dates, d)
		if p.peek().text != "," || p.ahead(1).kind != month {
			return nil
		}
		p.at++
	}
	return nil
}

// dateRange = month [day] ["-" (month [day] | day)].
func (p *parser) dateRange() (dates, error) {
	from := p.next().value
	d := dates{from: from*32 + 1, to: from*32 + 31}
	if day, ok, err := p.dayOfMonth(); err != nil {
		return d, err
	} else if ok {
		d = dates{from: from*32 + day, to: from*32 + day}
	}
	if p.peek().text != "-" {
		return d, nil
	}
	p.at++
	switch {
	case p.peek().kind == month:
		to := p.next().value
		d.to = to*32 + 31
		if day, ok, err := p.dayOfMonth(); err != nil {
			return d, err
		} else if ok {
			d.to = to*32 + day
		}
		return d, nil
	case d.from == d.to:
		day, ok, err := p.dayOfMonth()
		if ok && err == nil {
			d.to = from*32 + day
			return d, nil
		}
	}
	return d, syntaxError("a month or a day must follow the dash")
}

// dayOfMonth reads a day unless the number is the hour of a time.
func (p *parser) dayOfMonth() (day int, ok bool, err error) {
	if p.peek().kind != number || p.ahead(1).text == ":" && p.ahead(2).kind == number && p.ahead(2).glued {
		return 0, false, nil
	}
	day = p.next().value
	if day < 1 || day > 31 {
		return 0, false, syntaxError("day %d", day)
	}
	return day, true, nil
}

func (p *parser) weekdays(r *rule) error {
	holidays, others := 0, 0
	for p.peek().kind == weekday || p.peek().kind == holiday {
		if p.next().kind == holiday {
			holidays++
		} else {
			p.at--
			others++
			if err := p.weekdayRange(r); err != nil {
				return err
			}
		}
		if p.peek().text != "," || p.ahead(1).kind != weekday && p.ahead(1).kind != holiday {
			break
		}
		p.at++
	}
	r.holiday = holidays > 0 && others == 0
	return nil
}

// weekdayRange = weekday ["-" weekday | "[" n {"," n} "]"].
func (p *parser) weekdayRange(r *rule) error {
	from := p.next().value
	if p.accept("-") {
		to := p.next()
		if to.kind != weekday {
			return syntaxError("a weekday must follow the dash")
		}
		r.days = append(r.days, days{mask: weekdayMask(from, to.value)})
		return nil
	}
	if !p.accept("[") {
		r.days = append(r.days, days{mask: 1 << from})
		return nil
	}
	for {
		sign := 1
		if p.accept("-") {
			sign = -1
		}
		n := p.next()
		if n.kind != number || n.value < 1 || n.value > 5 {
			return syntaxError("in the brackets after a weekday: 1 to 5 or -1 to -5")
		}
		r.days = append(r.days, days{mask: 1 << from, nth: sign * n.value})
		if p.accept("]") {
			return nil
		}
		if !p.accept(",") {
			return syntaxError("at %q", p.peek().text)
		}
	}
}

func weekdayMask(from, to int) (mask uint8) {
	for day := from; ; day = (day + 1) % 7 {
		mask |= 1 << day
		if day == to {
			return mask
		}
	}
}

func (p *parser) times(r *rule) error {
	for p.peek().kind == number {
		t, err := p.timeSpan()
		if err != nil {
			return err
		}
		r.times = append(r.times, t)
		if p.peek().text != "," || p.ahead(1).kind != number {
			return nil
		}
		p.at++
	}
	return nil
}

// timeSpan = time ("-" time ["+"] | "+"). An open end is taken to last until midnight.
func (p *parser) timeSpan() (span, error) {
	from, err := p.clock()
	if err != nil {
		return span{}, err
	}
	if p.accept("+") {
		return span{from, max(minutesOfDay, from+1)}, nil
	}
	if !p.accept("-") {
		return span{}, syntaxError("a time must be a span: 09:00-17:00")
	}
	to, err := p.clock()
	if err != nil {
		return span{}, err
	}
	p.accept("+")
	if from >= minutesOfDay {
		return span{}, syntaxError("a span must begin before 24:00")
	}
	if to <= from {
		to += minutesOfDay
	}
	return span{from, to}, nil
}

func (p *parser) clock() (minutes int, err error) {
	h, colon, m := p.next(), p.next(), p.next()
	if h.kind != number || colon.text != ":" || m.kind != number || len(m.text) != 2 || h.value > 48 || m.value > 59 {
		return 0, syntaxError("times are written HH:MM")
	}
	return h.value*60 + m.value, nil
}
