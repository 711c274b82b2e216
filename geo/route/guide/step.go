package guide

import "rasad/geo/road"

// Step is what to do at one place and the way from there to the next step's place.
type Step struct {
	Type, Modifier              string // of OSRM v5; Modifier may be empty where one departs or arrives
	Exit                        int    // of a roundabout or rotary: which exit, from 1; 0: it is not left
	BearingBefore, BearingAfter int
	NameHi, NameEn, Ref         string // of the road that one comes to, each may be empty; of a roundabout those of the road after it
	RotaryHi, RotaryEn          string // of a rotary: its own name
	Mode                        string // driving, cycling, walking, ferry, pushing bike
	DrivingSide                 string // left or right
	Class                       string // highway=* of the first road, or ferry
	At                          road.Point
	Line                        []road.Point // from At to the next step's At, both included; at least two points
	Duration                    uint64       // ms, the wait at the junction included
	Length                      uint64       // cm
	Intersections               []Intersection
	Passages                    [2]int // first and one past the last of the path's passages; of the arrival both are their number

	way *road.Way // that the step began on
}

// Intersection is a junction that a step passes; the first is where the step begins.
type Intersection struct {
	At       road.Point
	Bearings []int  // of the arms, ascending
	Entry    []bool // of each arm: may one enter it?
	In, Out  int    // places in Bearings: where one comes from and goes to; -1: nowhere
}

// Options of steps.
type Options struct {
	Costs        *road.Costs // what the profile may travel; nil: everything both ways
	Arms         *Arms       // of the network, made once by NewArms; nil: made on each call, slowly
	DriveOnRight bool        // India drives on the left
}
