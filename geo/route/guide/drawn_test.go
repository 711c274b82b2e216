package guide

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"rasad/geo/road"
)

// street of a drawn case: its vertices are letters of the picture, each a junction.
type street struct {
	line        string
	class       string // "": residential
	en, hi, ref string
	oneway      bool
	traits      road.Traits
}

// drawn is a small town: a column of the picture is 15 m, a row 40 m.
type drawn struct {
	n     *road.Network
	costs *road.Costs
	at    map[rune]uint32
	edges map[[2]rune]road.DirectedEdge
}

func draw(t testing.TB, picture string, streets []street) *drawn {
	t.Helper()
	d := &drawn{n: &road.Network{}, costs: &road.Costs{}, at: map[rune]uint32{}, edges: map[[2]rune]road.DirectedEdge{}}
	const lat, lon = 26.85, 80.95
	place := map[rune]road.Point{}
	for y, row := range strings.Split(picture, "\n") {
		for x, r := range []rune(row) {
			if r != ' ' {
				place[r] = road.Point{
					Lon: int32(math.Round(1e7 * (lon + float64(x)*15/metresPerDegree/math.Cos(lat*math.Pi/180)))),
					Lat: int32(math.Round(1e7 * (lat - float64(y)*40/metresPerDegree))),
				}
			}
		}
	}
	for i, s := range streets {
		class := s.class
		if class == "" {
			class = "residential"
		}
		d.n.Ways = append(d.n.Ways, road.Way{ID: int64(i + 1), NameHi: s.hi, NameEn: s.en, Ref: s.ref, Class: class, Traits: s.traits})
		runes := []rune(s.line)
		for k := 1; k < len(runes); k++ {
			d.edge(runes[k-1], runes[k], place, uint32(i), s.oneway)
		}
	}
	return d
}

func (d *drawn) edge(a, b rune, place map[rune]road.Point, way uint32, oneway bool) {
	for _, r := range []rune{a, b} {
		if _, ok := d.at[r]; !ok {
			d.at[r] = uint32(len(d.n.Junctions))
			d.n.Junctions = append(d.n.Junctions, place[r])
		}
	}
	e := uint32(len(d.n.Edges))
	first := uint32(len(d.n.Points))
	length := uint32(math.Round(100 * metres(place[a], place[b])))
	d.n.Points = append(d.n.Points, place[a], place[b])
	d.n.Edges = append(d.n.Edges, road.Edge{From: d.at[a], To: d.at[b], Way: way, First: first, Last: first + 1, Length: length})
	cost := road.MakeCost(length*2, length)
	back := cost
	if oneway {
		back = road.Infinite
	}
	d.costs.Edge = append(d.costs.Edge, cost, back)
	d.edges[[2]rune{a, b}] = road.Directed(e, false)
	d.edges[[2]rune{b, a}] = road.Directed(e, true)
}

// path along letters, from the middle of the first edge to the middle of the last; the place arrived at is to the right.
func (d *drawn) path(letters string) Path {
	var p Path
	runes := []rune(letters)
	for k := 1; k < len(runes); k++ {
		e, ok := d.edges[[2]rune{runes[k-1], runes[k]}]
		if !ok {
			panic("no street " + string(runes[k-1:k+1]))
		}
		from, to := 0.0, 1.0
		if k == 1 {
			from = 0.5
		}
		if k == len(runes)-1 {
			to = 0.5
		}
		ms, cm := road.Split(d.costs.Edge[e&^1])
		share := to - from
		c := road.MakeCost(uint32(float64(ms)*share), uint32(float64(cm)*share))
		turn := road.Cost(0)
		if k > 1 {
			turn = road.MakeCost(1000, 0)
		}
		p.Cost += c + turn
		p.Passages = append(p.Passages, Passage{Edge: e, From: from, To: to, Cost: c, Turn: turn})
	}
	last := p.Passages[len(p.Passages)-1].Edge
	p.From.Edge, p.To.Edge = p.Passages[0].Edge.Edge(), last.Edge()
	p.To.Metres, p.To.Right = 10, !last.Backward()
	return p
}

const cross = `
   n
   |
w--x--e
   |
   s`

