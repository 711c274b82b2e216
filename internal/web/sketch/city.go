package sketch

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// City draws all wards with their numbers, coloured and hatched by zone. With o.Link each ward leads to its address. ok is false when the
// city has no ward yet.
func City(source Source, o Options) (d Drawing, ok bool, err error) {
	shapes := slices.DeleteFunc(slices.Clone(source.Shapes()), func(s Shape) bool { return len(s.Geometry) == 0 })
	if len(shapes) == 0 {
		return d, false, nil
	}
	box := shapes[0].Geometry.Bound()
	for i := range shapes {
		box = box.Union(shapes[i].Geometry.Bound())
	}
	v := fit(box, o.Width, o.Height, 10)
	v.pixel = 0.8
	under, err := readBase(source, v, 0)
	if err != nil {
		return d, false, err
	}
	d = Drawing{Width: o.Width, Height: o.Height, Title: o.Words.Title, Note: o.Words.Note, Items: []Item{ground(v)}}
	for i := range shapes {
		s := &shapes[i]
		item := Item{Style: Style{Class: "m-zone", Fill: zoneLookOf(s.Zone).fill, Opacity: 0.3, Stroke: "#4a4456", Width: 1}, Lines: ringsOf(v, s.Geometry), Name: s.label(o.Words.Lang)}
		if o.Link != nil {
			item.Link = o.Link(s.Code)
		}
		d.Items = append(d.Items, item)
	}
	d.Items = append(d.Items, hatches(v, shapes)...)
	under.green = nil // fields and parks under the colours of zones would be neither
	d.Items = append(d.Items, lighter(under.items(max(rankMajor, under.least())))...)
	d.Items = append(d.Items,
		Item{Style: Style{Class: "m-number"}, Texts: codes(v, shapes)})
	d.Items = append(d.Items, furniture(v, o.Words)...)
	return d, true, nil
}

// hatches are those of each look, so that lines run on from ward to ward.
func hatches(v view, shapes []Shape) (items []Item) {
	for zone := range zoneLooks {
		var lines []orb.LineString
		look := zoneLookOf(zone)
		for i := range shapes {
			if shapes[i].Zone >= 0 && shapes[i].Zone%zoneLooks == zone {
				lines = append(lines, hatch(ringsOf(v, shapes[i].Geometry), look)...)
			}
		}
		if len(lines) > 0 {
			items = append(items, Item{Style: Style{Class: "m-hatch", Stroke: look.line, Width: 0.7, Opacity: 0.55, Dash: look.dash}, Lines: lines})
		}
	}
	return items
}

// codes writes each ward's number as large as the ward has room for; where two would meet, the larger ward has its number.
func codes(v view, shapes []Shape) []Text {
	type sized struct {
		text   Text
		radius float64
		width  float64
	}
	var all []sized
	for i := range shapes {
		at, radius, ok := roomiest(ringsOf(v, shapes[i].Geometry), v.frame)
		if !ok {
			at = v.at(shapes[i].Label)
		}
		size := math.Max(7, math.Min(14, radius*1.3))
		text := Text{At: orb.Point{at[0], at[1] + size*0.35}, Text: short(shapes[i].Code), Size: size, Anchor: Middle, Bold: true, Colour: "#17181b", Halo: "#ffffff"}
		all = append(all, sized{text, radius, wide(text.Text, size)})
	}
	slices.SortStableFunc(all, func(a, b sized) int { return cmp.Compare(b.radius, a.radius) })
	taken := furnished(v)
	var texts []Text
	for _, s := range all {
		discs := discsOf(orb.Point{s.text.At[0], s.text.At[1] - s.text.Size*0.35}, s.width*0.7, s.text.Size*0.7, 0)
		if taken.free(discs) {
			taken.take(discs)
			texts = append(texts, s.text)
		}
	}
	return texts
}

// lighter thins roads and leaves out their edges, for a map on which a ward is as small as a street is wide.
func lighter(items []Item) (kept []Item) {
	const thin = 0.45
	for _, item := range items {
		switch item.Class {
		case "m-casing", "m-sleepers":
			continue
		case "m-trunk", "m-major":
			item.Stroke = "#cfae5c"
		}
		item.Width *= thin
		kept = append(kept, item)
	}
	return kept
}
