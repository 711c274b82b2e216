package site

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// view is what the map shows now, as a list.
type view struct {
	City       City
	Facilities []Facility
	Total      int
	Far        bool // the view is too wide for a list
}

// widestView is the longer side of a view that is listed, in degrees: some five kilometres, zoom 14 on a desk.
const widestView = 0.05

// viewOf reads bbox (west,south,east,north) and kinds (a comma list); what is not understood is an empty view.
func viewOf(town Town, query url.Values) view {
	v := view{City: town.City()}
	box, ok := parseBox(query.Get("bbox"))
	if !ok {
		return v
	}
	if box[2]-box[0] > widestView || box[3]-box[1] > widestView {
		v.Far = true
		return v
	}
	v.Facilities, v.Total = town.InView(box, v.City.known(query.Get("kinds")), viewShown)
	return v
}

// known are those of a comma list of kinds that the city has.
func (c City) known(list string) (kinds []string) {
	for _, k := range c.Kinds {
		if slices.Contains(strings.Split(list, ","), k.ID) {
			kinds = append(kinds, k.ID)
		}
	}
	return kinds
}

func parseBox(text string) (box [4]float64, ok bool) {
	if len(text) > maxParameter {
		return box, false
	}
	parts := strings.Split(text, ",")
	if len(parts) != len(box) {
		return box, false
	}
	for i, part := range parts {
		n, err := strconv.ParseFloat(part, 64)
		if err != nil || math.IsNaN(n) || math.Abs(n) > 180 {
			return box, false
		}
		box[i] = n
	}
	return box, box[0] <= box[2] && box[1] <= box[3]
}
