package live

import (
	"context"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"rasad/data"
	"rasad/tiles"
)

// Options tune a model. The zero value is ready for use.
type Options struct {
	CacheBytes int64         // bound of the compressed tiles kept, all cities together; 0: 256 MiB
	Poll       time.Duration // how often the change log is read without a bell; 0: 1 s
	NamesEvery time.Duration // how often, at most, the searches by name follow the changes; 0: 1 s
	Hooks      Hooks
}

// Hooks are called as things happen, for metrics and logs. Any may be nil. They must be quick and safe for concurrent use.
type Hooks struct {
	Loaded  func(city string, took time.Duration) // a city was read whole
	Applied func(city string, number int64, changes int, took time.Duration)
	Failed  func(err error) // reading the record failed; it is tried again
}

// Model holds all cities of one record. It is safe for concurrent use.
type Model struct {
	db     *data.DB
	o      Options
	cities atomic.Pointer[map[string]*City] // replaced, never changed
	synced atomic.Int64                     // unix nanoseconds of the last moment known to equal the record; 0: never
	hub    hub
	kinds  kindTable
	cache  *tiles.Cache
	fault  error         // the cache could not be made
	ready  chan struct{} // closed by the first load
	follow follower      // of the goroutine in Run alone
	news   chan struct{} // one waits in it when there are epochs that keepNames has not seen
	loads  int           // of the goroutine in Run alone: how many cities were read whole
	gap    func()        // called, if set, between the raising of versions and the publishing of their epoch: for a test
}

// New makes an empty model. Run fills it.
func New(db *data.DB, o Options) *Model {
	if o.Poll <= 0 {
		o.Poll = time.Second
	}
	if o.NamesEvery <= 0 {
		o.NamesEvery = defaultNamesEvery
	}
	if o.CacheBytes <= 0 {
		o.CacheBytes = 256 << 20
	}
	m := &Model{db: db, o: o, kinds: newKindTable(), ready: make(chan struct{}), news: make(chan struct{}, 1)}
	m.cache, m.fault = tiles.NewCache(o.CacheBytes)
	m.cities.Store(&map[string]*City{})
	return m
}

// Ready says whether the first load is done: before, answers would be wrong. It stays true while the record is out of reach: the model
// then answers as of the last batch, and Lag grows.
func (m *Model) Ready() bool { return m.synced.Load() != 0 }

// AwaitReady waits for the first load.
func (m *Model) AwaitReady(ctx context.Context) error {
	select {
	case <-m.ready:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Lag is the time since the model was last known to equal the record; before the first load it is 0.
func (m *Model) Lag() time.Duration {
	at := m.synced.Load()
	if at == 0 {
		return 0
	}
	return time.Since(time.Unix(0, at))
}

// Cities lists the cities, ordered by id.
func (m *Model) Cities() []*City {
	cities := *m.cities.Load()
	out := make([]*City, 0, len(cities))
	for _, id := range slices.Sorted(maps.Keys(cities)) {
		out = append(out, cities[id])
	}
	return out
}

// City finds a city by its id.
func (m *Model) City(id string) (*City, bool) {
	c, ok := (*m.cities.Load())[id]
	return c, ok
}

// Subscribe tells of every new epoch from now on. A subscriber that falls too far behind is cut off: its channel is closed, and it
// subscribes again and reads anew. cancel ends the subscription and closes the channel.
func (m *Model) Subscribe() (news <-chan Change, cancel func()) { return m.hub.subscribe() }

// Run loads all cities and follows the record until ctx ends. Lost connections are tried again with back-off: Run returns only
// ctx's error, or at once one that no waiting mends.
func (m *Model) Run(ctx context.Context) error {
	if m.fault != nil {
		return m.fault
	}
	bell := m.db.Listen(ctx)
	var names sync.WaitGroup
	names.Go(func() { m.keepNames(ctx) })
	defer names.Wait()
	timer := time.NewTimer(0)
	defer timer.Stop()
	wait := m.o.Poll
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-bell:
		case <-timer.C:
		}
		if err := m.sync(ctx); err == nil {
			wait = m.o.Poll
		} else {
			wait = m.backOff(ctx, wait, err)
		}
		timer.Reset(wait)
	}
}

// backOff reports a failed batch and says how long to wait: 50 ms at first, doubling up to 5 s. The bell cuts it short: it
// rings as soon as the record can be reached again.
func (m *Model) backOff(ctx context.Context, last time.Duration, err error) time.Duration {
	m.follow.doubt = true
	if ctx.Err() != nil {
		return m.o.Poll
	}
	m.failed(err)
	m.follow.failures++
	return min(5*time.Second, 25*time.Millisecond<<min(m.follow.failures, 10))
}

func (m *Model) failed(err error) {
	if m.o.Hooks.Failed != nil {
		m.o.Hooks.Failed(err)
	}
}
