package ogcapi

import (
	"context"
	"math"

	"rasad/internal/httpapi/ogcapi/collection"
	"rasad/internal/httpapi/ogcapi/crs"
)

// Collection describes a collection.
type Collection struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Attribution string   `json:"attribution,omitempty"`
	Extent      *Extent  `json:"extent,omitempty"`
	ItemType    string   `json:"itemType"`
	CRS         []string `json:"crs"`
	StorageCRS  string   `json:"storageCrs"`
	Links       []Link   `json:"links"`
}

// Extent is where, and for collections with times when, the features are.
type Extent struct {
	Spatial  *SpatialExtent  `json:"spatial,omitempty"`
	Temporal *TemporalExtent `json:"temporal,omitempty"`
}

// SpatialExtent is one box: west, south, east, north.
type SpatialExtent struct {
	BBox [][4]float64 `json:"bbox"`
	CRS  string       `json:"crs"`
}

// TemporalExtent is one interval, open where null.
type TemporalExtent struct {
	Interval [][2]*string `json:"interval"`
	TRS      string       `json:"trs"`
}

func (q *request) describe(c *collection.Collection) Collection {
	d := Collection{
		ID: c.ID, Title: q.Say(c.TitleHi, c.TitleEn), Description: q.Say(c.AboutHi, c.AboutEn), Attribution: q.Epoch.City.Attribution,
		ItemType: "feature", CRS: crs.URIs(), StorageCRS: crs.CRS84, Extent: q.extent(c),
	}
	path := "/collections/" + c.ID
	if q.of == nil {
		d.Links = q.both(path, relSelf, "application/json", q.Say("यह संग्रह", "This collection"))
		d.Links[1].Rel = relAlternate
	} else {
		d.Links = q.selfLinks()
	}
	d.Links = append(d.Links, q.both(path+"/items", relItems, "application/geo+json", d.Title)...)
	d.Links = append(d.Links, Link{Href: q.Base + path + "/items?f=csv", Rel: relItems, Type: "text/csv", Title: d.Title + " (CSV)"})
	d.Links = append(d.Links, q.both(path+"/queryables", relQueryables, "application/schema+json", q.Say("छाँटने योग्य गुण", "Queryables"))...)
	d.Links = append(d.Links, q.both(path+"/schema", relSchema, "application/schema+json", q.Say("गुणों की सूची", "Schema"))...)
	for _, e := range q.api.o.Extensions {
		d.Links = append(d.Links, e.CollectionLinks(&q.Context, c.ID)...)
	}
	return d
}

func (q *request) extent(c *collection.Collection) *Extent {
	var extent Extent
	if box, ok := q.Epoch.BBox(); ok && c.Geometry != collection.NoShape {
		extent.Spatial = &SpatialExtent{BBox: [][4]float64{{fine(box.Min[0]), fine(box.Min[1]), fine(box.Max[0]), fine(box.Max[1])}}, CRS: crs.CRS84}
	}
	if c.Temporal {
		extent.Temporal = &TemporalExtent{Interval: [][2]*string{{nil, nil}}, TRS: "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"}
	}
	if extent == (Extent{}) {
		return nil
	}
	return &extent
}

func oneCollection(q *request) (func(context.Context) (*answer, error), error) {
	return func(context.Context) (*answer, error) {
		d := q.describe(q.of)
		if q.form.format == asHTML {
			return q.page("collection", d.Title, d)
		}
		return jsonAnswer(d)
	}, nil
}

// fine rounds degrees to seven decimals, a centimetre.
func fine(degrees float64) float64 { return math.Round(degrees*1e7) / 1e7 }
