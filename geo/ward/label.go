package ward

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// LabelPoint is a point well inside the largest polygon: nearly the centre of the largest circle that fits, so that a name written there
// looks right. It follows mapbox's polylabel (2016): squares are divided in order of how far inside a point of them could be.
// The same geometry gives the same point. Empty geometry gives 0, 0.
func LabelPoint(mp orb.MultiPolygon) orb.Point {
	polygon, ok := largest(mp)
	if !ok {
		return orb.Point{}
	}
	bound := polygon.Bound()
	kx, ky := metresPer(bound.Center()[1])
	flat := make(orb.Polygon, len(polygon))
	for i, ring := range polygon {
		flat[i] = make(orb.Ring, len(ring))
		for k, p := range ring {
			flat[i][k] = orb.Point{p[0] * kx, p[1] * ky}
		}
	}
	best := innermost(flat)
	return orb.Point{best[0] / kx, best[1] / ky}
}

func largest(mp orb.MultiPolygon) (orb.Polygon, bool) {
	var found orb.Polygon
	area := -1.0
	for _, polygon := range mp {
		if len(polygon) == 0 || len(polygon[0]) < 3 {
			continue
		}
		if a := math.Abs(planar.Area(polygon[0])); a > area {
			found, area = polygon, a
		}
	}
	return found, found != nil
}

// square of the search: no point in it is farther inside than limit.
type square struct {
	middle          orb.Point
	half, in, limit float64
}

func newSquare(middle orb.Point, half float64, polygon orb.Polygon) square {
	in := depth(middle, polygon)
	return square{middle, half, in, in + half*math.Sqrt2}
}

func innermost(polygon orb.Polygon) orb.Point {
	bound := polygon.Bound()
	width, height := bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]
	side := math.Min(width, height)
	if !(side > 0) {
		return bound.Min
	}
	side = math.Max(side, math.Max(width, height)/64) // a sliver is not cut into thousands
	precision := side / 100
	centroid, _ := planar.CentroidArea(polygon)
	best := newSquare(centroid, 0, polygon)
	vertices := 0
	for _, ring := range polygon {
		vertices += len(ring)
	}
	most := max(20, min(4000, 10_000_000/max(1, vertices))) // half a second at worst
	var queue []square
	for x := bound.Min[0]; x < bound.Max[0]; x += side {
		for y := bound.Min[1]; y < bound.Max[1]; y += side {
			queue = append(queue, newSquare(orb.Point{x + side/2, y + side/2}, side/2, polygon))
		}
	}
	for steps := 0; len(queue) > 0 && steps < most; steps++ {
		top := 0
		for i := range queue {
			if queue[i].limit > queue[top].limit {
				top = i
			}
		}
		s := queue[top]
		queue[top] = queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		if s.in > best.in {
			best = s
		}
		if s.limit-best.in <= precision {
			if s.limit <= best.in {
				break
			}
			continue
		}
		for _, d := range [4][2]float64{{-1, -1}, {1, -1}, {-1, 1}, {1, 1}} {
			h := s.half / 2
			if part := newSquare(orb.Point{s.middle[0] + d[0]*h, s.middle[1] + d[1]*h}, h, polygon); part.limit > best.in+precision {
				queue = append(queue, part)
			}
		}
	}
	return best.middle
}

// depth is the distance to the boundary, negative outside.
func depth(p orb.Point, polygon orb.Polygon) float64 {
	inside, square := false, math.Inf(1)
	for _, ring := range polygon {
		for i := range ring {
			a, b := ring[i], ring[(i+1)%len(ring)]
			if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1])+a[0] {
				inside = !inside
			}
			square = math.Min(square, planar.DistanceFromSegmentSquared(a, b, p))
		}
	}
	if inside {
		return math.Sqrt(square)
	}
	return -math.Sqrt(square)
}
