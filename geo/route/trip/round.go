package trip

import "slices"

// grid is the costs of going from each place to each other, row-major.
type grid struct {
	n    int
	w    []int64
	seed []int // what must follow one another, where insertion begins
}

func (g *grid) at(a, b int) int64 { return g.w[a*g.n+b] }

// exactUpTo is how many places, the "nowhere" of open trips included, are ordered exactly: 2^11 · 11² steps.
const exactUpTo = 11

// tour is a round over all places, beginning anywhere.
func (g *grid) tour() []int {
	switch {
	case g.n <= 3:
		return g.small()
	case g.n <= exactUpTo:
		return g.exact()
	}
	t := g.insert()
	for g.reverse(t) || g.move(t) {
	}
	return t
}

// small rounds have at most two orders.
func (g *grid) small() []int {
	t := []int{0, 1, 2}[:g.n]
	if g.n == 3 && g.at(0, 2)+g.at(2, 1)+g.at(1, 0) < g.at(0, 1)+g.at(1, 2)+g.at(2, 0) {
		return []int{0, 2, 1}
	}
	return t
}

// exact is Held and Karp's: best[set][v] is the cheapest way from place 0 through the set, ending at its member v.
func (g *grid) exact() []int {
	m := g.n - 1 // places but 0; place v is bit v-1
	best := make([]int64, (1<<m)*m)
	from := make([]int8, (1<<m)*m)
	for set := 1; set < 1<<m; set++ {
		for v := range m {
			if set>>v&1 == 0 {
				continue
			}
			rest := set &^ (1 << v)
			at := set*m + v
			if rest == 0 {
				best[at], from[at] = g.at(0, v+1), -1
				continue
			}
			best[at] = -1
			for u := range m {
				if rest>>u&1 == 0 {
					continue
				}
				if c := best[rest*m+u] + g.at(u+1, v+1); best[at] < 0 || c < best[at] {
					best[at], from[at] = c, int8(u)
				}
			}
		}
	}
	set, v := 1<<m-1, 0
	for u := 1; u < m; u++ {
		if best[set*m+u]+g.at(u+1, 0) < best[set*m+v]+g.at(v+1, 0) {
			v = u
		}
	}
	var t []int
	for v >= 0 {
		t = append(t, v+1)
		set, v = set&^(1<<v), int(from[set*m+v])
	}
	t = append(t, 0)
	slices.Reverse(t)
	return t
}

// insert begins with the seed and puts in, again and again, the place farthest from those visited where it costs least.
func (g *grid) insert() []int {
	t := slices.Clone(g.seed)
	far := make([]int64, g.n)
	for v := range far {
		far[v] = g.near(t[0], v)
		for _, u := range t {
			far[v] = min(far[v], g.near(u, v))
		}
	}
	for _, v := range t {
		far[v] = -1
	}
	for len(t) < g.n {
		v := 0
		for u := range far {
			if far[u] > far[v] {
				v = u
			}
		}
		t = slices.Insert(t, g.where(t, v), v)
		far[v] = -1
		for u := range far {
			if far[u] >= 0 {
				far[u] = min(far[u], g.near(v, u))
			}
		}
	}
	return t
}

// near is the distance for "farthest": the less of both ways, so that what is forbidden does not count.
func (g *grid) near(a, b int) int64 { return min(g.at(a, b), g.at(b, a)) }

func (g *grid) where(t []int, v int) int {
	best, least := len(t), int64(-1)
	for i := range t {
		a, b := t[i], t[(i+1)%len(t)]
		c := g.at(a, v) + g.at(v, b)
		if a != b {
			c -= g.at(a, b)
		}
		c += 2 * never * int64(g.n) // never less than nothing
		if least < 0 || c < least {
			best, least = i+1, c
		}
	}
	return best
}

// reverse runs stretches the other way while that helps (2-opt); costs differ both ways, so a stretch is summed in both.
func (g *grid) reverse(t []int) (changed bool) {
	for i := 0; i+1 < len(t); i++ {
		there, back := int64(0), int64(0)
		for j := i + 1; j < len(t); j++ {
			there += g.at(t[j-1], t[j])
			back += g.at(t[j], t[j-1])
			before, after := t[(i+len(t)-1)%len(t)], t[(j+1)%len(t)]
			if before == t[j] { // the whole round
				if back+g.at(t[i], t[j]) < there+g.at(t[j], t[i]) {
					slices.Reverse(t)
					return true
				}
				continue
			}
			if g.at(before, t[j])+back+g.at(t[i], after) < g.at(before, t[i])+there+g.at(t[j], after) {
				slices.Reverse(t[i : j+1])
				there, back = back, there
				changed = true
			}
		}
	}
	return changed
}

// move carries a stretch of one to three places elsewhere when that helps (Or-opt).
func (g *grid) move(t []int) (changed bool) {
	n := len(t)
	for size := 1; size <= 3 && size+2 < n; size++ {
		for i := range n {
			first, last := t[i], t[(i+size-1)%n]
			before, after := t[(i+n-1)%n], t[(i+size)%n]
			gain := g.at(before, first) + g.at(last, after) - g.at(before, after)
			for k := size; k+1 < n; k++ {
				a, b := t[(i+k)%n], t[(i+k+1)%n]
				if b == first {
					continue
				}
				if g.at(a, first)+g.at(last, b)-g.at(a, b) < gain {
					carry(t, i, size, k)
					changed = true
					break
				}
			}
		}
	}
	return changed
}

// carry moves t[i:i+size] behind the place k further on, all counted around the round.
func carry(t []int, i, size, k int) {
	n := len(t)
	turned := make([]int, 0, n)
	turned = append(append(turned, t[i:]...), t[:i]...)
	out := append(slices.Clone(turned[size:k+1]), turned[:size]...)
	copy(t, append(out, turned[k+1:]...))
}
