package demo

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// facility is a row of facilities.csv.
type facility struct {
	id, kind      string
	name, address name
	phone, hours  string
	capacity      int // 0: none
	at            pt
	ward          int    // number
	who, unit     string // of those in need; of the capacity
	people, meals int    // of those in need: estimates
	stock         string // in_stock, low, out; "": not told
	stockAt       string // 2006-01-02
}

// site finds places for facilities within a ward: beside the streets of its blocks, more where more people live.
type site struct {
	block  block
	unit   *unit
	weight float64
}

// phones are of a range that is never issued: in India's numbering plan (National Numbering Plan 2003, DoT) mobile numbers of ten digits
// begin with 6 to 9, and a fixed line's number begins with its area's code, of which none begins with 0. So ten digits that begin with 0
// after +91 are nobody's: 0 is the trunk prefix and never the first digit of a national number.
func phone(r *rand.Rand) string {
	return fmt.Sprintf("+91 0%04d %05d", r.IntN(10_000), r.IntN(100_000))
}

// facilities places everything at which people are served, or are in need.
func (c *builder) facilities(wards []ward) []facility {
	p := placer{c: c, r: stream(c.seed, 8), wards: wards}
	for i := range wards {
		p.sites = append(p.sites, c.sites(&wards[i]))
	}
	p.rationShops()
	p.kitchens()
	p.scatter(250, "grocery", "G", p.grocery)
	p.scatter(90, "clinic", "C", p.clinic)
	p.scatter(30, "hospital", "H", p.hospital)
	p.scatter(160, "pharmacy", "P", p.pharmacy)
	p.scatter(60, "mask_point", "M", p.maskPoint)
	p.scatter(60, "sanitiser_point", "S", p.sanitiserPoint)
	p.hunger()
	p.scatter(14, "shelter", "R", p.shelter)
	c.stock(p.list)
	return p.list
}

func (c *builder) sites(w *ward) []site {
	var built, open []site
	for _, id := range w.units {
		u := &c.units[id]
		for _, b := range u.blocks {
			area := ringArea(c.mesh.places(b.ring))
			s := site{b, u, area * (b.style.manner().people + 60)}
			if area > 900 && b.style != water && b.style != lake && b.style != park {
				built = append(built, s)
			} else {
				open = append(open, s)
			}
		}
	}
	if len(built) == 0 {
		return open
	}
	return built
}

type placer struct {
	c     *builder
	r     *rand.Rand
	wards []ward
	sites [][]site
	list  []facility
	taken map[[2]int64]bool
}

// spot is a free place in a ward, a few metres off a street.
func (p *placer) spot(w int) (pt, *unit) {
	m := p.c.mesh
	if p.taken == nil {
		p.taken = map[[2]int64]bool{}
	}
	for {
		s := p.choose(w)
		i := p.r.IntN(len(s.block.ring))
		a, b := m.pts[s.block.ring[i]], m.pts[s.block.ring[(i+1)%len(s.block.ring)]]
		at := a.lerp(b, between(p.r, 0.1, 0.9)).add(b.sub(a).unit().left().mul(between(p.r, 5, 12))).snapped()
		lon, lat := at.lonLat()
		if key := [2]int64{lon / 60, lat / 60}; inside(at, m.places(s.block.ring)) && !p.taken[key] {
			p.taken[key] = true
			return at, s.unit
		}
	}
}

func (p *placer) choose(w int) site {
	total := 0.0
	for _, s := range p.sites[w] {
		total += s.weight
	}
	at := p.r.Float64() * total
	for _, s := range p.sites[w] {
		if at -= s.weight; at < 0 {
			return s
		}
	}
	return p.sites[w][len(p.sites[w])-1]
}

// someWard is a ward at random, by its people.
func (p *placer) someWard() int {
	total := 0
	for _, w := range p.wards {
		total += w.people
	}
	at := p.r.IntN(total)
	for i, w := range p.wards {
		if at -= w.people; at < 0 {
			return i
		}
	}
	return len(p.wards) - 1
}

func (p *placer) add(w int, f facility) {
	at, u := p.spot(w)
	number := 1 + p.r.IntN(240)
	f.at, f.ward = at, p.wards[w].number
	f.address = name{fmt.Sprintf("%d, %s, वार्ड %d, आनंदपुर", number, u.name.hi, f.ward), fmt.Sprintf("%d, %s, Ward %d, Anandpur", number, u.name.en, f.ward)}
	if f.kind != "hunger_spot" { // nobody answers there
		f.phone = phone(p.r)
	}
	p.list = append(p.list, f)
}

// rationShops gives each ward shops by its people, two at least.
func (p *placer) rationShops() {
	const shops = 700
	share := make([]int, len(p.wards))
	left := shops
	for i := range share {
		share[i] = 2
		left -= 2
	}
	for ; left > 0; left-- {
		most := 0
		for i, w := range p.wards {
			if float64(w.people)/float64(share[i]) > float64(p.wards[most].people)/float64(share[most]) {
				most = i
			}
		}
		share[most]++
	}
	hours := []string{"Mo-Sa 08:00-12:00,14:00-18:00", "Mo-Sa 09:00-17:00; We off", "Tu-Su 08:00-14:00", "Mo-Sa 10:00-18:00"}
	licence := 0
	for w, count := range share {
		for range count {
			licence++
			owner := person(p.r)
			cards := p.wards[w].households * 6 / 10 / count
			p.add(w, facility{id: fmt.Sprintf("AP-UDD-%05d", 10_000+licence*7), kind: "ration_shop", capacity: cards + p.r.IntN(80), hours: pick(p.r, hours),
				name: name{"उचित दर दुकान – " + owner.hi, "Fair Price Shop – " + owner.en}})
		}
	}
}

