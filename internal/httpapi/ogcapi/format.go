package ogcapi

import (
	"rasad/internal/httpapi/negotiate"
)

// format is how an answer is written; its text is the value of the parameter f.
type format string

const (
	asJSON format = "json"
	asHTML format = "html"
	asCSV  format = "csv"
)

// form is a format that a resource is given in.
type form struct {
	format format
	media  string // as sent
	bare   string // without parameters, as negotiated and as links name it; "": as media
}

func (f form) linkType() string {
	if f.bare != "" {
		return f.bare
	}
	return f.media
}

func htmlForm() form { return form{asHTML, "text/html; charset=utf-8", "text/html"} }

func documentForms() []form { return []form{{asJSON, "application/json", ""}, htmlForm()} }

func schemaForms() []form { return []form{{asJSON, "application/schema+json", ""}, htmlForm()} }

func featureForms() []form { return []form{{asJSON, "application/geo+json", ""}, htmlForm()} }

func itemsForms() []form {
	return append(featureForms(), form{asCSV, "text/csv; charset=utf-8; header=present", "text/csv"})
}

// openAPIType is what the API document is served as; tests of conformance compare it to the letter.
const openAPIType = "application/vnd.oai.openapi+json;version=3.0"

func openAPIForms() []form {
	return []form{{asJSON, openAPIType, ""}, htmlForm()}
}

// chooseForm goes by the parameter f, then by what the client accepts; a client that takes anything gets the first.
func chooseForm(q *request, forms []form) form {
	words := []string{""}
	types := make([]string, 0, len(forms)+1)
	for _, f := range forms {
		words = append(words, string(f.format))
		types = append(types, f.linkType())
	}
	chosen := q.query.Choice("f", words...)
	for _, f := range forms {
		if string(f.format) == chosen {
			return f
		}
	}
	types = append(types, "application/json") // a client that asks for plain JSON means our first form
	if place := negotiate.Media(q.Header.Get("Accept"), types); place < len(forms) {
		return forms[place]
	}
	return forms[0]
}
