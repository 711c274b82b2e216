package route

import (
	"context"
	"fmt"
	"sync"

	"rasad/geo/cch"
	"rasad/geo/road"
)

// Options of an engine.
type Options struct {
	Factors  road.Factors
	Orders   [2][]uint32           // kept ones by family, nil: computed; they must be those of graphs with the same hash
	ByLength bool                  // the shortest way instead of the quickest
	Progress func(done, total int) // of the orders, called from several goroutines
}

// Engine is a network made ready. It never changes but for what it remembers to be quicker.
type Engine struct {
	network *road.Network
	orders  [2][]uint32
	hashes  [2]uint64
	trees   [2]*cch.Topology
	open    [road.Profiles]profile
}

// profile is what a profile takes without closures, and the streets as they were last asked for.
type profile struct {
	once  sync.Once
	costs *road.Costs
	make  func() *road.Costs

	mu   sync.Mutex
	last *streets
}

// GraphOf is a network's graph of a family in the terms of package cch: its hash says whether a kept order fits.
func GraphOf(n *road.Network, f road.Family) cch.Graph {
	g := n.Graphs[f]
	out := cch.Graph{X: make([]int32, len(g.Junction)), Y: make([]int32, len(g.Junction))}
	for v, j := range g.Junction {
		out.X[v], out.Y[v] = n.Junctions[j].Lon, n.Junctions[j].Lat
	}
	out.Tail, out.Head = make([]uint32, len(g.Arcs)), make([]uint32, len(g.Arcs))
	for a, arc := range g.Arcs {
		out.Tail[a], out.Head[a] = arc.Tail, arc.Head
	}
	return out
}

// New prepares a network. Errors: cch.ErrGraph for an order that does not fit, ctx's.
func New(ctx context.Context, n *road.Network, o Options) (*Engine, error) {
	e := &Engine{network: n}
	for f := range e.trees {
		g := GraphOf(n, road.Family(f))
		e.hashes[f], e.orders[f] = g.Hash(), o.Orders[f]
		var err error
		if e.orders[f] == nil {
			if e.orders[f], err = cch.Order(ctx, g, o.Progress); err != nil {
				return nil, fmt.Errorf("order of the streets: %w", err)
			}
		}
		if e.trees[f], err = cch.Build(g, e.orders[f]); err != nil {
			return nil, fmt.Errorf("tree of the streets: %w", err)
		}
	}
	for p := range e.open {
		e.open[p].make = func() *road.Costs {
			c := n.Costs(road.Profile(p), o.Factors)
			if o.ByLength {
				c = c.ByLength()
			}
			return c
		}
	}
	return e, nil
}

// Network is what the engine stands on.
func (e *Engine) Network() *road.Network { return e.network }

// Orders are to be kept, each with the hash of the graph that it is of.
func (e *Engine) Orders() (orders [2][]uint32, hashes [2]uint64) { return e.orders, e.hashes }

// Costs of a profile without closures.
func (e *Engine) Costs(p road.Profile) *road.Costs {
	own := &e.open[p]
	own.once.Do(func() { own.costs = own.make() })
	return own.costs
}
