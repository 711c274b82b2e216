package tiles

import (
	"context"
	"fmt"
	"sync"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/maypok86/otter/v2"
)

// Encoding is how a tile's bytes are compressed.
type Encoding uint8

// The encodings, by preference from the last to the first when a client takes several alike.
const (
	Identity Encoding = iota
	Gzip
	Zstd
)

// String is the encoding's name in HTTP; Identity has none.
func (e Encoding) String() string {
	switch e {
	case Gzip:
		return "gzip"
	case Zstd:
		return "zstd"
	default:
		return ""
	}
}

// Request asks for a tile.
type Request struct {
	Tile     Tile
	Layers   Layers
	Kinds    Kinds // of facilities; 0: all
	Plain    bool  // facilities without clusters
	Encoding Encoding
	Order    Order // of the layers; 0: by name
}

// Key names the bytes of a tile for good: the same key is always the same bytes. So a cache of them needs no invalidation: a changed
// tile has another version, and what is no longer asked for falls out.
type Key struct {
	City    string
	Version int64
	Request
}

// ChosenKey names the bytes of a tile with some features chosen: Where is the canonical text of the choice.
type ChosenKey struct {
	Key
	Where string
}

// Result is a tile as it is served. Its bytes are shared and must not be changed.
type Result struct {
	Body      []byte // none: the tile is empty
	ETag      string // strong, quotes included
	Encoding  Encoding
	Truncated bool
	Hit       bool // it was in the cache
}

// Cache keeps finished tiles, compressed, up to a number of bytes. Of many who ask for the same missing tile one makes it and the
// others wait. A failure is not kept. Safe for concurrent use.
//
// Tiles of chosen features have a share of their own: whoever makes up filters without end pushes out other filtered tiles alone.
type Cache struct {
	finished *otter.Cache[Key, *finished]
	chosen   *otter.Cache[ChosenKey, *finished]
	writers  sync.Pool
	gzips    sync.Pool
	zstd     *zstd.Encoder
}

type finished struct {
	body      []byte
	truncated bool
}

// entryOverhead is what an entry costs beside its bytes.
const entryOverhead = 256

// chosenShare is the part of a cache that tiles of chosen features may take: one in so many bytes.
const chosenShare = 8

// NewCache makes a cache of at most so many bytes.
func NewCache(bytes int64) (*Cache, error) {
	c := &Cache{}
	bytes = max(bytes, 1<<20)
	var err error
	c.finished, err = otter.New(&otter.Options[Key, *finished]{
		MaximumWeight: uint64(bytes - bytes/chosenShare),
		Weigher:       func(_ Key, f *finished) uint32 { return uint32(len(f.body)) + entryOverhead },
	})
	if err != nil {
		return nil, fmt.Errorf("tile cache: %w", err)
	}
	c.chosen, err = otter.New(&otter.Options[ChosenKey, *finished]{
		MaximumWeight: uint64(bytes / chosenShare),
		Weigher:       func(k ChosenKey, f *finished) uint32 { return uint32(len(f.body)+len(k.Where)) + entryOverhead },
	})
	if err != nil {
		return nil, fmt.Errorf("tile cache: %w", err)
	}
	c.zstd, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(2))
	if err != nil {
		return nil, fmt.Errorf("tile cache: %w", err)
	}
	c.writers.New = func() any { return NewWriter() }
	c.gzips.New = func() any {
		z, _ := gzip.NewWriterLevel(nil, 5) // the level is a valid one
		return z
	}
	return c, nil
}

// Get returns the tile of a key, from the cache or made by encode, which writes it with the writer it is given.
func (c *Cache) Get(ctx context.Context, key Key, encode func(w *Writer) ([]byte, Stats)) (Result, error) {
	if f, ok := c.finished.GetIfPresent(key); ok {
		return Result{Body: f.body, Truncated: f.truncated, Encoding: key.Encoding, Hit: true}, nil
	}
	return load(ctx, c, c.finished, key, key.Request, encode)
}

// GetChosen is Get for a tile of chosen features.
func (c *Cache) GetChosen(ctx context.Context, key ChosenKey, encode func(w *Writer) ([]byte, Stats)) (Result, error) {
	if f, ok := c.chosen.GetIfPresent(key); ok {
		return Result{Body: f.body, Truncated: f.truncated, Encoding: key.Encoding, Hit: true}, nil
	}
	return load(ctx, c, c.chosen, key, key.Request, encode)
}

// load makes a tile that is missing from a store, or waits for whoever makes it.
func load[K comparable](ctx context.Context, c *Cache, store *otter.Cache[K, *finished], key K, r Request, encode func(w *Writer) ([]byte, Stats)) (Result, error) {
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	// Whoever else waits for this tile must not lose it because the first to ask has gone: encoding is short and is not broken off.
	f, err := store.Get(context.WithoutCancel(ctx), key, otter.LoaderFunc[K, *finished](func(context.Context, K) (*finished, error) {
		return c.make(r.Encoding, encode)
	}))
	if err != nil {
		return Result{}, fmt.Errorf("tile %v: %w", r.Tile, err)
	}
	return Result{Body: f.body, Truncated: f.truncated, Encoding: r.Encoding}, nil
}

func (c *Cache) make(encoding Encoding, encode func(w *Writer) ([]byte, Stats)) (*finished, error) {
	w := c.writers.Get().(*Writer)
	defer c.writers.Put(w)
	raw, stats := encode(w)
	f := &finished{truncated: stats.Truncated}
	if len(raw) == 0 {
		return f, nil
	}
	var err error
	f.body, err = c.compress(raw, encoding)
	return f, err
}

// compress copies raw, compressed, into a slice of its own.
func (c *Cache) compress(raw []byte, encoding Encoding) ([]byte, error) {
	switch encoding {
	case Gzip:
		return c.gzip(raw)
	case Zstd:
		return c.zstd.EncodeAll(raw, make([]byte, 0, len(raw)/2+64)), nil
	default:
		return append([]byte(nil), raw...), nil
	}
}

func (c *Cache) gzip(raw []byte) ([]byte, error) {
	z := c.gzips.Get().(*gzip.Writer)
	defer c.gzips.Put(z)
	out := &sliceWriter{buf: make([]byte, 0, len(raw)/2+64)}
	z.Reset(out)
	if _, err := z.Write(raw); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.buf, nil
}

type sliceWriter struct{ buf []byte }

func (s *sliceWriter) Write(p []byte) (int, error) {
	s.buf = append(s.buf, p...)
	return len(p), nil
}

// Bytes is the weight of what the cache holds.
func (c *Cache) Bytes() int64 { return int64(c.finished.WeightedSize() + c.chosen.WeightedSize()) }
