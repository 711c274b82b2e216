package ingest

import (
	"strings"
	"unicode"

	"rasad/data"
)

// zonesOfSplitWards serves wards that a later delimitation split or joined: "Sharda Nagar" is in the zone of "Sharda Nagar I" and "Sharda
// Nagar II" when both are in one, and "Ambedkar Nagar 1" in that of "Ambedkar Nagar". For each ward without a zone, the rows whose
// name without its number is like the ward's are asked; they must agree.
func (j *job) zonesOfSplitWards(in *zoneInput, wards []data.Ward, p *plan) {
	bases := make([]names, len(in.wards))
	for i, r := range in.wards {
		bases[i] = baseOf(r.names)
	}
	for _, w := range wards {
		if _, done := p.zoneOf[w.ID]; done {
			continue
		}
		base := baseOf(names{w.NameHi, w.NameEn})
		zone, agreed, at := "", true, -1
		for i := range in.wards {
			like, comparable := namesLikeness(bases[i], base)
			if !comparable || like < minSplitLikeness {
				continue
			}
			agreed = agreed && (zone == "" || zone == in.zoneOf[i])
			zone, at = in.zoneOf[i], i
		}
		if at < 0 || !agreed {
			continue
		}
		p.zoneOf[w.ID] = zone
		j.warn(in.wards[at].row, "", "split", bothf("वार्ड %s को %q के ज़ोन %s में रखा गया (बँटा या जुड़ा वार्ड)", "ward %s was put into zone %[3]s of %[2]q (a ward split or joined)", wardLabel(w), in.wards[at].names.any(), zone),
			both("इन वार्डों को जाँच लें", "look these wards through"))
	}
}

// minSplitLikeness is stricter than minLikeness: without its number a name says less.
const minSplitLikeness = 0.88

func baseOf(n names) names {
	strip := func(name string) string {
		var kept []string
		for word := range strings.FieldsSeq(foldWard(name)) {
			if !strings.ContainsFunc(word, unicode.IsDigit) {
				kept = append(kept, word)
			}
		}
		return strings.Join(kept, " ")
	}
	return names{hi: strip(n.hi), en: strip(n.en)}
}
