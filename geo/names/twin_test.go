package names

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// distances is the slow twin of walker: the whole matrix of optimal string alignment, cell by cell. It returns the distance of the key and
// that of its nearest beginning.
func distances(c *costs, word, key string) (whole, head int16) {
	cells := make([][]int16, len(key)+1)
	for i := range cells {
		cells[i] = make([]int16, len(word)+1)
		for j := range cells[i] {
			best := int16(0)
			if i+j > 0 {
				best = far
			}
			if i > 0 {
				best = min(best, cells[i-1][j]+c.omit(key[i-1], i == 1))
			}
			if j > 0 {
				best = min(best, cells[i][j-1]+c.omit(word[j-1], j == 1))
			}
			if i > 0 && j > 0 {
				best = min(best, cells[i-1][j-1]+c.substitute(word[j-1], key[i-1], i == 1 || j == 1))
			}
			if i > 1 && j > 1 && key[i-1] == word[j-2] && key[i-2] == word[j-1] && key[i-1] != key[i-2] {
				best = min(best, cells[i-2][j-2]+swapped)
			}
			cells[i][j] = best
		}
	}
	head = far
	for i := 1; i <= len(key); i++ {
		head = min(head, cells[i][len(word)])
	}
	return cells[len(key)][len(word)], head
}

// randomKey is short and of few sounds, so that keys are near each other; some have bytes of another script.
func randomKey(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.IntN(9) {
		b.WriteByte("aaaiukrnsSTt\xd98"[r.IntN(14)])
	}
	return b.String()
}

func TestWalkAgreesWithMatrix(t *testing.T) {
	c := newCosts()
	w := newWalker(c)
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		keys := make([]string, 1+r.IntN(300))
		for i := range keys {
			keys[i] = randomKey(r)
		}
		slices.Sort(keys)
		keys = slices.Compact(keys)
		tr := newTrie(keys)
		for i, key := range keys {
			if got, ok := tr.find(key); !ok || got != i || tr.key(i) != key {
				t.Fatalf("key %d %q is found at %d", i, key, got)
			}
		}
		for range 30 {
			word, full, part := randomKey(r), int16(r.IntN(24)), int16(r.IntN(14))
			type found struct{ distance, head int16 }
			got, want := map[int]found{}, map[int]found{}
			w.walk(tr, word, full, part, func(key int, distance, head int16) { got[key] = found{distance, head} })
			for i, key := range keys {
				distance, head := distances(c, word, key)
				if f := (found{bounded(distance, full), bounded(head, part)}); f.distance < far || f.head < far {
					want[i] = f
				}
			}
			for i, key := range keys {
				if got[i] != want[i] {
					t.Fatalf("%q and %q within %d, %d: %v, want %v", word, key, full, part, got[i], want[i])
				}
			}
		}
	}
}

// slowFind is the twin of Find: every entry is read anew and every word of it compared with every word of the query. It shares with
// Find how a query is read and what a similarity is worth, not how the entries are come by.
func slowFind(entries []Entry, gone map[int]bool, added []Entry, query string, k int) []Hit {
	l, c := newLexicon(), newCosts()
	terms, words := l.parse(query)
	if words == 0 {
		return nil
	}
	base := newSegment(l, entries, nil) // for the rarities alone
	over := newSegment(l, added, base)
	weights, again := make([]float32, len(terms)), make([]bool, len(terms))
	asked := float32(0)
	for i := range terms {
		t := &terms[i]
		nearest, rarity := slowNearest(base, c, t, words, false)
		if again[i] = t.apart != "" && nearest < veryNear; again[i] {
			_, rarity = slowNearest(base, c, t, words, true)
		}
		if weights[i] = t.weigh(rarity, weights); i < words {
			asked += weights[i]
		}
	}
	var hits []Hit
	for i := range len(entries) + len(added) {
		s, place, e := base, i, Entry{}
		if i < len(entries) {
			e = entries[i]
		} else {
			s, place = over, i-len(entries)
			e = added[place]
		}
		if gone[i] {
			continue
		}
		similarities := slowSimilarities(l, c, &e, terms, words, again)
		asks, named, whole := answered(terms, words, weights, similarities)
		if score, ok := s.score(uint32(place), asked, asks, named, whole, fingerprint(cut(query, MaxBytes))); ok {
			hits = append(hits, Hit{Entry: i, ID: e.ID, Score: score})
		}
	}
	slices.SortStableFunc(hits, Hit.before)
	return hits[:min(len(hits), k)]
}

