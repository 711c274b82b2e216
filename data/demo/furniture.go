package demo

// furnish puts signals, crossings, gates and bollards on the nodes of the roads.
func (n *network) furnish(f *osmFile) {
	r := stream(n.c.seed, 7)
	degree := n.degrees()
	done := map[int32]bool{}
	put := func(v int32, tags ...tag) {
		if !done[v] && len(f.nodes[v].tags) == 0 {
			done[v] = true
			f.nodes[v].tags = tags
		}
	}
	for _, rd := range n.roads {
		first, last := rd.nodes[0], rd.nodes[len(rd.nodes)-1]
		for _, v := range rd.nodes[1 : len(rd.nodes)-1] {
			if rd.kind <= secondary && !rd.roundabout && degree[v] >= 4 && chance(r, 0.22) {
				put(v, tag{"highway", "traffic_signals"})
			} else if rd.kind <= tertiary && degree[v] == 2 && chance(r, 0.02) {
				put(v, tag{"highway", "crossing"}, tag{"crossing", "uncontrolled"})
			}
		}
		middle := rd.nodes[len(rd.nodes)/2]
		switch {
		case (rd.kind == footway || rd.kind == pedestrian) && degree[middle] == 2 && chance(r, 0.35):
			put(middle, tag{"barrier", "bollard"})
		case rd.area == colony && rd.kind == residential && degree[middle] == 2 && chance(r, 0.035):
			put(middle, tag{"barrier", "gate"}, tag{"access", "residents"})
		case rd.area == cantonment && degree[middle] == 2 && chance(r, 0.15):
			put(middle, tag{"barrier", "lift_gate"}, tag{"motor_vehicle", "permit"})
		case rd.kind == service && degree[last] == 1 && degree[first] > 1 && degree[middle] == 2 && chance(r, 0.3):
			put(middle, tag{"barrier", "gate"})
		case rd.kind == living && degree[middle] == 2 && chance(r, 0.06):
			put(middle, tag{"barrier", "height_restrictor"}, tag{"maxheight", "2.2"})
		}
	}
}
