package tiles

import "rasad/geo/points"

// Where chooses which features are drawn, layer by layer (places in Schema): a cluster counts those facilities alone that it takes. It is
// asked for a feature as often as it may be in a tile, by one goroutine at a time, and answers the same every time.
type Where interface {
	Area(layer int, a *Area) bool
	Line(layer int, l *Line) bool
	Label(layer int, l *Label) bool
	Facility(kind int, item points.Item) bool // kind: place in Facilities.Kinds
}

// countChosen adds up, one by one, the facilities of a kind that where takes; the sums that a set keeps are of no use then. cellOf
// gives the place in the window.
func (f *Facilities) countChosen(window *[windowSide * windowSide]windowCell, kind int, box points.Box, where Where, cellOf func(points.Item) int64) {
	f.Kinds[kind].Set.Range(box, func(item points.Item) bool {
		if where.Facility(kind, item) {
			c := &window[cellOf(item)]
			c.sum = points.Sum{N: c.sum.N + 1, X: c.sum.X + uint64(item.X), Y: c.sum.Y + uint64(item.Y)}
			c.kinds[kind]++
			c.item, c.kind = item, uint8(kind)
		}
		return true
	})
}
