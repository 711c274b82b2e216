package osmfile

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"rasad/data"
)

// use says what a way is kept for; a way may serve several ends.
type use uint8

const (
	asRoad use = 1 << iota
	asArea
	asLine
	asFacility
	asMember // of a multipolygon
)

type keptWay struct {
	way
	use use
}

// collector gathers what the record wants over three passes.
type collector struct {
	m        *Map
	polygons []*relation // multipolygons of water and green
	turns    []*relation
	members  map[int64]bool // ways of those multipolygons
	ways     []keptWay
	wayNodes int
	wanted   []int64     // node ids, ascending
	where    []orb.Point // by place in wanted
	found    []bool
	onRoad   []bool
	isRoad   map[int64]bool
}

func newCollector() *collector {
	return &collector{m: &Map{}, members: map[int64]bool{}, isRoad: map[int64]bool{}}
}

func (c *collector) passes() []visitor {
	return []visitor{{relation: c.relation}, {way: c.way}, {node: c.node}}
}

func (c *collector) relation(r *relation) error {
	c.m.Read.Relations++
	kind := r.tags.get("type")
	switch {
	case kind == "restriction" || len(kind) > 12 && kind[:12] == "restriction:":
		c.m.Read.RestrictionRelations++
		c.turns = append(c.turns, r)
	case kind == "multipolygon" || kind == "boundary":
		if kind == "multipolygon" {
			c.m.Read.MultipolygonRelations++
		}
		if layer, _ := areaClass(r.tags); layer == "" {
			return nil
		}
		c.polygons = append(c.polygons, r)
		for _, m := range r.members {
			if m.kind == memberWay {
				c.members[m.ref] = true
			}
		}
	}
	return nil
}

func (c *collector) way(w *way) error {
	c.m.Read.Ways++
	var u use
	closed := len(w.nodes) > 3 && w.nodes[0] == w.nodes[len(w.nodes)-1]
	if roadClass(w.tags) != "" {
		u |= asRoad
	}
	if layer, _ := areaClass(w.tags); layer != "" && closed {
		u |= asArea
	}
	if layer, _ := lineClass(w.tags); layer != "" {
		u |= asLine
	}
	if facilityKind(w.tags) != "" && closed {
		u |= asFacility
	}
	if c.members[w.id] {
		u |= asMember
	}
	if u == 0 {
		return nil
	}
	if c.wayNodes += len(w.nodes); c.wayNodes > 4*maxKeptNodes || len(c.ways) >= maxKeptWays {
		return fmt.Errorf("%w: more than %d ways or %d nodes", ErrTooLarge, maxKeptWays, maxKeptNodes)
	}
	if u&asRoad != 0 {
		c.isRoad[w.id] = true
	}
	c.ways = append(c.ways, keptWay{*w, u})
	return nil
}

func (c *collector) node(n *node) error {
	c.m.Read.Nodes++
	p := orb.Point{n.lon, n.lat}
	at, wanted := slices.BinarySearch(c.wanted, n.id)
	if wanted {
		c.where[at], c.found[at] = p, true
	}
	if len(n.tags) == 0 {
		return nil
	}
	if wanted && c.onRoad[at] {
		if t := nodeTags(n.tags); t != nil {
			c.m.Nodes = append(c.m.Nodes, data.RoadNode{ID: n.id, Tags: t, Point: p})
		}
	}
	if class := placeClass(n.tags); class != "" {
		if hi, en := names(n.tags); hi != "" || en != "" {
			c.m.Places = append(c.m.Places, data.Place{ID: n.id, Class: class, NameHi: hi, NameEn: en, Point: p})
		}
	}
	if kind := facilityKind(n.tags); kind != "" {
		c.m.Facilities = append(c.m.Facilities, facilityOf(kind, "node", n.id, n.tags, p))
	}
	return nil
}

// between prepares the next pass.
func (c *collector) between(pass int) error {
	if pass != 1 {
		return nil
	}
	c.wanted = make([]int64, 0, c.wayNodes)
	for i := range c.ways {
		c.wanted = append(c.wanted, c.ways[i].nodes...)
	}
	slices.Sort(c.wanted)
	c.wanted = slices.Compact(c.wanted)
	if len(c.wanted) > maxKeptNodes {
		return fmt.Errorf("%w: more than %d nodes", ErrTooLarge, maxKeptNodes)
	}
	c.where, c.found, c.onRoad = make([]orb.Point, len(c.wanted)), make([]bool, len(c.wanted)), make([]bool, len(c.wanted))
	for i := range c.ways {
		if c.ways[i].use&asRoad == 0 {
			continue
		}
		for _, id := range c.ways[i].nodes {
			at, _ := slices.BinarySearch(c.wanted, id)
			c.onRoad[at] = true
		}
	}
	return nil
}

