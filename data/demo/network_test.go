package demo

import (
	"slices"
	"testing"
)

func (w osmWay) tag(key string) string {
	for _, t := range w.tags {
		if t.k == key {
			return t.v
		}
	}
	return ""
}

func TestJunctions(t *testing.T) {
	f := made().chart
	degree := map[int64]int{}
	class := map[string]int{}
	for _, w := range f.ways {
		if w.tag("highway") == "" {
			continue
		}
		class[w.tag("highway")]++
		for i := 1; i < len(w.nodes); i++ {
			if w.nodes[i] == w.nodes[i-1] {
				t.Fatalf("a way goes twice to node %d", w.nodes[i])
			}
			degree[w.nodes[i-1]]++
			degree[w.nodes[i]]++
		}
	}
	junctions := 0
	for _, d := range degree {
		if d != 2 {
			junctions++
		}
	}
	t.Logf("%d junctions and ends, %d ways: %v", junctions, len(f.ways), class)
	if junctions < 23_000 || junctions > 28_000 {
		t.Errorf("%d junctions", junctions)
	}
	for _, want := range []string{"trunk", "primary", "secondary", "tertiary", "residential", "unclassified", "living_street", "service", "pedestrian", "footway", "track"} {
		if class[want] == 0 {
			t.Errorf("no road is %s", want)
		}
	}
}

// TestConnected: by the law of one-ways, nearly all of the city can be reached from nearly all of it.
func TestConnected(t *testing.T) {
	f := made().chart
	out, in := map[int64][]int64{}, map[int64][]int64{}
	nodes := map[int64]bool{}
	link := func(a, b int64) { out[a], in[b] = append(out[a], b), append(in[b], a) }
	for _, w := range f.ways {
		if w.tag("highway") == "" {
			continue
		}
		for i := 1; i < len(w.nodes); i++ {
			nodes[w.nodes[i-1]], nodes[w.nodes[i]] = true, true
			link(w.nodes[i-1], w.nodes[i])
			if w.tag("oneway") != "yes" {
				link(w.nodes[i], w.nodes[i-1])
			}
		}
	}
	reach := func(from int64, next map[int64][]int64) map[int64]bool {
		seen, work := map[int64]bool{from: true}, []int64{from}
		for len(work) > 0 {
			at := work[len(work)-1]
			work = work[:len(work)-1]
			for _, v := range next[at] {
				if !seen[v] {
					seen[v] = true
					work = append(work, v)
				}
			}
		}
		return seen
	}
	start := int64(0) // a node of the ring road
	for _, w := range f.ways {
		if w.tag("name:en") == "Ring Road" {
			start = w.nodes[0]
			break
		}
	}
	there, back := reach(start, out), reach(start, in)
	both := 0
	for v := range there {
		if back[v] {
			both++
		}
	}
	if share := float64(both) / float64(len(nodes)); share < 0.99 {
		t.Errorf("%.2f %% of %d nodes are strongly connected", share*100, len(nodes))
	}
}

// TestRestrictions: members exist, meet at the via, and the kinds and variants wanted are there.
func TestRestrictions(t *testing.T) {
	f := made().chart
	count, viaWay, except, conditional := 0, 0, 0, 0
	for _, r := range f.relations {
		text := map[string]string{}
		for _, tg := range r.tags {
			text[tg.k] = tg.v
		}
		if text["type"] != "restriction" {
			continue
		}
		count++
		var from, to osmWay
		via := []int64{}
		for _, m := range r.members {
			switch {
			case m.kind == "node":
				via = []int64{m.ref}
			case m.ref < 1 || m.ref > int64(len(f.ways)) || f.ways[m.ref-1].tag("highway") == "":
				t.Fatalf("way %d is no road", m.ref)
			case m.role == "from":
				from = f.ways[m.ref-1]
			case m.role == "to":
				to = f.ways[m.ref-1]
			default:
				viaWay++
				way := f.ways[m.ref-1].nodes
				via = []int64{way[0], way[len(way)-1]}
			}
		}
		if !meets(from, via, false) || !meets(to, via, true) {
			t.Errorf("a restriction's roads do not meet at its via: %v", r)
		}
		if text["except"] != "" {
			except++
		}
		if text["restriction:conditional"] != "" {
			conditional++
		}
	}
	if count < 140 || count > 160 || viaWay < 5 || except < 5 || conditional < 5 {
		t.Errorf("%d restrictions, %d by a via way, %d with exceptions, %d conditional", count, viaWay, except, conditional)
	}
}

// meets tells whether a way begins (leaving) or ends at one of the nodes, in a direction that may be driven.
func meets(w osmWay, via []int64, leaving bool) bool {
	first, last := w.nodes[0], w.nodes[len(w.nodes)-1]
	if w.tag("oneway") != "yes" {
		return slices.Contains(via, first) || slices.Contains(via, last)
	}
	if leaving {
		return slices.Contains(via, first)
	}
	return slices.Contains(via, last)
}

func TestNamesInBothScripts(t *testing.T) {
	f := made().chart
	named := 0
	check := func(tags []tag, what string) {
		hi, en := osmWay{tags: tags}.tag("name:hi"), osmWay{tags: tags}.tag("name:en")
		if (hi == "") != (en == "") {
			t.Errorf("%s: %q %q", what, hi, en)
		}
		for _, r := range en {
			if r > 127 {
				t.Errorf("English name %q", en)
				break
			}
		}
		for _, r := range hi {
			if r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
				t.Errorf("Hindi name %q", hi)
				break
			}
		}
		if hi != "" {
			named++
		}
	}
	for _, w := range f.ways {
		check(w.tags, "way")
	}
	for _, n := range f.nodes {
		check(n.tags, "node")
	}
	for _, r := range f.relations {
		check(r.tags, "relation")
	}
	if named < 6_000 {
		t.Errorf("%d names", named)
	}
}

// TestFurniture: signals, bollards, gates, level crossings, bridges, roundabouts, conditional tags are on the map.
func TestFurniture(t *testing.T) {
	f := made().chart
	count := map[string]int{}
	for _, n := range f.nodes {
		for _, tg := range n.tags {
			count[tg.k+"="+tg.v]++
		}
	}
	for _, w := range f.ways {
		for _, tg := range w.tags {
			count[tg.k+"="+tg.v]++
			count[tg.k]++
		}
	}
	t.Log("bridges", count["bridge=yes"], "roundabouts", count["junction=roundabout"], "signals", count["highway=traffic_signals"],
		"level crossings", count["railway=level_crossing"], "ponds", count["water=pond"])
	for want, least := range map[string]int{"highway=traffic_signals": 40, "barrier=bollard": 30, "barrier=gate": 20, "railway=level_crossing": 3, "bridge=yes": 8,
		"junction=roundabout": 10, "goods:conditional": 20, "oneway=yes": 60, "water=pond": 8, "waterway=drain": 3, "leisure=park": 80, "place=village": 20, "railway=station": 1} {
		if count[want] < least {
			t.Errorf("%s: %d, fewer than %d", want, count[want], least)
		}
	}
}
