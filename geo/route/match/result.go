package match

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"

	"rasad/geo/road"
)

func apart(a, b road.Point) float64 { return geo.DistanceHaversine(lonLat(a), lonLat(b)) }

func lonLat(p road.Point) orb.Point { return orb.Point{float64(p.Lon) * 1e-7, float64(p.Lat) * 1e-7} }

// close ends the matching under way; one of a single point is none.
func (m *matcher) close() {
	layers := m.layers
	m.layers = nil
	if len(layers) < 2 {
		return
	}
	picked := make([]int, len(layers))
	last := layers[len(layers)-1]
	for k, score := range last.score {
		if score > last.score[picked[len(layers)-1]] {
			picked[len(layers)-1] = k
		}
	}
	for i := len(layers) - 1; i > 0; i-- {
		picked[i-1] = layers[i].from[picked[i]]
	}
	if m.points == nil {
		m.points = make([]*Tracepoint, len(m.trace))
	}
	matching := Matching{Confidence: m.confidence(layers, picked)}
	for i, l := range layers {
		snap := l.snaps[picked[i]]
		if i > 0 && l.stays[picked[i]] {
			still := matching.Snaps[i-1]
			snap.On, snap.Fraction = still.On, still.Fraction
		}
		matching.Points = append(matching.Points, l.point)
		matching.Snaps = append(matching.Snaps, snap)
		m.points[l.point] = &Tracepoint{Matching: len(m.out.Matchings), Waypoint: -1, Snap: snap, Alternatives: alive(l) - 1}
	}
	for i, p := range matching.Points {
		if m.o.Waypoints == nil || i == 0 || i == len(matching.Points)-1 || slices.Contains(m.o.Waypoints, p) {
			m.points[p].Waypoint = len(matching.Waypoints)
			matching.Waypoints = append(matching.Waypoints, i)
		}
	}
	m.out.Matchings = append(m.out.Matchings, matching)
}

// alive is how many candidates some sequence leads to.
func alive(l layer) (n int) {
	for _, score := range l.score {
		if !math.IsInf(score, -1) {
			n++
		}
	}
	return n
}

// confidence falls with the share by which the way by road differs from the straight lines, and with distances beyond what the accuracy
// explains.
func (m *matcher) confidence(layers []layer, picked []int) float64 {
	differ, straight, far := 0.0, 0.0, 0.0
	for i, l := range layers {
		p := m.trace[l.point]
		far -= emission(l.snaps[picked[i]], p)
		if i > 0 {
			d := geo.DistanceHaversine(m.trace[layers[i-1].point].At, p.At)
			differ += math.Abs(l.moved[picked[i]] - d)
			straight += d
		}
	}
	far /= float64(len(layers))
	slack := defaultAccuracy * float64(len(layers)-1)
	return math.Exp(-2*max(0, differ-slack)/max(1, straight)) * math.Exp(-max(0, far-0.5))
}

func (m *matcher) result() *Result {
	m.out.Tracepoints = m.points
	return &m.out
}
