package osmfile

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"rasad/data"
)

// facilityKind is the kind of a place at which people are served, or ”.
func facilityKind(t tags) data.FacilityKind {
	switch t.get("amenity") {
	case "hospital":
		return data.Hospital
	case "clinic", "doctors":
		return data.Clinic
	case "pharmacy":
		return data.Pharmacy
	case "social_facility":
		switch t.get("social_facility") {
		case "shelter":
			return data.Shelter
		case "soup_kitchen", "food_bank":
			return data.Kitchen
		}
	}
	switch t.get("shop") {
	case "supermarket", "convenience", "grocery", "greengrocer", "general":
		return data.Grocery
	case "chemist":
		return data.Pharmacy
	case "ration", "fair_price":
		return data.RationShop
	}
	return ""
}

// facilityOf makes a facility of an element that has a kind.
func facilityOf(kind data.FacilityKind, element string, id int64, t tags, at orb.Point) data.Facility {
	hi, en := names(t)
	phone := t.get("phone")
	if phone == "" {
		phone = t.get("contact:phone")
	}
	return data.Facility{Kind: kind, NameHi: hi, NameEn: en, AddressEn: address(t), Phone: phone, Hours: t.get("opening_hours"),
		ExternalID: fmt.Sprintf("%s/%d", element, id), Point: at}
}

func address(t tags) string {
	if full := t.get("addr:full"); full != "" {
		return full
	}
	var parts []string
	street := strings.TrimSpace(t.get("addr:housenumber") + " " + t.get("addr:street"))
	for _, part := range []string{street, t.get("addr:suburb"), t.get("addr:city")} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}
