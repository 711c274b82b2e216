package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The abstract tests of OGC API Features, Parts 1, 2, 3 and 5, under the names that the standards give them, against the real handler on a real
// record. They follow links as a client would and know no address but the landing page's.

type ogcLink struct{ Href, Rel, Type, Title string }

type ogcCollection struct {
	ID          string
	ItemType    string
	CRS         []string
	StorageCRS  string `json:"storageCrs"`
	Links       []ogcLink
	Description string
	Extent      struct {
		Spatial *struct{ BBox [][]float64 }
	}
}

type ogcFeature struct {
	Type     string
	ID       any
	Geometry *struct {
		Type        string
		Coordinates json.RawMessage
	}
	Properties map[string]any
	Links      []ogcLink
}

type ogcFeatures struct {
	Type           string
	Features       []ogcFeature
	NumberMatched  *int
	NumberReturned int
	Links          []ogcLink
}

// ogcClient asks the handler as a GIS would.
type ogcClient struct {
	*service
	t *testing.T
}

func ogc(t *testing.T) *ogcClient { return &ogcClient{start(t), t} }

// fetch follows an address and checks the status.
func (c *ogcClient) fetch(address string, status int, headers ...string) *httptest.ResponseRecorder {
	c.t.Helper()
	w := c.get(strings.TrimPrefix(address, "http://example.com"), headers...)
	if w.Code != status {
		c.t.Fatalf("%s: %d %s, want %d", address, w.Code, w.Body, status)
	}
	if status >= 400 && !strings.HasPrefix(w.Header().Get("Content-Type"), "application/problem+json") {
		c.t.Errorf("%s: the problem is %s", address, w.Header().Get("Content-Type"))
	}
	return w
}

func (c *ogcClient) into(address string, target any, headers ...string) http.Header {
	c.t.Helper()
	w := c.fetch(address, 200, headers...)
	if err := json.Unmarshal(w.Body.Bytes(), target); err != nil {
		c.t.Fatalf("%s: %v", address, err)
	}
	return w.Header()
}

// link is the address of the first link of a relation and, unless "", a type.
func link(t *testing.T, links []ogcLink, rel, media string) string {
	t.Helper()
	for _, l := range links {
		if l.Rel == rel && (media == "" || l.Type == media) {
			return l.Href
		}
	}
	t.Fatalf("no link %s of type %s among %v", rel, media, links)
	return ""
}

func (c *ogcClient) landing() []ogcLink {
	var d struct{ Links []ogcLink }
	c.into("/ogc/nagar/", &d)
	return d.Links
}

func (c *ogcClient) collections() []ogcCollection {
	var d struct{ Collections []ogcCollection }
	c.into(link(c.t, c.landing(), "data", "application/json"), &d)
	return d.Collections
}

func (c *ogcClient) items(id, query string) ogcFeatures {
	c.t.Helper()
	var d ogcFeatures
	c.into("/ogc/nagar/collections/"+id+"/items?"+query, &d)
	if d.Type != "FeatureCollection" || d.NumberReturned != len(d.Features) {
		c.t.Errorf("%s?%s: %s, numberReturned %d of %d", id, query, d.Type, d.NumberReturned, len(d.Features))
	}
	return d
}

func ids(d ogcFeatures) string {
	var list []string
	for _, f := range d.Features {
		list = append(list, fmt.Sprint(f.ID))
	}
	return strings.Join(list, " ")
}
