package reach

import (
	"context"
	"math"

	"github.com/paulmach/orb"
)

// Service areas are drawn between places of different labels: through the middle of the side from one place to the next, and through the middle of
// a square where three or four labels meet, which is a vertex of all of them. Every piece of boundary is made once, for both sides. Where two
// places crosswise have one label and the others have not, the two are joined, so that no ring meets itself.

const nobody = -1

// label gives every place the one that is there first, of equally early ones the lesser.
func (g *grid) label(ctx context.Context, list []stretch, o Options) ([]int32, error) {
	labels, best := make([]int32, g.width*g.height), make([]float32, g.width*g.height)
	for i := range labels {
		labels[i], best[i] = nobody, float32(math.Inf(1))
	}
	milli := 1000 * g.cell / o.Speed // to walk a cell
	for i := range list {
		if i&4095 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		which := list[i].which
		g.near(&list[i], o.Aside/g.cell, func(place int, distance, t float64) {
			t32 := float32(t + distance*milli)
			if t32 < best[place] || t32 == best[place] && which < labels[place] {
				best[place], labels[place] = t32, which
			}
		})
	}
	return labels, nil
}

// ways are, for each label, the links of its outline, itself to the left. Vertices are named as crossings are, and the middle of the square
// north-east of place p is -1-p.
type ways map[int32]map[int]int

func (w ways) link(label int32, from, to int) {
	if label == nobody {
		return
	}
	if w[label] == nil {
		w[label] = map[int]int{}
	}
	w[label][from] = to
}

// areas of labels 0 to n-1.
func (g *grid) areas(labels []int32, n int) []orb.MultiPolygon {
	w, joined := ways{}, newJoin(len(labels))
	for y := 0; y+1 < g.height; y++ {
		for x := 0; x+1 < g.width; x++ {
			g.meeting(labels, y*g.width+x, w, joined)
		}
	}
	at := func(v int) (x, y float64) {
		if v < 0 {
			p := -1 - v
			return float64(p%g.width) + 0.5, float64(p/g.width) + 0.5
		}
		x, y = float64(v/2%g.width), float64(v/2/g.width)
		if v&1 == 1 {
			return x, y + 0.5
		}
		return x + 0.5, y
	}
	out := make([]orb.MultiPolygon, n)
	for label := range out {
		part := func(v int) int { return joined.find(g.owner(labels, v, int32(label))) }
		out[label] = g.assemble(outline{w[int32(label)], at, part, func(v int) bool { return v >= 0 }})
	}
	return out
}

// owner is a place of a label beside a vertex of its outline.
func (g *grid) owner(labels []int32, v int, label int32) int {
	beside := [4]int{v / 2, v/2 + 1, v / 2, v / 2}
	switch {
	case v < 0:
		p := -1 - v
		beside = [4]int{p, p + 1, p + g.width, p + g.width + 1}
	case v&1 == 1:
		beside[1] = v/2 + g.width
	}
	for _, p := range beside {
		if labels[p] == label {
			return p
		}
	}
	return beside[0]
}

// meeting links the boundaries within one square of four places, p its south-western.
func (g *grid) meeting(labels []int32, p int, w ways, joined join) {
	corners := [4]int{p, p + 1, p + g.width + 1, p + g.width}       // counter-clockwise
	sides := [4]int{2 * p, 2*(p+1) + 1, 2 * (p + g.width), 2*p + 1} // from each corner to the next
	var l [4]int32
	for i, c := range corners {
		l[i] = labels[c]
	}
	var crossings []int
	for i := range 4 {
		if l[i] == l[(i+1)%4] {
			joined.unite(corners[i], corners[(i+1)%4])
		} else {
			crossings = append(crossings, i)
		}
	}
	for i := range 2 { // one label crosswise: the other two corners are cut off
		if len(crossings) == 4 && l[i] == l[i+2] {
			joined.unite(corners[i], corners[i+2])
			for _, k := range [2]int{(i + 1) % 4, (i + 3) % 4} {
				w.link(l[k], sides[k], sides[(k+3)%4])
				w.link(l[i], sides[(k+3)%4], sides[k])
			}
			return
		}
	}
	if len(crossings) == 2 {
		a, b := crossings[0], crossings[1] // corners a+1 ... b on one side, b+1 ... a on the other
		w.link(l[b], sides[b], sides[a])
		w.link(l[a], sides[a], sides[b])
		return
	}
	for i, a := range crossings { // each label's run of corners is from after one crossing to the next
		b := crossings[(i+1)%len(crossings)]
		w.link(l[b], sides[b], -1-p)
		w.link(l[b], -1-p, sides[a])
	}
}
