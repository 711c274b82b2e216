package source

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/project"

	"rasad/geo/utm"
)

// crs is a projection that this package can undo. A nil undo means degrees already.
type crs struct {
	name string // for people: "EPSG:32644 (UTM 44N)"
	undo func(orb.Point) orb.Point
}

func geographic() crs { return crs{name: "EPSG:4326"} }

func webMercator() crs {
	return crs{name: "EPSG:3857 (Web Mercator)", undo: project.Mercator.ToWGS84}
}

func utmZone(zone int, south bool) crs {
	letter, base := "N", 32600
	if south {
		letter, base = "S", 32700
	}
	return crs{name: fmt.Sprintf("EPSG:%d (UTM %d%s)", base+zone, zone, letter), undo: utm.New(zone, south).ToDegrees}
}

func swapped() crs {
	return crs{name: "EPSG:4326, lat/lon", undo: func(p orb.Point) orb.Point { return orb.Point{p[1], p[0]} }}
}

// crsByName knows the names that files give: "EPSG:32644", "urn:ogc:def:crs:EPSG::3857", "CRS84", "http://…/EPSG/0/4326", and the
// well-known text of .prj files. ok is false for projections that it does not know.
func crsByName(name string) (c crs, ok bool) {
	name = strings.TrimSpace(name)
	upper := strings.ToUpper(name)
	if strings.Contains(upper, "CRS84") || strings.Contains(upper, "CRS:84") {
		return geographic(), true
	}
	if strings.Contains(upper, "[") {
		return crsByWKT(upper)
	}
	digits := regexp.MustCompile(`(?:^|[:/#])(\d{4,6})$`).FindStringSubmatch(upper)
	if digits == nil {
		return crs{}, false
	}
	code, err := strconv.Atoi(digits[1])
	if err != nil {
		return crs{}, false
	}
	return crsByCode(code)
}

func crsByCode(code int) (crs, bool) {
	switch {
	case code == 4326 || code == 4979 || code == 4269 || code == 4258 || code == 7844: // NAD83 and kin lie within 2 m of WGS84
		return geographic(), true
	case code == 3857 || code == 900913 || code == 3785 || code == 102100 || code == 102113:
		return webMercator(), true
	case code > 32600 && code <= 32660:
		return utmZone(code-32600, false), true
	case code > 32700 && code <= 32760:
		return utmZone(code-32700, true), true
	default:
		return crs{}, false
	}
}

// crsByWKT reads just enough of a .prj: which datum, and which of the few projections that cities use.
func crsByWKT(wkt string) (crs, bool) {
	known := false
	for _, datum := range []string{"WGS_1984", "WGS 84", "WGS84", "WGS 1984", "NORTH_AMERICAN_1983", "NAD83", "ETRS89"} {
		known = known || strings.Contains(wkt, datum)
	}
	switch {
	case !known:
		return crs{}, false
	case strings.HasPrefix(wkt, "GEOG"):
		return geographic(), true
	case strings.Contains(wkt, "AUXILIARY_SPHERE"), strings.Contains(wkt, "PSEUDO-MERCATOR"), strings.Contains(wkt, "POPULAR VISUALISATION"):
		return webMercator(), true
	}
	zone := regexp.MustCompile(`UTM[_ ]+ZONE[_ ]+(\d{1,2})[_ ]*([NS])`).FindStringSubmatch(wkt)
	if zone == nil {
		return crs{}, false
	}
	number, err := strconv.Atoi(zone[1])
	if err != nil || number < 1 || number > 60 {
		return crs{}, false
	}
	return utmZone(number, zone[2] == "S"), true
}
