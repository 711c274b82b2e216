package road

// access is whom an edge is open to, by direction: 0 forward, 1 backward.
type access struct {
	open [2]ProfileSet // to all trips
	ends [2]ProfileSet // to trips that start or end there only
}

// keys are the access keys that a profile heeds, the most general first.
func (p Profile) keys() []string {
	switch p {
	case Walking, Handcart:
		return []string{"access", "foot"}
	case CycleRickshaw:
		return []string{"access", "vehicle", "bicycle", "cycle_rickshaw"}
	case TwoWheeler:
		return []string{"access", "vehicle", "motor_vehicle", "motorcycle"}
	case ERickshaw:
		return []string{"access", "vehicle", "motor_vehicle", "auto_rickshaw"}
	case SmallTruck:
		return []string{"access", "vehicle", "motor_vehicle", "goods"}
	default:
		return []string{"access", "vehicle", "motor_vehicle", "motorcar"}
	}
}

type permission uint8

const (
	denied permission = iota
	endsOnly
	allowed
)

// says is what the tags say to a profile beyond what its class of road does.
func says(tags map[string]string, p Profile, otherwise permission) permission {
	for _, key := range p.keys() {
		switch tags[key] {
		case "":
		case "no", "agricultural", "forestry", "emergency", "use_sidepath", "bus", "psv", "military":
			otherwise = denied
		case "private", "destination", "delivery", "customers", "permit", "residents":
			otherwise = endsOnly
		default: // yes, permissive, designated, official, dismount …
			otherwise = allowed
		}
	}
	return otherwise
}

// accessOf a way's edges, one or both of whose ends some profiles cannot pass.
func accessOf(w *SourceWay, barred ProfileSet) (a access) {
	table, _ := speeds(w.Class)
	for p := range Profile(Profiles) {
		class := allowed
		if table[p] == 0 {
			class = denied
		}
		own := says(w.Tags, p, class)
		if w.Tags["area"] == "yes" && p.Family() == Motor {
			own = denied
		}
		if own == denied || barred.Has(p) {
			continue
		}
		forward, backward := oneway(w.Tags, p)
		for i, passes := range [2]bool{forward, backward} {
			switch {
			case !passes:
			case own == allowed:
				a.open[i] |= SetOf(p)
			default:
				a.ends[i] |= SetOf(p)
			}
		}
	}
	return a
}

// oneway says in which directions of drawing a profile may travel a way.
func oneway(tags map[string]string, p Profile) (forward, backward bool) {
	keys := []string{"oneway:foot"}
	if p.Family() == Motor {
		keys = []string{"oneway:" + p.keys()[len(p.keys())-1], "oneway"}
	}
	for _, key := range keys {
		switch tags[key] {
		case "yes", "true", "1":
			return true, false
		case "-1", "reverse":
			return false, true
		case "no", "false", "0":
			return true, true
		}
	}
	round := tags["junction"] == "roundabout" || tags["junction"] == "circular"
	return true, !round || p.Family() == Feet
}

// barriers are the nodes that some profiles cannot pass.
func barriers(nodes []SourceNode) map[int64]ProfileSet {
	out := map[int64]ProfileSet{}
	for i := range nodes {
		n := &nodes[i]
		if n.Tags["barrier"] == "" {
			continue
		}
		for p := range Profile(Profiles) {
			if says(n.Tags, p, barrier(n.Tags["barrier"], p)) == denied {
				out[n.ID] |= SetOf(p)
			}
		}
	}
	return out
}

// barrier is whom a kind of barrier lets pass when no tag says more.
func barrier(kind string, p Profile) permission {
	switch kind {
	case "bollard", "block", "jersey_barrier", "cycle_barrier", "chain", "motorcycle_barrier", "planter", "log", "debris":
		if p == Walking || kind != "cycle_barrier" && (p == TwoWheeler || p == Handcart) {
			return allowed
		}
		return denied
	case "stile", "turnstile", "kissing_gate", "full-height_turnstile":
		if p == Walking {
			return allowed
		}
		return denied
	case "wall", "fence", "hedge":
		return denied
	default: // gate, lift_gate, toll_booth, entrance …: open unless told otherwise
		return allowed
	}
}
