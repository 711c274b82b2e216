package source

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"rasad/geo/utm"
)

// sample is what a file's first coordinates look like, as written there.
type sample struct {
	orb.Bound
	seen bool
}

// samples keeps features that could be in degrees apart from those that cannot: a few bad rows of one sort must not hide what the file is.
type samples struct {
	degrees, metres   sample
	nDegrees, nMetres int
}

func (s *samples) add(g orb.Geometry) {
	if g == nil {
		return
	}
	b := g.Bound()
	if b.IsEmpty() || !finite(b.Min) || !finite(b.Max) {
		return
	}
	if within(degrees(), b) {
		s.degrees.extend(b)
		s.nDegrees++
		return
	}
	s.metres.extend(b)
	s.nMetres++
}

func (s *sample) extend(b orb.Bound) {
	if !s.seen {
		s.Bound, s.seen = b, true
		return
	}
	s.Bound = s.Union(b)
}

// majority is the sample of the commoner sort.
func (s *samples) majority() sample {
	if s.nMetres > s.nDegrees {
		return s.metres
	}
	return s.degrees
}

// india is where the service's cities lie, with room to spare.
func india() orb.Bound { return orb.Bound{Min: orb.Point{66, 5}, Max: orb.Point{99, 38}} }

func degrees() orb.Bound { return orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}} }

func within(outer, inner orb.Bound) bool {
	return outer.Contains(inner.Min) && outer.Contains(inner.Max)
}

// recognise decides in which projection a file is: what the caller says, else what the file says if its numbers allow it, else what its
// numbers look like.
func recognise(s sample, declared string, o Options) (crs, []Note, error) {
	if o.CRS != "" {
		c, ok := crsByName(o.CRS)
		if !ok {
			return crs{}, nil, unknownCRS(o.CRS)
		}
		return c, []Note{{Code: "projection", Text: bothf("प्रक्षेप बताए अनुसार: %s", "projection as told: %s", c.name)}}, nil
	}
	if !s.seen {
		return geographic(), nil, nil
	}
	if declared != "" {
		if c, ok := crsByName(declared); !ok && !looksGeographic(s) {
			return crs{}, nil, unknownCRS(declared)
		} else if ok && c.undo != nil {
			return c, []Note{{Code: "projection", Text: bothf("फ़ाइल का प्रक्षेप: %s", "projection of the file: %s", c.name)}}, nil
		}
	}
	return guess(s, declared, o)
}

func looksGeographic(s sample) bool { return within(degrees(), s.Bound) }

func guess(s sample, declared string, o Options) (crs, []Note, error) {
	if looksGeographic(s) {
		flipped := orb.Bound{Min: orb.Point{s.Min[1], s.Min[0]}, Max: orb.Point{s.Max[1], s.Max[0]}}
		if within(india(), flipped) && !india().Intersects(s.Bound) {
			return swapped(), []Note{{Code: "projection", Warning: true,
				Text: both("अक्षांश और देशांतर उल्टे क्रम में थे; सही किए गए", "latitude and longitude were in swapped order; put right")}}, nil
		}
		return geographic(), nil, nil
	}
	found := candidates(s, o)
	if len(found) == 0 {
		return crs{}, nil, notRecognised(s)
	}
	c, why := found[0], both("", "")
	if declared != "" {
		why = bothf(" (फ़ाइल %q कहती है, पर अंक ऐसे नहीं हैं)", " (the file says %q, but its numbers do not look so)", declared)
	}
	return c, []Note{{Code: "projection", Warning: true, Text: Text{
		Hi: fmt.Sprintf("प्रक्षेप बताया नहीं गया था; निर्देशांकों से पहचाना गया: %s", c.name) + why.Hi,
		En: fmt.Sprintf("projection not declared; recognised by its coordinates: %s", c.name) + why.En,
	}}}, nil
}

// candidates are the metre projections under which the sample lies in a plausible place. Web Mercator needs no more than India; UTM
// coordinates look alike in every zone, so they need to know where the city is.
func candidates(s sample, o Options) (list []crs) {
	place := india()
	if o.Near != nil {
		place = o.Near.Pad(1.5)
	}
	try := func(c crs) {
		if place.Contains(c.undo(s.Min)) && place.Contains(c.undo(s.Max)) {
			list = append(list, c)
		}
	}
	try(webMercator())
	if len(list) > 0 || o.Near == nil || !looksUTM(s) {
		return list
	}
	for zone := 42; zone <= 47; zone++ {
		try(utmZone(zone, false))
	}
	return list
}

func looksUTM(s sample) bool {
	return within(orb.Bound{Min: orb.Point{100_000, 500_000}, Max: orb.Point{900_000, 4_300_000}}, s.Bound)
}

func notRecognised(s sample) *Error {
	e := fault(0,
		bothf("निर्देशांक (%.0f … %.0f, %.0f … %.0f) न डिग्री हैं, न पहचाने गए मीटर", "coordinates (%.0f … %.0f, %.0f … %.0f) are neither degrees nor metres of a known projection", s.Min[0], s.Max[0], s.Min[1], s.Max[1]),
		both("प्रक्षेप --crs EPSG:… से बताएँ, या ogr2ogr -t_srs EPSG:4326 से बदलें", "name the projection by --crs EPSG:…, or convert the file by ogr2ogr -t_srs EPSG:4326"))
	if !looksUTM(s) {
		return e
	}
	var hi, en strings.Builder
	for zone := 42; zone <= 47; zone++ {
		p := utm.New(zone, false).ToDegrees(s.Center())
		fmt.Fprintf(&hi, "; EPSG:%d → %.2f पू, %.2f उ", 32600+zone, p[0], p[1])
		fmt.Fprintf(&en, "; EPSG:%d → %.2f E, %.2f N", 32600+zone, p[0], p[1])
	}
	e.Reason = both("निर्देशांक UTM मीटर लगते हैं, पर क्षेत्र (zone) नहीं बताया गया", "the coordinates look like UTM metres, but no zone is declared")
	e.Remedy = Text{Hi: "--crs से क्षेत्र बताएँ" + hi.String(), En: "name the zone by --crs" + en.String()}
	return e
}

func unknownCRS(name string) *Error {
	if len(name) > 60 {
		name = name[:60] + "…"
	}
	name = strings.ToValidUTF8(name, "")
	return fault(0, bothf("प्रक्षेप %q ज्ञात नहीं", "projection %q is not known here", name),
		both("ogr2ogr -t_srs EPSG:4326 से बदलें; ज्ञात हैं: EPSG:4326, 3857, 326xx (UTM)", "convert the file by ogr2ogr -t_srs EPSG:4326; known are EPSG:4326, 3857, 326xx (UTM)"))
}
