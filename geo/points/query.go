package points

import "sort"

// pos is a place in the sequence of items: item at of chunk c, or the end of everything at {len(chunks), 0}.
type pos struct{ c, at int }

func (s *Set) end() pos { return pos{len(s.chunks), 0} }

// search finds the first item at or after from, before to, whose key is not less than key.
func (s *Set) search(from, to pos, key uint64) pos {
	// The chunk that holds the boundary is the last whose first key is below key.
	last := to.c
	if to.at == 0 {
		last--
	}
	c := from.c + sort.Search(last-from.c, func(i int) bool { return s.firsts[from.c+i+1] >= key })
	if c >= len(s.chunks) {
		return to
	}
	low, high := 0, len(s.chunks[c].keys)
	if c == from.c {
		low = from.at
	}
	if c == to.c {
		high = to.at
	}
	keys := s.chunks[c].keys
	at := low + sort.Search(high-low, func(i int) bool { return keys[low+i] >= key })
	if at == len(keys) {
		return pos{c + 1, 0}
	}
	return pos{c, at}
}

// sumBefore adds up all items before p.
func (s *Set) sumBefore(p pos) Sum {
	sum := s.before[p.c]
	if p.at == 0 {
		return sum
	}
	for _, key := range s.chunks[p.c].keys[:p.at] {
		x, y := deinterleave(key)
		sum.N++
		sum.X += uint64(x)
		sum.Y += uint64(y)
	}
	return sum
}

// count is the number of items from one place to another.
func (s *Set) count(from, to pos) int {
	return int(s.before[to.c].N) + to.at - int(s.before[from.c].N) - from.at
}

// cell is a quadrant: all keys that share their top 2·level bits with key.
type cell struct {
	level uint8
	key   uint64
}

// size is the cell's side in units, less one.
func (c cell) side() uint32 { return uint32(uint64(1)<<(32-c.level) - 1) }

func (c cell) box() Box {
	x, y := deinterleave(c.key)
	return Box{MinX: x, MinY: y, MaxX: x + c.side(), MaxY: y + c.side()}
}

// child is one of the four quadrants of a cell, q from 0 to 3.
func (c cell) child(q uint64) cell {
	return cell{level: c.level + 1, key: c.key | q<<(62-2*c.level)}
}

// enclosing is the smallest cell that holds the box.
func enclosing(b Box) cell {
	level := uint8(0)
	for level < 32 && (b.MinX^b.MaxX)>>(31-level) == 0 && (b.MinY^b.MaxY)>>(31-level) == 0 {
		level++
	}
	return cell{level: level, key: clip(interleave(b.MinX, b.MinY), level)}
}

func clip(key uint64, level uint8) uint64 {
	if level == 0 {
		return 0
	}
	return key &^ (1<<(64-2*uint(level)) - 1)
}

// span is where the items of a cell lie among those from one place to another.
func (s *Set) span(c cell, from, to pos) (pos, pos) {
	first := s.search(from, to, c.key)
	if c.level == 0 {
		return first, to
	}
	next := c.key + 1<<(64-2*uint(c.level))
	if next == 0 {
		return first, to
	}
	return first, s.search(first, to, next)
}

// scanBelow is how many items are looked at one by one rather than divided further.
const scanBelow = 48

// Range calls take for the items in the box, in Morton order, until it returns false.
func (s *Set) Range(b Box, take func(Item) bool) {
	if len(s.chunks) == 0 || b.MinX > b.MaxX || b.MinY > b.MaxY {
		return
	}
	root := enclosing(b)
	from, to := s.span(root, pos{}, s.end())
	s.rangeCell(root, from, to, b, take)
}

func (s *Set) rangeCell(c cell, from, to pos, b Box, take func(Item) bool) bool {
	n := s.count(from, to)
	if n == 0 {
		return true
	}
	box := c.box()
	switch {
	case !box.Intersects(b):
		return true
	case b.covers(box):
		return s.scan(from, to, nil, take)
	case n <= scanBelow || c.level == 32:
		return s.scan(from, to, &b, take)
	}
	for q := range uint64(4) {
		child := c.child(q)
		end := to
		if q < 3 {
			end = s.search(from, to, c.child(q+1).key)
		}
		if !s.rangeCell(child, from, end, b, take) {
			return false
		}
		from = end
	}
	return true
}

// scan takes the items from one place to another, those inside the box if there is one.
func (s *Set) scan(from, to pos, b *Box, take func(Item) bool) bool {
	for c := from.c; c <= to.c && c < len(s.chunks); c++ {
		low, high := 0, len(s.chunks[c].keys)
		if c == from.c {
			low = from.at
		}
		if c == to.c {
			high = to.at
		}
		for i := low; i < high; i++ {
			item := s.chunks[c].item(i)
			if (b == nil || b.Contains(item.X, item.Y)) && !take(item) {
				return false
			}
		}
	}
	return true
}

// Cell is a cell of a grid that has items: it is X, Y of the 2^Level cells a side.
type Cell struct {
	Level uint8
	X, Y  uint32
	Sum   Sum
	First Item // in Morton order, then by ID
}

// Cells calls take for each cell of the grid of 2^level (at most 32) cells a side that touches the box and has items, in
// Morton order, until it returns false. The sums are those of the whole cell.
func (s *Set) Cells(level uint8, b Box, take func(Cell) bool) {
	if len(s.chunks) == 0 || level > 32 || b.MinX > b.MaxX || b.MinY > b.MaxY {
		return
	}
	root := enclosing(b)
	if root.level > level {
		root = cell{level: level, key: clip(root.key, level)}
	}
	from, to := s.span(root, pos{}, s.end())
	s.cells(root, level, from, to, b, take)
}

func (s *Set) cells(c cell, level uint8, from, to pos, b Box, take func(Cell) bool) bool {
	if from == to || !c.box().Intersects(b) {
		return true
	}
	if c.level == level {
		box := c.box()
		return take(Cell{
			Level: level, X: box.MinX >> (32 - level), Y: box.MinY >> (32 - level),
			Sum: s.sumBefore(to).minus(s.sumBefore(from)), First: s.chunks[from.c].item(from.at),
		})
	}
	for q := range uint64(4) {
		end := to
		if q < 3 {
			end = s.search(from, to, c.child(q+1).key)
		}
		if !s.cells(c.child(q), level, from, end, b, take) {
			return false
		}
		from = end
	}
	return true
}
