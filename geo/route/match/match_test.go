package match

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"

	"rasad/geo/road"
)

// mesh is a town of straight streets 100 m apart, n by n crossings; edge numbers: first the streets east, then those north. Distances are
// worked out plainly.
type mesh struct {
	n      int
	oneway bool // streets east lead east only
	gap    int  // no street leads east across this column; 0: none
}

const lat0, lon0, metre = 26.85, 80.95, 1 / (6_371_008.8 * math.Pi / 180)

func place(x, y float64) orb.Point {
	return orb.Point{lon0 + x*metre/math.Cos(lat0*math.Pi/180), lat0 + y*metre}
}

func xy(p orb.Point) (x, y float64) {
	return (p[0] - lon0) / metre * math.Cos(lat0*math.Pi/180), (p[1] - lat0) / metre
}

func point(x, y float64) road.Point {
	p := place(x, y)
	return road.Point{Lon: int32(math.Round(p[0] * 1e7)), Lat: int32(math.Round(p[1] * 1e7))}
}

// ends of an edge, in metres.
func (m mesh) ends(e uint32) (ax, ay, bx, by float64) {
	side := uint32(m.n * m.n)
	x, y := float64(e%side%uint32(m.n))*100, float64(e%side/uint32(m.n))*100
	if e < side {
		return x, y, x + 100, y
	}
	return x, y, x, y + 100
}

func (m mesh) exists(e uint32) bool {
	ax, _, bx, by := m.ends(e)
	last := float64(m.n-1) * 100
	return bx <= last && by <= last && (m.gap == 0 || ax == bx || int(ax/100) != m.gap)
}

func (m mesh) Snap(at orb.Point, most float64, limit int) ([]road.Snap, error) {
	x, y := xy(at)
	var list []road.Snap
	for e := range uint32(2 * m.n * m.n) {
		if !m.exists(e) {
			continue
		}
		ax, ay, bx, by := m.ends(e)
		f := min(1, max(0, ((x-ax)*(bx-ax)+(y-ay)*(by-ay))/1e4))
		px, py := ax+f*(bx-ax), ay+f*(by-ay)
		if d := math.Hypot(x-px, y-py); d <= most {
			list = append(list, road.Snap{
				On: point(px, py), Edge: e, Fraction: f, Metres: d, Forward: true, Backward: !m.oneway || e >= uint32(m.n*m.n),
			})
		}
	}
	slices.SortStableFunc(list, func(a, b road.Snap) int { return int(math.Copysign(1, a.Metres-b.Metres)) })
	return list[:min(limit, len(list))], nil
}

// Matrix: every crossing reaches every other along the streets; on one street one goes straight.
func (m mesh) Matrix(_ context.Context, from, to []road.Snap) ([]road.Cost, error) {
	var out []road.Cost
	for _, a := range from {
		for _, b := range to {
			d := m.distance(a, b)
			if math.IsInf(d, 1) {
				out = append(out, road.Infinite)
				continue
			}
			out = append(out, road.MakeCost(uint32(d*100), uint32(d*100)))
		}
	}
	return out, nil
}

func (m mesh) distance(a, b road.Snap) float64 {
	if a.Edge == b.Edge && (b.Fraction >= a.Fraction && a.Forward || b.Fraction <= a.Fraction && a.Backward) {
		return math.Abs(a.Fraction-b.Fraction) * 100
	}
	if m.gap > 0 && (m.column(a) <= m.gap) != (m.column(b) <= m.gap) {
		return math.Inf(1)
	}
	best := math.Inf(1)
	for _, s := range m.exits(a, true) {
		for _, e := range m.exits(b, false) {
			best = min(best, s[2]+math.Abs(s[0]-e[0])+math.Abs(s[1]-e[1])+e[2])
		}
	}
	return best
}

func (m mesh) column(s road.Snap) int { ax, _, _, _ := m.ends(s.Edge); return int(ax / 100) }

// exits are the crossings by which one leaves a place, or comes to it, and the metres there.
func (m mesh) exits(s road.Snap, leave bool) (list [][3]float64) {
	ax, ay, bx, by := m.ends(s.Edge)
	if s.Forward && leave || s.Backward && !leave {
		list = append(list, [3]float64{bx, by, (1 - s.Fraction) * 100})
	}
	if s.Backward && leave || s.Forward && !leave {
		list = append(list, [3]float64{ax, ay, s.Fraction * 100})
	}
	return list
}

// drive is a noisy trace along y = 200 east to x = 400, then north.
func drive(r *rand.Rand, noise float64) (trace []Point, truth [][2]float64, m mesh) {
	m = mesh{n: 8}
	for i := range 16 {
		x, y := 110+float64(i)*35, 200.0
		if x > 400 {
			x, y = 400, 200+(x-400)
		}
		trace = append(trace, Point{At: place(x+r.NormFloat64()*noise, y+r.NormFloat64()*noise), Seconds: int64(i * 5), Accuracy: max(3, noise)})
		truth = append(truth, [2]float64{x, y})
	}
	return trace, truth, m
}

