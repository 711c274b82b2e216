package ogcapi

import (
	"rasad/internal/httpapi/problem"
	"rasad/internal/live"
)

// Link leads to another resource.
type Link struct {
	Href      string `json:"href"`
	Rel       string `json:"rel"`
	Type      string `json:"type,omitempty"`
	Title     string `json:"title,omitempty"`
	Hreflang  string `json:"hreflang,omitempty"`
	Templated bool   `json:"templated,omitempty"`
}

// Context is what a document is made for.
type Context struct {
	Base  string // https://host/ogc/city: addresses continue with a slash
	Epoch *live.Epoch
	Lang  problem.Lang
}

// Say picks the words of the reader's language.
func (c *Context) Say(hi, en string) string {
	if c.Lang == problem.Hindi {
		return hi
	}
	return en
}

// Pick is the text in the reader's language, or in the other where it is missing.
func (c *Context) Pick(hi, en string) string {
	if c.Lang == problem.Hindi && hi != "" || en == "" {
		return hi
	}
	return en
}

// Extension is another interface at the same dataset, as OGC API Tiles is: it adds to the documents here and mounts its own addresses.
type Extension interface {
	Conformance() []string                               // conformance classes, URIs
	LandingLinks(c *Context) []Link                      // of the landing page
	CollectionLinks(c *Context, id string) []Link        // of a collection's document
	Paths(c *Context) (paths, components map[string]any) // of the API document, OpenAPI 3.0: path → path item below Base; "schemas" …
}
