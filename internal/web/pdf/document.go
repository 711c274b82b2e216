package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Document is written page by page. Its methods are for one goroutine.
type Document struct {
	out     io.Writer
	written int64
	offsets []int64 // by object number; 0: not written yet
	shaper  *shaper
	fonts   *Fonts
	fontRef [4]int
	pages   []int // objects of pages, those that are to come but are led to already included
	done    int   // pages written
	marks   []bookmark
	tree    int // object of the page tree
	means   int // object of the pages' resources
	states  map[string]string
	info    Info
	err     error
}

// Info of a document.
type Info struct{ Title, Lang string }

type bookmark struct {
	title string
	page  int
	level int
}

// New begins a document.
func New(out io.Writer, fonts *Fonts, info Info) *Document {
	d := &Document{out: out, offsets: []int64{0}, shaper: newShaper(fonts), fonts: fonts, states: map[string]string{}, info: info}
	d.raw("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	d.tree, d.means = d.reserve(), d.reserve()
	for i := range d.fontRef {
		d.fontRef[i] = d.reserve()
	}
	return d
}

func (d *Document) raw(text string) {
	if d.err != nil {
		return
	}
	n, err := io.WriteString(d.out, text)
	d.written += int64(n)
	d.err = err
}

func (d *Document) reserve() int {
	d.offsets = append(d.offsets, 0)
	return len(d.offsets) - 1
}

func (d *Document) object(number int, body string) {
	d.offsets[number] = d.written
	d.raw(strconv.Itoa(number) + " 0 obj\n" + body + "\nendobj\n")
}

// stream writes a compressed stream; entries are added to its dictionary.
func (d *Document) stream(number int, entries string, content []byte) {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := w.Write(content); err != nil && d.err == nil {
		d.err = err
	}
	if err := w.Close(); err != nil && d.err == nil {
		d.err = err
	}
	d.object(number, fmt.Sprintf("<</Filter/FlateDecode/Length %d%s>>stream\n%s\nendstream", packed.Len(), entries, packed.String()))
}

// Pages is how many there are so far.
func (d *Document) Pages() int { return d.done }

// page is the object of a page, counted from 0.
func (d *Document) page(i int) int {
	for len(d.pages) <= i {
		d.pages = append(d.pages, d.reserve())
	}
	return d.pages[i]
}

// Bookmark names the next page in the outline, at a level from 0.
func (d *Document) Bookmark(title string, level int) {
	d.marks = append(d.marks, bookmark{title, d.done, level})
}

// add writes a page.
func (d *Document) add(p *Page) {
	content, page := d.reserve(), d.page(d.done)
	d.stream(content, "", p.b)
	links := ""
	if len(p.links) > 0 {
		links = "/Annots[" + strings.Join(p.links, " ") + "]"
	}
	d.object(page, fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources %d 0 R/Contents %d 0 R%s>>",
		d.tree, decimal(p.width), decimal(p.height), d.means, content, links))
	d.done++
}

// Close writes what all pages share. The document is whole only after it.
func (d *Document) Close() error {
	d.pages = d.pages[:d.done] // what leads farther leads nowhere
	for i := range d.fontRef {
		if err := d.writeFont(i); err != nil {
			return err
		}
	}
	var fonts, states strings.Builder
	for i, ref := range d.fontRef {
		fmt.Fprintf(&fonts, "/F%d %d 0 R", i, ref)
	}
	for _, name := range sortedNames(d.states) {
		fmt.Fprintf(&states, "/%s<<%s>>", name, d.states[name])
	}
	d.object(d.means, "<</Font<<"+fonts.String()+">>/ExtGState<<"+states.String()+">>>>")
	var kids strings.Builder
	for _, page := range d.pages {
		fmt.Fprintf(&kids, "%d 0 R ", page)
	}
	d.object(d.tree, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(d.pages), kids.String()))
	outline := d.writeOutline()
	info, catalog := d.reserve(), d.reserve()
	d.object(info, "<</Title "+text16(d.info.Title)+"/Producer(Rasad)>>")
	d.object(catalog, fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang(%s)/ViewerPreferences<</DisplayDocTitle true>>%s>>", d.tree, d.info.Lang, outline))
	d.trailer(catalog, info)
	return d.err
}

func (d *Document) trailer(catalog, info int) {
	start := d.written
	var table strings.Builder
	fmt.Fprintf(&table, "xref\n0 %d\n0000000000 65535 f \n", len(d.offsets))
	for _, offset := range d.offsets[1:] {
		fmt.Fprintf(&table, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&table, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(d.offsets), catalog, info, start)
	d.raw(table.String())
}

// writeOutline writes the bookmarks, two levels deep, and returns the catalogue's entry.
func (d *Document) writeOutline() string {
	if len(d.marks) == 0 {
		return ""
	}
	root := d.reserve()
	refs := make([]int, len(d.marks))
	for i := range refs {
		refs[i] = d.reserve()
	}
	var tops []int
	children := map[int][]int{} // place of a mark → of its children
	for i, m := range d.marks {
		if m.level == 0 || len(tops) == 0 {
			tops = append(tops, i)
		} else {
			top := tops[len(tops)-1]
			children[top] = append(children[top], i)
		}
	}
	d.outlineLevel(tops, root, refs, children)
	d.object(root, fmt.Sprintf("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", refs[tops[0]], refs[tops[len(tops)-1]], len(tops)))
	return fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", root)
}

func (d *Document) outlineLevel(list []int, parent int, refs []int, children map[int][]int) {
	for k, i := range list {
		m := d.marks[i]
		entry := fmt.Sprintf("<</Title %s/Parent %d 0 R/Dest[%d 0 R/Fit]", text16(m.title), parent, d.pages[min(m.page, len(d.pages)-1)])
		if k > 0 {
			entry += fmt.Sprintf("/Prev %d 0 R", refs[list[k-1]])
		}
		if k+1 < len(list) {
			entry += fmt.Sprintf("/Next %d 0 R", refs[list[k+1]])
		}
		if below := children[i]; len(below) > 0 {
			entry += fmt.Sprintf("/First %d 0 R/Last %d 0 R/Count -%d", refs[below[0]], refs[below[len(below)-1]], len(below))
			d.outlineLevel(below, refs[i], refs, nil)
		}
		d.object(refs[i], entry+">>")
	}
}

// text16 is a text as PDF keeps it outside of pages.
func text16(text string) string {
	var out strings.Builder
	out.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&out, "%04X", unit)
	}
	out.WriteByte('>')
	return out.String()
}

func decimal(v float64) string {
	text := strconv.FormatFloat(v, 'f', 2, 64)
	text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	if text == "-0" || text == "" {
		return "0"
	}
	return text
}
