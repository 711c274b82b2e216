package live

import (
	"rasad/data"
	"rasad/geo/points"
	"rasad/tiles"
)

// drawing is the layers of an epoch.
type drawing struct {
	city tiles.City
}

// drawAll draws a city anew.
func drawAll(p *plan, f *facilities, b *batch) *drawing {
	d := &drawing{}
	d.drawPlan(p)
	d.city[tiles.LayerFacilities] = tiles.NewFacilityLayer(f.layer(p))
	d.drawMap(b)
	return d
}

func (d *drawing) drawPlan(p *plan) {
	d.city[tiles.LayerWards] = tiles.NewLayer(p.layers.wards, nil, nil)
	d.city[tiles.LayerZones] = tiles.NewLayer(p.layers.zones, nil, nil)
	d.city[tiles.LayerWardLabels] = tiles.NewLayer(nil, nil, p.layers.wardLabels)
	d.city[tiles.LayerZoneLabels] = tiles.NewLayer(nil, nil, p.layers.zoneLabels)
}

// layer makes the map's view of the facilities. Wards are looked up as a tile is written, by the plan of the same epoch.
func (f *facilities) layer(p *plan) *tiles.Facilities {
	kinds := make([]tiles.KindPoints, len(f.sets))
	for i, set := range f.sets {
		kinds[i] = tiles.KindPoints{Kind: string(f.kinds.kinds[i]), Set: set}
	}
	store := f.store
	return &tiles.Facilities{Kinds: kinds, Describe: func(item points.Item) tiles.FacilityText {
		hi, en, wardID := store.drawn(item.ID)
		return tiles.FacilityText{NameHi: hi, NameEn: en, Ward: p.codeOf(wardID)}
	}}
}

// drawMap draws the layers of the base map whole.
func (d *drawing) drawMap(b *batch) {
	if b.roads.all {
		d.city[tiles.LayerRoads] = tiles.NewLayer(nil, drawEach(b.roadRows, newRoad), nil)
	}
	if b.places.all {
		d.city[tiles.LayerPlaces] = tiles.NewLayer(nil, nil, drawEach(b.placeRows, newPlace))
	}
	if b.areas.all {
		d.city[tiles.LayerGreen] = tiles.NewLayer(drawEach(of(b.areaRows, areaLayer, "green"), newMapArea), nil, nil)
	}
	if b.lines.all {
		d.city[tiles.LayerRail] = tiles.NewLayer(nil, drawEach(of(b.lineRows, lineLayer, "rail"), newMapLine), nil)
	}
	if b.areas.all && b.lines.all {
		d.city[tiles.LayerWater] = tiles.NewLayer(drawEach(of(b.areaRows, areaLayer, "water"), newMapArea), drawEach(of(b.lineRows, lineLayer, "water"), newMapLine), nil)
	}
}

// drawEach draws rows; those that cannot be seen draw nothing.
func drawEach[R, F any](rows []R, draw func(*R) *F) []*F {
	out := make([]*F, 0, len(rows))
	for i := range rows {
		if f := draw(&rows[i]); f != nil {
			out = append(out, f)
		}
	}
	return out
}

func areaLayer(a *data.MapArea) string { return a.Layer }
func lineLayer(l *data.MapLine) string { return l.Layer }

// advance draws the next epoch from the last. It tells in dirty where the map changed.
func (d *drawing) advance(p, last *plan, f *facilities, b *batch) *drawing {
	next := &drawing{city: d.city}
	if p != last {
		next.drawPlan(p)
		b.dirty.plan(p, last)
	}
	next.city[tiles.LayerFacilities] = tiles.NewFacilityLayer(f.layer(p))
	if b.areas.all || b.lines.all {
		b.areas.all, b.lines.all = true, true // the water layer has both
	}
	next.drawMap(b)
	next.editMap(b)
	b.dirty.baseMap(b)
	return next
}

// editMap replaces the features of the base map that changed.
func (d *drawing) editMap(b *batch) {
	if len(b.roads.boxes) > 0 {
		d.edit(tiles.LayerRoads, tiles.Edit{RemoveLines: b.roads.features(0), Lines: drawEach(b.roadRows, newRoad)})
	}
	if len(b.places.boxes) > 0 {
		d.edit(tiles.LayerPlaces, tiles.Edit{RemoveLabels: b.places.features(0), Labels: drawEach(b.placeRows, newPlace)})
	}
	if len(b.areas.boxes) > 0 {
		gone := b.areas.features(0)
		d.edit(tiles.LayerGreen, tiles.Edit{RemoveAreas: gone, Areas: drawEach(of(b.areaRows, areaLayer, "green"), newMapArea)})
		d.edit(tiles.LayerWater, tiles.Edit{RemoveAreas: gone, Areas: drawEach(of(b.areaRows, areaLayer, "water"), newMapArea)})
	}
	if len(b.lines.boxes) > 0 {
		d.edit(tiles.LayerRail, tiles.Edit{RemoveLines: b.lines.features(0), Lines: drawEach(of(b.lineRows, lineLayer, "rail"), newMapLine)})
		d.edit(tiles.LayerWater, tiles.Edit{RemoveLines: b.lines.features(waterLineID), Lines: drawEach(of(b.lineRows, lineLayer, "water"), newMapLine)})
	}
}

func (d *drawing) edit(layer int, e tiles.Edit) { d.city[layer] = d.city[layer].With(e) }

// features are the ids of the changed rows as features.
func (t *touched) features(with uint64) []uint64 {
	ids := make([]uint64, 0, len(t.boxes))
	for id := range t.boxes {
		ids = append(ids, uint64(id)|with)
	}
	return ids
}

// of are the rows of a layer.
func of[R any](rows []R, layerOf func(*R) string, layer string) []R {
	var out []R
	for i := range rows {
		if layerOf(&rows[i]) == layer {
			out = append(out, rows[i])
		}
	}
	return out
}
