package pdf

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"rasad/internal/web/sketch"
)

// Drawing puts a map into a box of its proportions, so many points wide.
func (p *Page) Drawing(d *sketch.Drawing, x, y, width float64) {
	scale := width / d.Width
	height := d.Height * scale
	p.op("q %s %s %s %s re W n q %s 0 0 %s %s %s cm 1 j 1 J\n", decimal(x), decimal(p.height-y-height), decimal(width), decimal(height),
		decimal4(scale), decimal4(-scale), decimal(x), decimal(p.height-y))
	inside := true
	leave := func() {
		if inside {
			p.op("Q\n")
			inside = false
		}
	}
	enter := func() {
		if !inside {
			p.op("q %s 0 0 %s %s %s cm 1 j 1 J\n", decimal4(scale), decimal4(-scale), decimal(x), decimal(p.height-y))
			inside = true
		}
	}
	for i := range d.Items {
		item := &d.Items[i]
		if len(item.Lines) > 0 {
			enter()
			p.shape(item)
		}
		for _, t := range item.Texts {
			leave()
			p.label(t, x, y, scale)
		}
		for k := range item.Marks {
			enter()
			p.lead(&item.Marks[k])
		}
		for k := range item.Marks {
			enter()
			p.mark(&item.Marks[k])
			leave()
			p.markNumber(&item.Marks[k], x, y, scale)
		}
	}
	leave()
	p.op("Q\n")
}

func (p *Page) shape(item *sketch.Item) {
	if item.Opacity > 0 || item.Dash > 0 {
		p.op("q ")
		defer func() { p.op("Q\n") }()
	}
	if item.Opacity > 0 {
		name, line := "O"+strconv.Itoa(int(math.Round(item.Opacity*100))), decimal(item.Opacity)
		if item.Fill != "" {
			name, line = name+"F", "1"
		}
		p.doc.states[name] = "/ca " + decimal(item.Opacity) + "/CA " + line
		p.op("/%s gs ", name)
	}
	end := "S"
	if item.Fill != "" {
		p.op("%s rg ", colour(item.Fill))
		end = "f*"
		if item.Stroke != "" {
			end = "B*"
		}
	}
	if item.Stroke != "" {
		p.op("%s RG %s w ", colour(item.Stroke), decimal(item.Width))
	}
	if item.Dash > 0 {
		p.op("[%s]0 d 0 J ", decimal(item.Dash))
	}
	for _, line := range item.Lines {
		p.path(line)
	}
	p.op("%s\n", end)
}

func (p *Page) path(line orb.LineString) {
	for i, q := range line {
		p.b = strconv.AppendFloat(p.b, q[0], 'f', 1, 64)
		p.b = append(p.b, ' ')
		p.b = strconv.AppendFloat(p.b, q[1], 'f', 1, 64)
		if i == 0 {
			p.b = append(p.b, " m "...)
		} else {
			p.b = append(p.b, " l "...)
		}
	}
	if n := len(line); n > 3 && line[0] == line[n-1] {
		p.b = append(p.b, "h "...)
	}
}

func (p *Page) label(t sketch.Text, x, y, scale float64) {
	s := Style{Size: t.Size * scale, Bold: t.Bold, Colour: t.Colour, Angle: t.Angle, Halo: t.Halo}
	back := 0.0
	switch t.Anchor {
	case sketch.Middle:
		back = p.doc.Width(t.Text, s) / 2
	case sketch.End:
		back = p.doc.Width(t.Text, s)
	}
	sin, cos := math.Sincos(t.Angle * math.Pi / 180)
	p.Text(x+t.At[0]*scale-back*cos, y+t.At[1]*scale-back*sin, t.Text, s)
}

func (p *Page) lead(m *sketch.Mark) {
	if m.At != m.Spot {
		p.op("0.09 0.09 0.1 RG 1 w ")
		p.path(orb.LineString{m.Spot, m.At})
		p.op("S 4 w ")
		p.path(orb.LineString{m.Spot, m.Spot})
		p.op("S\n")
	}
}

func (p *Page) mark(m *sketch.Mark) {
	const box = 24
	k := m.Size / box
	p.op("q %s 0 0 %s %s %s cm 1 1 1 RG 2.4 w %s rg\n", decimal4(k), decimal4(k), decimal(m.At[0]-m.Size/2), decimal(m.At[1]-m.Size/2), colour(m.Colour))
	outline := flatten(m.Outline)
	for _, end := range []string{"S", "f"} {
		for _, line := range outline {
			p.path(line)
		}
		p.op("%s\n", end)
	}
	p.op("Q\n")
}

func (p *Page) markNumber(m *sketch.Mark, x, y, scale float64) {
	s := Style{Size: m.NumberSize() * scale, Bold: true, Colour: "#ffffff"}
	text := strconv.Itoa(m.Number)
	p.Text(x+m.At[0]*scale-p.doc.Width(text, s)/2, y+(m.At[1]+m.Size*0.2)*scale, text, s)
}

// Symbol draws a mark's outline (SVG, in a box of 24 × 24) with a text inside.
func (p *Page) Symbol(x, y, size float64, outline, fill, text string) {
	p.op("q %s 0 0 %s %s %s cm %s rg\n", decimal4(size/24), decimal4(-size/24), decimal(x), decimal(p.height-y), colour(fill))
	for _, line := range flatten(outline) {
		p.path(line)
	}
	p.op("f Q\n")
	s := Style{Size: size * 0.55, Bold: true, Colour: "#ffffff"}
	if n := len([]rune(text)); n > 2 {
		s.Size = size * 0.42
	}
	p.Text(x+size/2-p.doc.Width(text, s)/2, y+size*0.69, text, s)
}
