package sketch

import (
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// Options of a ward's map.
type Options struct {
	Width, Height float64
	Places        []Place
	Words         Words
	Link          func(code string) string // nil: neighbours are no links
}

// Ward draws one ward, its neighbours and streets, and the places in it. Its size is bounded: what is drawn is simplified to what can be
// seen, and the least roads are left out where there are too many. ok is false when there is no such ward, or it is nowhere.
func Ward(source Source, code string, o Options) (d Drawing, ok bool, err error) {
	shapes := source.Shapes()
	chosen := -1
	for i := range shapes {
		if shapes[i].Code == code && len(shapes[i].Geometry) > 0 {
			chosen = i
		}
	}
	if chosen < 0 {
		return d, false, nil
	}
	v := fit(shapes[chosen].Geometry.Bound(), o.Width, o.Height, 26)
	under, err := readBase(source, v, 0)
	if err != nil {
		return d, false, err
	}
	d = Drawing{Width: o.Width, Height: o.Height, Title: o.Words.Title, Note: o.Words.Note}
	d.Items = append(d.Items, ground(v))
	marks := placeMarks(v, o.Places)
	taken := takenBy(v, marks)
	numbers := numbersOf(v, shapes, chosen, o.Words.Lang, &taken)
	d.Items = append(d.Items, wardTint(v, &shapes[chosen])...)
	d.Items = append(d.Items, under.items(under.least())...)
	d.Items = append(d.Items, around(v, shapes, chosen)...)
	d.Items = append(d.Items, Item{Style: Style{Class: "m-names"}, Texts: names(v, under.streets, o.Words.Lang, &taken)})
	for _, n := range numbers {
		item := Item{Style: Style{Class: "m-number"}, Texts: []Text{n.text}, Name: n.name}
		if o.Link != nil {
			item.Link = o.Link(n.code)
		}
		d.Items = append(d.Items, item)
	}
	d.Items = append(d.Items, Item{Style: Style{Class: "m-marks"}, Marks: marks})
	d.Items = append(d.Items, furniture(v, o.Words)...)
	return d, true, nil
}

func ground(v view) Item {
	frame := v.frame
	return Item{Style: Style{Class: "m-ground", Fill: "#f6f4ef"}, Lines: []orb.LineString{orb.LineString(frame.ToRing())}}
}

// maxVertices of roads, all together: some 10 bytes each.
const maxVertices = 8000

// least is the thinnest rank of roads that there is room for.
func (b *base) least() int {
	sum := 0
	for rank := roadRanks - 1; rank >= 0; rank-- {
		for _, line := range b.roads[rank] {
			sum += len(line)
		}
		if sum > maxVertices {
			return min(rank+1, rankTrunk)
		}
	}
	return rankPath
}

func ringsOf(v view, g orb.MultiPolygon) (rings []orb.LineString) {
	for _, polygon := range g {
		for _, ring := range polygon {
			if line := v.ring(ring); line != nil {
				rings = append(rings, line)
			}
		}
	}
	return rings
}

func edgesOf(v view, g orb.MultiPolygon) (edges []orb.LineString) {
	for _, polygon := range g {
		for _, ring := range polygon {
			edges = append(edges, v.edges(ring)...)
		}
	}
	return edges
}

// wardTint is the colour of the zone under the ward's streets.
func wardTint(v view, s *Shape) []Item {
	look, rings := zoneLookOf(s.Zone), ringsOf(v, s.Geometry)
	return []Item{
		{Style: Style{Class: "m-ward", Fill: "#ffffff"}, Lines: rings},
		{Style: Style{Class: "m-tint", Fill: look.fill, Opacity: 0.14}, Lines: rings},
	}
}

// around veils what is outside the ward, hatches the neighbours by zone and draws all boundaries.
func around(v view, shapes []Shape, chosen int) []Item {
	own := ringsOf(v, shapes[chosen].Geometry)
	veil := append([]orb.LineString{orb.LineString(v.frame.ToRing())}, own...)
	items := []Item{{Style: Style{Class: "m-veil", Fill: "#f6f4ef", Opacity: 0.6}, Lines: veil}}
	var borders []orb.LineString
	for i := range shapes {
		if i == chosen || !shapes[i].near(v) {
			continue
		}
		look := zoneLookOf(shapes[i].Zone)
		if lines := hatch(ringsOf(v, shapes[i].Geometry), look); len(lines) > 0 {
			items = append(items, Item{Style: Style{Class: "m-hatch", Stroke: look.line, Width: 0.8, Opacity: 0.35, Dash: look.dash}, Lines: lines})
		}
		borders = append(borders, edgesOf(v, shapes[i].Geometry)...)
	}
	if len(borders) > 0 {
		items = append(items, Item{Style: Style{Class: "m-border", Stroke: "#5c5568", Width: 1.2, Dash: 5}, Lines: borders})
	}
	return append(items, Item{Style: Style{Class: "m-outline", Stroke: "#17181b", Width: 3.5}, Lines: own})
}

// near says whether a ward's box meets the view.
func (s *Shape) near(v view) bool {
	if len(s.Geometry) == 0 {
		return false
	}
	box := s.Geometry.Bound()
	a, b := v.at(orb.Point{box.Min[0], box.Max[1]}), v.at(orb.Point{box.Max[0], box.Min[1]})
	return v.frame.Intersects(orb.Bound{Min: a, Max: b})
}

// furniture is the scale bar and the arrow to the north.
func furniture(v view, w Words) []Item {
	metres, units := barOf(v)
	text := strings.ReplaceAll(w.Metres, "{0}", strconv.Itoa(metres))
	if metres >= 1000 {
		text = strings.ReplaceAll(w.Kilometre, "{0}", strconv.Itoa(metres/1000))
	}
	x, y := 12.0, v.frame.Max[1]-12
	bar := orb.LineString{{x, y - 5}, {x, y}, {x + units, y}, {x + units, y - 5}}
	right := v.frame.Max[0]
	north := orb.LineString{{right - 20, 10}, {right - 13, 30}, {right - 20, 25}, {right - 27, 30}, {right - 20, 10}}
	return []Item{
		{Style: Style{Class: "m-under", Stroke: "#ffffff", Width: 4, Opacity: 0.8}, Lines: []orb.LineString{bar}},
		{Style: Style{Class: "m-bar", Stroke: "#17181b", Width: 1.5}, Lines: []orb.LineString{bar}},
		{Style: Style{Class: "m-north", Fill: "#17181b"}, Lines: []orb.LineString{north}},
		{Style: Style{Class: "m-names"}, Texts: []Text{
			{At: orb.Point{x + units + 6, y}, Text: text, Size: 11, Anchor: Start, Colour: "#17181b", Halo: "#ffffff"},
			{At: orb.Point{right - 20, 43}, Text: w.North, Size: 11, Anchor: Middle, Bold: true, Colour: "#17181b", Halo: "#ffffff"},
		}},
	}
}

// barOf is the longest of 1, 2, 5 × 10ⁿ metres in a quarter of the width.
func barOf(v view) (metres int, units float64) {
	room := v.frame.Max[0] / 4 * v.metres
	step := math.Pow(10, math.Floor(math.Log10(math.Max(room, 1))))
	for _, n := range []float64{5, 2, 1} {
		if n*step <= room || n == 1 {
			metres = max(1, int(n*step))
			break
		}
	}
	return metres, float64(metres) / v.metres
}
