package sketch

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/planar"

	"rasad/tiles"
)

const (
	tilePixels = 512 // a tile is drawn so wide
	maxTiles   = 36  // of one map
)

// baseLayers are what lies under wards and places.
const baseLayers = tiles.Layers(1<<tiles.LayerGreen | 1<<tiles.LayerRail | 1<<tiles.LayerRoads | 1<<tiles.LayerWater)

// base is the base map in drawing units.
type base struct {
	green, water []orb.LineString
	rivers, rail []orb.LineString
	roads        [roadRanks][]orb.LineString
	streets      []street
}

// street is a piece of a named road.
type street struct {
	hi, en string
	rank   int
	line   orb.LineString
}

// Ranks of roads: how they are drawn, the thinnest first.
const (
	rankPath = iota
	rankLane
	rankStreet
	rankMinor
	rankMajor
	rankTrunk
	roadRanks
)

func rankOf(class string) int {
	switch class {
	case "motorway", "trunk":
		return rankTrunk
	case "primary", "secondary":
		return rankMajor
	case "tertiary":
		return rankMinor
	case "unclassified", "residential", "road":
		return rankStreet
	case "living_street", "pedestrian", "service":
		return rankLane
	}
	return rankPath
}

// readBase reads the tiles that cover the view, at a zoom that has about a tile's pixel for a drawing's unit.
func readBase(source Source, v view, finer int) (*base, error) {
	zoom := int(math.Round(math.Log2(v.scale*(1<<32)/tilePixels))) + finer
	zoom = max(0, min(zoom, 16))
	var b base
	x0, y0, x1, y1 := v.span(zoom)
	for (x1-x0+1)*(y1-y0+1) > maxTiles && zoom > 0 {
		zoom--
		x0, y0, x1, y1 = v.span(zoom)
	}
	for y := y0; y <= y1; y++ {
		for x := x0; x <= x1; x++ {
			layers, err := source.Features(baseLayers, tiles.Tile{Z: uint8(zoom), X: uint32(x), Y: uint32(y)})
			if err != nil {
				return nil, err
			}
			b.addTile(layers, v, zoom, x, y)
		}
	}
	return &b, nil
}

// span is the first and last column and row of a zoom's tiles in the view.
func (v view) span(zoom int) (x0, y0, x1, y1 int) {
	side := math.Exp2(float64(32 - zoom))
	at := func(units float64) int {
		return int(math.Max(0, math.Min(math.Floor(units/side), math.Exp2(float64(zoom))-1)))
	}
	return at(v.x0), at(v.y0), at(v.x0 + v.frame.Max[0]/v.scale), at(v.y0 + v.frame.Max[1]/v.scale)
}

// tileBox is a tile in its own units. Features reach over it into the neighbours, where they come again.
func tileBox() orb.Bound { return orb.Bound{Max: orb.Point{tiles.Extent, tiles.Extent}} }

func (b *base) addTile(layers []tiles.Decoded, v view, zoom, x, y int) {
	side := math.Exp2(float64(32 - zoom))
	move := func(path orb.LineString) orb.LineString {
		for i, p := range path {
			path[i] = v.world((float64(x)+p[0]/tiles.Extent)*side, (float64(y)+p[1]/tiles.Extent)*side)
		}
		return path
	}
	for _, layer := range layers {
		for i := range layer.Features {
			b.addFeature(layer.Name, &layer.Features[i], v, move)
		}
	}
}

func (b *base) addFeature(layer string, f *tiles.DecodedFeature, v view, move func(orb.LineString) orb.LineString) {
	for _, path := range f.Paths {
		line := make(orb.LineString, len(path))
		for i, p := range path {
			line[i] = orb.Point{float64(p[0]), float64(p[1])}
		}
		if f.Type == 3 {
			ring := clip.Ring(tileBox(), append(orb.Ring(line), line[0]))
			if area := v.area(orb.Ring(move(orb.LineString(ring)))); area != nil {
				b.addArea(layer, area)
			}
			continue
		}
		for _, part := range clip.LineString(tileBox(), line) {
			for _, stroke := range v.strokes(move(part)) {
				b.addLine(layer, f, stroke)
			}
		}
	}
}

