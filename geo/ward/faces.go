package ward

import (
	"cmp"
	"math"
	"slices"
)

// faces are the areas that an arrangement divides the plane into. Half-edge 2k runs from a to b of side k, 2k+1 back.
type faces struct {
	sides  []side
	next   []int32 // half-edge after each, with the same face to the left
	face   []int32 // cycle to the left of each half-edge
	cycles []cycle
}

// cycle is a closed walk of half-edges with a face to its left: counter-clockwise round the outside of a face, or clockwise round an
// island in one.
type cycle struct {
	first     int32
	area      float64 // twice, in square units; negative round an island
	perimeter float64
	wards     []int32 // that cover the face
	part      int32   // connected part of the arrangement
	owner     int32   // ward that gets the face; noOwner
}

const noOwner = -1

func newFaces(sides []side) *faces {
	f := &faces{sides: sides, next: make([]int32, 2*len(sides)), face: make([]int32, 2*len(sides))}
	f.link()
	f.walk()
	f.label()
	return f
}

func (f *faces) from(h int32) spot {
	if h&1 == 0 {
		return f.sides[h>>1].a
	}
	return f.sides[h>>1].b
}

func (f *faces) to(h int32) spot { return f.from(h ^ 1) }

// link finds the half-edge after each: at its end, the first clockwise from the way back.
func (f *faces) link() {
	out := make([]int32, len(f.next))
	for h := range out {
		out[h] = int32(h)
	}
	slices.SortFunc(out, func(g, h int32) int { return cmp.Or(f.from(g).less(f.from(h)), f.byAngle(g, h)) })
	for start := 0; start < len(out); {
		end := start
		for end < len(out) && f.from(out[end]) == f.from(out[start]) {
			end++
		}
		for i := start; i < end; i++ { // counter-clockwise order: the one before is the first clockwise
			before := i - 1
			if before < start {
				before = end - 1
			}
			f.next[out[i]^1] = out[before]
		}
		start = end
	}
}

// byAngle orders half-edges from one vertex counter-clockwise from the east.
func (f *faces) byAngle(g, h int32) int {
	a, b := f.to(g).minus(f.from(g)), f.to(h).minus(f.from(h))
	lower := func(d spot) int {
		if d.y < 0 || d.y == 0 && d.x < 0 {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(lower(a), lower(b)), -cmp.Compare(cross(a, b), 0))
}

func (f *faces) walk() {
	for h := range f.face {
		f.face[h] = -1
	}
	for h := range f.face {
		if f.face[h] >= 0 {
			continue
		}
		c := cycle{first: int32(h), owner: noOwner, part: -1}
		origin := f.from(int32(h))
		f.around(int32(h), func(g int32) {
			f.face[g] = int32(len(f.cycles))
			a, b := f.from(g).minus(origin), f.to(g).minus(origin)
			c.area += float64(a.x)*float64(b.y) - float64(b.x)*float64(a.y)
			c.perimeter += math.Hypot(float64(b.x-a.x), float64(b.y-a.y))
		})
		f.cycles = append(f.cycles, c)
	}
}

func (f *faces) around(first int32, visit func(h int32)) {
	for h := first; ; {
		visit(h)
		if h = f.next[h]; h == first {
			return
		}
	}
}

// label finds the wards that cover each face: crossing a side changes those on whose boundary it lies. Each connected part begins at the
// cycle round it, whose wards are those of the other parts around it.
func (f *faces) label() {
	parts := f.findParts()
	rows := newSideRows(f.sides)
	for _, root := range parts {
		f.cycles[root].wards = f.wardsAround(root, rows)
		queue := []int32{root}
		for done := map[int32]bool{root: true}; len(queue) > 0; {
			at := queue[0]
			queue = queue[1:]
			f.around(f.cycles[at].first, func(h int32) {
				other := f.face[h^1]
				if !done[other] {
					done[other] = true
					f.cycles[other].wards = toggle(f.cycles[at].wards, f.sides[h>>1].wards)
					queue = append(queue, other)
				}
			})
		}
	}
}

// findParts numbers the connected parts and returns, of each, the cycle round its outside: the one of least area.
func (f *faces) findParts() []int32 {
	var roots []int32
	for start := range f.cycles {
		if f.cycles[start].part >= 0 {
			continue
		}
		part, root := int32(len(roots)), int32(start)
		stack := []int32{int32(start)}
		f.cycles[start].part = part
		for len(stack) > 0 {
			at := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if f.cycles[at].area < f.cycles[root].area {
				root = at
			}
			f.around(f.cycles[at].first, func(h int32) {
				if other := f.face[h^1]; f.cycles[other].part < 0 {
					f.cycles[other].part = part
					stack = append(stack, other)
				}
			})
		}
		roots = append(roots, root)
	}
	return roots
}

// wardsAround are the wards of other parts that cover the outside of a part: found by looking west from its westernmost vertex.
func (f *faces) wardsAround(root int32, rows sideRows) []int32 {
	eye := f.from(f.cycles[root].first)
	f.around(f.cycles[root].first, func(h int32) {
		if p := f.from(h); p.less(eye) < 0 {
			eye = p
		}
	})
	odd := map[int32]bool{}
	part := f.cycles[root].part
	for _, k := range rows.byRow[eye.y>>rows.shift] {
		s := f.sides[k]
		if (s.a.y <= eye.y) == (s.b.y <= eye.y) || s.a.x > eye.x || f.cycles[f.face[2*k]].part == part {
			continue
		}
		low, high := s.a, s.b
		if low.y > high.y {
			low, high = high, low
		}
		if cross(high.minus(low), eye.minus(low)) < 0 { // the eye is to the east
			for _, w := range s.wards {
				odd[w] = !odd[w]
			}
		}
	}
	var wards []int32
	for w, is := range odd {
		if is {
			wards = append(wards, w)
		}
	}
	slices.Sort(wards)
	return wards
}

// sideRows files sides by the rows of equal height that they pass through.
type sideRows struct {
	shift uint
	byRow map[int64][]int32
}

func newSideRows(sides []side) sideRows {
	height := int64(0)
	for _, s := range sides {
		height += max(s.a.y-s.b.y, s.b.y-s.a.y)
	}
	r := sideRows{byRow: map[int64][]int32{}}
	for r.shift = 4; height>>r.shift > int64(4*len(sides)); r.shift++ {
	}
	for k, s := range sides {
		for row := min(s.a.y, s.b.y) >> r.shift; row <= max(s.a.y, s.b.y)>>r.shift; row++ {
			r.byRow[row] = append(r.byRow[row], int32(k))
		}
	}
	return r
}
