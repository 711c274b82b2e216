package demo

import (
	"math"
	"math/rand/v2"
)

// knife says how to cut a polygon in two along a line.
type knife struct {
	at, dir  pt      // a point inside the polygon and a direction
	wiggle   float64 // how far the cut strays, as a part of its length
	step     float64 // metres between its vertices
	snap     float64 // it ends in an existing node when one is as near as this
	minArea  float64 // of both parts, m²
	minAngle float64 // with the outline at both ends, radians
	street   bool    // keep away from barriers and bridge heads
}

// slice is the outcome of a cut: two polygons, and the street along the cut (shorter than the cut where it meets a barrier).
type slice struct {
	left, right []int32
	street      []int32
}

// hit is where a cut meets the outline: at node, or on the edge after outline[i] when node < 0.
type hit struct {
	i    int
	at   pt
	node int32
	stop bool // at a barrier
}

// cut cuts a polygon. The polygon must have been expanded.
func (m *mesh) cut(poly []int32, k knife, r *rand.Rand) (slice, bool) {
	ring := m.places(poly)
	back, ahead, ok := m.ends(poly, ring, k)
	if !ok || back.i == ahead.i && back.node < 0 && ahead.node < 0 {
		return slice{}, false
	}
	if back.at.distance(ahead.at) < 12 || !fitsAngle(ring, back, ahead.at, k.minAngle) || !fitsAngle(ring, ahead, back.at, k.minAngle) {
		return slice{}, false
	}
	for _, wiggle := range []float64{k.wiggle, k.wiggle / 2, 0} {
		path := stray(back.at, ahead.at, wiggle, k.step, r)
		if back.stop && k.street {
			path = withStop(path)
		}
		if ahead.stop && k.street {
			path = reversed(withStop(reversed(path)))
		}
		if !pathInside(path, ring, back, ahead) {
			continue
		}
		return m.apply(poly, ring, back, ahead, path, k)
	}
	return slice{}, false
}

func (m *mesh) ends(poly []int32, ring []pt, k knife) (back, ahead hit, ok bool) {
	lo, hi := math.Inf(-1), math.Inf(1)
	bi, ai := -1, -1
	for i := range ring {
		a, b := ring[i].sub(k.at), ring[(i+1)%len(ring)].sub(k.at)
		ca, cb := k.dir.cross(a), k.dir.cross(b)
		if (ca > 0) == (cb > 0) {
			continue
		}
		d := a.lerp(b, ca/(ca-cb)).dot(k.dir)
		if d <= 0 && d > lo {
			lo, bi = d, i
		}
		if d > 0 && d < hi {
			hi, ai = d, i
		}
	}
	if bi < 0 || ai < 0 {
		return back, ahead, false
	}
	back, okBack := m.settle(poly, ring, bi, k.at.add(k.dir.mul(lo)), k)
	ahead, okAhead := m.settle(poly, ring, ai, k.at.add(k.dir.mul(hi)), k)
	return back, ahead, okBack && okAhead && (back.node < 0 || back.node != ahead.node)
}

// settle decides between an existing node and a new one.
func (m *mesh) settle(poly []int32, ring []pt, i int, p pt, k knife) (hit, bool) {
	j := (i + 1) % len(ring)
	near, other := i, j
	if p.distance(ring[j]) < p.distance(ring[i]) {
		near, other = j, i
	}
	barrier := m.barrier[edgeOf(poly[i], poly[j])]
	if d := p.distance(ring[near]); d < k.snap || d < 2 || ring[near].distance(ring[other]) < 5 {
		node := poly[near]
		prev, next := poly[(near+len(poly)-1)%len(poly)], poly[(near+1)%len(poly)]
		touches := m.barrier[edgeOf(prev, node)] || m.barrier[edgeOf(node, next)]
		if touches && m.onRoad[node] && k.street {
			return hit{}, false // a bridge head or a level crossing
		}
		return hit{i: near, at: ring[near], node: node, stop: touches}, true
	}
	return hit{i: i, at: p.snapped(), node: -1, stop: barrier}, true
}

func fitsAngle(ring []pt, h hit, far pt, least float64) bool {
	n := len(ring)
	prev, next := ring[h.i], ring[(h.i+1)%n]
	if h.node >= 0 {
		prev = ring[(h.i+n-1)%n]
	}
	d := far.sub(h.at).unit()
	limit := math.Cos(least)
	return d.dot(prev.sub(h.at).unit()) < limit && d.dot(next.sub(h.at).unit()) < limit
}

