package road

import (
	"math"

	"github.com/paulmach/orb"
)

// Ask is what a place is to be brought to. Its zero value asks for the one edge nearest to it that somebody walking may use.
type Ask struct {
	Profile      Profile  // for callers that choose costs and islands by it; Snap takes those it is given
	MaxMetres    float64  // no farther; 0: however far
	Bearing      *float64 // degrees clockwise from north: the direction of travel there, give or take BearingRange
	BearingRange *float64 // degrees, 0..180; nil: 180, which asks for nothing
	Kerb         bool     // of edges open both ways only the direction that has the place at its kerb. Traffic keeps left.
	Islands      bool     // edges of small islands too
	Limit        int      // how many edges at most, nearest first; 0: one. More than MaxLimit counts as MaxLimit.
}

// MaxLimit is the greatest Limit of an Ask.
const MaxLimit = 1000

// Mainland says whether an edge belongs to a strongly connected part of some size. *Islands does.
type Mainland interface{ Main(edge uint32) bool }

// Snap appends to dst the edges nearest to a place, nearest first, ties by edge, each with its one nearest point that fits what is asked. What it
// finds depends on the place and on what is asked alone. Of costs it takes which edges may be travelled; nil: all, both ways. Islands
// may be nil: there are none. It finds nothing for a place that is none (NaN, latitudes beyond 90).
//
// It goes down the tree nearest box first, past all that is farther than the worst of the edges found so far.
func (x *Index) Snap(c *Costs, islands Mainland, at orb.Point, ask Ask, dst []Snap) []Snap {
	place, ok := pointOf(at)
	if !ok || len(x.segments) == 0 {
		return dst
	}
	s := seeker{n: x.n, costs: c, islands: islands, ask: ask, plane: planeAt(place), limit: min(max(ask.Limit, 1), MaxLimit)}
	s.best = make([]found, 0, min(s.limit, 16))
	s.bound, s.skipped = math.Inf(1), math.Inf(1)
	if ask.MaxMetres > 0 {
		units := ask.MaxMetres / metresAUnit
		s.bound = units * units
	}
	s.run(x)
	for i := range s.best {
		dst = append(dst, s.snap(place, &s.best[i]))
	}
	return dst
}

// pointOf rounds longitude and latitude to units.
func pointOf(p orb.Point) (Point, bool) {
	if !(math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 90) {
		return Point{}, false
	}
	return Point{int32(math.Round(p[0] * 1e7)), int32(math.Round(p[1] * 1e7))}, true
}

// seeker is one search.
type seeker struct {
	n       *Network
	costs   *Costs
	islands Mainland
	ask     Ask
	plane   plane
	limit   int
	bound   float64 // square of the distance beyond which nothing is wanted
	skipped float64 // square of the distance to the nearest island that would have fitted
	best    []found // by (square, edge)
}

// found is an edge's nearest point that fits.
type found struct {
	square, share     float64
	edge, vertex      uint32
	forward, backward bool
}

func (f *found) before(o *found) bool {
	return f.square < o.square || f.square == o.square && f.edge < o.edge
}

// slack keeps boxes whose distance, for rounding, seems greater than that of a segment on their side.
const slack = 1 + 1e-9

// run looks at every segment within the bound. The stack never holds more than a fan a level.
func (s *seeker) run(x *Index) {
	type entry struct {
		square   float64
		level, i int32
	}
	var stack [10 * fan]entry
	top := len(x.levels) - 2
	stack[0] = entry{s.plane.toBox(&x.boxes[x.levels[top]]), int32(top), 0}
	for depth := 1; depth > 0; {
		depth--
		e := stack[depth]
		if e.square > s.bound*slack {
			continue
		}
		if e.level == 0 {
			s.leaf(x.segments[int(e.i)*fan : min((int(e.i)+1)*fan, len(x.segments))])
			continue
		}
		level, base := int(e.level)-1, depth
		offset, last := x.levels[level], min((int(e.i)+1)*fan, x.count(level))
		for k := int(e.i) * fan; k < last; k++ {
			square := s.plane.toBox(&x.boxes[offset+k])
			if square > s.bound*slack {
				continue
			}
			at := depth // farthest first, so that the nearest is taken first
			for ; at > base && stack[at-1].square < square; at-- {
				stack[at] = stack[at-1]
			}
			stack[at] = entry{square, int32(level), int32(k)}
			depth++
		}
	}
}

