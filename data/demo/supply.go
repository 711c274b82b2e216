package demo

import "strconv"

// stock gives most ration shops and some kitchens a state of their stock, told of on one of the last days of September.
func (c *builder) stock(list []facility) {
	r := stream(c.seed, 20)
	for i := range list {
		f := &list[i]
		if f.kind != "ration_shop" && f.kind != "kitchen" {
			continue
		}
		switch n := r.IntN(20); {
		case n < 12:
			f.stock = "in_stock"
		case n < 15:
			f.stock = "low"
		case n < 17:
			f.stock = "out"
		}
		if f.stock != "" {
			f.stockAt = "2026-09-" + strconv.Itoa(24+r.IntN(7))
		}
	}
}

// elect gives each ward a councillor with an office that nobody's number rings.
func (c *builder) elect(wards []ward) {
	r := stream(c.seed, 21)
	for i := range wards {
		wards[i].councillor, wards[i].phone = person(r), phone(r)
	}
}
