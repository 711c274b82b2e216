package route

import (
	"cmp"
	"slices"
	"sync"

	"rasad/geo/cch"
	"rasad/geo/road"
)

// Found is a facility and the cost of the way to it.
type Found struct {
	Facility int
	Cost     road.Cost
}

// Index answers which facilities are nearest by road under one snapshot.
type Index struct {
	s          *Snapshot
	profile    road.Profile
	k          int
	facilities []road.Snap
	groups     []group
	byEdge     map[uint32][]int

	mu   sync.Mutex
	made map[indexKey]*cch.Index[road.Cost]
}

type indexKey struct {
	group  int
	inside string
}

// Index of facilities, to ask for up to k at once.
func (s *Snapshot) Index(p road.Profile, facilities []road.Snap, k int) *Index {
	x := &Index{s: s, profile: p, k: k, facilities: facilities, groups: s.groups(p, facilities), byEdge: map[uint32][]int{}, made: map[indexKey]*cch.Index[road.Cost]{}}
	for i := range facilities {
		x.byEdge[facilities[i].Edge] = append(x.byEdge[facilities[i].Edge], i)
	}
	return x
}

// index of one group's facilities for trips from within some closures; made when it is first asked for.
func (x *Index) index(g int, inside []uint16, own *streets) *cch.Index[road.Cost] {
	name := indexKey{group: g, inside: key(inside)}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.made[name] == nil {
		goals := make([][]seed, len(x.groups[g].places))
		for i, f := range x.groups[g].places {
			goals[i] = own.goal(x.facilities[f]).seeds
		}
		x.made[name] = own.metric.Index(goals, x.k)
	}
	return x.made[name]
}

// Nearest are the facilities with the least costs, nearest first, equal ones by place in the list. Those without a way are left out.
func (x *Index) Nearest(from road.Snap, k int) []Found {
	inside := x.s.inside(x.profile, from)
	var all []Found
	for g := range x.groups {
		both := union(inside, x.groups[g].inside)
		own := x.s.streets(x.profile, both)
		for _, f := range x.index(g, both, own).Nearest(own.start(from).seeds, k, nil) {
			all = append(all, Found{Facility: x.groups[g].places[f.Facility], Cost: f.Cost})
		}
	}
	for _, f := range x.byEdge[from.Edge] {
		if direct, ok := x.s.between(x.profile, from, x.facilities[f]).direct(from, x.facilities[f]); ok {
			all = append(all, Found{Facility: f, Cost: direct.Cost})
		}
	}
	return nearest(all, min(k, x.k))
}

// nearest sorts, keeps each facility once and k of them.
func nearest(all []Found, k int) []Found {
	slices.SortFunc(all, func(a, b Found) int { return cmp.Or(cmp.Compare(a.Cost, b.Cost), cmp.Compare(a.Facility, b.Facility)) })
	seen := make(map[int]bool, len(all))
	all = slices.DeleteFunc(all, func(f Found) bool {
		again := seen[f.Facility]
		seen[f.Facility] = true
		return again
	})
	return all[:max(0, min(k, len(all)))]
}
