package cql2

// Ends is a comparison between an end of the first interval and an end of the second. An instant is an interval of no length.
type Ends struct {
	FirstEnd  bool // the end of the first, not its start
	Cmp       Op
	SecondEnd bool
}

// Temporal is what a temporal operator says of its intervals: all of the comparisons, or any when Any.
type Temporal struct {
	Any  bool
	Ends []Ends
}

// Temporal gives the meaning of a temporal operator (table 7 of the standard); ok is false for other operators.
func (o Op) Temporal() (t Temporal, ok bool) {
	const start, end = false, true
	all := func(ends ...Ends) (Temporal, bool) { return Temporal{Ends: ends}, true }
	switch o {
	case "t_after":
		return all(Ends{start, OpGt, end})
	case "t_before":
		return all(Ends{end, OpLt, start})
	case "t_contains":
		return all(Ends{start, OpLt, start}, Ends{end, OpGt, end})
	case "t_disjoint":
		return Temporal{Any: true, Ends: []Ends{{end, OpLt, start}, {start, OpGt, end}}}, true
	case "t_during":
		return all(Ends{start, OpGt, start}, Ends{end, OpLt, end})
	case "t_equals":
		return all(Ends{start, OpEq, start}, Ends{end, OpEq, end})
	case "t_finishedby":
		return all(Ends{start, OpLt, start}, Ends{end, OpEq, end})
	case "t_finishes":
		return all(Ends{start, OpGt, start}, Ends{end, OpEq, end})
	case "t_intersects":
		return all(Ends{start, OpLe, end}, Ends{end, OpGe, start})
	case "t_meets":
		return all(Ends{end, OpEq, start})
	case "t_metby":
		return all(Ends{start, OpEq, end})
	case "t_overlappedby":
		return all(Ends{start, OpGt, start}, Ends{start, OpLt, end}, Ends{end, OpGt, end})
	case "t_overlaps":
		return all(Ends{start, OpLt, start}, Ends{end, OpGt, start}, Ends{end, OpLt, end})
	case "t_startedby":
		return all(Ends{start, OpEq, start}, Ends{end, OpGt, end})
	case "t_starts":
		return all(Ends{start, OpEq, start}, Ends{end, OpLt, end})
	}
	return Temporal{}, false
}

func (o Op) isTemporal() bool {
	_, ok := o.Temporal()
	return ok
}
