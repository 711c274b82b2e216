package demo

import (
	"math"
	"math/rand/v2"
)

// pt is a place on the city's plane: metres east and north of its south-western corner.
type pt struct{ x, y float64 }

func (p pt) add(q pt) pt             { return pt{p.x + q.x, p.y + q.y} }
func (p pt) sub(q pt) pt             { return pt{p.x - q.x, p.y - q.y} }
func (p pt) mul(f float64) pt        { return pt{p.x * f, p.y * f} }
func (p pt) dot(q pt) float64        { return p.x*q.x + p.y*q.y }
func (p pt) cross(q pt) float64      { return p.x*q.y - p.y*q.x }
func (p pt) left() pt                { return pt{-p.y, p.x} }
func (p pt) length() float64         { return math.Sqrt(p.x*p.x + p.y*p.y) }
func (p pt) distance(q pt) float64   { return p.sub(q).length() }
func (p pt) lerp(q pt, f float64) pt { return pt{p.x + (q.x-p.x)*f, p.y + (q.y-p.y)*f} }
func (p pt) unit() pt {
	l := p.length()
	if l == 0 {
		return pt{1, 0}
	}
	return pt{p.x / l, p.y / l}
}
func heading(radians float64) pt { return pt{math.Cos(radians), math.Sin(radians)} }

// The city lies on farmland between real towns; nothing of this name or shape is there.
const (
	originLon, originLat = 79.5800, 27.0600
	metresPerLon         = 99_080.0  // at 27.1° N
	metresPerLat         = 110_790.0 // at 27.1° N
	width, height        = 12_400.0, 10_400.0
)

// lonLat is the place in degrees, in units of 1e-7: the precision of OpenStreetMap, a centimetre.
func (p pt) lonLat() (lon, lat int64) {
	return int64(math.Round((originLon + p.x/metresPerLon) * 1e7)), int64(math.Round((originLat + p.y/metresPerLat) * 1e7))
}

// snapped is the place as its rounded degrees say it, so that what is checked here is what will be written.
func (p pt) snapped() pt {
	lon, lat := p.lonLat()
	return pt{(float64(lon)/1e7 - originLon) * metresPerLon, (float64(lat)/1e7 - originLat) * metresPerLat}
}

// meet finds where segments ab and cd cross: the fractions along each. Parallel segments do not.
func meet(a, b, c, d pt) (s, t float64, ok bool) {
	u, v := b.sub(a), d.sub(c)
	det := u.cross(v)
	if math.Abs(det) < 1e-12 {
		return 0, 0, false
	}
	w := c.sub(a)
	return w.cross(v) / det, w.cross(u) / det, true
}

// crossing tells whether two segments cross within both.
func crossing(a, b, c, d pt) bool {
	s, t, ok := meet(a, b, c, d)
	return ok && s > 0 && s < 1 && t > 0 && t < 1
}

// toSegment is the distance of p from segment ab.
func toSegment(p, a, b pt) float64 {
	d := b.sub(a)
	f := 0.0
	if l := d.dot(d); l > 0 {
		f = min(1, max(0, p.sub(a).dot(d)/l))
	}
	return p.distance(a.lerp(b, f))
}

// ringArea is positive for counter-clockwise rings.
func ringArea(ring []pt) float64 {
	sum := 0.0
	for i, p := range ring {
		q := ring[(i+1)%len(ring)]
		sum += p.cross(q)
	}
	return sum / 2
}

func ringCentre(ring []pt) pt {
	var c pt
	sum := 0.0
	o := ring[0]
	for i := range ring {
		p, q := ring[i].sub(o), ring[(i+1)%len(ring)].sub(o)
		w := p.cross(q)
		c = c.add(p.add(q).mul(w))
		sum += w
	}
	if math.Abs(sum) < 1e-9 {
		return o
	}
	return o.add(c.mul(1 / (3 * sum)))
}

func inside(p pt, ring []pt) bool {
	in := false
	for i := range ring {
		a, b := ring[i], ring[(i+1)%len(ring)]
		if (a.y > p.y) != (b.y > p.y) && p.x < a.x+(p.y-a.y)/(b.y-a.y)*(b.x-a.x) {
			in = !in
		}
	}
	return in
}

// innerPoint is a place well inside a ring: its centre where that is inside, else the middle of the longest stretch of a line across.
func innerPoint(ring []pt) pt {
	c := ringCentre(ring)
	if inside(c, ring) {
		return c
	}
	best, found := 0.0, c
	for k := range 8 {
		lo, hi, ok := widestStretch(ring, c, heading(float64(k)*math.Pi/8))
		if ok && hi-lo > best {
			best, found = hi-lo, c.add(heading(float64(k)*math.Pi/8).mul((lo+hi)/2))
		}
	}
	return found
}

