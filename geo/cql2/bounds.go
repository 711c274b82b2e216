package cql2

import "github.com/paulmach/orb"

// Bounds is a box outside of which no feature matches, by the geometry property at a place of the schema; ok is false when there is none.
// An empty box means that nothing matches.
func (f *Filter) Bounds(geometry int) (box orb.Bound, ok bool) { return boundsOf(f.root, geometry) }

func boundsOf(n *Node, geometry int) (box orb.Bound, ok bool) {
	switch n.Op {
	case OpAnd:
		for _, a := range n.Args {
			b, has := boundsOf(a, geometry)
			switch {
			case has && ok:
				box = overlap(box, b)
			case has:
				box, ok = b, true
			}
		}
		return box, ok
	case OpOr:
		for i, a := range n.Args {
			b, has := boundsOf(a, geometry)
			if !has {
				return orb.Bound{}, false
			}
			if i == 0 {
				box = b
			} else {
				box = box.Union(b)
			}
		}
		return box, true
	}
	if !n.Op.IsSpatial() || n.Op == "s_disjoint" {
		return orb.Bound{}, false
	}
	for i, a := range n.Args {
		other := n.Args[1-i]
		if a.Op == OpProperty && a.Property == geometry && other.Op == OpLiteral && other.Value.kind == kindGeom {
			return other.Value.geom.bound, true
		}
	}
	return orb.Bound{}, false
}

func overlap(a, b orb.Bound) orb.Bound {
	return orb.Bound{
		Min: orb.Point{max(a.Min[0], b.Min[0]), max(a.Min[1], b.Min[1])},
		Max: orb.Point{min(a.Max[0], b.Max[0]), min(a.Max[1], b.Max[1])},
	}
}
