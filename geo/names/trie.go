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
