package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"rasad/internal/web/booklet"
	"rasad/internal/web/sketch"
)

// Atlas is what maps are drawn from.
type Atlas interface {
	sketch.Source
	Neighbours(code string) []Ward // longest common boundary first
}

// Sizes of the maps, in drawing units: about the pixels of a phone's page.
const (
	wardMapSide                      = 520
	cityMapWidth, cityMapHeight      = 640, 640
	sheetMapWidth, sheetMapHeight    = 640, 400
	keptSketches                     = 512
	citySketch, wardSketch, onePaper = "city", "ward", "sheet"
	bookPage                         = "book"
)

// sketches keeps finished maps of the newest epochs.
type sketches struct {
	mu   sync.Mutex
	kept map[sketchKey]*finished
}

type sketchKey struct {
	city, kind, ward string
	lang             language
}

// finished is a map; epoch says of what state of the city.
type finished struct {
	epoch         int64
	inside, alone []byte // as a part of a page, and as a document
	tag           string
}

func (k *sketches) get(key sketchKey, epoch int64) (*finished, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	f, ok := k.kept[key]
	return f, ok && f.epoch == epoch
}

// put keeps a map. When there are too many all are let go: they are quickly drawn.
func (k *sketches) put(key sketchKey, f *finished) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept == nil || len(k.kept) >= keptSketches {
		k.kept = map[sketchKey]*finished{}
	}
	k.kept[key] = f
}

// sketch finds or draws a map; nil without an error when there is nothing to draw.
func (s *Site) sketch(town Town, key sketchKey) (*finished, error) {
	c := town.City()
	key.city = c.ID
	if f, ok := s.sketches.get(key, c.Epoch); ok {
		return f, nil
	}
	d, ok, err := s.draw(town, c, key)
	if err != nil || !ok {
		return nil, err
	}
	f := &finished{epoch: c.Epoch, inside: sketch.SVG(&d, true), alone: sketch.SVG(&d, false)}
	sum := sha256.Sum256(f.alone)
	f.tag = hex.EncodeToString(sum[:12])
	s.sketches.put(key, f)
	return f, nil
}

func (s *Site) draw(town Town, c City, key sketchKey) (d sketch.Drawing, ok bool, err error) {
	o := sketch.Options{Words: s.sketchWords(key.lang)}
	o.Link = func(code string) string { return wardPath(c.ID, code) + "?lang=" + string(key.lang) }
	if key.kind == citySketch {
		o.Width, o.Height = cityMapWidth, cityMapHeight
		o.Words.Title = s.must(key.lang, "sketch.city", key.lang.pick(c.Name))
		o.Words.Note = s.must(key.lang, "sketch.city.note", c.Wards, len(c.Zones))
		return sketch.City(town, o)
	}
	w, found := town.Ward(key.ward)
	if !found {
		return d, false, nil
	}
	o.Width, o.Height = wardMapSide, wardMapSide
	switch key.kind {
	case bookPage:
		o.Width, o.Height = booklet.MapSize()
	case onePaper:
		o.Width, o.Height, o.Link = sheetMapWidth, sheetMapHeight, nil
	}
	lists := wardLists(town, c, w)
	o.Places = s.places(lists)
	if key.kind == onePaper {
		o.Places = s.shownPlaces(lists)
	}
	o.Words.Title = s.must(key.lang, "sketch.ward", w.Code, key.lang.pick(w.Name))
	o.Words.Note = s.must(key.lang, "sketch.ward.note", len(o.Places))
	return sketch.Ward(town, key.ward, o)
}

// places are the facilities of lists with their numbers; the nearest ones elsewhere may be off the map.
func (s *Site) places(lists []numberedList) (places []sketch.Place) {
	for _, list := range lists {
		m := s.markOf(list.Kind.ID)
		for _, f := range list.Facilities {
			places = append(places, sketch.Place{Number: f.Number, Outline: m.path, Colour: m.Colour, Lon: f.Lon, Lat: f.Lat})
		}
	}
	return places
}

// shownPlaces are those that the sheet lists.
func (s *Site) shownPlaces(lists []numberedList) (places []sketch.Place) {
	rows, _ := sheetList(lists)
	for _, row := range rows {
		if f := row.Facility; f != nil {
			m := s.markOf(row.Kind.ID)
			places = append(places, sketch.Place{Number: f.Number, Outline: m.path, Colour: m.Colour, Lon: f.Lon, Lat: f.Lat})
		}
	}
	return places
}

func (s *Site) markOf(kind string) mark {
	if m, ok := s.marks[kind]; ok {
		return m
	}
	return s.marks["other"]
}

func (s *Site) sketchWords(l language) sketch.Words {
	return sketch.Words{Lang: string(l), Metres: s.must(l, "metres", "{0}"), Kilometre: s.must(l, "kilometres", "{0}"), North: s.must(l, "sketch.north")}
}

// must is for keys that a test knows to be there.
func (s *Site) must(l language, key string, args ...any) string {
	text, err := s.words.say(l, key, args...)
	if err != nil {
		return key
	}
	return text
}

// inline is a map as a part of a page; empty where there is none.
func (s *Site) inline(town Town, key sketchKey) (template.HTML, error) {
	f, err := s.sketch(town, key)
	if err != nil || f == nil {
		return "", err
	}
	return template.HTML(f.inside), nil //nolint:gosec // package sketch escapes
}

// cityMap is the map of a city as a part of a page, for those without scripts.
func (s *Site) cityMap(town Town, l language) (template.HTML, error) {
	return s.inline(town, sketchKey{kind: citySketch, lang: l})
}

func (s *Site) cityMapFile(w http.ResponseWriter, r *http.Request) {
	s.mapFile(w, r, citySketch)
}

func (s *Site) wardMapFile(w http.ResponseWriter, r *http.Request) {
	s.mapFile(w, r, wardSketch)
}

// mapFile sends a map as a file.
func (s *Site) mapFile(w http.ResponseWriter, r *http.Request, kind string) {
	town, ok := s.townOf(w, r)
	if !ok {
		return
	}
	f, err := s.sketch(town, sketchKey{kind: kind, ward: parameter(r, "code"), lang: languageOf(r)})
	if err != nil {
		s.fault(w, r, fmt.Errorf("map: %w", err))
		return
	}
	if f == nil {
		s.missingWard(w, r, town, parameter(r, "code"))
		return
	}
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	s.send(w, r, "image/svg+xml", f.tag, f.alone)
}

// send answers with bytes that have a tag, or with 304 when the reader has them.
func (s *Site) send(w http.ResponseWriter, r *http.Request, mediaType, tag string, content []byte) {
	header := w.Header()
	header.Set("Content-Type", mediaType)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-cache")
	header.Set("Vary", "Accept-Language, Accept-Encoding, Cookie")
	body := *bytes.NewBuffer(content)
	packed := takesGzip(r)
	if packed {
		tag += "-gz"
	}
	tag = `"` + tag + `"`
	header.Set("ETag", tag)
	if matches(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if packed && s.pack(&body) {
		header.Set("Content-Encoding", "gzip")
	}
	header.Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		w.Write(body.Bytes())
	}
}

func matches(list, tag string) bool {
	for item := range strings.SplitSeq(list, ",") {
		if item = strings.TrimPrefix(strings.TrimSpace(item), "W/"); item == tag || item == "*" {
			return true
		}
	}
	return false
}