// leaf looks at the segments of one leaf.
func (s *seeker) leaf(segments []segment) {
	for i := range segments {
		seg := &segments[i]
		square, _ := s.plane.toSegment(seg.a, seg.b)
		if square > s.bound || s.has(seg.edge) {
			continue
		}
		forward, backward := usable(s.costs, seg.edge)
		if !forward && !backward {
			continue
		}
		f, ok := s.look(seg.edge, forward, backward)
		switch {
		case !ok || f.square > s.bound:
		case !s.ask.Islands && s.islands != nil && !s.islands.Main(seg.edge):
			s.skipped = min(s.skipped, f.square)
		default:
			s.keep(f)
		}
	}
}

func (s *seeker) has(edge uint32) bool {
	for i := range s.best {
		if s.best[i].edge == edge {
			return true
		}
	}
	return false
}

func (s *seeker) keep(f found) {
	if len(s.best) == s.limit {
		if !f.before(&s.best[s.limit-1]) {
			return
		}
		s.best = s.best[:s.limit-1]
	}
	at := len(s.best)
	for at > 0 && f.before(&s.best[at-1]) {
		at--
	}
	s.best = append(s.best, f)
	copy(s.best[at+1:], s.best[at:])
	s.best[at] = f
	if len(s.best) == s.limit {
		s.bound = s.best[s.limit-1].square
	}
}

// usable says which ways a profile may travel an edge, be it at the ends of a trip only.
func usable(c *Costs, edge uint32) (forward, backward bool) {
	if c == nil {
		return true, true
	}
	may := func(d DirectedEdge) bool { return c.Edge[d] < Infinite || c.EndsOnly != nil && c.EndsOnly[d] }
	return may(Directed(edge, false)), may(Directed(edge, true))
}

// look finds the edge's nearest point from which one may travel as asked.
func (s *seeker) look(edge uint32, forward, backward bool) (best found, ok bool) {
	e := &s.n.Edges[edge]
	for v := e.First; v < e.Last; v++ {
		square, share := s.plane.toSegment(s.n.Points[v], s.n.Points[v+1])
		if ok && square >= best.square {
			continue
		}
		f := found{square: square, share: share, edge: edge, vertex: v, forward: forward, backward: backward}
		if s.fits(&f, e) {
			best, ok = f, true
		}
	}
	return best, ok
}

// fits narrows a point's directions to those asked for, and says whether one is left.
func (s *seeker) fits(f *found, e *Edge) bool {
	if s.ask.Kerb && f.forward && f.backward {
		side := s.side(f, e)
		f.forward, f.backward = side >= 0, side <= 0
	}
	if s.ask.Bearing != nil && s.ask.BearingRange != nil && *s.ask.BearingRange < 180 {
		if b, ok := bearing(s.n.Points[f.vertex], s.n.Points[f.vertex+1]); ok {
			off := math.Abs(math.Remainder(*s.ask.Bearing-b, 360))
			f.forward = f.forward && off <= *s.ask.BearingRange
			f.backward = f.backward && 180-off <= *s.ask.BearingRange
		}
	}
	return f.forward || f.backward
}

// side is more than nought where the place lies to the left of the edge at its nearest point, less where to the right. At a bend it is judged by the
// line that halves it: by either segment alone a place outside a sharp bend could lie on the wrong side.
func (s *seeker) side(f *found, e *Edge) float64 {
	pts := s.n.Points
	ax, ay := s.plane.of(pts[f.vertex])
	bx, by := s.plane.of(pts[f.vertex+1])
	vx, vy := bx-ax, by-ay
	switch {
	case f.share == 1 && f.vertex+1 < e.Last:
		cx, cy := s.plane.of(pts[f.vertex+2])
		vx, vy = halve(vx, vy, cx-bx, cy-by)
		ax, ay = bx, by
	case f.share == 0 && f.vertex > e.First:
		cx, cy := s.plane.of(pts[f.vertex-1])
		vx, vy = halve(ax-cx, ay-cy, vx, vy)
	}
	return ax*vy - ay*vx // the place is in the middle of the plane: v × (0 - a)
}

// halve is the sum of two directions, each made as long as the other.
func halve(ax, ay, bx, by float64) (x, y float64) {
	a, b := math.Hypot(ax, ay), math.Hypot(bx, by)
	return ax*b + bx*a, ay*b + by*a
}

// snap says it in full.
func (s *seeker) snap(place Point, f *found) Snap {
	return Snap{
		Place: place, On: between(s.n.Points[f.vertex], s.n.Points[f.vertex+1], f.share), Edge: f.edge,
		Fraction: s.n.fraction(f.edge, f.vertex, f.share), Metres: math.Sqrt(f.square) * metresAUnit,
		Right: s.side(f, &s.n.Edges[f.edge]) < 0, Forward: f.forward, Backward: f.backward, Skipped: s.skipped < f.square,
	}
}
