package match

import (
	"context"
	"math"
	"slices"

	"github.com/paulmach/orb/geo"

	"rasad/geo/road"
)

// layer is a point's candidates with what Viterbi's algorithm knows of each.
type layer struct {
	point int
	snaps []road.Snap
	score []float64 // log of the likelihood of the best sequence up to here; -Inf: none
	from  []int     // the candidate before on that sequence
	stays []bool    // it did not move since: a position a little behind the last is noise
	moved []float64 // metres by road from the one before
}

type matcher struct {
	roads  Roads
	trace  []Point
	o      Options
	pause  int64 // seconds after which the trace is split
	kept   int   // the last point not tidied away, plus one
	layers []layer
	out    Result
	points []*Tracepoint
}

// usualPause is four times the median interval, at least a minute.
func usualPause(trace []Point, o Options) int64 {
	if !o.Timed || !o.Split {
		return math.MaxInt64
	}
	var gaps []int64
	for i := 1; i < len(trace); i++ {
		gaps = append(gaps, trace[i].Seconds-trace[i-1].Seconds)
	}
	slices.Sort(gaps)
	return max(60, 4*gaps[len(gaps)/2])
}

// idle says that a point tells nothing: it is within its inaccuracy of the last one kept. Ends and waypoints always count.
func (m *matcher) idle(i int) bool {
	idle := m.kept > 0 && i < len(m.trace)-1 && !slices.Contains(m.o.Waypoints, i)
	if idle {
		last, p := m.trace[m.kept-1], m.trace[i]
		idle = geo.DistanceHaversine(last.At, p.At) < max(10, p.accuracy()) && (!m.o.Timed || p.Seconds-last.Seconds < 30)
	}
	if !idle {
		m.kept = i + 1
	}
	return idle
}

// add extends the sequences by a point. A point without streets near it is passed over; one that no way leads to begins a new matching.
func (m *matcher) add(ctx context.Context, i int) error {
	p := m.trace[i]
	snaps, err := m.roads.Snap(p.At, min(mostReach, max(leastReach, reach*p.accuracy())), candidates)
	if err != nil || len(snaps) == 0 {
		return err
	}
	next := layer{
		point: i, snaps: snaps, score: make([]float64, len(snaps)), from: make([]int, len(snaps)),
		stays: make([]bool, len(snaps)), moved: make([]float64, len(snaps)),
	}
	if n := len(m.layers); n > 0 {
		last := &m.layers[n-1]
		if m.o.Split && m.o.Timed && p.Seconds-m.trace[last.point].Seconds > m.pause {
			m.close()
		} else if ok, err := m.step(ctx, last, &next); err != nil {
			return err
		} else if ok {
			m.layers = append(m.layers, next)
			return nil
		} else {
			m.close()
		}
	}
	for k, s := range next.snaps {
		next.score[k], next.from[k] = emission(s, p), -1
	}
	m.layers = append(m.layers, next)
	return nil
}

// emission is the log of how likely a position is measured so far from where one is; constants of all candidates are left out.
func emission(s road.Snap, p Point) float64 {
	z := s.Metres / p.accuracy()
	return -z * z / 2
}

// transition is the log of how likely a way of so many metres is between positions so far apart. Long ways wind more.
func transition(way, straight float64) float64 {
	beta := 10 + 0.05*straight
	return -math.Abs(way-straight)/beta - math.Log(beta)
}

// plausible bounds a way by its detour and, where times are told, by its speed (70 m/s).
func (m *matcher) plausible(way, straight float64, a, b Point) bool {
	if way > 2000+3*straight {
		return false
	}
	return !m.o.Timed || way <= 200+70*float64(b.Seconds-a.Seconds)
}

// step finds the best way to each of next's candidates; ok is false if there is none to any.
func (m *matcher) step(ctx context.Context, last, next *layer) (ok bool, err error) {
	costs, err := m.roads.Matrix(ctx, last.snaps, next.snaps)
	if err != nil {
		return false, err
	}
	a, b := m.trace[last.point], m.trace[next.point]
	straight := geo.DistanceHaversine(a.At, b.At)
	for k, to := range next.snaps {
		next.score[k] = math.Inf(-1)
		for j, from := range last.snaps {
			way, stays := metresOf(costs[j*len(next.snaps)+k]), behind(from, to, a.accuracy()+b.accuracy())
			if stays {
				way = 0
			}
			if math.IsInf(last.score[j], -1) || !m.plausible(way, straight, a, b) {
				continue
			}
			if score := last.score[j] + transition(way, straight) + emission(to, b); score > next.score[k] {
				next.score[k], next.from[k], next.stays[k], next.moved[k] = score, j, stays, way
				ok = true
			}
		}
	}
	return ok, nil
}

func metresOf(c road.Cost) float64 {
	if c >= road.Infinite {
		return math.Inf(1)
	}
	_, cm := road.Split(c)
	return float64(cm) / 100
}

// behind says that a place is a little back on the one-way street that one is on.
func behind(from, to road.Snap, metres float64) bool {
	if from.Edge != to.Edge || from.Forward == from.Backward || from.Forward != to.Forward || from.Backward != to.Backward {
		return false
	}
	back := from.Fraction - to.Fraction
	if from.Backward {
		back = -back
	}
	return back > 0 && apart(from.On, to.On) <= metres
}
