// Package hours answers "is it open now?" from OpenStreetMap's opening_hours syntax, in the subset that is met in India.
//
// Understood: 24/7; weekdays, ranges and lists (Mo-Sa, Sa,Su, Fr-Mo), the n-th weekday of a month (Mo[1], Su[-1], Sa[2,4]); months and
// dates (Apr-Jun, Oct 02, Nov 01-Mar 15); times and lists of times, past midnight (22:00-02:00 and 22:00-26:00), open end (18:00+);
// off and closed, open, unknown; rules joined by ";" (a later one overrides), ", " (adds) and "||" (when the others say nothing); comments
// in quotes. Rules for public or school holidays (PH, SH) are read and passed over: no calendar is at hand. Anything else (sunrise, weeks,
// years, easter) is an error, because a wrong answer sends a hungry person to a locked door.
//
// Specification: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
package hours

import (
	"errors"
	"fmt"
	"time"
)

// State is the answer for one moment.
type State uint8

// The states. Unknown is also the answer where only a comment speaks.
const (
	Closed State = iota
	Open
	Unknown
)

// MaxLength bounds the text in bytes, as OpenStreetMap does.
const MaxLength = 255

// ErrSyntax is wrapped by every error of Parse.
var ErrSyntax = errors.New("opening hours not understood")

func syntaxError(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrSyntax, fmt.Sprintf(format, args...))
}

// Schedule is parsed opening hours: immutable, safe for concurrent use. The zero value is closed at all times.
type Schedule struct {
	rules []rule
}

// join says how a rule stands to those before it.
type join uint8

const (
	override join = iota // ";": the last rule that matches a day decides that day
	addition             // ",": its times are added
	fallback             // "||": counts when everything before says closed
)

// rule says, for the days that it matches, at which times the state holds.
type rule struct {
	join    join
	state   State
	holiday bool    // PH, SH: never matches
	dates   []dates // none: every day of the year
	days    []days  // none: every weekday
	times   []span  // none: the whole day
}

// dates are months and days of a year, both ends included, as month*32+day. from > to runs over New Year.
type dates struct{ from, to int }

// days are weekdays by bit (Sunday is bit 0). nth, when not 0, is the n-th such day of the month, negative from its end.
type days struct {
	mask uint8
	nth  int
}

// span is a time of day in minutes, from included, to excluded; to above 24 h runs into the next day.
type span struct{ from, to int }

const minutesOfDay = 24 * 60

// At tells the state at t, on the wall clock of t's location.
func (s *Schedule) At(t time.Time) State {
	minute := t.Hour()*60 + t.Minute()
	today := s.on(t, minute)
	if today != Closed {
		return today
	}
	return s.on(t.AddDate(0, 0, -1), minute+minutesOfDay)
}

// on is the state at a minute that belongs to the given day; minutes from 24 h on are in the night after it.
func (s *Schedule) on(day time.Time, minute int) State {
	state := Closed
	for i := range s.rules {
		r := &s.rules[i]
		if !r.matches(day) {
			continue
		}
		within := r.covers(minute)
		switch {
		case r.join == override && r.state != Closed:
			state = Closed // the day is this rule's alone
			if within {
				state = r.state
			}
		case r.join == override && minute >= minutesOfDay && len(r.times) == 0:
			state = Closed // "off" ends the night of its own day as well
		case within && (r.join != fallback || state == Closed):
			state = r.state
		}
	}
	return state
}

func (r *rule) matches(day time.Time) bool {
	if r.holiday {
		return false
	}
	return r.matchesDate(day) && r.matchesWeekday(day)
}

func (r *rule) matchesDate(day time.Time) bool {
	if len(r.dates) == 0 {
		return true
	}
	key := int(day.Month())*32 + day.Day()
	for _, d := range r.dates {
		if d.from <= d.to && d.from <= key && key <= d.to || d.from > d.to && (key >= d.from || key <= d.to) {
			return true
		}
	}
	return false
}

func (r *rule) matchesWeekday(day time.Time) bool {
	if len(r.days) == 0 {
		return true
	}
	for _, d := range r.days {
		if d.mask&(1<<day.Weekday()) != 0 && (d.nth == 0 || d.nth == nth(day, d.nth < 0)) {
			return true
		}
	}
	return false
}

// nth is which of its weekday in the month a day is: 1 is the first, and with fromEnd -1 is the last.
func nth(day time.Time, fromEnd bool) int {
	if !fromEnd {
		return (day.Day()-1)/7 + 1
	}
	last := time.Date(day.Year(), day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return -((last-day.Day())/7 + 1)
}

func (r *rule) covers(minute int) bool {
	if len(r.times) == 0 {
		return minute < minutesOfDay
	}
	for _, t := range r.times {
		if t.from <= minute && minute < t.to {
			return true
		}
	}
	return false
}
