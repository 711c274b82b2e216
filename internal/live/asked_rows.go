package live

import (
	"github.com/paulmach/orb"

	"rasad/geo/cql2"
	"rasad/geo/points"
	"rasad/tiles"
)

// facilityRow is a facility as a filter reads it. Its row is fetched when more than its kind is asked for.
type facilityRow struct {
	e       *Epoch
	kind    int
	id      int64
	fetched bool
	row     row
}

func (f *facilityRow) Value(property int) cql2.Value {
	if property == askKind {
		return cql2.Text(string(f.e.facilities.kinds.kinds[f.kind]))
	}
	if !f.fetched {
		f.row, _ = f.e.facilities.store.get(f.id)
		f.fetched = true
	}
	switch property {
	case askGeometry:
		return cql2.Geom(orb.Point{f.row.lon, f.row.lat})
	case askCapacity:
		if f.row.capacity < 0 {
			return cql2.Null()
		}
		return cql2.Num(float64(f.row.capacity))
	case askStockAt:
		return dayValue(f.row.texts[textStockAt])
	case askWard:
		return textValue(f.e.plan.codeOf(f.row.ward))
	case askZone:
		return textValue(f.e.plan.zoneCodeOf(f.row.ward))
	}
	if text, ok := facilityText(property); ok {
		return textValue(f.row.texts[text])
	}
	return cql2.Null()
}

// facilityText is where a row keeps a property that is a text.
func facilityText(property int) (text int, ok bool) {
	switch property {
	case askNameHi:
		return textNameHi, true
	case askNameEn:
		return textNameEn, true
	case askAddressHi:
		return textAddressHi, true
	case askAddressEn:
		return textAddressEn, true
	case askPhone:
		return textPhone, true
	case askHours:
		return textHours, true
	case askSource:
		return textSource, true
	case askExternalID:
		return textExternalID, true
	case askStock:
		return textStock, true
	}
	return 0, false
}

// wardRow is a ward, or its label.
type wardRow struct{ *WardInfo }

func (w wardRow) Value(property int) cql2.Value {
	switch property {
	case askArea:
		return cql2.Num(w.AreaKM2)
	case askCode:
		return textValue(w.Code)
	case askCouncillorEn:
		return textValue(w.Councillor.NameEn)
	case askCouncillorHi:
		return textValue(w.Councillor.NameHi)
	case askCouncillorPhone:
		return textValue(w.Councillor.Phone)
	case askGeometry:
		return cql2.Geom(w.Geometry)
	case askHouseholds:
		return numberValue(w.Households)
	case askNameEn:
		return textValue(w.NameEn)
	case askNameHi:
		return textValue(w.NameHi)
	case askNumber:
		if w.Number == 0 {
			return cql2.Null()
		}
		return cql2.Num(float64(w.Number))
	case askPopulation:
		return numberValue(w.Population)
	case askZone:
		if w.Zone != nil {
			return textValue(w.Zone.Code)
		}
	}
	return cql2.Null()
}

// zoneRow is a zone, or its label.
type zoneRow struct {
	e *Epoch
	*ZoneInfo
}

func (z zoneRow) Value(property int) cql2.Value {
	switch property {
	case askArea:
		return cql2.Num(z.area())
	case askCode:
		return textValue(z.Code)
	case askGeometry:
		return cql2.Geom(degrees(z.e.plan.outlines[z.ID], tiles.MaxZoom))
	case askHelpline:
		return textValue(z.Helpline)
	case askHouseholds:
		return numberValue(z.households())
	case askNameEn:
		return textValue(z.NameEn)
	case askNameHi:
		return textValue(z.NameHi)
	case askPopulation:
		return numberValue(z.Population)
	case askWards:
		return cql2.Num(float64(len(z.Wards)))
	}
	return cql2.Null()
}

// area in km² is the sum of its wards'.
func (z zoneRow) area() (sum float64) {
	for _, i := range z.Wards {
		sum += z.e.Wards[i].AreaKM2
	}
	return sum
}

// households is the sum of its wards'; nil when none has any.
func (z zoneRow) households() *int64 {
	var sum int64
	known := false
	for _, i := range z.Wards {
		if n := z.e.Wards[i].Households; n != nil {
			sum, known = sum+int64(*n), true
		}
	}
	if !known {
		return nil
	}
	return &sum
}

// mapRow is a feature of the base map: the model keeps of it what is drawn.
type mapRow struct {
	road     bool
	attrs    []tiles.Attr
	geometry func() orb.Geometry
}

func (m *mapRow) Value(property int) cql2.Value {
	if property == askGeometry {
		return cql2.Geom(m.geometry())
	}
	field, ok := mapField(property)
	if m.road {
		field, ok = roadField(property)
	}
	if !ok {
		return cql2.Null()
	}
	a := m.attr(field)
	switch property {
	case askBridge, askTunnel, askLink:
		return cql2.Bool(a.Yes)
	case askOneway, askLayer:
		return cql2.Num(float64(a.Num))
	default:
		return textValue(a.Text)
	}
}

// attr is the attribute of a field, the zero one when it is not written.
func (m *mapRow) attr(field uint8) tiles.Attr {
	for i := range m.attrs {
		if m.attrs[i].Field == field {
			return m.attrs[i]
		}
	}
	return tiles.Attr{}
}

func mapField(property int) (uint8, bool) {
	switch property {
	case askClass:
		return tiles.MapClass, true
	case askNameHi:
		return tiles.MapNameHi, true
	case askNameEn:
		return tiles.MapNameEn, true
	}
	return 0, false
}

func roadField(property int) (uint8, bool) {
	switch property {
	case askBridge:
		return tiles.RoadBridge, true
	case askClass:
		return tiles.RoadClass, true
	case askLayer:
		return tiles.RoadLayer, true
	case askLink:
		return tiles.RoadLink, true
	case askNameEn:
		return tiles.RoadNameEn, true
	case askNameHi:
		return tiles.RoadNameHi, true
	case askOneway:
		return tiles.RoadOneway, true
	case askRef:
		return tiles.RoadRef, true
	case askTunnel:
		return tiles.RoadTunnel, true
	}
	return 0, false
}

// lineOf is a line in degrees.
func lineOf(l *tiles.Line) orb.LineString {
	line := make(orb.LineString, len(l.X))
	for i := range l.X {
		line[i] = points.FromWorld(l.X[i], l.Y[i])
	}
	return line
}
