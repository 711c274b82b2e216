package osmfile

import (
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// tokenGuard refuses XML in which one tag or text is longer than any map has: the XML decoder would gather it in memory.
type tokenGuard struct {
	in         io.Reader
	since, all int64
}

func (g *tokenGuard) Read(p []byte) (int, error) {
	if len(p) > maxXMLToken/4 {
		p = p[:maxXMLToken/4]
	}
	n, err := g.in.Read(p)
	if last := bytes.LastIndexByte(p[:n], '>'); last >= 0 {
		g.since = int64(n - last)
	} else {
		g.since += int64(n)
	}
	if g.all += int64(n); g.since > maxXMLToken || g.all > maxXMLContent {
		return 0, fmt.Errorf("%w: one XML tag of more than a megabyte", ErrTooLarge)
	}
	return n, err
}

// xmlScan is the state of reading OSM XML: which element is open.
type xmlScan struct {
	v        visitor
	decoder  *xml.Decoder
	rooted   bool // <osm> was seen
	ended    bool // </osm> too
	node     node
	way      *way
	relation *relation
	open     string // node, way, relation; '' between elements
	gone     bool   // deleted, or of a kind that nobody wants
}

func scanXML(ctx context.Context, in io.Reader, v visitor) error {
	s := &xmlScan{v: v, decoder: xml.NewDecoder(bufio.NewReaderSize(&tokenGuard{in: in}, 1<<16))}
	s.decoder.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		return nil, fmt.Errorf("character set %.20q", charset)
	}
	for n := 0; ; n++ {
		if n%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		token, err := s.decoder.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if errors.Is(err, ErrTooLarge) {
			return err
		}
		if err != nil {
			return s.failed(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			err = s.start(&t)
		case xml.EndElement:
			err = s.end(t.Name.Local)
		}
		if err != nil {
			return err
		}
	}
	switch {
	case !s.rooted:
		return ErrFormat
	case !s.ended:
		return fmt.Errorf("%w: no </osm>", ErrTruncated)
	}
	return nil
}

func (s *xmlScan) failed(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) && syntax.Msg == "unexpected EOF" {
		return fmt.Errorf("%w: line %d", ErrTruncated, syntax.Line)
	}
	if !s.rooted && syntax != nil {
		return fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return broken("XML", err)
}

func (s *xmlScan) start(t *xml.StartElement) error {
	name := t.Name.Local
	if !s.rooted {
		if name != "osm" {
			return fmt.Errorf("%w: its first tag is <%.20s>", ErrFormat, name)
		}
		s.rooted = true
		return nil
	}
	switch name {
	case "node", "way", "relation":
		return s.begin(name, t.Attr)
	case "tag":
		return s.tag(t.Attr)
	case "nd":
		if s.open == "way" && !s.gone {
			ref, err := s.number(attribute(t.Attr, "ref"))
			if err == nil && len(s.way.nodes) >= maxWayNodes {
				err = fmt.Errorf("%w: way %d has too many nodes", ErrTooLarge, s.way.id)
			}
			s.way.nodes = append(s.way.nodes, ref)
			return err
		}
	case "member":
		if s.open == "relation" && !s.gone {
			return s.member(t.Attr)
		}
	}
	return nil
}

func attribute(list []xml.Attr, name string) string {
	for i := range list {
		if list[i].Name.Local == name {
			return list[i].Value
		}
	}
	return ""
}

func (s *xmlScan) number(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, s.bad("number", text)
	}
	return n, nil
}

func (s *xmlScan) bad(what, text string) error {
	line, _ := s.decoder.InputPos()
	return fmt.Errorf("%w: line %d: %s %.40q", ErrBroken, line, what, text)
}

func (s *xmlScan) begin(name string, attrs []xml.Attr) error {
	if s.open != "" {
		return s.bad("element within an element", name)
	}
	s.open = name
	s.gone = name == "node" && s.v.node == nil || name == "way" && s.v.way == nil || name == "relation" && s.v.relation == nil ||
		attribute(attrs, "action") == "delete" || attribute(attrs, "visible") == "false"
	if s.gone {
		return nil
	}
	id, err := s.number(attribute(attrs, "id"))
	if err != nil {
		return err
	}
	switch name {
	case "way":
		s.way = &way{id: id}
	case "relation":
		s.relation = &relation{id: id}
	default:
		s.node = node{id: id}
		lon, errLon := strconv.ParseFloat(attribute(attrs, "lon"), 64)
		lat, errLat := strconv.ParseFloat(attribute(attrs, "lat"), 64)
		if errLon != nil || errLat != nil || !onEarth(lon, lat) {
			return s.bad("position", attribute(attrs, "lon")+" "+attribute(attrs, "lat"))
		}
		s.node.lon, s.node.lat = lon, lat
	}
	return nil
}

func onEarth(lon, lat float64) bool { return lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90 }

func (s *xmlScan) tag(attrs []xml.Attr) error {
	if s.gone || s.open == "" {
		return nil
	}
	t := tag{attribute(attrs, "k"), attribute(attrs, "v")}
	into := &s.node.tags
	switch s.open {
	case "way":
		into = &s.way.tags
	case "relation":
		into = &s.relation.tags
	}
	if len(*into) >= maxTags || len(t.key) > maxText || len(t.value) > maxText {
		return fmt.Errorf("%w: tags of one element", ErrTooLarge)
	}
	*into = append(*into, t)
	return nil
}

func (s *xmlScan) member(attrs []xml.Attr) error {
	ref, err := s.number(attribute(attrs, "ref"))
	if err != nil {
		return err
	}
	if len(s.relation.members) >= maxMembers {
		return fmt.Errorf("%w: relation %d has too many members", ErrTooLarge, s.relation.id)
	}
	kind := memberRelation
	switch attribute(attrs, "type") {
	case "node":
		kind = memberNode
	case "way":
		kind = memberWay
	}
	s.relation.members = append(s.relation.members, member{kind, ref, attribute(attrs, "role")})
	return nil
}

func (s *xmlScan) end(name string) error {
	if name == "osm" {
		s.ended = true
	}
	if name != s.open || s.open == "" {
		return nil
	}
	s.open = ""
	if s.gone {
		return nil
	}
	switch name {
	case "node":
		return s.v.node(&s.node)
	case "way":
		return s.v.way(s.way)
	}
	return s.v.relation(s.relation)
}
