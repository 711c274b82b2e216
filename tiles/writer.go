package tiles

import (
	"encoding/binary"
	"hash/maphash"
	"math/bits"
)

// Writer writes the layers of a tile. It appends to one buffer and, once that has grown, allocates nothing. One is used by one
// goroutine at a time.
//
// A layer is written as: its features into body, each value once into values; then all is put together. Equal values are found
// through a table of slots that is emptied by counting its stamp up.
type Writer struct {
	tile   []byte // finished layers
	body   []byte // features of the layer at hand
	values []byte // values of the layer at hand, encoded
	tags   []byte // of the feature at hand
	shape  []byte // geometry commands of the feature at hand

	place  int // of the layer at hand
	name   string
	keys   []string
	keyAt  [64]uint32 // place in the layer's key table, plus one, of each field; 0: not used yet
	order  []uint8    // fields in the order of that table
	stamp  uint32
	slots  []valueSlot
	nValue uint32
	seed   maphash.Seed

	last   vertex // pen position
	mark   mark   // of the feature at hand
	marks  []mark // of all features of the tile
	cuts   [LayerCount]cut
	pen    []vertex
	spare  []vertex
	window [windowSide * windowSide]windowCell
	layers [LayerCount]layerSchema
}

type valueSlot struct {
	stamp      uint32
	place      uint32 // in the layer's value table
	start, end uint32 // in values
}

// layerSchema is what is written of a layer's schema.
type layerSchema struct {
	name string
	keys []string
}

// NewWriter makes a writer.
func NewWriter() *Writer {
	w := &Writer{slots: make([]valueSlot, 1024), seed: maphash.MakeSeed()}
	for place, info := range Schema() {
		w.layers[place] = layerSchema{info.Name, fieldNames(info.Fields)}
	}
	return w
}

// reset begins a new tile.
func (w *Writer) reset() { w.tile, w.marks = w.tile[:0], w.marks[:0] }

// begin starts the layer at a place of the schema; it has at most 64 keys.
func (w *Writer) begin(place int) {
	w.place, w.name, w.keys = place, w.layers[place].name, w.layers[place].keys
	w.body, w.values, w.order = w.body[:0], w.values[:0], w.order[:0]
	w.keyAt = [64]uint32{}
	w.nValue = 0
	w.nextStamp()
}

func (w *Writer) nextStamp() {
	if w.stamp++; w.stamp == 0 {
		clear(w.slots)
		w.stamp = 1
	}
}

// Protobuf's tags: field number << 3 | wire type.
const (
	tagTileLayer    = 3<<3 | 2
	tagLayerName    = 1<<3 | 2
	tagLayerFeature = 2<<3 | 2
	tagLayerKey     = 3<<3 | 2
	tagLayerValue   = 4<<3 | 2
	tagLayerExtent  = 5 << 3
	tagLayerVersion = 15 << 3
	tagFeatureID    = 1 << 3
	tagFeatureTags  = 2<<3 | 2
	tagFeatureType  = 3 << 3
	tagFeatureShape = 4<<3 | 2
	tagValueString  = 1<<3 | 2
	tagValueSint    = 6 << 3
	tagValueUint    = 5 << 3
	tagValueBool    = 7 << 3
)

// end puts the layer together. A layer without features is left out.
func (w *Writer) end() {
	if len(w.body) == 0 {
		return
	}
	size := 2 + 1 + uvarintLen(uint64(len(w.name))) + len(w.name) + len(w.body) + len(w.values) + 1 + uvarintLen(Extent)
	for _, field := range w.order {
		size += 1 + uvarintLen(uint64(len(w.keys[field]))) + len(w.keys[field])
	}
	w.tile = append(w.tile, tagTileLayer)
	w.tile = binary.AppendUvarint(w.tile, uint64(size))
	w.tile = append(w.tile, tagLayerVersion, 2)
	w.tile = appendText(w.tile, tagLayerName, w.name)
	w.tile = append(w.tile, w.body...)
	for _, field := range w.order {
		w.tile = appendText(w.tile, tagLayerKey, w.keys[field])
	}
	w.tile = append(w.tile, w.values...)
	w.tile = append(w.tile, tagLayerExtent)
	w.tile = binary.AppendUvarint(w.tile, Extent)
}

func appendText(dst []byte, tag byte, text string) []byte {
	dst = append(dst, tag)
	dst = binary.AppendUvarint(dst, uint64(len(text)))
	return append(dst, text...)
}

// text adds a text to the feature at hand; an empty one is left out.
func (w *Writer) text(field uint8, text string) {
	if text == "" {
		return
	}
	start := w.startValue(1 + uvarintLen(uint64(len(text))) + len(text))
	w.values = appendText(w.values, tagValueString, text)
	w.endValue(field, start)
}

// number adds a whole number.
func (w *Writer) number(field uint8, n int64) {
	if n >= 0 {
		start := w.startValue(1 + uvarintLen(uint64(n)))
		w.values = append(w.values, tagValueUint)
		w.values = binary.AppendUvarint(w.values, uint64(n))
		w.endValue(field, start)
		return
	}
	start := w.startValue(1 + uvarintLen(zigzag(n)))
	w.values = append(w.values, tagValueSint)
	w.values = binary.AppendUvarint(w.values, zigzag(n))
	w.endValue(field, start)
}

