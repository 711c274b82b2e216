package ward

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Index finds the ward of a point. It never changes and may be used by many at once.
//
// A grid lies over the city. A cell that is all within one ward, or in none, answers at once; in the others, the wards whose boundary
// passes through are tested in turn by counting crossings to the east, among the edges of the point's own strip of the ward.
type Index struct {
	wards      []indexed
	bound      orb.Bound
	nx, ny     int
	perX, perY float64 // cells a degree
	cells      []int32 // ≥ 0: all in this ward; cellEmpty; else cellMixed - start of its candidates
	candidates []int32 // runs of place<<1 | whole, ended by -1
}

const (
	cellEmpty = -1
	cellMixed = -2
)

// indexed is a ward with its edges in strips of equal height.
type indexed struct {
	id     int64
	shape  orb.MultiPolygon
	bound  orb.Bound
	perY   float64
	strips []uint32 // start of each strip in edges, and the end
	edges  []uint32 // places in the sequence of all edges
	starts []uint32 // place of the first edge of each ring, and the end
	rings  []orb.Ring
}

// NewIndex makes an index. Errors: *BadGeometry for coordinates that are no places. Empty geometry is never found.
func NewIndex(wards []Ward) (*Index, error) {
	ix := &Index{wards: make([]indexed, len(wards))}
	edges := 0
	for i, w := range wards {
		if err := checkNumbers(w); err != nil {
			return nil, err
		}
		ix.wards[i] = newIndexed(w)
		edges += len(ix.wards[i].edges)
		if len(ix.wards[i].rings) == 0 {
			continue
		}
		if ix.nx == 0 {
			ix.bound, ix.nx = ix.wards[i].bound, 1
		}
		ix.bound = ix.bound.Union(ix.wards[i].bound)
	}
	if ix.nx == 0 {
		return ix, nil
	}
	ix.layGrid(edges)
	return ix, nil
}

func newIndexed(w Ward) indexed {
	x := indexed{id: w.ID, shape: w.Geometry}
	n := uint32(0)
	for _, polygon := range w.Geometry {
		for _, ring := range polygon {
			if len(ring) < 3 {
				continue
			}
			if len(x.rings) == 0 {
				x.bound = ring.Bound()
			}
			x.bound = x.bound.Union(ring.Bound())
			x.rings, x.starts = append(x.rings, ring), append(x.starts, n)
			n += uint32(len(ring))
		}
	}
	x.starts = append(x.starts, n)
	if n > 0 {
		x.cutStrips(int(n))
	}
	return x
}

// edge is the k-th of all edges; the last of a ring closes it.
func (x *indexed) edge(k uint32) (a, b orb.Point) {
	r := 0
	if len(x.rings) > 8 {
		after, _ := slices.BinarySearch(x.starts, k+1)
		r = after - 1
	} else {
		for k >= x.starts[r+1] {
			r++
		}
	}
	ring := x.rings[r]
	i := int(k - x.starts[r])
	if i+1 == len(ring) {
		return ring[i], ring[0]
	}
	return ring[i], ring[i+1]
}

// cutStrips files the edges by strips: about six edges begin in each, and edges that are long beside the strips make these fewer, so that the
// files stay within a few times the edges.
func (x *indexed) cutStrips(n int) {
	counts := x.countStrips(n, max(1, min(n/6, 512)))
	for len(counts) > 2 && int(counts[len(counts)-1]) > 16*n {
		counts = x.countStrips(n, (len(counts)-1)/2)
	}
	x.strips = counts
	x.edges = make([]uint32, counts[len(counts)-1])
	next := append([]uint32(nil), counts...)
	x.eachInStrips(n, func(first, last int, k uint32) {
		for s := first; s <= last; s++ {
			x.edges[next[s]] = k
			next[s]++
		}
	})
}

// countStrips gives where each strip's file would start, and the end.
func (x *indexed) countStrips(n, strips int) []uint32 {
	x.perY = 0
	if height := x.bound.Max[1] - x.bound.Min[1]; height > 0 {
		x.perY = float64(strips) / height
	}
	x.strips = make([]uint32, strips+1)
	change := make([]int64, strips+1)
	x.eachInStrips(n, func(first, last int, _ uint32) { change[first]++; change[last+1]-- })
	inside, total := int64(0), int64(0)
	for s := range strips {
		inside += change[s]
		total += inside
		x.strips[s+1] = uint32(min(total, math.MaxUint32))
	}
	return x.strips
}

// eachInStrips gives each edge with the first and the last strip that it is in.
func (x *indexed) eachInStrips(n int, take func(first, last int, k uint32)) {
	strips := len(x.strips) - 1
	for k := range uint32(n) {
		if a, b := x.edge(k); a != b {
			take(x.strip(math.Min(a[1], b[1]), strips), x.strip(math.Max(a[1], b[1]), strips), k)
		}
	}
}

