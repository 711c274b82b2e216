package live

import (
	"strconv"

	"github.com/paulmach/orb"
)

// Ids in the index: what a thing is, and its place in the list of those.
const nameKindShift = 56

const (
	nameWard uint64 = iota
	nameZone
	nameFacility // place in nameBase.facilities
	nameNewer    // place in Names.newer
	nameSpot     // place in nameBase.spots: a street, a named place, a pincode
)

// place turns an id of the index into a place, without what costs to find.
func (n *Names) place(id uint64) (Place, bool) {
	i := int(id & (1<<nameKindShift - 1))
	switch id >> nameKindShift {
	case nameWard:
		return n.ward(i, 0), true
	case nameZone:
		return n.zone(i, 0), true
	case nameFacility:
		return n.facility(n.base.facilities[i])
	case nameNewer:
		return n.facility(n.newer[i])
	}
	return n.base.spots[i].place(), true
}

func (n *Names) ward(i int, score float64) Place {
	w := &n.Epoch.Wards[i]
	p := Place{
		Kind: PlaceWard, Code: w.Code, ID: w.ID, NameHi: w.NameHi, NameEn: w.NameEn, NoteHi: "वार्ड " + w.Code, NoteEn: "Ward " + w.Code,
		Point: w.Label, BBox: w.BBox, Ward: w, Score: score,
	}
	if w.Zone != nil {
		p.NoteHi += ", ज़ोन " + w.Zone.Code
		p.NoteEn += ", Zone " + w.Zone.Code
	}
	return p
}

func (n *Names) zone(i int, score float64) Place {
	z := &n.Epoch.Zones[i]
	return Place{
		Kind: PlaceZone, Code: z.Code, ID: z.ID, NameHi: z.NameHi, NameEn: z.NameEn, NoteHi: "ज़ोन " + z.Code, NoteEn: "Zone " + z.Code,
		Point: z.BBox.Center(), BBox: z.BBox, Score: score,
	}
}

func (n *Names) facility(id int64) (Place, bool) {
	f, ok := n.Epoch.Facility(id)
	if !ok {
		return Place{}, false
	}
	p := Place{
		Kind: PlaceFacility, ID: f.ID, NameHi: f.NameHi, NameEn: f.NameEn, Point: f.Point, BBox: f.Point.Bound(), Ward: f.Ward, Facility: &f,
	}
	label := n.base.kinds[f.Kind]
	p.NoteHi, p.NoteEn = label.LabelHi, label.LabelEn
	return p, true
}

// complete adds what is found for the few that are shown alone.
func (n *Names) complete(p *Place) {
	if p.Ward != nil || p.Kind == PlaceZone || p.Kind == PlaceFacility {
		return
	}
	if w, ok := n.Epoch.Locate(p.Point); ok {
		p.Ward = w
	}
}

// spot is something of the map that has a name.
type spot struct {
	kind           string
	id             int64
	class          string
	nameHi, nameEn string
	point          orb.Point
	box            orb.Bound
	count          int // of a pincode: addresses that have it
}

func (s *spot) place() Place {
	p := Place{Kind: s.kind, ID: s.id, NameHi: s.nameHi, NameEn: s.nameEn, Point: s.point, BBox: s.box}
	p.NoteHi, p.NoteEn = classWords(s.class)
	if s.kind == PlacePincode {
		p.Code = s.nameEn
		count := strconv.Itoa(s.count)
		p.NoteHi, p.NoteEn = "पिन कोड, "+count+" पते", "PIN code, "+count+" addresses"
		if s.count == 1 {
			p.NoteHi, p.NoteEn = "पिन कोड, 1 पता", "PIN code, 1 address"
		}
	}
	return p
}

// classWords says what a class of the map is.
func classWords(class string) (hi, en string) {
	switch class {
	case "street":
		return "सड़क", "Street"
	case "city":
		return "शहर", "City"
	case "town":
		return "क़स्बा", "Town"
	case "village":
		return "गाँव", "Village"
	case "hamlet":
		return "बस्ती", "Hamlet"
	case "suburb", "borough", "quarter", "neighbourhood":
		return "मोहल्ला", "Neighbourhood"
	case "station", "halt":
		return "स्टेशन", "Station"
	case "park", "garden", "recreation_ground":
		return "पार्क", "Park"
	case "river":
		return "नदी", "River"
	case "canal":
		return "नहर", "Canal"
	case "lake", "pond", "reservoir", "water":
		return "तालाब", "Water"
	}
	return "जगह", "Place"
}
