package live

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/geo/points"
)

// Within lists the facilities of kinds (none: all) in a closed box, nearest to its middle first, ties by id, at most limit, and how many
// there are in all. The work is that of the facilities in the box: callers bound it.
func (e *Epoch) Within(box orb.Bound, kinds []data.FacilityKind, limit int) (list []Found, total int) {
	middle := box.Center()
	var near []points.Near
	for _, k := range e.facilities.kinds.chosen(kinds) {
		e.facilities.sets[k].Range(points.BoxOf(box), func(item points.Item) bool {
			if r, ok := e.facilities.store.get(item.ID); ok && box.Contains(orb.Point{r.lon, r.lat}) {
				near = append(near, points.Near{Item: item, Metres: points.Metres(middle, orb.Point{r.lon, r.lat})})
			}
			return true
		})
	}
	slices.SortFunc(near, func(a, b points.Near) int { return cmp.Or(cmp.Compare(a.Metres, b.Metres), cmp.Compare(a.ID, b.ID)) })
	return e.found(middle, near[:min(len(near), max(limit, 0))], limit), len(near)
}
