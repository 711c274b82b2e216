package sketch

import (
	"math"
	"slices"
	"unicode"

	"github.com/paulmach/orb"
)

// room keeps what is written from lying over each other. A text takes some circles along its baseline.
type room struct{ discs []disc }

type disc struct {
	at     orb.Point
	radius float64
}

func (r *room) free(discs []disc) bool {
	for _, a := range discs {
		for _, b := range r.discs {
			if math.Hypot(a.at[0]-b.at[0], a.at[1]-b.at[1]) < a.radius+b.radius {
				return false
			}
		}
	}
	return true
}

func (r *room) take(discs []disc) { r.discs = append(r.discs, discs...) }

// wide estimates a text's width: vowel signs above and below take none.
func wide(text string, size float64) float64 {
	n := 0.0
	for _, c := range text {
		switch {
		case unicode.Is(unicode.Mn, c), unicode.Is(unicode.Cf, c):
		case c < 0x250 && !unicode.IsUpper(c):
			n += 0.54
		default:
			n += 0.64
		}
	}
	return n * size
}

// discsOf are around a text that is centred on a point at an angle.
func discsOf(at orb.Point, width, size, angle float64) []disc {
	sin, cos := math.Sincos(angle * math.Pi / 180)
	var discs []disc
	for x := -width / 2; ; x += size {
		x = math.Min(x, width/2)
		discs = append(discs, disc{orb.Point{at[0] + x*cos, at[1] + x*sin}, size * 0.7})
		if x == width/2 {
			return discs
		}
	}
}

const (
	maxNames = 16
	nameSize = 10.5
	longName = 40 // letters; longer ones are not written on the map
)

// names writes the main streets, each once, where there is room on a piece that is long enough.
func names(v view, streets []street, lang string, taken *room) []Text {
	streets = slices.Clone(streets)
	slices.SortFunc(streets, bySize)
	done := map[string]bool{}
	var out []Text
	for _, s := range streets {
		name := s.en
		if lang == "hi" && s.hi != "" || name == "" {
			name = s.hi
		}
		if done[name] || len(out) >= maxNames || len([]rune(name)) > longName || s.rank < rankStreet {
			continue
		}
		if text, discs, ok := alongStreet(v, s.line, name); ok && taken.free(discs) {
			taken.take(discs)
			done[name] = true
			out = append(out, text)
		}
	}
	return out
}

// alongStreet puts a name on the middle of a line where the line is straight for as long as the name.
func alongStreet(v view, line orb.LineString, name string) (text Text, discs []disc, ok bool) {
	width := wide(name, nameSize)
	total := length(line)
	if total < width*0.9 {
		return text, nil, false
	}
	half := math.Min(width, total) / 2
	a, b, middle := along(line, total/2-half), along(line, total/2+half), along(line, total/2)
	chord := math.Hypot(b[0]-a[0], b[1]-a[1])
	if chord < 1.9*half {
		return text, nil, false // bent
	}
	angle := math.Atan2(b[1]-a[1], b[0]-a[0]) * 180 / math.Pi
	if angle > 90 {
		angle -= 180
	} else if angle <= -90 {
		angle += 180
	}
	discs = discsOf(middle, width, nameSize, angle)
	for _, d := range discs {
		if !v.frame.Contains(orb.Point{d.at[0] - d.radius, d.at[1] - d.radius}) || !v.frame.Contains(orb.Point{d.at[0] + d.radius, d.at[1] + d.radius}) {
			return text, nil, false
		}
	}
	sin, cos := math.Sincos(angle * math.Pi / 180)
	const drop = 0.35 * nameSize // from the line's middle to the baseline
	at := orb.Point{middle[0] - sin*drop, middle[1] + cos*drop}
	return Text{At: at, Text: name, Size: nameSize, Angle: angle, Anchor: Middle, Colour: "#3a3a40", Halo: "#ffffff"}, discs, true
}

// along is the point of a line at a distance from its beginning.
func along(line orb.LineString, distance float64) orb.Point {
	for i := 1; i < len(line); i++ {
		step := math.Hypot(line[i][0]-line[i-1][0], line[i][1]-line[i-1][1])
		if distance <= step && step > 0 {
			f := math.Max(0, distance/step)
			return orb.Point{line[i-1][0] + (line[i][0]-line[i-1][0])*f, line[i-1][1] + (line[i][1]-line[i-1][1])*f}
		}
		distance -= step
	}
	return line[len(line)-1]
}
