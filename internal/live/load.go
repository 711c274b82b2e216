package live

import (
	"context"
	"time"

	"rasad/data"
)

// fetchMap reads the rows of the base map that the batch names, as they are now.
func (b *batch) fetchMap(ctx context.Context, r *data.Reader) error {
	if b.roads.any() {
		if err := r.DrawnRoads(ctx, b.cityID, b.roads.some(), collect(&b.roadRows)); err != nil {
			return err
		}
	}
	if b.areas.any() {
		for _, layer := range []string{"water", "green"} {
			if err := r.MapAreas(ctx, b.cityID, layer, b.areas.some(), collect(&b.areaRows)); err != nil {
				return err
			}
		}
	}
	if b.lines.any() {
		for _, layer := range []string{"water", "rail"} {
			if err := r.MapLines(ctx, b.cityID, layer, b.lines.some(), collect(&b.lineRows)); err != nil {
				return err
			}
		}
	}
	if b.places.any() {
		return r.Places(ctx, b.cityID, b.places.some(), collect(&b.placeRows))
	}
	return nil
}

// fetchPlan reads the current wards and the published zones.
func (b *batch) fetchPlan(ctx context.Context, r *data.Reader) error {
	delimitation, ok, err := r.CurrentDelimitation(ctx, b.cityID)
	if err != nil {
		return err
	}
	if ok {
		if err := r.Wards(ctx, b.cityID, delimitation, collect(&b.wardRows)); err != nil {
			return err
		}
	}
	_, zones, assignment, _, err := r.PublishedPlan(ctx, b.cityID)
	if err != nil {
		return err
	}
	b.zoneRows, b.zoneOf = zones, make(map[int64]int64, len(assignment))
	for _, a := range assignment {
		b.zoneOf[a.Ward] = a.Zone
	}
	return nil
}

func collect[T any](into *[]T) func(*T) error {
	return func(v *T) error {
		*into = append(*into, *v)
		return nil
	}
}

// rowOf packs a facility; its ward is found later. Kinds this program does not know are shown as other.
func rowOf(f *data.Facility, kinds *kindTable) row {
	r := row{id: f.ID, lon: f.Point[0], lat: f.Point[1], ward: noWard, kind: kinds.of(f.Kind), capacity: -1}
	if f.Capacity != nil {
		r.capacity = *f.Capacity
	}
	r.texts = [textCount]string{
		textNameHi: f.NameHi, textNameEn: f.NameEn, textAddressHi: f.AddressHi, textAddressEn: f.AddressEn, textPhone: f.Phone,
		textHours: f.Hours, textSource: f.Source, textExternalID: f.ExternalID,
		textStock: string(f.Stock),
	}
	if f.StockAt != nil {
		r.texts[textStockAt] = f.StockAt.Format(time.DateOnly)
	}
	return r
}

// allFacilities reads every facility of the city.
func (b *batch) allFacilities(ctx context.Context, r *data.Reader, p *plan, kinds *kindTable) (*facilities, error) {
	build := newFacilityBuilder(p, kinds)
	err := r.Facilities(ctx, b.cityID, nil, func(f *data.Facility) error {
		build.add(rowOf(f, kinds))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return build.done(), nil
}

// facilityEdits reads the facilities that the batch names: those not found are gone.
func (b *batch) facilityEdits(ctx context.Context, r *data.Reader, kinds *kindTable) ([]edit, error) {
	if !b.facilities.any() {
		return nil, nil
	}
	rows := map[int64]*row{}
	err := r.Facilities(ctx, b.cityID, b.facilities.some(), func(f *data.Facility) error {
		put := rowOf(f, kinds)
		rows[f.ID] = &put
		return nil
	})
	if err != nil {
		return nil, err
	}
	edits := make([]edit, 0, len(b.facilities.boxes))
	for _, id := range b.facilities.some() {
		edits = append(edits, edit{id: id, put: rows[id]})
	}
	return edits, nil
}
