package guide

import (
	"cmp"
	"slices"

	"rasad/geo/road"
)

// Summary names the two roads that most of a path runs along, in the order in which it comes to them: "महात्मा गांधी मार्ग, अशोक मार्ग". It is
// empty when no road has a name.
func Summary(n *road.Network, path Path, lang string) string {
	type part struct {
		name   string
		first  int
		length uint64
	}
	var parts []part
	place := map[string]int{}
	for i, p := range path.Passages {
		w := n.Ways[n.Edges[p.Edge.Edge()].Way]
		name := wayName(w.NameHi, w.NameEn, w.Ref, lang)
		if name == "" {
			continue
		}
		k, ok := place[name]
		if !ok {
			k = len(parts)
			place[name] = k
			parts = append(parts, part{name: name, first: i})
		}
		_, cm := road.Split(p.Cost)
		parts[k].length += uint64(cm)
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(b.length, a.length) })
	parts = parts[:min(2, len(parts))]
	slices.SortFunc(parts, func(a, b part) int { return cmp.Compare(a.first, b.first) })
	text := ""
	for i, p := range parts {
		if i > 0 {
			text += ", "
		}
		text += p.name
	}
	return text
}