// strip never falls as y grows, rounding included: so an edge is in the strip of each of its points.
func (x *indexed) strip(y float64, strips int) int {
	return max(0, min(int((y-x.bound.Min[1])*x.perY), strips-1))
}

// covers says whether the closed polygons of the ward hold p, exactly. Inside is what an odd number of rings is around.
func (x *indexed) covers(p orb.Point) bool {
	if len(x.rings) == 0 || !x.bound.Contains(p) {
		return false
	}
	s := x.strip(p[1], len(x.strips)-1)
	odd := false
	for _, k := range x.edges[x.strips[s]:x.strips[s+1]] {
		a, b := x.edge(k)
		below, above := a[1] <= p[1], b[1] <= p[1]
		if below == above {
			if a[1] == p[1] && b[1] == p[1] && (a[0] <= p[0]) != (b[0] < p[0]) || a == p || b == p {
				return true // on a level edge, or on a vertex
			}
			continue
		}
		if a[0] < p[0] && b[0] < p[0] {
			continue // wholly to the west
		}
		if a[0] > p[0] && b[0] > p[0] {
			odd = !odd
			continue
		}
		side := orientation(a, b, p)
		if side == 0 {
			return true
		}
		if (side > 0) == below { // going up with p to the left, or down with p to the right
			odd = !odd
		}
	}
	return odd
}

// layGrid makes cells by the number of edges: enough that most cells have no boundary, few enough to be small beside the edges.
func (ix *Index) layGrid(edges int) {
	width, height := ix.bound.Max[0]-ix.bound.Min[0], ix.bound.Max[1]-ix.bound.Min[1]
	cells := math.Max(1024, math.Min(float64(edges)*2, 1<<20))
	ratio := 1.0
	if width > 0 && height > 0 {
		ratio = math.Max(0.05, math.Min(width/height, 20))
	}
	ix.nx = max(1, int(math.Sqrt(cells*ratio)))
	ix.ny = max(1, int(math.Sqrt(cells/ratio)))
	if width > 0 {
		ix.perX = float64(ix.nx) / width
	}
	if height > 0 {
		ix.perY = float64(ix.ny) / height
	}
	ix.fill()
}

// column and row never fall as the coordinate grows, rounding included.
func (ix *Index) column(x float64) int {
	return max(0, min(int((x-ix.bound.Min[0])*ix.perX), ix.nx-1))
}

func (ix *Index) row(y float64) int {
	return max(0, min(int((y-ix.bound.Min[1])*ix.perY), ix.ny-1))
}

// filling collects, for each cell, the wards that it is in as a chain of candidates.
type filling struct {
	mark        []int32 // place+1 of the ward whose boundary passed here last
	first, last []int32 // of the chain of each cell, plus one
	links       []link
}

type link struct{ candidate, next int32 }

// add appends a candidate. Of wards in order, those after one that fills the cell do not matter.
func (f *filling) add(cell int, candidate int32) {
	at := int32(len(f.links) + 1)
	if last := f.last[cell]; last == 0 {
		f.first[cell] = at
	} else if f.links[last-1].candidate&1 == 1 {
		return
	} else {
		f.links[last-1].next = at
	}
	f.last[cell] = at
	f.links = append(f.links, link{candidate: candidate})
}

// fill says for each cell which wards it is in.
func (ix *Index) fill() {
	n := ix.nx * ix.ny
	f := &filling{mark: make([]int32, n), first: make([]int32, n), last: make([]int32, n)}
	for place := range ix.wards {
		ix.fillWard(place, f)
	}
	ix.cells = make([]int32, n)
	for cell, first := range f.first {
		switch {
		case first == 0:
			ix.cells[cell] = cellEmpty
		case f.links[first-1].candidate&1 == 1:
			ix.cells[cell] = f.links[first-1].candidate >> 1
		default:
			ix.cells[cell] = cellMixed - int32(len(ix.candidates))
			for at := first; at != 0; at = f.links[at-1].next {
				ix.candidates = append(ix.candidates, f.links[at-1].candidate)
			}
			ix.candidates = append(ix.candidates, -1)
		}
	}
}

func (ix *Index) fillWard(place int, f *filling) {
	x := &ix.wards[place]
	if len(x.rings) == 0 {
		return
	}
	me := int32(place + 1)
	eachEdge(x.shape, func(a, b orb.Point) { ix.markEdge(a, b, f.mark, me) })
	top, bottom := ix.row(x.bound.Min[1]), ix.row(x.bound.Max[1])
	left, right := ix.column(x.bound.Min[0]), ix.column(x.bound.Max[0])
	for row := top; row <= bottom; row++ {
		known, within := false, false // of the run of cells without boundary at hand
		for column := left; column <= right; column++ {
			cell := row*ix.nx + column
			switch {
			case f.mark[cell] == me:
				known = false
				f.add(cell, int32(place)<<1)
				continue
			case !known:
				known, within = true, x.covers(ix.middle(column, row))
			}
			if within {
				f.add(cell, int32(place)<<1|1)
			}
		}
	}
}

