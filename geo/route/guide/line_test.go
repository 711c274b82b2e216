package guide

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rasad/geo/road"
)

func wander(r *rand.Rand, n int) []road.Point {
	line := make([]road.Point, n)
	p := road.Point{Lon: int32(r.IntN(3_400_000_000) - 1_700_000_000), Lat: int32(r.IntN(1_600_000_000) - 800_000_000)}
	for i := range line {
		p.Lon += int32(r.IntN(20_000) - 8_000)
		p.Lat += int32(r.IntN(20_000) - 8_000)
		line[i] = p
	}
	return line
}

// TestPolyline: what is written is read again to the unit; the example of the format's description comes out as there.
func TestPolyline(t *testing.T) {
	example := []road.Point{{Lon: -1_202_000_000, Lat: 385_000_000}, {Lon: -1_209_500_000, Lat: 407_000_000}, {Lon: -1_264_530_000, Lat: 432_520_000}}
	if got := Encode(example, 5); got != "_p~iF~ps|U_ulLnnqC_mqNvxq`@" {
		t.Error(got)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for range 200 {
		line := wander(r, r.IntN(50))
		for decimals, half := range map[int]int32{5: 50, 6: 5} {
			back, err := Decode(Encode(line, decimals), decimals, len(line))
			if err != nil || len(back) != len(line) {
				t.Fatal(len(back), err)
			}
			for i, p := range line {
				if d := max(p.Lon-back[i].Lon, back[i].Lon-p.Lon, p.Lat-back[i].Lat, back[i].Lat-p.Lat); d > half {
					t.Fatalf("%v became %v", p, back[i])
				}
			}
		}
	}
	if _, err := Decode(Encode(example, 5), 5, 2); err == nil {
		t.Error("more places than the limit")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("_p~iF~ps|U_ulLnnqC_mqNvxq`@", true)
	f.Add("~~~~~~~~~~~~~~~~~~~~~~~~", false)
	f.Fuzz(func(t *testing.T, text string, six bool) {
		decimals := 5
		if six {
			decimals = 6
		}
		line, err := Decode(text, decimals, 1000)
		if err != nil {
			return
		}
		for _, p := range line {
			if p.Lat > 900_000_000 || p.Lat < -900_000_000 || p.Lon > 1_800_000_000 || p.Lon < -1_800_000_000 {
				t.Fatalf("%v is not on Earth", p)
			}
		}
		again, err := Decode(Encode(line, decimals), decimals, 1000)
		if err != nil || !cmp.Equal(line, again) {
			t.Fatalf("%v, then %v, %v", line, again, err)
		}
	})
}

// TestSimplify: the ends stay, what stays was there before, in order, and nothing left out is farther from the line than allowed.
func TestSimplify(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	for range 100 {
		line := wander(r, 3+r.IntN(200))
		for _, tolerance := range []float64{0, 1, 30, 300, 1e6} {
			thin := Simplify(line, tolerance)
			if thin[0] != line[0] || thin[len(thin)-1] != line[len(line)-1] {
				t.Fatal("the ends moved")
			}
			k := 0
			for i := range thin {
				from := k
				for k < len(line) && line[k] != thin[i] {
					k++
				}
				if k == len(line) {
					t.Fatalf("%v was not on the line", thin[i])
				}
				for j := from; i > 0 && j < k; j++ {
					if d := offset(line[j], thin[i-1], thin[i], line[0].Lat); d > tolerance*1.01+0.1 {
						t.Fatalf("%v m from the line, allowed %v", d, tolerance)
					}
				}
			}
		}
		if over := Overview(line); len(over) > len(line) || over[0] != line[0] {
			t.Fatal("overview")
		}
	}
}

// offset in metres of p from the stretch between a and b, on the plane about a latitude.
func offset(p, a, b road.Point, lat int32) float64 {
	shrink := math.Cos(radians(lat))
	x := func(q road.Point) (float64, float64) {
		return float64(q.Lon-a.Lon) * 1e-7 * metresPerDegree * shrink, float64(q.Lat-a.Lat) * 1e-7 * metresPerDegree
	}
	bx, by := x(b)
	px, py := x(p)
	f := 0.0
	if l := bx*bx + by*by; l > 0 {
		f = min(1, max(0, (px*bx+py*by)/l))
	}
	return math.Hypot(px-f*bx, py-f*by)
}

func TestZoom(t *testing.T) {
	city := []road.Point{{Lon: 808_000_000, Lat: 267_000_000}, {Lon: 811_000_000, Lat: 270_000_000}}
	street := []road.Point{{Lon: 809_000_000, Lat: 268_000_000}, {Lon: 809_001_000, Lat: 268_001_000}}
	if a, b := Zoom(city), Zoom(street); a != 11 || b != 18 {
		t.Error(a, b)
	}
	if d := Tolerance(0, 0); math.Abs(d-1.5*156_367) > 100 {
		t.Error(d)
	}
}

// TestStretch: a passage's line is as long as its share of the edge, and begins and ends on it, whichever way it is travelled.
func TestStretch(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range 300 {
		line := wander(r, 2+r.IntN(8))
		if line[0].Lat > 600_000_000 || line[0].Lat < -600_000_000 {
			continue
		}
		n := &road.Network{Points: line, Edges: []road.Edge{{First: 0, Last: uint32(len(line) - 1)}}}
		total := measure(line)
		a, b := r.Float64(), r.Float64()
		p := Passage{Edge: road.Directed(0, r.IntN(2) == 0), From: min(a, b), To: max(a, b)}
		if r.IntN(4) == 0 {
			p.From = 0
		}
		if r.IntN(4) == 0 {
			p.To = 1
		}
		got := stretch(n, nil, p)
		if d := math.Abs(measure(got) - (p.To-p.From)*total); d > 0.2 {
			t.Fatalf("%v m of %v, %v to %v", measure(got), total, p.From, p.To)
		}
		p.Edge, p.From, p.To = p.Edge.Reverse(), 1-p.To, 1-p.From
		back := stretch(n, nil, p)
		slices.Reverse(back)
		if len(back) != len(got) || metres(back[0], got[0]) > 0.1 {
			t.Fatalf("%v one way, %v the other", got, back)
		}
	}
}

func measure(line []road.Point) (sum float64) {
	for i := 1; i < len(line); i++ {
		sum += metres(line[i-1], line[i])
	}
	return sum
}