// yes adds a true.
func (w *Writer) yes(field uint8) {
	start := w.startValue(2)
	w.values = append(w.values, tagValueBool, 1)
	w.endValue(field, start)
}

func (w *Writer) startValue(size int) int {
	start := len(w.values)
	w.values = append(w.values, tagLayerValue)
	w.values = binary.AppendUvarint(w.values, uint64(size))
	return start
}

// endValue keeps the value just written if it is new, or takes it back, and tags the feature with it.
func (w *Writer) endValue(field uint8, start int) {
	written := w.values[start:]
	mask := uint64(len(w.slots) - 1)
	at := maphash.Bytes(w.seed, written) & mask
	for ; w.slots[at].stamp == w.stamp; at = (at + 1) & mask {
		slot := w.slots[at]
		if string(w.values[slot.start:slot.end]) == string(written) {
			w.values = w.values[:start]
			w.tag(field, slot.place)
			return
		}
	}
	place := w.nValue
	w.nValue++
	w.slots[at] = valueSlot{stamp: w.stamp, place: place, start: uint32(start), end: uint32(len(w.values))}
	w.tag(field, place)
	if int(w.nValue)*2 > len(w.slots) {
		w.growSlots()
	}
}

func (w *Writer) growSlots() {
	old := w.slots
	w.slots = make([]valueSlot, 4*len(old))
	mask := uint64(len(w.slots) - 1)
	for _, slot := range old {
		if slot.stamp != w.stamp {
			continue
		}
		at := maphash.Bytes(w.seed, w.values[slot.start:slot.end]) & mask
		for w.slots[at].stamp == w.stamp {
			at = (at + 1) & mask
		}
		w.slots[at] = slot
	}
}

func (w *Writer) tag(field uint8, value uint32) {
	if w.keyAt[field] == 0 {
		w.order = append(w.order, field)
		w.keyAt[field] = uint32(len(w.order))
	}
	w.tags = binary.AppendUvarint(w.tags, uint64(w.keyAt[field]-1))
	w.tags = binary.AppendUvarint(w.tags, uint64(value))
}

// Geometry types of MVT.
const (
	shapePoint   = 1
	shapeLine    = 2
	shapePolygon = 3
)

// startFeature begins a feature, unless the layer is cut before it.
func (w *Writer) startFeature(rank uint8, id uint64) bool {
	w.tags, w.shape, w.last = w.tags[:0], w.shape[:0], vertex{}
	w.mark = mark{place: uint8(w.place), rank: rank, id: id}
	return !w.cuts[w.place].leavesOut(rank, id)
}

// endFeature writes the feature from its shape and tags.
func (w *Writer) endFeature(kind byte) {
	id := w.mark.id
	size := 1 + uvarintLen(id) + 2 + 1 + uvarintLen(uint64(len(w.shape))) + len(w.shape)
	if len(w.tags) > 0 {
		size += 1 + uvarintLen(uint64(len(w.tags))) + len(w.tags)
	}
	start := len(w.body)
	w.body = append(w.body, tagLayerFeature)
	w.body = binary.AppendUvarint(w.body, uint64(size))
	w.body = append(w.body, tagFeatureID)
	w.body = binary.AppendUvarint(w.body, id)
	if len(w.tags) > 0 {
		w.body = append(w.body, tagFeatureTags)
		w.body = binary.AppendUvarint(w.body, uint64(len(w.tags)))
		w.body = append(w.body, w.tags...)
	}
	w.body = append(w.body, tagFeatureType, kind, tagFeatureShape)
	w.body = binary.AppendUvarint(w.body, uint64(len(w.shape)))
	w.body = append(w.body, w.shape...)
	w.mark.size = uint32(len(w.body) - start)
	w.marks = append(w.marks, w.mark)
}

// Commands of MVT's pen.
const (
	moveTo    = 1
	lineTo    = 2
	closePath = 7
)

func (w *Writer) command(id, count int) {
	w.shape = binary.AppendUvarint(w.shape, uint64(count<<3|id))
}

func (w *Writer) to(v vertex) {
	w.shape = binary.AppendUvarint(w.shape, zigzag(int64(v.x)-int64(w.last.x)))
	w.shape = binary.AppendUvarint(w.shape, zigzag(int64(v.y)-int64(w.last.y)))
	w.last = v
}

// point draws a single point.
func (w *Writer) point(v vertex) {
	w.command(moveTo, 1)
	w.to(v)
}

// line draws a line of at least two vertices, of which no two that follow each other are equal.
func (w *Writer) line(vs []vertex) {
	w.command(moveTo, 1)
	w.to(vs[0])
	w.command(lineTo, len(vs)-1)
	for _, v := range vs[1:] {
		w.to(v)
	}
}

// ring draws a closed ring of at least three vertices, the first not repeated.
func (w *Writer) ring(vs []vertex) {
	w.line(vs)
	w.command(closePath, 1)
}

func zigzag(n int64) uint64 { return uint64(n<<1) ^ uint64(n>>63) }

func uvarintLen(n uint64) int { return (bits.Len64(n|1) + 6) / 7 }
