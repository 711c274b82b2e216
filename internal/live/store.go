package live

import (
	"encoding/binary"
	"iter"
	"math"
	"slices"
	"sort"
)

// The store keeps a city's facilities by id, packed: 540,000 of them must fit beside everything else in 400 MB. It is a sequence of
// immutable chunks of neighbouring ids; a write copies the one chunk it falls in and the list of chunks, nothing else.

const (
	chunkRows = 192 // a full chunk; one that grows past twice that is split
	noWard    = math.MinInt64
	minID     = math.MinInt64
)

// row is a facility outside its chunk. Texts share memory with the chunk they came from.
type row struct {
	id       int64
	lon, lat float64
	ward     int64 // noWard: outside all wards
	kind     uint8 // place in data.Kinds()
	capacity int32 // -1: unknown
	texts    [textCount]string
}

// The texts of a row, in the order they are packed.
const (
	textNameHi = iota
	textNameEn
	textAddressHi
	textAddressEn
	textPhone
	textHours
	textSource
	textExternalID
	textStock
	textStockAt // 2006-01-02
	textCount
)

// chunk holds rows ordered by id, never none. text holds, from starts[i], the texts of row i, each after its length.
type chunk struct {
	ids      []int64
	lonLat   []float64 // two a row
	wards    []int64
	kinds    []uint8
	capacity []int32
	starts   []uint32
	text     string
}

// store is ordered by id. It never changes; with makes the next one.
type store struct {
	chunks []*chunk
	count  int
}

// storeBuilder packs rows that come in ascending order of id.
type storeBuilder struct {
	store   store
	pending []row
}

func (b *storeBuilder) add(r row) {
	b.pending = append(b.pending, r)
	b.store.count++
	if len(b.pending) == chunkRows {
		b.flush()
	}
}

func (b *storeBuilder) flush() {
	if len(b.pending) > 0 {
		b.store.chunks = append(b.store.chunks, packChunk(b.pending))
		b.pending = b.pending[:0]
	}
}

func (b *storeBuilder) done() *store {
	b.flush()
	return &b.store
}

func packChunk(rows []row) *chunk {
	n := len(rows)
	c := &chunk{
		ids: make([]int64, n), lonLat: make([]float64, 2*n), wards: make([]int64, n),
		kinds: make([]uint8, n), capacity: make([]int32, n), starts: make([]uint32, n),
	}
	var text []byte
	for i := range rows {
		r := &rows[i]
		c.ids[i], c.wards[i], c.kinds[i], c.capacity[i] = r.id, r.ward, r.kind, r.capacity
		c.lonLat[2*i], c.lonLat[2*i+1] = r.lon, r.lat
		c.starts[i] = uint32(len(text))
		for _, s := range r.texts {
			text = binary.AppendUvarint(text, uint64(len(s)))
			text = append(text, s...)
		}
	}
	c.text = string(text)
	return c
}

func (c *chunk) row(i int) row {
	r := row{
		id: c.ids[i], lon: c.lonLat[2*i], lat: c.lonLat[2*i+1], ward: c.wards[i], kind: c.kinds[i], capacity: c.capacity[i],
	}
	at := int(c.starts[i])
	for t := range r.texts {
		r.texts[t], at = c.textAt(at)
	}
	return r
}

// textAt reads the text whose length starts at byte at of the chunk, and says where the next one starts.
func (c *chunk) textAt(at int) (string, int) {
	length, shift := 0, 0
	for {
		b := c.text[at]
		at++
		length |= int(b&0x7f) << shift
		if b < 0x80 {
			return c.text[at : at+length], at + length
		}
		shift += 7
	}
}

// find says which chunk id belongs into: the last one that starts at or before it, or the first.
func (s *store) find(id int64) int {
	return max(0, sort.Search(len(s.chunks), func(i int) bool { return s.chunks[i].ids[0] > id })-1)
}

func (s *store) get(id int64) (row, bool) {
	if len(s.chunks) == 0 {
		return row{}, false
	}
	c := s.chunks[s.find(id)]
	i, ok := slices.BinarySearch(c.ids, id)
	if !ok {
		return row{}, false
	}
	return c.row(i), true
}

// drawn reads of a row only what the map shows.
func (s *store) drawn(id int64) (nameHi, nameEn string, ward int64) {
	if len(s.chunks) == 0 {
		return "", "", noWard
	}
	c := s.chunks[s.find(id)]
	i, ok := slices.BinarySearch(c.ids, id)
	if !ok {
		return "", "", noWard
	}
	nameHi, at := c.textAt(int(c.starts[i]))
	nameEn, _ = c.textAt(at)
	return nameHi, nameEn, c.wards[i]
}

// after yields the rows with ids above id, in order.
func (s *store) after(id int64) iter.Seq[row] {
	return func(yield func(row) bool) {
		if len(s.chunks) == 0 {
			return
		}
		for _, c := range s.chunks[s.find(id):] {
			first := sort.Search(len(c.ids), func(i int) bool { return c.ids[i] > id })
			for i := first; i < len(c.ids); i++ {
				if !yield(c.row(i)) {
					return
				}
			}
		}
	}
}

// edit is the new state of one id: put it, or nil for gone.
type edit struct {
	id  int64
	put *row
}

// with applies edits, ordered by id and each id once. It costs the chunks touched and the list of chunks.
func (s *store) with(edits []edit) *store {
	if len(edits) == 0 {
		return s
	}
	if len(s.chunks) == 0 {
		var b storeBuilder
		for _, e := range edits {
			if e.put != nil {
				b.add(*e.put)
			}
		}
		return b.done()
	}
	next := &store{chunks: make([]*chunk, 0, len(s.chunks)+1), count: s.count}
	for i, c := range s.chunks {
		mine := len(edits)
		if i+1 < len(s.chunks) {
			mine = sort.Search(len(edits), func(k int) bool { return edits[k].id >= s.chunks[i+1].ids[0] })
		}
		if mine == 0 {
			next.chunks = append(next.chunks, c)
			continue
		}
		rows := c.merge(edits[:mine])
		edits = edits[mine:]
		next.count += len(rows) - len(c.ids)
		next.appendRows(rows)
	}
	return next
}

// appendRows packs rows in as many chunks as they need.
func (s *store) appendRows(rows []row) {
	for len(rows) > 0 {
		n := len(rows)
		if n > 2*chunkRows {
			n = chunkRows
		}
		s.chunks = append(s.chunks, packChunk(rows[:n]))
		rows = rows[n:]
	}
}

// merge gives the rows of the chunk after the edits.
func (c *chunk) merge(edits []edit) []row {
	rows := make([]row, 0, len(c.ids)+len(edits))
	i := 0
	for _, e := range edits {
		for ; i < len(c.ids) && c.ids[i] < e.id; i++ {
			rows = append(rows, c.row(i))
		}
		if i < len(c.ids) && c.ids[i] == e.id {
			i++
		}
		if e.put != nil {
			rows = append(rows, *e.put)
		}
	}
	for ; i < len(c.ids); i++ {
		rows = append(rows, c.row(i))
	}
	return rows
}
