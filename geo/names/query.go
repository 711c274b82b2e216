package names

// term is a word of a query, or neighbouring words taken as one.
type term struct {
	key     string   // compared with all keys, near ones count
	exact   []string // further keys, that count only as they are
	from, n int      // the words it stands for
	last    bool     // the query ends with it: it may be half typed
	filler  bool
}

// parse reads a query: its words first, then pairs and triples of them taken together.
func (l *lexicon) parse(query string) (terms []term, words int) {
	var numbers []bool
	raw := split(cut(query, MaxBytes), nameWords)
	for i, word := range raw {
		if i > 0 && isNumber(raw[i-1]) && ordinal(word) {
			continue
		}
		key := keyOf(word)
		if key == "" || seen(terms, key) {
			continue
		}
		terms = append(terms, term{key: key, exact: l.readings(word, key, len(terms) == 0), from: len(terms), n: 1, filler: l.filler[key]})
		numbers = append(numbers, isNumber(key))
		if len(terms) == MaxWords {
			break
		}
	}
	words = len(terms)
	if words == 0 {
		return nil, 0
	}
	terms[words-1].last = true
	for n := 2; n <= 3; n++ {
		if n == 3 && words > 5 {
			break
		}
		for from := 0; from+n <= words; from++ {
			if t, ok := joined(terms[from:from+n], numbers[from:from+n]); ok {
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

const maxJoined = 16

// joined takes words together, unless that makes no word.
func joined(words []term, numbers []bool) (t term, ok bool) {
	for i := range words {
		if numbers[i] {
			return t, false
		}
		t.key += words[i].key
		t.last = t.last || words[i].last
	}
	if len(t.key) > maxJoined {
		return t, false
	}
	t.key = tidy(t.key)
	return t, true
}
