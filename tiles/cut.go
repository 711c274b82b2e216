package tiles

import (
	"cmp"
	"slices"
)

// mark is a feature that was written: whose it is, and the bytes that it took beside its values.
type mark struct {
	place uint8
	rank  uint8
	id    uint64
	size  uint32
}

func compareMarks(a, b mark) int {
	return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.rank, b.rank), cmp.Compare(a.id, b.id))
}

// cut is where a layer ends when a tile is too large: features of a higher rank, or of that rank and a higher id, are left out. It goes by
// the feature alone, so what is left out of a tile is, as a rule, left out of its neighbours too, and the same every time.
type cut struct {
	on   bool
	rank uint8
	id   uint64 // first that is left out
}

func (c *cut) leavesOut(rank uint8, id uint64) bool {
	return c.on && (rank > c.rank || rank == c.rank && id >= c.id)
}

// encodeWithin writes the tile that has just been written too large once more, its layers cut until it
// fits. How much the values of a feature take is not known before, so it may need a few rounds.
func encodeWithin(w *Writer, city *City, layers Layers, t Tile, o Options, limit int) {
	all := slices.SortedFunc(slices.Values(w.marks), compareMarks)
	share := 0.97 * float64(limit) / float64(len(w.tile))
	for len(w.tile) > limit {
		w.cuts = cutsAt(all, share)
		encodeLayers(w, city, layers, t, o)
		share *= min(0.95, float64(limit)/float64(max(1, len(w.tile))))
		if share < 1e-6 {
			share = 0
		}
	}
}

// cutsAt shares the bytes out: a share of all of them, to each layer what it needs or, of those that need more than is left to each, as
// much as to the others. So wards and labels stay whole while the streets, which are most of a tile, are thinned out. Of a layer the
// features that come first stay. marks are in order.
func cutsAt(marks []mark, share float64) (cuts [LayerCount]cut) {
	var sizes [LayerCount]float64
	for _, m := range marks {
		sizes[m.place] += float64(m.size)
	}
	most := fairShare(sizes, share)
	var used [LayerCount]float64
	for _, m := range marks {
		if cuts[m.place].on {
			continue
		}
		if used[m.place] += float64(m.size); used[m.place] > most {
			cuts[m.place] = cut{on: true, rank: m.rank, id: m.id}
		}
	}
	return cuts
}

// fairShare is the most that a layer may have for all to have a share of the bytes together.
func fairShare(sizes [LayerCount]float64, share float64) float64 {
	ordered := slices.Sorted(slices.Values(sizes[:]))
	left := 0.0
	for _, size := range ordered {
		left += share * size
	}
	for i, size := range ordered {
		each := left / float64(len(ordered)-i)
		if size > each {
			return each
		}
		left -= size
	}
	return ordered[len(ordered)-1]
}
