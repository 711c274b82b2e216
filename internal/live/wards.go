package live

import (
	"cmp"
	"slices"
	"sort"
	"strconv"
	"sync"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geo"

	"rasad/data"
	"rasad/geo/ward"
)

// boundaries is all that follows from the ward polygons alone. It is shared by all epochs until a polygon or the order changes.
type boundaries struct {
	polygons   []ward.Ward // in the order of Epoch.Wards
	index      *ward.Index
	coverage   *ward.Coverage
	labels     []orb.Point
	areas      []float64 // km²
	bounds     []orb.Bound
	neighbours func() []ward.Neighbour
}

// neighbourTolerance joins boundaries that were drawn apart: cities' files leave slivers of metres between wards.
const neighbourTolerance = 15

func newBoundaries(polygons []ward.Ward, last *boundaries) (*boundaries, error) {
	if last != nil && slices.EqualFunc(polygons, last.polygons, samePolygon) {
		return last, nil
	}
	b := &boundaries{
		polygons: polygons,
		labels:   make([]orb.Point, len(polygons)), areas: make([]float64, len(polygons)), bounds: make([]orb.Bound, len(polygons)),
	}
	b.neighbours = sync.OnceValue(func() []ward.Neighbour { return ward.Neighbours(polygons, neighbourTolerance) })
	var err error
	var work sync.WaitGroup // three things that need not wait for each other
	work.Go(func() { b.index, err = ward.NewIndex(polygons) })
	work.Go(func() { b.coverage = ward.NewCoverage(polygons) })
	b.measure(last)
	work.Wait()
	return b, err
}

// measure finds label points, areas and bounds; those of polygons that did not change are taken from last.
func (b *boundaries) measure(last *boundaries) {
	known := last.places()
	for i, p := range b.polygons {
		if k, ok := known[p.ID]; ok && samePolygon(p, last.polygons[k]) {
			b.labels[i], b.areas[i], b.bounds[i] = last.labels[k], last.areas[k], last.bounds[k]
			continue
		}
		b.labels[i], b.areas[i], b.bounds[i] = ward.LabelPoint(p.Geometry), geo.Area(p.Geometry)/1e6, p.Geometry.Bound()
	}
}

func (b *boundaries) places() map[int64]int {
	if b == nil {
		return nil
	}
	places := make(map[int64]int, len(b.polygons))
	for i, p := range b.polygons {
		places[p.ID] = i
	}
	return places
}

func samePolygon(a, b ward.Ward) bool { return a.ID == b.ID && sameShape(a.Geometry, b.Geometry) }

// plan is the wards and zones of one state of the record, with what readers ask of them.
type plan struct {
	*boundaries
	wards      []WardInfo
	zones      []ZoneInfo
	layers     planLayers
	outlines   map[int64][][]ward.Ring // zone id → outline
	wardOf     map[int64]int           // ward id → place
	wardByCode map[string]int          // code → place
	zoneByCode map[string]int
}

// newPlan orders wards and zones and ties them together. wards are those of the current delimitation, zoneOf names each ward's zone in
// the published plan.
func newPlan(wards []data.Ward, zones []data.Zone, zoneOf map[int64]int64, last *plan) (*plan, error) {
	wards = slices.SortedFunc(slices.Values(wards), wardOrder)
	zones = slices.SortedFunc(slices.Values(zones), zoneOrder)
	polygons := make([]ward.Ward, len(wards))
	for i, w := range wards {
		polygons[i] = ward.Ward{ID: w.ID, Geometry: w.Geometry}
	}
	var old *boundaries
	if last != nil {
		old = last.boundaries
	}
	b, err := newBoundaries(polygons, old)
	if err != nil {
		return nil, err
	}
	p := &plan{
		boundaries: b, wards: make([]WardInfo, len(wards)), zones: make([]ZoneInfo, len(zones)),
		wardOf: make(map[int64]int, len(wards)), wardByCode: make(map[string]int, len(wards)), zoneByCode: make(map[string]int, len(zones)),
	}
	p.fillZones(zones)
	p.fillWards(wards, zones, zoneOf)
	p.layers = drawPlan(p, last)
	return p, nil
}

func (p *plan) fillZones(zones []data.Zone) {
	for i, z := range zones {
		p.zones[i] = ZoneInfo{ID: z.ID, Code: z.Code, NameHi: z.NameHi, NameEn: z.NameEn, Helpline: z.Helpline, Index: i}
		p.zoneByCode[z.Code] = i
	}
}

