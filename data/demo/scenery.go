package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// scenery writes everything of the map that is not a road: river, ponds, drains, railway, parks, fields, places.
func (n *network) scenery(f *osmFile) {
	r := stream(n.c.seed, 6)
	n.writeRails(f)
	n.writeRiver(f)
	n.writeDrains(f)
	n.writeBlocks(f, r)
	n.writeLake(f, r)
	n.writePlaces(f)
}

func (f *osmFile) ring(ring []pt, tags ...tag) int64 {
	ids := make([]int64, 0, len(ring)+1)
	for _, p := range ring {
		ids = append(ids, f.node(p))
	}
	return f.way(append(ids, ids[0]), tags...)
}

func (f *osmFile) line(line []pt, tags ...tag) int64 {
	ids := make([]int64, 0, len(line))
	for _, p := range line {
		ids = append(ids, f.node(p))
	}
	return f.way(ids, tags...)
}

// writeRails shares a node with a road where the two cross on the level, and nowhere else.
func (n *network) writeRails(f *osmFile) {
	m := n.c.mesh
	level := map[int32]bool{}
	for _, v := range n.crossings {
		level[v] = true
		f.nodes[v].tags = append(f.nodes[v].tags, tag{"railway", "level_crossing"}, tag{"crossing:barrier", "full"})
	}
	own := map[int32]int64{}
	for i, s := range n.rails {
		label := name{"आनंदपुर मुख्य रेलमार्ग", "Anandpur Main Line"}
		if i > 0 {
			label = name{"हरदोई शाखा", "Hardoi Branch"}
		}
		var ids []int64
		bridge := false
		flush := func() {
			tags := append([]tag{{"railway", "rail"}, {"gauge", "1676"}, {"electrified", "contact_line"}}, named(label)...)
			if bridge {
				tags = append(tags, tag{"bridge", "yes"}, tag{"layer", "1"})
			}
			if len(ids) > 1 {
				f.way(ids, tags...)
				ids = ids[len(ids)-1:]
			}
		}
		for k, v := range s.nodes {
			id, ok := own[v]
			switch {
			case level[v]:
				id = int64(v) + 1
			case !ok:
				id = f.node(m.pts[v])
				own[v] = id
			}
			if k > 0 {
				if over := n.c.inRiver(m.pts[v].lerp(m.pts[s.nodes[k-1]], 0.5)); over != bridge {
					flush()
					bridge = over
				}
			}
			ids = append(ids, id)
		}
		flush()
		if i == 0 { // yard tracks beside the station
			for _, off := range []float64{14, 24, -14} {
				f.line(shifted(near(mainRail(), stationAt(), 900-math.Abs(off)*14), func(int) float64 { return off }), tag{"railway", "rail"}, tag{"service", "yard"})
			}
		}
	}
	station := []tag{{"railway", "station"}, {"public_transport", "station"}}
	f.node(stationAt(), append(station, named(name{"आनंदपुर जंक्शन", "Anandpur Junction"})...)...)
	f.node(branchRail()[40], append([]tag{{"railway", "halt"}}, named(name{"छावनी हाल्ट", "Chhavni Halt"})...)...)
}

func stationAt() pt { return pt{5600, 3900} }

// near is the part of a line that lies about a place.
func near(line []pt, p pt, radius float64) []pt {
	var out []pt
	for _, q := range line {
		if q.distance(p) < radius {
			out = append(out, q)
		}
	}
	return out
}

