package live

import (
	"math"

	"github.com/paulmach/orb"

	"rasad/geo/points"
	"rasad/tiles"
)

// dirty is where an epoch differs from the last on the map.
type dirty struct {
	everything bool                   // the city was read whole
	all        [tiles.LayerCount]bool // layers that may differ anywhere
	boxes      []dirtyBox
	facilities []drawnPoint
	unseen     unseen
}

type dirtyBox struct {
	layer int
	box   points.Box
	from  uint8 // first zoom at which it shows
}

// add notes a box; one that is turned inside out holds nothing.
func (d *dirty) add(layer int, box points.Box, from uint8) {
	if box.MinX > box.MaxX || box.MinY > box.MaxY {
		return
	}
	d.boxes = append(d.boxes, dirtyBox{layer, box, from})
}

// manyFacilities is how many changed facilities are noted one by one.
const manyFacilities = 2000

// note stamps the tiles that changed with the epoch's number.
func (d *dirty) note(v *tiles.Versions, number int64) {
	for layer := range tiles.LayerCount {
		if d.everything || d.all[layer] || (layer == tiles.LayerFacilities && len(d.facilities) > manyFacilities) {
			v.TouchAll(layer, number)
		}
	}
	if d.everything {
		return
	}
	for _, b := range d.boxes {
		if !d.all[b.layer] {
			v.Touch(b.layer, b.box, b.from, tiles.MaxZoom, number)
		}
	}
	if d.all[tiles.LayerFacilities] || len(d.facilities) > manyFacilities {
		return
	}
	for _, p := range d.facilities {
		v.TouchFacility(p.x, p.y, number)
	}
}

// plan compares the features of wards and zones, which are the same pointer when they are the same.
func (d *dirty) plan(p, last *plan) {
	d.areas(tiles.LayerWards, p.layers.wards, last.layers.wards)
	d.areas(tiles.LayerZones, p.layers.zones, last.layers.zones)
	d.labels(tiles.LayerWardLabels, p.layers.wardLabels, last.layers.wardLabels)
	d.labels(tiles.LayerZoneLabels, p.layers.zoneLabels, last.layers.zoneLabels)
	d.unseen.plan(p, last)
}

func (d *dirty) areas(layer int, now, old []*tiles.Area) {
	for _, a := range differing(now, old) {
		d.add(layer, a.Box, a.MinZoom)
	}
}

func (d *dirty) labels(layer int, now, old []*tiles.Label) {
	for _, l := range differing(now, old) {
		d.add(layer, points.Box{MinX: l.X, MinY: l.Y, MaxX: l.X, MaxY: l.Y}, l.MinZoom)
	}
}

// differing are the features of either that are not in both.
func differing[F comparable](now, old []F) []F {
	in := func(list []F) map[F]bool {
		set := make(map[F]bool, len(list))
		for _, f := range list {
			set[f] = true
		}
		return set
	}
	var out []F
	inNow, inOld := in(now), in(old)
	for _, f := range now {
		if !inOld[f] {
			out = append(out, f)
		}
	}
	for _, f := range old {
		if !inNow[f] {
			out = append(out, f)
		}
	}
	return out
}

// baseMap takes the boxes of changed rows from the change log.
func (d *dirty) baseMap(b *batch) {
	schema := tiles.Schema()
	for _, t := range []struct {
		rows   *touched
		layers []int
	}{
		{&b.roads, []int{tiles.LayerRoads}},
		{&b.places, []int{tiles.LayerPlaces}},
		{&b.areas, []int{tiles.LayerGreen, tiles.LayerWater}},
		{&b.lines, []int{tiles.LayerRail, tiles.LayerWater}},
	} {
		for _, layer := range t.layers {
			d.all[layer] = d.all[layer] || t.rows.all
			for _, box := range t.rows.boxes {
				d.add(layer, points.BoxOf(box), schema[layer].MinZoom)
			}
		}
	}
}

// news tells subscribers, layer by layer.
func (d *dirty) news() []LayerChange {
	var boxes [tiles.LayerCount]points.Box
	var changed [tiles.LayerCount]bool
	grow := func(layer int, b points.Box) {
		if changed[layer] {
			b = points.Box{
				MinX: min(b.MinX, boxes[layer].MinX), MinY: min(b.MinY, boxes[layer].MinY),
				MaxX: max(b.MaxX, boxes[layer].MaxX), MaxY: max(b.MaxY, boxes[layer].MaxY),
			}
		}
		boxes[layer], changed[layer] = b, true
	}
	for _, b := range d.boxes {
		grow(b.layer, b.box)
	}
	for _, p := range d.facilities {
		grow(tiles.LayerFacilities, points.Box{MinX: p.x, MinY: p.y, MaxX: p.x, MaxY: p.y})
	}
	for layer := range tiles.LayerCount {
		if d.everything || d.all[layer] {
			grow(layer, points.Box{MaxX: math.MaxUint32, MaxY: math.MaxUint32})
		}
	}
	var out []LayerChange
	for layer, info := range tiles.Schema() {
		if changed[layer] {
			out = append(out, LayerChange{Layer: info.Name, BBox: boundOf(boxes[layer])})
		}
	}
	return out
}

func boundOf(b points.Box) [4]float64 {
	a, c := points.FromWorld(b.MinX, b.MaxY), points.FromWorld(b.MaxX, b.MinY)
	bound := orb.Bound{Min: a, Max: c}
	return [4]float64{bound.Left(), bound.Bottom(), bound.Right(), bound.Top()}
}
