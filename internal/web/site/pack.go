package site

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// pack is all that a phone needs to answer without a network, in one language: the cards of every ward, zone, kind and facility, as the
// server writes them, and where wards and facilities lie. Nothing in it depends on the hour: what is open now is not told.
type pack struct {
	Form    int               `json:"form"`
	Epoch   int64             `json:"epoch"`
	Words   map[string]string `json:"words"` // with {0}: metres, kilometres, on_foot
	Start   string            `json:"start"`
	Outside string            `json:"outside"` // of a place outside all wards
	Unknown string            `json:"unknown"` // of what is not listed, or not offline
	Far     string            `json:"far"`     // of a view too wide for a list
	None    string            `json:"none"`    // of a view without facilities
	Parts   []string          `json:"parts"`   // what stands in many cards, as U+E000, its place here and a semicolon
	Kinds   map[string]string `json:"kinds"`   // with a slot for the rows
	Zones   map[string]string `json:"zones"`
	Wards   []packWard        `json:"wards"`
	Rest    []packFacility    `json:"rest"` // outside all wards
	places  map[string][]packFacility
}

type packWard struct {
	Code  string         `json:"code"`
	Card  string         `json:"card"`
	Place string         `json:"place"` // the card of a place in it, with slots for the nearest shops and kitchens, and for the place itself
	Rings [][]int        `json:"rings"` // lon, lat, … in 1e-5 degrees, each but the first pair as the difference from the one before
	At    []packFacility `json:"at"`
}

type packFacility struct {
	ID   int64  `json:"id"`
	Kind string `json:"kind"`
	Lon  int    `json:"lon"` // 1e-6 degrees
	Lat  int    `json:"lat"`
	Row  string `json:"row"`
	Card string `json:"card,omitempty"` // "" in a large city: the row says the most
}

// What stands in the cards for what the worker fills in.
const (
	packForm  = 1
	packBase  = "https://rasad.invalid" // the service's own address
	packSlot  = "<!--rows %s-->"        // rows of facilities of a kind
	packRow   = "<!--row %d-->"         // the row of a facility, which stands beside the card
	slotID    = -1                      // of the facility that marks a slot
	packCards = 4000                    // a city with more facilities gets no cards of them, only rows
	packRows  = 20000                   // facilities in a pack at most
	packWards = 1000
)

// Outliner is a Town that knows the outlines of its wards, each ring a list of lon, lat, thinned to some 10 m. Without it a place cannot be
// answered offline.
type Outliner interface {
	Outline(ward string) [][][2]float64
}

// timeless is a town in which it is no hour of the day.
type timeless struct{ Town }

func (t timeless) Nearest(lon, lat float64, kind string, k int) []Facility {
	return withoutHour(t.Town.Nearest(lon, lat, kind, k))
}

func (t timeless) Facilities(ward, kind string, limit int) []Facility {
	return withoutHour(t.Town.Facilities(ward, kind, limit))
}

func withoutHour(list []Facility) []Facility {
	for i := range list {
		list[i].Open = nil
	}
	return list
}

// packWriter makes one pack.
type packWriter struct {
	site                    *Site
	parts                   map[string]int // pictures and their places
	picture, sharing, place *regexp.Regexp
	lang                    language
	town                    timeless
	city                    City
	rows                    int // so far
	err                     error
}

func (s *Site) newPack(l language, town Town) (*pack, error) {
	w := &packWriter{
		site: s, parts: map[string]int{}, picture: regexp.MustCompile(`(?s)<svg .*?</svg>`),
		place: regexp.MustCompile(`(href="geo:([-0-9.,]+))\?q=[^"]*`), sharing: regexp.MustCompile(`(?s)<li[^>]*><(a|button) [^>]*(href="https://wa\.me|data-copy=)[^>]*>.*?</li>`), lang: l, town: timeless{town}, city: town.City(),
	}
	start := answer{About: "start", City: w.city}
	p := &pack{
		Form: packForm, Epoch: w.city.Epoch, Words: map[string]string{}, Kinds: map[string]string{}, Zones: map[string]string{},
		Start: w.html("answer", start), Outside: w.html("answer", start.problem("outside", "", 0)), Unknown: w.html("answer", start.problem("unknown_facility", "", 0)),
		Far: w.html("view", view{City: w.city, Far: true}), None: w.html("view", view{City: w.city}), places: map[string][]packFacility{},
	}
	for _, key := range []string{"metres", "kilometres", "on_foot"} {
		text, err := s.words.say(l, key)
		p.Words[key], w.err = text, errors.Join(w.err, err)
	}
	for _, k := range w.city.Kinds {
		list := facilityList{Kind: k, Facilities: make([]Facility, min(k.Count, listShown))}
		for i := range list.Facilities {
			list.Facilities[i] = Facility{ID: slotID, Kind: k.ID}
		}
		p.Kinds[k.ID] = w.slots(w.html("answer", answer{About: "kind", City: w.city, Base: packBase, Lists: []facilityList{list}}), k.ID)
		w.facilities(p, k)
	}
	for _, z := range w.city.Zones {
		p.Zones[z.Code] = w.html("answer", answer{City: w.city, Base: packBase}.zone(w.town, z.Code))
	}
	wards := town.Wards()
	for i := range wards[:min(len(wards), packWards)] {
		p.Wards = append(p.Wards, w.ward(&wards[i], p.places[wards[i].Code]))
	}
	p.Rest = p.places[""]
	p.Parts = make([]string, len(w.parts))
	for part, place := range w.parts {
		p.Parts[place] = part
	}
	return p, w.err
}

