package demo

import (
	"math"
	"math/rand/v2"
	"slices"
)

// turnCount is how many junctions have a turn restriction.
const turnCount = 150

// piece is a way that begins or ends at a node of interest.
type piece struct {
	way         int64
	near, other int32 // its nodes there: the junction and the one next to it
	far         int32 // its other end
	arrives     bool  // may be driven towards the junction
	leaves      bool
	opening     bool
	kind        kind
}

// turnPlan says at which nodes ways must end, and gathers the ways that do.
type turnPlan struct {
	at     map[int32]bool
	order  []int32
	pieces map[int32][]piece
}

func (t turnPlan) note(way int64, rd *road, from, to int) {
	a, b := rd.nodes[from], rd.nodes[to]
	if rd.roundabout {
		return
	}
	if t.at[a] {
		t.pieces[a] = append(t.pieces[a], piece{way, a, rd.nodes[from+1], b, !rd.oneway, true, rd.opening, rd.kind})
	}
	if t.at[b] {
		t.pieces[b] = append(t.pieces[b], piece{way, b, rd.nodes[to-1], a, true, !rd.oneway, rd.opening, rd.kind})
	}
}

// planTurns chooses the junctions: openings of medians first, then those of the greater streets.
func (n *network) planTurns() turnPlan {
	t := turnPlan{at: map[int32]bool{}, pieces: map[int32][]piece{}}
	degree := n.degrees()
	circle := map[int32]bool{}
	for _, rd := range n.roads {
		if rd.roundabout {
			for _, v := range rd.nodes {
				circle[v] = true
			}
		}
	}
	add := func(v int32) {
		if !t.at[v] && degree[v] >= 3 && !circle[v] && !n.onRail[v] {
			t.at[v] = true
			t.order = append(t.order, v)
		}
	}
	r := stream(n.c.seed, 4)
	for _, rd := range n.roads {
		if rd.opening && chance(r, 0.12) && degree[rd.nodes[0]] >= 3 && degree[rd.nodes[1]] >= 3 {
			add(rd.nodes[0])
			add(rd.nodes[1])
		}
	}
	for _, rd := range n.roads {
		if rd.kind > tertiary || rd.roundabout || rd.opening {
			continue
		}
		for _, v := range rd.nodes[1 : len(rd.nodes)-1] {
			if degree[v] >= 3 && chance(r, 0.07) {
				add(v)
			}
		}
	}
	return t
}

// restrict writes the turn restrictions.
func (n *network) restrict(f *osmFile, t turnPlan) {
	r := stream(n.c.seed, 5)
	count := n.noTurningBack(f, t, r)
	order := slices.Clone(t.order)
	r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	for _, v := range order {
		if count >= turnCount {
			return
		}
		from, to, kind, ok := n.chooseTurn(t.pieces[v], r)
		if !ok {
			continue
		}
		count++
		tags := []tag{{"type", "restriction"}, {"restriction", kind}}
		switch r.IntN(10) {
		case 0:
			tags = append(tags, tag{"except", "bicycle"})
		case 1:
			tags = append(tags, tag{"except", "motorcycle;bicycle"})
		case 2:
			tags = []tag{{"type", "restriction"}, {"restriction:conditional", kind + " @ (Mo-Sa 08:00-20:00)"}}
		case 3:
			tags = []tag{{"type", "restriction"}, {"restriction:hgv", kind}}
		}
		f.relation([]member{{"way", from, "from"}, {"node", int64(v) + 1, "via"}, {"way", to, "to"}}, tags...)
	}
}

// noTurningBack forbids u-turns through openings of a median: from one carriageway over the opening (the via way) to the other.
func (n *network) noTurningBack(f *osmFile, t turnPlan, r *rand.Rand) (count int) {
	for _, v := range t.order {
		for _, link := range t.pieces[v] {
			if !link.opening || !t.at[link.far] || count >= 30 {
				continue
			}
			from, okFrom := firstPiece(t.pieces[v], func(p piece) bool { return p.arrives && !p.leaves && p.kind <= primary })
			to, okTo := firstPiece(t.pieces[link.far], func(p piece) bool { return p.leaves && !p.arrives && p.kind <= primary })
			if !okFrom || !okTo || chance(r, 0.3) {
				continue
			}
			count++
			f.relation([]member{{"way", from.way, "from"}, {"way", link.way, "via"}, {"way", to.way, "to"}}, tag{"type", "restriction"}, tag{"restriction", "no_u_turn"})
		}
	}
	return count
}

func firstPiece(list []piece, fits func(piece) bool) (piece, bool) {
	for _, p := range list {
		if fits(p) {
			return p, true
		}
	}
	return piece{}, false
}

func (n *network) chooseTurn(pieces []piece, r *rand.Rand) (from, to int64, kind string, ok bool) {
	m := n.c.mesh
	for range 6 {
		if len(pieces) < 3 {
			return 0, 0, "", false
		}
		a, b := pick(r, pieces), pick(r, pieces)
		if a.way == b.way || !a.arrives || !b.leaves || a.opening || b.opening {
			continue
		}
		in, out := m.pts[a.near].sub(m.pts[a.other]), m.pts[b.other].sub(m.pts[b.near])
		switch turn := math.Atan2(in.cross(out), in.dot(out)) * 180 / math.Pi; {
		case turn < -40 && turn > -150: // across the oncoming traffic
			return a.way, b.way, "no_right_turn", true
		case turn > 40 && turn < 150 && chance(r, 0.4):
			return a.way, b.way, "no_left_turn", true
		case math.Abs(turn) < 35 && chance(r, 0.35):
			return a.way, b.way, "only_straight_on", true
		case math.Abs(turn) < 25 && chance(r, 0.1):
			return a.way, b.way, "no_straight_on", true
		}
	}
	return 0, 0, "", false
}