// stray is a path from a to b that wanders by a part of its length.
func stray(a, b pt, wiggle, step float64, r *rand.Rand) []pt {
	length := a.distance(b)
	n := max(1, int(length/step+0.5))
	if wiggle == 0 && length < 300 {
		n = 1
	}
	side := b.sub(a).unit().left()
	bow, wave := between(r, -1, 1), between(r, -1, 1)
	path := []pt{a}
	for i := 1; i < n; i++ {
		t := float64(i) / float64(n)
		off := (bow*math.Sin(math.Pi*t)+0.6*wave*math.Sin(2*math.Pi*t))*wiggle*length + between(r, -1, 1)*min(wiggle, 0.1)*step
		path = append(path, a.lerp(b, t).add(side.mul(off)).snapped())
	}
	return append(path, b)
}

// withStop puts a vertex a street's half width before the path's start, where the street will end.
func withStop(path []pt) []pt {
	l := path[0].distance(path[1])
	if l < 40 {
		return path
	}
	return append([]pt{path[0], path[0].lerp(path[1], min(0.5, 22/l)).snapped()}, path[1:]...)
}

func reversed[T any](list []T) []T {
	out := make([]T, len(list))
	for i, v := range list {
		out[len(list)-1-i] = v
	}
	return out
}

// pathInside tells whether a path touches the outline at its two ends only.
func pathInside(path, ring []pt, back, ahead hit) bool {
	for s := 1; s < len(path); s++ {
		a, b := path[s-1], path[s]
		if s == 1 {
			a = a.lerp(b, 0.02)
		}
		if s == len(path)-1 {
			b = b.lerp(path[s-1], 0.02)
		}
		for i := range ring {
			c, d := ring[i], ring[(i+1)%len(ring)]
			if max(c.x, d.x) < min(a.x, b.x) || min(c.x, d.x) > max(a.x, b.x) {
				continue
			}
			if crossing(a, b, c, d) {
				return false
			}
		}
	}
	for _, p := range path[1 : len(path)-1] {
		for i := range ring {
			if toSegment(p, ring[i], ring[(i+1)%len(ring)]) < 4 {
				return false
			}
		}
	}
	return inside(path[0].lerp(path[1], 0.5), ring)
}

func (m *mesh) apply(poly []int32, ring []pt, back, ahead hit, path []pt, k knife) (slice, bool) {
	var after, before []pt // areas first, without touching the mesh
	after = append(around(ring, ahead, back), path...)
	before = append(around(ring, back, ahead), reversed(path)...)
	if math.Abs(ringArea(after)) < k.minArea || math.Abs(ringArea(before)) < k.minArea {
		return slice{}, false
	}
	from, to := m.settled(poly, back), m.settled(poly, ahead)
	chain := []int32{from}
	for _, p := range path[1 : len(path)-1] {
		chain = append(chain, m.node(p))
	}
	chain = append(chain, to)
	s := slice{
		left:   append(around(poly, ahead, back), chain...),
		right:  append(around(poly, back, ahead), reversed(chain)...),
		street: chain,
	}
	if k.street {
		s.street = m.trimmed(chain, back.stop, ahead.stop)
		for _, n := range s.street {
			m.onRoad[n] = true
		}
	}
	return s, true
}

func (m *mesh) trimmed(chain []int32, first, last bool) []int32 {
	if first && len(chain) > 2 {
		chain = chain[1:]
	}
	if last && len(chain) > 2 {
		chain = chain[:len(chain)-1]
	}
	return chain
}

func (m *mesh) settled(poly []int32, h hit) int32 {
	if h.node >= 0 {
		return h.node
	}
	n := m.node(h.at)
	m.divide(poly[h.i], poly[(h.i+1)%len(poly)], n)
	return n
}

// around lists the outline strictly between two hits, going forward.
func around[T any](outline []T, from, to hit) []T {
	n := len(outline)
	i := (from.i + 1) % n
	end := (to.i + 1) % n
	if to.node >= 0 {
		end = to.i
	}
	var out []T
	for ; i != end; i = (i + 1) % n {
		out = append(out, outline[i])
	}
	return out
}
