package names

import "slices"

// term is a word of a query, or neighbouring words taken as one.
type term struct {
	key     string   // compared with all keys, near ones count
	exact   []string // further keys, that count only as they are
	weak    []string // the same, that count little
	half    string   // the beginning of what the word may become, counts as it is; or ""
	apart   string   // key to compare when nothing is very near the first; or ""
	from, n int      // the words it stands for
	last    bool     // the query ends with it: it may be half typed
	filler  bool
	number  bool // it is a number, or may be read as one
}

// parse reads a query: its words first, then pairs and triples of them taken together.
func (l *lexicon) parse(query string) (terms []term, words int) {
	var numbers, glued []bool
	raw, unit := split(cut(query, MaxBytes), nameWords), ""
	for i, w := range raw {
		if i > 0 && isNumber(raw[i-1].text) && ordinal(w.text) {
			continue
		}
		r := l.read(w.text)
		if unit != "" && r.number {
			continue
		}
		if n := len(terms) - 1; unit != "" && r.numeral() != "" {
			terms[n] = term{key: unit + r.numeral(), weak: []string{r.numeral(), r.key}, from: n, n: 1, number: true}
			numbers[n], unit = true, ""
			continue
		}
		if unit = ""; r.key == "" || seen(terms, r.key) || len(terms) == MaxWords {
			continue
		}
		unit = r.unit
		if r.roman != "" && len(terms) > 0 {
			r.others = append(r.others, r.roman)
		}
		terms = append(terms, term{key: r.key, exact: r.others, apart: apart(w.text), from: len(terms), n: 1, filler: l.filler[r.key], number: r.numeral() != ""})
		numbers = append(numbers, isNumber(r.key))
		glued = append(glued, w.glued)
	}
	words = len(terms)
	if words == 0 {
		return nil, 0
	}
	terms[words-1].last = true
	if n := len(raw); n > 0 && words == min(n, MaxWords) {
		terms[words-1].half = halfTyped(raw[words-1].text)
	}
	for n := 2; n <= 3; n++ {
		if n == 3 && words > manyWords {
			break
		}
		for from := 0; from+n <= words; from++ {
			if t, ok := joined(terms[from:from+n], numbers[from:from+n], glued[from+1:from+n]); ok {
				t.from, t.n = from, n
				terms = append(terms, t)
			}
		}
	}
	return terms, words
}

func seen(terms []term, key string) bool {
	for i := range terms {
		if terms[i].key == key {
			return true
		}
	}
	return false
}

// reach is how far a key, and how far a beginning of one, may be from the term in a query of so many words.
func (t *term) reach(words int) (full, part int16) {
	if t.n > 1 && words > manyWords {
		return 0, 0 // taken together as they are, or not at all
	}
	most := patience(words)
	if t.n > 1 {
		most = min(most, joinedReach)
	}
	return min(allowed(t.key), most), min(allowedPrefix(t.key), most)
}

// alike is the similarity of a key to the term, of which word is one form.
func (t *term) alike(word, key string, distance, head int16) int {
	alike := similarity(len(word), len(key), distance, head, t.last)
	switch {
	case t.n > 1 && hasDigit(t.key):
		return asCode
	case t.n > 1:
		return alike * oneWord / same
	}
	return alike
}

// weigh is what the term says, given the rarity of the key nearest to it and the weights of the terms before.
func (t *term) weigh(rarity float32, before []float32) float32 {
	switch {
	case t.filler:
		return fillerRarity
	case t.n > 1: // words taken together weigh what they weigh apart
		sum := float32(0)
		for _, r := range before[t.from : t.from+t.n] {
			sum += r
		}
		return sum
	case t.number:
		return max(rarity, numberRarity)
	}
	return rarity
}

// joinedReach bounds reach for words taken together: who writes a name apart does not misspell it much as well.
const joinedReach = 16

const maxJoined = 16

// joined takes words together, unless that makes no word.
func joined(words []term, numbers, glued []bool) (t term, ok bool) {
	if slices.Contains(numbers, true) && slices.Contains(glued, false) {
		return t, false
	}
	for i := range words {
		t.key += words[i].key
		t.last = t.last || words[i].last
	}
	if len(t.key) > maxJoined {
		return t, false
	}
	t.key = tidy(t.key)
	return t, true
}
