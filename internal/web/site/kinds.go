package site

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed kinds.json
var kindsFile []byte

//go:embed shapes.json
var shapesFile []byte

// mark is how a kind is drawn, on the page as on the map: a shape, a colour and a letter, so that none of them is needed alone.
type mark struct {
	Shape  string `json:"shape"`
	Colour string `json:"colour"`
	Hi     string `json:"hi"`
	En     string `json:"en"`
	path   string // SVG, in a box of 24 × 24
}

// readMarks reads the marks by kind. Kinds without one are drawn as "other".
func readMarks() (map[string]mark, error) {
	var marks map[string]mark
	if err := json.Unmarshal(kindsFile, &marks); err != nil {
		return nil, fmt.Errorf("kinds.json: %w", err)
	}
	var shapes map[string]string
	if err := json.Unmarshal(shapesFile, &shapes); err != nil {
		return nil, fmt.Errorf("shapes.json: %w", err)
	}
	for kind, m := range marks {
		path, ok := shapes[m.Shape]
		if !ok {
			return nil, fmt.Errorf("kinds.json: %s: no shape %q", kind, m.Shape)
		}
		m.path = path
		marks[kind] = m
	}
	return marks, nil
}

func (m mark) letter(l language) string {
	if l == hindi {
		return m.Hi
	}
	return m.En
}