func (p *plan) fillWards(wards []data.Ward, zones []data.Zone, zoneOf map[int64]int64) {
	zonePlace := make(map[int64]int, len(zones))
	for i, z := range zones {
		zonePlace[z.ID] = i
	}
	for i := range wards {
		w := &wards[i]
		p.wards[i] = WardInfo{
			ID: w.ID, Code: w.Code, Number: number(w.Number), NameHi: w.NameHi, NameEn: w.NameEn, Population: w.Population,
			Households: w.Households, Councillor: w.Councillor, AreaKM2: p.areas[i], Label: p.labels[i], BBox: p.bounds[i], Geometry: p.polygons[i].Geometry,
		}
		p.wardOf[w.ID], p.wardByCode[w.Code] = i, i
		zone, ok := zoneOf[w.ID]
		if !ok {
			continue
		}
		if k, ok := zonePlace[zone]; ok {
			p.wards[i].Zone = &p.zones[k]
			p.zones[k].add(i, &p.wards[i])
		}
	}
}

func (z *ZoneInfo) add(place int, w *WardInfo) {
	if len(z.Wards) == 0 {
		z.BBox = w.BBox
	}
	z.Wards, z.BBox = append(z.Wards, place), z.BBox.Union(w.BBox)
	if w.Population != nil {
		sum := int64(*w.Population)
		if z.Population != nil {
			sum += *z.Population
		}
		z.Population = &sum
	}
}

func number(n *int32) int {
	if n == nil {
		return 0
	}
	return int(*n)
}

// wardOrder is by number, wards without one last, then by code; codes are unique in a delimitation.
func wardOrder(a, b data.Ward) int {
	return cmp.Or(cmp.Compare(orLast(a.Number), orLast(b.Number)), cmp.Compare(a.Code, b.Code))
}

func orLast(n *int32) int64 {
	if n == nil {
		return 1 << 40
	}
	return int64(*n)
}

// zoneOrder puts codes that are numbers first, by value: '9' before '10'.
func zoneOrder(a, b data.Zone) int {
	x, errX := strconv.ParseUint(a.Code, 10, 32)
	y, errY := strconv.ParseUint(b.Code, 10, 32)
	if errX != nil {
		x = 1 << 40
	}
	if errY != nil {
		y = 1 << 40
	}
	return cmp.Or(cmp.Compare(x, y), cmp.Compare(a.Code, b.Code))
}

// Neighbours of a ward, longest shared boundary first.
func (e *Epoch) Neighbours(w *WardInfo) []Neighbour {
	var out []Neighbour
	for _, n := range e.plan.neighbours() {
		other := n.B
		if n.B == w.ID {
			other = n.A
		} else if n.A != w.ID {
			continue
		}
		if i, ok := e.plan.wardOf[other]; ok {
			out = append(out, Neighbour{Ward: &e.Wards[i], SharedMetres: n.SharedMetres})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].SharedMetres > out[j].SharedMetres })
	return out
}

// Locate finds the ward that p (lon, lat) is in. On a shared boundary or in an overlap it is the first in order of Wards.
func (e *Epoch) Locate(p orb.Point) (*WardInfo, bool) {
	id, ok := e.WardIndex.Locate(p)
	if !ok {
		return nil, false
	}
	return e.wardByID(id)
}

// LocateNearest finds the ward p is in, or else the nearest within maxMetres; metres is 0 when p is inside.
func (e *Epoch) LocateNearest(p orb.Point, maxMetres float64) (w *WardInfo, metres float64, ok bool) {
	id, metres, ok := e.WardIndex.LocateNearest(p, maxMetres)
	if !ok {
		return nil, 0, false
	}
	w, ok = e.wardByID(id)
	return w, metres, ok
}

func (e *Epoch) wardByID(id int64) (*WardInfo, bool) {
	i, ok := e.plan.wardOf[id]
	if !ok {
		return nil, false
	}
	return &e.Wards[i], true
}

// Ward finds a ward by its code.
func (e *Epoch) Ward(code string) (*WardInfo, bool) {
	i, ok := e.plan.wardByCode[code]
	if !ok {
		return nil, false
	}
	return &e.Wards[i], true
}

// Zone finds a zone by its code.
func (e *Epoch) Zone(code string) (*ZoneInfo, bool) {
	i, ok := e.plan.zoneByCode[code]
	if !ok {
		return nil, false
	}
	return &e.Zones[i], true
}

// sameShape compares polygons, quickly when they are one and the same slice.
func sameShape(a, b orb.MultiPolygon) bool {
	if len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] {
		return true
	}
	return a.Equal(b)
}
