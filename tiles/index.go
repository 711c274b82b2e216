package tiles

import (
	"cmp"
	"slices"
	"sort"

	"rasad/geo/points"
)

// feature is what an index keeps: it has an id, a box and a first zoom.
type feature interface {
	place() (id uint64, box points.Box, minZoom uint8)
}

// index holds features by the middle of their boxes in Morton order, in chunks with a common box. It never changes; with makes a new
// one that shares all but the chunks touched. The order depends on the features alone, not on how they came.
type index[F feature] struct {
	chunks []*indexChunk[F]
	count  int
}

type indexChunk[F feature] struct {
	box      points.Box
	minZoom  uint8 // least of its features
	first    indexKey
	features []F
}

type indexKey struct{ morton, id uint64 }

func compareKeys(a, b indexKey) int {
	return cmp.Or(cmp.Compare(a.morton, b.morton), cmp.Compare(a.id, b.id))
}

func keyOf[F feature](f F) indexKey {
	id, box, _ := f.place()
	return indexKey{points.Morton(box.MinX/2+box.MaxX/2, box.MinY/2+box.MaxY/2), id}
}

// indexChunkSize is a balance: a query reads the box of every chunk and every feature of the chunks that it meets.
const indexChunkSize = 48

func buildIndex[F feature](features []F) *index[F] {
	ordered := slices.Clone(features)
	slices.SortFunc(ordered, func(a, b F) int { return compareKeys(keyOf(a), keyOf(b)) })
	ix := &index[F]{count: len(ordered)}
	for part := range slices.Chunk(ordered, indexChunkSize) {
		ix.chunks = append(ix.chunks, newIndexChunk(part))
	}
	return ix
}

func newIndexChunk[F feature](features []F) *indexChunk[F] {
	c := &indexChunk[F]{features: slices.Clip(features), first: keyOf(features[0]), minZoom: MaxZoom}
	for i, f := range features {
		_, box, zoom := f.place()
		if i == 0 {
			c.box = box
		}
		c.box = union(c.box, box)
		c.minZoom = min(c.minZoom, zoom)
	}
	return c
}

func union(a, b points.Box) points.Box {
	return points.Box{MinX: min(a.MinX, b.MinX), MinY: min(a.MinY, b.MinY), MaxX: max(a.MaxX, b.MaxX), MaxY: max(a.MaxY, b.MaxY)}
}

// with makes an index without the features whose ids are in remove and with those of add.
func (ix *index[F]) with(remove map[uint64]bool, add []F) *index[F] {
	if ix == nil || len(ix.chunks) == 0 {
		return buildIndex(add)
	}
	fresh := map[int][]F{}
	for _, f := range add {
		at := ix.chunkOf(keyOf(f))
		fresh[at] = append(fresh[at], f)
	}
	next := &index[F]{chunks: make([]*indexChunk[F], 0, len(ix.chunks)+1)}
	for i, c := range ix.chunks {
		if len(fresh[i]) == 0 && !c.hasAny(remove) {
			next.chunks = append(next.chunks, c)
			next.count += len(c.features)
			continue
		}
		features := c.edited(remove, fresh[i])
		next.count += len(features)
		for part := range slices.Chunk(features, splitSize(len(features))) {
			next.chunks = append(next.chunks, newIndexChunk(part))
		}
	}
	return next
}

// splitSize leaves a chunk whole until it has doubled.
func splitSize(n int) int {
	if n <= 2*indexChunkSize {
		return max(n, 1)
	}
	return indexChunkSize
}

func (ix *index[F]) chunkOf(key indexKey) int {
	i := sort.Search(len(ix.chunks), func(i int) bool { return compareKeys(ix.chunks[i].first, key) > 0 })
	return max(0, i-1)
}

func (c *indexChunk[F]) hasAny(ids map[uint64]bool) bool {
	if len(ids) == 0 {
		return false
	}
	return slices.ContainsFunc(c.features, func(f F) bool { id, _, _ := f.place(); return ids[id] })
}

func (c *indexChunk[F]) edited(remove map[uint64]bool, add []F) []F {
	features := make([]F, 0, len(c.features)+len(add))
	for _, f := range c.features {
		if id, _, _ := f.place(); !remove[id] {
			features = append(features, f)
		}
	}
	features = append(features, add...)
	slices.SortFunc(features, func(a, b F) int { return compareKeys(keyOf(a), keyOf(b)) })
	return features
}

// search calls take for the features whose box meets b and that are drawn at the zoom.
func (ix *index[F]) search(b points.Box, zoom uint8, take func(F)) {
	if ix == nil {
		return
	}
	for _, c := range ix.chunks {
		if c.minZoom > zoom || !c.box.Intersects(b) {
			continue
		}
		for _, f := range c.features {
			if _, box, minZoom := f.place(); minZoom <= zoom && box.Intersects(b) {
				take(f)
			}
		}
	}
}

// box adds the boxes of all chunks to one that may be there already.
func (ix *index[F]) box(box points.Box, ok bool) (points.Box, bool) {
	for _, c := range ix.chunks {
		if !ok {
			box, ok = c.box, true
		}
		box = union(box, c.box)
	}
	return box, ok
}
