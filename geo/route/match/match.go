// Package match brings a trace of satellite positions to the streets that were travelled: a hidden Markov model after Newson and Krumm (2009).
// Each position may have been on any street near it, the less likely the farther; going from one street to another is the less likely the more
// the way by road differs from the straight line; Viterbi's algorithm finds the likeliest sequence. OSRM's match.
//
// Cost: one matrix of at most ten by ten for each position.
package match

import (
	"context"
	"errors"

	"github.com/paulmach/orb"

	"rasad/geo/road"
)

// Roads is what matching asks of a network: both are those of one profile and one epoch.
type Roads interface {
	// Snap gives the streets within so many metres, the nearest first, at most limit.
	Snap(at orb.Point, metres float64, limit int) ([]road.Snap, error)
	// Matrix is the cost from each to each, row-major, road.Infinite where there is no way. Its centimetres count.
	Matrix(ctx context.Context, from, to []road.Snap) ([]road.Cost, error)
}

// Point is a measured position.
type Point struct {
	At       orb.Point
	Seconds  int64   // Unix time; told for all points of a trace or for none
	Accuracy float64 // metres, the standard deviation; 0: 5
}

// Options of a match.
type Options struct {
	Timed     bool  // the points' Seconds count, and ascend
	Split     bool  // a long pause (four times the usual one, at least a minute) begins a new matching
	Tidy      bool  // positions on the spot of the last one are left out, but for waypoints
	Waypoints []int // ascending; the points at which legs begin and end; nil: all
}

// Result of a match.
type Result struct {
	Tracepoints []*Tracepoint // of each point; nil: not matched, or tidied away
	Matchings   []Matching
}

// Tracepoint is where a point was.
type Tracepoint struct {
	Matching     int // place in Result.Matchings
	Waypoint     int // which of that matching's waypoints it is; -1: none
	Alternatives int // how many other streets could have been it
	Snap         road.Snap
}

// Matching is a stretch without a gap: the way leads from each snap to the next.
type Matching struct {
	Points     []int       // of the trace, two at least
	Snaps      []road.Snap // of each
	Waypoints  []int       // places in Points at which legs begin and end: the first and the last always
	Confidence float64     // 0 to 1: how little the way by road winds about the trace, and how near it is
}

// Errors of Match.
var (
	ErrTooFew    = errors.New("a trace has two points at least")
	ErrTimes     = errors.New("the times of a trace must ascend")
	ErrWaypoints = errors.New("waypoints are places in the trace, ascending")
	ErrNone      = errors.New("no part of the trace is on streets")
)

const (
	candidates      = 10
	defaultAccuracy = 5.0 // metres
	reach           = 3.0 // standard deviations within which a street is sought
	leastReach      = 15.0
	mostReach       = 200.0
)

// Match brings a trace to the streets.
func Match(ctx context.Context, roads Roads, trace []Point, o Options) (*Result, error) {
	if err := check(trace, o); err != nil {
		return nil, err
	}
	m := &matcher{roads: roads, trace: trace, o: o, pause: usualPause(trace, o)}
	for i := range trace {
		if o.Tidy && m.idle(i) {
			continue
		}
		if err := m.add(ctx, i); err != nil {
			return nil, err
		}
	}
	m.close()
	if len(m.out.Matchings) == 0 {
		return nil, ErrNone
	}
	return m.result(), nil
}

func check(trace []Point, o Options) error {
	if len(trace) < 2 {
		return ErrTooFew
	}
	for i := 1; o.Timed && i < len(trace); i++ {
		if trace[i].Seconds < trace[i-1].Seconds {
			return ErrTimes
		}
	}
	for i, w := range o.Waypoints {
		if w < 0 || w >= len(trace) || i > 0 && w <= o.Waypoints[i-1] {
			return ErrWaypoints
		}
	}
	return nil
}

func (p Point) accuracy() float64 {
	if p.Accuracy > 0 { // not of NaN
		return min(p.Accuracy, 1000)
	}
	return defaultAccuracy
}
