package live

import (
	"strconv"
	"strings"

	"rasad/data"
	"rasad/geo/names"
	"rasad/tiles"
)

// nameBase is an index of all names of a city and what its ids mean. It stands until something other than facilities changes, or too many
// of those.
type nameBase struct {
	plan         *plan
	layers       [4]*tiles.Layer
	store        *store
	index        *names.Index
	facilities   []int64 // ids, ascending; in the index from firstFacility on
	firstEntry   int     // of the facilities among the entries
	spots        []spot
	kinds        map[data.FacilityKind]data.KindInfo
	wardWord     string // keys of "ward" and "zone"
	zoneWord     string
	kindWords    map[string]data.FacilityKind
	wardByNumber map[string]int // by number and by code, as the index reads them
	zoneByNumber map[string]int
}

// nameLayers are the layers of the map whose names are searched.
func nameLayers() [4]int {
	return [...]int{tiles.LayerRoads, tiles.LayerPlaces, tiles.LayerGreen, tiles.LayerWater}
}

// Weights break ties between things of one name.
const (
	weighWard     = 1
	weighZone     = 0.9
	weighSuburb   = 0.85
	weighPincode  = 0.7
	weighNamed    = 0.6
	weighStreet   = 0.5
	weighServing  = 0.4 // ration shops and kitchens
	weighHospital = 0.3
	weighOther    = 0.15
)

// newNameBase reads all names of an epoch.
func newNameBase(e *Epoch) *nameBase {
	b := &nameBase{plan: e.plan, store: e.facilities.store, kinds: map[data.FacilityKind]data.KindInfo{}}
	for i, layer := range nameLayers() {
		b.layers[i] = e.drawing.city[layer]
	}
	for _, info := range data.Kinds() {
		b.kinds[info.Kind] = info
	}
	entries := b.planEntries(e)
	b.spots = append(streetsOf(e.drawing.city[tiles.LayerRoads]), namedOf(e)...)
	pins := pincodes{}
	b.firstEntry = len(entries)
	b.facilities = make([]int64, 0, e.facilities.store.count)
	for r := range e.facilities.store.after(minID) {
		id := nameFacility<<nameKindShift | uint64(len(b.facilities))
		b.facilities = append(b.facilities, r.id)
		entries = append(entries, facilityEntry(e, b, &r, id))
		pins.read(&r)
	}
	b.spots = append(b.spots, pins.spots()...)
	for i := range b.spots {
		s := &b.spots[i]
		entries = append(entries, names.Entry{ID: nameSpot<<nameKindShift | uint64(i), Hi: s.nameHi, En: s.nameEn, Also: s.also(), Weight: s.weight()})
	}
	b.index = names.Build(entries)
	b.number(e)
	return b
}

func (b *nameBase) planEntries(e *Epoch) []names.Entry {
	entries := make([]names.Entry, 0, len(e.Wards)+len(e.Zones)+e.facilities.store.count)
	for i := range e.Wards {
		w := &e.Wards[i]
		entry := names.Entry{ID: nameWard<<nameKindShift | uint64(i), Hi: w.NameHi, En: w.NameEn, Also: "ward " + w.Code, Weight: weighWard}
		if w.NameHi == "" && w.NameEn == "" {
			entry.En, entry.Also = entry.Also, ""
		}
		entries = append(entries, entry)
	}
	for i := range e.Zones {
		z := &e.Zones[i]
		entries = append(entries, names.Entry{ID: nameZone<<nameKindShift | uint64(i), Hi: z.NameHi, En: z.NameEn, Also: "zone " + z.Code, Weight: weighZone})
	}
	return entries
}

// number lists wards and zones by number and code, in the words of the index.
func (b *nameBase) number(e *Epoch) {
	key := func(code string) string { return strings.Join(b.index.Words(code), " ") }
	b.wardWord, b.zoneWord = key("ward"), key("zone")
	b.kindWords = map[string]data.FacilityKind{
		key("ration"): data.RationShop, key("kitchen"): data.Kitchen, key("grocery"): data.Grocery, key("clinic"): data.Clinic, key("hospital"): data.Hospital,
		key("pharmacy"): data.Pharmacy, key("mask"): data.MaskPoint, key("sanitiser"): data.SanitiserPoint, key("shelter"): data.Shelter,
	}
	b.wardByNumber, b.zoneByNumber = map[string]int{}, map[string]int{}
	for i := len(e.Wards) - 1; i >= 0; i-- { // of two, the first stays
		if w := &e.Wards[i]; w.Number != 0 {
			b.wardByNumber[strconv.Itoa(w.Number)] = i
		} else {
			b.wardByNumber[key(w.Code)] = i
		}
	}
	for i := len(e.Zones) - 1; i >= 0; i-- {
		b.zoneByNumber[key(e.Zones[i].Code)] = i
	}
}

// kindIn is the first kind that the words of a query name, "" when they name none.
func (b *nameBase) kindIn(words []string) data.FacilityKind {
	for _, w := range words {
		if kind, ok := b.kindWords[w]; ok {
			return kind
		}
	}
	return ""
}

// facilityEntry is what a facility is found by: its name, then its kind, licence, ward and address.
func facilityEntry(e *Epoch, b *nameBase, r *row, id uint64) names.Entry {
	kind := e.facilities.kinds.kinds[r.kind]
	also := make([]byte, 0, 200)
	for _, text := range []string{b.kinds[kind].LabelEn, r.texts[textExternalID]} {
		also = append(append(also, text...), ' ')
	}
	if w, ok := e.wardByID(r.ward); ok {
		also = append(also, "ward "...)
		for _, text := range []string{w.Code, w.NameEn, w.NameHi} {
			also = append(append(also, text...), ' ')
		}
	}
	for _, t := range []int{textAddressEn, textAddressHi} {
		also = append(append(also, r.texts[t]...), ' ')
	}
	entry := names.Entry{ID: id, Hi: r.texts[textNameHi], En: r.texts[textNameEn], Also: string(also), Weight: weighOther}
	switch kind {
	case data.RationShop, data.Kitchen:
		entry.Weight = weighServing
	case data.Hospital, data.Clinic, data.Shelter:
		entry.Weight = weighHospital
	}
	return entry
}
