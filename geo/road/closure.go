package road

// Mode says what a closure does to the edges that it touches.
type Mode uint8

// The modes.
const (
	NoEntry   Mode = iota // nobody passes, not even to a place inside
	NoThrough             // trips that start or end inside pass, others do not
	ExitOnly              // one may leave, and move inside, but not enter
	Slow                  // passes, taking Factor times as long
)

// Rule says which edges an area touches.
type Rule uint8

// The rules.
const (
	Touches Rule = iota // any part of the edge is inside
	Inside              // all of it is
	Crosses             // part of it is inside and part outside
)

// Effect is what one closure does, in terms of the network.
type Effect struct {
	ID       string // of the closure, for answers
	Mode     Mode
	Factor   float64 // of Slow: more than 1, at most 100
	Profiles ProfileSet
	Edges    []DirectedEdge // ascending: those that are closed or slowed. Of ExitOnly those that lead inside from outside.
	Within   []DirectedEdge // of NoThrough and ExitOnly: ascending, those inside; trips that start or end there count as inside
}
