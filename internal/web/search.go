package web

import (
	"context"

	"rasad/internal/live"
	"rasad/internal/web/site"
)

// Search finds what a text names among all that the city has: wards, zones, facilities, streets, places, pincodes.
func (t town) Search(ctx context.Context, text string, limit int) ([]site.Hit, error) {
	found, err := t.city.Search(ctx, text, nil, limit)
	if err != nil {
		return nil, err
	}
	hits := make([]site.Hit, 0, len(found))
	for i := range found {
		hits = append(hits, hitOf(&found[i]))
	}
	return hits, nil
}

func hitOf(p *live.Place) site.Hit {
	h := site.Hit{
		Type: p.Kind, Code: p.Code, ID: p.ID, Name: site.Text{Hi: p.NameHi, En: p.NameEn}, Note: site.Text{Hi: p.NoteHi, En: p.NoteEn},
		Lon: p.Point[0], Lat: p.Point[1],
	}
	if p.Facility != nil {
		h.Kind = string(p.Facility.Kind)
	}
	if p.Ward != nil {
		h.Ward = p.Ward.Code
	}
	return h
}
