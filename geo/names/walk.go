package names

// far is beyond every distance.
const far = 1 << 12

type row [maxKey + 2]int16

// level is what a walk knows at one depth.
type level struct {
	row      row   // distance of the path to the first j sounds of the word
	from, to int16 // the cells between which any is near enough
	head     int16 // least distance of the word to a beginning of the path
}

// walker holds the rows of one walk over a trie, the distance of optimal string alignment with the costs of costs. It may be used again.
type walker struct {
	cost   *costs
	levels [maxKey + 2]level
	null   row
	omit   row      // cost of leaving out each sound of the word
	sub    [128]row // cost of a symbol in place of each sound of the word
	first  row      // the same for the symbol at hand, where it is the first of its key
	full   int16    // bounds of the walk
	part   int16
	most   int16
	word   string
}

func newWalker(c *costs) *walker {
	w := &walker{cost: c}
	for j := range w.null {
		w.null[j] = far
	}
	return w
}

// walk calls take for every key whose distance from the word is at most full, or of which some beginning is at most part from it. Keys come
// in order. distance is that of the whole key, head that of its nearest beginning; each is far when above its bound.
func (w *walker) walk(t *trie, word string, full, part int16, take func(key int, distance, head int16)) {
	n := len(word)
	w.start(word, full, part)
	for node := 0; node < len(t.symbol); {
		d := int(t.depth[node])
		alive := w.step(t, node, d)
		here := &w.levels[d]
		reached := here.row[n]
		here.head = min(w.levels[d-1].head, reached)
		if at := int(t.first[node]); int(t.starts[at+1]-t.starts[at]) == d { // the node ends a key
			if distance, head := bounded(reached, full), bounded(here.head, part); distance < far || head < far {
				take(at, distance, head)
			}
		}
		if alive {
			node++
			continue
		}
		if here.head <= part {
			t.below(node, func(key int) { take(key, far, here.head) })
		}
		node = int(t.next[node])
	}
}

// below calls take for the keys that go on from a node.
func (t *trie) below(node int, take func(key int)) {
	end := t.len()
	if next := int(t.next[node]); next < len(t.symbol) {
		end = int(t.first[next])
	}
	for key := int(t.first[node]); key < end; key++ {
		if int(t.starts[key+1]-t.starts[key]) > int(t.depth[node]) {
			take(key)
		}
	}
}

func bounded(distance, most int16) int16 {
	if distance > most {
		return far
	}
	return distance
}

// start fills the row of the empty path and the costs of the word's sounds.
func (w *walker) start(word string, full, part int16) {
	w.word, w.full, w.part, w.most = word, full, part, max(full, part)
	top := &w.levels[0]
	*top = level{row: w.null, head: far}
	top.row[0] = 0
	for j := range len(word) {
		w.omit[j] = w.cost.omit(word[j], j == 0)
		top.row[j+1] = top.row[j] + w.omit[j]
		if top.row[j+1] <= w.most {
			top.to = int16(j + 1)
		}
		for symbol := range w.sub {
			w.sub[symbol][j] = w.cost.substitute(word[j], byte(symbol), j == 0)
		}
	}
}

// substitutes are the costs of a symbol at a depth in place of each sound of the word.
func (w *walker) substitutes(symbol byte, d int) *row {
	if symbol < 128 && d > 1 {
		return &w.sub[symbol]
	}
	for j := range len(w.word) {
		w.first[j] = w.cost.substitute(w.word[j], symbol, d == 1 || j == 0)
	}
	return &w.first
}

// step fills the row of a node from those above it. It says whether a key below the node may be near enough.
func (w *walker) step(t *trie, node, d int) (alive bool) {
	symbol, n := t.symbol[node], len(w.word)
	above, here := &w.levels[d-1], &w.levels[d]
	here.row = w.null
	add, sub := w.cost.omit(symbol, d == 1), w.substitutes(symbol, d)
	from, to := above.from, above.to+1
	before, swaps := byte(0), (*level)(nil)
	if d > 1 {
		before, swaps = t.symbol[node-1], &w.levels[d-2]
		if t.depth[node-1] != uint8(d-1) {
			before = t.key(int(t.first[node]))[d-2]
		}
		from, to = min(from, swaps.from+2), max(to, swaps.to+2)
	}
	here.from, here.to = maxKey+1, -1
	soon := false // a swap with the next symbol may be near enough
	for j := from; int(j) <= n; j++ {
		best := above.row[j] + add
		if j > 0 {
			best = min(best, above.row[j-1]+sub[j-1], here.row[j-1]+w.omit[j-1])
			if j > 1 && swaps != nil && symbol == w.word[j-2] && before == w.word[j-1] && symbol != before {
				best = min(best, swaps.row[j-2]+swapped)
			}
		}
		here.row[j] = best
		if best <= w.most {
			here.from, here.to = min(here.from, j), j
		} else if j > to {
			break
		}
		soon = soon || j > 0 && int(j) < n && symbol == w.word[j] && above.row[j-1]+swapped <= w.most
	}
	return here.to >= 0 || soon
}
