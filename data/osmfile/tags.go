package osmfile

import (
	"strings"
	"unicode"
)

// roadClass is the class of a way that someone may travel on, or ”. What is planned, being built or gone is none, nor are squares
// drawn as areas.
func roadClass(t tags) string {
	if t.get("route") == "ferry" {
		return "ferry"
	}
	if t.get("area") == "yes" {
		return ""
	}
	switch class := t.get("highway"); class {
	case "motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link", "tertiary", "tertiary_link",
		"unclassified", "residential", "living_street", "service", "road", "track", "path", "footway", "pedestrian", "steps", "cycleway",
		"bridleway", "busway":
		return class
	}
	return ""
}

// descriptive tells the keys of a road or junction that say nothing about travelling: names have columns of their own, the rest are remarks.
func descriptive(key string) bool {
	switch key {
	case "highway", "name", "ref", "source", "note", "fixme", "FIXME", "description", "comment", "wikidata", "wikipedia", "website", "phone", "email",
		"image", "mapillary", "created_by", "import", "start_date", "attribution", "operator", "type":
		return true
	}
	for _, prefix := range []string{"name:", "alt_name", "old_name", "loc_name", "short_name", "official_name", "int_name", "reg_name", "note:", "source:",
		"description:", "contact:", "addr:", "tiger:", "gnis:", "is_in", "TMC:", "wikipedia:", "openGeoDB", "brand"} {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// roadTags are the tags of a road that routing may ask for: all but the descriptive ones.
func roadTags(t tags) map[string]string {
	out := map[string]string{}
	for _, tag := range t {
		if !descriptive(tag.key) {
			out[tag.key] = tag.value
		}
	}
	return out
}

// nodeTags are the tags of a road's node that matter to routing, or nil.
func nodeTags(t tags) map[string]string {
	var out map[string]string
	matters := false
	for _, tag := range t {
		matters = matters || matterOfNode(tag.key, tag.value)
	}
	if !matters {
		return nil
	}
	out = map[string]string{}
	for _, tag := range t {
		if tag.key == "highway" || !descriptive(tag.key) {
			out[tag.key] = tag.value
		}
	}
	return out
}

func matterOfNode(key, value string) bool {
	switch key {
	case "highway":
		switch value {
		case "traffic_signals", "crossing", "stop", "give_way", "mini_roundabout", "turning_circle", "turning_loop", "motorway_junction", "toll_gantry",
			"speed_camera", "elevator":
			return true
		}
		return false
	case "railway":
		return value == "level_crossing" || value == "crossing" || value == "tram_level_crossing" || value == "tram_crossing"
	case "barrier", "crossing", "traffic_calming", "access", "vehicle", "motor_vehicle", "motorcar", "motorcycle", "bicycle", "foot", "goods", "hgv", "bus", "psv",
		"auto_rickshaw", "emergency", "ford", "maxheight", "maxwidth", "maxweight", "toll", "traffic_signals", "locked":
		return true
	}
	return strings.HasSuffix(key, ":conditional")
}

// names gives a Hindi and an English name: name:hi and name:en, else the plain name by its script.
func names(t tags) (hi, en string) {
	hi, en = t.get("name:hi"), t.get("name:en")
	plain := t.get("name")
	if plain == "" {
		return hi, en
	}
	if devanagari(plain) {
		if hi == "" {
			hi = plain
		}
	} else if en == "" {
		en = plain
	}
	return hi, en
}

func devanagari(s string) bool {
	for _, r := range s {
		if unicode.Is(unicode.Devanagari, r) {
			return true
		}
	}
	return false
}

// areaClass is the layer (water, green) and class of an area, or ”.
func areaClass(t tags) (layer, class string) {
	switch t.get("natural") {
	case "water":
		if w := t.get("water"); w != "" {
			return "water", w
		}
		return "water", "water"
	case "wood":
		return "green", "forest"
	case "scrub", "grassland", "heath":
		return "green", "grass"
	}
	switch w := t.get("waterway"); w {
	case "riverbank":
		return "water", "river"
	case "dock":
		return "water", w
	}
	switch l := t.get("landuse"); l {
	case "reservoir", "basin":
		return "water", l
	case "forest", "grass", "cemetery":
		return "green", l
	case "farmland", "orchard", "vineyard", "plant_nursery":
		return "green", "farmland"
	case "meadow", "village_green", "recreation_ground":
		return "green", "grass"
	case "allotments":
		return "green", "garden"
	}
	switch l := t.get("leisure"); l {
	case "park", "garden":
		return "green", l
	case "nature_reserve":
		return "green", "forest"
	case "golf_course", "pitch", "common":
		return "green", "grass"
	}
	if t.get("amenity") == "grave_yard" {
		return "green", "cemetery"
	}
	return "", ""
}

// lineClass is the layer (rail, water) and class of a line, or ”.
func lineClass(t tags) (layer, class string) {
	switch r := t.get("railway"); r {
	case "rail", "subway", "light_rail", "tram":
		return "rail", r
	case "narrow_gauge", "monorail":
		return "rail", "rail"
	}
	switch w := t.get("waterway"); w {
	case "river", "stream", "canal", "drain", "ditch":
		return "water", w
	}
	return "", ""
}

// placeClass is the class of a named place, or ”.
func placeClass(t tags) string {
	switch p := t.get("place"); p {
	case "city", "town", "suburb", "quarter", "neighbourhood", "village", "hamlet", "locality":
		return p
	}
	switch t.get("railway") {
	case "station", "halt":
		return "station"
	}
	return ""
}
