package ward

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Neighbour is a pair of wards, A before B in the order given, and the length of the boundary that they share.
type Neighbour struct {
	A, B         int64
	SharedMetres float64
}

// Neighbours lists the pairs of wards whose boundaries run together, longest first. Boundaries run together where they are at most
// tolMetres apart, as the files of cities leave slivers and overlaps between wards: 10 to 20 suits them; 0.1 suits clean ones. A pair
// that meets only at a corner (less than three tolerances) is left out, and so are wards with boundaries longer than 20,000 km.
func Neighbours(wards []Ward, tolMetres float64) []Neighbour {
	tolMetres = math.Max(tolMetres, 0.01)
	grid := newEdgeGrid(wards, tolMetres)
	shared := map[[2]int]*[2]float64{}
	for i := range wards {
		grid.walk(i, func(other int, metres float64) {
			pair, side := [2]int{i, other}, 0
			if other < i {
				pair, side = [2]int{other, i}, 1
			}
			if shared[pair] == nil {
				shared[pair] = &[2]float64{}
			}
			shared[pair][side] += metres
		})
	}
	var list []Neighbour
	for pair, lengths := range shared {
		if metres := (lengths[0] + lengths[1]) / 2; metres > 3*tolMetres {
			list = append(list, Neighbour{wards[pair[0]].ID, wards[pair[1]].ID, metres})
		}
	}
	slices.SortFunc(list, func(a, b Neighbour) int {
		return cmp.Or(cmp.Compare(b.SharedMetres, a.SharedMetres), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	return list
}

// edgeGrid files the edges of all wards by squares of the plane around the city's middle.
type edgeGrid struct {
	kx, ky float64 // metres a degree
	tol    float64
	side   float64
	edges  [][]planeEdge // by ward
	cells  map[[2]int32][]edgeRef
}

type planeEdge struct{ a, b orb.Point } // in metres

type edgeRef struct{ ward, edge int32 }

func newEdgeGrid(wards []Ward, tol float64) *edgeGrid {
	g := &edgeGrid{tol: tol, side: math.Max(50, 2*tol), edges: make([][]planeEdge, len(wards)), cells: map[[2]int32][]edgeRef{}}
	for _, w := range wards {
		if len(w.Geometry) > 0 && checkNumbers(w) == nil {
			g.kx, g.ky = metresPer(w.Geometry.Bound().Center()[1])
			break
		}
	}
	for i, w := range wards {
		if checkNumbers(w) != nil || g.outline(w) > longest {
			continue
		}
		eachEdge(w.Geometry, func(a, b orb.Point) {
			e := planeEdge{orb.Point{a[0] * g.kx, a[1] * g.ky}, orb.Point{b[0] * g.kx, b[1] * g.ky}}
			g.file(e, edgeRef{int32(i), int32(len(g.edges[i]))})
			g.edges[i] = append(g.edges[i], e)
		})
	}
	return g
}

// longest is the boundary in metres from which a ward is no ward: three times the coast of India.
const longest = 20e6

func (g *edgeGrid) outline(w Ward) (metres float64) {
	eachEdge(w.Geometry, func(a, b orb.Point) { metres += math.Hypot((b[0]-a[0])*g.kx, (b[1]-a[1])*g.ky) })
	return metres
}

func (g *edgeGrid) cell(v float64) int32 { return int32(math.Floor(v / g.side)) }

// file enters an edge into the squares of its pieces, each widened by the tolerance.
func (g *edgeGrid) file(e planeEdge, ref edgeRef) {
	length := math.Hypot(e.b[0]-e.a[0], e.b[1]-e.a[1])
	pieces := int(min(length/g.side, 1e5)) + 1
	for i := range pieces {
		p, q := e.at(float64(i)/float64(pieces)), e.at(float64(i+1)/float64(pieces))
		for x := g.cell(math.Min(p[0], q[0]) - g.tol); x <= g.cell(math.Max(p[0], q[0])+g.tol); x++ {
			for y := g.cell(math.Min(p[1], q[1]) - g.tol); y <= g.cell(math.Max(p[1], q[1])+g.tol); y++ {
				key := [2]int32{x, y}
				if list := g.cells[key]; len(list) == 0 || list[len(list)-1] != ref {
					g.cells[key] = append(list, ref)
				}
			}
		}
	}
}

func (e planeEdge) at(share float64) orb.Point {
	return orb.Point{e.a[0] + share*(e.b[0]-e.a[0]), e.a[1] + share*(e.b[1]-e.a[1])}
}

// walk goes along the boundary of a ward in small steps and tells of each other ward whose boundary is beside.
func (g *edgeGrid) walk(i int, beside func(other int, metres float64)) {
	step := math.Max(g.tol, 2)
	var near []int32
	for _, e := range g.edges[i] {
		length := math.Hypot(e.b[0]-e.a[0], e.b[1]-e.a[1])
		steps := int(min(length/step, 1e5)) + 1
		for k := range steps {
			p := e.at((float64(k) + 0.5) / float64(steps))
			near = near[:0]
			for _, ref := range g.cells[[2]int32{g.cell(p[0]), g.cell(p[1])}] {
				if ref.ward == int32(i) || slices.Contains(near, ref.ward) {
					continue
				}
				if g.edges[ref.ward][ref.edge].distance(p) <= g.tol {
					near = append(near, ref.ward)
				}
			}
			for _, other := range near {
				beside(int(other), length/float64(steps))
			}
		}
	}
}

func (e planeEdge) distance(p orb.Point) float64 {
	dx, dy := e.b[0]-e.a[0], e.b[1]-e.a[1]
	share := 0.0
	if square := dx*dx + dy*dy; square > 0 {
		share = math.Max(0, math.Min(1, ((p[0]-e.a[0])*dx+(p[1]-e.a[1])*dy)/square))
	}
	return math.Hypot(e.a[0]+share*dx-p[0], e.a[1]+share*dy-p[1])
}
