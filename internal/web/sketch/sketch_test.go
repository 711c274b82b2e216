package sketch

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"rasad/tiles"
)

// town is a random city: wards as cells of a grid, each a jagged ring, with random features in every tile.
type town struct {
	seed   uint64
	shapes []Shape
}

func (t town) Shapes() []Shape { return t.shapes }

// Features are lines and areas that wander far over the tile's edges.
func (t town) Features(_ tiles.Layers, at tiles.Tile) ([]tiles.Decoded, error) {
	rnd := rand.New(rand.NewPCG(t.seed, uint64(at.X)<<32|uint64(at.Y)))
	roads, water := tiles.Decoded{Name: "roads"}, tiles.Decoded{Name: "water"}
	for i := range 60 {
		var path [][2]int64
		x, y := rnd.Int64N(5000)-400, rnd.Int64N(5000)-400
		for range 2 + rnd.IntN(12) {
			path = append(path, [2]int64{x, y})
			x, y = x+rnd.Int64N(900)-450, y+rnd.Int64N(900)-450
		}
		tags := map[string]any{"class": []string{"primary", "residential", "footway", "trunk"}[i%4], "name_hi": "<मार्ग> & " + strconv.Itoa(i), "name_en": `"Road"` + strconv.Itoa(i)}
		roads.Features = append(roads.Features, tiles.DecodedFeature{Type: 2, Tags: tags, Paths: [][][2]int64{path}})
		if i%5 == 0 && len(path) > 2 {
			water.Features = append(water.Features, tiles.DecodedFeature{Type: 3, Paths: [][][2]int64{path}})
		}
	}
	return []tiles.Decoded{roads, water}, nil
}

func randomTown(seed uint64) town {
	rnd := rand.New(rand.NewPCG(seed, 1))
	t := town{seed: seed}
	side := 0.002 + rnd.Float64()*0.03
	for i := range 2 + rnd.IntN(14) {
		middle := orb.Point{80.9 + side*float64(i%4), 26.8 + side*float64(i/4)}
		var ring orb.Ring
		for k := range 6 + rnd.IntN(60) {
			a := float64(k) / 70 * 2 * math.Pi
			r := side * (0.3 + 0.4*rnd.Float64())
			ring = append(ring, orb.Point{middle[0] + r*math.Cos(a), middle[1] + r*math.Sin(a)})
		}
		ring = append(ring, ring[0])
		t.shapes = append(t.shapes, Shape{Code: strconv.Itoa(i + 1), Hi: "वार्ड <" + strconv.Itoa(i) + ">", Zone: rnd.IntN(12) - 1, Label: middle, Geometry: orb.MultiPolygon{{ring}}})
	}
	t.shapes = append(t.shapes, Shape{Code: "nowhere"})
	return t
}

func options(seed uint64) Options {
	rnd := rand.New(rand.NewPCG(seed, 2))
	o := Options{Width: 520, Height: 420, Words: Words{Lang: "hi", Metres: "{0} मी", Kilometre: "{0} किमी", North: "उ", Title: `"<T>" &`, Note: "]]>\x00\u202e"}, Link: func(code string) string { return "/x/" + code }}
	for i := range rnd.IntN(90) {
		o.Places = append(o.Places, Place{Number: i + 1, Outline: "M0 0H24V24Z", Colour: "#0b62a8", Lon: 80.88 + rnd.Float64()*0.05, Lat: 26.78 + rnd.Float64()*0.05})
	}
	return o
}

// TestDrawings draws random cities: each drawing is well-formed, whole within its box, and the same the second time.
func TestDrawings(t *testing.T) {
	for seed := range uint64(25) {
		city, o := randomTown(seed), options(seed)
		draw := func() (all []Drawing) {
			whole, ok, err := City(city, o)
			if !ok || err != nil {
				t.Fatalf("seed %d: %v, %v", seed, ok, err)
			}
			one, ok, err := Ward(city, "1", o)
			if !ok || err != nil {
				t.Fatalf("seed %d: %v, %v", seed, ok, err)
			}
			return []Drawing{whole, one}
		}
		first, second := draw(), draw()
		for i := range first {
			text := SVG(&first[i], false)
			if string(text) != string(SVG(&second[i], false)) {
				t.Errorf("seed %d: drawing %d is another the second time", seed, i)
			}
			checkSVG(t, fmt.Sprintf("seed %d, drawing %d", seed, i), string(text), first[i].Width, first[i].Height)
			if len(text) > 150_000 {
				t.Errorf("seed %d: %d bytes", seed, len(text))
			}
		}
	}
}

func TestNothingToDraw(t *testing.T) {
	city := randomTown(1)
	for _, code := range []string{"nowhere", "", "999"} {
		if _, ok, err := Ward(city, code, options(1)); ok || err != nil {
			t.Errorf("%q: %v, %v", code, ok, err)
		}
	}
	if _, ok, err := City(town{}, options(1)); ok || err != nil {
		t.Errorf("empty: %v, %v", ok, err)
	}
}

