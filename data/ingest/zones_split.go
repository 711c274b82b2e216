package ingest

import (
	"slices"
	"strings"
	"unicode"

	"rasad/data"
)

// zonesOfSplitWards serves wards that a later delimitation split or joined: "Sharda Nagar" is in the zone of "Sharda Nagar I" and "Sharda
// Nagar II" when both are in one, "Ambedkar Nagar 1" in that of "Ambedkar Nagar", and "Om Nagar" in that of "Kunj Bihari - Om Nagar". For
// each ward without a zone, the rows of which a part of the name, without its number, is like the ward's are asked; they must agree.
func (j *job) zonesOfSplitWards(in *zoneInput, wards []data.Ward, p *plan) {
	bases := make([][]names, len(in.wards))
	for i, r := range in.wards {
		bases[i] = basesOf(r.names)
	}
	for _, w := range wards {
		if _, done := p.zoneOf[w.ID]; done {
			continue
		}
		base := baseOf(names{w.NameHi, w.NameEn})
		zone, agreed, at := "", true, -1
		for i := range in.wards {
			if !slices.ContainsFunc(bases[i], func(part names) bool {
				like, comparable := foldedLikeness(part, base)
				return comparable && like >= minSplitLikeness
			}) {
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

// basesOf are the folded name without numbers, and its parts on either side of a dash.
func basesOf(n names) []names {
	bases := []names{baseOf(n)}
	cut := func(name string) []string {
		return strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '–' || r == '/' || r == ',' })
	}
	for _, part := range cut(n.hi) {
		bases = append(bases, baseOf(names{hi: part}))
	}
	for _, part := range cut(n.en) {
		bases = append(bases, baseOf(names{en: part}))
	}
	return slices.DeleteFunc(bases, names.empty)
}

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
