package live

import (
	"slices"

	"github.com/paulmach/orb"

	"rasad/geo/points"
	"rasad/geo/ward"
	"rasad/tiles"
)

// planLayers are the features of wards and zones, in the order of the plan.
type planLayers struct {
	wards, zones           []*tiles.Area
	wardLabels, zoneLabels []*tiles.Label
}

// drawPlan draws a plan. What did not change since last is taken from there, by pointer.
func drawPlan(p *plan, last *plan) planLayers {
	var l planLayers
	for i := range p.wards {
		w := &p.wards[i]
		outline := p.coverage.Rings(i)
		if len(outline) == 0 {
			continue // an empty polygon is nowhere
		}
		attrs := wardAttrs(w)
		l.wards = append(l.wards, tiles.NewArea(uint64(w.ID), outline, attrs))
		l.wardLabels = append(l.wardLabels, newLabel(uint64(w.ID), 10, w.Label, attrs))
	}
	p.outlines = dissolve(p, last)
	var lastOutlines map[int64][][]ward.Ring
	lastLabels := map[uint64]*tiles.Label{}
	if last != nil {
		lastOutlines = last.outlines
		for _, label := range last.layers.zoneLabels {
			lastLabels[label.ID] = label
		}
	}
	for i := range p.zones {
		z := &p.zones[i]
		outline := p.outlines[z.ID]
		if len(outline) == 0 {
			continue // a zone without wards is nowhere
		}
		l.zones = append(l.zones, tiles.NewArea(uint64(z.ID), outline, zoneAttrs(z)))
		l.zoneLabels = append(l.zoneLabels, zoneLabel(z, outline, lastOutlines[z.ID], lastLabels[uint64(z.ID)]))
	}
	if last != nil {
		reuse(l.wards, last.layers.wards, sameArea)
		reuse(l.zones, last.layers.zones, sameArea)
		reuse(l.wardLabels, last.layers.wardLabels, sameLabel)
		reuse(l.zoneLabels, last.layers.zoneLabels, sameLabel)
	}
	return l
}

// dissolve joins the wards of each zone; when neither boundaries nor the assignment changed, the outlines are the last ones.
func dissolve(p, last *plan) map[int64][][]ward.Ring {
	if len(p.zones) == 0 {
		return nil
	}
	if last != nil && p.boundaries == last.boundaries && len(p.zones) == len(last.zones) && sameAssignment(p, last) {
		return last.outlines
	}
	return p.coverage.Dissolve(p.zoneIDOf)
}

func sameAssignment(p, last *plan) bool {
	for i := range p.wards {
		if id := p.wards[i].ID; p.zoneIDOf(id) != last.zoneIDOf(id) {
			return false
		}
	}
	return true
}

// labelZoom is the zoom at which a zone's outline is looked at to find the place of its label: the last metres do not matter.
const labelZoom = 11

// zoneLabel makes the label of a zone at a point inside it. known is its last label, used again when the outline is the same.
func zoneLabel(z *ZoneInfo, outline, lastOutline [][]ward.Ring, known *tiles.Label) *tiles.Label {
	attrs := zoneAttrs(z)
	if known != nil && sameOutline(outline, lastOutline) {
		return &tiles.Label{ID: known.ID, MinZoom: known.MinZoom, X: known.X, Y: known.Y, Attrs: attrs}
	}
	return newLabel(uint64(z.ID), 8, ward.LabelPoint(degrees(outline, labelZoom)), attrs)
}

// noZone is what wards in no zone are dissolved under.
const noZone = minID

func (p *plan) zoneIDOf(wardID int64) int64 {
	if i, ok := p.wardOf[wardID]; ok && p.wards[i].Zone != nil {
		return p.wards[i].Zone.ID
	}
	return noZone
}