// named streets of the crossing.
func crossing() []street {
	return []street{
		{line: "wxe", en: "Mahatma Gandhi Marg", hi: "महात्मा गांधी मार्ग", class: "secondary"},
		{line: "nxs", en: "Ashok Marg", hi: "अशोक मार्ग", class: "secondary"},
	}
}

const circle = `
      n

      a
   w d b e
      c

      s`

func sidestep() []street {
	return []street{{line: "ab", hi: "माल रोड"}, {line: "bc"}, {line: "cd", hi: "माल रोड"}, {line: "by"}, {line: "cx"}}
}

// divided is a road in two halves with a gap between, c to x, and a lane beyond.
func divided(name string) []street {
	return []street{{line: "acb", hi: name, oneway: true}, {line: "dxe", hi: name, oneway: true}, {line: "cxg"}}
}

// around drives clockwise, as in India.
func around(name string) []street {
	return []street{
		{line: "abcda", oneway: true, traits: road.Roundabout, hi: name, en: name, class: "primary"},
		{line: "na", en: "North Road", hi: "उत्तर मार्ग", class: "primary"}, {line: "be", en: "East Road", hi: "पूर्व मार्ग", class: "primary"},
		{line: "cs", class: "primary"}, {line: "wd", en: "West Road", hi: "पश्चिम मार्ग", class: "primary"},
	}
}

