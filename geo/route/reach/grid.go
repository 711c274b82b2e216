package reach

import (
	"math"

	"github.com/paulmach/orb"

	"rasad/geo/road"
)

// grid is a raster of places, rows from south to north. The outermost two rows and columns are farther from every stretch than one walks.
type grid struct {
	west, south   float64 // of the first place, in units of a Point
	unitX, unitY  float64 // metres of a unit
	cell          float64 // metres
	width, height int
}

const metresAUnit = 6_371_008.8 * math.Pi / 180 * 1e-7

// newGrid lays a raster over stretches. Where it would be too large its cells are made greater, and Aside at least a cell, so that no street falls
// between the places.
func newGrid(list []stretch, o *Options) *grid {
	if len(list) == 0 {
		return &grid{cell: o.Cell}
	}
	low, high := list[0].a, list[0].a
	for i := range list {
		for _, p := range [2]road.Point{list[i].a, list[i].b} {
			low = road.Point{Lon: min(low.Lon, p.Lon), Lat: min(low.Lat, p.Lat)}
			high = road.Point{Lon: max(high.Lon, p.Lon), Lat: max(high.Lat, p.Lat)}
		}
	}
	g := &grid{unitY: metresAUnit, cell: o.Cell}
	g.unitX = metresAUnit * max(math.Cos((radians(low.Lat)+radians(high.Lat))/2), 0.01)
	x, y := (float64(high.Lon)-float64(low.Lon))*g.unitX, (float64(high.Lat)-float64(low.Lat))*g.unitY
	for {
		o.Aside = max(o.Aside, g.cell)
		margin := o.Aside + 3*g.cell
		w, h := math.Ceil((x+2*margin)/g.cell)+1, math.Ceil((y+2*margin)/g.cell)+1
		if w*h <= MaxCells {
			g.width, g.height = int(w), int(h)
			g.west, g.south = float64(low.Lon)-margin/g.unitX, float64(low.Lat)-margin/g.unitY
			return g
		}
		g.cell *= max(1.01, math.Sqrt(w*h/MaxCells))
	}
}

// of is a point in cells from the first place.
func (g *grid) of(p road.Point) (x, y float64) {
	return (float64(p.Lon) - g.west) * g.unitX / g.cell, (float64(p.Lat) - g.south) * g.unitY / g.cell
}

// degrees is the point some cells from the first place, to the unit of a Point.
func (g *grid) degrees(x, y float64) orb.Point {
	return orb.Point{math.Round(g.west+x*g.cell/g.unitX) / 1e7, math.Round(g.south+y*g.cell/g.unitY) / 1e7}
}

// near visits the places within some cells of a stretch with their distance from it, in cells, and when one is at its nearest point.
func (g *grid) near(s *stretch, within float64, visit func(place int, distance, t float64)) {
	ax, ay := g.of(s.a)
	bx, by := g.of(s.b)
	vx, vy := bx-ax, by-ay
	square := vx*vx + vy*vy
	x0, x1 := max(int(math.Ceil(min(ax, bx)-within)), 0), min(int(math.Floor(max(ax, bx)+within)), g.width-1)
	y0, y1 := max(int(math.Ceil(min(ay, by)-within)), 0), min(int(math.Floor(max(ay, by)+within)), g.height-1)
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			dx, dy, share := float64(x)-ax, float64(y)-ay, 0.0
			if square > 0 {
				share = min(max((dx*vx+dy*vy)/square, 0), 1)
			}
			dx, dy = dx-share*vx, dy-share*vy
			if d := dx*dx + dy*dy; d <= within*within {
				visit(y*g.width+x, math.Sqrt(d), s.ta+share*(s.tb-s.ta))
			}
		}
	}
}
