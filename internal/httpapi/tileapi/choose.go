package tileapi

import (
	"context"
	"errors"
	"slices"
	"unicode/utf8"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/project"

	"rasad/geo/cql2"
	"rasad/internal/httpapi/problem"
	"rasad/internal/httpapi/query"
	"rasad/internal/live"
	"rasad/tiles"
)

// Request is what is asked of the model: a tile, and perhaps a filter.
type Request struct {
	tiles.Request
	Filter *live.TileFilter // nil: every feature
}

func (r *Request) tag(city *live.City) (string, error) {
	if r.Filter != nil {
		return city.FilteredTag(r.Request, r.Filter), nil
	}
	return city.Tag(r.Request)
}

func (r *Request) tile(ctx context.Context, city *live.City) (tiles.Result, error) {
	if r.Filter != nil {
		return city.FilteredTile(ctx, r.Request, r.Filter)
	}
	return city.Tile(ctx, r.Request)
}

// Choose reads which features are wanted: kind and cluster of the facilities, filter, filter-lang and filter-crs of all layers. It is called
// after all other parameters were read, and refuses those that nobody read.
func (a *API) Choose(request *Request, q *query.Values) error {
	for _, kind := range q.List("kind", a.kinds) {
		request.Kinds |= 1 << slices.Index(a.kinds, kind)
	}
	request.Plain = q.Choice("cluster", "on", "off") == "off"
	source := q.Text("filter", maxFilter)
	language := q.Choice("filter-lang", "cql2-text", "cql2-json")
	crs := q.Choice("filter-crs", filterCRS()...)
	if err := q.Err(); err != nil || source == "" {
		return err
	}
	options := cql2.Options{Schema: a.schema, CRS: toLonLat(crs)}
	var filter *cql2.Filter
	var err error
	if language == "cql2-json" {
		filter, err = cql2.ParseJSON([]byte(source), options)
	} else {
		filter, err = cql2.ParseText(source, options)
	}
	if err != nil {
		return BadFilter(source, err)
	}
	request.Filter = live.NewTileFilter(filter)
	if layer, property, lacks := request.Filter.Lacks(request.Layers); lacks {
		return &problem.Error{Code: problem.LayerLacks, Parameter: "filter", Args: []any{layer, property}}
	}
	return nil
}

// maxQuery bounds the query in bytes; that of an address is hardly wider.
const maxQuery = 4 << 10

// maxFilter bounds the text of a filter in bytes. The bound of an address is nearer.
const maxFilter = 8 << 10

// BadFilter says what is wrong with a filter, and at which character.
func BadFilter(source string, err error) error {
	fault, ok := errors.AsType[*cql2.Error](err)
	if !ok {
		return problem.Internal(err)
	}
	at := utf8.RuneCountInString(source[:max(0, min(fault.Offset, len(source)))]) + 1
	return &problem.Error{Code: problem.InvalidFilter, Parameter: "filter", Args: []any{at, problem.Words{Hi: fault.Hindi(), En: fault.Error()}}}
}

// filterCRS are the coordinate systems that a filter's geometry may be in, the default first.
func filterCRS() []string {
	return []string{
		"http://www.opengis.net/def/crs/OGC/1.3/CRS84", "http://www.opengis.net/def/crs/EPSG/0/4326", "http://www.opengis.net/def/crs/EPSG/0/3857",
	}
}

// toLonLat turns the coordinates of one of them into longitude and latitude.
func toLonLat(crs string) cql2.CRS {
	switch crs {
	case "http://www.opengis.net/def/crs/EPSG/0/4326":
		return func(p orb.Point) orb.Point { return orb.Point{p[1], p[0]} }
	case "http://www.opengis.net/def/crs/EPSG/0/3857":
		return cql2.CRS(project.Mercator.ToWGS84)
	default:
		return nil
	}
}
