package live

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/paulmach/orb"

	"rasad/geo/cql2"
	"rasad/geo/points"
	"rasad/tiles"
)

// TileFilter chooses the features of tiles by their properties. It never changes and may be used by many at once.
type TileFilter struct {
	filter *cql2.Filter
	text   string // canonical: two ways to write one filter share their tiles
	tag    string
	uses   asked
	box    points.Box // nothing matches outside
}

// NewTileFilter makes a filter of one parsed with TileSchema.
func NewTileFilter(f *cql2.Filter) *TileFilter {
	t := &TileFilter{filter: f, text: f.Text(), uses: askedOf(f.Uses()...), box: points.Box{MaxX: 1<<32 - 1, MaxY: 1<<32 - 1}}
	if bound, ok := f.Bounds(askGeometry); ok {
		t.box = points.BoxOf(bound.Pad(1e-6))
	}
	sum := sha256.Sum256([]byte(t.text))
	t.tag = "f" + hex.EncodeToString(sum[:12])
	return t
}

// Lacks finds a property of the filter that one of the layers does not have: such a filter says nothing of that layer's features.
func (t *TileFilter) Lacks(layers tiles.Layers) (layer, property string, lacks bool) {
	for place, info := range tiles.Schema() {
		if missing := t.uses &^ askedOfLayer(place); layers.Has(place) && missing != 0 {
			for i, p := range TileSchema() {
				if missing.has(i) {
					return info.Name, p.Name, true
				}
			}
		}
	}
	return "", "", false
}

// chooser applies a filter to the features of an epoch. Used by one goroutine.
type chooser struct {
	e        *Epoch
	f        *TileFilter
	facility facilityRow // the one at hand
	other    mapRow
}

func (e *Epoch) choose(f *TileFilter) *chooser { return &chooser{e: e, f: f} }

// Facility and the methods below are tiles.Where.
func (c *chooser) Facility(kind int, item points.Item) bool {
	if !c.f.box.Contains(item.X, item.Y) {
		return false
	}
	c.facility = facilityRow{e: c.e, kind: kind, id: item.ID}
	return c.f.filter.Match(&c.facility)
}

// Area chooses wards, zones, water and green.
func (c *chooser) Area(layer int, a *tiles.Area) bool {
	if !c.f.box.Intersects(a.Box) {
		return false
	}
	return c.feature(layer, a.ID, a.Attrs, func() orb.Geometry { return degrees(a.Polygons, tiles.MaxZoom) })
}

// Line chooses roads, rail and water.
func (c *chooser) Line(layer int, l *tiles.Line) bool {
	if !c.f.box.Intersects(l.Box) {
		return false
	}
	return c.feature(layer, l.ID, l.Attrs, func() orb.Geometry { return lineOf(l) })
}

// Label chooses places, and labels of wards and zones by what they are the labels of.
func (c *chooser) Label(layer int, l *tiles.Label) bool {
	return c.feature(layer, l.ID, l.Attrs, func() orb.Geometry { return points.FromWorld(l.X, l.Y) })
}

func (c *chooser) feature(layer int, id uint64, attrs []tiles.Attr, geometry func() orb.Geometry) bool {
	switch layer {
	case tiles.LayerWards, tiles.LayerWardLabels:
		w, ok := c.e.wardByID(int64(id))
		return ok && c.f.filter.Match(wardRow{w})
	case tiles.LayerZones, tiles.LayerZoneLabels:
		z, ok := c.e.zoneByID(int64(id))
		return ok && c.f.filter.Match(zoneRow{c.e, z})
	}
	c.other = mapRow{road: layer == tiles.LayerRoads, attrs: attrs, geometry: geometry}
	return c.f.filter.Match(&c.other)
}

func (e *Epoch) zoneByID(id int64) (*ZoneInfo, bool) {
	for i := range e.Zones {
		if e.Zones[i].ID == id {
			return &e.Zones[i], true
		}
	}
	return nil, false
}

// filteredVersion is the version of a tile's content with a filter: also changes that the tile does not show may change who is in it.
func (c *City) filteredVersion(r *tiles.Request) int64 {
	return max(c.versions.At(r.Layers, r.Tile), c.unseen.At(r.Layers, r.Tile))
}

// FilteredTag is Tag with a filter.
func (c *City) FilteredTag(r tiles.Request, f *TileFilter) string {
	return c.Now().filteredTag(&r, f, c.filteredVersion(&r))
}

func (e *Epoch) filteredTag(r *tiles.Request, f *TileFilter, version int64) string {
	tag := e.tag(r, version)
	return tag[:len(tag)-1] + "-" + f.tag + `"`
}

// FilteredTile is Tile with a filter: the features that match it alone, and clusters that count those alone. The layers must have the
// properties that it uses (Lacks).
func (c *City) FilteredTile(ctx context.Context, r tiles.Request, f *TileFilter) (tiles.Result, error) {
	e, version, err := c.pinAt(ctx, func() int64 { return c.filteredVersion(&r) })
	if err != nil {
		return tiles.Result{}, err
	}
	key := tiles.ChosenKey{Key: tiles.Key{City: e.cacheName, Version: version, Request: r}, Where: f.text}
	result, err := c.cache.GetChosen(ctx, key, func(w *tiles.Writer) ([]byte, tiles.Stats) {
		return tiles.Encode(w, &e.drawing.city, r.Layers, r.Tile, tiles.Options{Kinds: r.Kinds, Plain: r.Plain, Order: r.Order, Where: e.choose(f)})
	})
	if err != nil {
		return tiles.Result{}, err
	}
	result.ETag = e.filteredTag(&r, f, version)
	return result, nil
}
