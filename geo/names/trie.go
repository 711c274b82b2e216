package names

import (
	"slices"
	"sort"
)

// trie is a sorted vocabulary as a tree in preorder. A node is a symbol at a depth; next leads past its subtree. Keys under a node are
// neighbours in the vocabulary: those from first[node] to first[next[node]].
type trie struct {
	text   string   // all keys, one after the other, in order
	starts []uint32 // of key i in text; one more at the end
	symbol []byte   // by node
	depth  []uint8  // from 1
	next   []uint32
	first  []uint32 // first key at or below the node; one more at the end
}

// newTrie takes distinct keys in ascending order.
func newTrie(keys []string) *trie {
	t := &trie{starts: make([]uint32, 0, len(keys)+1)}
	var text []byte
	var open []uint32 // nodes on the way to the last key
	last := ""
	for i, key := range keys {
		t.starts = append(t.starts, uint32(len(text)))
		text = append(text, key...)
		common := 0
		for common < min(len(last), len(key)) && last[common] == key[common] {
			common++
		}
		for _, node := range open[common:] {
			t.next[node] = uint32(len(t.symbol))
		}
		open = open[:common]
		for d := common; d < len(key); d++ {
			open = append(open, uint32(len(t.symbol)))
			t.symbol, t.depth = append(t.symbol, key[d]), append(t.depth, uint8(d+1))
			t.next, t.first = append(t.next, 0), append(t.first, uint32(i))
		}
		last = key
	}
	for _, node := range open {
		t.next[node] = uint32(len(t.symbol))
	}
	t.starts, t.first = append(t.starts, uint32(len(text))), append(t.first, uint32(len(keys)))
	t.text = string(text)
	t.symbol, t.depth, t.next, t.first = slices.Clip(t.symbol), slices.Clip(t.depth), slices.Clip(t.next), slices.Clip(t.first)
	return t
}

func (t *trie) len() int { return len(t.starts) - 1 }

func (t *trie) key(i int) string { return t.text[t.starts[i]:t.starts[i+1]] }

// find is the place of a key, or where it would stand.
func (t *trie) find(key string) (int, bool) {
	i := sort.Search(t.len(), func(i int) bool { return t.key(i) >= key })
	return i, i < t.len() && t.key(i) == key
}

// far is beyond every distance.
const far = 1 << 12

type row [maxKey + 2]int16

// walker holds the rows of one walk over a trie; it may be used again.
type walker struct {
	cost *costs
	rows [maxKey + 2]row
	low  [maxKey + 2]int16 // least of the row
	head [maxKey + 2]int16 // least distance of the word to a beginning of the path
	null row
	del  row // cost of leaving out each symbol of the word
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
	n, most := len(word), max(full, part)
	w.start(word)
	for node := 0; node < len(t.symbol); {
		d := int(t.depth[node])
		low := w.step(t, node, word, d)
		w.low[d] = low
		reached := w.rows[d][n]
		w.head[d] = min(w.head[d-1], reached)
		if at := int(t.first[node]); len(t.key(at)) == d { // the node ends a key
			distance, head := bounded(reached, full), bounded(w.head[d], part)
			if distance < far || head < far {
				take(at, distance, head)
			}
		}
		if min(low, w.low[d-1]+swapped) <= most {
			node++
			continue
		}
		if head := bounded(w.head[d], part); head < far {
			w.rest(t, node, d, head, take)
		}
		node = int(t.next[node])
	}
}

// rest takes the keys below a node, of which none is near as a whole.
func (w *walker) rest(t *trie, node, d int, head int16, take func(key int, distance, head int16)) {
	end := t.first[len(t.first)-1]
	if next := int(t.next[node]); next < len(t.symbol) {
		end = t.first[next]
	}
	for key := int(t.first[node]); key < int(end); key++ {
		if len(t.key(key)) > d {
			take(key, far, head)
		}
	}
}

func bounded(distance, most int16) int16 {
	if distance > most {
		return far
	}
	return distance
}

// start fills the row of the empty path.
func (w *walker) start(word string) {
	w.rows[0] = w.null
	w.rows[0][0] = 0
	w.head[0], w.low[0] = far, 0
	for j := range len(word) {
		w.del[j] = w.cost.omit(word[j], j == 0)
		w.rows[0][j+1] = w.rows[0][j] + w.del[j]
	}
}

// step fills the row of a node from those of its parents and returns its least distance.
func (w *walker) step(t *trie, node int, word string, d int) int16 {
	symbol := t.symbol[node]
	above, here := &w.rows[d-1], &w.rows[d]
	add := w.cost.omit(symbol, d == 1)
	here[0] = above[0] + add
	low := here[0]
	for j := range len(word) {
		best := above[j]
		if symbol != word[j] {
			best += w.cost.substitute(word[j], symbol, d == 1 || j == 0)
		}
		best = min(best, above[j+1]+add, here[j]+w.del[j])
		if d > 1 && j > 0 && symbol == word[j-1] && symbol != word[j] && w.before(t, node, d) == word[j] {
			best = min(best, w.rows[d-2][j-1]+swapped)
		}
		here[j+1] = best
		low = min(low, best)
	}
	return low
}

// before is the symbol above a node.
func (w *walker) before(t *trie, node, d int) byte {
	return t.key(int(t.first[node]))[d-2]
}
