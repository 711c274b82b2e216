package road

// speeds of the profiles on a class of road in km/h, without other traffic signs: those of Indian towns by day, where a truck in the bazaar is not
// faster than a rickshaw. 0: not travelled.
func speeds(class string) (table [Profiles]float64, known bool) {
	switch class {
	//                             walk cart cycle two  eric truck car
	case "motorway", "motorway_link":
		return [Profiles]float64{0, 0, 0, 0, 0, 60, 75}, true
	case "trunk", "trunk_link":
		return [Profiles]float64{4.8, 3.2, 11, 42, 22, 38, 45}, true
	case "primary", "primary_link":
		return [Profiles]float64{4.8, 3.2, 11, 33, 20, 28, 32}, true
	case "secondary", "secondary_link":
		return [Profiles]float64{4.8, 3.2, 11, 29, 19, 24, 27}, true
	case "tertiary", "tertiary_link":
		return [Profiles]float64{4.8, 3.2, 10.5, 25, 18, 20, 23}, true
	case "unclassified", "residential", "road":
		return [Profiles]float64{4.8, 3.2, 10, 20, 15, 15, 18}, true
	case "living_street":
		return [Profiles]float64{4.8, 3.2, 8, 12, 10, 9, 10}, true
	case "service":
		return [Profiles]float64{4.8, 3.2, 9, 14, 11, 10, 12}, true
	case "track":
		return [Profiles]float64{4.5, 2.6, 7, 14, 9, 9, 11}, true
	case "pedestrian":
		return [Profiles]float64{4.8, 3.2, 0, 0, 0, 0, 0}, true
	case "footway", "path", "bridleway", "corridor":
		return [Profiles]float64{4.8, 2.8, 0, 0, 0, 0, 0}, true
	case "cycleway":
		return [Profiles]float64{4.8, 3.2, 11, 0, 0, 0, 0}, true
	case "steps":
		return [Profiles]float64{2.2, 0, 0, 0, 0, 0, 0}, true
	case "ferry":
		return [Profiles]float64{6, 6, 6, 6, 6, 6, 6}, true
	}
	return table, false
}

// Costs of the profile for each directed edge: time by class of road and factors, and length.
func (n *Network) Costs(p Profile, f Factors) *Costs {
	c := &Costs{Profile: p, Edge: make([]Cost, 2*len(n.Edges)), EndsOnly: make([]bool, 2*len(n.Edges))}
	for i := range n.Edges {
		e := &n.Edges[i]
		cost := n.cost(p, e, f)
		for dir := range 2 {
			d := Directed(uint32(i), dir == 1)
			c.Edge[d] = Infinite
			c.EndsOnly[d] = n.access[i].ends[dir].Has(p)
			if c.EndsOnly[d] || n.access[i].open[dir].Has(p) {
				c.Edge[d] = cost
			}
		}
	}
	return c
}

// cost of an edge that is open.
func (n *Network) cost(p Profile, e *Edge, f Factors) Cost {
	class := n.Ways[e.Way].Class
	table, _ := speeds(class)
	speed := table[p]
	if speed == 0 { // a sign allows what the class would not
		speed = min(6, table[Walking]+1)
	}
	if p.Family() == Motor {
		if f.All > 0 {
			speed *= f.All
		}
		if own := f.Class[class]; own > 0 {
			speed *= own
		}
	}
	ms := float64(e.Length) / 100 * 3600 / speed
	return MakeCost(uint32(min(max(ms+0.5, 1), 1<<30)), e.Length)
}

// ByLength are costs of the same roads by length alone.
func (c *Costs) ByLength() *Costs {
	out := &Costs{Profile: c.Profile, Edge: make([]Cost, len(c.Edge)), EndsOnly: c.EndsOnly}
	for d, cost := range c.Edge {
		out.Edge[d] = Infinite
		if cost < Infinite {
			_, cm := Split(cost)
			out.Edge[d] = MakeCost(min(cm, 1<<30), cm)
		}
	}
	return out
}