func TestDrawn(t *testing.T) {
	for name, c := range map[string]struct {
		picture string
		streets []street
		profile road.Profile
		path    string
		want    string
	}{
		"left at a crossing": {cross, crossing(), road.Car, "sxw", `
depart            | उत्तर की ओर… | 
turn left         | महात्मा गांधी मार्ग पर बाएँ मुड़ें | Turn left onto Mahatma Gandhi Marg
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"straight over it": {cross, crossing(), road.Car, "wxe", `
depart            | महात्मा गांधी मार्ग पर पूर्व की ओर चलें | Head east on Mahatma Gandhi Marg
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"back again": {cross, crossing(), road.Car, "wxw", `
depart            | महात्मा गांधी मार्ग पर पूर्व की ओर चलें | Head east on Mahatma Gandhi Marg
continue uturn    | वापस मुड़कर महात्मा गांधी मार्ग पर चलें | Turn back and go on along Mahatma Gandhi Marg
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"nameless, on foot": {cross, []street{{line: "wxe"}, {line: "nxs"}}, road.Walking, "sxe", `
depart            | उत्तर की ओर चलें | Head north
turn right        | दाएँ मुड़ें | Turn right
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"the road changes its name": {"a---b---c", []street{{line: "ab", hi: "माल रोड"}, {line: "bc", hi: "स्टेशन रोड"}}, road.Car, "abc", `
depart            | माल रोड पर पूर्व की ओर चलें | Head east on माल रोड
new name straight | सीधे स्टेशन रोड पर चलते रहें | Go straight on along स्टेशन रोड
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"a tee": {`
l---x---r
    |
    s`, []street{{line: "lxr", ref: "NH 27", class: "trunk"}, {line: "sx"}}, road.Car, "sxr", `
depart            | उत्तर की ओर चलें | Head north
end of road right | सड़क के अंत में राष्ट्रीय राजमार्ग 27 पर दाएँ मुड़ें | At the end of the road turn right onto NH 27
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"a fork": {`
l   r

  x

  s`, []street{{line: "sx", en: "Old Road"}, {line: "xl", en: "Left Road"}, {line: "xr", en: "Right Road"}}, road.Car, "sxr", `
depart            | Old Road पर उत्तर की ओर चलें | Head north on Old Road
fork slight right | दोराहे पर दाईं ओर Right Road पर चलें | Keep right at the fork onto Right Road
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"the main road bends": {`
    l---e
   /
  x--m
  |
  s`, []street{{line: "sxle", hi: "माल रोड", class: "primary"}, {line: "xm", class: "service"}}, road.Car, "sxle", `
depart            | माल रोड पर उत्तर की ओर चलें | Head north on माल रोड
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"one turns to stay on the road": {cross, []street{{line: "sxe", hi: "माल रोड"}, {line: "wxn"}}, road.Car, "sxe", `
depart            | माल रोड पर उत्तर की ओर चलें | Head north on माल रोड
continue right    | दाएँ मुड़कर माल रोड पर ही चलें | Turn right to stay on माल रोड
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"the second exit": {circle, around(""), road.Car, "wdabe", `
depart            | पश्चिम मार्ग पर पूर्व की ओर चलें | Head east on West Road
roundabout        | गोलचक्कर के दूसरे निकास से पूर्व मार्ग पर निकलें | At the roundabout take the 2nd exit onto East Road
exit roundabout   | गोलचक्कर से पूर्व मार्ग पर निकलें | Leave the roundabout onto East Road
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"once around": {circle, around(""), road.Car, "wdabcdw", `
depart            | पश्चिम मार्ग पर पूर्व की ओर चलें | Head east on West Road
roundabout        | गोलचक्कर के चौथे निकास से पश्चिम मार्ग पर निकलें | At the roundabout take the 4th exit onto West Road
exit roundabout   | गोलचक्कर से पश्चिम मार्ग पर निकलें | Leave the roundabout onto West Road
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"a roundabout with a name": {circle, around("परिवर्तन चौक"), road.Car, "wdabcs", `
depart            | पश्चिम मार्ग पर पूर्व की ओर चलें | Head east on West Road
rotary            | परिवर्तन चौक के तीसरे निकास से निकलें | At परिवर्तन चौक take the 3rd exit
exit rotary       | गोलचक्कर से निकलें | Leave the roundabout
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"to a place on a roundabout": {circle, around(""), road.Car, "wda", `
depart            | पश्चिम मार्ग पर पूर्व की ओर चलें | Head east on West Road
roundabout        | गोलचक्कर में जाएँ | Enter the roundabout
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"up a ramp and onto the motorway": {`
a-------------b------c

    r

    s`, []street{{line: "abc", class: "motorway", ref: "NE 2", oneway: true}, {line: "rb", class: "motorway_link", oneway: true}, {line: "sr", en: "Mall"}}, road.Car, "srbc", `
depart            | Mall पर उत्तर की ओर चलें | Head north on Mall
on ramp right     | दाईं ओर के रैंप पर चढ़ें | Take the ramp on the right
merge slight right | दाईं ओर NE 2 में मिल जाएँ | Merge right onto NE 2
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"over the river": {"a---b---c---d", []street{{line: "ab"}, {line: "bc", class: "ferry", traits: road.Ferry, hi: "गोमती घाट"}, {line: "cd"}}, road.Walking, "abcd", `
depart            | पूर्व की ओर चलें | Head east
notification      | गोमती घाट की नाव से जाएँ | Take the ferry गोमती घाट
notification      | सीधे चलते रहें | Go straight on
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
		"back on the other side of a divided road": {"bd\n\n\ncx  g\n\n\nae", divided("माल रोड"), road.Car, "acxe", `
depart            | माल रोड पर उत्तर की ओर चलें | Head north on माल रोड
continue uturn    | वापस मुड़कर माल रोड पर चलें | Turn back and go on along माल रोड
arrive right      | … | `},
		"nameless lanes side by side are not one": {"bd\n\n\ncx  g\n\n\nae", divided(""), road.Car, "acxe", `
depart            | … | 
turn right        | … | 
turn right        | … | 
arrive right      | … | `},
		"a step to the side is not two turns": {" yd\n\n bc  x\n\n a", sidestep(), road.Walking, "abcd", `
depart            | माल रोड पर उत्तर की ओर चलें | Head north on माल रोड
arrive right      | आपकी मंज़िल दाईं ओर है | Your destination is on the right`},
	} {
		d := draw(t, c.picture, c.streets)
		p := d.path(c.path)
		steps := Steps(d.n, c.profile, p, Options{Costs: d.costs})
		checkSteps(t, d.n, p, steps)
		compareDrawn(t, name, steps, c.want)
	}
}

// TestAtJunctions: from a place a step beside a crossing to another there is no turn at either end.
func TestAtJunctions(t *testing.T) {
	d := draw(t, "n   m\n\nw   x   e\n\n    s", []street{{line: "wxe", hi: "माल रोड"}, {line: "nw"}, {line: "mxs"}})
	p := d.path("nwxs")
	for i, share := range map[int][2]float64{0: {1, 1}, 2: {0, 0.001}} {
		_, cm := road.Split(d.costs.Edge[p.Passages[i].Edge&^1])
		p.Cost -= p.Passages[i].Cost
		p.Passages[i].From, p.Passages[i].To = share[0], share[1]
		part := uint32(float64(cm) * (share[1] - share[0]))
		p.Passages[i].Cost = road.MakeCost(2*part, part)
		p.Cost += p.Passages[i].Cost
	}
	steps := Steps(d.n, road.Walking, p, Options{Costs: d.costs})
	checkSteps(t, d.n, p, steps)
	compareDrawn(t, "at junctions", steps, `
depart       | माल रोड पर पूर्व की ओर चलें | Head east on माल रोड
arrive       | … | `)
}

// compareDrawn compares steps with lines "type modifier | Hindi | English"; a text with … or none is not compared, nor a modifier left out.
func compareDrawn(t *testing.T, name string, steps []Step, want string) {
	t.Helper()
	var got []string
	ok := true
	lines := strings.Split(strings.TrimSpace(want), "\n")
	for i, s := range steps {
		hi, en := Text(s, "hi"), Text(s, "en")
		got = append(got, fmt.Sprintf("%-17s | %s | %s", strings.TrimSpace(s.Type+" "+s.Modifier), hi, en))
		if i >= len(lines) {
			continue
		}
		part := strings.Split(lines[i], "|")
		kind, wantHi, wantEn := strings.TrimSpace(part[0]), strings.TrimSpace(part[1]), strings.TrimSpace(part[2])
		ok = ok && (kind == s.Type || kind == strings.TrimSpace(s.Type+" "+s.Modifier)) &&
			(strings.Contains(wantHi, "…") || wantHi == hi) && (wantEn == "" || wantEn == en)
	}
	if !ok || len(lines) != len(steps) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.TrimSpace(want))
	}
}

// checkSteps holds of every list of steps.
func checkSteps(t *testing.T, n *road.Network, p Path, steps []Step) {
	t.Helper()
	whole := Line(n, p)
	var joined []road.Point
	var duration, length uint64
	for i, s := range steps {
		duration, length = duration+s.Duration, length+s.Length
		if len(s.Line) < 2 || i > 0 && s.Line[0] != steps[i-1].Line[len(steps[i-1].Line)-1] || s.Line[0] != s.At {
			t.Fatalf("step %d (%s) does not begin where the one before ends: %v", i, s.Type, s.Line)
		}
		for _, q := range s.Line {
			joined = extend(joined, q)
		}
		checkIntersections(t, i, s)
		for _, lang := range []string{"hi", "en"} {
			if text := Text(s, lang); text == "" || strings.ContainsAny(text, "{}") || strings.Contains(text, "  ") {
				t.Fatalf("step %d: %q", i, text)
			}
		}
	}
	if steps[0].Type != "depart" || steps[len(steps)-1].Type != "arrive" {
		t.Fatalf("from %s to %s", steps[0].Type, steps[len(steps)-1].Type)
	}
	if fmt.Sprint(joined) != fmt.Sprint(whole) && len(joined) > 1 {
		t.Fatalf("the lines of the steps are not the path's:\n%v\n%v", joined, whole)
	}
	ms, cm := road.Split(p.Cost)
	if duration != uint64(ms) || length != uint64(cm) {
		t.Fatalf("steps take %d ms, %d cm; the path %d ms, %d cm", duration, length, ms, cm)
	}
}

func checkIntersections(t *testing.T, i int, s Step) {
	t.Helper()
	if len(s.Intersections) == 0 {
		t.Fatalf("step %d (%s) has no intersection", i, s.Type)
	}
	for k, x := range s.Intersections {
		if len(x.Bearings) != len(x.Entry) || x.In >= len(x.Bearings) || x.Out >= len(x.Bearings) {
			t.Fatalf("step %d: %+v", i, x)
		}
		if s.Type != "arrive" && (x.Out < 0 || !x.Entry[x.Out]) || (k > 0 || s.Type != "depart") && x.In < 0 {
			t.Fatalf("step %d: %+v", i, x)
		}
	}
	// A step that folds several turns leaves with the bearing of the last of them.
	leaves := s.Type == "arrive"
	for _, x := range s.Intersections {
		leaves = leaves || x.Bearings[x.Out] == s.BearingAfter
	}
	if !leaves {
		t.Fatalf("step %d (%s) leaves at %d: %+v", i, s.Type, s.BearingAfter, s.Intersections)
	}
}
