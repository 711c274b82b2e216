package cch

import "slices"

// Same says that two metrics weigh every edge alike, bit for bit.
func Same[W Weight](a, b *Metric[W]) bool { return slices.Equal(a.edges, b.edges) }
