package download

import (
	"iter"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/internal/live"
)

// table is one of the things that can be downloaded.
type table struct {
	name           string
	columns        []string
	byKind, byWard bool
	rows           func(q *request) iter.Seq[row]
}

// row is one line of a table: a value for each column. nil is unknown; a text is a string, a number an int, int32, int64 or float64.
type row struct {
	id       int64
	values   []any
	geometry orb.Geometry // nil: nowhere
}

func tables() map[string]table {
	return map[string]table{
		"wards": {name: "wards", byWard: true, rows: wards, columns: []string{
			"id", "code", "number", "name_hi", "name_en", "zone", "zone_name_hi", "zone_name_en", "population", "households",
			"councillor_hi", "councillor_en", "councillor_phone", "area_km2", "label_lon", "label_lat"}},
		"zones": {name: "zones", rows: zones, columns: []string{
			"id", "code", "name_hi", "name_en", "helpline", "population", "wards"}},
		"facilities": {name: "facilities", byKind: true, byWard: true, rows: facilities, columns: []string{
			"id", "kind", "kind_hi", "kind_en", "name_hi", "name_en", "address_hi", "address_en", "phone", "hours", "capacity", "stock",
			"stock_at", "ward", "zone", "lon", "lat", "external_id", "record_source"}},
	}
}

func wards(q *request) iter.Seq[row] {
	return func(yield func(row) bool) {
		for i := range q.epoch.Wards {
			w := &q.epoch.Wards[i]
			if q.ward != nil && w.ID != q.ward.ID || q.zone != nil && (w.Zone == nil || w.Zone.ID != q.zone.ID) {
				continue
			}
			zone := live.ZoneInfo{}
			if w.Zone != nil {
				zone = *w.Zone
			}
			values := []any{w.ID, w.Code, known(w.Number), w.NameHi, w.NameEn, zone.Code, zone.NameHi, zone.NameEn, value(w.Population), value(w.Households),
				w.Councillor.NameHi, w.Councillor.NameEn, w.Councillor.Phone, round(w.AreaKM2, 4), w.Label[0], w.Label[1]}
			if !yield(row{w.ID, values, w.Geometry}) {
				return
			}
		}
	}
}

func zones(q *request) iter.Seq[row] {
	return func(yield func(row) bool) {
		for i := range q.epoch.Zones {
			z := &q.epoch.Zones[i]
			if q.zone != nil && z.ID != q.zone.ID {
				continue
			}
			codes := ""
			for k, place := range z.Wards {
				if k > 0 {
					codes += ";"
				}
				codes += q.epoch.Wards[place].Code
			}
			values := []any{z.ID, z.Code, z.NameHi, z.NameEn, z.Helpline, value(z.Population), codes}
			if !yield(row{z.ID, values, q.epoch.ZoneOutline(z)}) {
				return
			}
		}
	}
}

const page = 1000 // facilities taken from the model at once

func facilities(q *request) iter.Seq[row] {
	labels := map[data.FacilityKind]data.KindInfo{}
	for _, info := range data.Kinds() {
		labels[info.Kind] = info
	}
	return func(yield func(row) bool) {
		filter := live.Filter{Kinds: q.kinds, Ward: q.ward, Zone: q.zone, Limit: page}
		for {
			list, next := q.epoch.FacilitiesIn(filter)
			for i := range list {
				if !yield(facilityRow(&list[i], labels)) {
					return
				}
			}
			if next == 0 {
				return
			}
			filter.After = next
		}
	}
}

func facilityRow(f *live.Facility, labels map[data.FacilityKind]data.KindInfo) row {
	ward, zone := "", ""
	if f.Ward != nil {
		ward = f.Ward.Code
		if f.Ward.Zone != nil {
			zone = f.Ward.Zone.Code
		}
	}
	return row{f.ID, []any{
		f.ID, string(f.Kind), labels[f.Kind].LabelHi, labels[f.Kind].LabelEn, f.NameHi, f.NameEn, f.AddressHi, f.AddressEn, f.Phone, f.Hours,
		value(f.Capacity), string(f.Stock), f.StockAt, ward, zone, f.Point[0], f.Point[1], f.ExternalID, f.Source,
	}, f.Point}
}

// value is what a pointer leads to, or nil.
func value[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

// known is a number whose 0 means unknown.
func known(n int) any {
	if n == 0 {
		return nil
	}
	return n
}
