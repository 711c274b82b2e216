// Package road turns a city's streets, as OpenStreetMap has them, into what routing needs: edges between junctions, one directed graph for
// motor traffic and one for feet, what each kind of vehicle may do and how long it takes, which streets a place lies on, and which
// directed edges a closure touches.
//
// Rules that everything here keeps:
//   - Places are in 1e-7 degrees of WGS84 (Point), lengths in centimetres on a sphere of 6,371,008.8 m, times in milliseconds.
//   - A street's direction of drawing is "forward". A DirectedEdge is an edge and a direction of travel along it.
//   - Edges, junctions and arcs are numbered in the order of way ids and of vertices along them: the same streets give the same network, bit for bit.
//   - A Network never changes once built; it may be read by many at once.
package road
