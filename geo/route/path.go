package route

import (
	"math"

	"rasad/geo/road"
)

// Path is the way from a place to another. Its cost is the sum of those of its passages and turns.
type Path struct {
	Cost     road.Cost
	From, To road.Snap
	Passages []Passage
}

// Passage is a stretch of an edge, travelled.
type Passage struct {
	Edge     road.DirectedEdge
	From, To float64   // fractions of the edge in the direction of travel, 0..1
	Cost     road.Cost // of this stretch
	Turn     road.Cost // paid at the junction before it
}

// part is what the first share of an edge costs: time and length each rounded, so that two parts of an edge sum to the whole by subtraction.
func part(c road.Cost, share float64) road.Cost {
	ms, cm := road.Split(c)
	return road.MakeCost(uint32(math.Round(float64(ms)*share)), uint32(math.Round(float64(cm)*share)))
}

// along is how far along a directed edge a place is.
func along(s road.Snap, d road.DirectedEdge) float64 {
	if d.Backward() {
		return 1 - s.Fraction
	}
	return s.Fraction
}

// directions are the directed edges that a trip may leave or reach a place by.
func directions(s road.Snap) []road.DirectedEdge {
	out := make([]road.DirectedEdge, 0, 2)
	if s.Forward {
		out = append(out, road.Directed(s.Edge, false))
	}
	if s.Backward {
		out = append(out, road.Directed(s.Edge, true))
	}
	return out
}