// slowNearest is the key most alike to a term.
func slowNearest(s *segment, c *costs, t *term, words int, again bool) (nearest int, rarity float32) {
	rarity = 1
	for k := range s.keys.len() {
		alike := slowAlike(c, t, words, s.keys.key(k), again)
		if alike > nearest || alike == nearest && alike > 0 && s.rarity[k] < rarity {
			nearest, rarity = alike, s.rarity[k]
		}
	}
	return nearest, rarity
}

func slowAlike(c *costs, t *term, words int, key string, again bool) int {
	alike := 0
	look := func(word string, full, part int16) {
		distance, head := distances(c, word, key)
		if distance, head = bounded(distance, full), bounded(head, part); distance < far || head < far {
			alike = max(alike, t.alike(word, key, distance, head))
		}
	}
	full, part := t.reach(words)
	look(t.key, full, part)
	if again {
		look(t.apart, full, part)
	}
	if t.half != "" {
		look(t.half, -1, 0)
	}
	if slices.Contains(t.weak, key) {
		alike = max(alike, aPart)
	}
	if slices.Contains(t.exact, key) {
		alike = max(alike, readAs)
	}
	return alike
}

func slowSimilarities(l *lexicon, c *costs, e *Entry, terms []term, words int, again []bool) []uint16 {
	keys := map[string]uint32{} // flags
	add := func(f form) {
		old, known := keys[f.key]
		switch {
		case !known || old&flagAlso != 0 && f.flags&flagAlso == 0:
			keys[f.key] = f.flags
		case old&flagAlso == 0 && f.flags&flagAlso == 0:
			keys[f.key] = old | f.flags
		}
	}
	for _, name := range []string{e.Hi, e.En} {
		forms, _ := expand(split(cut(name, nameBytes), nameWords), e.Weight >= pairsFrom, l.read)
		for _, f := range forms {
			add(f)
		}
	}
	forms, _ := expand(split(cut(e.Also, nameBytes), nameWords), false, l.read)
	for _, f := range forms {
		add(form{f.key, flagAlso})
	}
	out := make([]uint16, len(terms))
	for i := range terms {
		for key, flags := range keys {
			if alike := slowAlike(c, &terms[i], words, key, again[i]); alike > 0 {
				out[i] = max(out[i], posted(alike, flags, terms[i].from == 0))
			}
		}
	}
	return out
}

func TestFindAgreesWithReadingEverything(t *testing.T) {
	known := places(t)
	queries := lines(t, "queries.tsv")
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 7))
		entries := crowd(known[r.IntN(300):], 500)
		added := []Entry{{ID: 9001, En: "New Kitchen Alambagh", Also: "community kitchen"}, {ID: 9002, Hi: "हज़रतगंज नया"}, {ID: 9003, En: "Para"}}
		gone := map[int]bool{r.IntN(500): true, r.IntN(500): true}
		x := Build(entries)
		changed := x.With(slices.Collect(maps.Keys(gone)), added)
		for range 12 {
			query := queries[r.IntN(len(queries))][0]
			if r.IntN(3) == 0 {
				query += " " + queries[r.IntN(len(queries))][0]
			}
			k := 1 + r.IntN(30)
			compareHits(t, query, x.Find(query, k), slowFind(entries, nil, nil, query, k))
			compareHits(t, query, changed.Find(query, k), slowFind(entries, gone, added, query, k))
		}
	}
}

func compareHits(t *testing.T, query string, got, want []Hit) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Fatalf("%q finds\n%v, want\n%v", query, got, want)
	}
}
