package live

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"rasad/geo/points"
	"rasad/tiles"
)

// streetGap is how far apart, in units of the world, pieces of one name may be to be one street: about 400 m.
const streetGap = 48_000

// named is the names of a feature; ok is false when it has none.
func named(attrs []tiles.Attr, hi, en uint8) (nameHi, nameEn string, ok bool) {
	for i := range attrs {
		switch attrs[i].Field {
		case hi:
			nameHi = attrs[i].Text
		case en:
			nameEn = attrs[i].Text
		}
	}
	return nameHi, nameEn, nameHi != "" || nameEn != ""
}

// streetsOf joins the pieces of each street: those of one name, each near another.
func streetsOf(roads *tiles.Layer) []spot {
	type names struct{ hi, en string }
	pieces := map[names][]*tiles.Line{}
	var order []names
	for line := range roads.EachLine() {
		hi, en, ok := named(line.Attrs, tiles.RoadNameHi, tiles.RoadNameEn)
		if !ok {
			continue
		}
		name := names{hi, en}
		if pieces[name] == nil {
			order = append(order, name)
		}
		pieces[name] = append(pieces[name], line)
	}
	var out []spot
	for _, name := range order {
		for _, street := range together(pieces[name]) {
			longest := slices.MaxFunc(street, func(a, b *tiles.Line) int {
				return cmp.Or(cmp.Compare(span(a.Box), span(b.Box)), cmp.Compare(b.ID, a.ID))
			})
			box := street[0].Box
			for _, piece := range street {
				box = union(box, piece.Box)
			}
			middle := len(longest.X) / 2
			out = append(out, spot{
				kind: PlaceStreet, id: int64(longest.ID), class: "street", nameHi: name.hi, nameEn: name.en,
				point: points.FromWorld(longest.X[middle], longest.Y[middle]), box: degreesOf(box),
			})
		}
	}
	return out
}

// together divides lines into groups in which each is near another. Lines are taken from west to east, so only few pairs are looked at.
func together(lines []*tiles.Line) [][]*tiles.Line {
	slices.SortFunc(lines, func(a, b *tiles.Line) int {
		return cmp.Or(cmp.Compare(a.Box.MinX, b.Box.MinX), cmp.Compare(a.ID, b.ID))
	})
	head := make([]int, len(lines)) // of the group
	for i := range head {
		head[i] = i
	}
	find := func(i int) int {
		for head[i] != i {
			head[i] = head[head[i]]
			i = head[i]
		}
		return i
	}
	for i, a := range lines {
		for k := i + 1; k < len(lines) && uint64(lines[k].Box.MinX) <= uint64(a.Box.MaxX)+streetGap; k++ {
			if b := lines[k].Box; uint64(b.MinY) <= uint64(a.Box.MaxY)+streetGap && uint64(a.Box.MinY) <= uint64(b.MaxY)+streetGap {
				head[find(k)] = find(i)
			}
		}
	}
	groups := map[int][]*tiles.Line{}
	var order []int
	for i, line := range lines {
		h := find(i)
		if groups[h] == nil {
			order = append(order, h)
		}
		groups[h] = append(groups[h], line)
	}
	out := make([][]*tiles.Line, 0, len(order))
	for _, h := range order {
		out = append(out, groups[h])
	}
	return out
}

func span(b points.Box) uint64 { return uint64(b.MaxX-b.MinX) + uint64(b.MaxY-b.MinY) }

func union(a, b points.Box) points.Box {
	return points.Box{MinX: min(a.MinX, b.MinX), MinY: min(a.MinY, b.MinY), MaxX: max(a.MaxX, b.MaxX), MaxY: max(a.MaxY, b.MaxY)}
}

func degreesOf(b points.Box) orb.Bound {
	return orb.Bound{Min: points.FromWorld(b.MinX, b.MaxY), Max: points.FromWorld(b.MaxX, b.MinY)}
}

// namedOf are the places, parks and waters that the map names.
func namedOf(e *Epoch) []spot {
	var out []spot
	add := func(attrs []tiles.Attr, id uint64, at orb.Point, box orb.Bound) {
		hi, en, ok := named(attrs, tiles.MapNameHi, tiles.MapNameEn)
		if !ok {
			return
		}
		s := spot{kind: PlaceNamed, id: int64(id), nameHi: hi, nameEn: en, point: at, box: box}
		for i := range attrs {
			if attrs[i].Field == tiles.MapClass {
				s.class = attrs[i].Text
			}
		}
		out = append(out, s)
	}
	for label := range e.drawing.city[tiles.LayerPlaces].EachLabel() {
		at := points.FromWorld(label.X, label.Y)
		add(label.Attrs, label.ID, at, at.Bound())
	}
	for _, layer := range []int{tiles.LayerGreen, tiles.LayerWater} {
		for area := range e.drawing.city[layer].EachArea() {
			box := degreesOf(area.Box)
			add(area.Attrs, area.ID, box.Center(), box)
		}
	}
	return out
}

// also is what a spot is asked for besides its name.
func (s *spot) also() string {
	if s.kind == PlacePincode {
		return "pincode"
	}
	_, en := classWords(s.class)
	return en
}

func (s *spot) weight() float32 {
	switch s.kind {
	case PlaceStreet:
		return weighStreet
	case PlacePincode:
		return weighPincode
	}
	switch s.class {
	case "city", "town", "suburb", "borough", "quarter", "neighbourhood", "village":
		return weighSuburb
	}
	return weighNamed
}
