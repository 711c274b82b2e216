package live

import (
	"context"
	"encoding/hex"
	"hash/fnv"
	"strconv"

	"rasad/tiles"
)

// tagPrefix begins the ETags of all tiles of a city: no other record, city or way of drawing has the same.
func tagPrefix(recordID, city string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(recordID + "\x00" + city + "\x00" + strconv.Itoa(tiles.SchemaVersion))) // a hash takes all
	return `"` + hex.EncodeToString(h.Sum(nil)) + "-"
}

// tag is the strong ETag of a tile whose content is that of a version.
func (e *Epoch) tag(r *tiles.Request, version int64) string {
	tag := make([]byte, 0, 64)
	tag = append(tag, e.tagPrefix...)
	tag = strconv.AppendInt(tag, version, 36)
	tag = append(tag, '-')
	tag = strconv.AppendUint(tag, uint64(r.Layers), 36)
	tag = append(tag, '-')
	tag = strconv.AppendUint(tag, uint64(r.Kinds), 36)
	if r.Plain {
		tag = append(tag, 'p')
	}
	if r.Order != 0 {
		tag = append(tag, 'o')
		tag = strconv.AppendUint(tag, uint64(r.Order), 36)
	}
	tag = append(tag, '-')
	tag = strconv.AppendUint(tag, uint64(r.Encoding), 10)
	return string(append(tag, '"'))
}

// pin finds an epoch and the version of the tile in it: the number of the epoch that last changed it. Versions are raised before an
// epoch is published; a version above the epoch's number means that the next one is about to come.
func (c *City) pin(ctx context.Context, r *tiles.Request) (*Epoch, int64, error) {
	return c.pinAt(ctx, func() int64 { return c.versions.At(r.Layers, r.Tile) })
}

// pinAt is pin by whatever tells the version.
func (c *City) pinAt(ctx context.Context, versionNow func() int64) (*Epoch, int64, error) {
	for {
		e := c.Now()
		version := versionNow()
		if version <= e.Number {
			return e, version, nil
		}
		select {
		case <-e.superseded:
		case <-ctx.Done():
			return nil, 0, ctx.Err()
		}
	}
}

// Tag is the tile's strong ETag, quotes included, known before any work: a client that sends it back needs no tile. It cannot fail today.
func (c *City) Tag(r tiles.Request) (string, error) {
	return c.Now().tag(&r, c.versions.At(r.Layers, r.Tile)), nil
}

// Tile serves a tile of the newest epoch, from the cache when it has not changed since it was made. Errors: ctx's alone.
func (c *City) Tile(ctx context.Context, r tiles.Request) (tiles.Result, error) {
	e, version, err := c.pin(ctx, &r)
	if err != nil {
		return tiles.Result{}, err
	}
	key := tiles.Key{City: e.cacheName, Version: version, Request: r}
	result, err := c.cache.Get(ctx, key, func(w *tiles.Writer) ([]byte, tiles.Stats) {
		return tiles.Encode(w, &e.drawing.city, r.Layers, r.Tile, tiles.Options{Kinds: r.Kinds, Plain: r.Plain, Order: r.Order})
	})
	if err != nil {
		return tiles.Result{}, err
	}
	result.ETag = e.tag(&r, version)
	return result, nil
}
