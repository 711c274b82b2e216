package ward

import (
	"cmp"
	"errors"
	"math"
	"slices"
)

// The arrangement of all boundaries: every crossing made a vertex, every stretch between two vertices an edge that knows the wards whose
// boundary it is. Vertices lie on the grid of world units (9 mm): crossings are rounded to it and edges bent to the vertices that
// they pass within a unit of, again and again until nothing crosses any more (iterated snap rounding, Halperin and Packer 2002).

// side is an undirected edge, from the lesser vertex, and the wards on whose boundary it lies an odd number of times.
type side struct {
	a, b  spot
	wards []int32
}

var errTangled = errors.New("boundaries too tangled to mend") //nolint:gochecknoglobals // a sentinel

// arrange makes the sides of an arrangement. Its cost is about that of a grid search over all edges, a few times.
func arrange(shapes [][][]Ring) ([]side, error) {
	var raw []side
	for i, shape := range shapes {
		for _, e := range appendHalves(nil, shape) {
			raw = append(raw, newSide(e.from, e.to, []int32{int32(i)}))
		}
	}
	sides := mergeSides(raw)
	for range 20 {
		split, changed, err := splitSides(sides)
		if err != nil {
			return nil, err
		}
		if !changed {
			return sides, nil
		}
		sides = mergeSides(split)
	}
	return nil, errTangled
}

func newSide(a, b spot, wards []int32) side {
	if a.less(b) > 0 {
		a, b = b, a
	}
	return side{a, b, wards}
}

// mergeSides joins sides between the same vertices. A ward that has such a side twice has none there.
func mergeSides(sides []side) []side {
	slices.SortStableFunc(sides, func(s, o side) int { return cmp.Or(s.a.less(o.a), s.b.less(o.b)) })
	merged := sides[:0:0]
	for i := 0; i < len(sides); {
		s := side{sides[i].a, sides[i].b, nil}
		for ; i < len(sides) && sides[i].a == s.a && sides[i].b == s.b; i++ {
			s.wards = toggle(s.wards, sides[i].wards)
		}
		if s.a != s.b && len(s.wards) > 0 {
			merged = append(merged, s)
		}
	}
	return merged
}

// toggle is the symmetric difference of two ordered sets, in a new slice.
func toggle(set, other []int32) []int32 {
	out := make([]int32, 0, len(set)+len(other))
	i, k := 0, 0
	for i < len(set) || k < len(other) {
		switch {
		case k == len(other) || (i < len(set) && set[i] < other[k]):
			out = append(out, set[i])
			i++
		case i == len(set) || other[k] < set[i]:
			out = append(out, other[k])
			k++
		default:
			i++
			k++
		}
	}
	return out
}

// sideGrid files sides by squares.
type sideGrid struct {
	shift uint
	cells map[spot][]int32
}

func newSideGrid(sides []side) *sideGrid {
	total := 0.0
	for _, s := range sides {
		total += math.Max(math.Abs(float64(s.b.x-s.a.x)), math.Abs(float64(s.b.y-s.a.y)))
	}
	g := &sideGrid{cells: make(map[spot][]int32, 2*len(sides))}
	for g.shift = 4; float64(int64(1)<<g.shift) < 2*total/float64(len(sides)+1); g.shift++ {
	}
	for i := range sides {
		g.each(sides[i].a, sides[i].b, func(cell spot) { g.cells[cell] = append(g.cells[cell], int32(i)) })
	}
	return g
}

// each visits the squares that a segment, two units wide, passes through.
func (g *sideGrid) each(a, b spot, visit func(spot)) {
	if a.x > b.x {
		a, b = b, a
	}
	for column := (a.x - 2) >> g.shift; column <= (b.x+2)>>g.shift; column++ {
		low, high := rangeY(a, b, column<<g.shift-2, (column+1)<<g.shift+2)
		for row := (low - 2) >> g.shift; row <= (high+2)>>g.shift; row++ {
			visit(spot{column, row})
		}
	}
}

// rangeY is the least and greatest y of the segment between two x, to the unit.
func rangeY(a, b spot, x0, x1 int64) (low, high int64) {
	if a.x == b.x {
		return min(a.y, b.y), max(a.y, b.y)
	}
	at := func(x int64) float64 {
		x = max(a.x, min(x, b.x))
		return float64(a.y) + float64(b.y-a.y)*float64(x-a.x)/float64(b.x-a.x)
	}
	y0, y1 := at(x0), at(x1)
	return int64(math.Floor(math.Min(y0, y1))), int64(math.Ceil(math.Max(y0, y1)))
}

