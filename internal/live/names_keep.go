package live

import (
	"context"
	"slices"
	"time"

	"rasad/geo/names"
)

// The search of a city follows its epochs in the background. Facilities that changed go into a small index beside the large one; when
// wards, zones, streets or places change, or too many facilities, all is indexed anew. Neither readers nor the follower ever wait for it.

const (
	defaultNamesEvery = time.Second
	manyNewer         = 500 // changed facilities above which all is indexed anew
	restPart          = 4   // indexing takes at most one part in so many of a core
)

// keepNames makes the searches of all cities follow until ctx ends.
func (m *Model) keepNames(ctx context.Context) {
	rest := time.NewTimer(0)
	defer rest.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-m.news:
		}
		select { // not too often: what comes meanwhile is taken together
		case <-ctx.Done():
			return
		case <-rest.C:
		}
		started := time.Now()
		for _, c := range m.Cities() {
			if ctx.Err() != nil {
				return
			}
			c.followNames()
		}
		rest.Reset(max(m.o.NamesEvery, time.Since(started)*(restPart-1)))
	}
}

// ringNames tells keepNames that there are new epochs.
func (m *Model) ringNames() {
	select {
	case m.news <- struct{}{}:
	default: // it knows
	}
}

// followNames brings the city's search to its newest epoch.
func (c *City) followNames() {
	last, e := c.names.Load(), c.Now()
	if last.Epoch == e {
		return
	}
	next := last.follow(e)
	c.names.Store(next)
	close(last.redone)
}

// noNames is the search of a city before the first.
func noNames() *Names { return &Names{redone: make(chan struct{})} }

// follow makes the search of another epoch.
func (n *Names) follow(e *Epoch) *Names {
	next := &Names{Epoch: e, redone: make(chan struct{})}
	if n.base != nil && n.base.fits(e) {
		changed := e.facilities.store.differing(n.base.store)
		if len(changed) <= manyNewer {
			next.base = n.base
			next.overlay(changed)
			return next
		}
	}
	next.base = newNameBase(e)
	next.index = next.base.index
	return next
}

// fits says whether only facilities may differ.
func (b *nameBase) fits(e *Epoch) bool {
	for i, layer := range nameLayers() {
		if b.layers[i] != e.drawing.city[layer] {
			return false
		}
	}
	return b.plan == e.plan
}

// overlay indexes the changed facilities, ids in order, beside the base.
func (n *Names) overlay(changed []int64) {
	var gone []int
	var add []names.Entry
	for _, id := range changed {
		if i, ok := slices.BinarySearch(n.base.facilities, id); ok {
			gone = append(gone, n.base.firstEntry+i)
		}
		if r, ok := n.Epoch.facilities.store.get(id); ok {
			add = append(add, facilityEntry(n.Epoch, n.base, &r, nameNewer<<nameKindShift|uint64(len(n.newer))))
			n.newer = append(n.newer, id)
		}
	}
	n.index = n.base.index.With(gone, add)
}

// differing lists the ids, in order, of the rows that are not the same in both stores. It looks at the chunks that are not shared.
func (s *store) differing(old *store) []int64 {
	shared := make(map[*chunk]bool, len(old.chunks))
	for _, c := range old.chunks {
		shared[c] = true
	}
	var ids []int64
	for _, c := range s.chunks {
		if shared[c] {
			delete(shared, c)
			continue
		}
		ids = append(ids, c.ids...)
	}
	for c := range shared { // of old alone
		ids = append(ids, c.ids...)
	}
	slices.Sort(ids)
	return slices.DeleteFunc(slices.Compact(ids), func(id int64) bool {
		a, inNew := s.get(id)
		b, inOld := old.get(id)
		return inNew == inOld && a == b
	})
}
