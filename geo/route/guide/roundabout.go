package guide

import "rasad/geo/road"

// circular says that the steps treat a way as a roundabout: those on foot walk around it like along any road.
func (b *builder) circular(d road.DirectedEdge) bool {
	return b.profile.Family() == road.Motor && b.way(d).Traits&road.Roundabout != 0
}

// enter fills the step that begins where passage i enters a roundabout: the exits passed are counted up to the one taken.
func (b *builder) enter(s *Step, i int) {
	circle := b.way(b.path.Passages[i].Edge)
	s.Type = "roundabout"
	s.NameHi, s.NameEn, s.Ref = "", "", ""
	if (circle.NameHi != "" || circle.NameEn != "") && !b.passesUnder(circle, i) {
		s.Type, s.RotaryHi, s.RotaryEn = "rotary", circle.NameHi, circle.NameEn
	}
	exits := 0
	for k := i; k < len(b.path.Passages); k++ {
		edge := b.path.Passages[k].Edge
		if !b.circular(edge) {
			s.Exit = max(exits, 1)
			w := b.way(edge)
			s.NameHi, s.NameEn, s.Ref = w.NameHi, w.NameEn, w.Ref
			return
		}
		if b.leaves(edge) {
			exits++
		}
	}
}

// passesUnder says that the circle's name is that of the road before or after it, not its own.
func (b *builder) passesUnder(circle *road.Way, i int) bool {
	if i > 0 && same(circle, b.way(b.path.Passages[i-1].Edge)) {
		return true
	}
	for _, p := range b.path.Passages[i:] {
		if !b.circular(p.Edge) {
			return same(circle, b.way(p.Edge))
		}
	}
	return false
}

// leaves says that one can leave the roundabout at the end of an edge of it. Two arms of a junction, as of a divided road, are one exit.
func (b *builder) leaves(d road.DirectedEdge) bool {
	for _, arm := range b.arms.of(b.head(d)) {
		if !b.circular(arm) && b.open(arm) {
			return true
		}
	}
	return false
}
