package live

import (
	"context"
	"fmt"
	"maps"
	"strconv"
	"time"

	"rasad/data"
	"rasad/tiles"
)

// load reads the city whole.
func (b *batch) load(ctx context.Context, r *data.Reader, kinds *kindTable) error {
	if !b.audited {
		epochs, err := r.Epochs(ctx)
		if err != nil {
			return err
		}
		b.number = epochs[b.cityID]
	}
	if err := b.fetchPlan(ctx, r); err != nil {
		return err
	}
	p, err := newPlan(b.wardRows, b.zoneRows, b.zoneOf, nil)
	if err != nil {
		return fmt.Errorf("wards: %w", err)
	}
	f, err := b.allFacilities(ctx, r, p, kinds)
	if err != nil {
		return err
	}
	b.roads.all, b.areas.all, b.lines.all, b.places.all = true, true, true, true
	if err := b.fetchMap(ctx, r); err != nil {
		return err
	}
	b.next = newEpoch(b.number, b.recordID, b.city, p, f, drawAll(p, f, b))
	b.dirty.everything = true
	return nil
}

// advance reads what changed and builds the next epoch from the last.
func (b *batch) advance(ctx context.Context, r *data.Reader, last *Epoch) (err error) {
	p, f := last.plan, last.facilities
	if b.wards || b.zones {
		if err := b.fetchPlan(ctx, r); err != nil {
			return err
		}
		if p, err = newPlan(b.wardRows, b.zoneRows, b.zoneOf, last.plan); err != nil {
			return fmt.Errorf("wards: %w", err)
		}
	}
	if b.facilities.all {
		b.dirty.all[tiles.LayerFacilities] = true
		f, err = b.allFacilities(ctx, r, p, f.kinds)
	} else {
		f, err = b.editFacilities(ctx, r, p, last)
	}
	if err != nil {
		return err
	}
	if err := b.fetchMap(ctx, r); err != nil {
		return err
	}
	b.next = newEpoch(b.number, b.recordID, b.city, p, f, last.drawing.advance(p, last.plan, f, b))
	return nil
}

func (b *batch) editFacilities(ctx context.Context, r *data.Reader, p *plan, last *Epoch) (*facilities, error) {
	edits, err := b.facilityEdits(ctx, r, last.facilities.kinds)
	if err != nil {
		return nil, err
	}
	f, changed := last.facilities.with(edits, p, last.plan)
	b.dirty.facilities, b.dirty.unseen.facilities = changed.drawn, changed.unseen
	return f, nil
}

// apply publishes a batch.
func (m *Model) apply(b *batch) {
	c, known := m.City(b.cityID)
	switch {
	case !b.exists:
		m.remove(b.cityID)
		return
	case b.next == nil && known:
		c.broken = true
		return
	case b.next == nil:
		return
	case !known:
		c = &City{ID: b.cityID, cache: m.cache, versions: tiles.NewVersions(b.number), unseen: tiles.NewVersions(b.number)}
		c.names.Store(noNames())
	}
	c.broken = false
	m.name(c, b)
	// Versions first: a reader that finds a version above its epoch's number waits for the next epoch, so old content never
	// goes out under a new version.
	b.dirty.note(c.versions, b.number)
	b.dirty.unseen.note(c.unseen, b.number, b.dirty.everything)
	if m.gap != nil {
		m.gap()
	}
	c.publish(b.next)
	if !known {
		m.insert(c)
	}
	m.ringNames()
	m.report(b)
}

// name gives the epoch its names. A city read whole may differ from what it was at the same number, if the record was put back to an
// earlier state: its tiles are cached under another name.
func (m *Model) name(c *City, b *batch) {
	last := c.Now()
	if last != nil && !b.reload {
		b.next.tagPrefix, b.next.cacheName = last.tagPrefix, last.cacheName
		return
	}
	m.loads++
	b.next.tagPrefix, b.next.cacheName = tagPrefix(b.recordID, b.cityID), b.cityID+"#"+strconv.Itoa(m.loads)
}

func (m *Model) insert(c *City) {
	cities := maps.Clone(*m.cities.Load())
	cities[c.ID] = c
	m.cities.Store(&cities)
}

func (m *Model) remove(id string) {
	cities := maps.Clone(*m.cities.Load())
	delete(cities, id)
	m.cities.Store(&cities)
	m.hub.tell(Change{City: id, Gone: true})
}

func (m *Model) report(b *batch) {
	took := time.Since(b.started)
	if b.reload && m.o.Hooks.Loaded != nil {
		m.o.Hooks.Loaded(b.cityID, took)
	}
	if !b.reload && m.o.Hooks.Applied != nil {
		m.o.Hooks.Applied(b.cityID, b.number, int(b.changes), took)
	}
	m.hub.tell(Change{City: b.cityID, Number: b.number, Layers: b.dirty.news()})
}
