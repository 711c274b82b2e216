package road

// Costs are what a profile takes for each directed edge, before closures. Made by Network.Costs.
type Costs struct {
	Profile  Profile
	Edge     []Cost // by DirectedEdge; Infinite: may not travel it
	EndsOnly []bool // by DirectedEdge: open to trips that start or end there (private, destination, delivery, customers, permit)
}

// Factors change a city's speeds.
type Factors struct {
	All   float64            // 0: 1
	Class map[string]float64 // by highway=*, beside All
}

// Timed is a rule of the tags that holds at some hours: access:conditional, goods:conditional, oneway:conditional, restriction:conditional …
type Timed struct {
	Way      int64  // OpenStreetMap id
	Hours    string // as the tag has it, OpenStreetMap opening_hours
	Closed   bool   // during Hours the edges are closed; else they are open during Hours alone
	Profiles ProfileSet
	Edges    []DirectedEdge
}
