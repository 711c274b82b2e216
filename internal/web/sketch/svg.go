package sketch

import (
	"html"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// SVG writes a drawing as one element: no script, no style sheet, nothing fetched, every text escaped. With inside it becomes a part of an
// HTML page; without, a document of its own.
func SVG(d *Drawing, inside bool) []byte {
	w := &writer{}
	w.b = append(w.b, "<svg"...)
	if !inside {
		w.attr("xmlns", "http://www.w3.org/2000/svg")
	}
	w.attr("class", "sketch")
	w.attr("viewBox", "0 0 "+number(d.Width)+" "+number(d.Height))
	if !inside {
		w.attr("width", number(d.Width))
		w.attr("height", number(d.Height))
	}
	linked := false
	for i := range d.Items {
		linked = linked || d.Items[i].Link != ""
	}
	if !linked { // an image has no parts; one with links is a group
		w.attr("role", "img")
	} else {
		w.attr("role", "group")
	}
	w.attr("aria-label", d.Title)
	w.attr("font-family", `"Noto Sans Devanagari", "Noto Sans", sans-serif`)
	w.attr("stroke-linejoin", "round")
	w.attr("stroke-linecap", "round")
	w.b = append(w.b, '>')
	w.element("title", d.Title)
	w.element("desc", d.Note)
	for i := range d.Items {
		w.item(&d.Items[i])
	}
	return append(w.b, "</svg>\n"...)
}

type writer struct{ b []byte }

func (w *writer) attr(name, value string) {
	w.b = append(w.b, ' ')
	w.b = append(w.b, name...)
	w.b = append(w.b, `="`...)
	w.b = append(w.b, html.EscapeString(clean(value))...)
	w.b = append(w.b, '"')
}

func (w *writer) element(name, text string) {
	w.b = append(w.b, "<"+name+">"+html.EscapeString(clean(text))+"</"+name+">"...)
}

// clean drops what XML does not allow and what turns the direction of text.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x20 && r != '\n' && r != '\t', r == 0x7f, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0xfffe, r == 0xffff:
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
}

func (w *writer) item(i *Item) {
	if i.Link != "" {
		w.b = append(w.b, "<a"...)
		w.attr("href", i.Link)
		w.attr("aria-label", i.Name)
		w.b = append(w.b, '>')
		w.element("title", i.Name)
	}
	if len(i.Lines) > 0 {
		w.path(i)
	}
	if len(i.Texts) > 0 {
		w.b = append(w.b, "<g"...)
		w.attr("class", i.Class)
		w.b = append(w.b, ` paint-order="stroke" stroke-width="3" aria-hidden="true">`...)
		for k := range i.Texts {
			w.text(&i.Texts[k])
		}
		w.b = append(w.b, "</g>"...)
	}
	for k := range i.Marks {
		w.lead(&i.Marks[k])
	}
	for k := range i.Marks {
		w.mark(&i.Marks[k])
	}
	if i.Link != "" {
		w.b = append(w.b, "</a>"...)
	}
}

func (w *writer) path(i *Item) {
	w.b = append(w.b, "<path"...)
	w.attr("class", i.Class)
	if i.Fill != "" {
		w.attr("fill", i.Fill)
		w.attr("fill-rule", "evenodd")
	} else {
		w.attr("fill", "none")
	}
	if i.Stroke != "" {
		w.attr("stroke", i.Stroke)
		w.attr("stroke-width", number(i.Width))
	} else {
		w.attr("stroke", "none")
	}
	if i.Opacity > 0 && i.Fill != "" {
		w.attr("fill-opacity", number2(i.Opacity))
	} else if i.Opacity > 0 {
		w.attr("opacity", number2(i.Opacity))
	}
	if i.Dash > 0 {
		w.attr("stroke-dasharray", number(i.Dash))
		w.attr("stroke-linecap", "butt")
	}
	w.b = append(w.b, ` d="`...)
	for _, line := range i.Lines {
		w.line(line)
	}
	w.b = append(w.b, `"/>`...)
}

