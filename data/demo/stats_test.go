package demo

import (
	"testing"
	"time"
)

func TestStats(t *testing.T) {
	start := time.Now()
	if err := Generate("/tmp/rasad-o/out", 1, nil); err != nil {
		t.Fatal(err)
	}
	t.Log(time.Since(start))
	c := build(1)
	wards, _ := c.apportion()
	f := c.chart()
	t.Log(len(c.units), len(c.streets), len(wards), len(f.nodes), len(f.ways), len(f.relations))
	zones := map[int]int{}
	for _, w := range wards {
		zones[w.zone]++
		if len(w.parts) != 1 || len(w.parts[0]) != 1 {
			t.Log("parts", w.number, len(w.parts), len(w.parts[0]))
		}
	}
	t.Log(zones)
	byStyle := map[style]int{}
	for _, u := range c.units {
		byStyle[u.style] += len(u.blocks)
	}
	t.Log(byStyle)
	deg := map[int64]int{}
	for _, w := range f.ways {
		if len(w.tags) > 0 && w.tags[0].k == "highway" {
			for i := 1; i < len(w.nodes); i++ {
				deg[w.nodes[i-1]]++
				deg[w.nodes[i]]++
			}
		}
	}
	j, e, shape := 0, 0, 0
	for _, d := range deg {
		switch {
		case d >= 3:
			j++
		case d == 1:
			e++
		default:
			shape++
		}
	}
	t.Log("junctions", j, "ends", e, "shape", shape)
}
