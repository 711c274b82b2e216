package guide

import (
	"math"
	"slices"

	"rasad/geo/road"
)

// short is the length in centimetres below which two turns in a row are one movement: over a crossing, through a gap, around a corner.
const short = 2000

// collapse takes together what is one movement for whoever makes it.
func (b *builder) collapse() {
	for k := 1; k+2 < len(b.steps); {
		if !b.fold(k) {
			k++
		}
	}
}

// fold takes step k and the next together if they are one movement. The arrival is never folded.
func (b *builder) fold(k int) bool {
	before, s, next := &b.steps[k-1], &b.steps[k], &b.steps[k+1]
	if s.Length >= short || !plain(s) || !plain(next) || s.Mode != next.Mode || s.Mode != before.Mode {
		return false
	}
	first := turned(float64(s.BearingBefore), float64(s.BearingAfter))
	second := turned(float64(next.BearingBefore), float64(next.BearingAfter))
	net := turned(float64(s.BearingBefore), float64(next.BearingAfter))
	goesOn := called(before.NameHi, before.NameEn, before.Ref, next.way)
	switch {
	case s.Type == "new name" && next.Type == "new name" && goesOn && math.Abs(net) <= 40: // a little bridge with a name
		b.absorb(k-1, k+1)
	case first*second < 0 && math.Abs(net) <= 35: // a step to the side
		if goesOn || nameless(next.way) {
			b.absorb(k-1, k+1)
			return true
		}
		b.join(k, "new name", modifier(net))
	case first*second > 0 && math.Abs(net) > 150 && goesOn && b.profile.Family() == road.Motor: // around the end of a divide
		b.join(k, "continue", "uturn")
	case nameless(s.way) && next.Type == "new name" && math.Abs(net) > 35: // the first metres of a road often lack its name
		b.join(k, s.Type, modifier(net))
	case b.profile.Family() == road.Feet && nameless(s.way) && math.Abs(net) > 35:
		b.join(k, "turn", modifier(net))
	default:
		return false
	}
	return true
}

func plain(s *Step) bool {
	switch s.Type {
	case "turn", "continue", "end of road", "fork", "new name":
		return s.Modifier != "uturn"
	}
	return false
}

// join makes one step of k and the next, with the name of the second.
func (b *builder) join(k int, kind, modifier string) {
	next := b.steps[k+1]
	b.absorb(k, k+1)
	s := &b.steps[k]
	s.Type, s.Modifier, s.BearingAfter = kind, modifier, next.BearingAfter
	s.NameHi, s.NameEn, s.Ref, s.Class, s.way = next.NameHi, next.NameEn, next.Ref, next.Class, next.way
}

// absorb makes steps k+1 to last a part of step k.
func (b *builder) absorb(k, last int) {
	s := &b.steps[k]
	for i := k + 1; i <= last; i++ {
		t := b.steps[i]
		for _, p := range t.Line {
			s.Line = extend(s.Line, p)
		}
		s.Duration += t.Duration
		s.Length += t.Length
		s.Passages[1] = t.Passages[1]
		s.Intersections = append(s.Intersections, t.Intersections...)
	}
	b.steps = slices.Delete(b.steps, k+1, last+1)
}
