package road_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"

	"rasad/geo/road"
)

// sequence turns places into whole steps of the scrawl's grid, for the twin.
func sequence(pts []road.Point) geom.Sequence {
	var flat []float64
	for _, p := range pts {
		flat = append(flat, float64(p.Lon-809_000_000)/2500, float64(p.Lat-268_000_000)/2500)
	}
	return geom.NewSequence(flat, geom.DimXY)
}

// standsSlow overlays an edge with polygons, by the library.
func standsSlow(t *testing.T, edge []road.Point, polygons []geom.Polygon) (inside, outside bool) {
	t.Helper()
	for i := 1; i < len(edge); i++ {
		if edge[i] == edge[i-1] {
			continue
		}
		piece := geom.NewLineString(sequence(edge[i-1 : i+1])).AsGeometry()
		for _, p := range polygons {
			in, err := geom.Intersection(piece, p.AsGeometry())
			if err != nil {
				t.Fatal(err)
			}
			inside = inside || in.Length() > 1e-6
			if piece, err = geom.Difference(piece, p.AsGeometry()); err != nil {
				t.Fatal(err)
			}
		}
		outside = outside || piece.Length() > 1e-6
	}
	return inside, outside
}

// ringAt makes a star-shaped ring on the grid.
func ringAt(r *rand.Rand) []road.Point {
	cx, cy, n := float64(r.IntN(40)), float64(r.IntN(40)), 3+r.IntN(8)
	var ring []road.Point
	for i := range n {
		angle, far := 2*math.Pi*float64(i)/float64(n), 2+10*r.Float64()
		ring = append(ring, road.Point{
			Lon: 809_000_000 + 2500*int32(math.Round(cx+far*math.Cos(angle))), Lat: 268_000_000 + 2500*int32(math.Round(cy+far*math.Sin(angle))),
		})
	}
	return append(ring, ring[0])
}

// TestEffectPolygons holds every edge of random networks to the twin, under each rule, polygons with shared and collinear sides included.
func TestEffectPolygons(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	hits := [3]int{}
	for range 60 {
		n := scrawl(r, 60)
		x := road.NewIndex(n)
		var shape orb.MultiPolygon
		var twin []geom.Polygon
		for range 1 + r.IntN(2) {
			ring := ringAt(r)
			polygon := geom.NewPolygon([]geom.LineString{geom.NewLineString(sequence(ring))})
			if polygon.Validate() != nil {
				continue
			}
			var o orb.Ring
			for _, p := range ring {
				o = append(o, degrees(p))
			}
			shape, twin = append(shape, orb.Polygon{o}), append(twin, polygon)
		}
		if shape == nil {
			continue
		}
		for rule := range road.Rule(3) {
			effect, err := x.Effect(road.Area{Geometry: shape, Rule: rule})
			if err != nil {
				t.Fatal(err)
			}
			for e, edge := range n.Edges {
				in, out := standsSlow(t, n.Points[edge.First:edge.Last+1], twin)
				want := [3]bool{in, in && !out, in && out}[rule]
				if want {
					hits[rule]++
				}
				for _, backward := range []bool{false, true} {
					if _, got := slices.BinarySearch(effect.Edges, road.Directed(uint32(e), backward)); got != want {
						t.Fatalf("rule %d, edge %v of %v: %v, want %v", rule, n.Points[edge.First:edge.Last+1], shape, got, want)
					}
				}
			}
		}
	}
	if min(hits[0], hits[1], hits[2]) < 50 {
		t.Errorf("%v edges under the rules: the sample says little", hits)
	}
}
