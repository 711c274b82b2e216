package page

import (
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"rasad/internal/httpapi/ogcapi/collection"
	"rasad/internal/httpapi/ogcapi/crs"
)

const maxNumber = 40 // bytes

// ParseBBox reads the four or six numbers of a box in a reference system's order of axes: heights, if given, choose nothing, for no feature
// has one. A box whose west is above its east goes around the back of the world and becomes two. ok is false for anything else.
func ParseBBox(text string, c crs.CRS, w *collection.Where) (ok bool) {
	parts := strings.Split(text, ",")
	if len(parts) != 4 && len(parts) != 6 {
		return false
	}
	var n [6]float64
	for i, part := range parts {
		if len(part) > maxNumber || part == "" || strings.Trim(part, "0123456789.eE+-") != "" {
			return false
		}
		number, err := strconv.ParseFloat(part, 64)
		if err != nil || math.IsInf(number, 0) {
			return false
		}
		n[i] = number
	}
	low, high := orb.Point{n[0], n[1]}, orb.Point{n[2], n[3]}
	if len(parts) == 6 {
		if n[2] > n[5] {
			return false
		}
		high = orb.Point{n[3], n[4]}
	}
	if c.Degrees {
		return degreesBox(c.ToLonLat(low), c.ToLonLat(high), w)
	}
	if low[0] > high[0] || low[1] > high[1] {
		return false
	}
	box := orb.Bound{Min: low, Max: high}
	w.Boxes = []orb.Bound{c.Envelope(box)}
	w.Exact = &collection.Plane{SRID: c.Code, Project: c.FromLonLat, Box: box}
	return true
}

func degreesBox(low, high orb.Point, w *collection.Where) bool {
	if low[0] < -180 || low[0] > 180 || high[0] < -180 || high[0] > 180 || low[1] < -90 || high[1] > 90 || low[1] > high[1] {
		return false
	}
	if low[0] <= high[0] {
		w.Boxes = []orb.Bound{{Min: low, Max: high}}
		return true
	}
	w.Boxes = []orb.Bound{{Min: low, Max: orb.Point{180, high[1]}}, {Min: orb.Point{-180, low[1]}, Max: high}}
	return true
}