func wardAttrs(w *WardInfo) []tiles.Attr {
	var attrs []tiles.Attr
	if w.Number != 0 {
		attrs = append(attrs, tiles.Number(tiles.WardNumber, int64(w.Number)))
	}
	attrs = texts(attrs, attrText{tiles.WardCode, 0, w.Code}, attrText{tiles.WardNameHi, 0, w.NameHi}, attrText{tiles.WardNameEn, 0, w.NameEn})
	if w.Zone != nil {
		attrs = texts(attrs, attrText{tiles.WardZone, 0, w.Zone.Code})
		attrs = append(attrs, tiles.Number(tiles.WardZoneIndex, int64(w.Zone.Index)))
	}
	return attrs
}

func zoneAttrs(z *ZoneInfo) []tiles.Attr {
	attrs := texts(nil, attrText{tiles.ZoneCode, 0, z.Code}, attrText{tiles.ZoneNameHi, 0, z.NameHi}, attrText{tiles.ZoneNameEn, 0, z.NameEn})
	return append(attrs, tiles.Number(tiles.ZoneIndex, int64(z.Index)))
}

func newLabel(id uint64, minZoom uint8, at orb.Point, attrs []tiles.Attr) *tiles.Label {
	x, y := points.World(at)
	return &tiles.Label{ID: id, MinZoom: minZoom, X: x, Y: y, Attrs: attrs}
}

// degrees turns drawn rings into closed polygons in degrees, with the vertices that matter at a zoom. Holes that are too small to
// be seen then are left out; outer rings stay whole.
func degrees(polygons [][]ward.Ring, zoom uint8) orb.MultiPolygon {
	out := make(orb.MultiPolygon, 0, len(polygons))
	for _, rings := range polygons {
		polygon := make(orb.Polygon, 0, len(rings))
		for i := range rings {
			ring := degreesRing(&rings[i], zoom)
			if len(ring) < 4 && i == 0 {
				ring = degreesRing(&rings[i], tiles.MaxZoom)
			}
			if len(ring) >= 4 {
				polygon = append(polygon, ring)
			}
		}
		out = append(out, polygon)
	}
	return out
}

func degreesRing(r *ward.Ring, zoom uint8) orb.Ring {
	ring := make(orb.Ring, 0, len(r.X)+1)
	for i := range r.X {
		if r.MinZoom[i] <= zoom {
			ring = append(ring, points.FromWorld(r.X[i], r.Y[i]))
		}
	}
	if len(ring) > 0 {
		ring = append(ring, ring[0])
	}
	return ring
}

// drawnFeature is a feature with an id.
type drawnFeature interface{ *tiles.Area | *tiles.Label }

func idOf[F drawnFeature](f F) uint64 {
	switch f := any(f).(type) {
	case *tiles.Area:
		return f.ID
	case *tiles.Label:
		return f.ID
	}
	return 0
}

// reuse puts the old feature in place of an equal new one, so that what changed can be told by pointer.
func reuse[F drawnFeature](now, old []F, same func(a, b F) bool) {
	known := make(map[uint64]F, len(old))
	for _, f := range old {
		known[idOf(f)] = f
	}
	for i, f := range now {
		if k, ok := known[idOf(f)]; ok && same(f, k) {
			now[i] = k
		}
	}
}

func sameArea(a, b *tiles.Area) bool {
	return a.MinZoom == b.MinZoom && a.Box == b.Box && slices.Equal(a.Attrs, b.Attrs) &&
		sameOutline(a.Polygons, b.Polygons)
}

func sameOutline(a, b [][]ward.Ring) bool {
	return slices.EqualFunc(a, b, func(a, b []ward.Ring) bool { return slices.EqualFunc(a, b, sameRing) })
}

func sameRing(a, b ward.Ring) bool {
	return slices.Equal(a.X, b.X) && slices.Equal(a.Y, b.Y) && slices.Equal(a.MinZoom, b.MinZoom)
}

func sameLabel(a, b *tiles.Label) bool {
	return a.X == b.X && a.Y == b.Y && a.MinZoom == b.MinZoom && slices.Equal(a.Attrs, b.Attrs)
}
