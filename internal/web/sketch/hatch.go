package sketch

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// zoneLook is a zone's colour and hatching, so that the one can be told without the other.
type zoneLook struct {
	fill, line string
	angles     []float64 // degrees of its lines
	gap        float64   // between them
	dash       float64
}

const zoneLooks = 9

// zoneLookOf knows Paul Tol's "muted" scheme, as the interactive map does. The scheme begins again after nine zones; their numbers do not.
func zoneLookOf(zone int) zoneLook {
	if zone < 0 {
		return zoneLook{fill: "#e9e7e2", line: "#8b8780", gap: 0}
	}
	return [zoneLooks]zoneLook{
		{"#332288", "#2b1c78", []float64{45}, 9, 0}, {"#88ccee", "#2f7fa8", []float64{135}, 9, 0}, {"#44aa99", "#23796a", []float64{0}, 8, 0},
		{"#117733", "#0c5a26", []float64{90}, 8, 0}, {"#999933", "#6a6a18", []float64{45, 135}, 12, 0}, {"#ddcc77", "#8a7720", []float64{0, 90}, 12, 0},
		{"#cc6677", "#a03b4e", []float64{45}, 8, 4}, {"#882255", "#6b1643", []float64{135}, 5, 0}, {"#aa4499", "#84307a", []float64{0}, 7, 3},
	}[zone%zoneLooks]
}

// hatch fills rings (closed, even-odd) with lines. The lines of two areas of one look continue each other.
func hatch(rings []orb.LineString, look zoneLook) []orb.LineString {
	var lines []orb.LineString
	for _, angle := range look.angles {
		if look.gap > 0 {
			lines = append(lines, hatchOne(rings, angle*math.Pi/180, look.gap)...)
		}
	}
	return lines
}

func hatchOne(rings []orb.LineString, angle, gap float64) []orb.LineString {
	sin, cos := math.Sincos(angle)
	crossings := map[int][]float64{} // line → where it crosses an edge
	for _, ring := range rings {
		for i := 1; i < len(ring); i++ {
			a, b := turned(ring[i-1], sin, cos), turned(ring[i], sin, cos)
			if a[1] > b[1] {
				a, b = b, a
			}
			for k := int(math.Ceil(a[1] / gap)); float64(k)*gap < b[1]; k++ {
				y := float64(k) * gap
				crossings[k] = append(crossings[k], a[0]+(b[0]-a[0])*(y-a[1])/(b[1]-a[1]))
			}
		}
	}
	var lines []orb.LineString
	for _, k := range sortedKeys(crossings) {
		xs := crossings[k]
		slices.Sort(xs)
		for i := 0; i+1 < len(xs); i += 2 {
			if xs[i+1]-xs[i] > 2 {
				y := float64(k) * gap
				lines = append(lines, orb.LineString{turned(orb.Point{xs[i], y}, -sin, cos), turned(orb.Point{xs[i+1], y}, -sin, cos)})
			}
		}
	}
	return lines
}

// turned rotates a point so that lines of the angle lie flat.
func turned(p orb.Point, sin, cos float64) orb.Point {
	return orb.Point{p[0]*cos + p[1]*sin, p[1]*cos - p[0]*sin}
}

func sortedKeys(m map[int][]float64) []int {
	keys := make([]int, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
