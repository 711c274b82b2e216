package road

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
	"github.com/peterstace/simplefeatures/geom"
)

// Area is the part of a network that a closure is about: what lies in polygons, what a line crosses or runs along, and whole ways by id, together.
// Ways by id are meant whatever their level; geometry spares bridges, tunnels and other layers unless Levels.
type Area struct {
	ID        string
	Geometry  orb.Geometry // Polygon, MultiPolygon, LineString, MultiLineString in degrees; nil if WayIDs say it all
	Width     float64      // of lines: metres to either side within which a street runs along; 0: 15
	WayIDs    []int64
	Mode      Mode
	Rule      Rule // of polygons
	Direction Direction
	Factor    float64    // of Slow: more than 1, at most 100
	Profiles  ProfileSet // 0: every one
	Levels    bool       // bridges, tunnels and other layers too
}

// Direction says which way along its drawing an edge is closed.
type Direction uint8

// The directions.
const (
	BothWays Direction = iota
	ForwardOnly
	BackwardOnly
)

// The bounds of an Area.
const (
	MaxAreaVertices = 10_000
	MaxAreaWays     = 10_000
	MaxAreaDegrees  = 5.0 // either way: no city is larger
	MaxAreaWidth    = 200.0
	MaxLineMetres   = 500_000.0 // all lines together
)

const defaultWidth = 15.0

// AreaFault says what is wrong with an Area.
type AreaFault string

// The faults.
const (
	NoArea          AreaFault = "empty"             // neither geometry nor ways, or geometry without vertices
	BadPlace        AreaFault = "no_such_place"     // NaN, infinite or off the globe
	BadKind         AreaFault = "unknown_kind"      // neither polygon nor line
	TooManyVertices AreaFault = "too_many_vertices" // or ways
	TooLarge        AreaFault = "too_large"
	TooComplex      AreaFault = "too_complex"    // a comb across a whole city
	BadRing         AreaFault = "bad_ring"       // open, or of fewer than three places
	CrossesItself   AreaFault = "crosses_itself" // rings that cross themselves or each other, holes outside
	BadFactor       AreaFault = "bad_factor"
	BadWidth        AreaFault = "bad_width"
	BadChoice       AreaFault = "bad_choice" // of mode, rule, direction or profiles
	UnknownWay      AreaFault = "unknown_way"
)

// AreaError is why an Area has no Effect.
type AreaError struct {
	Fault AreaFault
	Ways  []int64 // of UnknownWay
	Cause error   // of CrossesItself and BadRing, in English; may be nil
}

func (e *AreaError) Error() string {
	switch {
	case e.Ways != nil:
		return fmt.Sprintf("area: %s %v", e.Fault, e.Ways)
	case e.Cause != nil:
		return fmt.Sprintf("area: %s: %v", e.Fault, e.Cause)
	}
	return "area: " + string(e.Fault)
}

func (e *AreaError) Unwrap() error { return e.Cause }

// check finds what can be wrong without a network.
func (a *Area) check() error {
	fault := func(f AreaFault) error { return &AreaError{Fault: f} }
	switch {
	case a.Geometry == nil && len(a.WayIDs) == 0:
		return fault(NoArea)
	case len(a.WayIDs) > MaxAreaWays:
		return fault(TooManyVertices)
	case a.Mode > Slow || a.Rule > Crosses || a.Direction > BackwardOnly || a.Profiles&^Every != 0:
		return fault(BadChoice)
	case a.Mode == Slow && !(a.Factor > 1 && a.Factor <= 100):
		return fault(BadFactor)
	case !(a.Width >= 0 && a.Width <= MaxAreaWidth):
		return fault(BadWidth)
	}
	if a.Geometry == nil {
		return nil
	}
	polygons, lines, ok := parts(a.Geometry)
	if !ok {
		return fault(BadKind)
	}
	return checkParts(polygons, lines)
}

// parts are the polygons and lines that a geometry is made of.
func parts(g orb.Geometry) ([]orb.Polygon, []orb.LineString, bool) {
	switch g := g.(type) {
	case orb.Polygon:
		return []orb.Polygon{g}, nil, true
	case orb.MultiPolygon:
		return g, nil, true
	case orb.LineString:
		return nil, []orb.LineString{g}, true
	case orb.MultiLineString:
		return nil, g, true
	case nil:
		return nil, nil, true
	}
	return nil, nil, false
}

// checkParts wants few and sane vertices, and polygons that are simple, each by itself.
func checkParts(polygons []orb.Polygon, lines []orb.LineString) error {
	all := append([]orb.LineString(nil), lines...)
	for _, p := range polygons {
		if len(p) == 0 {
			return &AreaError{Fault: NoArea}
		}
		for _, ring := range p {
			all = append(all, orb.LineString(ring))
		}
	}
	if err := checkVertices(all); err != nil {
		return err
	}
	if lengthOf(lines) > MaxLineMetres {
		return &AreaError{Fault: TooLarge}
	}
	for _, p := range polygons {
		for _, ring := range p {
			if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
				return &AreaError{Fault: BadRing}
			}
		}
		if err := simple(p).Validate(); err != nil {
			return &AreaError{Fault: CrossesItself, Cause: err}
		}
	}
	return nil
}

func checkVertices(lines []orb.LineString) error {
	if len(lines) == 0 {
		return &AreaError{Fault: NoArea}
	}
	low, high, count := orb.Point{math.Inf(1), math.Inf(1)}, orb.Point{math.Inf(-1), math.Inf(-1)}, 0
	for _, l := range lines {
		if count += len(l); count > MaxAreaVertices {
			return &AreaError{Fault: TooManyVertices}
		}
		if len(l) < 2 {
			return &AreaError{Fault: NoArea}
		}
		for _, p := range l {
			if _, ok := pointOf(p); !ok {
				return &AreaError{Fault: BadPlace}
			}
			low, high = orb.Point{min(low[0], p[0]), min(low[1], p[1])}, orb.Point{max(high[0], p[0]), max(high[1], p[1])}
		}
	}
	if high[0]-low[0] > MaxAreaDegrees || high[1]-low[1] > MaxAreaDegrees {
		return &AreaError{Fault: TooLarge}
	}
	return nil
}

// lengthOf lines, in metres.
func lengthOf(lines []orb.LineString) (sum float64) {
	for _, l := range lines {
		for k := 1; k < len(l); k++ {
			a, _ := pointOf(l[k-1])
			b, _ := pointOf(l[k])
			f := planeAt(a)
			sum += math.Hypot(f.of(b)) * metresAUnit
		}
	}
	return sum
}

// simple is the polygon for the library that judges it.
func simple(p orb.Polygon) geom.Polygon {
	rings := make([]geom.LineString, len(p))
	for i, ring := range p {
		flat := make([]float64, 0, 2*len(ring))
		for _, v := range ring {
			flat = append(flat, v[0], v[1])
		}
		rings[i] = geom.NewLineString(geom.NewSequence(flat, geom.DimXY))
	}
	return geom.NewPolygon(rings)
}
