package web

import (
	"context"
	"strings"

	"rasad/internal/web/site"
)

// Search finds wards by the beginning of their names.
func (t town) Search(_ context.Context, text string, limit int) ([]site.Hit, error) {
	var hits []site.Hit
	for _, w := range t.Wards() {
		if len(hits) < limit && (w.Code == text || strings.HasPrefix(strings.ToLower(w.Name.En), strings.ToLower(text)) || strings.HasPrefix(w.Name.Hi, text)) {
			hits = append(hits, site.Hit{Type: "ward", Code: w.Code, Name: w.Name, Lon: w.Label[0], Lat: w.Label[1], Ward: w.Code})
		}
	}
	return hits, nil
}
