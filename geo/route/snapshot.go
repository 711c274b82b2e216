package route

import (
	"slices"
	"sync"

	"rasad/geo/road"
)

// Snapshot is the streets under some closures. It never changes.
type Snapshot struct {
	Number int64 // of the epoch

	engine  *Engine
	effects []road.Effect
	mu      sync.Mutex
	made    map[variant]*lazy
}

// variant is the streets of a profile with some closures of mode NoThrough reopened, as a trip begins or ends inside.
type variant struct {
	profile road.Profile
	inside  string // places in effects, two bytes each, ascending
}

type lazy struct {
	once    sync.Once
	streets *streets
}

// Snapshot of the streets under effects. Metrics are made when they are first asked for, by what differs from the last ones.
func (e *Engine) Snapshot(number int64, effects []road.Effect) *Snapshot {
	return &Snapshot{Number: number, engine: e, effects: slices.Clone(effects), made: map[variant]*lazy{}}
}

// Next is the streets under exactly these effects; s stays as it is.
func (s *Snapshot) Next(number int64, effects []road.Effect) *Snapshot {
	return s.engine.Snapshot(number, effects)
}

// Effects that the snapshot is under.
func (s *Snapshot) Effects() []road.Effect { return slices.Clone(s.effects) }

// Engine that the snapshot belongs to.
func (s *Snapshot) Engine() *Engine { return s.engine }

// inside lists the closures of mode NoThrough for the profile that a place lies within.
func (s *Snapshot) inside(p road.Profile, at road.Snap) (list []uint16) {
	for i := range s.effects {
		e := &s.effects[i]
		if e.Mode != road.NoThrough || !e.Profiles.Has(p) {
			continue
		}
		for _, d := range [...]road.DirectedEdge{road.Directed(at.Edge, false), road.Directed(at.Edge, true)} {
			if _, ok := slices.BinarySearch(e.Within, d); ok {
				list = append(list, uint16(i))
				break
			}
		}
	}
	return list
}

func union(a, b []uint16) []uint16 {
	if len(b) == 0 {
		return a
	}
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// key of a set of closures.
func key(list []uint16) string {
	text := make([]byte, 0, 2*len(list))
	for _, i := range list {
		text = append(text, byte(i>>8), byte(i))
	}
	return string(text)
}

// streets of a profile for trips that begin or end inside some closures.
func (s *Snapshot) streets(p road.Profile, inside []uint16) *streets {
	v := variant{profile: p, inside: key(inside)}
	s.mu.Lock()
	l := s.made[v]
	if l == nil {
		l = &lazy{}
		s.made[v] = l
	}
	s.mu.Unlock()
	l.once.Do(func() {
		effects := s.effects
		if len(inside) > 0 {
			effects = make([]road.Effect, 0, len(s.effects))
			for i := range s.effects {
				if !slices.Contains(inside, uint16(i)) {
					effects = append(effects, s.effects[i])
				}
			}
		}
		l.streets = s.engine.streets(p, effects)
	})
	return l.streets
}

// between are the streets for a trip from a place to another.
func (s *Snapshot) between(p road.Profile, from, to road.Snap) *streets {
	return s.streets(p, union(s.inside(p, from), s.inside(p, to)))
}
