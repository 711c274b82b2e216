package ingest

import (
	"fmt"
	"io"
	"strings"

	"rasad/data/source"
)

// shownPerCode bounds how many findings of one code are listed; the rest are counted.
const shownPerCode = 20

// Text renders the report for people in a language: "hi", or English for any other.
func (r *Report) Text(lang string) string {
	var b strings.Builder
	_ = r.Write(&b, lang) // a strings.Builder takes everything
	return b.String()
}

// Write is Text onto w.
func (r *Report) Write(w io.Writer, lang string) error {
	var b strings.Builder
	fmt.Fprintln(&b, r.headline(lang))
	for i, count := range r.Counts {
		if i == 0 || count != (Count{Table: count.Table}) {
			fmt.Fprintln(&b, "  "+count.line(lang))
		}
	}
	for _, severity := range []Severity{Fault, Warning, Note} {
		r.writeFindings(&b, severity, lang)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Report) headline(lang string) string {
	state := both("लिखा गया", "written")
	switch {
	case r.Refused:
		state = both("अस्वीकार: कुछ भी नहीं लिखा गया", "refused: nothing was written")
	case r.DryRun:
		state = both("केवल जाँच: कुछ भी नहीं लिखा गया", "dry run: nothing was written")
	case !r.Changed():
		state = both("कोई बदलाव नहीं", "no change")
	}
	return fmt.Sprintf("%s · %s · %s", r.City, nameOf(r.What).In(lang), state.In(lang))
}

// line lists what is not zero; rows read always where rows were read for this table.
func (c Count) line(lang string) string {
	var parts []string
	for _, part := range []struct {
		n    int
		word Text
	}{
		{c.Read, both("पढ़े", "read")}, {c.New, both("नए", "new")}, {c.Changed, both("बदले", "changed")},
		{c.Unchanged, both("जैसे के तैसे", "unchanged")}, {c.Removed, both("हटाए", "removed")},
	} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.word.In(lang)))
		}
	}
	if len(parts) == 0 {
		parts = []string{"0"}
	}
	return nameOf(c.Table).In(lang) + ": " + strings.Join(parts, ", ")
}

func (r *Report) writeFindings(b *strings.Builder, severity Severity, lang string) {
	order, byCode := []string{}, map[string][]Finding{}
	total := 0
	for _, f := range r.Findings {
		if f.Severity != severity {
			continue
		}
		if byCode[f.Code] == nil {
			order = append(order, f.Code)
		}
		byCode[f.Code] = append(byCode[f.Code], f)
		total++
	}
	if total == 0 {
		return
	}
	title := map[Severity]Text{Fault: both("गलतियाँ", "Faults"), Warning: both("चेतावनियाँ", "Warnings"), Note: both("टिप्पणियाँ", "Notes")}[severity]
	fmt.Fprintf(b, "%s (%d):\n", title.In(lang), total)
	for _, code := range order {
		writeGroup(b, byCode[code], lang)
	}
}

func writeGroup(b *strings.Builder, group []Finding, lang string) {
	remedy := ""
	for i, f := range group {
		if i == shownPerCode {
			more := both("… और ऐसी ही %d", "… and %d more of this kind")
			fmt.Fprintf(b, "  "+more.In(lang)+"\n", len(group)-i)
			break
		}
		line := f.Reason.In(lang)
		if place := source.Place(lang, f.File, f.Row, f.Column); place != "" {
			line = place + ": " + line
		}
		fmt.Fprintln(b, "  "+line)
		if remedy == "" {
			remedy = f.Remedy.In(lang)
		}
	}
	if remedy != "" {
		fmt.Fprintln(b, "    → "+remedy)
	}
}

func nameOf(table string) Text {
	names := map[string]Text{
		"wards": both("वार्ड", "wards"), "zones": both("ज़ोन", "zones"), "facilities": both("केंद्र", "facilities"),
		"population": both("जनसंख्या", "population"), "osm": both("ओपनस्ट्रीटमैप", "OpenStreetMap"),
		"city": both("शहर", "city"), "delimitation": both("परिसीमन", "delimitations"), "ward": both("वार्ड", "wards"),
		"zone_plan": both("ज़ोन योजनाएँ", "zone plans"), "zone": both("ज़ोन", "zones"), "zone_ward": both("वार्ड के ज़ोन", "zones of wards"),
		"facility": both("केंद्र", "facilities"), "road": both("सड़कें", "roads"), "road_node": both("सड़क के बिंदु", "road nodes"),
		"turn_restriction": both("मोड़ की रोक", "turn restrictions"), "map_area": both("क्षेत्र (जल, हरियाली)", "areas (water, green)"),
		"map_line": both("रेखाएँ (रेल, जल)", "lines (rail, water)"), "place": both("स्थान", "places"),
	}
	if name, ok := names[table]; ok {
		return name
	}
	return Text{Hi: table, En: table}
}
