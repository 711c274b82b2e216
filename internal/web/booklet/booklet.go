// Package booklet sets a whole city as a PDF for offices without network: a cover with the city's map, contents, a page or more for each
// ward, and indexes by name. Every text comes in from outside, in the reader's language.
package booklet

import (
	"context"
	"fmt"
	"io"

	"rasad/internal/web/pdf"
	"rasad/internal/web/sketch"
)

// Book is what is to be set. Ward i is asked for when its page is made, so that one map is in memory at a time.
type Book struct {
	Lang     string
	City     string
	Second   string // its name in the other language
	Under    string // the line below the title
	Helpline Call
	Lines    []string // of the cover: wards, date, source
	Address  string   // of the pages, printed at the foot
	Map      *sketch.Drawing
	Zones    []Zone
	Wards    []Entry // in order
	Ward     func(i int) (Ward, error)
	Index    []IndexEntry // of facilities, by name
	Words    Words
}

// Words of the booklet.
type Words struct {
	Contents, ByName, Facilities string
	Zones, Neighbours, None      string
	Ward                         string // "Ward {0}"
	Page                         string // "Page {0}"
	Unnamed                      string
}

// Call is a phone and whose it is.
type Call struct{ Label, Phone string }

// Zone of the contents.
type Zone struct {
	Name, Phone string
	Wards       []int // places in Book.Wards
}

// Entry is a ward in contents and index.
type Entry struct {
	Code, Name string
	Rows       []Row // of its lists
}

// IndexEntry is a facility in the index.
type IndexEntry struct {
	Name string
	Ward int // place in Book.Wards; -1: in none
}

// Ward is the pages of one.
type Ward struct {
	Code, Name, Second, Zone string
	Calls                    []Call
	Map                      *sketch.Drawing
	Neighbours               string
	Figures                  string
}

// Row is a heading, when Heading is not empty, or a facility.
type Row struct {
	Heading, Note       string
	Outline, Colour     string // of the kind's mark
	Letter              string // in a heading's mark
	Number              int
	Name, Phone, Detail string
}

// Write sets the book. Progress is told after each ward. It ends early when ctx ends.
func Write(ctx context.Context, out io.Writer, fonts *pdf.Fonts, b *Book, progress func(done, all int)) error {
	s := &setter{doc: pdf.New(out, fonts, pdf.Info{Title: b.City + " · " + b.Under, Lang: b.Lang}), book: b}
	s.count()
	s.cover()
	s.contents()
	for i := range b.Wards {
		if err := ctx.Err(); err != nil {
			return err
		}
		w, err := b.Ward(i)
		if err != nil {
			return fmt.Errorf("ward %s: %w", b.Wards[i].Code, err)
		}
		s.ward(i, &w)
		if progress != nil {
			progress(i+1, len(b.Wards))
		}
	}
	s.wardIndex()
	if err := s.facilityIndex(ctx); err != nil {
		return err
	}
	return s.doc.Close()
}

// setter lays out one book.
type setter struct {
	doc   *pdf.Document
	book  *Book
	first []int // page of each ward, from 0
}

// Measures of a page.
const (
	margin   = 40.0
	inner    = pdf.A4Width - 2*margin
	bottom   = pdf.A4Height - 46
	rowPitch = 23.5
	column   = (inner - 16) / 2
)

const (
	mapTop    = 152.0
	mapHeight = inner * 360 / 640
	listTop   = mapTop + mapHeight + 12
	nextTop   = 78.0 // of the list on a ward's further pages
	listFoot  = bottom - 22
	linePitch = 16.0
)

// rowsFrom is how many rows a column has from a height on.
func rowsFrom(top float64) int { return int((listFoot - top) / rowPitch) }

// paginate puts rows on pages: on each, those of the left column, then those of the right one. An empty row keeps a heading from standing
// alone at the end of a column.
func paginate(rows []Row) (pages [][]Row) {
	top := listTop
	for len(rows) > 0 || len(pages) == 0 {
		each := rowsFrom(top)
		var page []Row
		for len(page) < 2*each && len(rows) > 0 {
			if rows[0].Heading != "" && len(page)%each == each-1 {
				page = append(page, Row{})
				continue
			}
			page, rows = append(page, rows[0]), rows[1:]
		}
		pages, top = append(pages, page), nextTop
	}
	return pages
}

// count finds the first page of each ward: after the cover and the contents.
func (s *setter) count() {
	page := 1 + contentsPages(s.book)
	for _, w := range s.book.Wards {
		s.first = append(s.first, page)
		page += len(paginate(w.Rows))
	}
}

// MapSize is the size of the wards' maps, in drawing units.
func MapSize() (width, height float64) { return 640, 360 }

// foot writes the page's number and the address.
func (s *setter) foot(p *pdf.Page) {
	small := pdf.Style{Size: 8.5, Colour: "#444444"}
	p.Box(margin, bottom, inner, 0.5, "#777777", "", 0)
	number := replace(s.book.Words.Page, s.doc.Pages()+1)
	p.Text(margin, bottom+14, s.doc.Fit(s.book.City+" · "+s.book.Address, inner-80, small), small)
	p.Text(margin+inner-s.doc.Width(number, small), bottom+14, number, small)
}
