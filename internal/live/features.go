package live

import "rasad/tiles"

// Features reads layers of one tile of this epoch, for what is drawn on the server. It is not cached: those who draw keep what they drew.
func (e *Epoch) Features(layers tiles.Layers, t tiles.Tile) ([]tiles.Decoded, error) {
	encoded, _ := tiles.Encode(tiles.NewWriter(), &e.drawing.city, layers, t, tiles.Options{MaxBytes: -1})
	return tiles.Decode(encoded)
}
