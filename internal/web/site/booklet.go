package site

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"rasad/internal/web/booklet"
	"rasad/internal/web/sketch"
)

// bookletIndex bounds the facilities in the index.
const bookletIndex = 20_000

// Booklet writes a city's booklet in a language (hi, en). Progress is told of after each ward.
func (s *Site) Booklet(ctx context.Context, out io.Writer, city, lang, base string, progress func(done, all int)) error {
	town, ok := s.source.Town(city)
	if !ok {
		return ErrUnknownCity
	}
	l := english
	if lang == string(hindi) {
		l = hindi
	}
	return s.writeBooklet(ctx, out, town, l, base, progress)
}

func (s *Site) writeBooklet(ctx context.Context, out io.Writer, town Town, l language, base string, progress func(done, all int)) error {
	fonts, err := s.press.fonts()
	if err != nil {
		return err
	}
	b, err := s.book(town, l, base)
	if err != nil {
		return err
	}
	return booklet.Write(ctx, out, fonts, b, progress)
}

// book gathers what the booklet says.
func (s *Site) book(town Town, l language, base string) (*booklet.Book, error) {
	c, wards := town.City(), town.Wards()
	b := &booklet.Book{
		Lang: string(l), City: l.pick(c.Name), Second: otherName(l, c.Name), Under: s.must(l, "book.under"), Address: hostOf(base) + "/" + c.ID,
		Helpline: booklet.Call{Label: s.must(l, "book.helpline"), Phone: c.Helpline}, Words: s.bookWords(l), Lines: s.coverLines(l, c, base),
	}
	d, ok, err := s.draw(town, c, sketchKey{city: c.ID, kind: citySketch, lang: l})
	if err != nil {
		return nil, err
	}
	if ok {
		b.Map = &d
	}
	place := map[string]int{}
	zones := map[string][]int{}
	for i, w := range wards {
		place[w.Code] = i
		if w.Zone != nil {
			zones[w.Zone.Code] = append(zones[w.Zone.Code], i)
		}
		b.Wards = append(b.Wards, booklet.Entry{Code: w.Code, Name: l.pick(w.Name), Rows: s.bookRows(l, town, c, w)})
	}
	for i := range c.Zones {
		b.Zones = append(b.Zones, booklet.Zone{Name: s.zoneName(l, &c.Zones[i]), Phone: c.Zones[i].Helpline, Wards: zones[c.Zones[i].Code]})
	}
	b.Ward = func(i int) (booklet.Ward, error) { return s.bookWard(l, town, c, wards[i]) }
	b.Index = bookIndex(l, town, c, place)
	return b, nil
}

func (s *Site) coverLines(l language, c City, base string) (lines []string) {
	lines = append(lines, s.must(l, "cities.line", c.Wards, indian(int64(c.Facilities()))))
	if c.DataDate != nil {
		if day, err := s.words.day(l, *c.DataDate); err == nil {
			lines = append(lines, s.must(l, "credit.date", day))
		}
	}
	if c.Attribution != "" {
		lines = append(lines, c.Attribution)
	}
	return append(lines, hostOf(base)+"/"+c.ID+"/wards")
}

func (s *Site) bookWords(l language) booklet.Words {
	return booklet.Words{
		Contents: s.must(l, "book.contents"), ByName: s.must(l, "book.names"), Facilities: s.must(l, "book.facilities"), Neighbours: s.must(l, "wp.neighbours"),
		None: s.must(l, "in_ward.none"), Ward: s.must(l, "ward", "{0}"), Page: s.must(l, "book.page", "{0}"), Unnamed: s.must(l, "nameless"),
	}
}

func (s *Site) zoneName(l language, z *Zone) string {
	if z == nil {
		return ""
	}
	if name := l.pick(z.Name); name != "" {
		return name
	}
	return s.must(l, "zone", z.Code)
}

