package browser

import "rasad/internal/web/site"

var _ site.Outliner = madeCity{}

// Outline is a ward's ring, whole.
func (m madeCity) Outline(ward string) [][][2]float64 {
	for i, w := range m.Wards() {
		if w.Code == ward {
			var ring [][2]float64
			for _, p := range madeRing(i) {
				ring = append(ring, p)
			}
			return [][][2]float64{ring}
		}
	}
	return nil
}