// writeRiver draws the water a little inside the banks, as a multipolygon of two banks and an island.
func (n *network) writeRiver(f *osmFile) {
	line := n.c.river
	label := name{"आनंदी नदी", "Anandi River"}
	left := shifted(line, func(i int) float64 { return riverHalfWidth(i) - 14 - 5*lattice(n.c.seed+51, uint64(i), 0) })
	right := shifted(line, func(i int) float64 { return -riverHalfWidth(i+17) + 14 + 5*lattice(n.c.seed+51, uint64(i), 1) })
	ids := func(line []pt) (out []int64) {
		for _, p := range line {
			out = append(out, f.node(p))
		}
		return out
	}
	a, b := ids(left), ids(right)
	half := len(a) / 2
	lower, upper := f.way(a[:half+1]), f.way(a[half:])
	end := f.way([]int64{a[len(a)-1], b[len(b)-1]})
	other := f.way(b)
	start := f.way([]int64{b[0], a[0]})
	at := len(line) * 5 / 9
	var island []pt
	for k := range 16 {
		d := heading(float64(k) * math.Pi / 8)
		along := line[at+1].sub(line[at]).unit()
		island = append(island, line[at].add(along.mul(d.x*150)).add(along.left().mul(d.y*34*(1+0.2*lattice(n.c.seed+52, uint64(k), 0)))))
	}
	inner := f.ring(island)
	tags := append([]tag{{"type", "multipolygon"}, {"natural", "water"}, {"water", "river"}}, named(label)...)
	f.relation([]member{{"way", lower, "outer"}, {"way", upper, "outer"}, {"way", end, "outer"}, {"way", other, "outer"}, {"way", start, "outer"}, {"way", inner, "inner"}}, tags...)
	f.line(line, append([]tag{{"waterway", "river"}}, named(label)...)...)
	for i, g := range []name{{"राम घाट", "Ram Ghat"}, {"दशाश्वमेध घाट", "Dashashwamedh Ghat"}, {"महिला घाट", "Mahila Ghat"}, {"श्मशान घाट", "Shmashan Ghat"}, {"नाव घाट", "Nav Ghat"}, {"बाबा घाट", "Baba Ghat"}} {
		k := at - 22 + i*7
		f.node(right[k], append([]tag{{"place", "locality"}, {"man_made", "ghat"}}, named(g)...)...)
	}
}

// writeDrains runs open drains (nala) and a canal to the river.
func (n *network) writeDrains(f *osmFile) {
	for i, d := range []struct {
		name  name
		class string
		line  []pt
	}{
		{name{"हैदर नाला", "Haidar Nala"}, "drain", []pt{{4700, 1700}, {4950, 2700}, {4800, 3700}, {5050, 4700}, {4900, 5600}, {5150, 6440}}},
		{name{"कुकरैल नाला", "Kukrail Nala"}, "drain", []pt{{9700, 9900}, {9300, 8900}, {8650, 8300}, {8300, 7400}, {7850, 6800}, {7620, 6350}}},
		{name{"गंदा नाला", "Ganda Nala"}, "drain", []pt{{8500, 1900}, {8300, 2900}, {8700, 3900}, {8350, 4600}, {8620, 5380}}},
		{name{"शारदा नहर", "Sharda Nahar"}, "canal", []pt{{-100, 9800}, {1700, 9300}, {3600, 9500}, {5200, 9000}, {7400, 9350}, {10200, 9700}, {12500, 9300}}},
	} {
		var line []pt
		for _, p := range smooth(d.line, 70, false) {
			line = append(line, wander(n.c.seed+60+uint64(i), p, 45))
		}
		f.line(line, append([]tag{{"waterway", d.class}}, named(d.name)...)...)
	}
}

// writeBlocks gives blocks that are not built on their use: parks, fields, orchards, ponds, burial grounds.
func (n *network) writeBlocks(f *osmFile, r *rand.Rand) {
	m := n.c.mesh
	for _, u := range n.c.units {
		for i, b := range u.blocks {
			ring := m.places(b.ring)
			area := ringArea(ring)
			switch {
			case b.style == park && area < 500_000:
				label := u.name.with(" पार्क", " Park")
				if i%3 == 1 {
					label = pick(r, people()).with(" उद्यान", " Udyan")
				}
				f.ring(shrunk(ring, 6), append([]tag{{"leisure", "park"}}, named(label)...)...)
			case b.style == farm && area > 6_000:
				n.writeField(f, ring, r)
			case u.style == village && area > 6_000 && chance(r, 0.035):
				f.ring(pond(ringCentre(ring), math.Sqrt(area)*0.3, r), append([]tag{{"natural", "water"}, {"water", "pond"}}, named(u.name.with(" तालाब", " Talab"))...)...)
			case (u.style == cantonment || u.style == civil || u.style == campus) && chance(r, 0.22):
				f.ring(shrunk(ring, 9), tag{"leisure", pick(r, []string{"garden", "pitch", "park"})})
			case (u.style == dense || u.style == village) && area > 5_000 && chance(r, 0.02):
				f.ring(shrunk(ring, 5), append([]tag{{"landuse", "cemetery"}}, named(u.name.with(" क़ब्रिस्तान", " Qabristan"))...)...)
			}
		}
	}
}

