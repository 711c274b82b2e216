package points

import (
	"math"

	"github.com/paulmach/orb"
)

// Near is an item and how far it is.
type Near struct {
	Item
	Metres float64 // great-circle distance
}

// Nearest lists the k items nearest to p that accept takes (nil takes all), nearest first, ties by ID. It looks at quadrants in order of
// the least distance that an item in them could have.
func (s *Set) Nearest(p orb.Point, k int, accept func(Item) bool) []Near {
	if len(s.chunks) == 0 || k <= 0 || math.IsNaN(p[0]) || math.IsNaN(p[1]) {
		return nil
	}
	search := newNearestSearch(p)
	search.push(entry{cell: cell{}, from: pos{}, to: s.end()})
	var found []Near
	for len(search.heap) > 0 && len(found) < k {
		e := search.pop()
		switch {
		case e.leaf:
			if accept == nil || accept(e.item) {
				found = append(found, Near{Item: e.item, Metres: e.metres})
			}
		case s.count(e.from, e.to) <= 16 || e.cell.level == 32:
			s.scan(e.from, e.to, nil, func(item Item) bool {
				search.push(entry{leaf: true, item: item, metres: Metres(p, FromWorld(item.X, item.Y))})
				return true
			})
		default:
			search.divide(s, e)
		}
	}
	return found
}

// entry of the queue is an item or a cell with items.
type entry struct {
	metres   float64 // of an item; of a cell, no item in it is nearer
	leaf     bool
	item     Item
	cell     cell
	from, to pos
}

// before orders by distance; cells come before items at the same distance, as they may hold one with a lower ID.
func (e *entry) before(o *entry) bool {
	if e.metres != o.metres {
		return e.metres < o.metres
	}
	if e.leaf != o.leaf {
		return !e.leaf
	}
	return e.leaf && e.item.ID < o.item.ID
}

type nearestSearch struct {
	p    orb.Point
	x, y float64
	heap []entry
}

func newNearestSearch(p orb.Point) *nearestSearch {
	n := &nearestSearch{p: p, heap: make([]entry, 0, 64)}
	n.x, n.y = WorldFloat(p)
	return n
}

func (n *nearestSearch) divide(s *Set, e entry) {
	from := e.from
	for q := range uint64(4) {
		child, end := e.cell.child(q), e.to
		if q < 3 {
			end = s.search(from, e.to, e.cell.child(q+1).key)
		}
		if from != end {
			n.push(entry{cell: child, from: from, to: end, metres: n.atLeast(child.box())})
		}
		from = end
	}
}

// atLeast is a distance that no point of the box falls short of. Every way to the box leaves the disc of the map around p that just
// touches the box, and Mercator stretches by 1/cos(latitude): so the way is at least the disc's radius times the least cosine in
// the disc. A smaller disc does as well, and for far boxes it is the better bound. (Ways across 180° are not thought of.)
func (n *nearestSearch) atLeast(b Box) float64 {
	x := math.Max(float64(b.MinX), math.Min(float64(b.MaxX)+1, n.x))
	y := math.Max(float64(b.MinY), math.Min(float64(b.MaxY)+1, n.y))
	d := math.Min(math.Hypot(x-n.x, y-n.y), worldSize/16)
	const units = 2 * math.Pi * earthRadius / worldSize
	return 0.999999 * d * units * math.Min(cosAt(n.y-d), cosAt(n.y+d)) // the rest covers rounding
}

// cosAt is the cosine of the latitude at y.
func cosAt(y float64) float64 { return 1 / math.Cosh(math.Pi*(1-2*y/worldSize)) }

func (n *nearestSearch) push(e entry) {
	n.heap = append(n.heap, e)
	for i := len(n.heap) - 1; i > 0; {
		parent := (i - 1) / 2
		if !n.heap[i].before(&n.heap[parent]) {
			return
		}
		n.heap[i], n.heap[parent] = n.heap[parent], n.heap[i]
		i = parent
	}
}

func (n *nearestSearch) pop() entry {
	top := n.heap[0]
	last := len(n.heap) - 1
	n.heap[0] = n.heap[last]
	n.heap = n.heap[:last]
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < last; child++ {
			if n.heap[child].before(&n.heap[least]) {
				least = child
			}
		}
		if least == i {
			return top
		}
		n.heap[i], n.heap[least] = n.heap[least], n.heap[i]
		i = least
	}
}
