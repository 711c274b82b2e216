package road

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"
)

// Effect works out which edges an area is about. Errors are *AreaError. An area without streets has an effect without edges.
//
// Of ExitOnly, Within is the edges that the area is about and Edges those of them that start at a junction where an edge stands that it is not
// about: whoever is there is outside. Of NoThrough, Within is both directions of the edges even if one direction alone is closed.
func (x *Index) Effect(a Area) (Effect, error) {
	effect := Effect{ID: a.ID, Mode: a.Mode, Profiles: cmp.Or(a.Profiles, Every)}
	if err := a.check(); err != nil {
		return Effect{}, err
	}
	if a.Mode == Slow {
		effect.Factor = a.Factor
	}
	touched, err := x.edgesOf(a.WayIDs)
	if err != nil {
		return Effect{}, err
	}
	polygons, lines, _ := parts(a.Geometry)
	if len(polygons) > 0 {
		if err := x.inPolygons(polygons, a.Rule, a.Levels, touched); err != nil {
			return Effect{}, err
		}
	}
	for _, l := range lines {
		x.atLine(l, cmp.Or(a.Width, defaultWidth), a.Levels, touched)
	}
	for e := range x.n.Edges {
		if !touched[e] {
			continue
		}
		for _, d := range [2]DirectedEdge{Directed(uint32(e), false), Directed(uint32(e), true)} {
			if a.Direction == BothWays || (a.Direction == BackwardOnly) == d.Backward() {
				effect.Edges = append(effect.Edges, d)
			}
			if a.Mode == NoThrough || a.Mode == ExitOnly {
				effect.Within = append(effect.Within, d)
			}
		}
	}
	if a.Mode == ExitOnly {
		effect.Edges = x.n.leadingIn(effect.Edges, touched)
	}
	return effect, nil
}

// leadingIn leaves of directed edges those that start at a junction with an edge that is not touched.
func (n *Network) leadingIn(edges []DirectedEdge, touched []bool) []DirectedEdge {
	outside := make([]bool, len(n.Junctions))
	for e := range n.Edges {
		if !touched[e] {
			outside[n.Edges[e].From], outside[n.Edges[e].To] = true, true
		}
	}
	return slices.DeleteFunc(edges, func(d DirectedEdge) bool {
		e := &n.Edges[d.Edge()]
		if d.Backward() {
			return !outside[e.To]
		}
		return !outside[e.From]
	})
}

// edgesOf marks the edges of ways by their OpenStreetMap ids.
func (x *Index) edgesOf(ids []int64) ([]bool, error) {
	touched := make([]bool, len(x.n.Edges))
	if len(ids) == 0 {
		return touched, nil
	}
	missing := make(map[int64]bool, len(ids))
	for _, id := range ids {
		missing[id] = true
	}
	asked := make([]bool, len(x.n.Ways))
	known := make(map[int64]bool, len(ids))
	for w := range x.n.Ways {
		if id := x.n.Ways[w].ID; missing[id] {
			asked[w], known[id] = true, true
		}
	}
	var unknown []int64
	for id := range missing {
		if !known[id] {
			unknown = append(unknown, id)
		}
	}
	if len(unknown) > 0 {
		slices.Sort(unknown)
		return nil, &AreaError{Fault: UnknownWay, Ways: unknown}
	}
	for e := range x.n.Edges {
		touched[e] = asked[x.n.Edges[e].Way]
	}
	return touched, nil
}

// mostPairs of a segment and a wall are looked at for one area, about a second's worth.
const mostPairs = 1e8

// inPolygons marks the edges that stand to polygons as the rule says.
func (x *Index) inPolygons(polygons []orb.Polygon, rule Rule, levels bool, touched []bool) error {
	shape, segments := newShape(polygons), 0.0
	x.within(shape.box, func(*segment) { segments++ })
	if segments*shape.crowd() > mostPairs {
		return &AreaError{Fault: TooComplex}
	}
	seen := map[uint32]bool{}
	x.within(shape.box, func(s *segment) {
		if seen[s.edge] || touched[s.edge] || !levels && x.n.Ways[x.n.Edges[s.edge].Way].Off() {
			return
		}
		seen[s.edge] = true
		e := &x.n.Edges[s.edge]
		inside, outside := false, false
		for v := e.First; v < e.Last && !(inside && (outside || rule == Touches)); v++ {
			in, out := shape.divide(x.n.Points[v], x.n.Points[v+1])
			inside, outside = inside || in, outside || out
		}
		switch rule {
		case Touches:
			touched[s.edge] = inside
		case Inside:
			touched[s.edge] = inside && !outside
		case Crosses:
			touched[s.edge] = inside && outside
		}
	})
	return nil
}
