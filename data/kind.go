package data

import "fmt"

// FacilityKind is what a facility is to those it serves. The record stores it as text.
type FacilityKind string

// The kinds of facility.
const (
	RationShop     FacilityKind = "ration_shop"
	Kitchen        FacilityKind = "kitchen"
	Grocery        FacilityKind = "grocery"
	Clinic         FacilityKind = "clinic"
	Hospital       FacilityKind = "hospital"
	Pharmacy       FacilityKind = "pharmacy"
	MaskPoint      FacilityKind = "mask_point"
	SanitiserPoint FacilityKind = "sanitiser_point"
	HungerSpot     FacilityKind = "hunger_spot"
	Shelter        FacilityKind = "shelter"
	Other          FacilityKind = "other"
)

// KindInfo is a kind with its names.
type KindInfo struct {
	Kind             FacilityKind
	LabelHi, LabelEn string
}

// Kinds lists every kind in the order in which people are shown them. The caller owns the slice.
func Kinds() []KindInfo {
	return []KindInfo{
		{RationShop, "राशन की दुकान", "Ration shop"},
		{Kitchen, "सामुदायिक रसोई", "Community kitchen"},
		{Grocery, "किराना दुकान", "Grocery"},
		{Clinic, "क्लिनिक", "Clinic"},
		{Hospital, "अस्पताल", "Hospital"},
		{Pharmacy, "दवा की दुकान", "Pharmacy"},
		{MaskPoint, "मास्क केंद्र", "Mask point"},
		{SanitiserPoint, "सैनिटाइज़र केंद्र", "Sanitiser point"},
		{HungerSpot, "भोजन की ज़रूरत वाला स्थान", "Hunger spot"},
		{Shelter, "आश्रय गृह", "Shelter"},
		{Other, "अन्य", "Other"},
	}
}

// ParseKind knows the kinds by their stored text alone. Importers know synonyms.
func ParseKind(text string) (FacilityKind, error) {
	for _, info := range Kinds() {
		if string(info.Kind) == text {
			return info.Kind, nil
		}
	}
	return "", fmt.Errorf("%q is no kind of facility", text)
}