// speck is the area below which nothing is drawn, in square units.
const speck = 5

func (b *base) addArea(layer string, area orb.LineString) {
	if math.Abs(planar.Area(orb.Ring(area))) < speck {
		return
	}
	switch layer {
	case "green":
		b.green = append(b.green, area)
	case "water":
		b.water = append(b.water, area)
	}
}

func (b *base) addLine(layer string, f *tiles.DecodedFeature, line orb.LineString) {
	switch layer {
	case "water":
		b.rivers = append(b.rivers, line)
	case "rail":
		b.rail = append(b.rail, line)
	case "roads":
		rank := rankOf(textOf(f, "class"))
		b.roads[rank] = append(b.roads[rank], line)
		if hi, en := textOf(f, "name_hi"), textOf(f, "name_en"); hi != "" || en != "" {
			b.streets = append(b.streets, street{hi, en, rank, line})
		}
	}
}

func textOf(f *tiles.DecodedFeature, name string) string {
	text, _ := f.Tags[name].(string) //nolint:errcheck // absent or no text: empty
	return text
}

// items are the layers from the ground up, without roads thinner than least.
func (b *base) items(least int) []Item {
	items := []Item{
		{Style: Style{Class: "m-green", Fill: "#dbe7cb"}, Lines: b.green},
		{Style: Style{Class: "m-water", Fill: "#c3dbea"}, Lines: b.water},
		{Style: Style{Class: "m-river", Stroke: "#c3dbea", Width: 2}, Lines: b.rivers},
	}
	for rank := max(least, rankPath); rank < roadRanks; rank++ {
		look := roadLook(rank)
		if look.casing > 0 {
			items = append(items, Item{Style: Style{Class: "m-casing", Stroke: "#a79f90", Width: look.width + look.casing}, Lines: b.roads[rank]})
		}
	}
	for rank := max(least, rankPath); rank < roadRanks; rank++ {
		look := roadLook(rank)
		items = append(items, Item{Style: Style{Class: look.class, Stroke: look.colour, Width: look.width, Dash: look.dash}, Lines: b.roads[rank]})
	}
	items = append(items,
		Item{Style: Style{Class: "m-rail", Stroke: "#77716a", Width: 2}, Lines: b.rail},
		Item{Style: Style{Class: "m-sleepers", Stroke: "#ffffff", Width: 1, Dash: 4}, Lines: b.rail})
	return slices.DeleteFunc(items, func(i Item) bool { return len(i.Lines) == 0 })
}

type look struct {
	class, colour       string
	width, casing, dash float64
}

func roadLook(rank int) look {
	switch rank {
	case rankTrunk:
		return look{"m-trunk", "#f7dc9d", 5, 1.2, 0}
	case rankMajor:
		return look{"m-major", "#fbeecb", 4, 1.2, 0}
	case rankMinor:
		return look{"m-road", "#ffffff", 2.8, 1, 0}
	case rankStreet:
		return look{"m-street", "#b9b1a3", 1, 0, 0}
	case rankLane:
		return look{"m-street", "#c9c2b5", 0.7, 0, 0}
	}
	return look{"m-path", "#bdb5a6", 0.6, 0, 2}
}

// bySize puts long streets of high rank first.
func bySize(a, b street) int {
	return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(length(b.line), length(a.line)), cmp.Compare(a.hi+a.en, b.hi+b.en), slices.Compare(a.line[0][:], b.line[0][:]))
}

func length(line orb.LineString) (sum float64) {
	for i := 1; i < len(line); i++ {
		sum += math.Hypot(line[i][0]-line[i-1][0], line[i][1]-line[i-1][1])
	}
	return sum
}
