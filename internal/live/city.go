package live

import (
	"context"
	"sync/atomic"

	"rasad/tiles"
)

// City is one city of the model. It is safe for concurrent use.
type City struct {
	ID       string
	now      atomic.Pointer[Epoch]
	names    atomic.Pointer[Names]
	cache    *tiles.Cache
	versions *tiles.Versions
	unseen   *tiles.Versions // of what tiles do not show and a filter can ask for
	broken   bool            // of the follower alone: the last batch could not be applied, the city is to be read anew
}

// Now is the newest epoch.
func (c *City) Now() *Epoch { return c.now.Load() }

// Await is the first epoch with at least that number: a writer that knows its number reads its own write.
func (c *City) Await(ctx context.Context, number int64) (*Epoch, error) {
	for {
		e := c.Now()
		if e.Number >= number {
			return e, nil
		}
		select {
		case <-e.superseded:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// publish makes next the newest epoch.
func (c *City) publish(next *Epoch) {
	last := c.now.Swap(next)
	if last != nil {
		close(last.superseded)
	}
}