func TestNoisyDrive(t *testing.T) {
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 9))
		trace, truth, m := drive(r, 8)
		got, err := Match(context.Background(), m, trace, Options{Timed: true})
		if err != nil || len(got.Matchings) != 1 {
			t.Fatalf("seed %d: %v, %+v", seed, err, got)
		}
		wrong := 0
		for i, p := range got.Tracepoints {
			if p == nil || apart(p.Snap.On, point(truth[i][0], truth[i][1])) > 3*8 {
				wrong++
			}
		}
		if wrong > 1 {
			t.Errorf("seed %d: %d of %d points far from where they were", seed, wrong, len(truth))
		}
		if c := got.Matchings[0].Confidence; c <= 0 || c > 1 {
			t.Errorf("seed %d: confidence %v", seed, c)
		}
	}
}

// TestLikeliest compares Viterbi's sequence with all sequences.
func TestLikeliest(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 5))
		trace, _, m := drive(r, 20)
		trace = trace[4:8]
		got, err := Match(context.Background(), m, trace, Options{})
		if err != nil || len(got.Matchings) != 1 || len(got.Matchings[0].Points) != len(trace) {
			t.Fatal(err)
		}
		mm := &matcher{trace: trace}
		score := func(snaps []road.Snap) float64 {
			s := emission(snaps[0], trace[0])
			for i := 1; i < len(snaps); i++ {
				straight, way := geo.DistanceHaversine(trace[i-1].At, trace[i].At), math.Floor(m.distance(snaps[i-1], snaps[i])*100)/100
				if !mm.plausible(way, straight, trace[i-1], trace[i]) {
					return math.Inf(-1)
				}
				s += transition(way, straight) + emission(snaps[i], trace[i])
			}
			return s
		}
		best := math.Inf(-1)
		var rec func([]road.Snap)
		rec = func(chosen []road.Snap) {
			if i := len(chosen); i < len(trace) {
				near, _ := m.Snap(trace[i].At, reach*trace[i].accuracy(), candidates)
				for _, s := range near {
					rec(append(chosen[:i:i], s))
				}
				return
			}
			best = max(best, score(chosen))
		}
		rec(nil)
		if s := score(got.Matchings[0].Snaps); math.Abs(s-best) > 1e-9 {
			t.Fatalf("seed %d: likelihood %v, the best %v", seed, s, best)
		}
	}
}

func TestGaps(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	trace, _, m := drive(r, 2)
	for i := 8; i < len(trace); i++ {
		trace[i].Seconds += 600
	}
	for split, want := range map[bool]int{true: 2, false: 1} {
		got, err := Match(context.Background(), m, trace, Options{Timed: true, Split: split})
		if err != nil || len(got.Matchings) != want {
			t.Errorf("split %v: %d matchings, %v", split, len(got.Matchings), err)
		}
	}
	m.gap = 3 // no way east of column 3
	got, err := Match(context.Background(), m, trace[:8], Options{})
	if err != nil || len(got.Matchings) < 1 {
		t.Fatal(err)
	}
	for _, matching := range got.Matchings {
		for i := 1; i < len(matching.Snaps); i++ {
			if math.IsInf(m.distance(matching.Snaps[i-1], matching.Snaps[i]), 1) {
				t.Error("a matching where there is no way")
			}
		}
	}
}

func TestTidyAndWaypoints(t *testing.T) {
	m := mesh{n: 8}
	var trace []Point
	for i := range 30 {
		trace = append(trace, Point{At: place(120+float64(i)*4, 201), Seconds: int64(i)})
	}
	got, err := Match(context.Background(), m, trace, Options{Timed: true, Tidy: true, Waypoints: []int{0, 4, 29}})
	if err != nil {
		t.Fatal(err)
	}
	kept := 0
	for _, p := range got.Tracepoints {
		if p != nil {
			kept++
		}
	}
	if kept > 15 || got.Tracepoints[4] == nil || got.Tracepoints[4].Waypoint != 1 || got.Tracepoints[29].Waypoint != 2 {
		t.Errorf("%d points kept, %+v", kept, got.Tracepoints[4])
	}
	if w := got.Matchings[0].Waypoints; len(w) != 3 || got.Matchings[0].Points[w[1]] != 4 {
		t.Error(w)
	}
}

// TestStepBack: a position a little back on a one-way street is noise, not a drive around the block.
func TestStepBack(t *testing.T) {
	m := mesh{n: 8, oneway: true}
	var trace []Point
	for _, x := range []float64{120, 150, 146, 180} {
		trace = append(trace, Point{At: place(x, 200)})
	}
	got, err := Match(context.Background(), m, trace, Options{})
	if err != nil || len(got.Matchings) != 1 || len(got.Matchings[0].Snaps) != 4 {
		t.Fatal(err, got)
	}
	s := got.Matchings[0].Snaps
	if s[2].Fraction != s[1].Fraction || s[3].Fraction <= s[2].Fraction {
		t.Errorf("%v", s)
	}
}

func TestBad(t *testing.T) {
	m := mesh{n: 3}
	far := Point{At: orb.Point{0, 0}}
	for name, c := range map[string]struct {
		trace []Point
		o     Options
		want  error
	}{
		"one point": {[]Point{far}, Options{}, ErrTooFew}, "nowhere": {[]Point{far, far}, Options{}, ErrNone},
		"times":     {[]Point{{Seconds: 2}, {Seconds: 1}}, Options{Timed: true}, ErrTimes},
		"waypoints": {[]Point{far, far}, Options{Waypoints: []int{2}}, ErrWaypoints},
		"order":     {[]Point{far, far}, Options{Waypoints: []int{1, 0}}, ErrWaypoints},
	} {
		if _, err := Match(context.Background(), m, c.trace, c.o); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