// checkSVG reads a file as an outsider would.
func checkSVG(t *testing.T, name, text string, width, height float64) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(text))
	paths, titles := 0, 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if element.Name.Local == "title" {
			titles++
		}
		moved, path := false, ""
		for _, a := range element.Attr {
			moved = moved || a.Name.Local == "transform"
			if a.Name.Local == "d" {
				path = a.Value
			}
		}
		if path != "" && !moved {
			paths++
			within(t, name, path, width, height)
		}
	}
	if paths < 3 || titles == 0 {
		t.Errorf("%s: %d paths, %d titles", name, paths, titles)
	}
}

// step is a command, or a number.
var step = regexp.MustCompile(`[Mlz]|-?\d*\.?\d+`) //nolint:gochecknoglobals // compiled once

// within walks a path of M, l and z with the rules of SVG and holds every vertex to the box.
func within(t *testing.T, name, path string, width, height float64) {
	t.Helper()
	if rest := step.ReplaceAllString(path, ""); strings.TrimSpace(rest) != "" {
		t.Fatalf("%s: what is %q in %.80s", name, rest, path)
	}
	command, x, y := "", 0.0, 0.0
	var numbers []float64
	for _, token := range step.FindAllString(path, -1) {
		if strings.Contains("Mlz", token) {
			command = token
			continue
		}
		v, err := strconv.ParseFloat(token, 64)
		if err != nil {
			t.Fatal(err)
		}
		if numbers = append(numbers, v); len(numbers) < 2 {
			continue
		}
		if command == "M" {
			x, y = numbers[0], numbers[1]
		} else {
			x, y = x+numbers[0], y+numbers[1]
		}
		numbers = numbers[:0]
		const rounding = 0.06
		if x < -rounding || y < -rounding || x > width+rounding || y > height+rounding {
			t.Errorf("%s: %.1f %.1f is outside of the box: %.80s", name, x, y, path)
			return
		}
	}
	if len(numbers) != 0 {
		t.Errorf("%s: a number left over: %.80s", name, path)
	}
}

// TestHatch: a point on a hatching line is in the area, by the slow way, and the lines are as long as the area is wide.
func TestHatch(t *testing.T) {
	for seed := range uint64(40) {
		rnd := rand.New(rand.NewPCG(seed, 3))
		var ring orb.LineString
		for k := range 5 + rnd.IntN(20) {
			a := float64(k) / 25 * 2 * math.Pi
			r := 40 + 60*rnd.Float64()
			ring = append(ring, orb.Point{200 + r*math.Cos(a), 200 + r*math.Sin(a)})
		}
		ring = append(ring, ring[0])
		look := zoneLookOf(rnd.IntN(zoneLooks))
		lines := hatch([]orb.LineString{ring}, look)
		if len(lines) == 0 {
			t.Errorf("seed %d: no lines", seed)
		}
		for _, l := range lines {
			for _, f := range []float64{0.1, 0.5, 0.9} {
				if p := (orb.Point{l[0][0] + (l[1][0]-l[0][0])*f, l[0][1] + (l[1][1]-l[0][1])*f}); !insideOf([]orb.LineString{ring}, p) {
					t.Errorf("seed %d: %v of %v is outside", seed, p, l)
				}
			}
		}
	}
}

// TestMarksApart: marks do not cover each other as long as there is room.
func TestMarksApart(t *testing.T) {
	v := fit(orb.Bound{Min: orb.Point{80, 26}, Max: orb.Point{80.02, 26.02}}, 500, 500, 20)
	var places []Place
	for i := range 30 {
		places = append(places, Place{Number: i + 1, Lon: 80.01, Lat: 26.01})
	}
	marks := placeMarks(v, places)
	for i := range marks {
		for k := range marks[:i] {
			if d := math.Hypot(marks[i].At[0]-marks[k].At[0], marks[i].At[1]-marks[k].At[1]); d < markSize*0.9 {
				t.Errorf("%d and %d are %.1f apart", i, k, d)
			}
		}
	}
	if len(marks) != 30 || marks[0].At != marks[0].Spot {
		t.Errorf("%d marks, the first at %v, not %v", len(marks), marks[0].At, marks[0].Spot)
	}
}

func TestScaleBar(t *testing.T) {
	for _, side := range []float64{0.0001, 0.003, 0.02, 0.4, 5} {
		v := fit(orb.Bound{Min: orb.Point{80, 26}, Max: orb.Point{80 + side, 26 + side}}, 520, 520, 20)
		metres, units := barOf(v)
		if units > 131 || units < 131.0/2.6 {
			t.Errorf("%v degrees: %d m are %.1f of 520", side, metres, units)
		}
		lead := strings.TrimRight(strconv.Itoa(metres), "0")
		if lead != "1" && lead != "2" && lead != "5" {
			t.Errorf("%d m", metres)
		}
	}
}
