package names

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func seeds(f *testing.F) {
	for _, text := range []string{
		"", " ", "हज़रतगंज", "हज़रतगंज", "एम.जी. मार्ग", "M.G.Road", "UP32-00417", "२२६००१", "St. Mary's", "ॐ", "्", "ं", "q\u0301", "\xff\xfe", "१st", "sector IV", "لکھنؤ",
		"લખનઉ", "..", "a.b.c.d.e", "ﷺ", "ஸ்ரீ", "अ\u200cब\u200dक", strings.Repeat("क्ष", 40), strings.Repeat("ab1", 50), "i ii iii", "𑄶𑄷",
	} {
		f.Add(text, text)
	}
}

// FuzzKeys: a text has the same keys however it is composed, and keys keep their bounds.
func FuzzKeys(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text, _ string) {
		read := func(text string) (keys []string) {
			for _, w := range split(text, nameWords) {
				key := keyOf(w.text)
				if len(key) > maxKey || strings.ContainsAny(key, " \t\n") || w.text == "" {
					t.Fatalf("%q has the word %q with the key %q", text, w.text, key)
				}
				keys = append(keys, key)
			}
			return keys
		}
		keys := read(text)
		if len(keys) > nameWords {
			t.Fatalf("%d words", len(keys))
		}
		if other := read(norm.NFC.String(text)); !slices.Equal(keys, other) {
			t.Fatalf("%q: %q, composed %q", text, keys, other)
		}
	})
}

// FuzzFind: whatever is asked among whatever names, hits are in order and in bounds, and a name that is asked for as it is written is
// found.
func FuzzFind(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, name, query string) {
		entries := []Entry{{ID: 1, Hi: name, Also: query}, {ID: 2, En: name, Weight: 7}, {ID: 3, Hi: "हज़रतगंज", En: "Hazratganj"}, {ID: 4, En: query, Weight: -1}}
		x := Build(entries)
		hits := x.Find(query, 3)
		if len(hits) > 3 || !slices.IsSortedFunc(hits, Hit.before) {
			t.Fatalf("%v", hits)
		}
		for _, h := range hits {
			if h.Score < 0 || h.Score > 1 || h.Entry < 0 || h.Entry > 3 || h.ID != entries[h.Entry].ID {
				t.Fatalf("%+v", h)
			}
		}
		if terms, words := x.lexicon.parse(query); words > MaxWords || len(terms) > 3*MaxWords {
			t.Fatalf("%d terms", len(terms))
		} else if words > 0 && !slices.ContainsFunc(x.Find(query, 4), func(h Hit) bool { return h.Entry == 3 }) {
			t.Fatalf("%q does not find itself: %v", query, x.Find(query, 4))
		}
	})
}
