package guide

import (
	"strings"

	"rasad/geo/road"
)

// same says that two roads bear the same name or, where one of them has none, the same number.
func same(a, b *road.Way) bool {
	return called(a.NameHi, a.NameEn, a.Ref, b)
}

func called(hi, en, ref string, w *road.Way) bool {
	switch {
	case hi != "" && hi == w.NameHi, en != "" && en == w.NameEn:
		return true
	case hi+en != "" && w.NameHi+w.NameEn != "":
		return false
	}
	return ref != "" && ref == w.Ref
}

func nameless(w *road.Way) bool { return w.NameHi == "" && w.NameEn == "" && w.Ref == "" }

// rank orders roads by their importance.
func rank(w *road.Way) int {
	switch strings.TrimSuffix(w.Class, "_link") {
	case "motorway":
		return 8
	case "trunk":
		return 7
	case "primary":
		return 6
	case "secondary":
		return 5
	case "tertiary":
		return 4
	case "unclassified", "residential", "road", "living_street", "ferry":
		return 3
	case "service", "pedestrian":
		return 2
	}
	return 1
}

func fast(w *road.Way) bool { return w.Class == "motorway" || w.Class == "trunk" }

func ramp(w *road.Way) bool { return w.Class == "motorway_link" || w.Class == "trunk_link" }

// mode of travel on a way.
func mode(p road.Profile, w *road.Way) string {
	switch {
	case w.Traits&road.Ferry != 0:
		return "ferry"
	case p.Family() == road.Feet:
		return "walking"
	case p == road.CycleRickshaw && (w.Traits&road.Steps != 0 || w.Class == "footway" || w.Class == "steps"):
		return "pushing bike"
	case p == road.CycleRickshaw:
		return "cycling"
	}
	return "driving"
}
