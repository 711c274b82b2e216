package web

import (
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/simplify"

	"rasad/internal/web/site"
)

var _ site.Outliner = town{}

// outlineDegrees is how far a thinned outline may leave the true one: some 8 m, less than a phone knows its own place by.
const outlineDegrees = 8e-5

// Outline is the thinned outline of a ward.
func (t town) Outline(ward string) (rings [][][2]float64) {
	w, ok := t.epoch.Ward(ward)
	if !ok {
		return nil
	}
	thin := simplify.DouglasPeucker(outlineDegrees).MultiPolygon(w.Geometry.Clone())
	for _, polygon := range thin {
		for _, ring := range polygon {
			rings = append(rings, pairs(ring))
		}
	}
	return rings
}

func pairs(ring orb.Ring) [][2]float64 {
	out := make([][2]float64, 0, len(ring))
	for _, p := range ring {
		out = append(out, p)
	}
	return out
}