// line writes tenths, each vertex from the one before, so that they are short and do not drift.
func (w *writer) line(line orb.LineString) {
	var x, y int
	end := len(line)
	if closed(line) {
		end--
	}
	for i, p := range line[:end] {
		px, py := tenths(p[0]), tenths(p[1])
		if i == 0 {
			w.b = append(w.b, 'M')
			w.b = appendTenths(w.b, px)
			w.b = append(w.b, ' ')
			w.b = appendTenths(w.b, py)
		} else if px != x || py != y {
			if i == 1 {
				w.b = append(w.b, 'l')
			} else if px >= x {
				w.b = append(w.b, ' ')
			}
			w.b = appendTenths(w.b, px-x)
			if py >= y {
				w.b = append(w.b, ' ')
			}
			w.b = appendTenths(w.b, py-y)
		} else if i == 1 {
			w.b = append(w.b, "l0 0"...) // the next ones go on from here
		}
		x, y = px, py
	}
	if end < len(line) {
		w.b = append(w.b, 'z')
	}
}

func (w *writer) text(t *Text) {
	w.b = append(w.b, "<text"...)
	if t.Angle == 0 {
		w.attr("x", number(t.At[0]))
		w.attr("y", number(t.At[1]))
	} else {
		w.attr("transform", "translate("+number(t.At[0])+" "+number(t.At[1])+")rotate("+number(t.Angle)+")")
	}
	w.attr("font-size", number(t.Size))
	w.attr("text-anchor", string(t.Anchor))
	if t.Bold {
		w.attr("font-weight", "700")
	}
	w.attr("fill", t.Colour)
	if t.Halo != "" {
		w.attr("stroke", t.Halo)
	}
	w.b = append(w.b, '>')
	w.b = append(w.b, html.EscapeString(clean(t.Text))...)
	w.b = append(w.b, "</text>"...)
}

// lead is the line from a mark that had to move to its place.
func (w *writer) lead(m *Mark) {
	if m.At != m.Spot {
		w.b = append(w.b, `<path class="m-lead" stroke="#17181b" stroke-width="1" fill="none" d="`...)
		w.line(orb.LineString{m.Spot, m.At})
		w.b = append(w.b, `"/><circle class="m-spot" r="2" fill="#17181b" stroke="#ffffff" stroke-width="0.8"`...)
		w.attr("cx", number(m.Spot[0]))
		w.attr("cy", number(m.Spot[1]))
		w.b = append(w.b, "/>"...)
	}
}

func (w *writer) mark(m *Mark) {
	scale := m.Size / 24
	w.b = append(w.b, "<path"...)
	w.attr("transform", "translate("+number(m.At[0]-m.Size/2)+" "+number(m.At[1]-m.Size/2)+")scale("+number2(scale)+")")
	w.attr("fill", m.Colour)
	w.b = append(w.b, ` stroke="#ffffff" stroke-width="2.4" paint-order="stroke"`...)
	w.attr("d", m.Outline)
	w.b = append(w.b, `/><text fill="#ffffff" stroke="none" font-weight="700" text-anchor="middle" aria-hidden="true"`...)
	w.attr("x", number(m.At[0]))
	w.attr("y", number(m.At[1]+m.Size*0.2))
	w.attr("font-size", number(m.NumberSize()))
	w.b = append(w.b, '>')
	w.b = append(w.b, m.number()...)
	w.b = append(w.b, "</text>"...)
}

// NumberSize is the size of a mark's number.
func (m *Mark) NumberSize() float64 {
	switch {
	case m.Number > 99:
		return m.Size * 0.42
	case m.Number > 9:
		return m.Size * 0.54
	}
	return m.Size * 0.6
}

func tenths(v float64) int { return int(math.Round(v * 10)) }

// appendTenths writes 123 as 12.3, 120 as 12 and 3 as .3.
func appendTenths(b []byte, n int) []byte {
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	if n >= 10 || n == 0 {
		b = strconv.AppendInt(b, int64(n/10), 10)
	}
	if n%10 != 0 {
		b = append(b, '.', byte('0'+n%10))
	}
	return b
}

func number(v float64) string { return string(appendTenths(nil, tenths(v))) }

func number2(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }
