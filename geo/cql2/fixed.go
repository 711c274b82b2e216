package cql2

// fix works out, once, what reads no property and so is the same for every row: large arrays or geometries that are compared with each
// other would otherwise be compared again for each row. It says whether the node is of that kind.
func (n *Node) fix() bool {
	same := n.Op != OpProperty
	for _, a := range n.Args {
		same = a.fix() && same
	}
	switch {
	case !same || n.Op == OpLiteral || n.Op == OpOpen || n.Op == OpInterval: // literals are values already; intervals are none
		return same
	}
	v := valueOf(n, nil)
	n.fixed = &v
	return true
}
