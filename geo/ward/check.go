package ward

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"rasad/geo/points"
)

// Report tells what is wrong with a set of boundaries. The lists are ordered by size, largest first.
type Report struct {
	Faults   []Fault   // of a ward by itself
	Overlaps []Overlap // places in more than one ward
	Gaps     []Gap     // places in no ward with wards all around
	Parts    []Parts   // wards of more than one piece
	Tangled  bool      // overlaps and gaps could not be worked out
}

// Clean says that every place within is in exactly one ward.
func (r Report) Clean() bool {
	return len(r.Faults) == 0 && len(r.Overlaps) == 0 && len(r.Gaps) == 0 && !r.Tangled
}

// Fault is a ward whose geometry is bad.
type Fault struct {
	Ward   int64
	Reason string // "no area", "open ring", "crosses itself", "no such place"
	At     orb.Point
}

// Overlap is a stretch that two or more wards claim.
type Overlap struct {
	Wards    []int64
	SquareM  float64
	At       orb.Point
	SameWard bool // as good as all of both: the same ward twice
}

// Gap is a stretch that no ward claims, and the wards around it.
type Gap struct {
	Wards   []int64
	SquareM float64
	At      orb.Point
}

// Parts is a ward of several pieces.
type Parts struct {
	Ward   int64
	Pieces int
}

// Check looks for what is wrong with boundaries. Of areas under a square metre it says nothing: that is rounding.
func Check(wards []Ward) Report {
	report, _, _ := examine(wards)
	return report
}

// examine makes the report, and the faces for those who want to mend. It fails where boundaries are too tangled, or no places.
func examine(wards []Ward) (Report, *faces, error) {
	var report Report
	shapes := make([][][]Ring, len(wards))
	for i, w := range wards {
		if err := checkNumbers(w); err != nil {
			report.Faults = append(report.Faults, Fault{Ward: w.ID, Reason: "no such place"})
			continue
		}
		report.Faults = append(report.Faults, ownFaults(w)...)
		if len(w.Geometry) > 1 {
			report.Parts = append(report.Parts, Parts{w.ID, len(w.Geometry)})
		}
		shapes[i] = worldRings(w.Geometry)
	}
	if tooFar(shapes) {
		report.Tangled = true
		return report, nil, errTangled
	}
	sides, err := arrange(shapes)
	if errors.Is(err, errTangled) {
		report.Tangled = true
		return report, nil, err
	}
	f := newFaces(sides)
	report.judge(wards, shapes, f)
	return report, f, nil
}

// tooFar says that boundaries reach farther than crossings can be reckoned exactly.
func tooFar(shapes [][][]Ring) bool {
	low, high := uint32(math.MaxUint32), uint32(0)
	lowY, highY := low, high
	for _, shape := range shapes {
		for _, rings := range shape {
			for _, r := range rings {
				low, high = min(low, slices.Min(r.X)), max(high, slices.Max(r.X))
				lowY, highY = min(lowY, slices.Min(r.Y)), max(highY, slices.Max(r.Y))
			}
		}
	}
	return high > low && (high-low > 1<<30 || highY-lowY > 1<<30)
}

// ownFaults are those of a ward by itself.
func ownFaults(w Ward) []Fault {
	var faults []Fault
	area := false
	for _, polygon := range w.Geometry {
		for _, ring := range polygon {
			if len(ring) == 0 {
				continue
			}
			if ring[0] != ring[len(ring)-1] {
				faults = append(faults, Fault{w.ID, "open ring", ring[0]})
			}
		}
	}
	shape := worldRings(w.Geometry)
	for _, rings := range shape {
		for _, r := range rings {
			area = area || doubleArea(r.X, r.Y) != 0
		}
	}
	if !area {
		return append(faults, Fault{Ward: w.ID, Reason: "no area"})
	}
	if at, ok := selfCrossing(shape); ok {
		faults = append(faults, Fault{w.ID, "crosses itself", points.FromWorld(uint32(at.x), uint32(-at.y))})
	}
	return faults
}

// selfCrossing finds a place where two edges of a ward cross.
func selfCrossing(shape [][]Ring) (spot, bool) {
	var sides []side
	for _, e := range appendHalves(nil, shape) {
		sides = append(sides, newSide(e.from, e.to, nil))
	}
	found, ok := spot{}, false
	grid := newSideGrid(sides)
	if grid.tooCrowded(len(sides)) {
		return found, false // the arrangement of all will say so
	}
	grid.eachCrossing(sides, func(p spot) {
		if !ok || p.less(found) < 0 {
			found, ok = p, true
		}
	})
	return found, ok
}

// judge adds up faces by the wards that cover them.
func (r *Report) judge(wards []Ward, shapes [][][]Ring, f *faces) {
	type sum struct {
		wards []int32
		area  float64
		most  float64
		at    orb.Point
	}
	overlaps := map[string]*sum{}
	for i := range f.cycles {
		c := &f.cycles[i]
		area, at := f.metric(c)
		switch {
		case c.area <= 0:
		case len(c.wards) == 0 && area >= 1:
			r.Gaps = append(r.Gaps, Gap{Wards: f.idsAround(wards, int32(i)), SquareM: area, At: at})
		case len(c.wards) > 1:
			key := fmt.Sprint(c.wards)
			if overlaps[key] == nil {
				overlaps[key] = &sum{wards: c.wards}
			}
			o := overlaps[key]
			if o.area += area; area > o.most {
				o.most, o.at = area, at
			}
		}
	}
	for _, o := range overlaps {
		if o.area < 1 {
			continue
		}
		overlap := Overlap{SquareM: o.area, At: o.at, SameWard: true}
		for _, place := range o.wards {
			overlap.Wards = append(overlap.Wards, wards[place].ID)
			overlap.SameWard = overlap.SameWard && o.area > 0.98*areaOf(shapes[place])
		}
		r.Overlaps = append(r.Overlaps, overlap)
	}
	slices.SortFunc(r.Overlaps, func(a, b Overlap) int {
		return cmp.Or(cmp.Compare(b.SquareM, a.SquareM), slices.Compare(a.Wards, b.Wards))
	})
	slices.SortFunc(r.Gaps, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(b.SquareM, a.SquareM), cmp.Compare(a.At[0], b.At[0]), cmp.Compare(a.At[1], b.At[1]))
	})
}

// metric is the area of a face in square metres, and a vertex of it.
func (f *faces) metric(c *cycle) (squareM float64, at orb.Point) {
	p := f.from(c.first)
	at = points.FromWorld(uint32(p.x), uint32(-p.y))
	unit := unitMetres(at[1])
	return math.Abs(c.area) / 2 * unit * unit, at
}

// unitMetres is the length of a world unit at a latitude.
func unitMetres(lat float64) float64 {
	lon, _ := metresPer(lat)
	return lon * 360 / (1 << 32)
}

func areaOf(shape [][]Ring) float64 {
	sum := 0.0
	for _, rings := range shape {
		for _, r := range rings {
			unit := unitMetres(points.FromWorld(r.X[0], r.Y[0])[1])
			sum += doubleArea(r.X, r.Y) / 2 * unit * unit
		}
	}
	return sum
}

// idsAround are the wards beside a face.
func (f *faces) idsAround(wards []Ward, face int32) []int64 {
	var ids []int64
	f.around(f.cycles[face].first, func(h int32) {
		for _, place := range f.cycles[f.face[h^1]].wards {
			if id := wards[place].ID; !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	})
	slices.Sort(ids)
	return ids
}
