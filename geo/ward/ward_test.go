package ward

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"rasad/geo/points"
)

// quilt is a clean coverage of n by n wards whose common edges are broken lines of 2^depth parts, shared to the last bit.
func quilt(r *rand.Rand, n, depth int) []Ward {
	corners := make([][]orb.Point, n+1)
	for y := range corners {
		for x := range n + 1 {
			jitter := func() float64 { return (r.Float64() - 0.5) * 0.006 }
			corners[y] = append(corners[y], orb.Point{80.8 + float64(x)*0.02 + jitter(), 26.7 + float64(y)*0.02 + jitter()})
		}
	}
	lines := map[[2]orb.Point][]orb.Point{}
	between := func(a, b orb.Point) []orb.Point {
		if line, ok := lines[[2]orb.Point{a, b}]; ok {
			return line
		}
		line := fractal(r, a, b, depth)
		back := slices.Clone(line)
		slices.Reverse(back)
		lines[[2]orb.Point{a, b}], lines[[2]orb.Point{b, a}] = line, back
		return line
	}
	var wards []Ward
	for y := range n {
		for x := range n {
			c := []orb.Point{corners[y][x], corners[y][x+1], corners[y+1][x+1], corners[y+1][x]}
			var ring orb.Ring
			for i := range c {
				line := between(c[i], c[(i+1)%4])
				ring = append(ring, line[:len(line)-1]...)
			}
			ring = append(ring, ring[0])
			wards = append(wards, Ward{ID: int64(len(wards) + 1), Geometry: orb.MultiPolygon{{ring}}})
		}
	}
	return wards
}

func fractal(r *rand.Rand, a, b orb.Point, depth int) []orb.Point {
	if depth == 0 {
		return []orb.Point{a, b}
	}
	dx, dy := b[0]-a[0], b[1]-a[1]
	off := (r.Float64() - 0.5) * 0.25
	middle := orb.Point{(a[0]+b[0])/2 - off*dy, (a[1]+b[1])/2 + off*dx}
	return append(fractal(r, a, middle, depth-1), fractal(r, middle, b, depth-1)[1:]...)
}

// coversSlow is the plain twin of covers: every edge, in rational numbers.
func coversSlow(mp orb.MultiPolygon, p orb.Point) bool {
	rat := func(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }
	px, py := rat(p[0]), rat(p[1])
	odd, on := false, false
	eachEdge(mp, func(a, b orb.Point) {
		ax, ay, bx, by := rat(a[0]), rat(a[1]), rat(b[0]), rat(b[1])
		left := new(big.Rat).Mul(new(big.Rat).Sub(bx, ax), new(big.Rat).Sub(py, ay))
		right := new(big.Rat).Mul(new(big.Rat).Sub(by, ay), new(big.Rat).Sub(px, ax))
		inX := math.Min(a[0], b[0]) <= p[0] && p[0] <= math.Max(a[0], b[0])
		inY := math.Min(a[1], b[1]) <= p[1] && p[1] <= math.Max(a[1], b[1])
		if left.Cmp(right) == 0 && inX && inY {
			on = true
		}
		if (a[1] > p[1]) != (b[1] > p[1]) {
			x := new(big.Rat).Sub(py, ay)
			x.Mul(x, new(big.Rat).Sub(bx, ax)).Quo(x, new(big.Rat).Sub(by, ay)).Add(x, ax)
			if px.Cmp(x) < 0 {
				odd = !odd
			}
		}
	})
	return odd || on
}

// hardPoint is near, on, or at the corner of a boundary.
func hardPoint(r *rand.Rand, wards []Ward) orb.Point {
	ring := wards[r.IntN(len(wards))].Geometry[0][0]
	i := r.IntN(len(ring) - 1)
	a, b := ring[i], ring[i+1]
	switch r.IntN(4) {
	case 0:
		return a
	case 1:
		return orb.Point{(a[0] + b[0]) / 2, (a[1] + b[1]) / 2}
	case 2:
		share := r.Float64()
		return orb.Point{math.Nextafter(a[0]+share*(b[0]-a[0]), 200), a[1] + share*(b[1]-a[1])}
	default:
		return orb.Point{80.75 + r.Float64()*0.3, 26.65 + r.Float64()*0.3}
	}
}

