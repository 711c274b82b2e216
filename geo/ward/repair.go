package ward

import (
	"math"
	"slices"
)

// RepairOptions bound what is mended.
type RepairOptions struct {
	// MaxGapM2 is the largest gap, in square metres, that is given to a neighbour; 0: 50,000 (five hectares). Long thin gaps
	// (under 30 m wide on average) are given away at any size. Larger ones may be a lake or a cantonment, and stay.
	MaxGapM2 float64
}

const thinMetres = 30

// Repair makes a clean set of boundaries of a dirty one: every place that a ward claims is in exactly one, neighbours share their vertices,
// and slivers between wards are gone. What several wards claim stays with the first of them; a gap goes to the ward with which
// it shares the longest boundary. Vertices move by less than a centimetre. The report tells what was found. A ward that has nothing
// left (all of it is claimed by an earlier one) comes back empty.
//
// It fails with *BadGeometry for coordinates that are no places, and where boundaries are too tangled.
func Repair(wards []Ward, o RepairOptions) ([]Ward, Report, error) {
	for _, w := range wards {
		if err := checkNumbers(w); err != nil {
			return nil, Report{}, err
		}
	}
	report, f, err := examine(wards)
	if err != nil {
		return nil, report, err
	}
	if o.MaxGapM2 == 0 {
		o.MaxGapM2 = 50_000
	}
	f.giveAway(o)
	return f.polygons(wards), report, nil
}

// giveAway finds an owner for each face.
func (f *faces) giveAway(o RepairOptions) {
	var gaps []int32
	for i := range f.cycles {
		c := &f.cycles[i]
		switch {
		case len(c.wards) > 0:
			c.owner = c.wards[0]
		case c.area > 0 && f.isSmall(c, o):
			gaps = append(gaps, int32(i))
		}
	}
	for _, gap := range gaps {
		f.cycles[gap].owner = f.longestBeside(gap)
	}
}

func (f *faces) isSmall(c *cycle, o RepairOptions) bool {
	area, at := f.metric(c)
	return area <= o.MaxGapM2 || 2*area/(c.perimeter*unitMetres(at[1])) < thinMetres
}

// longestBeside is the ward that a face shares the longest boundary with; of several the first.
func (f *faces) longestBeside(face int32) int32 {
	lengths := map[int32]float64{}
	f.around(f.cycles[face].first, func(h int32) {
		if owner := f.cycles[f.face[h^1]].owner; owner != noOwner && len(f.cycles[f.face[h^1]].wards) > 0 {
			d := f.to(h).minus(f.from(h))
			lengths[owner] += math.Hypot(float64(d.x), float64(d.y))
		}
	})
	best := int32(noOwner)
	for owner, length := range lengths {
		if best == noOwner || length > lengths[best] || (length == lengths[best] && owner < best) {
			best = owner
		}
	}
	return best
}

// polygons joins the faces of each ward.
func (f *faces) polygons(wards []Ward) []Ward {
	edges := make([][]half, len(wards))
	for h := range int32(len(f.face)) {
		owner := f.cycles[f.face[h]].owner
		if owner != noOwner && f.cycles[f.face[h^1]].owner != owner {
			edges[owner] = append(edges[owner], half{f.from(h), f.to(h)})
		}
	}
	out := make([]Ward, len(wards))
	for i, w := range wards {
		nested := nest(linkRings(edges[i]))
		nested = slices.DeleteFunc(nested, func(rings [][]spot) bool { return signedArea(rings[0]) < 4 })
		out[i] = Ward{ID: w.ID, Geometry: toLonLat(nested)}
	}
	return out
}
