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

// encodeWithin writes the tile that has just been written too large once more, each layer cut by the same share of its bytes, until it
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

// cutsAt keeps of each layer the features that come first, up to a share of the layer's bytes. marks are in order.
func cutsAt(marks []mark, share float64) (cuts [LayerCount]cut) {
	for len(marks) > 0 {
		place, total, n := marks[0].place, uint64(0), 0
		for n < len(marks) && marks[n].place == place {
			total += uint64(marks[n].size)
			n++
		}
		budget := uint64(share * float64(total))
		for i := range marks[:n] {
			if size := uint64(marks[i].size); size > budget {
				cuts[place] = cut{on: true, rank: marks[i].rank, id: marks[i].id}
				break
			} else {
				budget -= size
			}
		}
		marks = marks[n:]
	}
	return cuts
}
