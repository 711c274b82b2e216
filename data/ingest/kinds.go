package ingest

import (
	"cmp"
	"maps"
	"slices"

	"rasad/data"
)

// kindIndex knows a facility's kind by the words that files use for it, in English and Hindi.
type kindIndex map[string]data.FacilityKind

func newKindIndex() kindIndex {
	index := kindIndex{}
	for _, info := range data.Kinds() {
		for _, word := range append(kindWords(info.Kind), string(info.Kind), info.LabelHi, info.LabelEn) {
			index[foldName(word)], index[foldName(word)+"s"] = info.Kind, info.Kind
		}
	}
	return index
}

// find is false for words that are no kind.
func (k kindIndex) find(text string) (data.FacilityKind, bool) {
	kind, ok := k[foldName(text)]
	return kind, ok
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

// kindReader finds the kinds of rows and gathers the words that it does not know: each is reported once, however many rows bear it.
type kindReader struct {
	index    kindIndex
	fallback data.FacilityKind
	unknown  map[string]*unknownKind
}

type unknownKind struct {
	word   string
	column string
	first  row
	rows   int
}

func (k *kindReader) read(r row, m *matcher) (data.FacilityKind, bool) {
	word := clean(r.values["kind"])
	if kind, ok := k.index.find(word); ok {
		return kind, true
	}
	if k.fallback != "" {
		return k.fallback, true
	}
	if k.unknown[word] == nil {
		k.unknown[word] = &unknownKind{word: word, column: m.column("kind"), first: row{file: r.file, number: r.number}}
	}
	k.unknown[word].rows++
	return "", false
}

// reportKinds lists the unknown words, the commonest first.
func (j *job) reportKinds(k *kindReader) {
	list := slices.SortedFunc(maps.Values(k.unknown), func(a, b *unknownKind) int { return cmp.Or(cmp.Compare(b.rows, a.rows), cmp.Compare(a.word, b.word)) })
	for _, u := range list {
		j.fault(u.first, u.column, "no-kind", bothf("केंद्र का प्रकार %.40q ज्ञात नहीं (%d पंक्तियाँ, पहली यह)", "kind of facility %.40q is not known (%d rows, first this)", u.word, u.rows),
			both("--kind से सब पंक्तियों का प्रकार बताएँ, या ऐसी पंक्तियाँ --skip-bad से छोड़ें", "name the kind of all rows by --kind, or leave such rows out by --skip-bad"))
	}
}
