package trip

import (
	"math/rand/v2"
	"slices"
	"testing"

	"rasad/geo/road"
)

func random(r *rand.Rand, n int, holes bool) []road.Cost {
	costs := make([]road.Cost, n*n)
	for i := range costs {
		costs[i] = road.MakeCost(uint32(1+r.IntN(100_000)), uint32(r.IntN(1000)))
		if holes && r.IntN(3) == 0 {
			costs[i] = road.Infinite
		}
		if i/n == i%n {
			costs[i] = 0
		}
	}
	return costs
}

func every() (list []Options) {
	for i := range 8 {
		list = append(list, Options{Open: i&1 > 0, First: i&2 > 0, Last: i&4 > 0})
	}
	return list
}

// price of an order, in milliseconds.
func price(places []int, costs []road.Cost, n int, open bool) (ms uint64) {
	for i, p := range places {
		if i+1 == len(places) && open {
			break
		}
		ms += costs[p*n+places[(i+1)%len(places)]] >> 32
	}
	return ms
}

func legal(t *testing.T, got []int, n int, o Options) {
	t.Helper()
	sorted := slices.Sorted(slices.Values(got))
	for i, p := range sorted {
		if i != p {
			t.Fatalf("%v is not a tour of %d places", got, n)
		}
	}
	if len(got) != n || o.First && got[0] != 0 && n > 1 || o.Last && n > 1 && got[n-1] != n-1 {
		t.Fatalf("%v of %d with %+v", got, n, o)
	}
}

// TestAgainstEveryOrder tries all orders of up to seven places.
func TestAgainstEveryOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 60 {
		n := 1 + r.IntN(7)
		costs := random(r, n, false)
		for _, o := range every() {
			trips, err := Solve(n, costs, o)
			if err != nil || len(trips) != 1 {
				t.Fatal(trips, err)
			}
			legal(t, trips[0].Places, n, o)
			best := ^uint64(0)
			orders(n, func(p []int) {
				if n > 1 && (o.First && p[0] != 0 || o.Last && p[n-1] != n-1) {
					return
				}
				best = min(best, price(p, costs, n, o.Open))
			})
			if got := price(trips[0].Places, costs, n, o.Open); got != best {
				t.Fatalf("%d places, %+v: %v costs %d, the best %d", n, o, trips[0].Places, got, best)
			}
			if trips[0].Cost>>32 != best {
				t.Fatalf("said to cost %d, costs %d", trips[0].Cost>>32, best)
			}
		}
	}
}

func orders(n int, visit func([]int)) {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	var rec func(int)
	rec = func(k int) {
		if k == n {
			visit(p)
			return
		}
		for i := k; i < n; i++ {
			p[k], p[i] = p[i], p[k]
			rec(k + 1)
			p[k], p[i] = p[i], p[k]
		}
	}
	rec(0)
}

// TestManyPlaces: the heuristic keeps the options, repeats itself, and on a ring finds the ring.
func TestManyPlaces(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, n := range []int{12, 13, 40, 90} {
		costs := random(r, n, false)
		for _, o := range every() {
			trips, err := Solve(n, costs, o)
			if err != nil {
				t.Fatal(err)
			}
			legal(t, trips[0].Places, n, o)
			again, _ := Solve(n, costs, o)
			if !slices.Equal(again[0].Places, trips[0].Places) {
				t.Fatal("another order the second time")
			}
		}
	}
	const n = 30
	ring := make([]road.Cost, n*n)
	name := r.Perm(n)
	for i := range n {
		for j := range n {
			d := (i - j + n) % n
			ring[name[i]*n+name[j]] = road.MakeCost(uint32(1000*min(d, n-d)), 0)
		}
	}
	trips, err := Solve(n, ring, Options{})
	if err != nil || trips[0].Cost != road.MakeCost(n*1000, 0) {
		t.Fatalf("around the ring: %v, %v", trips, err)
	}
}

// TestHeuristicBesideExact runs both on ten places.
func TestHeuristicBesideExact(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	worse := 0
	for range 50 {
		g := &grid{n: 10, w: make([]int64, 100), seed: []int{0}}
		for i := range g.w {
			g.w[i] = int64(1000 + r.IntN(9000))
		}
		sum := func(t []int) (s int64) {
			for i := range t {
				s += g.at(t[i], t[(i+1)%len(t)])
			}
			return s
		}
		best, quick := sum(g.exact()), g.insert()
		for g.reverse(quick) || g.move(quick) {
		}
		if sum(quick) < best {
			t.Fatal("better than the best")
		}
		if sum(quick)*100 > best*140 {
			worse++
		}
	}
	if worse > 5 {
		t.Fatalf("%d of 50 rounds more than 40 %% above the best", worse)
	}
}

// TestParts: what cannot be reached both ways is on another trip.
func TestParts(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 200 {
		n := 1 + r.IntN(9)
		costs := random(r, n, true)
		trips, err := Solve(n, costs, Options{Open: r.IntN(2) == 0})
		if err != nil {
			t.Fatal(err)
		}
		part := make([]int, n)
		count := 0
		for i, trip := range trips {
			for _, p := range trip.Places {
				part[p] = i
				count++
			}
		}
		if count != n {
			t.Fatalf("%d of %d places", count, n)
		}
		for a := range n {
			for b := range n {
				if both := reaches(costs, n, a, b) && reaches(costs, n, b, a); both != (part[a] == part[b]) {
					t.Fatalf("%d and %d", a, b)
				}
			}
		}
	}
	two := []road.Cost{0, road.Infinite, road.Infinite, 0}
	if _, err := Solve(2, two, Options{Open: true, First: true, Last: true}); err != ErrSevered {
		t.Fatal(err)
	}
	if _, err := Solve(2, two[:3], Options{}); err != ErrShape {
		t.Fatal(err)
	}
	if _, err := Solve(Most+1, make([]road.Cost, (Most+1)*(Most+1)), Options{}); err != ErrTooMany {
		t.Fatal(err)
	}
}

func reaches(costs []road.Cost, n, a, b int) bool {
	seen := map[int]bool{a: true}
	for queue := []int{a}; len(queue) > 0; queue = queue[1:] {
		for v := range n {
			if !seen[v] && costs[queue[0]*n+v] < road.Infinite {
				seen[v] = true
				queue = append(queue, v)
			}
		}
	}
	return seen[b]
}
