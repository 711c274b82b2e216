// Package cch is a customizable contraction hierarchy: shortest ways in a directed graph whose weights change all day.
//
// The work is in three parts. Order and Build look at the graph alone and are done once: a nested-dissection order by inertial flow, and the
// chordal graph and elimination tree that it induces. Customise puts weights on that in milliseconds, and Metric.With changes some of them
// in microseconds, giving a new metric and leaving the old one as it was. Queries walk the elimination tree upwards from both ends, without
// a heap: every node that one touches is an ancestor of its start, so labels are kept by depth in the tree, a few hundred of them.
//
// After Dibbelt, Strasser, Wagner: Customizable Contraction Hierarchies (2014); Schild, Sommer: On Balanced Separators in Road Networks (2015);
// Buchhold, Wagner: Nearest-Neighbor Queries in Customizable Contraction Hierarchies (2021).
//
// Weights are uint32, or uint64 of two parts (the first decides, the second is summed alongside). A weight is at least 1 and either below
// Infinite or Infinite, which cannot be passed; sums that reach Infinite count as no way. Nothing here is changed after it was made, but a Query,
// which is scratch space of one goroutine at a time.
package cch
