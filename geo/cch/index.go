package cch

import (
	"cmp"
	"slices"
)

// Found is a facility and the least cost of a way to it.
type Found[W Weight] struct {
	Facility int
	Cost     W
}

// Index answers which facilities are nearest. It belongs to one metric and never changes.
type Index[W Weight] struct {
	m      *Metric[W]
	k      int
	bucket [][]Found[W] // by rank: the k facilities nearest downhill, nearest first, equal ones by place in the list
}

// Index lists, at each ancestor of a facility, those nearest from there: a facility is a set of seeds where ways end. Nearest gives up to k of them.
func (m *Metric[W]) Index(facilities [][]Seed[W], k int) *Index[W] {
	x := &Index[W]{m: m, k: k, bucket: make([][]Found[W], len(m.t.rank))}
	q := m.Query()
	defer q.Release()
	for i, seeds := range facilities {
		q.to.begin(m.t, seeds)
		for {
			place, r := q.to.next()
			if r == none {
				break
			}
			if c := q.to.cost[r]; c < Infinite[W]() {
				m.back(&q.to, r)
				x.bucket[r] = keep(x.bucket[r], Found[W]{Facility: i, Cost: c}, k)
			}
			q.to.climb(m.t, place)
		}
		q.to.clear()
	}
	return x
}

func compareFound[W Weight](a, b Found[W]) int {
	return cmp.Or(cmp.Compare(a.Cost, b.Cost), cmp.Compare(a.Facility, b.Facility))
}

// keep puts f into a sorted list of at most k.
func keep[W Weight](list []Found[W], f Found[W], k int) []Found[W] {
	i, _ := slices.BinarySearchFunc(list, f, compareFound[W])
	if i == k {
		return list
	}
	if len(list) == k {
		list = list[:k-1]
	}
	return slices.Insert(list, i, f)
}

// Nearest appends the k facilities of least cost from the seeds to dst, nearest first, equal ones by place in the list; k is at most the index's.
// Facilities without a way are left out.
func (x *Index[W]) Nearest(from []Seed[W], k int, dst []Found[W]) []Found[W] {
	k = min(k, x.k)
	if k <= 0 {
		return dst
	}
	q := x.m.Query()
	defer q.Release()
	start := len(dst)
	q.from.begin(x.m.t, from)
	for {
		place, r := q.from.next()
		if r == none {
			break
		}
		limit := Infinite[W]()
		if len(dst)-start == k {
			limit = dst[len(dst)-1].Cost + 1 // equal cost, an earlier place
		}
		if own := q.from.cost[r]; own < limit {
			x.m.up(&q.from, r)
			for _, f := range x.bucket[r] {
				f.Cost += own
				if f.Cost >= limit {
					break
				}
				dst = better(dst, start, f, k)
			}
		}
		q.from.climb(x.m.t, place)
	}
	q.from.clear()
	return dst
}

// better puts f into the sorted list dst[start:] of at most k different facilities.
func better[W Weight](dst []Found[W], start int, f Found[W], k int) []Found[W] {
	list := dst[start:]
	if i := slices.IndexFunc(list, func(o Found[W]) bool { return o.Facility == f.Facility }); i >= 0 {
		if list[i].Cost <= f.Cost {
			return dst
		}
		list = slices.Delete(list, i, i+1)
	}
	return append(dst[:start], keep(list, f, k)...)
}
