package site

import (
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"rsc.io/qr"
)

// sheetRows is how many rows the two columns of a sheet have room for; see paper.css.
const sheetRows = 16

// sheetRow is a row of the printed list: a heading or a facility.
type sheetRow struct {
	Heading  *numberedList
	Facility *numbered
	Kind     Kind
	Near     bool
}

func (s *Site) sheet(w http.ResponseWriter, r *http.Request) {
	town, ward, ok := s.askedWard(w, r)
	if !ok {
		return
	}
	v, err := s.wardView(r, town, ward, "sheet", onePaper)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	v.Shown, v.More = sheetList(v.Lists)
	if v.QR, err = qrCode(v.Base + v.Path); err != nil {
		s.fault(w, r, err)
		return
	}
	s.render(w, r, http.StatusOK, "sheet", v)
}

// sheetList is the rows that there is room for, and how many facilities there is none for. Shops leave room for kitchens, these two come
// before all others, and no heading stands without a facility.
func sheetList(lists []numberedList) (rows []sheetRow, more int) {
	room := sheetRows
	granted := make([]int, len(lists)) // rows of each list, its heading included
	grant := func(i, most int) {
		n := min(len(lists[i].Facilities)+1, most, room)
		if n < 2 {
			n = 0
		}
		granted[i], room = n, room-n
	}
	const forKitchens = 5
	for _, turn := range []struct {
		kind string
		most int
	}{{kitchen, forKitchens}, {rationShop, sheetRows}, {"", sheetRows}} {
		for i := range lists {
			if granted[i] == 0 && (turn.kind == "" || lists[i].Kind.ID == turn.kind) {
				grant(i, turn.most)
			}
		}
	}
	for i := range lists {
		list := &lists[i]
		if list.Kind.ID == kitchen { // what the shops have left
			had := granted[i]
			granted[i], room = 0, room+had
			grant(i, room)
		}
		if granted[i] == 0 {
			more += list.Total
			continue
		}
		rows = append(rows, sheetRow{Heading: list})
		for k := range list.Facilities[:granted[i]-1] {
			rows = append(rows, sheetRow{Facility: &list.Facilities[k], Kind: list.Kind, Near: list.Near})
		}
		more += list.Total - (granted[i] - 1)
	}
	return rows, more
}

// qrCode is a text as a QR code, in SVG. It stays readable with a tenth of it spoilt.
func qrCode(text string) (template.HTML, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", fmt.Errorf("qr: %w", err)
	}
	const quiet = 3 // modules around the code
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			if !code.Black(x, y) {
				continue
			}
			start := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", start+quiet, y+quiet, x-start, x-start)
		}
	}
	side := code.Size + 2*quiet
	return template.HTML(fmt.Sprintf( //nolint:gosec // numbers alone
		`<svg class="qr" viewBox="0 0 %d %d" aria-hidden="true" shape-rendering="crispEdges"><path fill="#fff" stroke="none" d="M0 0h%dv%dH0z"/><path fill="#000" stroke="none" d="%s"/></svg>`,
		side, side, side, side, path.String())), nil
}
