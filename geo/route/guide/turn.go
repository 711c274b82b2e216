package guide

import (
	"math"

	"rasad/geo/road"
)

// manoeuvre is what one does at a junction; the zero value is nothing worth a word.
type manoeuvre struct {
	kind, modifier string
}

// turn judges the way from one edge to the next. now is the step under way.
func (b *builder) turn(in, out road.DirectedEdge, now *Step) manoeuvre {
	from, to := b.way(in), b.way(out)
	angle := turned(b.arms.arriving(in), b.arms.leaving(out))
	stays := same(from, to) || called(now.NameHi, now.NameEn, now.Ref, to)
	if out == in.Reverse() {
		return manoeuvre{"continue", "uturn"}
	}
	if mode(b.profile, from) != mode(b.profile, to) {
		return manoeuvre{"notification", modifier(angle)}
	}
	others := b.choices(in, out)
	if m, ok := b.ramps(in, from, to, angle, len(others)); ok {
		return m
	}
	if b.obvious(to, angle, others, stays) || stays && b.alone(to, angle, others) {
		if stays || nameless(to) || nameless(from) && b.profile.Family() == road.Feet && rank(to) <= 2 {
			return manoeuvre{}
		}
		if math.Abs(angle) > 40 && len(b.arms.of(b.head(in))) > 2 {
			return manoeuvre{"turn", modifier(angle)}
		}
		return manoeuvre{"new name", modifier(angle)}
	}
	if side, ok := b.fork(to, angle, others); ok {
		return manoeuvre{"fork", side}
	}
	if b.profile.Family() == road.Feet && nameless(to) && math.Abs(angle) <= 40 {
		return manoeuvre{}
	}
	switch {
	case stays && math.Abs(angle) <= 20:
		return manoeuvre{}
	case stays && !nameless(to):
		return manoeuvre{"continue", modifier(angle)}
	case tee(angle, others):
		return manoeuvre{"end of road", modifier(angle)}
	}
	return manoeuvre{"turn", modifier(angle)}
}

// ramps judges the ways onto and off fast roads.
func (b *builder) ramps(in road.DirectedEdge, from, to *road.Way, angle float64, others int) (manoeuvre, bool) {
	if b.profile.Family() == road.Feet {
		return manoeuvre{}, false
	}
	aside := modifier(angle)
	switch {
	case ramp(to) && fast(from) && others > 0:
		return manoeuvre{"off ramp", b.aside(aside)}, true
	case ramp(to) && !ramp(from) && !fast(from):
		return manoeuvre{"on ramp", aside}, true
	case ramp(from) && fast(to) && math.Abs(angle) <= 40 && b.joins(in):
		return manoeuvre{"merge", b.joining(in)}, true
	}
	return manoeuvre{}, false
}

// aside is the side to which one leaves a road when the angle does not tell: that of the kerb.
func (b *builder) aside(modifier string) string {
	if modifier != "straight" {
		return modifier
	}
	return "slight " + b.side()
}

func (b *builder) side() string {
	if b.o.DriveOnRight {
		return "right"
	}
	return "left"
}

// joins says that another road comes to the junction that a ramp ends at.
func (b *builder) joins(in road.DirectedEdge) bool { _, ok := b.beside(in); return ok }

// beside is the angle at which the nearest other road comes in there.
func (b *builder) beside(in road.DirectedEdge) (angle float64, ok bool) {
	before := b.arms.arriving(in)
	best := 91.0
	for _, d := range b.arms.of(b.head(in)) {
		if r := d.Reverse(); r != in && b.open(r) && d != in.Reverse() {
			if a := turned(before, b.arms.arriving(r)); math.Abs(a) < best {
				best, angle, ok = math.Abs(a), a, true
			}
		}
	}
	return angle, ok
}

// joining is the side to which a ramp merges: the other road runs more to the left where one comes from its right.
func (b *builder) joining(in road.DirectedEdge) string {
	if a, _ := b.beside(in); a < 0 {
		return "slight left"
	}
	return "slight right"
}

// obvious says that nobody would do anything else at the junction.
func (b *builder) obvious(to *road.Way, angle float64, others []choice, stays bool) bool {
	a, r := math.Abs(angle), rank(to)
	if len(others) == 0 {
		return true
	}
	for _, o := range others {
		minor := o.rank < r && (o.rank <= 2 || o.rank <= r-2)
		apart := math.Abs(o.angle) - a
		switch {
		case a <= 20 && (apart >= 40 || minor && apart >= -5):
		case a <= 40 && (apart >= 50 || minor && apart >= 10 || stays && apart >= 30):
		case a <= 75 && stays && minor && apart >= 15: // the road bends, and something small leaves it
		default:
			return false
		}
	}
	return a <= 75
}

// alone says that the road taken is the only one that goes on under its name, that it does so straighter than any other and as important.
func (b *builder) alone(to *road.Way, angle float64, others []choice) bool {
	if math.Abs(angle) > 30 || nameless(to) {
		return false
	}
	for _, o := range others {
		if o.rank > rank(to) || same(to, b.way(o.edge)) || math.Abs(o.angle)-math.Abs(angle) < 5 {
			return false
		}
	}
	return true
}

// fork says that roads of one kind part at a small angle, and on which side one keeps.
func (b *builder) fork(to *road.Way, angle float64, others []choice) (side string, ok bool) {
	if math.Abs(angle) > 50 {
		return "", false
	}
	left, right := false, false
	for _, o := range others {
		if math.Abs(o.angle) > 50 || o.rank < rank(to)-1 {
			continue
		}
		left, right = left || o.angle < angle, right || o.angle > angle
	}
	switch {
	case left && right:
		return "straight", true
	case left:
		return "slight right", true
	case right:
		return "slight left", true
	}
	return "", false
}

// tee says that the road ends here against another: one can turn to either side and not go on.
func tee(angle float64, others []choice) bool {
	opposite := false
	for _, o := range others {
		if math.Abs(o.angle) < 50 {
			return false
		}
		opposite = opposite || o.angle*angle < 0
	}
	return opposite && math.Abs(angle) >= 50
}
