package live

import "sync"

// Change is the news of one epoch.
type Change struct {
	City   string
	Number int64
	Layers []LayerChange // by layer id; none when nothing that is drawn changed
	Gone   bool          // the city was removed
}

// LayerChange says where a layer changed: BBox is [west, south, east, north] in degrees, the union of before and after.
type LayerChange struct {
	Layer string
	BBox  [4]float64
}

// newsKept is how many changes wait for a slow subscriber before it is cut off.
const newsKept = 64

// hub tells subscribers of changes and never waits for them.
type hub struct {
	mu   sync.Mutex
	subs map[chan Change]struct{}
}

func (h *hub) subscribe() (<-chan Change, func()) {
	news := make(chan Change, newsKept)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.subs == nil {
		h.subs = map[chan Change]struct{}{}
	}
	h.subs[news] = struct{}{}
	return news, func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.drop(news)
	}
}

func (h *hub) drop(news chan Change) {
	if _, on := h.subs[news]; on {
		delete(h.subs, news)
		close(news)
	}
}

func (h *hub) tell(c Change) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for news := range h.subs {
		select {
		case news <- c:
		default: // a gap would go unseen, an end does not
			h.drop(news)
		}
	}
}
