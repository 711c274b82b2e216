package live

import (
	"context"
	"time"

	"rasad/data"
)

// Options tune a model. The zero value is ready for use.
type Options struct {
	CacheBytes int64         // bound of the compressed tiles kept; 0: 256 MiB
	Poll       time.Duration // how often the change log is read without a bell; 0: 1 s
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
	db *data.DB
	o  Options
}

// New makes an empty model. Run fills it.
func New(db *data.DB, o Options) *Model { return &Model{db: db, o: o} }

// Run loads all cities and follows the record until ctx ends. Lost connections are tried again with back-off: Run returns only
// ctx's error.
func (m *Model) Run(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }

// Ready says whether the first load is done: before, answers would be wrong. It stays true while the record is out of reach: the model
// then answers as of the last batch, and Lag grows.
func (m *Model) Ready() bool { return false }

// Lag is the time since the model was last known to equal the record.
func (m *Model) Lag() time.Duration { return 0 }

// Cities lists the cities, ordered by id.
func (m *Model) Cities() []*City { return nil }

// City finds a city by its id.
func (m *Model) City(id string) (*City, bool) { return nil, false }

// Subscribe tells of every new epoch from now on. A subscriber that does not keep up loses the oldest news first and sees it in Missed.
// cancel ends it and closes the channel.
func (m *Model) Subscribe() (news <-chan Change, cancel func()) { return nil, func() {} }

// Change is the news of one epoch.
type Change struct {
	City   string
	Number int64
	Layers []LayerChange // by layer id; none when nothing that is drawn changed
	Missed int           // news lost before this one
}

// LayerChange says where a layer changed: BBox is [west, south, east, north] in degrees, the union of before and after.
type LayerChange struct {
	Layer string
	BBox  [4]float64
}
