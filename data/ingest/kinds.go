package ingest

import (
	"strings"

	"rasad/data"
)

// kindOf knows a facility's kind by the words that files use for it, in English and Hindi. ok is false for words that it does not know.
func kindOf(text string) (kind data.FacilityKind, ok bool) {
	if kind, err := data.ParseKind(strings.ToLower(strings.TrimSpace(text))); err == nil {
		return kind, true
	}
	folded := foldName(text)
	if folded == "" {
		return "", false
	}
	for _, info := range data.Kinds() {
		if folded == foldName(info.LabelHi) || folded == foldName(info.LabelEn) {
			return info.Kind, true
		}
		for _, word := range kindWords(info.Kind) {
			if folded == foldName(word) || folded == foldName(word)+"s" {
				return info.Kind, true
			}
		}
	}
	return "", false
}

func kindWords(kind data.FacilityKind) []string {
	switch kind {
	case data.RationShop:
		return []string{"ration", "ration store", "ration depot", "ration card shop", "fair price shop", "fps", "pds", "pds shop", "kotedar", "राशन", "राशन दुकान", "उचित दर दुकान", "उचित दर की दुकान", "सरकारी गल्ले की दुकान", "कोटेदार", "शिधापत्रिका दुकान"}
	case data.Kitchen:
		return []string{"kitchen", "canteen", "food kitchen", "free food", "langar", "amma unavagam", "soup kitchen", "cooked food", "रसोई", "सामुदायिक किचन", "कम्युनिटी किचन", "लंगर", "भोजनालय", "कैंटीन", "अन्नपूर्णा रसोई"}
	case data.Grocery:
		return []string{"grocery store", "grocery shop", "kirana", "kirana store", "general store", "supermarket", "convenience store", "provision store", "किराना", "किराना स्टोर", "परचून", "जनरल स्टोर"}
	case data.Clinic:
		return []string{"health centre", "health center", "primary health centre", "phc", "chc", "dispensary", "medical clinic", "doctors", "क्लीनिक", "स्वास्थ्य केंद्र", "प्राथमिक स्वास्थ्य केंद्र", "औषधालय", "डिस्पेंसरी"}
	case data.Hospital:
		return []string{"general hospital", "district hospital", "medical college", "nursing home", "चिकित्सालय", "हॉस्पिटल", "जिला अस्पताल"}
	case data.Pharmacy:
		return []string{"chemist", "medical store", "drugstore", "drug store", "jan aushadhi", "दवाखाना", "मेडिकल स्टोर", "औषधि केंद्र", "जन औषधि केंद्र", "केमिस्ट"}
	case data.MaskPoint:
		return []string{"mask", "mask distribution", "mask centre", "मास्क", "मास्क वितरण", "मास्क वितरण केंद्र"}
	case data.SanitiserPoint:
		return []string{"sanitizer point", "sanitiser", "sanitizer", "hand wash", "hand sanitizer", "सैनिटाइज़र", "सेनेटाइज़र", "हाथ धोने का स्थान"}
	case data.HungerSpot:
		return []string{"hunger point", "homeless spot", "homeless", "labour chowk", "hungerspot", "भूख स्थल", "भोजन स्थल", "लेबर चौक", "लेबर अड्डा", "बेघर"}
	case data.Shelter:
		return []string{"shelter home", "night shelter", "rain basera", "homeless shelter", "shelter homes", "आश्रय", "रैन बसेरा", "शेल्टर होम", "आश्रय स्थल"}
	default:
		return []string{"misc", "miscellaneous"}
	}
}
