package browser

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"rasad/geo/points"
	"rasad/internal/web/site"
)

// madeCity is a small city that needs no database: 12 wards in 3 zones on a bent grid, streets with names in both languages, a
// river with a bridge, and facilities of three kinds.
type madeCity struct{ empty bool }

var (
	_ site.Source = madeCity{}
	_ site.Town   = madeCity{}
)

const (
	madeWest, madeSouth = 80.90, 26.80
	madeSide            = 0.02 // degrees, of a ward
	madeColumns         = 4
	madeRows            = 3
)

func (m madeCity) Cities() []site.City {
	return []site.City{m.City(), {ID: "second", Name: site.Text{Hi: "दूसरा", En: "Second"}}}
}

func (m madeCity) Town(id string) (site.Town, bool) {
	return madeCity{empty: id == "second"}, id == "made" || id == "second"
}

func (m madeCity) City() site.City {
	if m.empty {
		return site.City{ID: "second", Name: site.Text{Hi: "दूसरा", En: "Second"}}
	}
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	return site.City{
		ID: "made", DataDate: &day, Name: site.Text{Hi: "आनंदपुर", En: "Anandpur"}, Helpline: "0000-112233", Attribution: "Made <b>here</b> & now",
		BBox: &[4]float64{madeWest, madeSouth, madeWest + madeColumns*madeSide, madeSouth + madeRows*madeSide}, Wards: madeColumns * madeRows,
		Zones: []site.Zone{*madeZone(0), *madeZone(1), *madeZone(2)},
		Kinds: []site.Kind{
			{ID: "ration_shop", Label: site.Text{Hi: "राशन की दुकान", En: "Ration shop"}, Count: 40},
			{ID: "kitchen", Label: site.Text{Hi: "सामुदायिक रसोई", En: "Community kitchen"}, Count: 12},
			{ID: "hospital", Label: site.Text{Hi: "अस्पताल", En: "Hospital"}, Count: 8},
		},
	}
}

func madeZone(row int) *site.Zone {
	n := strconv.Itoa(row + 1)
	return &site.Zone{Code: n, Name: site.Text{Hi: "ज़ोन " + n, En: "Zone " + n}, Index: row, Helpline: "0000-22000" + n}
}

// bent moves a corner of the grid, so that nothing is straight.
func bent(column, row float64) orb.Point {
	return orb.Point{
		madeWest + madeSide*(column+0.15*math.Sin(row*2.1+column)),
		madeSouth + madeSide*(row+0.15*math.Cos(column*1.7+row)),
	}
}

func madeRing(i int) orb.Ring {
	c, r := float64(i%madeColumns), float64(i/madeColumns)
	var ring orb.Ring
	for k := range 20 {
		s := float64(k%5) / 5
		switch k / 5 {
		case 0:
			ring = append(ring, bent(c+s, r))
		case 1:
			ring = append(ring, bent(c+1, r+s))
		case 2:
			ring = append(ring, bent(c+1-s, r+1))
		default:
			ring = append(ring, bent(c, r+1-s))
		}
	}
	return append(ring, ring[0])
}

func (m madeCity) names() [][2]string {
	return [][2]string{
		{"हज़रतगंज", "Hazratganj"}, {"विक्रमादित्य", "Vikramaditya"}, {"छत्रपति नगर", "Chhatrapati Nagar"}, {"क़ैसरबाग़", "Qaiserbagh"},
		{"धर्मिष्ठ", "Dharmishtha"}, {"चौक", "Chowk"}, {"ट्रांसपोर्ट नगर", "Transport Nagar"}, {"श्री राम नगर", "Shri Ram Nagar"},
		{"इंदिरा नगर", "Indira Nagar"}, {"क्षत्रिय टोला", "Kshatriya Tola"}, {"ज्ञानेन्द्र", "Gyanendra"}, {"आलमबाग", "Alambagh"},
	}
}

func (m madeCity) Wards() []site.Ward {
	if m.empty {
		return nil
	}
	var list []site.Ward
	for i, name := range m.names() {
		box := madeRing(i).Bound()
		population, households := int32(20000+i*1234), int32(4000+i*246)
		middle := bent(float64(i%madeColumns)+0.5, float64(i/madeColumns)+0.5)
		list = append(list, site.Ward{
			Code: strconv.Itoa(i + 1), Name: site.Text{Hi: name[0], En: name[1]}, Zone: madeZone(i / madeColumns), Population: &population,
			Households: &households, AreaKM2: 4.4, Label: middle, BBox: [4]float64{box.Min[0], box.Min[1], box.Max[0], box.Max[1]},
			Counts: map[string]int{"ration_shop": 3, "kitchen": 1},
		})
	}
	return list
}

func (m madeCity) Ward(code string) (site.Ward, bool) {
	for _, w := range m.Wards() {
		if w.Code == code {
			return w, true
		}
	}
	return site.Ward{}, false
}

