package booklet

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rasad/internal/web/pdf"
)

// cover is the city's name, its map and helpline.
func (s *setter) cover() {
	b := s.book
	s.doc.Bookmark(b.City, 0)
	p := s.doc.Page(pdf.A4Width, pdf.A4Height)
	title, second, under := pdf.Style{Size: 40, Bold: true}, pdf.Style{Size: 18, Colour: "#333333"}, pdf.Style{Size: 16}
	p.Text(margin, 92, s.doc.Fit(b.City, inner, title), title)
	p.Text(margin, 120, s.doc.Fit(b.Second, inner, second), second)
	p.Text(margin, 148, s.doc.Fit(b.Under, inner, under), under)
	if b.Map != nil {
		p.Drawing(b.Map, margin, 170, inner)
		p.Box(margin, 170, inner, inner*b.Map.Height/b.Map.Width, "", "#000000", 0.8)
	}
	y := 170 + inner + 30
	if b.Helpline.Phone != "" {
		label, phone := pdf.Style{Size: 12}, pdf.Style{Size: 22, Bold: true}
		p.Text(margin, y, s.doc.Fit(b.Helpline.Label, inner/2-10, label), label)
		p.Text(margin+inner/2, y, s.doc.Fit(b.Helpline.Phone, inner/2, phone), phone)
		y += 24
	}
	small := pdf.Style{Size: 10.5, Colour: "#333333"}
	for _, line := range b.Lines {
		p.Text(margin, y, s.doc.Fit(line, inner, small), small)
		y += linePitch
	}
	p.Done()
}

// line of a list in columns.
type line struct {
	text, right string
	bold        bool
	page        int // that it leads to; -1: none
}

const listStart = 92.0

// lineRows are how many lines fit into a column.
func lineRows() int {
	room := bottom - 8 - listStart
	return int(room / linePitch)
}

// columns sets lines under a title on as many pages as they need.
func (s *setter) columns(title string, lines []line, n int) {
	width := (inner - 14*float64(n-1)) / float64(n)
	each := lineRows()
	for start := 0; start == 0 || start < len(lines); start += n * each {
		p := s.doc.Page(pdf.A4Width, pdf.A4Height)
		head := pdf.Style{Size: 20, Bold: true}
		p.Text(margin, margin+22, s.doc.Fit(title, inner, head), head)
		p.Box(margin, margin+32, inner, 1, "#000000", "", 0)
		for k := start; k < min(start+n*each, len(lines)); k++ {
			at := k - start
			s.listLine(p, margin+float64(at/each)*(width+14), listStart+float64(at%each)*linePitch, width, &lines[k])
		}
		s.foot(p)
		p.Done()
	}
}

func (s *setter) listLine(p *pdf.Page, x, y, width float64, l *line) {
	style := pdf.Style{Size: 9.5, Bold: l.bold}
	right := s.doc.Width(l.right, style)
	p.Text(x, y, s.doc.Fit(l.text, width-right-6, style), style)
	p.Text(x+width-right, y, l.right, style)
	if l.page >= 0 {
		p.LinkPage(x, y-linePitch+5, width, linePitch, l.page)
	}
	if l.bold {
		p.Box(x, y+3, width, 0.6, "#000000", "", 0)
	}
}

// contentLines are the zones with their wards, then the indexes.
func contentLines(b *Book) []line {
	lines := []line{}
	seen := map[int]bool{}
	add := func(i int) {
		seen[i] = true
		lines = append(lines, line{text: strings.TrimSpace(b.Wards[i].Code + "  " + b.Wards[i].Name), page: i})
	}
	for _, z := range b.Zones {
		lines = append(lines, line{text: z.Name, right: z.Phone, bold: true, page: -1})
		for _, i := range z.Wards {
			add(i)
		}
	}
	for i := range b.Wards {
		if !seen[i] {
			add(i)
		}
	}
	return lines
}

func contentsPages(b *Book) int {
	each := 2 * lineRows()
	return max(1, (len(contentLines(b))+each-1)/each)
}

func (s *setter) contents() {
	s.doc.Bookmark(s.book.Words.Contents, 0)
	lines := contentLines(s.book)
	for i := range lines {
		if l := &lines[i]; l.page >= 0 {
			l.page = s.first[l.page]
			l.right = fmt.Sprint(l.page + 1)
		}
	}
	s.columns(s.book.Words.Contents, lines, 2)
}

// wardIndex lists the wards by name.
func (s *setter) wardIndex() {
	if len(s.book.Wards) == 0 {
		return
	}
	s.doc.Bookmark(s.book.Words.ByName, 0)
	var lines []line
	for i, w := range s.book.Wards {
		if w.Name != "" {
			lines = append(lines, line{text: w.Name + "  (" + w.Code + ")", right: fmt.Sprint(s.first[i] + 1), page: s.first[i]})
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return strings.Compare(strings.ToUpper(a.text), strings.ToUpper(b.text)) })
	s.columns(s.book.Words.ByName, lines, 3)
}

// facilityIndex lists the facilities by name.
func (s *setter) facilityIndex(ctx context.Context) error {
	if len(s.book.Index) == 0 {
		return nil
	}
	s.doc.Bookmark(s.book.Words.Facilities, 0)
	const batch = 4000
	lines := make([]line, 0, len(s.book.Index))
	for _, e := range s.book.Index {
		l := line{text: e.Name, page: -1}
		if e.Ward >= 0 {
			l.page = s.first[e.Ward]
			l.right = s.book.Wards[e.Ward].Code + " · " + fmt.Sprint(l.page+1)
		}
		lines = append(lines, l)
	}
	each := 3 * lineRows() * (batch / (3 * lineRows()))
	for start := 0; start < len(lines); start += each {
		if err := ctx.Err(); err != nil {
			return err
		}
		s.columns(s.book.Words.Facilities, lines[start:min(start+each, len(lines))], 3)
	}
	return nil
}
