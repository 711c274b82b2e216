package names

import (
	"math"
	"slices"
)

// segment is the entries of one Build: their keys, and by key the entries that have it.
type segment struct {
	keys   *trie
	starts []uint32  // of key i in posts; one more at the end
	posts  []uint32  // entry<<3 | flags, ascending
	rarity []float32 // of key i, 0–1
	ids    []uint64
	weight []float32
	total  []float32   // sum of the rarities of a name's words; the lesser of its two names'
	prints [][2]uint32 // fingerprints of both names
}

// Flags of a posting.
const (
	flagFirst = 1 // the key begins a name
	flagWhole = 2 // the key is a whole name, its words taken together
	flagAlso  = 4 // the key is in no name, only in Also, or is a name's initials
	flagBits  = 3
)

// gathering collects the postings of a segment.
type gathering struct {
	lexicon *lexicon
	read    map[string]reading // words met before
	places  map[string]uint32  // key → place in keys
	keys    []string
	posts   []posting
	from    int        // of the present entry in posts
	own     [][]uint32 // keys of the words of each name, two an entry
}

type posting struct{ key, post uint32 }

// newSegment takes rarities from like, where it knows a key.
func newSegment(l *lexicon, entries []Entry, like *segment) *segment {
	g := &gathering{lexicon: l, read: map[string]reading{}, places: make(map[string]uint32, len(entries)), own: make([][]uint32, 2*len(entries))}
	s := &segment{
		ids: make([]uint64, len(entries)), weight: make([]float32, len(entries)), total: make([]float32, len(entries)),
		prints: make([][2]uint32, len(entries)),
	}
	for i := range entries {
		e := &entries[i]
		s.ids[i], s.weight[i], s.prints[i] = e.ID, min(max(e.Weight, 0), 1), [2]uint32{fingerprint(e.Hi), fingerprint(e.En)}
		g.entry(uint32(i), e)
	}
	ranks := s.lay(g)
	s.rate(like, len(entries))
	for i := range s.total {
		s.total[i] = s.lesser(l, ranks, g.own[2*i], g.own[2*i+1])
	}
	return s
}

// pairsFrom is the weight from which all neighbouring words of a name are also taken together: it costs keys.
const pairsFrom = 0.5

func (g *gathering) entry(i uint32, e *Entry) {
	g.from = len(g.posts)
	for k, name := range []string{e.Hi, e.En} {
		forms, own := expand(split(cut(name, nameBytes), nameWords), e.Weight >= pairsFrom, g.reading)
		for _, f := range forms {
			g.add(f.key, i, f.flags)
		}
		for _, key := range own {
			g.own[2*int(i)+k] = append(g.own[2*int(i)+k], g.places[key])
		}
	}
	forms, _ := expand(split(cut(e.Also, nameBytes), nameWords), false, g.reading)
	for _, f := range forms {
		g.add(f.key, i, flagAlso)
	}
}

// reading is that of the lexicon, remembered: the words of a city's names are few.
func (g *gathering) reading(word string) reading {
	r, known := g.read[word]
	if !known {
		r = g.lexicon.read(word)
		g.read[word] = r
	}
	return r
}

// add files an entry under a key, once: a name counts more than Also.
func (g *gathering) add(key string, entry, flags uint32) {
	place, known := g.places[key]
	if !known {
		place = uint32(len(g.keys))
		g.places[key] = place
		g.keys = append(g.keys, key)
	}
	for k := range g.posts[g.from:] {
		if p := &g.posts[g.from+k]; p.key == place {
			switch {
			case flags&flagAlso != 0:
			case p.post&flagAlso != 0:
				p.post ^= flagAlso | flags
			default:
				p.post |= flags
			}
			return
		}
	}
	g.posts = append(g.posts, posting{place, entry<<flagBits | flags})
}

// lay sorts the keys and puts the postings under them. ranks tells the new places of the keys.
func (s *segment) lay(g *gathering) (ranks []uint32) {
	order := make([]uint32, len(g.keys))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int {
		if g.keys[a] < g.keys[b] {
			return -1
		}
		return 1
	})
	sorted := make([]string, len(order))
	ranks = make([]uint32, len(order))
	for rank, place := range order {
		sorted[rank], ranks[place] = g.keys[place], uint32(rank)
	}
	s.keys = newTrie(sorted)
	s.starts = make([]uint32, len(sorted)+1)
	for _, p := range g.posts {
		s.starts[ranks[p.key]+1]++
	}
	for i := range sorted {
		s.starts[i+1] += s.starts[i]
	}
	at := slices.Clone(s.starts)
	s.posts = make([]uint32, len(g.posts))
	for _, p := range g.posts {
		rank := ranks[p.key]
		s.posts[at[rank]] = p.post
		at[rank]++
	}
	return ranks
}

// rate weighs the keys: what few entries have says more.
func (s *segment) rate(like *segment, entries int) {
	s.rarity = make([]float32, s.keys.len())
	for i := range s.rarity {
		s.rarity[i] = rarity(int(s.starts[i+1]-s.starts[i]), entries)
		if like != nil {
			s.rarity[i] = like.rarityOf(s.keys.key(i))
		}
	}
}

// fewEntries makes small indexes weigh words as larger ones do.
const fewEntries = 1000

func rarity(having, entries int) float32 {
	n := float64(max(entries, fewEntries))
	return float32(min(max(math.Log(n/float64(max(having, 1)))/math.Log(n), 0.08), 1))
}

func (s *segment) rarityOf(key string) float32 {
	if i, ok := s.keys.find(key); ok {
		return s.rarity[i]
	}
	return 1
}

// What words weigh in a query whatever their rarity: one that says nothing, and, at least, a number: who gives it means it.
const (
	fillerRarity = 0.03
	numberRarity = 0.5
)

// lesser is the sum of rarities of the name that has less of it, of those not empty.
func (s *segment) lesser(l *lexicon, ranks []uint32, names ...[]uint32) float32 {
	least := float32(0)
	for _, name := range names {
		sum := float32(0)
		for _, place := range name {
			key := s.keys.key(int(ranks[place]))
			switch canon, ok := l.canon[key]; {
			case l.filler[key]:
				sum += fillerRarity
			case ok:
				sum += s.rarityOf(canon)
			default:
				sum += s.rarity[ranks[place]]
			}
		}
		if sum > 0 && (least == 0 || sum < least) {
			least = sum
		}
	}
	return least
}
