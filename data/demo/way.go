package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// osmNode, osmWay and osmRelation are what is written.
type osmNode struct {
	at   pt
	tags []tag
}

type osmWay struct {
	nodes []int64
	tags  []tag
}

type member struct {
	kind string // node, way
	ref  int64
	role string
}

type osmRelation struct {
	members []member
	tags    []tag
}

// osmFile is the map: ids are places in the lists, plus one.
type osmFile struct {
	nodes     []osmNode
	ways      []osmWay
	relations []osmRelation
}

func (f *osmFile) node(p pt, tags ...tag) int64 {
	f.nodes = append(f.nodes, osmNode{p.snapped(), tags})
	return int64(len(f.nodes))
}

func (f *osmFile) way(nodes []int64, tags ...tag) int64 {
	f.ways = append(f.ways, osmWay{nodes, tags})
	return int64(len(f.ways))
}

func (f *osmFile) relation(members []member, tags ...tag) {
	f.relations = append(f.relations, osmRelation{members, tags})
}

func named(n name) []tag {
	if n.empty() {
		return nil
	}
	return []tag{{"name", n.en}, {"name:hi", n.hi}, {"name:en", n.en}}
}

// survey writes the road network into the file. Node ids are those of the mesh, plus one.
func (n *network) survey(f *osmFile, turns turnPlan) {
	for _, p := range n.c.mesh.pts {
		f.nodes = append(f.nodes, osmNode{at: p})
	}
	r := stream(n.c.seed, 3)
	for i := range n.roads {
		rd := &n.roads[i]
		tags := n.tagsOf(rd, r)
		from := 0
		for k := 1; k < len(rd.nodes); k++ {
			end := k == len(rd.nodes)-1
			if !end && rd.bridge[k-1] == rd.bridge[k] && (!turns.at[rd.nodes[k]] || rd.roundabout) {
				continue
			}
			ids := make([]int64, 0, k-from+1)
			for _, v := range rd.nodes[from : k+1] {
				ids = append(ids, int64(v)+1)
			}
			own := tags
			if rd.bridge[k-1] {
				own = append(slices.Clone(tags), tag{"bridge", "yes"}, tag{"layer", "1"})
			}
			turns.note(f.way(ids, own...), rd, from, k)
			from = k
		}
	}
}

func (n *network) tagsOf(rd *road, r *rand.Rand) []tag {
	class := rd.kind.String()
	tags := append([]tag{{"highway", class}}, named(rd.name)...)
	add := func(k, v string) { tags = append(tags, tag{k, v}) }
	if rd.ref != "" {
		add("ref", rd.ref)
	}
	switch {
	case rd.roundabout:
		add("junction", "roundabout")
		add("oneway", "yes")
	case rd.oneway:
		add("oneway", "yes")
	}
	switch rd.kind {
	case trunk:
		add("maxspeed", "60")
		add("surface", "asphalt")
	case primary, secondary:
		add("maxspeed", "40")
		add("surface", "asphalt")
		if chance(r, 0.45) {
			add("goods:conditional", "no @ (Mo-Sa 08:00-11:00,17:00-21:00)")
			add("hgv:conditional", "no @ (06:00-22:00)")
		}
	case tertiary:
		if rd.area == oldTown {
			add("hgv", "no")
			add("maxspeed", "20")
			if chance(r, 0.5) {
				add("goods:conditional", "no @ (10:00-20:00)")
			}
			if rd.oneway && chance(r, 0.6) {
				add("oneway:bicycle", "no")
			}
		}
	case track:
		add("tracktype", pick(r, []string{"grade2", "grade3", "grade4"}))
		add("surface", "unpaved")
	}
	return n.laneTags(tags, rd, r)
}

func (n *network) laneTags(tags []tag, rd *road, r *rand.Rand) []tag {
	add := func(k, v string) { tags = append(tags, tag{k, v}) }
	switch rd.kind {
	case living, footway, pedestrian:
		add("width", fmt.Sprintf("%.1f", between(r, 1.2, 3)))
		if rd.kind == footway && chance(r, 0.7) || rd.kind == pedestrian {
			add("motorcycle", pick(r, []string{"yes", "yes", "destination"}))
			add("bicycle", "yes")
		}
		if rd.kind == living && chance(r, 0.5) {
			add("motorcar", "no")
		}
	case residential:
		if rd.area == oldTown {
			add("width", fmt.Sprintf("%.1f", between(r, 2.2, 4.5)))
		}
		if rd.area == cantonment && chance(r, 0.22) {
			add("motor_vehicle", "permit")
		}
		if rd.area == colony && chance(r, 0.04) {
			add("access", "residents")
		}
		if rd.area == village && chance(r, 0.05) {
			add("flood_prone", "yes")
		}
	case service:
		add("service", "driveway")
		if chance(r, 0.4) {
			add("access", pick(r, []string{"private", "destination", "delivery", "customers"}))
		}
	}
	return tags
}