func (ix *Index) middle(column, row int) orb.Point {
	p := ix.bound.Min
	if ix.perX > 0 {
		p[0] += (float64(column) + 0.5) / ix.perX
	}
	if ix.perY > 0 {
		p[1] += (float64(row) + 0.5) / ix.perY
	}
	return p
}

// markEdge marks every cell that has a point of the edge. A short edge marks the box of its ends, a long one the boxes of its parts, a cell
// wider for rounding.
func (ix *Index) markEdge(a, b orb.Point, mark []int32, me int32) {
	columns := ix.column(math.Max(a[0], b[0])) - ix.column(math.Min(a[0], b[0]))
	rows := ix.row(math.Max(a[1], b[1])) - ix.row(math.Min(a[1], b[1]))
	if columns <= 2 || rows <= 2 {
		ix.markBox(a, b, 0, mark, me)
		return
	}
	parts := max(columns, rows)
	for i := range parts {
		from, to := float64(i)/float64(parts), float64(i+1)/float64(parts)
		p := orb.Point{a[0] + from*(b[0]-a[0]), a[1] + from*(b[1]-a[1])}
		q := orb.Point{a[0] + to*(b[0]-a[0]), a[1] + to*(b[1]-a[1])}
		ix.markBox(p, q, 1, mark, me)
	}
}

func (ix *Index) markBox(a, b orb.Point, wider int, mark []int32, me int32) {
	left, right := ix.column(math.Min(a[0], b[0]))-wider, ix.column(math.Max(a[0], b[0]))+wider
	top, bottom := ix.row(math.Min(a[1], b[1]))-wider, ix.row(math.Max(a[1], b[1]))+wider
	for row := max(0, top); row <= min(bottom, ix.ny-1); row++ {
		for column := max(0, left); column <= min(right, ix.nx-1); column++ {
			mark[row*ix.nx+column] = me
		}
	}
}

// Locate finds the ward that p is in: on a shared boundary or in an overlap, the first in the order given to NewIndex whose closed
// polygons cover p. It is exact. ok is false outside all wards, and for NaN.
func (ix *Index) Locate(p orb.Point) (id int64, ok bool) {
	if !ix.bound.Contains(p) || len(ix.cells) == 0 {
		return 0, false
	}
	cell := ix.cells[ix.row(p[1])*ix.nx+ix.column(p[0])]
	if cell >= 0 {
		return ix.wards[cell].id, true
	}
	if cell == cellEmpty {
		return 0, false
	}
	for _, candidate := range ix.candidates[cellMixed-cell:] {
		if candidate < 0 {
			break
		}
		if x := &ix.wards[candidate>>1]; candidate&1 == 1 || x.covers(p) {
			return x.id, true
		}
	}
	return 0, false
}

// Covering lists all wards whose closed polygons hold p, in the order given to NewIndex.
func (ix *Index) Covering(p orb.Point) []int64 {
	var ids []int64
	for i := range ix.wards {
		if ix.wards[i].covers(p) {
			ids = append(ids, ix.wards[i].id)
		}
	}
	return ids
}

// LocateNearest is Locate, and for a point in no ward the nearest within maxMetres; of several equally near, the first.
func (ix *Index) LocateNearest(p orb.Point, maxMetres float64) (id int64, metres float64, ok bool) {
	if id, ok := ix.Locate(p); ok {
		return id, 0, true
	}
	if !(math.Abs(p[0]) <= 360 && math.Abs(p[1]) <= 90) {
		return 0, 0, false
	}
	best := math.Inf(1)
	for i := range ix.wards {
		x := &ix.wards[i]
		if len(x.rings) == 0 || boundDistance(p, x.bound) > math.Min(best, maxMetres) {
			continue
		}
		eachEdge(x.shape, func(a, b orb.Point) {
			if d := segmentDistance(p, a, b); d < best {
				best, id = d, x.id
			}
		})
	}
	if best > maxMetres {
		return 0, 0, false
	}
	return id, best, true
}

func boundDistance(p orb.Point, b orb.Bound) float64 {
	kx, ky := metresPer(p[1])
	dx := math.Max(0, math.Max(b.Min[0]-p[0], p[0]-b.Max[0])) * kx
	dy := math.Max(0, math.Max(b.Min[1]-p[1], p[1]-b.Max[1])) * ky
	return math.Hypot(dx, dy)
}
