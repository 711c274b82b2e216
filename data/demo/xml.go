package demo

import (
	"bytes"
	"encoding/xml"
	"strconv"
)

func (n osmNode) append(b []byte, id int) []byte {
	lon, lat := n.at.lonLat()
	b = strconv.AppendInt(append(b, ` <node id="`...), int64(id), 10)
	b = append(append(b, `" lat="`...), degrees(lat)...)
	b = append(append(b, `" lon="`...), degrees(lon)...)
	if len(n.tags) == 0 {
		return append(b, "\"/>\n"...)
	}
	b = appendTags(append(b, "\">\n"...), n.tags)
	return append(b, " </node>\n"...)
}

func (w osmWay) append(b []byte, id int) []byte {
	b = strconv.AppendInt(append(b, ` <way id="`...), int64(id), 10)
	b = append(b, "\">\n"...)
	for _, n := range w.nodes {
		b = strconv.AppendInt(append(b, `  <nd ref="`...), n, 10)
		b = append(b, "\"/>\n"...)
	}
	return append(appendTags(b, w.tags), " </way>\n"...)
}

func (r osmRelation) append(b []byte, id int) []byte {
	b = strconv.AppendInt(append(b, ` <relation id="`...), int64(id), 10)
	b = append(b, "\">\n"...)
	for _, m := range r.members {
		b = append(append(append(b, `  <member type="`...), m.kind...), `" ref="`...)
		b = strconv.AppendInt(b, m.ref, 10)
		b = append(append(append(b, `" role="`...), m.role...), "\"/>\n"...)
	}
	return append(appendTags(b, r.tags), " </relation>\n"...)
}

func appendTags(b []byte, tags []tag) []byte {
	for _, t := range tags {
		b = append(append(b, `  <tag k="`...), t.k...)
		b = append(append(append(b, `" v="`...), escaped(t.v)...), "\"/>\n"...)
	}
	return b
}

func escaped(s string) string {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '&' || c == '<' || c == '>' || c == '"' {
			var out bytes.Buffer
			_ = xml.EscapeText(&out, []byte(s)) // a bytes.Buffer does not fail
			return out.String()
		}
	}
	return s
}
