package road

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// Source is what the record has of a city's streets.
type Source struct {
	Ways         []SourceWay
	Nodes        []SourceNode
	Restrictions []SourceRestriction
}

// SourceWay is a way as drawn: one node id for each vertex of the line.
type SourceWay struct {
	ID                  int64
	Class               string // highway=*
	NameHi, NameEn, Ref string
	NodeIDs             []int64
	Line                orb.LineString
	Tags                map[string]string
}

// SourceNode is a node with tags of its own: a barrier, a crossing.
type SourceNode struct {
	ID    int64
	Point orb.Point
	Tags  map[string]string
}

// SourceRestriction is a turn restriction.
type SourceRestriction struct {
	ID      int64
	Kind    string
	From    []int64
	ViaNode *int64
	Via, To []int64
	Tags    map[string]string
}

// Options of Build.
type Options struct {
	DriveOnRight bool // India: false
}

// Report says what was not understood.
type Report struct {
	Ways, Used        int
	Broken            []int64        // ways whose vertices and node ids do not fit, or of fewer than two vertices
	UnknownClasses    map[string]int // highway=* without a rule: not travelled
	RestrictionsUnfit []int64        // whose ways or nodes are not in the network
}

// ErrTooLarge says that a network does not fit its numbers.
var ErrTooLarge = errors.New("too many streets for one network") //nolint:gochecknoglobals // a sentinel

const maxVertices = 1 << 28

// Build makes a network. Ways are cut where they meet; what lies between is one edge. The error is ErrTooLarge or ctx's.
func Build(ctx context.Context, s Source, o Options) (*Network, *Report, error) {
	b := builder{barred: barriers(s.Nodes), n: &Network{drivesOnRight: o.DriveOnRight}, report: &Report{Ways: len(s.Ways), UnknownClasses: map[string]int{}}, junction: map[int64]uint32{}}
	ways, err := b.sound(s.Ways)
	if err != nil {
		return nil, nil, err
	}
	ends := cuts(ways, s.Nodes)
	for i, w := range ways {
		if i&1023 == 0 && ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		b.way(w, ends)
	}
	b.report.Used = len(ways)
	for f := range b.n.Graphs {
		b.n.Graphs[f] = b.n.graph(Family(f))
	}
	return b.n, b.report, nil
}

type builder struct {
	n        *Network
	report   *Report
	junction map[int64]uint32 // by node id
	barred   map[int64]ProfileSet
}

// sound are the ways that can be travelled by somebody and are drawn rightly.
func (b *builder) sound(ways []SourceWay) ([]*SourceWay, error) {
	var out []*SourceWay
	vertices := 0
	for i := range ways {
		w := &ways[i]
		if _, known := speeds(w.Class); !known {
			b.report.UnknownClasses[w.Class]++
			continue
		}
		if len(w.Line) < 2 || len(w.Line) != len(w.NodeIDs) {
			b.report.Broken = append(b.report.Broken, w.ID)
			continue
		}
		if vertices += len(w.Line); vertices > maxVertices {
			return nil, fmt.Errorf("%w: more than %d vertices", ErrTooLarge, maxVertices)
		}
		out = append(out, w)
	}
	return out, nil
}

// cuts are the nodes where edges end: ends of ways, nodes that ways share, barriers.
func cuts(ways []*SourceWay, nodes []SourceNode) map[int64]bool {
	seen := map[int64]bool{}
	for _, w := range ways {
		for i, id := range w.NodeIDs {
			_, again := seen[id]
			seen[id] = again || i == 0 || i == len(w.NodeIDs)-1
		}
	}
	for i := range nodes {
		if _, on := seen[nodes[i].ID]; on && nodes[i].Tags["barrier"] != "" {
			seen[nodes[i].ID] = true
		}
	}
	return seen
}

// way cuts a way into edges. An edge is not longer than a number of 32 bits can say in centimetres.
func (b *builder) way(w *SourceWay, ends map[int64]bool) {
	n := b.n
	place := uint32(len(n.Ways))
	n.Ways = append(n.Ways, wayOf(w))
	first := 0
	for i := 1; i < len(w.NodeIDs); i++ {
		if !ends[w.NodeIDs[i]] {
			continue
		}
		e := Edge{From: b.at(w, first), To: b.at(w, i), Way: place, First: uint32(len(n.Points))}
		metres := 0.0
		for j := first; j <= i; j++ {
			p := vertexOf(w.Line[j])
			if j > first {
				metres += haversine(n.Points[len(n.Points)-1], p)
			}
			n.Points, n.PointIDs = append(n.Points, p), append(n.PointIDs, w.NodeIDs[j])
		}
		e.Last = uint32(len(n.Points) - 1)
		e.Length = uint32(min(max(math.Round(metres*100), 1), 1<<30))
		n.Edges = append(n.Edges, e)
		n.access = append(n.access, accessOf(w, b.barred[w.NodeIDs[first]]|b.barred[w.NodeIDs[i]]))
		first = i
	}
}

// at is the junction of a way's vertex.
func (b *builder) at(w *SourceWay, i int) uint32 {
	j, ok := b.junction[w.NodeIDs[i]]
	if !ok {
		j = uint32(len(b.n.Junctions))
		b.junction[w.NodeIDs[i]] = j
		b.n.Junctions, b.n.NodeIDs = append(b.n.Junctions, vertexOf(w.Line[i])), append(b.n.NodeIDs, w.NodeIDs[i])
	}
	return j
}

func vertexOf(p orb.Point) Point {
	return Point{Lon: int32(math.Round(p[0] * 1e7)), Lat: int32(math.Round(p[1] * 1e7))}
}

// haversine is the distance of two places in metres, on the sphere that has the Earth's mean radius.
func haversine(a, b Point) float64 {
	const radius, unit = 6371008.8, math.Pi / 180 / 1e7
	lat1, lat2 := float64(a.Lat)*unit, float64(b.Lat)*unit
	s, c := math.Sin((lat2-lat1)/2), math.Sin(float64(b.Lon-a.Lon)*unit/2)
	return 2 * radius * math.Asin(math.Sqrt(min(1, s*s+math.Cos(lat1)*math.Cos(lat2)*c*c)))
}

func wayOf(w *SourceWay) Way {
	out := Way{ID: w.ID, NameHi: w.NameHi, NameEn: w.NameEn, Ref: w.Ref, Class: w.Class}
	set := func(t Traits, on bool) {
		if on {
			out.Traits |= t
		}
	}
	yes := func(key string) bool { v := w.Tags[key]; return v != "" && v != "no" }
	set(Bridge, yes("bridge"))
	set(Tunnel, yes("tunnel"))
	set(Roundabout, w.Tags["junction"] == "roundabout" || w.Tags["junction"] == "circular")
	set(Ferry, w.Class == "ferry")
	set(Ford, yes("ford") || yes("flood_prone"))
	set(Toll, yes("toll"))
	set(Link, len(w.Class) > 5 && w.Class[len(w.Class)-5:] == "_link")
	set(Steps, w.Class == "steps")
	var layer int
	if _, err := fmt.Sscanf(w.Tags["layer"], "%d", &layer); err == nil {
		out.Layer = int8(max(-10, min(10, layer)))
	}
	return out
}
