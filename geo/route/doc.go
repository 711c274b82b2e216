// Package route answers on a city's streets as they are at one moment: ways, matrices, nearest places, reach.
//
// An Engine holds what closures do not change: the network, its order, and what each profile takes for each street. A Snapshot is the streets
// under some closures; it never changes, and the next one is made from it by what differs alone. Readers hold a snapshot for as long as they
// answer and never wait.
//
// A place is a road.Snap: some way along an edge. A trip from it begins with the rest of that edge, and ends with a part of the other's.
package route
