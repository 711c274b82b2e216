package booklet

import (
	"fmt"
	"strings"

	"rasad/internal/web/pdf"
)

func replace(text string, v any) string { return strings.ReplaceAll(text, "{0}", fmt.Sprint(v)) }

// ward sets the pages of one ward.
func (s *setter) ward(i int, w *Ward) {
	s.doc.Bookmark(strings.TrimSpace(w.Code+" "+w.Name), 1)
	p := s.doc.Page(pdf.A4Width, pdf.A4Height)
	s.head(p, w)
	s.calls(p, w.Calls)
	if w.Map != nil {
		p.Drawing(w.Map, margin, mapTop, inner)
		p.Box(margin, mapTop, inner, mapHeight, "", "#000000", 0.8)
	}
	for page, rows := range paginate(s.book.Wards[i].Rows) {
		top := listTop
		if page > 0 {
			p, top = s.doc.Page(pdf.A4Width, pdf.A4Height), nextTop
			s.running(p, w)
		} else {
			s.neighbours(p, w)
		}
		if len(rows) == 0 {
			p.Text(margin, top+16, s.book.Words.None, pdf.Style{Size: 11})
		}
		each := rowsFrom(top)
		for k := range rows {
			s.row(p, margin+float64(k/each)*(column+16), top+float64(k%each)*rowPitch, &rows[k])
		}
		s.foot(p)
		p.Done()
	}
}

// head is the ward's number and names.
func (s *setter) head(p *pdf.Page, w *Ward) {
	big := pdf.Style{Size: 46, Bold: true}
	if len([]rune(w.Code)) > 3 {
		big.Size = 24
	}
	code := s.doc.Fit(w.Code, 150, big)
	width := max(76, s.doc.Width(code, big)+20)
	p.Box(margin, margin, width, 62, "", "#000000", 3)
	p.Text(margin+width/2-s.doc.Width(code, big)/2, margin+31+big.Size*0.36, code, big)
	x, room := margin+width+16, inner-width-16
	title := pdf.Style{Size: 23, Bold: true}
	name := w.Name
	if name == "" {
		name = replace(s.book.Words.Ward, w.Code)
	}
	p.Text(x, margin+24, s.doc.Fit(name, room, title), title)
	plain := pdf.Style{Size: 12, Colour: "#333333"}
	p.Text(x, margin+43, s.doc.Fit(w.Second, room, plain), plain)
	p.Text(x, margin+60, s.doc.Fit(join(w.Zone, w.Figures), room, plain), plain)
}

func join(parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, " · ")
}

// calls are the boxes with helplines and the councillor.
func (s *setter) calls(p *pdf.Page, calls []Call) {
	if len(calls) == 0 {
		return
	}
	const gap = 8.0
	width := (inner - gap*float64(len(calls)-1)) / float64(len(calls))
	label, phone := pdf.Style{Size: 9}, pdf.Style{Size: 14, Bold: true}
	for i, c := range calls {
		x := margin + float64(i)*(width+gap)
		p.Box(x, 108, width, 36, "", "#000000", 1)
		p.Text(x+7, 121, s.doc.Fit(c.Label, width-14, label), label)
		p.Text(x+7, 138, s.doc.Fit(c.Phone, width-14, phone), phone)
	}
}

// running is the head of a ward's further pages.
func (s *setter) running(p *pdf.Page, w *Ward) {
	style := pdf.Style{Size: 14, Bold: true}
	p.Text(margin, margin+16, s.doc.Fit(strings.TrimSpace(replace(s.book.Words.Ward, w.Code)+" "+w.Name), inner, style), style)
	p.Box(margin, margin+24, inner, 1, "#000000", "", 0)
}

func (s *setter) row(p *pdf.Page, x, y float64, r *Row) {
	const symbol = 17.0
	left, room := x+symbol+6, column-symbol-6
	if r.Heading == "" && r.Number == 0 {
		return
	}
	if r.Heading != "" {
		style := pdf.Style{Size: 11.5, Bold: true}
		note := pdf.Style{Size: 7.5}
		p.Symbol(x, y+2.5, symbol, r.Outline, r.Colour, r.Letter)
		width := p.Text(left, y+15.5, s.doc.Fit(r.Heading, room, style), style)
		if r.Note != "" && width+6 < room {
			p.Text(left+width+6, y+15.5, s.doc.Fit(r.Note, room-width-6, note), note)
		}
		p.Box(x, y+rowPitch-2, column, 0.9, "#000000", "", 0)
		return
	}
	name, phone, small := pdf.Style{Size: 10}, pdf.Style{Size: 10, Bold: true}, pdf.Style{Size: 7.8, Colour: "#333333"}
	p.Symbol(x, y+2.5, symbol, r.Outline, r.Colour, fmt.Sprint(r.Number))
	number := s.doc.Fit(r.Phone, room*0.6, phone)
	wide := s.doc.Width(number, phone)
	p.Text(left, y+9.5, s.doc.Fit(r.Name, room-wide-6, name), name)
	p.Text(x+column-wide, y+9.5, number, phone)
	p.Text(left, y+18.7, s.doc.Fit(r.Detail, room, small), small)
	p.Box(x, y+rowPitch-2, column, 0.4, "#999999", "", 0)
}

func (s *setter) neighbours(p *pdf.Page, w *Ward) {
	if w.Neighbours == "" {
		return
	}
	heavy, plain := pdf.Style{Size: 9, Bold: true}, pdf.Style{Size: 9}
	width := p.Text(margin, bottom-10, s.book.Words.Neighbours+": ", heavy)
	p.Text(margin+width, bottom-10, s.doc.Fit(w.Neighbours, inner-width, plain), plain)
}