// kitchens gives each zone three.
func (p *placer) kitchens() {
	byZone := make([][]int, zoneCount)
	for i, w := range p.wards {
		byZone[w.zone] = append(byZone[w.zone], i)
	}
	for z, list := range byZone {
		for k := range 3 {
			w := list[(2*k+1)*len(list)/6]
			label := p.wards[w].name
			p.add(w, facility{id: fmt.Sprintf("K-%02d", z*3+k+1), kind: "kitchen", capacity: 400 + 100*p.r.IntN(17), hours: "Mo-Su 11:00-14:30,18:30-21:30",
				name: name{"सामुदायिक रसोई " + label.hi, "Community Kitchen " + label.en}, unit: "meals a slot"})
		}
	}
}

func (p *placer) scatter(count int, kind, prefix string, make func(owner name) facility) {
	for i := range count {
		f := make(person(p.r))
		f.kind, f.id = kind, fmt.Sprintf("%s-%03d", prefix, i+1)
		p.add(p.someWard(), f)
	}
}

func person(r *rand.Rand) name {
	first := []name{{"रमेश", "Ramesh"}, {"सुनीता", "Sunita"}, {"अनिल", "Anil"}, {"शबनम", "Shabnam"}, {"इमरान", "Imran"}, {"गीता", "Geeta"}, {"राजेश", "Rajesh"}, {"कमला", "Kamla"},
		{"मोहम्मद आरिफ़", "Mohammad Arif"}, {"पूनम", "Poonam"}, {"विनोद", "Vinod"}, {"सरला", "Sarla"}, {"अब्दुल", "Abdul"}, {"मनोज", "Manoj"}, {"उर्मिला", "Urmila"}, {"हरीश", "Harish"}}
	last := []name{{"यादव", "Yadav"}, {"गुप्ता", "Gupta"}, {"वर्मा", "Verma"}, {"ख़ान", "Khan"}, {"सिंह", "Singh"}, {"मिश्रा", "Mishra"}, {"अंसारी", "Ansari"}, {"कुमार", "Kumar"},
		{"श्रीवास्तव", "Srivastava"}, {"पाल", "Pal"}, {"मौर्य", "Maurya"}, {"सिद्दीक़ी", "Siddiqui"}, {"रावत", "Rawat"}, {"गौतम", "Gautam"}}
	a, b := pick(r, first), pick(r, last)
	return name{a.hi + " " + b.hi, a.en + " " + b.en}
}

func (p *placer) grocery(owner name) facility {
	return facility{name: owner.with(" किराना स्टोर", " Kirana Store"), hours: pick(p.r, []string{"Mo-Su 07:00-22:00", "Mo-Sa 08:00-21:00; Su 08:00-14:00", "Mo-Su 06:30-21:30"})}
}

func (p *placer) clinic(owner name) facility {
	return facility{name: name{"डॉ. " + owner.hi + " क्लिनिक", "Dr. " + owner.en + " Clinic"}, hours: pick(p.r, []string{"Mo-Sa 10:00-14:00,17:00-20:00", "Mo-Fr 09:00-13:00", "Mo-Sa 17:00-21:00"})}
}

func (p *placer) hospital(name) facility {
	label := pick(p.r, append(people(), stems()...))
	return facility{name: label.with(" चिकित्सालय", " Hospital"), hours: "24/7", capacity: 30 + 10*p.r.IntN(60), unit: "beds"}
}

func (p *placer) pharmacy(owner name) facility {
	return facility{name: owner.with(" मेडिकल स्टोर", " Medical Store"), hours: pick(p.r, []string{"Mo-Su 08:00-22:00", "24/7", "Mo-Sa 09:00-21:00"})}
}

func (p *placer) maskPoint(name) facility {
	label := pick(p.r, stems())
	return facility{name: name{"मास्क केंद्र, " + label.hi + " चौराहा", "Mask Point, " + label.en + " Chauraha"}, hours: "Mo-Sa 10:00-17:00", capacity: 200 + 50*p.r.IntN(10)}
}

func (p *placer) sanitiserPoint(name) facility {
	label := pick(p.r, stems())
	return facility{name: name{"सैनिटाइज़र केंद्र, " + label.hi + " मार्ग", "Sanitiser Point, " + label.en + " Marg"}, hours: "Mo-Su 09:00-19:00"}
}

func (p *placer) shelter(name) facility {
	label := pick(p.r, stems())
	return facility{name: name{"रैन बसेरा " + label.hi + " नगर", "Rain Basera " + label.en + " Nagar"}, hours: "Mo-Su 18:00-08:00", capacity: 40 + 10*p.r.IntN(12), unit: "beds"}
}

// hunger marks where people without food gather, with an estimate of how many.
func (p *placer) hunger() {
	for i := range 45 {
		kind := []struct {
			name name
			key  string
			most int
		}{
			{name{"बेघर लोगों का ठिकाना", "Homeless people"}, "homeless", 120}, {name{"लेबर चौक", "Labour chowk"}, "labourers", 260},
			{name{"अस्पताल के तीमारदार", "Hospital attendants"}, "hospital_attendants", 180}}[i%3]
		people := 20 + p.r.IntN(kind.most)
		w := p.someWard()
		p.add(w, facility{id: fmt.Sprintf("N-%03d", i+1), kind: "hunger_spot",
			name: name{kind.name.hi + ", " + p.wards[w].name.hi, kind.name.en + ", " + p.wards[w].name.en},
			who:  kind.key, people: people, meals: int(math.Ceil(float64(people) * 1.6))})
	}
}
