// Package trip puts places into the order in which a round takes least time: OSRM's trip. Up to ten places the order is the best there is
// (Held and Karp's dynamic programme); beyond, farthest insertion improved by 2-opt and Or-opt until neither helps. Costs need not be the same
// both ways. The same costs give the same trip.
package trip

import (
	"errors"
	"slices"

	"rasad/geo/road"
)

// Options of a trip.
type Options struct {
	Open  bool // does not come back to where it began
	First bool // begins at the first place
	Last  bool // ends at the last one; a round comes back from there to where it began
}

// Errors of Solve.
var (
	ErrShape   = errors.New("the costs are not a square of at least one place")
	ErrSevered = errors.New("the places that the trip is to begin and end at cannot be reached from one another")
	ErrTooMany = errors.New("too many places for a trip")
)

// Most places that Solve takes.
const Most = 200

// Trip is places in the order of the visit; a round goes back from the last to the first.
type Trip struct {
	Places []int
	Cost   road.Cost // the way back included
}

// Solve finds a trip over n places by their costs, row-major. Places that cannot reach one another both ways are on different trips, those
// ordered by their least place; then First and Last are asked of the trip that holds such a place, and an Open trip of several parts from the
// first to the last place is ErrSevered.
func Solve(n int, costs []road.Cost, o Options) ([]Trip, error) {
	switch {
	case n < 1 || len(costs) != n*n:
		return nil, ErrShape
	case n > Most:
		return nil, ErrTooMany
	}
	parts := components(n, costs)
	if len(parts) > 1 && o.First && o.Last && !slices.Contains(parts[0], n-1) {
		return nil, ErrSevered
	}
	trips := make([]Trip, 0, len(parts))
	for _, part := range parts {
		t := solve(part, costs, n, Options{
			Open:  o.Open,
			First: o.First && part[0] == 0,
			Last:  o.Last && part[len(part)-1] == n-1,
		})
		trips = append(trips, t)
	}
	return trips, nil
}

// components are the sets of places that reach one another, each ascending, by their least place.
func components(n int, costs []road.Cost) [][]int {
	reach := make([]bool, n*n)
	for i := range reach {
		reach[i] = costs[i] < road.Infinite || i/n == i%n
	}
	// Costs of the quickest ways are transitive already; others are made so.
	for k := range n {
		for i := range n {
			if reach[i*n+k] {
				for j := range n {
					reach[i*n+j] = reach[i*n+j] || reach[k*n+j]
				}
			}
		}
	}
	var parts [][]int
	done := make([]bool, n)
	for i := range n {
		if done[i] {
			continue
		}
		var part []int
		for j := i; j < n; j++ {
			if !done[j] && reach[i*n+j] && reach[j*n+i] {
				done[j] = true
				part = append(part, j)
			}
		}
		parts = append(parts, part)
	}
	return parts
}

// never is a cost that no trip with a choice pays; a thousand of them still fit.
const never = int64(1) << 45

// solve orders one part. It is made a round over its places and, for an open trip, one more that stands for "nowhere".
func solve(part []int, costs []road.Cost, n int, o Options) Trip {
	m := len(part)
	size := m
	if o.Open {
		size++
	}
	g := &grid{n: size, w: make([]int64, size*size)}
	for i, a := range part {
		for j, b := range part {
			ms, cm := road.Split(costs[a*n+b])
			// Time decides; a centimetre weighs a thousandth of a millisecond at most.
			w := int64(ms)<<10 + int64(min(cm>>10, 1023))
			if costs[a*n+b] >= road.Infinite {
				w = never
			}
			g.w[i*size+j] = w
		}
	}
	g.bind(m, o)
	tour := g.tour()
	return Trip{Places: rotate(tour, part, o), Cost: 0}.priced(costs, n, o.Open)
}

// bind forbids what the options exclude.
func (g *grid) bind(m int, o Options) {
	g.seed = []int{0}
	if o.Open {
		g.seed = []int{m}
		if o.First {
			g.seed = append(g.seed, 0)
		}
		if o.Last && !(o.First && m == 1) {
			g.seed = append([]int{m - 1}, g.seed...)
		}
		for i := range m {
			g.w[m*g.n+i], g.w[i*g.n+m] = 0, 0
			if o.First && i != 0 {
				g.w[m*g.n+i] = never
			}
			if o.Last && i != m-1 {
				g.w[i*g.n+m] = never
			}
		}
		return
	}
	if o.First && o.Last && m > 2 { // the last place comes right before the first
		g.seed = []int{m - 1, 0}
		for i := 1; i < m; i++ {
			g.w[(m-1)*g.n+i] = never
		}
	}
}

// rotate makes the round begin where it should, and names the places.
func rotate(tour, part []int, o Options) []int {
	at := slices.Index(tour, 0)
	switch {
	case o.Open:
		at = (slices.Index(tour, len(part)) + 1) % len(tour)
	case o.Last && !o.First:
		at = (slices.Index(tour, len(part)-1) + 1) % len(tour)
	}
	var out []int
	for i := range tour {
		if v := tour[(at+i)%len(tour)]; v < len(part) {
			out = append(out, part[v])
		}
	}
	return out
}

func (t Trip) priced(costs []road.Cost, n int, open bool) Trip {
	for i := range t.Places {
		if i+1 == len(t.Places) && (open || len(t.Places) == 1) {
			break
		}
		c := costs[t.Places[i]*n+t.Places[(i+1)%len(t.Places)]]
		t.Cost = min(road.Infinite, t.Cost+min(c, road.Infinite))
	}
	return t
}
