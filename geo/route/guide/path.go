package guide

import "rasad/geo/road"

// Path is the way from a place to another.
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
