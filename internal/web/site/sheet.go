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

// sheetList is the rows that there is room for, and how many facilities there is none for. No heading stands alone at the end.
func sheetList(lists []numberedList) (rows []sheetRow, more int) {
	for i := range lists {
		list := &lists[i]
		room := sheetRows - len(rows) - 1
		if room < 1 {
			more += list.Total
			continue
		}
		rows = append(rows, sheetRow{Heading: list})
		shown := min(room, len(list.Facilities))
		for k := range list.Facilities[:shown] {
			rows = append(rows, sheetRow{Facility: &list.Facilities[k], Kind: list.Kind, Near: list.Near})
		}
		more += list.Total - shown
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
