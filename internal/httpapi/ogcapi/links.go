package ogcapi

import (
	"net/url"
	"strings"
)

// Relations of links.
const (
	relSelf       = "self"
	relAlternate  = "alternate"
	relNext       = "next"
	relCollection = "collection"
	relItems      = "items"
	relData       = "data"
	relConforms   = "conformance"
	relService    = "service-desc"
	relServiceDoc = "service-doc"
	relQueryables = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
	relSchema     = "http://www.opengis.net/def/rel/ogc/1.0/schema"
	relDescribed  = "describedby"
)

// address repeats the request's address in a format, with some parameters set and, where the value is empty, removed. The query was
// checked before. A place of the request stays out: it begins anew.
func (q *request) address(f format, change ...string) string {
	given, err := url.ParseQuery(q.URL.RawQuery)
	if err != nil {
		given = url.Values{}
	}
	for i := 0; i+1 < len(change); i += 2 {
		given.Del(change[i])
		if change[i+1] != "" {
			given.Set(change[i], change[i+1])
		}
	}
	given.Set("f", string(f))
	path := strings.TrimSuffix(q.URL.EscapedPath(), "/")
	_, rest, _ := strings.Cut(strings.TrimPrefix(path, "/ogc/"), "/")
	if rest != "" {
		rest = "/" + rest
	}
	return q.Base + rest + "?" + encodeQuery(given)
}

// encodeQuery leaves commas, colons and slashes as people write them.
func encodeQuery(v url.Values) string {
	return strings.NewReplacer("%2C", ",", "%3A", ":", "%2F", "/").Replace(v.Encode())
}

// selfLinks lead to the answer itself and to its other formats and language.
func (q *request) selfLinks() []Link {
	var links []Link
	for _, f := range q.forms {
		link := Link{Href: q.address(f.format), Rel: relAlternate, Type: f.linkType(), Title: q.formatTitle(f.format)}
		if f.format == q.form.format {
			link.Rel, link.Title, link.Hreflang = relSelf, q.Say("यह दस्तावेज़", "This document"), string(q.Lang)
		}
		links = append(links, link)
	}
	return links
}

func (q *request) formatTitle(f format) string {
	switch f {
	case asHTML:
		return q.Say("वेब पृष्ठ के रूप में", "As a web page")
	case asCSV:
		return q.Say("CSV तालिका के रूप में", "As a CSV table")
	default:
		return q.Say("JSON के रूप में", "As JSON")
	}
}

// both gives a link once as JSON, of the given type, and once as a page.
func (q *request) both(path, rel, media, title string) []Link {
	return []Link{
		{Href: q.Base + path + "?f=json", Rel: rel, Type: media, Title: title + " (JSON)"},
		{Href: q.Base + path + "?f=html&lang=" + string(q.Lang), Rel: rel, Type: "text/html", Title: title + q.Say(" (पृष्ठ)", " (page)")},
	}
}
