package guide

import "rasad/geo/route"

// Path and Passage are those of package route.
type (
	Path    = route.Path
	Passage = route.Passage
)
