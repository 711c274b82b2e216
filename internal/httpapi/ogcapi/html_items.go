package ogcapi

import (
	"context"
	"net/url"
	"strconv"

	"rasad/internal/httpapi/ogcapi/collection"
	"rasad/internal/httpapi/ogcapi/crs"
	"rasad/internal/httpapi/ogcapi/encode"
	"rasad/internal/httpapi/ogcapi/page"
)

// itemsTable is a page of features for people.
type itemsTable struct {
	Head        []string
	Rows        []itemRow
	Matched     string
	First, Next string
	Limit       int
	Choices     []choice
}

type itemRow struct {
	ID, Href string
	Cells    []cell
}

type cell struct {
	Text   string
	Number bool
}

// choice is a property with few values, to choose among.
type choice struct {
	Name, Title, Chosen string
	Words               []string
}

func (q *request) itemsPage(ctx context.Context, chosen *collection.Query, out crs.CRS) (*answer, error) {
	t := itemsTable{Limit: chosen.Limit}
	for place, p := range q.of.Properties {
		t.Head = append(t.Head, q.Say(p.TitleHi, p.TitleEn))
		if len(p.Enum) > 0 {
			c := choice{Name: p.Name, Title: q.Say(p.TitleHi, p.TitleEn), Words: p.Enum}
			for _, e := range chosen.Equal {
				if e.Place == place {
					c.Chosen = e.Value.Text
				}
			}
			t.Choices = append(t.Choices, c)
		}
	}
	last, err := q.of.Page(ctx, q.Epoch, chosen, func(f *collection.Feature) {
		id := encode.ID(f.Key, q.of.TextID)
		row := itemRow{ID: id, Href: q.Base + "/collections/" + q.of.ID + "/items/" + url.PathEscape(id) + "?f=html&lang=" + string(q.Lang)}
		for _, v := range f.Values {
			row.Cells = append(row.Cells, q.cellOf(v))
		}
		t.Rows = append(t.Rows, row)
	})
	if err != nil {
		return nil, err
	}
	if n, ok := q.of.Count(ctx, q.Epoch, &chosen.Where); ok {
		t.Matched = strconv.Itoa(n)
	}
	if last != nil {
		t.Next = q.address(asHTML, "cursor", page.Cursor(q.of.ID, *last))
	}
	if chosen.After != nil {
		t.First = q.address(asHTML, "cursor", "")
	}
	result, err := q.page("items", q.Say(q.of.TitleHi+" – वस्तुएँ", q.of.TitleEn+" – items"), t)
	if err != nil {
		return nil, err
	}
	result.contentCRS = "<" + out.URI + ">"
	return result, nil
}

func (q *request) cellOf(v collection.Value) cell {
	switch v.Kind {
	case collection.IsText:
		return cell{Text: v.Text}
	case collection.IsInteger, collection.IsNumber:
		return cell{Text: strconv.FormatFloat(v.Number, 'f', -1, 64), Number: true}
	case collection.IsTrue:
		return cell{Text: q.Say("हाँ", "yes")}
	case collection.IsFalse:
		return cell{Text: q.Say("नहीं", "no")}
	default:
		return cell{Text: "–"}
	}
}

// itemContent is one feature for people.
type itemContent struct {
	Rows     []itemRow
	CRS, WKT string
}

// mostWKT bounds the outline shown on a page, in bytes; the GeoJSON has all of it.
const mostWKT = 20_000

func (q *request) itemPage(f *collection.Feature, out crs.CRS) (*answer, error) {
	c := itemContent{CRS: out.URI, WKT: encode.WKT(f.Geometry, out)}
	if len(c.WKT) > mostWKT {
		c.WKT = c.WKT[:mostWKT] + "…"
	}
	title := ""
	for i, p := range q.of.Properties {
		c.Rows = append(c.Rows, itemRow{ID: q.Say(p.TitleHi, p.TitleEn), Cells: []cell{q.cellOf(f.Values[i])}})
		if name := q.Say("name_hi", "name_en"); p.Name == name {
			title = f.Values[i].Text
		}
	}
	if title == "" {
		title = q.Say(q.of.TitleHi, q.of.TitleEn) + " " + encode.ID(f.Key, q.of.TextID)
	}
	result, err := q.page("item", title, c)
	if err != nil {
		return nil, err
	}
	result.contentCRS = "<" + out.URI + ">"
	return result, nil
}
