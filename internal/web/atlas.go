package web

import (
	"rasad/internal/web/site"
	"rasad/internal/web/sketch"
	"rasad/tiles"
)

// Shapes lists the wards as they are drawn.
func (t town) Shapes() []sketch.Shape {
	list := make([]sketch.Shape, 0, len(t.epoch.Wards))
	for i := range t.epoch.Wards {
		w := &t.epoch.Wards[i]
		shape := sketch.Shape{Code: w.Code, Hi: w.NameHi, En: w.NameEn, Zone: -1, Label: w.Label, Geometry: w.Geometry}
		if w.Zone != nil {
			shape.Zone = w.Zone.Index
		}
		list = append(list, shape)
	}
	return list
}

// Features reads a tile of the base map.
func (t town) Features(layers tiles.Layers, tile tiles.Tile) ([]tiles.Decoded, error) {
	return t.epoch.Features(layers, tile)
}

// Neighbours lists the wards beside one, longest common boundary first.
func (t town) Neighbours(code string) []site.Ward {
	w, ok := t.epoch.Ward(code)
	if !ok {
		return nil
	}
	var list []site.Ward
	for _, n := range t.epoch.Neighbours(w) {
		list = append(list, t.wardOf(n.Ward))
	}
	return list
}
