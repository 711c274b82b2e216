package names

import "cmp"

// finder is the memory of one query, used again by the next.
type finder struct {
	walker  *walker
	rarity  []float32 // of each term
	base    tally
	over    tally
	best    []Hit // a heap, the worst first
	k       int
	printed uint32
}

// tally holds, for each entry of a segment, a similarity to each term.
type tally struct {
	similarities []uint16 // entry × terms + term
	touched      []uint32 // entries with any
	known        []bool   // by entry: is in touched
}

// Find lists the k entries that a query names best, best first; ties by place. Queries are read up to MaxBytes and MaxWords.
func (x *Index) Find(query string, k int) []Hit {
	terms, words := x.lexicon.parse(query)
	if words == 0 || k <= 0 {
		return nil
	}
	f, ok := x.scratch.Get().(*finder)
	if !ok {
		f = &finder{walker: newWalker(x.costs)}
	}
	defer x.scratch.Put(f)
	f.k, f.best, f.printed = k, make([]Hit, 0, min(k, 64)), fingerprint(cut(query, MaxBytes))
	f.compare(x, terms, words)
	f.gather(&f.base, x.base, terms, words, 0, x.gone)
	if x.over != nil {
		f.gather(&f.over, x.over, terms, words, len(x.base.ids), nil)
	}
	return f.sorted()
}

// compare fills the tallies and the rarities of the terms.
func (f *finder) compare(x *Index, terms []term, words int) {
	f.rarity = f.rarity[:0]
	f.base.reset(x.base, len(terms))
	if x.over != nil {
		f.over.reset(x.over, len(terms))
	}
	for i := range terms {
		nearest, rarity := f.match(&f.base, x.base, terms, words, i, false)
		again := terms[i].apart != "" && nearest < veryNear
		if again {
			_, rarity = f.match(&f.base, x.base, terms, words, i, true)
		}
		if x.over != nil {
			f.match(&f.over, x.over, terms, words, i, again)
		}
		f.rarity = append(f.rarity, terms[i].weigh(rarity, f.rarity))
	}
}

func (t *tally) reset(s *segment, terms int) {
	if n := len(s.ids) * terms; cap(t.similarities) < n {
		t.similarities = make([]uint16, n)
	} else {
		t.similarities = t.similarities[:n] // all zero: clear left it so
	}
	if len(t.known) < len(s.ids) {
		t.known = make([]bool, len(s.ids))
	}
}

// match notes the entries whose keys are near a term, again: near its other key as well. It returns the similarity of the nearest key and
// its rarity: of several, that of the commonest.
func (f *finder) match(into *tally, s *segment, terms []term, words, i int, again bool) (nearest int, rarity float32) {
	t := &terms[i]
	rarity = 1
	note := func(key, similarity int) {
		if similarity == 0 {
			return
		}
		if similarity > nearest || similarity == nearest && s.rarity[key] < rarity {
			nearest, rarity = similarity, s.rarity[key]
		}
		into.add(s, key, similarity, len(terms), i, t.from == 0)
	}
	for _, key := range t.exact {
		if place, ok := s.keys.find(key); ok {
			note(place, readAs)
		}
	}
	for _, key := range t.weak {
		if place, ok := s.keys.find(key); ok {
			note(place, aPart)
		}
	}
	full, part := t.reach(words)
	walk := func(word string, full, part int16) {
		f.walker.walk(s.keys, word, full, part, func(key int, distance, head int16) {
			note(key, t.alike(word, s.keys.key(key), distance, head))
		})
	}
	walk(t.key, full, part)
	if t.half != "" {
		walk(t.half, -1, 0)
	}
	if again {
		walk(t.apart, full, part)
	}
	return nearest, rarity
}

// add notes the entries that have a key.
func (t *tally) add(s *segment, key, similarity, terms, term int, leading bool) {
	for _, post := range s.posts[s.starts[key]:s.starts[key+1]] {
		entry := post >> flagBits
		if !t.known[entry] {
			t.known[entry] = true
			t.touched = append(t.touched, entry)
		}
		at := &t.similarities[int(entry)*terms+term]
		*at = max(*at, posted(similarity, post&(1<<flagBits-1), leading))
	}
}

// gather scores the entries of a tally, keeps the best and clears it.
func (f *finder) gather(t *tally, s *segment, terms []term, words, offset int, gone map[uint32]bool) {
	asked := float32(0)
	for _, r := range f.rarity[:words] {
		asked += r
	}
	for _, entry := range t.touched {
		similarities := t.similarities[int(entry)*len(terms):][:len(terms)]
		if f.hopeless(s, entry, asked, similarities) {
			clear(similarities)
			t.known[entry] = false
			continue
		}
		query, named, whole := answered(terms, words, f.rarity, similarities)
		if score, ok := s.score(entry, asked, query, named, whole, f.printed); ok && !gone[entry] {
			f.offer(Hit{Entry: offset + int(entry), ID: s.ids[entry], Score: score})
		}
		clear(similarities)
		t.known[entry] = false
	}
	t.touched = t.touched[:0]
}

// hopeless says that an entry cannot be among the best, before its score is worked out: as if all its similarities added up.
func (f *finder) hopeless(s *segment, entry uint32, asked float32, similarities []uint16) bool {
	sum := float32(0)
	for i, worth := range similarities {
		sum += f.rarity[i] * float32(worth)
	}
	part := min(sum/(same*asked+tiny), 1)
	if part < leastQuery*nearly {
		return true
	}
	bound := partQuery*float64(part) + partName + partWeight*float64(s.weight[entry]) + partExact
	return len(f.best) == f.k && bound*over < f.best[0].Score
}

// before orders hits.
func (h Hit) before(o Hit) int {
	return cmp.Or(cmp.Compare(o.Score, h.Score), cmp.Compare(h.Entry, o.Entry))
}

// offer keeps a hit when it is among the k best so far.
func (f *finder) offer(h Hit) {
	if len(f.best) == f.k {
		if h.before(f.best[0]) >= 0 {
			return
		}
		f.best[0] = h
		f.sink(0, len(f.best))
		return
	}
	f.best = append(f.best, h)
	for i := len(f.best) - 1; i > 0; {
		up := (i - 1) / 2
		if f.best[i].before(f.best[up]) < 0 {
			return
		}
		f.best[i], f.best[up] = f.best[up], f.best[i]
		i = up
	}
}

// sink moves a hit down among the first n of the heap.
func (f *finder) sink(i, n int) {
	for {
		worst := i
		for _, child := range [2]int{2*i + 1, 2*i + 2} {
			if child < n && f.best[child].before(f.best[worst]) > 0 {
				worst = child
			}
		}
		if worst == i {
			return
		}
		f.best[i], f.best[worst] = f.best[worst], f.best[i]
		i = worst
	}
}

// sorted empties the heap from its worst end.
func (f *finder) sorted() []Hit {
	for n := len(f.best) - 1; n > 0; n-- {
		f.best[0], f.best[n] = f.best[n], f.best[0]
		f.sink(0, n)
	}
	return f.best
}
