package reach_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"rasad/geo/road"
	"rasad/geo/route/reach"
)

// blocks is a city of n by n blocks of 100 m, reached from its middle at 8 m/s; each street is nearest to the facility of its quarter.
func blocks(n int) reach.Sweep {
	var lines [][]road.Point
	for y := range n {
		for x := range n {
			e, o := float64(x)*100, float64(y)*100
			lines = append(lines, []road.Point{at(e, o), at(e+50, o+5), at(e+100, o)}, []road.Point{at(e, o), at(e, o+100)})
		}
	}
	net := drawn(lines...)
	middle := at(float64(n)*50, float64(n)*50)
	start := func(d road.DirectedEdge) road.Point {
		e := net.Edges[d.Edge()]
		if d.Backward() {
			return net.Points[e.Last]
		}
		return net.Points[e.First]
	}
	return reach.Sweep{
		Network: net, From: make([]road.Snap, 400),
		At: func(d road.DirectedEdge) road.Cost {
			p := start(d)
			return road.MakeCost(uint32((math.Abs(float64(p.Lon-middle.Lon))+math.Abs(float64(p.Lat-middle.Lat)))*unit/8*1000), 0)
		},
		Edge: func(road.DirectedEdge) road.Cost { return road.MakeCost(100_000/8, 0) },
		Which: func(d road.DirectedEdge) int {
			p := start(d)
			return int(float64(p.Lon)*unit/float64(n)/5.01)%20 + int(float64(p.Lat)*unit/float64(n)/5.01)%20*20
		},
	}
}

func BenchmarkIsochrones(b *testing.B) {
	s := blocks(250)
	s.From = nil
	for name, limits := range map[string][]uint32{"10min": {600_000}, "10,20,30min": {600_000, 1_200_000, 1_800_000}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := reach.Isochrones(context.Background(), s, limits, reach.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkAreas(b *testing.B) {
	s := blocks(250)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := reach.Areas(context.Background(), s, 0, reach.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzReach wants valid polygons of any streets and costs.
func FuzzReach(f *testing.F) {
	f.Add(uint64(1), uint8(5), uint8(3), uint32(100_000), 10.0, 40.0)
	f.Fuzz(func(t *testing.T, seed uint64, edges, facilities uint8, limit uint32, cell, aside float64) {
		s := sweep(rand.New(rand.NewPCG(seed, 1)), 1+int(edges)%20, 1+int(facilities)%9)
		o := reach.Options{Cell: cell, Aside: aside}
		if cell != 0 && cell < 5 {
			return // slow, and no different
		}
		list, err := reach.Isochrones(context.Background(), s, []uint32{limit, limit/2 + 1}, o)
		areas, err2 := reach.Areas(context.Background(), s, limit, o)
		if err != nil || err2 != nil {
			return
		}
		for _, mp := range append(list, areas...) {
			sound(t, mp)
		}
	})
}