// html renders a template; the first fault is kept.
func (w *packWriter) html(name string, page any) string {
	var text bytes.Buffer
	if err := w.site.templates[w.lang].ExecuteTemplate(&text, name, page); err != nil && w.err == nil {
		w.err = fmt.Errorf("pack, %s: %w", name, err)
	}
	// Pictures are the greater part of a card, and few.
	return w.picture.ReplaceAllStringFunc(text.String(), func(part string) string {
		place, ok := w.parts[part]
		if !ok {
			place = len(w.parts)
			w.parts[part] = place
		}
		return "\ue000" + strconv.Itoa(place) + ";"
	})
}

// withoutSharing drops the links that pass a card on (they need a network, and hold all that the card says once more) and the label of
// the place in the map program.
func (w *packWriter) withoutSharing(card string) string {
	return w.place.ReplaceAllString(w.sharing.ReplaceAllString(card, ""), "$1?q=$2")
}

// facilities adds those of a kind, page by page.
func (w *packWriter) facilities(p *pack, k Kind) {
	for after := int64(0); ; {
		list, next := w.town.Page(k.ID, after, listShown)
		for _, f := range withoutHour(list) {
			if w.rows++; w.rows > packRows {
				return
			}
			item := packFacility{ID: f.ID, Kind: f.Kind, Lon: whole(f.Lon, 1e6), Lat: whole(f.Lat, 1e6), Row: rowOf(w.html("facilities", []Facility{f}))}
			if w.city.Facilities() <= packCards {
				item.Card = w.withoutSharing(w.html("answer", answer{City: w.city, Base: packBase}.facility(one{w.town, f}, strconv.FormatInt(f.ID, 10))))
			}
			p.places[f.Ward] = append(p.places[f.Ward], item)
		}
		if after = next; after == 0 {
			return
		}
	}
}

// one is a town that finds a facility at hand.
type one struct {
	timeless
	facility Facility
}

func (o one) Facility(int64) (Facility, bool) { return o.facility, true }

func (w *packWriter) ward(ward *Ward, at []packFacility) packWard {
	place := answer{About: "place", City: w.city, Base: packBase, Ward: ward, Place: &[2]float64{slotID, slotID}}
	for _, k := range w.city.Kinds {
		if k.ID == rationShop || k.ID == kitchen {
			place.Lists = append(place.Lists, facilityList{Kind: k, Near: true, Facilities: []Facility{{ID: slotID, Kind: k.ID}}})
		}
	}
	item := packWard{
		Code: ward.Code, Card: w.html("answer", answer{City: w.city, Base: packBase}.ward(w.town, ward.Code)), Place: w.slots(w.html("answer", place), rationShop, kitchen), At: at,
	}
	for _, f := range at {
		item.Card = strings.Replace(item.Card, f.Row, fmt.Sprintf(packRow, f.ID), 1)
	}
	if outliner, ok := w.town.Town.(Outliner); ok {
		for _, ring := range outliner.Outline(ward.Code) {
			item.Rings = append(item.Rings, steps(ring))
		}
	}
	return item
}

// slots replaces the rows of marking facilities by a mark for each kind, in the order of the kinds in the card.
func (w *packWriter) slots(card string, kinds ...string) string {
	mark := `data-facility="` + strconv.Itoa(slotID) + `"`
	for _, kind := range kinds {
		at := strings.Index(card, mark)
		if at < 0 {
			return card
		}
		from, to := strings.LastIndex(card[:at], "<li"), at+strings.Index(card[at:], "</li>")+len("</li>")
		for len(kinds) == 1 && strings.Contains(card[to:], mark) { // a list of one kind has as many marks as rows
			last := to + strings.LastIndex(card[to:], mark)
			to = last + strings.Index(card[last:], "</li>") + len("</li>")
		}
		card = card[:from] + fmt.Sprintf(packSlot, kind) + card[to:]
	}
	return card
}

// rowOf cuts the row out of a list of one.
func rowOf(list string) string {
	from, to := strings.Index(list, "<li"), strings.LastIndex(list, "</li>")
	if from < 0 || to < from {
		return ""
	}
	return list[from : to+len("</li>")]
}

// whole is degrees in parts of a degree.
func whole(degrees, parts float64) int { return int(math.Round(degrees * parts)) }

func steps(ring [][2]float64) []int {
	out := make([]int, 0, 2*len(ring))
	lastLon, lastLat := 0, 0
	for _, p := range ring {
		lon, lat := whole(p[0], 1e5), whole(p[1], 1e5)
		out = append(out, lon-lastLon, lat-lastLat)
		lastLon, lastLat = lon, lat
	}
	return out
}