func (m madeCity) At(lon, lat, _ float64) (site.Ward, bool) {
	for i, w := range m.Wards() {
		if ringContains(madeRing(i), orb.Point{lon, lat}) {
			return w, true
		}
	}
	return site.Ward{}, false
}

func ringContains(ring orb.Ring, p orb.Point) bool {
	inside := false
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < (b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1])+a[0] {
			inside = !inside
		}
	}
	return inside
}

func (m madeCity) all() []site.Facility {
	if m.empty {
		return nil
	}
	var list []site.Facility
	for i := range 60 {
		kind, hi, en := "ration_shop", "राशन दुकान ", "Ration Shop "
		switch {
		case i%5 == 0:
			kind, hi, en = "kitchen", "रसोई ", "Kitchen "
		case i%7 == 0:
			kind, hi, en = "hospital", "अस्पताल ", "Hospital "
		}
		p := bent(math.Mod(float64(i)*0.618*madeColumns, madeColumns), math.Mod(float64(i)*0.414*madeRows, madeRows))
		n, open := strconv.Itoa(i+1), i%3 != 0
		w, _ := m.At(p[0], p[1], 0)
		list = append(list, site.Facility{
			ID: int64(i + 1), Kind: kind, Name: site.Text{Hi: hi + n, En: en + n}, Address: site.Text{Hi: "स्टेशन रोड", En: "Station Road"},
			Phone: "00000-0" + n, Hours: "Mo-Sa 09:00-17:00", Open: &open, Lon: p[0], Lat: p[1], Ward: w.Code,
		})
	}
	return list
}

func (m madeCity) Facilities(ward, kind string, limit int) []site.Facility {
	var list []site.Facility
	for _, f := range m.all() {
		if (ward == "" || f.Ward == ward) && (kind == "" || f.Kind == kind) && len(list) < limit {
			list = append(list, f)
		}
	}
	return list
}

func (m madeCity) Page(kind string, after int64, limit int) (page []site.Facility, next int64) {
	for _, f := range m.Facilities("", kind, math.MaxInt) {
		if f.ID <= after {
			continue
		}
		if len(page) == limit {
			return page, page[limit-1].ID
		}
		page = append(page, f)
	}
	return page, 0
}

func (m madeCity) InView(box [4]float64, kinds []string, limit int) ([]site.Facility, int) {
	var inside []site.Facility
	for _, kind := range append(kinds, map[bool][]string{true: {""}}[len(kinds) == 0]...) {
		for _, f := range m.Nearest((box[0]+box[2])/2, (box[1]+box[3])/2, kind, math.MaxInt) {
			if f.Metres = nil; f.Lon >= box[0] && f.Lon <= box[2] && f.Lat >= box[1] && f.Lat <= box[3] {
				inside = append(inside, f)
			}
		}
	}
	return inside[:min(limit, len(inside))], len(inside)
}

// Search finds what contains the text, in either language.
func (m madeCity) Search(_ context.Context, text string, limit int) (hits []site.Hit, err error) {
	named := func(n site.Text) bool {
		return strings.Contains(strings.ToLower(n.En), strings.ToLower(text)) || strings.Contains(n.Hi, text)
	}
	for _, w := range m.Wards() {
		if named(w.Name) || w.Code == text {
			hits = append(hits, site.Hit{Type: "ward", Code: w.Code, Name: w.Name, Lon: w.Label[0], Lat: w.Label[1], Ward: w.Code})
		}
	}
	for _, f := range m.all() {
		if named(f.Name) {
			hits = append(hits, site.Hit{Type: "facility", ID: f.ID, Kind: f.Kind, Name: f.Name, Note: f.Address, Lon: f.Lon, Lat: f.Lat, Ward: f.Ward})
		}
	}
	if named(site.Text{Hi: "स्टेशन रोड", En: "Station Road"}) {
		p := bent(1.5, 1.5)
		hits = append(hits, site.Hit{Type: "street", Name: site.Text{Hi: "स्टेशन रोड", En: "Station Road"}, Lon: p[0], Lat: p[1]})
	}
	return hits[:min(limit, len(hits))], nil
}

func (m madeCity) Facility(id int64) (site.Facility, bool) {
	for _, f := range m.all() {
		if f.ID == id {
			return f, true
		}
	}
	return site.Facility{}, false
}

// Nearest is the slow way: it takes the nearest of all, k times.
func (m madeCity) Nearest(lon, lat float64, kind string, k int) []site.Facility {
	rest, list := m.Facilities("", kind, math.MaxInt), []site.Facility(nil)
	for len(rest) > 0 && len(list) < k {
		best, least := 0, math.Inf(1)
		for i, f := range rest {
			if d := points.Metres(orb.Point{lon, lat}, orb.Point{f.Lon, f.Lat}); d < least {
				best, least = i, d
			}
		}
		f := rest[best]
		f.Metres = &least
		list, rest = append(list, f), append(rest[:best:best], rest[best+1:]...)
	}
	return list
}
