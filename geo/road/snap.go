package road

// Snap is a place brought to the nearest edge that a profile may use.
type Snap struct {
	Place    Point   // what was asked
	On       Point   // where that is on the edge
	Edge     uint32  // place in Network.Edges
	Fraction float64 // of the edge's length from its first vertex, 0..1
	Metres   float64 // from Place to On
	Right    bool    // Place is to the right of the direction of drawing
	Forward  bool    // the profile may travel the edge forward from or to here, by its tags and by what the caller asked (bearing, kerb)
	Backward bool
	Skipped  bool // an edge of a small island was nearer
}