func (c *collector) place(id int64) (orb.Point, bool) {
	at, ok := slices.BinarySearch(c.wanted, id)
	if !ok || !c.found[at] {
		return orb.Point{}, false
	}
	return c.where[at], true
}

// assemble makes the rows.
func (c *collector) assemble() *Map {
	slices.SortStableFunc(c.ways, func(a, b keptWay) int { return cmp.Compare(a.id, b.id) })
	c.ways = slices.CompactFunc(c.ways, func(a, b keptWay) bool { return a.id == b.id })
	for i := range c.ways {
		c.takeWay(&c.ways[i])
	}
	c.takePolygons()
	c.takeTurns()
	m := c.m
	m.Nodes = byID(m.Nodes, func(n data.RoadNode) int64 { return n.ID })
	m.Places = byID(m.Places, func(p data.Place) int64 { return p.ID })
	m.Areas = byID(m.Areas, func(a data.MapArea) int64 { return a.ID })
	m.Restrictions = byID(m.Restrictions, func(t data.TurnRestriction) int64 { return t.ID })
	slices.SortStableFunc(m.Facilities, func(a, b data.Facility) int { return cmp.Compare(a.ExternalID, b.ExternalID) })
	m.Facilities = slices.CompactFunc(m.Facilities, func(a, b data.Facility) bool { return a.ExternalID == b.ExternalID })
	return m
}

// byID sorts rows and drops repeated ones: a file may hold an element twice where extracts were joined.
func byID[T any](rows []T, id func(T) int64) []T {
	slices.SortStableFunc(rows, func(a, b T) int { return cmp.Compare(id(a), id(b)) })
	return slices.CompactFunc(rows, func(a, b T) bool { return id(a) == id(b) })
}

func (c *collector) remark(code string, isRelation bool, id int64, detail string) {
	c.m.Remarks = append(c.m.Remarks, Remark{code, isRelation, id, detail})
}

func (c *collector) takeWay(w *keptWay) {
	if w.use&(asRoad|asLine) != 0 {
		line, ids := c.longestRun(w)
		if len(ids) > 1 {
			c.takeLine(w, line, ids)
		}
	}
	if w.use&(asArea|asFacility) == 0 {
		return
	}
	ring, ok := c.ring(w.nodes)
	if !ok {
		c.remark("broken-area", false, w.id, "a node is missing")
		return
	}
	if w.use&asArea != 0 && !c.members[w.id] || w.use&asArea != 0 && !c.drawnByRelation(w) {
		layer, class := areaClass(w.tags)
		hi, en := names(w.tags)
		c.m.Areas = append(c.m.Areas, data.MapArea{Layer: layer, ID: w.id * 2, Class: class, NameHi: hi, NameEn: en, Geometry: orb.MultiPolygon{{counterClockwise(ring)}}})
	}
	if w.use&asFacility != 0 {
		c.m.Facilities = append(c.m.Facilities, facilityOf(facilityKind(w.tags), "way", w.id, w.tags, middle(ring)))
	}
}

// drawnByRelation tells whether a multipolygon of the same class has this way as an outline: it would be drawn twice.
func (c *collector) drawnByRelation(w *keptWay) bool {
	layer, class := areaClass(w.tags)
	for _, r := range c.polygons {
		if l, k := areaClass(r.tags); l != layer || k != class {
			continue
		}
		for _, m := range r.members {
			if m.kind == memberWay && m.ref == w.id {
				return true
			}
		}
	}
	return false
}

// longestRun is the longest stretch of a way whose nodes the file has. Extracts cut ways at their border.
func (c *collector) longestRun(w *keptWay) (line orb.LineString, ids []int64) {
	var best, run orb.LineString
	var bestIDs, runIDs []int64
	missing := false
	for _, id := range w.nodes {
		p, ok := c.place(id)
		if !ok {
			missing, run, runIDs = true, nil, nil
			continue
		}
		if n := len(runIDs); n > 0 && runIDs[n-1] == id {
			continue // a node repeated in place
		}
		run, runIDs = append(run, p), append(runIDs, id)
		if len(runIDs) > len(bestIDs) {
			best, bestIDs = run, runIDs
		}
	}
	if missing {
		c.remark("clipped-way", false, w.id, "")
	}
	return best, bestIDs
}

func (c *collector) takeLine(w *keptWay, line orb.LineString, ids []int64) {
	hi, en := names(w.tags)
	if w.use&asRoad != 0 {
		c.m.Roads = append(c.m.Roads, data.Road{ID: w.id, Class: roadClass(w.tags), NameHi: hi, NameEn: en, Ref: w.tags.get("ref"),
			NodeIDs: ids, Tags: roadTags(w.tags), Geometry: line})
	}
	if w.use&asLine != 0 {
		layer, class := lineClass(w.tags)
		c.m.Lines = append(c.m.Lines, data.MapLine{Layer: layer, ID: w.id, Class: class, NameHi: hi, NameEn: en, Geometry: line})
	}
}
