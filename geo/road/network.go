package road

// Point is a place in 1e-7 degrees.
type Point struct{ Lon, Lat int32 }

// Network is a city's streets, made by Build.
type Network struct {
	Points    []Point // vertices of all edges, edge after edge, each edge's ends included
	PointIDs  []int64 // OpenStreetMap node of each of Points
	Junctions []Point // where edges end
	NodeIDs   []int64 // OpenStreetMap node of each junction
	Edges     []Edge
	Ways      []Way
	Graphs    [families]*Graph
	Timed     []Timed // what tags allow or forbid at some hours only

	access        []access // of each edge
	drivesOnRight bool
}

// Edge is a stretch of one way between two junctions, without a junction between them. A loop has the same junction at both ends.
type Edge struct {
	From, To    uint32 // junctions
	Way         uint32 // place in Network.Ways
	First, Last uint32 // its vertices are Points[First : Last+1], the first at From and the last at To
	Length      uint32 // cm, at least 1
}

// DirectedEdge is twice the edge's place, plus 1 when travelled backward.
type DirectedEdge uint32

// Directed makes a directed edge.
func Directed(edge uint32, backward bool) DirectedEdge {
	if backward {
		return DirectedEdge(edge<<1 | 1)
	}
	return DirectedEdge(edge << 1)
}

// Edge is the place of the edge in Network.Edges.
func (d DirectedEdge) Edge() uint32 { return uint32(d >> 1) }

// Backward says that it is travelled against the direction of drawing.
func (d DirectedEdge) Backward() bool { return d&1 == 1 }

// Reverse is the same edge travelled the other way.
func (d DirectedEdge) Reverse() DirectedEdge { return d ^ 1 }

// Way is what the edges of one OpenStreetMap way share.
type Way struct {
	ID             int64
	NameHi, NameEn string
	Ref            string
	Class          string // highway=*, or ferry
	Traits         Traits
	Layer          int8
}

// Traits of a way, a bit each.
type Traits uint16

// The traits.
const (
	Bridge Traits = 1 << iota
	Tunnel
	Roundabout
	Ferry
	Ford // ford or flood_prone: closed in the monsoon
	Toll
	Link // a ramp
	Steps
)

// Off says that the way runs above or below the ground: closures of an area spare it unless asked.
func (w *Way) Off() bool { return w.Traits&(Bridge|Tunnel) != 0 || w.Layer != 0 }
