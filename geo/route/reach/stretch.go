package reach

import (
	"math"

	"rasad/geo/road"
)

// stretch is a straight piece of street and when one is at its ends, in milliseconds.
type stretch struct {
	a, b   road.Point
	ta, tb float64
	which  int32
}

// stretches lists what is reached within the limit, edge after edge, forward first; the edges on which the sweep started last.
func (s *Sweep) stretches(limit float64) ([]stretch, error) {
	if len(s.From) > MaxFrom {
		return nil, TooMany
	}
	var list []stretch
	for d := range road.DirectedEdge(2 * len(s.Network.Edges)) {
		at := s.At(d)
		if at >= road.Infinite {
			continue
		}
		start, which := millis(at), 0
		if s.Which != nil {
			which = s.Which(d)
		}
		if start <= limit || s.Towards {
			list = s.travel(list, d, start, limit, which)
		}
	}
	for i := range s.From {
		snap := &s.From[i]
		if snap.Forward {
			list = s.begin(list, road.Directed(snap.Edge, false), snap.Fraction, limit, i)
		}
		if snap.Backward {
			list = s.begin(list, road.Directed(snap.Edge, true), 1-snap.Fraction, limit, i)
		}
	}
	return list, nil
}

// begin travels an edge from, or to, a place on it.
func (s *Sweep) begin(list []stretch, d road.DirectedEdge, fraction, limit float64, which int) []stretch {
	whole := s.Edge(d)
	if whole >= road.Infinite {
		return list
	}
	before := fraction * millis(whole)
	if s.Towards {
		return s.travel(list, d, before, limit, which)
	}
	return s.travel(list, d, -before, limit, which)
}

// travel appends the pieces of an edge where the time, `start` at its start, is between nought and the limit.
func (s *Sweep) travel(list []stretch, d road.DirectedEdge, start, limit float64, which int) []stretch {
	cost := s.Edge(d)
	if cost >= road.Infinite || which < 0 {
		return list
	}
	whole := millis(cost)
	if s.Towards {
		whole = -whole
	}
	e := &s.Network.Edges[d.Edge()]
	points := s.Network.Points[e.First : e.Last+1]
	squeeze, total := math.Cos(radians(points[0].Lat)), 0.0
	for i := 1; i < len(points); i++ {
		total += length(points[i-1], points[i], squeeze)
	}
	along := 0.0
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		if d.Backward() {
			a, b = points[len(points)-i], points[len(points)-i-1]
		}
		here := length(a, b, squeeze)
		if here == 0 {
			continue
		}
		piece := stretch{a, b, start + whole*along/total, start + whole*(along+here)/total, int32(which)}
		if piece.clip(0, limit) {
			list = append(list, piece)
		}
		along += here
	}
	return list
}

// clip leaves the part with times from low to high, and says whether there is one.
func (p *stretch) clip(low, high float64) bool {
	if max(p.ta, p.tb) < low || min(p.ta, p.tb) > high {
		return false
	}
	from, to := 0.0, 1.0
	if rise := p.tb - p.ta; rise != 0 {
		x, y := (low-p.ta)/rise, (high-p.ta)/rise
		from, to = max(min(x, y), 0), min(max(x, y), 1)
	}
	a, b, ta, tb := p.a, p.b, p.ta, p.tb
	if from > 0 {
		p.a, p.ta = mix(a, b, from), ta+from*(tb-ta)
	}
	if to < 1 {
		p.b, p.tb = mix(a, b, to), ta+to*(tb-ta)
	}
	return true
}

func mix(a, b road.Point, share float64) road.Point {
	between := func(a, b int32) int32 { return int32(math.Round(float64(a) + share*float64(int64(b)-int64(a)))) }
	return road.Point{Lon: between(a.Lon, b.Lon), Lat: between(a.Lat, b.Lat)}
}

func length(a, b road.Point, squeeze float64) float64 {
	return math.Hypot(float64(int64(b.Lon)-int64(a.Lon))*squeeze, float64(int64(b.Lat)-int64(a.Lat)))
}

func radians(lat int32) float64 { return float64(lat) * 1e-7 * math.Pi / 180 }

func millis(c road.Cost) float64 {
	ms, _ := road.Split(c)
	return float64(ms)
}