// widestStretch is the longest part inside the ring of the line through p, as distances from p.
func widestStretch(ring []pt, p, dir pt) (lo, hi float64, ok bool) {
	hits := hitsOf(ring, p, dir)
	for i := 0; i+1 < len(hits); i += 2 {
		if hits[i+1]-hits[i] > hi-lo || !ok {
			lo, hi, ok = hits[i], hits[i+1], true
		}
	}
	return lo, hi, ok
}

// hitsOf lists where the line through p crosses the ring, sorted; even in number.
func hitsOf(ring []pt, p, dir pt) []float64 {
	var hits []float64
	for i := range ring {
		a, b := ring[i].sub(p), ring[(i+1)%len(ring)].sub(p)
		ca, cb := dir.cross(a), dir.cross(b)
		if (ca > 0) == (cb > 0) {
			continue
		}
		f := ca / (ca - cb)
		hits = insertSorted(hits, a.lerp(b, f).dot(dir))
	}
	return hits
}

func insertSorted(list []float64, v float64) []float64 {
	i := len(list)
	list = append(list, v)
	for i > 0 && list[i-1] > v {
		list[i] = list[i-1]
		i--
	}
	list[i] = v
	return list
}

// grain is the direction that most of a ring's outline runs in, modulo a right angle, in radians of [0, π/2).
func grain(ring []pt) float64 {
	const bins = 30
	var weight [bins]float64
	for i := range ring {
		d := ring[(i+1)%len(ring)].sub(ring[i])
		angle := math.Mod(math.Atan2(d.y, d.x)+2*math.Pi, math.Pi/2)
		weight[min(bins-1, int(angle/(math.Pi/2)*bins))] += d.length()
	}
	best := 0
	for i := range weight {
		sum := weight[i]*2 + weight[(i+1)%bins] + weight[(i+bins-1)%bins]
		if sum > weight[best]*2+weight[(best+1)%bins]+weight[(best+bins-1)%bins] {
			best = i
		}
	}
	return (float64(best) + 0.5) * math.Pi / 2 / bins
}

// extent is a ring's least and greatest distance along a direction.
func extent(ring []pt, dir pt) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, p := range ring {
		d := p.dot(dir)
		lo, hi = min(lo, d), max(hi, d)
	}
	return lo, hi
}

// smooth draws a curve through its control points (Catmull-Rom), with a vertex about every step metres.
func smooth(control []pt, step float64, closed bool) []pt {
	at := func(i int) pt {
		if closed {
			return control[(i+len(control))%len(control)]
		}
		return control[min(len(control)-1, max(0, i))]
	}
	spans := len(control) - 1
	if closed {
		spans++
	}
	var line []pt
	for i := range spans {
		p0, p1, p2, p3 := at(i-1), at(i), at(i+1), at(i+2)
		n := max(1, int(p1.distance(p2)/step+0.5))
		for k := range n {
			t := float64(k) / float64(n)
			t2, t3 := t*t, t*t*t
			line = append(line, p1.mul(2).add(p2.sub(p0).mul(t)).add(p0.mul(2).sub(p1.mul(5)).add(p2.mul(4)).sub(p3).mul(t2)).
				add(p1.mul(3).sub(p0).sub(p2.mul(3)).add(p3).mul(t3)).mul(0.5))
		}
	}
	return append(line, at(spans))
}

// stream is a source of chance for one part of the work, so that a change to one part leaves the others as they were.
func stream(seed uint64, part uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x5eed<<16|part)) }

func between(r *rand.Rand, lo, hi float64) float64 { return lo + (hi-lo)*r.Float64() }

func chance(r *rand.Rand, p float64) bool { return r.Float64() < p }

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// noise is smooth chance over the plane, in [-1, 1], with features of about scale metres.
func noise(seed uint64, p pt, scale float64) float64 {
	x, y := p.x/scale+1000, p.y/scale+1000
	ix, iy := math.Floor(x), math.Floor(y)
	fx, fy := x-ix, y-iy
	fx, fy = fx*fx*(3-2*fx), fy*fy*(3-2*fy)
	v := func(dx, dy float64) float64 { return lattice(seed, uint64(ix+dx), uint64(iy+dy)) }
	top := v(0, 0)*(1-fx) + v(1, 0)*fx
	bottom := v(0, 1)*(1-fx) + v(1, 1)*fx
	return top*(1-fy) + bottom*fy
}

func lattice(seed, x, y uint64) float64 {
	h := seed*0x9e3779b97f4a7c15 ^ x*0xbf58476d1ce4e5b9 ^ y*0x94d049bb133111eb
	h ^= h >> 31
	h *= 0xd6e8feb86659fd93
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	h ^= h >> 32
	return float64(h>>11)/(1<<52) - 1
}
