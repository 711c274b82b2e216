package route

import (
	"context"
	"slices"

	"rasad/geo/road"
)

// group is the places within the same closures.
type group struct {
	inside []uint16
	places []int
}

func (s *Snapshot) groups(p road.Profile, places []road.Snap) []group {
	var all []group
	known := map[string]int{}
	for i := range places {
		inside := s.inside(p, places[i])
		g, ok := known[key(inside)]
		if !ok {
			g = len(all)
			known[key(inside)] = g
			all = append(all, group{inside: inside})
		}
		all[g].places = append(all[g].places, i)
	}
	return all
}

// Matrix is the cost from each place to each, row by row; road.Infinite is no way. The error is ctx's.
func (s *Snapshot) Matrix(ctx context.Context, p road.Profile, from, to []road.Snap) ([]road.Cost, error) {
	out := make([]road.Cost, len(from)*len(to))
	byEdge := map[uint32][]int{}
	for j := range to {
		byEdge[to[j].Edge] = append(byEdge[to[j].Edge], j)
	}
	goals := s.groups(p, to)
	for _, f := range s.groups(p, from) {
		for _, g := range goals {
			own := s.streets(p, union(f.inside, g.inside))
			if err := own.fill(ctx, f.places, g.places, from, to, out); err != nil {
				return nil, err
			}
		}
	}
	for i := range from {
		for _, j := range byEdge[from[i].Edge] {
			if direct, ok := s.between(p, from[i], to[j]).direct(from[i], to[j]); ok {
				cell := &out[i*len(to)+j]
				*cell = min(*cell, direct.Cost)
			}
		}
	}
	return out, nil
}

// fill computes the cells between some rows and columns.
func (s *streets) fill(ctx context.Context, rows, columns []int, from, to []road.Snap, out []road.Cost) error {
	starts, goals := make([][]seed, len(rows)), make([][]seed, len(columns))
	for i, r := range rows {
		starts[i] = s.start(from[r]).seeds
	}
	for j, c := range columns {
		goals[j] = s.goal(to[c]).seeds
	}
	cells := make([]road.Cost, len(rows)*len(columns))
	if err := s.metric.Matrix(ctx, starts, goals, cells); err != nil {
		return err
	}
	for i, r := range rows {
		for j, c := range columns {
			out[r*len(to)+c] = cells[i*len(columns)+j]
		}
	}
	return nil
}

// Reach is the cost between places and every street.
type Reach struct {
	streets *streets
	cost    []road.Cost
	which   []int32
}

// Sweep is the cost of ways from the places to every street, or towards them.
func (s *Snapshot) Sweep(p road.Profile, places []road.Snap, towards bool) *Reach {
	var inside []uint16
	for i := range places {
		inside = union(inside, s.inside(p, places[i]))
	}
	own := s.streets(p, inside)
	var seeds []seed
	var of []int32
	for i := range places {
		e := own.start(places[i])
		if towards {
			e = own.goal(places[i])
		}
		seeds = append(seeds, e.seeds...)
		of = append(of, slices.Repeat([]int32{int32(i)}, len(e.seeds))...)
	}
	r := &Reach{streets: own}
	if towards {
		found := own.metric.ToSeeds(seeds)
		r.cost, r.which = found.Cost, found.Which
	} else {
		found := own.metric.FromSeeds(seeds)
		r.cost, r.which = found.Cost, found.Which
	}
	for v, w := range r.which {
		if w >= 0 {
			r.which[v] = of[w]
		}
	}
	return r
}

// node is where a directed edge is begun at the least cost, none when it is closed.
func (r *Reach) node(d road.DirectedEdge) (best uint32, ok bool) {
	s := r.streets
	first, last := s.graph.ArcsOf(d)
	for a := first; a < last; a++ {
		tail := s.graph.Arcs[a].Tail
		if s.metric.Weight(a) < road.Infinite && (!ok || r.cost[tail] < r.cost[best]) {
			best, ok = tail, true
		}
	}
	return best, ok
}

// At is the cost at the start of a directed edge; road.Infinite when there is no way or the edge is closed.
func (r *Reach) At(d road.DirectedEdge) road.Cost {
	if v, ok := r.node(d); ok {
		return r.cost[v]
	}
	return road.Infinite
}

// Which is the place in the list nearest to the start of a directed edge, -1 without a way.
func (r *Reach) Which(d road.DirectedEdge) int {
	if v, ok := r.node(d); ok {
		return int(r.which[v])
	}
	return -1
}