// TestLocateAgainstRationals compares with the slow twin, on boundaries above all, on clean, overlapping and holed wards.
func TestLocateAgainstRationals(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 1))
		wards := quilt(r, 2+r.IntN(3), 3)
		if seed%2 == 1 { // an overlap, a hole, a part far away
			hole := wards[0].Geometry[0][0].Clone()
			for i := range hole {
				hole[i][0], hole[i][1] = 80.81+(hole[i][0]-80.8)*0.1, 26.71+(hole[i][1]-26.7)*0.1
			}
			wards[0].Geometry[0] = append(wards[0].Geometry[0], hole)
			square := orb.Ring{{80.805, 26.705}, {80.85, 26.705}, {80.85, 26.75}, {80.805, 26.75}, {80.805, 26.705}}
			wards = append(wards, Ward{ID: 99, Geometry: orb.MultiPolygon{{square}, {{{80.75, 26.65}, {80.76, 26.65}, {80.76, 26.66}}}}})
		}
		ix, err := NewIndex(wards)
		if err != nil {
			t.Fatal(err)
		}
		for range 300 {
			p := hardPoint(r, wards)
			var want []int64
			for _, w := range wards {
				if coversSlow(w.Geometry, p) {
					want = append(want, w.ID)
				}
			}
			id, ok := ix.Locate(p)
			if got := ix.Covering(p); !slices.Equal(got, want) || ok != (len(want) > 0) || (ok && id != want[0]) {
				t.Fatalf("seed %d: %v is in %v, found %v, first %d %v", seed, p, want, got, id, ok)
			}
		}
	}
}

// TestNearest compares with a walk over all edges.
func TestNearest(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	wards := quilt(r, 3, 3)
	ix, err := NewIndex(wards)
	if err != nil {
		t.Fatal(err)
	}
	for range 500 {
		p := orb.Point{80.7 + r.Float64()*0.3, 26.6 + r.Float64()*0.3}
		want, limit := math.Inf(1), 3000.0
		for _, w := range wards {
			if coversSlow(w.Geometry, p) {
				want = 0
			}
			eachEdge(w.Geometry, func(a, b orb.Point) { want = math.Min(want, segmentDistance(p, a, b)) })
		}
		id, metres, ok := ix.LocateNearest(p, limit)
		if ok != (want <= limit) || (ok && math.Abs(metres-want) > 1e-6 && want > 0 && metres > 0) || (ok && id == 0) {
			t.Fatalf("%v: %d at %f %v, want %f", p, id, metres, ok, want)
		}
	}
	if _, _, ok := ix.LocateNearest(orb.Point{math.NaN(), 1}, 1e9); ok {
		t.Error("found a ward nowhere")
	}
}

// TestCleanQuilt wants a clean coverage to be found clean, its neighbours and their common lengths found, and its labels inside.
func TestCleanQuilt(t *testing.T) {
	wards := quilt(rand.New(rand.NewPCG(2, 2)), 4, 4)
	if report := Check(wards); !report.Clean() {
		t.Fatalf("not clean: %+v", report)
	}
	neighbours := Neighbours(wards, 0.1)
	if len(neighbours) != 24 { // 4 rows of 3, twice
		t.Fatalf("%d pairs, want 24", len(neighbours))
	}
	for _, n := range neighbours {
		if n.SharedMetres < 1000 || n.SharedMetres > 5000 {
			t.Errorf("wards %d and %d share %.0f m", n.A, n.B, n.SharedMetres)
		}
	}
	for _, w := range wards {
		if p := LabelPoint(w.Geometry); !coversSlow(w.Geometry, p) {
			t.Errorf("the label of ward %d is outside: %v", w.ID, p)
		}
	}
}

// TestSimplifiedNeighboursStayJoined wants, at every zoom, each stretch that two wards share to be left with the same vertices, so that the
// edges of the simplified wards still cancel in pairs; and the simplified lines to stay within half a pixel.
func TestSimplifiedNeighboursStayJoined(t *testing.T) {
	wards := quilt(rand.New(rand.NewPCG(3, 3)), 4, 6)
	c := NewCoverage(wards)
	full := 0
	for zoom := uint8(0); zoom <= lodMax; zoom++ {
		var edges []half
		kept := 0
		for i := range wards {
			simple := atZoom(c.Rings(i), zoom)
			kept += len(simple[0][0].X)
			edges = appendHalves(edges, simple)
		}
		boundary := withoutPairs(edges)
		if rings := linkRings(boundary); zoom >= 9 && len(rings) != 1 {
			t.Fatalf("z%d: %d outer rings: neighbours came apart", zoom, len(rings))
		}
		if zoom == lodMax {
			full = kept
		}
		if zoom == 10 && kept > 16*200 {
			t.Errorf("z10 keeps %d vertices", kept)
		}
	}
	if full != 16*4*64 {
		t.Errorf("z%d keeps %d vertices", lodMax, full)
	}
}

