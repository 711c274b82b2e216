package demo

import (
	"math"
	"slices"
)

// street is a line of nodes with one character. It is expanded when read.
type street struct {
	nodes []int32
	kind  kind
	dual  bool
	name  name
	ref   string
	area  style // of the land around it
}

// arrange lays the majors into the mesh: lines are divided where they cross and loose ends are cut off. It returns the roads and
// railways among them and the faces between all, each a counter-clockwise ring of nodes.
func (m *mesh) arrange(lines []major) (streets []street, faces [][]int32) {
	nodes := m.crossings(lines)
	neighbours := make([][]int32, len(m.pts))
	link := func(a, b int32) {
		if !slices.Contains(neighbours[a], b) {
			neighbours[a] = append(neighbours[a], b)
		}
	}
	for i, list := range nodes {
		for j := 1; j < len(list); j++ {
			a, b := list[j-1], list[j]
			if a == b || outsideDomain(m.pts[a].lerp(m.pts[b], 0.5)) {
				continue
			}
			link(a, b)
			link(b, a)
			if !lines[i].kind.isRoad() {
				m.barrier[edgeOf(a, b)] = true
			}
			if lines[i].kind == bed {
				m.bed[edgeOf(a, b)] = true
			}
		}
	}
	m.prune(neighbours)
	for i, list := range nodes {
		streets = append(streets, m.streetsOf(lines[i], list, neighbours)...)
	}
	return streets, m.faces(neighbours)
}

func outsideDomain(p pt) bool { return p.x < -1 || p.y < -1 || p.x > width+1 || p.y > height+1 }

// crossings makes the nodes of all lines, those of their crossings included, in order along each.
func (m *mesh) crossings(lines []major) [][]int32 {
	type stop struct {
		at   float64 // vertex number and fraction
		node int32
	}
	stops := make([][]stop, len(lines))
	known := map[[2]int64]int32{}
	nodeAt := func(p pt) int32 {
		lon, lat := p.lonLat()
		key := [2]int64{lon, lat}
		n, ok := known[key]
		if !ok {
			n = m.node(p)
			known[key] = n
		}
		return n
	}
	for i := range lines {
		for k, p := range lines[i].line {
			stops[i] = append(stops[i], stop{float64(k), nodeAt(p)})
		}
	}
	for i := range lines {
		for j := range i {
			for a := 1; a < len(lines[i].line); a++ {
				for b := 1; b < len(lines[j].line); b++ {
					p, q, c, d := lines[i].line[a-1], lines[i].line[a], lines[j].line[b-1], lines[j].line[b]
					if max(p.x, q.x) < min(c.x, d.x) || max(c.x, d.x) < min(p.x, q.x) || max(p.y, q.y) < min(c.y, d.y) || max(c.y, d.y) < min(p.y, q.y) {
						continue
					}
					s, t, ok := meet(p, q, c, d)
					if !ok || s <= 0 || s >= 1 || t <= 0 || t >= 1 {
						continue
					}
					n := nodeAt(p.lerp(q, s))
					stops[i] = append(stops[i], stop{float64(a-1) + s, n})
					stops[j] = append(stops[j], stop{float64(b-1) + t, n})
				}
			}
		}
	}
	out := make([][]int32, len(lines))
	for i, list := range stops {
		slices.SortStableFunc(list, func(a, b stop) int {
			switch {
			case a.at < b.at:
				return -1
			case a.at > b.at:
				return 1
			}
			return 0
		})
		for _, s := range list {
			if n := len(out[i]); n == 0 || out[i][n-1] != s.node {
				out[i] = append(out[i], s.node)
			}
		}
	}
	return out
}

// prune removes loose ends: roads run from road to road, or out of the picture.
func (m *mesh) prune(neighbours [][]int32) {
	for n := range neighbours {
		for at := int32(n); len(neighbours[at]) == 1; {
			next := neighbours[at][0]
			neighbours[at] = nil
			neighbours[next] = slices.DeleteFunc(neighbours[next], func(v int32) bool { return v == at })
			at = next
		}
	}
}

func (m *mesh) streetsOf(l major, nodes []int32, neighbours [][]int32) (out []street) {
	if l.kind != rail && !l.kind.isRoad() {
		return nil
	}
	var run []int32
	flush := func() {
		if len(run) > 1 {
			out = append(out, street{nodes: run, kind: l.kind, dual: l.dual, name: l.name, ref: l.ref})
		}
		run = nil
	}
	for i, n := range nodes {
		if i > 0 && !slices.Contains(neighbours[n], nodes[i-1]) {
			flush()
		}
		run = append(run, n)
		if l.kind.isRoad() && len(neighbours[n]) > 0 {
			m.onRoad[n] = true
		}
	}
	flush()
	return out
}

// faces walks every face of the graph with the face on its left. The unbounded one, clockwise, is left out.
func (m *mesh) faces(neighbours [][]int32) [][]int32 {
	for a := range neighbours {
		slices.SortFunc(neighbours[a], func(b, c int32) int {
			if m.angle(int32(a), b) < m.angle(int32(a), c) {
				return -1
			}
			return 1
		})
	}
	seen := map[[2]int32]bool{}
	var faces [][]int32
	for a := range neighbours {
		for _, b := range neighbours[a] {
			if seen[[2]int32{int32(a), b}] {
				continue
			}
			var ring []int32
			for from, to := int32(a), b; !seen[[2]int32{from, to}]; {
				seen[[2]int32{from, to}] = true
				ring = append(ring, from)
				around := neighbours[to]
				i := slices.Index(around, from)
				from, to = to, around[(i+len(around)-1)%len(around)]
			}
			if ringArea(m.places(ring)) > 0 {
				faces = append(faces, ring)
			}
		}
	}
	return faces
}

func (m *mesh) angle(a, b int32) float64 {
	d := m.pts[b].sub(m.pts[a])
	return math.Atan2(d.y, d.x)
}
