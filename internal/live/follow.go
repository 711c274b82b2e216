package live

import (
	"context"
	"fmt"
	"time"

	"rasad/data"
)

// follower is what the goroutine in Run remembers between batches.
type follower struct {
	cursor   data.Snapshot // read last; "": everything is still to be read
	recordID string
	failures int       // batches that failed one after the other
	doubt    bool      // a batch failed since the last audit
	audited  time.Time // of the last audit
}

// auditEvery is how often the numbers of all cities are held against the record, besides after every lost connection. The cursor
// alone has one hole: after a crash PostgreSQL gives out again the transaction ids that never reached its log, and a
// snapshot taken before the crash may hold such an id for one already seen.
const auditEvery = time.Minute

// sync reads one batch in one repeatable-read transaction and makes the epochs that follow from it. All reading comes first: a
// batch that fails half way leaves no trace and is read again.
func (m *Model) sync(ctx context.Context) error {
	started := time.Now()
	next := m.follow
	var batches []*batch
	err := m.db.Read(ctx, func(r *data.Reader) (err error) {
		batches, err = m.fetch(ctx, r, &next)
		return err
	})
	if err != nil {
		return err
	}
	for _, b := range batches {
		m.apply(b)
	}
	next.failures, next.doubt = 0, false
	m.follow = next
	if m.synced.Swap(started.UnixNano()) == 0 {
		close(m.ready)
	}
	return nil
}

// fetch reads what changed since the cursor, or everything, and moves next to what this reader sees.
func (m *Model) fetch(ctx context.Context, r *data.Reader, next *follower) ([]*batch, error) {
	snapshot, err := r.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	recordID, err := r.RecordID(ctx)
	if err != nil {
		return nil, err
	}
	all := newBatches(recordID)
	if m.follow.cursor != "" && recordID == m.follow.recordID {
		if err := m.fetchChanges(ctx, r, all); err != nil {
			return nil, err
		}
	}
	if err := m.audit(ctx, r, next, all); err != nil {
		return nil, err
	}
	next.cursor, next.recordID = snapshot, recordID
	return m.fetchRows(ctx, r, all)
}

func (m *Model) fetchChanges(ctx context.Context, r *data.Reader, all *batches) error {
	changes, err := r.Changes(ctx, m.follow.cursor)
	if err != nil {
		return err
	}
	for _, c := range changes {
		all.of(c.City).note(c)
	}
	return nil
}

// audit holds each city's number against the record's when there is reason to: on the first read, after a failure and now and then.
// Cities that differ, or are of another record, are read anew.
func (m *Model) audit(ctx context.Context, r *data.Reader, next *follower, all *batches) error {
	first := m.follow.recordID != all.recordID
	if !first && !m.follow.doubt && time.Since(m.follow.audited) < auditEvery {
		return nil
	}
	epochs, err := r.Epochs(ctx)
	if err != nil {
		return err
	}
	known := *m.cities.Load()
	for id := range known {
		if _, ok := epochs[id]; !ok {
			epochs[id] = 0 // a city of another record
		}
	}
	for id, number := range epochs {
		b := all.of(id)
		c, ok := known[id]
		if first || !ok || c.Now().Number+b.changes != number {
			b.reload = true
		}
		b.audited, b.number = true, number
	}
	next.audited = time.Now()
	return nil
}

// fetchRows reads the rows that the batches name, as they are now, and drops batches in which nothing happened.
func (m *Model) fetchRows(ctx context.Context, r *data.Reader, all *batches) ([]*batch, error) {
	if all.quiet() {
		return nil, nil
	}
	cities, err := r.Cities(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range cities {
		b := all.of(c.ID)
		b.exists, b.city = true, c
	}
	var out []*batch
	for id, b := range all.byCity {
		_, known := m.City(id)
		if (!known && !b.exists) || (known && b.exists && b.idle()) {
			continue
		}
		if b.exists {
			err = m.prepare(ctx, r, b)
		}
		if err != nil {
			return nil, fmt.Errorf("read city %s: %w", id, err)
		}
		out = append(out, b)
	}
	return out, nil
}

// prepare builds the epoch that a batch leads to. When the city's data are at fault, and not the connection, the batch stays without: the
// city keeps its last epoch and is read whole with its next change, and the other cities go on.
func (m *Model) prepare(ctx context.Context, r *data.Reader, b *batch) error {
	c, known := m.City(b.cityID)
	var err error
	if !known || c.broken || b.reload {
		b.reload = true
		err = b.load(ctx, r, &m.kinds)
	} else {
		b.number = c.Now().Number + b.changes
		err = b.advance(ctx, r, c.Now())
	}
	if err == nil {
		return nil
	}
	if _, lost := r.Snapshot(ctx); lost != nil {
		return err
	}
	b.next = nil
	m.failed(fmt.Errorf("city %s stays as it was: %w", b.cityID, err))
	return nil
}
