package cch

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
)

// Graph is a directed multigraph. Arc i leads from Tail[i] to Head[i]; nodes are 0 … len(X)-1, node v at X[v], Y[v] of any plane: places matter to
// the quality of the order alone. Parallel arcs and loops are allowed; loops are never part of a way.
type Graph struct {
	X, Y       []int32
	Tail, Head []uint32
}

// ErrGraph says that a graph, an order or weights do not fit.
var ErrGraph = errors.New("bad graph") //nolint:gochecknoglobals // a sentinel

func (g Graph) check() error {
	if len(g.X) != len(g.Y) || len(g.Tail) != len(g.Head) {
		return fmt.Errorf("%w: %d x for %d y, %d tails for %d heads", ErrGraph, len(g.X), len(g.Y), len(g.Tail), len(g.Head))
	}
	n := uint32(len(g.X))
	for i := range g.Tail {
		if g.Tail[i] >= n || g.Head[i] >= n {
			return fmt.Errorf("%w: arc %d leads from %d to %d of %d nodes", ErrGraph, i, g.Tail[i], g.Head[i], n)
		}
	}
	return nil
}

// Hash names the graph's shape: an order kept for one hash fits every graph that has it.
func (g Graph) Hash() uint64 {
	h := fnv.New64a()
	var buffer [8]byte
	binary.LittleEndian.PutUint64(buffer[:], uint64(len(g.X)))
	_, _ = h.Write(buffer[:])
	for i := range g.Tail {
		binary.LittleEndian.PutUint32(buffer[:4], g.Tail[i])
		binary.LittleEndian.PutUint32(buffer[4:], g.Head[i])
		_, _ = h.Write(buffer[:])
	}
	return h.Sum64()
}

// adjacency is the graph without directions, loops and parallels: the neighbours of v are to[first[v]:first[v+1]], ascending.
type adjacency struct {
	first []uint32
	to    []uint32
}

func (g Graph) adjacency() adjacency {
	n := len(g.X)
	first := make([]uint32, n+2)
	for i, t := range g.Tail {
		if h := g.Head[i]; t != h {
			first[t+2]++
			first[h+2]++
		}
	}
	for v := 2; v < len(first); v++ {
		first[v] += first[v-1]
	}
	to := make([]uint32, first[n+1])
	for i, t := range g.Tail {
		if h := g.Head[i]; t != h {
			to[first[t+1]] = h
			first[t+1]++
			to[first[h+1]] = t
			first[h+1]++
		}
	}
	return compact(first[:n+1], to)
}

// compact sorts each node's neighbours and drops the repeated ones.
func compact(first, to []uint32) adjacency {
	kept := uint32(0)
	start := uint32(0)
	for v := 0; v+1 < len(first); v++ {
		end := first[v+1]
		around := to[start:end]
		slices.Sort(around)
		begin := kept
		for i, w := range around {
			if i == 0 || w != around[i-1] {
				to[kept] = w // never ahead of what is read
				kept++
			}
		}
		first[v], start = begin, end
	}
	first[len(first)-1] = kept
	return adjacency{first: first, to: to[:kept]}
}
