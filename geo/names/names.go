package names

import (
	"hash/fnv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// Entry is a thing with names. Texts are read up to 400 bytes.
type Entry struct {
	ID     uint64  // the caller's
	Hi, En string  // its name in Hindi and in English; either may be empty
	Also   string  // more words by which it may be asked for: kind, address, number. They count less than the name
	Weight float32 // 0–1: of two that the query names as well, the heavier is first
}

// Hit is an entry found.
type Hit struct {
	Entry int     // place among the entries of Build, those of With following them
	ID    uint64  // the entry's
	Score float64 // 0–1; above 0.9 the query names it in full
}

// Index finds entries by name. It never changes and is safe for concurrent use.
type Index struct {
	*shared
	base *segment
	over *segment        // entries that came later; nil: none
	gone map[uint32]bool // entries of base that count no more
}

// shared is what an index has in common with those made of it by With.
type shared struct {
	lexicon *lexicon
	costs   *costs
	scratch sync.Pool // of *finder
}

// Build makes an index. It keeps none of the entries' texts.
func Build(entries []Entry) *Index {
	x := &Index{shared: &shared{lexicon: newLexicon(), costs: newCosts()}}
	x.base = newSegment(x.lexicon, entries, nil)
	return x
}

// With makes an index without the entries of Build at the places gone, and with those of add in place of what an earlier With
// added. It costs what add is long, so it is for few; words are weighed as they were at Build.
func (x *Index) With(gone []int, add []Entry) *Index {
	next := &Index{shared: x.shared, base: x.base}
	if len(gone) > 0 {
		next.gone = make(map[uint32]bool, len(gone))
		for _, i := range gone {
			next.gone[uint32(i)] = true
		}
	}
	if len(add) > 0 {
		next.over = newSegment(x.lexicon, add, x.base)
	}
	return next
}

// Len is the number of entries.
func (x *Index) Len() int {
	n := len(x.base.ids) - len(x.gone)
	if x.over != nil {
		n += len(x.over.ids)
	}
	return n
}

// fingerprint stands for a text as it is written, but for case, composition and spaces. The empty text has 0.
func fingerprint(text string) uint32 {
	text = strings.Join(strings.Fields(strings.ToLower(norm.NFC.String(text))), " ")
	if text == "" {
		return 0
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(text)) // a hash takes everything
	return max(h.Sum32(), 1)
}
