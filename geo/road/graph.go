package road

// Graph is the directed multigraph that one family of profiles travels on. Its nodes are junctions, and copies of junctions where a turn is
// restricted, a way leads on only from one street, or a street is open at the ends of a trip only. Arcs stand in ascending order of
// (Edge, Kind, Tail, Head), turns and gates last.
type Graph struct {
	Family   Family
	Junction []uint32 // of each node: the junction that it is, or is a copy of
	Arcs     []Arc

	arcsOf []uint32 // arcs by directed edge: arcsOf[d] : arcsOf[d+1]
}

// Arc leads from a node to another.
type Arc struct {
	Tail, Head uint32
	Edge       DirectedEdge // of arcs that travel an edge; NoEdge for turns and gates
	Kind       ArcKind
}

// NoEdge is the edge of an arc within a junction.
const NoEdge = ^DirectedEdge(0)

// ArcKind says why an arc is there.
type ArcKind uint8

// The kinds of arc.
const (
	Plain       ArcKind = iota // travels an edge; infinite for profiles that may use the edge at the ends of a trip only
	Origin                     // travels an edge open at the ends only, before any other: a trip starts here
	Destination                // travels such an edge, after all others: a trip ends here
	Memory                     // travels an edge, remembering the way that it came by, for a restriction with via ways
	Turn                       // from one arm of a junction to another
	Gate                       // from Origin arcs to the junction, or from it to Destination arcs
)

// Cost is what an arc takes: milliseconds in the upper 32 bits, centimetres in the lower. Sums and comparisons of costs are those of uint64:
// the quickest is the least, and of equally quick ones the shortest.
type Cost = uint64

// Infinite is the cost of what cannot be passed. Two of them still fit a Cost.
const Infinite Cost = (1<<31 - 1) << 32

// MakeCost puts a cost together.
func MakeCost(milliseconds, centimetres uint32) Cost {
	return uint64(milliseconds)<<32 | uint64(centimetres)
}

// Split takes a cost apart.
func Split(c Cost) (milliseconds, centimetres uint32) { return uint32(c >> 32), uint32(c) }
