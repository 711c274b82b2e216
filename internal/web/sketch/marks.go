package sketch

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

const (
	markSize = 20.0
	maxMarks = 400
)

// placeMarks puts a mark on each place; one that would cover another moves aside as little as it must.
func placeMarks(v view, places []Place) []Mark {
	marks := make([]Mark, 0, min(len(places), maxMarks))
	taken := furnished(v)
	for _, p := range places[:min(len(places), maxMarks)] {
		spot := v.at(orb.Point{p.Lon, p.Lat})
		if !v.frame.Contains(spot) {
			continue
		}
		m := Mark{Spot: spot, Outline: p.Outline, Colour: p.Colour, Size: markSize, Number: p.Number}
		m.At = aside(v, spot, &taken)
		taken.take([]disc{{m.At, markSize * 0.48}})
		marks = append(marks, m)
	}
	return marks
}

// aside is the nearest free place in widening circles, or the spot itself when there is none.
func aside(v view, spot orb.Point, taken *room) orb.Point {
	inner := v.frame.Pad(-markSize / 2)
	for ring := range 7 {
		for turn := range 12 {
			angle := float64(turn) * math.Pi / 6
			radius := float64(ring) * markSize * 0.6
			at := orb.Point{spot[0] + radius*math.Cos(angle), spot[1] + radius*math.Sin(angle)}
			if inner.Contains(at) && taken.free([]disc{{at, markSize * 0.48}}) {
				return at
			}
			if ring == 0 {
				break
			}
		}
	}
	return orb.Point{math.Max(inner.Min[0], math.Min(spot[0], inner.Max[0])), math.Max(inner.Min[1], math.Min(spot[1], inner.Max[1]))}
}

// furnished is the room that the scale bar and the arrow take.
func furnished(v view) room {
	right, low := v.frame.Max[0], v.frame.Max[1]
	taken := room{discs: []disc{{orb.Point{right - 20, 20}, 12}, {orb.Point{right - 20, 38}, 8}}}
	_, units := barOf(v)
	for x := 12.0; x < 12+units+50; x += 10 {
		taken.take([]disc{{orb.Point{x, low - 14}, 8}})
	}
	return taken
}

func takenBy(v view, marks []Mark) room {
	taken := furnished(v)
	for _, m := range marks {
		taken.take([]disc{{m.At, m.Size * 0.55}})
	}
	return taken
}

// wardNumber is the number of a ward, to be written into it.
type wardNumber struct {
	text Text
	code string
	name string
}

// numbersOf writes the neighbours' numbers into what is seen of them.
func numbersOf(v view, shapes []Shape, chosen int, lang string, taken *room) []wardNumber {
	var out []wardNumber
	for i := range shapes {
		s := &shapes[i]
		if i == chosen || !s.near(v) {
			continue
		}
		at, size, ok := roomiest(ringsOf(v, s.Geometry), v.frame)
		if !ok || size < 8 {
			continue
		}
		discs := discsOf(at, wide(s.Code, 15), 15, 0)
		if !taken.free(discs) {
			continue
		}
		taken.take(discs)
		text := Text{At: orb.Point{at[0], at[1] + 5}, Text: short(s.Code), Size: 15, Anchor: Middle, Bold: true, Colour: "#3c3648", Halo: "#ffffff"}
		out = append(out, wardNumber{text, s.Code, s.label(lang)})
	}
	return out
}

func (s *Shape) label(lang string) string {
	name := s.En
	if lang == "hi" && s.Hi != "" || name == "" {
		name = s.Hi
	}
	if name == "" {
		return s.Code
	}
	return s.Code + " · " + name
}

// short keeps codes that are no numbers from covering the map.
func short(code string) string {
	if letters := []rune(code); len(letters) > 8 {
		return string(letters[:7]) + "…"
	}
	return code
}

// roomiest is the point of a grid that is farthest from all edges of rings and from the frame, and how far it is.
func roomiest(rings []orb.LineString, frame orb.Bound) (best orb.Point, radius float64, ok bool) {
	if len(rings) == 0 {
		return best, 0, false
	}
	box := rings[0].Bound()
	for _, r := range rings {
		box = box.Union(r.Bound())
	}
	const cells = 14
	inner := frame.Pad(-9)
	for i := range cells {
		for j := range cells {
			p := orb.Point{
				box.Min[0] + (box.Max[0]-box.Min[0])*(float64(i)+0.5)/cells, box.Min[1] + (box.Max[1]-box.Min[1])*(float64(j)+0.5)/cells,
			}
			if !inner.Contains(p) || !insideOf(rings, p) {
				continue
			}
			if d := distanceTo(rings, p); d > radius {
				best, radius, ok = p, d, true
			}
		}
	}
	return best, radius, ok
}

// insideOf is the even-odd rule.
func insideOf(rings []orb.LineString, p orb.Point) bool {
	inside := false
	for _, ring := range rings {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1])+a[0] {
				inside = !inside
			}
		}
	}
	return inside
}

func distanceTo(rings []orb.LineString, p orb.Point) float64 {
	least := math.Inf(1)
	for _, ring := range rings {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			dx, dy := b[0]-a[0], b[1]-a[1]
			f := 0.0
			if n := dx*dx + dy*dy; n > 0 {
				f = math.Max(0, math.Min(1, ((p[0]-a[0])*dx+(p[1]-a[1])*dy)/n))
			}
			least = math.Min(least, math.Hypot(p[0]-a[0]-f*dx, p[1]-a[1]-f*dy))
		}
	}
	return least
}

func (m *Mark) number() string { return strconv.Itoa(m.Number) }
