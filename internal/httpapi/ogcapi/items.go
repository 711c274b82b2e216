package ogcapi

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"rasad/internal/httpapi/ogcapi/collection"
	"rasad/internal/httpapi/ogcapi/crs"
	"rasad/internal/httpapi/ogcapi/encode"
	"rasad/internal/httpapi/ogcapi/page"
	"rasad/internal/httpapi/problem"
)

func items(q *request) (func(context.Context) (*answer, error), error) {
	chosen, out, err := q.readQuery()
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) (*answer, error) {
		result, err := q.itemsAnswer(ctx, chosen, out)
		if errors.Is(err, context.DeadlineExceeded) {
			return nil, &problem.Error{Code: problem.Timeout, Cause: err}
		}
		return result, err
	}, nil
}

func (q *request) itemsAnswer(ctx context.Context, chosen *collection.Query, out crs.CRS) (*answer, error) {
	if q.form.format == asHTML {
		return q.itemsPage(ctx, chosen, out)
	}
	var body []byte
	take := func(*collection.Feature) {}
	returned := 0
	if q.form.format == asCSV {
		table := encode.NewCSV(&q.of.Info, out)
		body = table.Header(make([]byte, 0, 64<<10))
		take = func(f *collection.Feature) { body = table.Append(body, f); returned++ }
	} else {
		writer := encode.NewGeoJSON(&q.of.Info, out)
		body = append(make([]byte, 0, 64<<10), `{"type":"FeatureCollection","features":[`...)
		take = func(f *collection.Feature) {
			if returned > 0 {
				body = append(body, ',', '\n')
			}
			body = writer.Append(body, f, "")
			returned++
		}
	}
	last, err := q.of.Page(ctx, q.Epoch, chosen, take)
	if err != nil {
		return nil, err
	}
	result := &answer{contentCRS: "<" + out.URI + ">", returned: strconv.Itoa(returned)}
	if n, ok := q.of.Count(ctx, q.Epoch, &chosen.Where); ok {
		result.matched = strconv.Itoa(n)
	}
	links := q.itemsLinks(last)
	result.links = links[len(q.forms):]
	if q.form.format != asCSV {
		if body, err = closeCollection(body, result, links); err != nil {
			return nil, err
		}
	}
	result.body = body
	return result, nil
}

// closeCollection writes what follows the features.
func closeCollection(body []byte, result *answer, links []Link) ([]byte, error) {
	text, err := json.Marshal(links)
	if err != nil {
		return nil, err
	}
	body = append(body, `],"numberReturned":`...)
	body = append(body, result.returned...)
	if result.matched != "" {
		body = append(append(body, `,"numberMatched":`...), result.matched...)
	}
	body = append(append(body, `,"links":`...), text...)
	return append(body, '}', '\n'), nil
}

// itemsLinks begin with one for each format, this one among them.
func (q *request) itemsLinks(last *collection.Key) []Link {
	links := q.selfLinks()
	if last != nil {
		links = append(links, Link{Href: q.address(q.form.format, "cursor", page.Cursor(q.of.ID, *last)), Rel: relNext, Type: q.form.linkType(), Title: q.Say("अगला पृष्ठ", "Next page")})
	}
	return append(links, Link{Href: q.Base + "/collections/" + q.of.ID + "?f=json", Rel: relCollection, Type: "application/json", Title: q.Say(q.of.TitleHi, q.of.TitleEn)})
}

func item(q *request) (func(context.Context) (*answer, error), error) {
	out := q.readCRS("crs")
	if err := q.query.Err(); err != nil {
		return nil, err
	}
	text := segment(q.Request, "feature")
	key, ok := parseID(text, q.of.TextID)
	missing := problem.New(problem.UnknownFeature, q.of.ID, short(text))
	if !ok {
		return nil, missing
	}
	return func(ctx context.Context) (*answer, error) {
		f, err := q.of.One(ctx, q.Epoch, key)
		if err != nil {
			return nil, err
		}
		if f == nil {
			return nil, missing
		}
		collectionLink := Link{Href: q.Base + "/collections/" + q.of.ID + "?f=json", Rel: relCollection, Type: "application/json", Title: q.Say(q.of.TitleHi, q.of.TitleEn)}
		links := append(q.selfLinks(), collectionLink)
		if q.form.format == asHTML {
			return q.itemPage(f, out)
		}
		linkText, err := json.Marshal(links)
		if err != nil {
			return nil, err
		}
		body := encode.NewGeoJSON(&q.of.Info, out).Append(nil, f, `,"links":`+string(linkText))
		return &answer{body: append(body, '\n'), links: links[len(q.forms):], contentCRS: "<" + out.URI + ">"}, nil
	}, nil
}

// parseID reads the name of a feature as encode.ID writes it.
func parseID(text string, pair bool) (k collection.Key, ok bool) {
	first, second, two := text, "", false
	if pair {
		if first, second, two = strings.Cut(text, "-"); !two {
			return k, false
		}
	}
	var err error
	if k.A, err = strconv.ParseInt(first, 10, 64); err == nil && two {
		k.B, err = strconv.ParseInt(second, 10, 64)
	}
	return k, err == nil && encode.ID(k, pair) == text
}
