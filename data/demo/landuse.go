package demo

import "math"

// style is how a part of the city was built.
type style uint8

const (
	farm style = iota
	water
	oldTown
	dense // grown without a plan, close to the old town
	colony
	civil
	cantonment
	village
	industrial
	campus
	park
	lake
)

// manner is what a style means on the ground.
type manner struct {
	block    float64 // m² at which a block is left whole
	wiggle   float64 // of streets, as part of their length
	people   float64 // a km²
	deadEnds float64 // chance of a blind alley in a block
}

func (s style) manner() manner {
	return [...]manner{
		farm:       {block: 90_000, wiggle: 0.07, people: 250},
		water:      {block: 60_000},
		oldTown:    {block: 2_700, wiggle: 0.10, people: 58_000, deadEnds: 0.42},
		dense:      {block: 4_400, wiggle: 0.06, people: 36_000, deadEnds: 0.22},
		colony:     {block: 6_500, wiggle: 0, people: 21_000, deadEnds: 0.07},
		civil:      {block: 24_000, wiggle: 0.02, people: 7_000, deadEnds: 0.30},
		cantonment: {block: 52_000, wiggle: 0.01, people: 3_000, deadEnds: 0.15},
		village:    {block: 7_000, wiggle: 0.09, people: 15_000, deadEnds: 0.34},
		industrial: {block: 38_000, wiggle: 0.01, people: 2_500, deadEnds: 0.2},
		campus:     {block: 40_000, wiggle: 0.06, people: 1_800, deadEnds: 0.3},
		park:       {block: 400_000, people: 0},
		lake:       {block: 4_000_000, people: 0},
	}[s]
}

// land tells the style of a place. Its rules are those of many cities of the plain: a walled heart, bazaars around it, the lines of the
// Raj beyond the railway or upwind, colonies between the rings, villages that the city has reached, fields.
func (c *builder) land(p pt) style {
	d := p.sub(chowk())
	r := d.length() * (1 + 0.10*noise(c.seed+21, p, 700))
	angle := math.Mod(math.Atan2(d.y, d.x)*180/math.Pi+360, 360)
	north := c.northOfRiver(p)
	switch {
	case p.distance(pt{9150, 7700}) < 480:
		return lake
	case !north && r < 1020:
		return oldTown
	case !north && between360(angle, 150, 200) && r < 3000:
		return civil
	case !north && between360(angle, 286, 326) && r > 1900 && r < 4500:
		return cantonment
	case between360(angle, 205, 238) && r > 2700 && r < 5600:
		return industrial
	case north && between360(angle, 128, 148) && r > 2200 && r < 3700:
		return campus
	case !north && r < 2150+300*noise(c.seed+22, p, 1500):
		return dense
	case north && r < 2600 && noise(c.seed+23, p, 900) > -0.1:
		return dense
	}
	return c.outskirts(p, r)
}

func (c *builder) outskirts(p pt, r float64) style {
	planned := noise(c.seed+24, p, 1300)
	switch {
	case r < 4700:
		if planned > -0.28 {
			return colony
		}
		return village
	case r < 5600 && planned > 0.22:
		return colony
	}
	for _, v := range c.hamlets {
		if p.distance(v.at) < v.radius*(1+0.25*noise(c.seed+25, p, 200)) {
			return village
		}
	}
	return farm
}

func between360(angle, lo, hi float64) bool { return angle >= lo && angle <= hi }

func (c *builder) northOfRiver(p pt) bool {
	line := c.river
	for i := 1; i < len(line); i++ {
		if line[i-1].x <= p.x && p.x < line[i].x {
			f := (p.x - line[i-1].x) / (line[i].x - line[i-1].x)
			return p.y > line[i-1].lerp(line[i], f).y
		}
	}
	return false
}

// inRiver tells whether a place lies between the banks.
func (c *builder) inRiver(p pt) bool {
	north := c.northOfRiver(p)
	for i := 1; i < len(c.river); i++ {
		if math.Abs(c.river[i].x-p.x) > 260 { // no bank is so far away
			continue
		}
		half := riverHalfWidth(i)
		if !north {
			half = riverHalfWidth(i + 17)
		}
		if toSegment(p, c.river[i-1], c.river[i]) < half-6 {
			return true
		}
	}
	return false
}

// hamlet is a village that stood in the fields before the city came.
type hamlet struct {
	at     pt
	radius float64
}

// unitArea is how large a neighbourhood grows around p before a through street divides it, m².
func (c *builder) unitArea(p pt, s style) float64 {
	switch s {
	case water:
		return 45_000
	case oldTown:
		return 42_000
	case dense:
		return 85_000
	case farm:
		return 380_000
	case lake:
		return 700_000
	case cantonment, industrial, campus:
		return 320_000
	case village:
		return 170_000
	}
	return 190_000
}