// tooCrowded says that so many sides share squares that to try all pairs would take minutes; n is the number of sides. No boundary of real
// wards comes near: theirs have some ten pairs a side.
func (g *sideGrid) tooCrowded(n int) bool {
	const least, perSide = 50_000_000, 1000
	pairs := 0
	for _, list := range g.cells {
		pairs += len(list) * len(list)
	}
	return pairs > least+perSide*n
}

// eachCrossing gives where sides cross each other.
func (g *sideGrid) eachCrossing(sides []side, take func(spot)) {
	for _, list := range g.cells {
		for i, s := range list {
			for _, o := range list[:i] {
				if p, ok := crossing(sides[s], sides[o]); ok {
					take(p)
				}
			}
		}
	}
}

// splitSides cuts each side where others cross it, and at the vertices that it passes.
func splitSides(sides []side) (split []side, changed bool, err error) {
	grid := newSideGrid(sides)
	cuts := make([][]spot, len(sides))
	fresh := map[spot]bool{}
	if grid.tooCrowded(len(sides)) {
		return nil, false, errTangled
	}
	grid.eachCrossing(sides, func(p spot) { fresh[p] = true })
	for i := range sides {
		fresh[sides[i].a], fresh[sides[i].b] = true, true
	}
	for p := range fresh {
		for _, s := range grid.cells[spot{p.x >> grid.shift, p.y >> grid.shift}] {
			if passes(sides[s], p) {
				cuts[s] = append(cuts[s], p)
			}
		}
	}
	for i, s := range sides {
		if len(cuts[i]) == 0 {
			split = append(split, s)
			continue
		}
		changed = true
		split = appendCut(split, s, cuts[i])
	}
	return split, changed, nil
}

func appendCut(split []side, s side, cuts []spot) []side {
	along := func(p spot) float64 {
		d, e := s.b.minus(s.a), p.minus(s.a)
		return float64(d.x)*float64(e.x) + float64(d.y)*float64(e.y)
	}
	slices.SortFunc(cuts, func(p, q spot) int { return cmp.Or(cmp.Compare(along(p), along(q)), p.less(q)) })
	from := s.a
	for _, p := range append(cuts, s.b) {
		if p != from {
			split = append(split, newSide(from, p, s.wards))
		}
		from = p
	}
	return split
}

// crossing is where two sides cross inside both, to the nearest vertex.
func crossing(s, o side) (spot, bool) {
	if max(s.a.x, s.b.x) < min(o.a.x, o.b.x) || max(o.a.x, o.b.x) < min(s.a.x, s.b.x) ||
		max(s.a.y, s.b.y) < min(o.a.y, o.b.y) || max(o.a.y, o.b.y) < min(s.a.y, s.b.y) {
		return spot{}, false
	}
	d := s.b.minus(s.a)
	c1, c2 := cross(d, o.a.minus(s.a)), cross(d, o.b.minus(s.a))
	e := o.b.minus(o.a)
	c3, c4 := cross(e, s.a.minus(o.a)), cross(e, s.b.minus(o.a))
	if !(c1 < 0 && c2 > 0 || c1 > 0 && c2 < 0) || !(c3 < 0 && c4 > 0 || c3 > 0 && c4 < 0) {
		return spot{}, false
	}
	share := float64(c3) / (float64(c3) - float64(c4))
	return spot{s.a.x + int64(math.Round(share*float64(d.x))), s.a.y + int64(math.Round(share*float64(d.y)))}, true
}

// passes says whether a vertex lies beside the inside of a side: nearer than the corner of a grid square is to its middle.
func passes(s side, p spot) bool {
	if p == s.a || p == s.b {
		return false
	}
	d, e := s.b.minus(s.a), p.minus(s.a)
	dx, dy, ex, ey := float64(d.x), float64(d.y), float64(e.x), float64(e.y)
	square, dot := dx*dx+dy*dy, dx*ex+dy*ey
	if dot <= 0 || dot >= square {
		return false
	}
	c := float64(cross(d, e))
	return c*c <= 0.5001*square
}
