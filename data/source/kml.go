package source

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// kml streams the placemarks of a KML document: geometry, name, and the data of ExtendedData. Links and styles are not followed.
type kml struct {
	budget   *budgetReader
	decoder  *xml.Decoder
	limits   Limits
	row      int
	seenRoot bool
	vertices int // of the placemark being read
	rings    int
}

func newKML(r io.Reader, l Limits) *kml {
	budget := &budgetReader{r: r, left: l.Feature}
	k := &kml{budget: budget, decoder: xml.NewDecoder(budget), limits: l}
	k.decoder.Entity = xml.HTMLEntity
	k.decoder.CharsetReader = charset.NewReaderLabel
	return k
}

func (k *kml) declaredCRS() string { return "EPSG:4326" }
func (k *kml) columns() []string   { return nil }
func (k *kml) notes() []Note       { return nil }
func (k *kml) close() error        { return nil }

func (k *kml) next() (Feature, error) {
	for {
		k.budget.left = k.limits.Feature
		token, err := k.decoder.Token()
		if errors.Is(err, io.EOF) && k.seenRoot {
			return Feature{}, io.EOF
		}
		if err != nil {
			return Feature{}, k.broken(err)
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		k.seenRoot = true
		if element.Name.Local != "Placemark" {
			continue
		}
		k.row++
		k.vertices, k.rings = 0, 0
		feature := Feature{Row: k.row}
		if err := k.placemark(&feature); err != nil {
			return Feature{}, k.broken(err)
		}
		return feature, nil
	}
}

func (k *kml) broken(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		if strings.Contains(syntax.Msg, "EOF") {
			return broken(io.ErrUnexpectedEOF, k.row, k.limits)
		}
		return &Error{Row: k.row, Err: err, Reason: bothf("मान्य XML नहीं है: %s (पंक्ति %d)", "not valid XML: %s (line %d)", syntax.Msg, syntax.Line),
			Remedy: both("फ़ाइल को दोबारा निर्यात करें", "export the file again")}
	}
	return broken(err, k.row, k.limits)
}

// children calls visit for each child element of the one just opened, which must consume the child.
func (k *kml) children(visit func(xml.StartElement) error) error {
	for {
		token, err := k.decoder.Token()
		if err != nil {
			return unexpected(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := visit(token); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// text is the character data of the element just opened, up to its end; elements within are skipped.
func (k *kml) text() (string, error) {
	var b strings.Builder
	for depth := 1; ; {
		token, err := k.decoder.Token()
		if err != nil {
			return "", unexpected(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			b.Write(token)
		case xml.StartElement:
			depth++
		case xml.EndElement:
			if depth--; depth == 0 {
				return strings.TrimSpace(b.String()), nil
			}
		}
	}
}

func (k *kml) skip() error {
	_, err := k.text()
	return err
}

func (k *kml) placemark(f *Feature) error {
	return k.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "name", "address", "phoneNumber", "description":
			return k.field(f, e.Name.Local)
		case "ExtendedData":
			return k.extendedData(f)
		}
		g, known, err := k.geometry(e, 0)
		var bad *Error
		if errors.As(err, &bad) {
			bad.Row = k.row
			f.Fault = bad
			return nil
		}
		if err != nil || !known {
			return err
		}
		if g != nil {
			f.Geometry = g
		}
		return nil
	})
}

func (k *kml) field(f *Feature, name string) error {
	text, err := k.text()
	if err == nil && text != "" {
		f.Fields = append(f.Fields, Field{Name: name, Value: text})
	}
	return err
}

func (k *kml) extendedData(f *Feature) error {
	return k.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "SchemaData":
			return k.children(func(e xml.StartElement) error { return k.field(f, attribute(e, "name")) })
		case "Data":
			name := attribute(e, "name")
			return k.children(func(e xml.StartElement) error {
				if e.Name.Local == "value" {
					return k.field(f, name)
				}
				return k.skip()
			})
		default:
			return k.skip()
		}
	})
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
