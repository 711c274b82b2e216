package demo

import (
	"math"
	"math/rand/v2"
)

// unit is a neighbourhood: what lies between through streets. Wards are made of whole units.
type unit struct {
	ring   []int32
	style  style
	blocks []block
	ward   int
	name   name
}

// block is land within streets.
type block struct {
	ring  []int32
	style style
}

// builder holds the city while it grows.
type builder struct {
	seed    uint64
	mesh    *mesh
	river   []pt
	hamlets []hamlet
	streets []street
	units   []unit
	names   *namer
}

// grow divides every face into units, and units into blocks.
func (c *builder) grow(faces [][]int32) {
	r := stream(c.seed, 1)
	for _, face := range faces {
		c.divideFace(face, r)
	}
	for i := range c.units {
		c.fillUnit(&c.units[i], stream(c.seed, 1000+uint64(i)))
	}
}

func (c *builder) divideFace(face []int32, r *rand.Rand) {
	work := [][]int32{face}
	river := c.riverFace(face)
	for len(work) > 0 {
		poly := c.mesh.expand(work[len(work)-1], true)
		work = work[:len(work)-1]
		ring := c.mesh.places(poly)
		centre := innerPoint(ring)
		s := water
		if !river {
			s = c.land(centre)
		}
		area := ringArea(ring)
		if area > c.unitArea(centre, s)*between(r, 1, 1.5) {
			if part, ok := c.through(poly, ring, s, area, r); ok {
				work = append(work, part.left, part.right)
				continue
			}
		}
		c.units = append(c.units, unit{ring: poly, style: s, ward: -1})
	}
}

// riverFace tells whether a face is half of the river: one that its middle bounds.
func (c *builder) riverFace(face []int32) bool {
	for i, a := range face {
		if c.mesh.bed[edgeOf(a, face[(i+1)%len(face)])] {
			return true
		}
	}
	return false
}

// through cuts a neighbourhood with a through street across its longer side.
func (c *builder) through(poly []int32, ring []pt, s style, area float64, r *rand.Rand) (slice, bool) {
	k := throughKind(s, area)
	wiggle := 0.05
	if s == oldTown || s == dense {
		wiggle = 0.09
	}
	for try := range 10 {
		dir, at := across(ring, between(r, 0.36, 0.64), between(r, -0.16, 0.16)*(1+float64(try)/3))
		if try > 5 {
			dir = dir.left()
			at = innerPoint(ring)
		}
		cut, ok := c.mesh.cut(poly, knife{at: at, dir: dir, wiggle: wiggle, step: 55, snap: 14 + float64(try)*2, minArea: area * 0.16,
			minAngle: 0.7, street: k.isRoad()}, r)
		if !ok {
			continue
		}
		if k.isRoad() {
			c.streets = append(c.streets, street{nodes: cut.street, kind: k, name: c.names.through(s, k, r), area: s})
		}
		return cut, true
	}
	return slice{}, false
}

func throughKind(s style, area float64) kind {
	switch {
	case s == water || s == lake:
		return none
	case s == farm && area > 2_500_000:
		return tertiary
	case s == farm:
		return unclassified
	case area > 1_800_000:
		return secondary
	case area > 420_000:
		return tertiary
	case s == oldTown && area > 150_000:
		return tertiary
	case s == oldTown:
		return residential
	}
	return unclassified
}

// across is a line over the shorter side of a ring: its direction and a point inside the ring, at a part of the longer side.
func across(ring []pt, at, turn float64) (dir, p pt) {
	angle := grain(ring)
	u := heading(angle)
	lo, hi := extent(ring, u)
	lo2, hi2 := extent(ring, u.left())
	if hi2-lo2 > hi-lo {
		u, lo, hi = u.left(), lo2, hi2
	}
	base := u.mul(lo + (hi-lo)*at)
	side := u.left()
	dir = heading(math.Atan2(side.y, side.x) + turn)
	l, h, ok := widestStretch(ring, base, side)
	if !ok {
		return dir, innerPoint(ring)
	}
	return dir, base.add(side.mul((l + h) / 2))
}

// fillUnit cuts a unit into blocks after the manner of its style.
func (c *builder) fillUnit(u *unit, r *rand.Rand) {
	u.ring = c.mesh.expand(u.ring, true)
	u.name = c.names.mohalla(u.style, r)
	switch u.style {
	case water, lake, park:
		u.blocks = []block{{u.ring, u.style}}
	case colony:
		c.plan(u, r)
	default:
		c.organic(u, u.ring, u.style.manner(), r)
	}
}

// organic divides land again and again across its longer side, as heirs and builders do.
func (c *builder) organic(u *unit, ring []int32, how manner, r *rand.Rand) {
	work := [][]int32{ring}
	for len(work) > 0 {
		poly := c.mesh.expand(work[len(work)-1], true)
		work = work[:len(work)-1]
		places := c.mesh.places(poly)
		area := ringArea(places)
		if area > how.block*between(r, 0.75, 1.6) {
			if cut, ok := c.lane(u, poly, places, area, how, r); ok {
				work = append(work, cut.left, cut.right)
				continue
			}
		}
		u.blocks = append(u.blocks, block{poly, u.style})
	}
}

func (c *builder) lane(u *unit, poly []int32, ring []pt, area float64, how manner, r *rand.Rand) (slice, bool) {
	k := c.laneKind(u.style, area, r)
	turn := 0.05
	if how.wiggle > 0.05 {
		turn = 0.28
	}
	for try := range 7 {
		dir, at := across(ring, between(r, 0.34, 0.66), between(r, -turn, turn)*(1+float64(try)/4))
		if try > 4 {
			dir = dir.left()
		}
		cut, ok := c.mesh.cut(poly, knife{at: at, dir: dir, wiggle: how.wiggle, step: max(14, math.Sqrt(how.block)/3), snap: 9,
			minArea: min(area*0.2, how.block*0.35), minAngle: 0.62, street: true}, r)
		if ok {
			c.streets = append(c.streets, street{nodes: cut.street, kind: k, name: c.names.lane(u, k, r), area: u.style})
			return cut, true
		}
	}
	return slice{}, false
}

func (c *builder) laneKind(s style, area float64, r *rand.Rand) kind {
	large := area > 4*s.manner().block
	switch s {
	case oldTown:
		switch {
		case large:
			return residential
		case chance(r, 0.30):
			return living
		case chance(r, 0.34):
			return footway
		case chance(r, 0.10):
			return pedestrian
		}
		return residential
	case farm:
		if large {
			return unclassified
		}
		return track
	case industrial, campus, cantonment:
		if large {
			return residential
		}
		return service
	case dense, village:
		if !large && chance(r, 0.13) {
			return footway
		}
	}
	return residential
}
