package demo

import (
	"math"
	"math/rand/v2"
)

// plan lays out a planned colony: rows of plots back to back between parallel streets, cross streets that meet or are staggered, a park.
func (c *builder) plan(u *unit, r *rand.Rand) {
	ring := c.mesh.places(u.ring)
	angle := grain(ring)
	rows := heading(angle)
	lo, hi := extent(ring, rows.left())
	if a, b := extent(ring, rows); b-a < hi-lo {
		rows = rows.left()
	}
	depth, length := between(r, 42, 60), between(r, 85, 175)
	staggered := chance(r, 0.4)
	strips := c.comb(u, [][]int32{u.ring}, rows, depth, 0, residential, r)
	for i, strip := range strips {
		offset := 0.0
		if staggered && i%2 == 1 {
			offset = length / 2
		}
		cells := c.comb(u, [][]int32{strip}, rows.left(), length, offset, residential, r)
		for _, cell := range cells {
			u.blocks = append(u.blocks, block{cell, colony})
		}
	}
	c.placePark(u, ring, r)
}

// comb cuts polygons by parallel streets along dir, a distance apart. Lines lie on a fixed raster, so that those of neighbouring
// strips meet.
func (c *builder) comb(u *unit, polys [][]int32, dir pt, apart, offset float64, k kind, r *rand.Rand) [][]int32 {
	side := dir.left()
	ring := c.mesh.places(polys[0])
	lo, hi := extent(ring, side)
	first := math.Ceil((lo+apart*0.55-offset)/apart)*apart + offset
	if hi-lo < apart*1.6 {
		first = (lo + hi) / 2
		if hi-lo < apart*1.25 {
			return polys
		}
	}
	for at := first; at < hi-apart*0.55; at += apart {
		var next [][]int32
		for _, poly := range polys {
			next = append(next, c.row(u, poly, dir, at, k, r)...)
		}
		polys = next
	}
	return polys
}

func (c *builder) row(u *unit, poly []int32, dir pt, at float64, k kind, r *rand.Rand) [][]int32 {
	poly = c.mesh.expand(poly, true)
	ring := c.mesh.places(poly)
	side := dir.left()
	lo, hi, ok := widestStretch(ring, side.mul(at), dir)
	if !ok || chance(r, 0.05) {
		return [][]int32{poly}
	}
	cut, ok := c.mesh.cut(poly, knife{at: side.mul(at).add(dir.mul((lo + hi) / 2)), dir: dir, step: 90, snap: 7, minArea: 1100, minAngle: 0.5, street: true}, r)
	if !ok {
		return [][]int32{poly}
	}
	c.streets = append(c.streets, street{nodes: cut.street, kind: k, name: c.names.lane(u, k, r), area: colony})
	return [][]int32{cut.left, cut.right}
}

// placePark leaves the plots nearest to the middle of a colony open.
func (c *builder) placePark(u *unit, ring []pt, r *rand.Rand) {
	centre := innerPoint(ring)
	best, at := math.Inf(1), -1
	for i, b := range u.blocks {
		d := ringCentre(c.mesh.places(b.ring)).distance(centre)
		if d < best {
			best, at = d, i
		}
	}
	if at >= 0 && chance(r, 0.8) {
		u.blocks[at].style = park
	}
	for i := range u.blocks {
		if chance(r, 0.015) {
			u.blocks[i].style = park
		}
	}
}

// blindAlleys adds short streets that end inside a block.
func (c *builder) blindAlleys() {
	for i := range c.units {
		u := &c.units[i]
		r := stream(c.seed, 100_000+uint64(i))
		for j := range u.blocks {
			b := &u.blocks[j]
			how := b.style.manner()
			b.ring = c.mesh.expand(b.ring, true)
			if area := ringArea(c.mesh.places(b.ring)); area > how.block*0.55 && chance(r, how.deadEnds) {
				c.blindAlley(u, b, r)
			}
		}
	}
}

func (c *builder) blindAlley(u *unit, b *block, r *rand.Rand) {
	ring := c.mesh.places(b.ring)
	for range 4 {
		i := r.IntN(len(ring))
		a, z := ring[i], ring[(i+1)%len(ring)]
		n1, n2 := b.ring[i], b.ring[(i+1)%len(b.ring)]
		if a.distance(z) < 26 || c.mesh.barrier[edgeOf(n1, n2)] || !c.mesh.onRoad[n1] || !c.mesh.onRoad[n2] {
			continue
		}
		start := a.lerp(z, between(r, 0.35, 0.65)).snapped()
		inward := z.sub(a).unit().left()
		_, hi, ok := rayInside(ring, start, inward)
		if !ok || hi < 24 {
			continue
		}
		end := start.add(inward.mul(hi * between(r, 0.4, 0.68))).add(inward.left().mul(between(r, -6, 6))).snapped()
		mid := start.lerp(end, 0.55).add(inward.left().mul(between(r, -3, 3))).snapped()
		n := c.mesh.node(start)
		c.mesh.divide(n1, n2, n)
		nodes := []int32{n, c.mesh.node(mid), c.mesh.node(end)}
		for _, n := range nodes {
			c.mesh.onRoad[n] = true
		}
		k := pick(r, []kind{residential, residential, footway, service})
		if u.style == oldTown {
			k = pick(r, []kind{living, footway, footway, residential})
		}
		c.streets = append(c.streets, street{nodes: nodes, kind: k, area: u.style, name: c.names.alley(u, r)})
		return
	}
}

// rayInside is the first stretch inside the ring ahead of p.
func rayInside(ring []pt, p, dir pt) (lo, hi float64, ok bool) {
	for _, d := range hitsOf(ring, p, dir) {
		if d > 1 {
			return 0, d, true
		}
	}
	return 0, 0, false
}
