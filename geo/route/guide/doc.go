// Package guide tells somebody the way: the steps of a path as OSRM's clients know them (version 5: depart, turn, roundabout, arrive …), each
// with a text in Hindi and in English, and the path's line, whole or thinned out, as points or as an encoded polyline.
//
// Bearings are whole degrees clockwise from north, 0 to 359. A turn's angle is the bearing after less the bearing before, -180 to 180, to the
// right positive. An instruction is given where somebody could go wrong, and nowhere else.
package guide
