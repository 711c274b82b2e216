package points

import (
	"cmp"
	"slices"
	"sort"
)

// Item is a point of a set: where it is, whose it is, and a number that its owner understands.
type Item struct {
	ID   int64
	X, Y uint32 // world units
	Ref  uint32
}

// Set holds items in Morton order, in chunks of some hundred. It never changes and may be read by many at once. The zero value is
// the empty set.
//
// Each chunk knows the sum of its coordinates, and the list of chunks the sums of all before it, so that the number and the
// middle of the items of any quadrant cost two searches and at most two chunks read.
type Set struct {
	chunks []*chunk
	firsts []uint64 // first key of each chunk
	before []Sum    // of all chunks before each; one more for the end
}

// Sum counts items and adds their coordinates. 2^32 items fit.
type Sum struct{ N, X, Y uint64 }

func (s Sum) minus(o Sum) Sum { return Sum{s.N - o.N, s.X - o.X, s.Y - o.Y} }

// chunk is never empty and ordered by key, then ID.
type chunk struct {
	keys []uint64
	ids  []int64
	refs []uint32
	sum  Sum
}

// chunkItems is how many items a fresh chunk has. A change copies a chunk and the list of chunks: at half a million items both are small.
const chunkItems = 256

func compareItems(a, b Item) int {
	return cmp.Or(cmp.Compare(interleave(a.X, a.Y), interleave(b.X, b.Y)), cmp.Compare(a.ID, b.ID))
}

// Build makes a set of items in any order; it keeps nothing of the slice. No two items may be equal in ID and place.
func Build(items []Item) *Set {
	ordered := slices.Clone(items)
	slices.SortFunc(ordered, compareItems)
	var chunks []*chunk
	for part := range slices.Chunk(ordered, chunkItems) {
		chunks = append(chunks, newChunk(part))
	}
	return newSet(chunks)
}

func newChunk(items []Item) *chunk {
	c := &chunk{keys: make([]uint64, len(items)), ids: make([]int64, len(items)), refs: make([]uint32, len(items))}
	for i, item := range items {
		c.keys[i], c.ids[i], c.refs[i] = interleave(item.X, item.Y), item.ID, item.Ref
		c.sum.N++
		c.sum.X += uint64(item.X)
		c.sum.Y += uint64(item.Y)
	}
	return c
}

func newSet(chunks []*chunk) *Set {
	s := &Set{chunks: chunks, firsts: make([]uint64, len(chunks)), before: make([]Sum, len(chunks)+1)}
	for i, c := range chunks {
		s.firsts[i] = c.keys[0]
		b := s.before[i]
		s.before[i+1] = Sum{b.N + c.sum.N, b.X + c.sum.X, b.Y + c.sum.Y}
	}
	return s
}

func (c *chunk) item(i int) Item {
	x, y := deinterleave(c.keys[i])
	return Item{ID: c.ids[i], X: x, Y: y, Ref: c.refs[i]}
}

// Len is the number of items.
func (s *Set) Len() int {
	if len(s.chunks) == 0 {
		return 0
	}
	return int(s.before[len(s.chunks)].N)
}

// With makes a set without the items of remove (those that are not there are passed over; Ref is not compared) and with those of
// add. It copies the chunks that they fall into and the list of chunks.
func (s *Set) With(remove, add []Item) *Set {
	if len(remove) == 0 && len(add) == 0 {
		return s
	}
	if len(s.chunks) == 0 {
		return Build(add)
	}
	gone, fresh := byChunk(s, remove), byChunk(s, add)
	chunks := make([]*chunk, 0, len(s.chunks)+1)
	for i, c := range s.chunks {
		if len(gone[i]) == 0 && len(fresh[i]) == 0 {
			chunks = append(chunks, c)
			continue
		}
		chunks = appendChunks(chunks, c.edited(gone[i], fresh[i]))
	}
	return newSet(mergeSmall(chunks))
}

func byChunk(s *Set, items []Item) map[int][]Item {
	parts := make(map[int][]Item, len(items))
	for _, item := range items {
		i := s.chunkOf(item)
		parts[i] = append(parts[i], item)
	}
	return parts
}

// chunkOf says in which chunk an item is or belongs: the last that starts at or before it, or the first.
func (s *Set) chunkOf(item Item) int {
	key := interleave(item.X, item.Y)
	i := sort.Search(len(s.chunks), func(i int) bool {
		return s.firsts[i] > key || (s.firsts[i] == key && s.chunks[i].ids[0] > item.ID)
	})
	return max(0, i-1)
}

func (c *chunk) edited(gone, fresh []Item) []Item {
	items := make([]Item, 0, len(c.keys)+len(fresh))
	for i := range c.keys {
		item := c.item(i)
		if !slices.ContainsFunc(gone, func(g Item) bool { return g.ID == item.ID && g.X == item.X && g.Y == item.Y }) {
			items = append(items, item)
		}
	}
	items = append(items, fresh...)
	slices.SortFunc(items, compareItems)
	return items
}

// appendChunks splits what has grown too large.
func appendChunks(chunks []*chunk, items []Item) []*chunk {
	for len(items) > 0 {
		n := len(items)
		if n > 2*chunkItems {
			n = chunkItems
		}
		chunks = append(chunks, newChunk(items[:n]))
		items = items[n:]
	}
	return chunks
}

// mergeSmall joins neighbours that have shrunk, so that deletions do not leave many tiny chunks.
func mergeSmall(chunks []*chunk) []*chunk {
	const small = chunkItems / 4
	kept := chunks[:0]
	for _, c := range chunks {
		if last := len(kept) - 1; last >= 0 && len(kept[last].keys)+len(c.keys) <= small*2 {
			kept[last] = joined(kept[last], c)
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

func joined(a, b *chunk) *chunk {
	return &chunk{
		keys: slices.Concat(a.keys, b.keys), ids: slices.Concat(a.ids, b.ids), refs: slices.Concat(a.refs, b.refs),
		sum: Sum{a.sum.N + b.sum.N, a.sum.X + b.sum.X, a.sum.Y + b.sum.Y},
	}
}
