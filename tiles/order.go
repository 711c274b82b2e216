package tiles

import "slices"

// Order is a sequence of all layers, four bits for the place of each, the first lowest; 0 is the order of Schema. Which layer comes first
// means nothing to a client that draws by name; OGC API Tiles wants the order that was asked for.
type Order uint64

func (o Order) at(i int) int { return int(o >> (4 * i) & 15) }

// OrderOf puts the layers at these places (each once) first, in this order.
func OrderOf(places []int) Order {
	var o Order
	n := 0
	add := func(place int) {
		o |= Order(place) << (4 * n)
		n++
	}
	for _, place := range places {
		add(place)
	}
	for place := range LayerCount {
		if !slices.Contains(places, place) {
			add(place)
		}
	}
	if slices.IsSorted(places) {
		return 0 // the layers that are left out do not matter
	}
	return o
}

// LayerPlace is the place of a layer in Schema by its name.
func LayerPlace(name string) (place int, ok bool) { return layerPlace(name) }