// bookWard is the pages of one ward.
func (s *Site) bookWard(l language, town Town, c City, w Ward) (b booklet.Ward, err error) {
	b = booklet.Ward{
		Code: w.Code, Name: l.pick(w.Name), Second: otherName(l, w.Name), Zone: s.zoneName(l, w.Zone),
		Figures: s.must(l, "area.km2", fmt.Sprintf("%.1f", w.AreaKM2)),
	}
	if w.Population != nil {
		b.Figures += " · " + s.must(l, "population") + " " + indian(int64(*w.Population))
	}
	if w.Zone != nil && w.Zone.Helpline != "" {
		b.Calls = append(b.Calls, booklet.Call{Label: s.zoneName(l, w.Zone), Phone: w.Zone.Helpline})
	}
	if c.Helpline != "" {
		b.Calls = append(b.Calls, booklet.Call{Label: s.must(l, "book.helpline"), Phone: c.Helpline})
	}
	if w.Councillor != nil {
		b.Calls = append(b.Calls, booklet.Call{Label: s.must(l, "councillor") + ": " + l.pick(w.Councillor.Name), Phone: w.Councillor.Phone})
	}
	var near []string
	for _, n := range town.Neighbours(w.Code) {
		near = append(near, strings.TrimSpace(n.Code+" "+l.pick(n.Name)))
	}
	b.Neighbours = strings.Join(near, ", ")
	var d sketch.Drawing
	d, ok, err := s.draw(town, c, sketchKey{city: c.ID, kind: bookPage, ward: w.Code, lang: l})
	if ok {
		b.Map = &d
	}
	return b, err
}

// bookRows are the lists of a ward as rows.
func (s *Site) bookRows(l language, town Town, c City, w Ward) (rows []booklet.Row) {
	for _, list := range wardLists(town, c, w) {
		m := s.markOf(list.Kind.ID)
		heading := booklet.Row{Heading: l.pick(list.Kind.Label), Outline: m.path, Colour: m.Colour, Letter: m.letter(l)}
		if list.Near {
			heading.Note = s.must(l, "wp.near.none")
		} else if more := list.More(); more > 0 {
			heading.Note = s.must(l, "wp.more", more)
		}
		rows = append(rows, heading)
		for _, f := range list.Facilities {
			rows = append(rows, s.bookRow(l, m, f))
		}
	}
	return rows
}

func (s *Site) bookRow(l language, m mark, f numbered) booklet.Row {
	row := booklet.Row{Outline: m.path, Colour: m.Colour, Number: f.Number, Name: l.pick(f.Name), Phone: f.Phone}
	if row.Name == "" {
		row.Name = s.must(l, "nameless")
	}
	var parts []string
	if f.Metres != nil {
		if far, err := s.words.distance(l, *f.Metres); err == nil {
			parts = append(parts, far)
		}
	}
	if f.Hours != "" {
		if hours, err := (functions{lang: l, words: s.words}).hours(f.Hours); err == nil {
			parts = append(parts, hours)
		}
	}
	if at := l.pick(f.Address); at != "" {
		parts = append(parts, at)
	}
	row.Detail = strings.Join(parts, " · ")
	return row
}

// bookIndex is all shops and kitchens by name.
func bookIndex(l language, town Town, c City, place map[string]int) (index []booklet.IndexEntry) {
	for _, k := range c.Kinds {
		if k.ID != rationShop && k.ID != kitchen {
			continue
		}
		for after, first := int64(0), true; (first || after != 0) && len(index) < bookletIndex; first = false {
			var page []Facility
			page, after = town.Page(k.ID, after, 1000)
			for _, f := range page {
				if l.pick(f.Name) == "" {
					continue
				}
				entry := booklet.IndexEntry{Name: l.pick(f.Name), Ward: -1}
				if i, ok := place[f.Ward]; ok {
					entry.Ward = i
				}
				index = append(index, entry)
			}
		}
	}
	sortIndex(index)
	return index
}

func sortIndex(index []booklet.IndexEntry) {
	slices.SortStableFunc(index, func(a, b booklet.IndexEntry) int {
		return cmp.Compare(strings.ToUpper(a.Name), strings.ToUpper(b.Name))
	})
}