func atZoom(shape [][]Ring, zoom uint8) [][]Ring {
	var out [][]Ring
	for _, rings := range shape {
		var kept []Ring
		for _, r := range rings {
			var k Ring
			for i := range r.X {
				if r.MinZoom[i] <= zoom {
					k.X, k.Y, k.MinZoom = append(k.X, r.X[i]), append(k.Y, r.Y[i]), append(k.MinZoom, r.MinZoom[i])
				}
			}
			kept = append(kept, k)
		}
		out = append(out, kept)
	}
	return out
}

// TestSignificance compares, at each zoom, the distance of every vertex from the simplified line with half a pixel.
func TestSignificance(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 40 {
		line := fractal(r, orb.Point{80.8, 26.8}, orb.Point{80.8 + r.Float64(), 26.9}, 1+r.IntN(8))
		var xs, ys []uint32
		for _, p := range line {
			x, y := points.World(p)
			xs, ys = append(xs, x), append(ys, y)
		}
		zooms := SignificanceOfLine(xs, ys)
		for zoom := uint8(0); zoom < lodMax; zoom++ {
			last := 0
			for i := 1; i < len(xs); i++ {
				if zooms[i] > zoom {
					continue
				}
				_, square := farthest(xs, ys, span{first: last, last: i})
				if i-last > 1 && math.Sqrt(square) >= float64(uint64(halfPixel)<<(20-zoom)) {
					t.Fatalf("z%d: a vertex is %.0f units off", zoom, math.Sqrt(square))
				}
				last = i
			}
			if last != len(xs)-1 {
				t.Fatal("the end was left out")
			}
		}
	}
}

// TestDissolve joins the wards of a quilt to zones by columns and wants one outline each, of the summed area, joined at every zoom.
func TestDissolve(t *testing.T) {
	wards := quilt(rand.New(rand.NewPCG(6, 6)), 4, 3)
	c := NewCoverage(wards)
	zones := c.Dissolve(func(id int64) int64 { return (id-1)%2 + 1 }) // columns 0 and 2, columns 1 and 3
	for zone, shape := range zones {
		want, got := 0.0, 0.0
		for i := range wards {
			if int64(i)%2+1 == zone {
				want += doubleArea(c.Rings(i)[0][0].X, c.Rings(i)[0][0].Y)
			}
		}
		for _, rings := range shape {
			if len(rings) != 1 {
				t.Errorf("zone %d has a hole", zone)
			}
			got += doubleArea(rings[0].X, rings[0].Y)
		}
		if len(shape) != 2 || math.Abs(got-want) > 1e-9*want {
			t.Errorf("zone %d: %d parts of area %g, want 2 of %g", zone, len(shape), got, want)
		}
	}
	if one := c.Dissolve(func(int64) int64 { return 7 }); len(one) != 1 || len(one[7]) != 1 || len(one[7][0]) != 1 {
		t.Errorf("one zone of all: %d outlines", len(one[7]))
	}
}

// dirty moves each ward a little by itself and doubles one: overlaps, slivers and a duplicate.
func dirty(r *rand.Rand, wards []Ward) []Ward {
	out := make([]Ward, len(wards))
	for i, w := range wards {
		ring := w.Geometry[0][0].Clone()
		for k := range ring[:len(ring)-1] {
			ring[k][0] += (r.Float64() - 0.5) * 0.0002
			ring[k][1] += (r.Float64() - 0.5) * 0.0002
		}
		ring[len(ring)-1] = ring[0]
		out[i] = Ward{ID: w.ID, Geometry: orb.MultiPolygon{{ring}}}
	}
	return out
}

// TestRepair wants a mended coverage to be clean, to cover what was covered, and to leave places that had one ward with it.
func TestRepair(t *testing.T) {
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 9))
		wards := dirty(r, quilt(r, 2+r.IntN(4), r.IntN(5)))
		before := Check(wards)
		if before.Clean() {
			t.Fatal("nothing to mend proves nothing")
		}
		checkRepair(t, r, wards, RepairOptions{})
	}
}

func checkRepair(t *testing.T, r *rand.Rand, wards []Ward, o RepairOptions) []Ward {
	t.Helper()
	clean, _, err := Repair(wards, o)
	if err != nil {
		t.Fatal(err)
	}
	after := Check(clean)
	if len(after.Overlaps) > 0 || len(after.Faults) > 0 {
		t.Fatalf("after the repair: %d overlaps, faults %v", len(after.Overlaps), after.Faults)
	}
	for _, gap := range after.Gaps {
		if gap.SquareM < 50_000 {
			t.Fatalf("a gap of %.0f m² is left", gap.SquareM)
		}
	}
	old, _ := NewIndex(wards)
	fresh, err := NewIndex(clean)
	if err != nil {
		t.Fatal(err)
	}
	bound := wards[0].Geometry.Bound()
	for _, w := range wards {
		bound = bound.Union(w.Geometry.Bound())
	}
	for range 4000 {
		p := orb.Point{bound.Min[0] + r.Float64()*(bound.Max[0]-bound.Min[0]), bound.Min[1] + r.Float64()*(bound.Max[1]-bound.Min[1])}
		was, is := old.Covering(p), fresh.Covering(p)
		if len(was) > 0 && (len(is) != 1 || is[0] != was[0]) {
			_, metres, _ := fresh.LocateNearest(p, 1)
			t.Fatalf("%v was in %v and is in %v (%.3f m)", p, was, is, metres)
		}
	}
	return clean
}

