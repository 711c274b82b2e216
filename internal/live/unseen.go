package live

import (
	"slices"

	"github.com/paulmach/orb"

	"rasad/geo/points"
	"rasad/tiles"
)

// unseen is where an epoch differs from the last in what tiles do not show: a phone, a population, a boundary moved by less than a
// centimetre. A filter can ask for it, and then another feature is in the tile; a tile without filter is as it was.
type unseen struct {
	boxes      []dirtyBox
	facilities []drawnPoint
}

// note stamps the tiles. What is drawn otherwise is stamped already, but a city read whole begins anew: its number may have gone back.
func (u *unseen) note(v *tiles.Versions, number int64, everything bool) {
	for layer := range tiles.LayerCount {
		if everything {
			v.TouchAll(layer, number)
		}
	}
	for _, b := range u.boxes {
		v.Touch(b.layer, b.box, b.from, tiles.MaxZoom, number)
	}
	if len(u.facilities) > manyFacilities {
		v.TouchAll(tiles.LayerFacilities, number)
		return
	}
	for _, p := range u.facilities {
		v.TouchFacility(p.x, p.y, number)
	}
}

// plan compares the wards and zones that are in both.
func (u *unseen) plan(p, last *plan) {
	for i := range p.wards {
		w := &p.wards[i]
		if k, had := last.wardOf[w.ID]; had && !sameCounts(w, &last.wards[k]) {
			u.add(w.BBox, tiles.LayerWards, tiles.LayerWardLabels)
		}
	}
	known := make(map[int64]*ZoneInfo, len(last.zones))
	for k := range last.zones {
		known[last.zones[k].ID] = &last.zones[k]
	}
	for i := range p.zones {
		z := &p.zones[i]
		if k, had := known[z.ID]; had && !sameZone(z, k, p, last) {
			u.add(z.BBox, tiles.LayerZones, tiles.LayerZoneLabels)
		}
	}
}

func (u *unseen) add(bound orb.Bound, layers ...int) {
	for _, layer := range layers {
		u.boxes = append(u.boxes, dirtyBox{layer: layer, box: points.BoxOf(bound.Pad(1e-7))})
	}
}

// sameCounts compares what a filter can ask of a ward and the map does not show.
func sameCounts(a, b *WardInfo) bool {
	return sameNumber(a.Population, b.Population) && sameNumber(a.Households, b.Households) && a.Councillor == b.Councillor &&
		sameShape(a.Geometry, b.Geometry)
}

func sameNumber[N comparable](a, b *N) bool { return a == b || a != nil && b != nil && *a == *b }

// sameZone compares what a filter can ask of a zone and the map does not show: most of it comes from its wards.
func sameZone(a, b *ZoneInfo, p, last *plan) bool {
	return a.Helpline == b.Helpline && slices.EqualFunc(a.Wards, b.Wards, func(i, k int) bool {
		return p.wards[i].ID == last.wards[k].ID && sameCounts(&p.wards[i], &last.wards[k])
	})
}
