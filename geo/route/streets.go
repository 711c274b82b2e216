package route

import (
	"rasad/geo/cch"
	"rasad/geo/road"
)

// streets are what one profile meets under some closures.
type streets struct {
	engine  *Engine
	profile road.Profile
	graph   *road.Graph
	factor  map[road.DirectedEdge]float64 // of edges that closures touch: 0 closed, else times as long
	metric  *cch.Metric[road.Cost]
}

// factors is what effects do to a profile: the closed edges as 0, the slowed ones by the greatest factor.
func factors(p road.Profile, effects []road.Effect) map[road.DirectedEdge]float64 {
	out := map[road.DirectedEdge]float64{}
	for i := range effects {
		e := &effects[i]
		if !e.Profiles.Has(p) {
			continue
		}
		for _, d := range e.Edges {
			old, touched := out[d]
			switch {
			case e.Mode != road.Slow:
				out[d] = 0
			case !touched || old != 0 && old < e.Factor:
				out[d] = e.Factor
			}
		}
	}
	return out
}

// streets of a profile under effects, made from the last ones asked for by what differs.
func (e *Engine) streets(p road.Profile, effects []road.Effect) *streets {
	own := &e.open[p]
	costs := e.Costs(p)
	s := &streets{engine: e, profile: p, graph: e.network.Graph(p), factor: factors(p, effects)}
	own.mu.Lock()
	last := own.last
	own.mu.Unlock()
	if last == nil {
		last = &streets{metric: cch.Customise(e.trees[p.Family()], s.graph.Weights(e.network, costs))}
	}
	s.metric = s.after(last, costs)
	own.mu.Lock()
	own.last = s
	own.mu.Unlock()
	return s
}

// after changes the metric of other streets where the factors differ.
func (s *streets) after(last *streets, costs *road.Costs) *cch.Metric[road.Cost] {
	var arcs []uint32
	var weights []road.Cost
	change := func(d road.DirectedEdge) {
		first, end := s.graph.ArcsOf(d)
		for a := first; a < end; a++ {
			arcs = append(arcs, a)
			weights = append(weights, s.graph.Weight(costs, a, s.cost(costs, d)))
		}
	}
	for d, f := range s.factor {
		if old, ok := last.factor[d]; !ok || old != f {
			change(d)
		}
	}
	for d := range last.factor {
		if _, ok := s.factor[d]; !ok {
			change(d)
		}
	}
	if len(arcs) == 0 {
		return last.metric
	}
	return last.metric.With(arcs, weights)
}

// cost of a directed edge now.
func (s *streets) cost(costs *road.Costs, d road.DirectedEdge) road.Cost {
	open := costs.Edge[d]
	f, touched := s.factor[d]
	if !touched || open == road.Infinite {
		return open
	}
	if f == 0 {
		return road.Infinite
	}
	ms, cm := road.Split(open)
	return road.MakeCost(uint32(min(float64(ms)*f, 1<<30)), cm)
}
