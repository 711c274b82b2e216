// Package sketch draws small maps on the server: a ward with its streets and numbered places, or a city with its wards. A drawing is a
// list of plain shapes in one box, x to the right and y down; SVG writes it for pages, package booklet for paper. The same city gives
// the same drawing. Colour never stands alone: zones have a hatching too, kinds a shape, places a number.
package sketch

import (
	"github.com/paulmach/orb"

	"rasad/tiles"
)

// Source is a city at one moment.
type Source interface {
	// Shapes lists all wards, in the order of their numbers.
	Shapes() []Shape
	// Features reads layers of one tile.
	Features(layers tiles.Layers, t tiles.Tile) ([]tiles.Decoded, error)
}

// Shape is a ward on the map.
type Shape struct {
	Code     string
	Hi, En   string // its name; said to those who cannot see the map
	Zone     int    // place of the zone in the plan; -1: in none
	Label    orb.Point
	Geometry orb.MultiPolygon // degrees
}

// Place is something to be marked: Number is its number in the list beside the map.
type Place struct {
	Number   int
	Outline  string // SVG path in a box of 24 × 24
	Colour   string // #rrggbb
	Lon, Lat float64
}

// Drawing is a finished map.
type Drawing struct {
	Width, Height float64
	Title, Note   string // for those who cannot see it
	Items         []Item
}

// Item is one thing drawn: lines, text or a mark, and where it leads to.
type Item struct {
	Style
	Lines []orb.LineString // closed ones are filled when the style says so, all together, by the even-odd rule
	Texts []Text
	Marks []Mark
	Link  string // an address, for SVG only
	Name  string // of the link
}

// Style of lines and texts. Colours are #rrggbb; an empty one is not drawn.
type Style struct {
	Class        string // of the SVG element, for the page's style sheet
	Fill, Stroke string
	Opacity      float64 // of the fill, and of the line where there is no fill; 0: opaque
	Width        float64
	Dash         float64 // length of dashes and gaps; 0: none
}

// Text stands at a point; its baseline begins, is centred or ends there.
type Text struct {
	At     orb.Point
	Text   string
	Size   float64
	Angle  float64 // degrees, clockwise
	Anchor Anchor
	Bold   bool
	Colour string
	Halo   string // colour of a thin line around the letters
}

// Anchor says which part of a text is at its point.
type Anchor string

// The anchors, by their names in SVG.
const (
	Start  Anchor = "start"
	Middle Anchor = "middle"
	End    Anchor = "end"
)

// Mark is a place's symbol, centred on At, with its number inside. A line leads to Spot when it had to move aside.
type Mark struct {
	At, Spot orb.Point
	Outline  string
	Colour   string
	Size     float64
	Number   int
}

// Words are the map's own, in the reader's language.
type Words struct {
	Lang              string // hi, en
	Metres, Kilometre string // "{0} m", "{0} km"
	North             string
	Title, Note       string
}