func (n *network) writeField(f *osmFile, ring []pt, r *rand.Rand) {
	switch d := r.Float64(); {
	case d < 0.72:
		f.ring(shrunk(ring, 7), tag{"landuse", "farmland"})
	case d < 0.86:
		f.ring(shrunk(ring, 10), tag{"landuse", "orchard"}, tag{"trees", "mango_trees"})
	case d < 0.92:
		f.ring(pond(ringCentre(ring), math.Sqrt(ringArea(ring))*0.2, r), tag{"natural", "water"}, tag{"water", "pond"})
	}
}

// shrunk moves the corners of a ring inwards by a few metres, as far as the ring's size allows.
func shrunk(ring []pt, by float64) []pt {
	c := innerPoint(ring)
	out := make([]pt, len(ring))
	for i, p := range ring {
		d := p.distance(c)
		out[i] = c.lerp(p, max(0.5, 1-by/max(d, 1)))
	}
	return out
}

// pond is an irregular round shore.
func pond(c pt, radius float64, r *rand.Rand) []pt {
	a, b := between(r, 0, 6), between(r, 0, 6)
	stretch := between(r, 0.6, 1)
	var ring []pt
	for k := range 22 {
		t := float64(k) * 2 * math.Pi / 22
		d := radius * (1 + 0.16*math.Sin(2*t+a) + 0.1*math.Sin(3*t+b))
		ring = append(ring, c.add(pt{math.Cos(t) * d, math.Sin(t) * d * stretch}))
	}
	return ring
}

// writeLake fills the largest of the lake's units with water and makes parks of the others.
func (n *network) writeLake(f *osmFile, r *rand.Rand) {
	m := n.c.mesh
	best, most := -1, 0.0
	for i, u := range n.c.units {
		if u.style == lake && ringArea(m.places(u.ring)) > most {
			best, most = i, ringArea(m.places(u.ring))
		}
	}
	for i, u := range n.c.units {
		if u.style != lake {
			continue
		}
		ring := m.places(u.ring)
		f.ring(shrunk(ring, 8), append([]tag{{"leisure", "park"}}, named(name{"रमना बाग़", "Ramna Bagh"})...)...)
		if i != best {
			continue
		}
		c := innerPoint(ring)
		var shore []pt
		for k := range 48 {
			d := heading(float64(k) * math.Pi / 24)
			if _, far, ok := rayInside(ring, c, d); ok {
				shore = append(shore, c.add(d.mul(min(far*0.82, 520)*(1+0.05*between(r, -1, 1)))))
			}
		}
		f.ring(shore, append([]tag{{"natural", "water"}, {"water", "lake"}}, named(name{"रमना झील", "Ramna Jheel"})...)...)
	}
}

func (n *network) writePlaces(f *osmFile) {
	f.node(chowk(), append([]tag{{"place", "city"}, {"population", fmt.Sprint(population)}}, named(name{"आनंदपुर", "Anandpur"})...)...)
	for i, u := range n.c.units {
		class := "neighbourhood"
		switch u.style {
		case water, lake, park:
			continue
		case farm:
			continue
		case village:
			class = "village"
		case colony, civil, cantonment:
			if i%4 == 0 {
				class = "suburb"
			}
		case oldTown:
			class = "quarter"
		}
		f.node(innerPoint(n.c.mesh.places(u.ring)), append([]tag{{"place", class}}, named(u.name)...)...)
	}
}