// FuzzBoundaries feeds garbage: no panic, no endless loop.
func FuzzBoundaries(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 200, 100, 3, 2, 1, 0, 0, 0, 255, 1, 2, 9}, true)
	f.Add([]byte{0, 0, 0, 0, 9, 0, 9, 9, 0, 9, 9, 0, 0, 9, 0, 0}, false)
	f.Add([]byte{1, 2, 254, 180, 7, 90, 254, 20, 21, 9, 1, 2, 254, 100, 3, 200, 10, 10}, true)
	f.Fuzz(func(t *testing.T, data []byte, odd bool) {
		if len(data) > 400 {
			return
		}
		var wards []Ward
		var ring orb.Ring
		for i := 0; i+1 < len(data); i += 2 {
			p := orb.Point{80 + float64(data[i])/2560, 26 + float64(data[i+1])/2560}
			if odd && data[i] == 255 {
				p = orb.Point{math.Inf(1), math.NaN()}
			}
			if odd && data[i] == 254 { // anywhere on Earth, or beyond
				p = orb.Point{float64(data[i+1])*3 - 380, float64(data[i+1]) - 100}
			}
			ring = append(ring, p)
			if data[i]%11 == 10 {
				wards = append(wards, Ward{ID: int64(i), Geometry: orb.MultiPolygon{{ring}}})
				ring = nil
			}
		}
		wards = append(wards, Ward{ID: -1, Geometry: orb.MultiPolygon{{ring}, nil}})
		ix, err := NewIndex(wards)
		if err == nil {
			ix.Locate(orb.Point{80.01, 26.01})
			ix.LocateNearest(orb.Point{80.2, 26.2}, 1e6)
			NewCoverage(wards).Dissolve(func(id int64) int64 { return id%2 + 1 })
		}
		Check(wards)
		Neighbours(wards, 5)
		LabelPoint(wards[0].Geometry)
		clean, _, err := Repair(wards, RepairOptions{})
		if err != nil {
			return
		}
		if after := Check(clean); len(after.Overlaps) > 0 {
			t.Fatalf("overlaps after the repair: %+v", after.Overlaps)
		}
	})
}

// TestDissolveDrawnApart wants one outline of a zone where a boundary has vertices that the neighbour lacks, or is drawn a little apart.
func TestDissolveDrawnApart(t *testing.T) {
	square := func(west, south, east, north float64) orb.Ring {
		return orb.Ring{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}
	}
	lone := orb.Ring{{80, 26}, {80.01, 26}, {80.01, 26.004}, {80.01, 26.01}, {80, 26.01}, {80, 26}}
	bulge := lone.Clone()
	bulge[2][0] += 0.0009 // some 90 m, wider than a sliver
	for name, first := range map[string]orb.Ring{"a vertex more": lone, "an overlap": bulge} {
		t.Run(name, func(t *testing.T) {
			wards := []Ward{{1, orb.MultiPolygon{{first}}}, {2, orb.MultiPolygon{{square(80.01, 26, 80.02, 26.01)}}}, {3, orb.MultiPolygon{{square(80.02, 26, 80.03, 26.01)}}}}
			for i := range 3 {
				w := float64(i) * 0.01
				wards = append(wards, Ward{int64(4 + i), orb.MultiPolygon{{square(80+w, 26.01, 80.01+w, 26.02)}}})
			}
			outline := NewCoverage(wards).Dissolve(func(int64) int64 { return 5 })[5]
			if len(outline) != 1 || len(outline[0]) != 1 {
				t.Fatalf("%d parts, want one without holes", len(outline))
			}
			middle, _ := points.World(orb.Point{80.01, 26})
			for i, x := range outline[0][0].X { // nothing of the boundary between the first two wards
				p := points.FromWorld(x, outline[0][0].Y[i])
				if x >= middle && p[0] < 80.015 && p[1] > 26.0001 && p[1] < 26.0199 {
					t.Errorf("the outline runs through the inside: %v", p)
				}
			}
		})
	}
}
