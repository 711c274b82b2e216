package ward

// Ring is a closed ring of an outline as maps draw it, in world units (package points), the first vertex not repeated. Outer rings turn
// clockwise as seen on the map (y to the south), holes the other way.
//
// MinZoom is, for each vertex, the first zoom at which it matters: leaving out the vertices with a higher MinZoom moves the outline
// by less than half a pixel at that zoom. Neighbours that share a stretch of boundary share its vertices and their MinZoom, so
// that what is left out in one is left out in the other.
type Ring struct {
	X, Y    []uint32
	MinZoom []uint8
}
