package ogctiles

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
	"github.com/paulmach/orb/project"
)

// TestMatrixSetIsTheRegisteredOne holds the definition to figures of the register (17-083r4, annex D), and the corners of its tiles to
// another library's.
func TestMatrixSetIsTheRegisteredOne(t *testing.T) {
	set := webMercatorQuad()
	if len(set.TileMatrices) != 25 || set.TileMatrices[24].ID != "24" {
		t.Fatalf("%d matrices", len(set.TileMatrices))
	}
	for zoom, want := range map[int][2]float64{ // scale denominator, cell size
		0: {559082264.028717, 156543.033928041}, 1: {279541132.014358, 78271.5169640204}, 12: {136494.693366386, 38.2185141425366},
		18: {2132.72958384978, 0.597164283477134}, 24: {33.3238997476528, 0.00933069192932},
	} {
		m := set.TileMatrices[zoom]
		if math.Abs(m.ScaleDenominator/want[0]-1) > 1e-9 || math.Abs(m.CellSize/want[1]-1) > 1e-9 {
			t.Errorf("%s: 1:%v, %v m", m.ID, m.ScaleDenominator, m.CellSize)
		}
	}
	for _, m := range set.TileMatrices {
		if m.MatrixWidth != m.MatrixHeight || math.Abs(m.CellSize*256*float64(m.MatrixWidth)-2*half) > 1e-6 || m.PointOfOrigin != [2]float64{-half, half} {
			t.Errorf("%+v does not cover the map", m)
		}
	}
	m := set.TileMatrices[14]
	theirs := project.Point(maptile.New(11891, 6936, 14).Bound().LeftTop(), project.WGS84.ToMercator)
	side := m.CellSize * float64(m.TileWidth)
	ours := orb.Point{m.PointOfOrigin[0] + 11891*side, m.PointOfOrigin[1] - 6936*side}
	if math.Hypot(ours[0]-theirs[0], ours[1]-theirs[1]) > 1e-3 {
		t.Errorf("a tile begins at %v, want %v", ours, theirs)
	}
}
