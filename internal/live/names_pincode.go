package live

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"
)

// pincodes gathers the postal codes that stand in addresses: six digits, the first not 0.
type pincodes map[string]*gathered

type gathered struct {
	box      orb.Bound
	lon, lat float64 // sums
	count    int
}

// read notes the codes of a facility's addresses.
func (p pincodes) read(r *row) {
	hi, en := pincodeIn(r.texts[textAddressHi]), pincodeIn(r.texts[textAddressEn])
	p.note(en, r)
	if hi != en {
		p.note(hi, r)
	}
}

func (p pincodes) note(code string, r *row) {
	if code == "" {
		return
	}
	g := p[code]
	at := orb.Point{r.lon, r.lat}
	if g == nil {
		g = &gathered{box: at.Bound()}
		p[code] = g
	}
	g.box = g.box.Extend(at)
	g.lon, g.lat, g.count = g.lon+r.lon, g.lat+r.lat, g.count+1
}

// pincodeIn is the last pincode of an address, "" when it has none: "226001", "226 001", "२२६००१".
func pincodeIn(address string) string {
	last, run := "", make([]byte, 0, 8)
	end := func() {
		if len(run) == 6 && run[0] != '0' {
			last = string(run)
		}
		run = run[:0]
	}
	for i := 0; i < len(address); {
		c, size := utf8.DecodeRuneInString(address[i:])
		switch {
		case c >= '0' && c <= '9':
			run = append(run, byte(c))
		case c >= '०' && c <= '९':
			run = append(run, byte(c-'०')+'0')
		case c == ' ' && len(run) == 3 && threeDigits(address[i+1:]): // the gap in the middle
		default:
			end()
		}
		i += size
	}
	end()
	return last
}

// threeDigits says whether a text begins with three digits and no more.
func threeDigits(text string) bool {
	n := 0
	for _, c := range text {
		if !strings.ContainsRune("0123456789०१२३४५६७८९", c) {
			break
		}
		n++
	}
	return n == 3
}

func (p pincodes) spots() []spot {
	var codes []string
	for code := range p {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	out := make([]spot, 0, len(codes))
	for _, code := range codes {
		g := p[code]
		n := float64(g.count)
		out = append(out, spot{
			kind: PlacePincode, class: "pincode", nameHi: code, nameEn: code, point: orb.Point{g.lon / n, g.lat / n}, box: g.box, count: g.count,
		})
	}
	return out
}
