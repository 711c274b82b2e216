package live

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"rasad/data"
	"rasad/geo/points"
)

// facilities are a city's facilities at one epoch: packed rows by id, a point set for each kind, and how many of each kind are in
// each ward.
type facilities struct {
	kinds  *kindTable
	store  *store
	sets   []*points.Set // by place in kinds
	inWard []int32       // ward's place in the plan × len(kinds) + kind
}

// kindTable is data.Kinds without the labels: a row keeps the place in it.
type kindTable struct {
	kinds []data.FacilityKind
	place map[data.FacilityKind]uint8
}

func newKindTable() kindTable {
	infos := data.Kinds()
	t := kindTable{place: make(map[data.FacilityKind]uint8, len(infos))}
	for i, info := range infos {
		t.kinds = append(t.kinds, info.Kind)
		t.place[info.Kind] = uint8(i)
	}
	return t
}

// of is the place of a kind; kinds that this program does not know are shown as other, which is last.
func (t *kindTable) of(k data.FacilityKind) uint8 {
	if i, ok := t.place[k]; ok {
		return i
	}
	return uint8(len(t.kinds) - 1)
}

// chosen are the places of kinds; none chosen means all.
func (t *kindTable) chosen(kinds []data.FacilityKind) []uint8 {
	var out []uint8
	for i, k := range t.kinds {
		if len(kinds) == 0 || slices.Contains(kinds, k) {
			out = append(out, uint8(i))
		}
	}
	return out
}

func (r *row) item() points.Item {
	x, y := points.World(orb.Point{r.lon, r.lat})
	return points.Item{ID: r.id, X: x, Y: y}
}

// facilityBuilder reads a city's facilities in order of id.
type facilityBuilder struct {
	plan  *plan
	kinds *kindTable
	rows  storeBuilder
	items [][]points.Item
}

func newFacilityBuilder(p *plan, kinds *kindTable) *facilityBuilder {
	return &facilityBuilder{plan: p, kinds: kinds, items: make([][]points.Item, len(kinds.kinds))}
}

func (b *facilityBuilder) add(r row) {
	r.ward = b.plan.locate(r.lon, r.lat)
	b.rows.add(r)
	b.items[r.kind] = append(b.items[r.kind], r.item())
}

func (b *facilityBuilder) done() *facilities {
	f := &facilities{kinds: b.kinds, store: b.rows.done(), sets: make([]*points.Set, len(b.items))}
	for k, items := range b.items {
		f.sets[k] = points.Build(items)
		b.items[k] = nil
	}
	f.inWard = countInWards(f.store, b.plan, len(b.kinds.kinds))
	return f
}

func countInWards(s *store, p *plan, kinds int) []int32 {
	counts := make([]int32, len(p.wards)*kinds)
	for _, c := range s.chunks {
		for i, id := range c.wards {
			if w, ok := p.wardOf[id]; ok {
				counts[w*kinds+int(c.kinds[i])]++
			}
		}
	}
	return counts
}

// locate finds the id of the ward a facility is in, noWard when it is in none.
func (p *plan) locate(lon, lat float64) int64 {
	if math.IsNaN(lon) || math.IsNaN(lat) {
		return noWard
	}
	id, ok := p.index.Locate(orb.Point{lon, lat})
	if !ok {
		return noWard
	}
	return id
}
