package pdf

import (
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// flatten turns the path of a mark into lines. It knows what the marks' paths use: M, L, H, V, C, A with round arcs, and Z, all absolute.
func flatten(path string) []orb.LineString {
	f := flattener{numbers: path}
	for f.numbers != "" && f.next() {
	}
	f.finish()
	return f.lines
}

type flattener struct {
	numbers string // what is left to read
	command byte
	line    orb.LineString
	lines   []orb.LineString
}

func (f *flattener) finish() {
	if len(f.line) > 1 {
		f.lines = append(f.lines, f.line)
	}
	f.line = nil
}

// next reads one step; false at the end, or at what is not known.
func (f *flattener) next() bool {
	f.numbers = strings.TrimLeft(f.numbers, " ,")
	if f.numbers == "" {
		return false
	}
	if c := f.numbers[0]; c >= 'A' && c <= 'Z' {
		f.command, f.numbers = c, f.numbers[1:]
	}
	if f.command == 'Z' {
		if len(f.line) > 0 {
			f.line = append(f.line, f.line[0])
		}
		f.finish()
		f.command = 0
		return true
	}
	need := map[byte]int{'M': 2, 'L': 2, 'H': 1, 'V': 1, 'C': 6, 'A': 7}[f.command]
	v := make([]float64, need)
	for i := range v {
		var ok bool
		if v[i], ok = f.number(); !ok {
			return false
		}
	}
	return need > 0 && f.step(v)
}

func (f *flattener) number() (float64, bool) {
	f.numbers = strings.TrimLeft(f.numbers, " ,")
	end := 0
	for end < len(f.numbers) && (strings.IndexByte("0123456789.", f.numbers[end]) >= 0 || end == 0 && f.numbers[0] == '-') {
		end++
	}
	v, err := strconv.ParseFloat(f.numbers[:end], 64)
	f.numbers = f.numbers[end:]
	return v, err == nil
}

func (f *flattener) step(v []float64) bool {
	var from orb.Point
	if n := len(f.line); n > 0 {
		from = f.line[n-1]
	} else if f.command != 'M' {
		return false
	}
	switch f.command {
	case 'M':
		f.finish()
		f.line, f.command = orb.LineString{{v[0], v[1]}}, 'L'
	case 'L':
		f.line = append(f.line, orb.Point{v[0], v[1]})
	case 'H':
		f.line = append(f.line, orb.Point{v[0], from[1]})
	case 'V':
		f.line = append(f.line, orb.Point{from[0], v[0]})
	case 'C':
		f.curve(from, v)
	case 'A':
		f.arc(from, v)
	}
	return true
}

const curveSteps = 10

func (f *flattener) curve(from orb.Point, v []float64) {
	for i := 1; i <= curveSteps; i++ {
		t := float64(i) / curveSteps
		s := 1 - t
		var p orb.Point
		for k := range p {
			p[k] = s*s*s*from[k] + 3*s*s*t*v[k] + 3*s*t*t*v[2+k] + t*t*t*v[4+k]
		}
		f.line = append(f.line, p)
	}
}

// arc of a circle: radius, radius, rotation, large, sweep, x, y.
func (f *flattener) arc(from orb.Point, v []float64) {
	to := orb.Point{v[5], v[6]}
	dx, dy := to[0]-from[0], to[1]-from[1]
	chord := math.Hypot(dx, dy)
	if chord == 0 || v[0] == 0 {
		return
	}
	radius := math.Max(v[0], chord/2)
	off := math.Sqrt(math.Max(0, radius*radius-chord*chord/4))
	if (v[3] != 0) == (v[4] != 0) {
		off = -off
	}
	middle := orb.Point{(from[0]+to[0])/2 - dy/chord*off, (from[1]+to[1])/2 + dx/chord*off}
	start, end := math.Atan2(from[1]-middle[1], from[0]-middle[0]), math.Atan2(to[1]-middle[1], to[0]-middle[0])
	if v[4] != 0 && end < start {
		end += 2 * math.Pi
	} else if v[4] == 0 && end > start {
		end -= 2 * math.Pi
	}
	for i := 1; i < 2*curveSteps; i++ {
		a := start + (end-start)*float64(i)/(2*curveSteps)
		f.line = append(f.line, orb.Point{middle[0] + radius*math.Cos(a), middle[1] + radius*math.Sin(a)})
	}
	f.line = append(f.line, to)
}
