package live

import (
	"math/bits"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/geo/points"
	"rasad/geo/ward"
	"rasad/tiles"
)

// namesFrom is the first zoom at which streets and waters say their names.
const namesFrom = 12

// waterLineID keeps the lines of the water layer apart from its areas: both are numbered by OpenStreetMap, on their own.
const waterLineID = 1 << 50

// roadStyle says from which zoom a class of road is drawn, and its rank: when a tile is full, higher ranks go first.
type roadStyle struct{ minZoom, rank uint8 }

// roadStyleOf knows OpenStreetMap's classes. Roads that are not there yet or no longer are not drawn: ok is false.
func roadStyleOf(class string) (s roadStyle, ok bool) {
	switch class {
	case "motorway":
		return roadStyle{6, 0}, true
	case "trunk":
		return roadStyle{6, 1}, true
	case "primary":
		return roadStyle{8, 2}, true
	case "secondary":
		return roadStyle{10, 3}, true
	case "tertiary":
		return roadStyle{11, 4}, true
	case "unclassified", "residential", "road":
		return roadStyle{12, 5}, true
	case "living_street", "pedestrian":
		return roadStyle{13, 6}, true
	case "service":
		return roadStyle{13, 7}, true
	case "construction", "proposed", "planned", "abandoned", "razed", "disused", "platform", "elevator", "services", "rest_area", "no":
		return roadStyle{}, false
	default:
		return roadStyle{14, 8}, true
	}
}

// newRoad draws a road; nil when its class is not drawn or it has no length.
func newRoad(r *data.Road) *tiles.Line {
	class, link := strings.CutSuffix(r.Class, "_link")
	style, ok := roadStyleOf(class)
	if !ok {
		return nil
	}
	attrs := texts(nil, attrText{tiles.RoadClass, 0, class})
	if link {
		attrs = append(attrs, tiles.Yes(tiles.RoadLink))
	}
	attrs = texts(attrs, attrText{tiles.RoadNameHi, namesFrom, r.NameHi}, attrText{tiles.RoadNameEn, namesFrom, r.NameEn}, attrText{tiles.RoadRef, 0, r.Ref})
	if tagged(r.Tags["bridge"]) {
		attrs = append(attrs, tiles.Yes(tiles.RoadBridge))
	}
	if tagged(r.Tags["tunnel"]) {
		attrs = append(attrs, tiles.Yes(tiles.RoadTunnel))
	}
	if n := oneway(class, r.Tags); n != 0 {
		attrs = append(attrs, tiles.Number(tiles.RoadOneway, n))
	}
	if n, err := strconv.ParseInt(r.Tags["layer"], 10, 8); err == nil && n != 0 {
		attrs = append(attrs, tiles.Number(tiles.RoadLayer, n))
	}
	return newLine(uint64(r.ID), style.minZoom, style.rank, r.Geometry, attrs)
}

func tagged(value string) bool { return value != "" && value != "no" }

// oneway is 1 along the line, -1 against it, 0 both ways.
func oneway(class string, tags map[string]string) int64 {
	switch tags["oneway"] {
	case "yes", "1", "true":
		return 1
	case "-1", "reverse":
		return -1
	case "no", "0", "false":
		return 0
	}
	if class == "motorway" || tags["junction"] == "roundabout" || tags["junction"] == "circular" {
		return 1
	}
	return 0
}

func newMapLine(l *data.MapLine) *tiles.Line {
	id, minZoom := uint64(l.ID), uint8(9)
	if l.Layer == "water" {
		id |= waterLineID
		switch l.Class {
		case "river":
			minZoom = 6
		case "canal":
			minZoom = 10
		case "stream":
			minZoom = 12
		default:
			minZoom = 13
		}
	}
	return newLine(id, minZoom, minZoom, l.Geometry, mapAttrs(l.Class, l.NameHi, l.NameEn))
}

func newLine(id uint64, minZoom, rank uint8, geometry orb.LineString, attrs []tiles.Attr) *tiles.Line {
	xs, ys := worldLine(geometry)
	if len(xs) < 2 {
		return nil
	}
	return tiles.NewLine(id, minZoom, rank, xs, ys, attrs)
}

// newMapArea draws water or green; nil when it has no extent.
func newMapArea(a *data.MapArea) *tiles.Area {
	polygons := ward.Outline(a.Geometry)
	if len(polygons) == 0 {
		return nil
	}
	area := tiles.NewArea(uint64(a.ID), polygons, mapAttrs(a.Class, a.NameHi, a.NameEn))
	area.MinZoom = visibleFrom(area.Box)
	area.Rank = area.MinZoom
	return area
}

// visibleFrom is the first zoom at which the longer side of a box is 4 pixels or more.
func visibleFrom(b points.Box) uint8 {
	side := uint64(max(b.MaxX-b.MinX, b.MaxY-b.MinY)) + 1
	// At zoom z a pixel is 2^(23-z) units, so four are 2^(25-z).
	return uint8(max(0, min(26-bits.Len64(side), 14)))
}

func newPlace(p *data.Place) *tiles.Label {
	minZoom := uint8(13)
	switch p.Class {
	case "city":
		minZoom = 8
	case "town":
		minZoom = 9
	case "suburb", "borough":
		minZoom = 11
	case "village", "quarter":
		minZoom = 12
	}
	x, y := points.World(p.Point)
	return &tiles.Label{ID: uint64(p.ID), MinZoom: minZoom, Rank: minZoom, X: x, Y: y, Attrs: mapAttrsFrom(0, p.Class, p.NameHi, p.NameEn)}
}

func mapAttrs(class, hi, en string) []tiles.Attr { return mapAttrsFrom(namesFrom, class, hi, en) }

func mapAttrsFrom(from uint8, class, hi, en string) []tiles.Attr {
	return texts(nil, attrText{tiles.MapClass, 0, class}, attrText{tiles.MapNameHi, from, hi}, attrText{tiles.MapNameEn, from, en})
}

type attrText struct {
	field, from uint8
	text        string
}

// texts adds the attributes whose text is not empty.
func texts(attrs []tiles.Attr, add ...attrText) []tiles.Attr {
	for _, a := range add {
		if a.text != "" {
			attrs = append(attrs, tiles.Text(a.field, a.from, a.text))
		}
	}
	return attrs
}

// worldLine projects a line and drops vertices that fall on the one before.
func worldLine(line orb.LineString) (xs, ys []uint32) {
	xs, ys = make([]uint32, 0, len(line)), make([]uint32, 0, len(line))
	for _, p := range line {
		x, y := points.World(p)
		if n := len(xs); n > 0 && xs[n-1] == x && ys[n-1] == y {
			continue
		}
		xs, ys = append(xs, x), append(ys, y)
	}
	return xs, ys
}
