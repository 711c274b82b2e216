package cql2_test

import (
	"fmt"
	"testing"
	"time"

	"rasad/geo/cql2"
)

// allen says by the days themselves how two intervals lie; from are their days, two or more each. This is the twin of the table that
// Match and the SQL share.
func allen(a, b [2]int) string {
	days := func(r [2]int) map[int]bool {
		set := map[int]bool{}
		for d := r[0]; d <= r[1]; d++ {
			set[d] = true
		}
		return set
	}
	inA, inB, common := days(a), days(b), 0
	for d := range inA {
		if inB[d] {
			common++
		}
	}
	first := a[0] < b[0]
	switch {
	case common == 0:
		return map[bool]string{true: "BEFORE", false: "AFTER"}[first]
	case common == 1:
		return map[bool]string{true: "MEETS", false: "METBY"}[first]
	case common == len(inA) && common == len(inB):
		return "EQUALS"
	case common == len(inA): // all of a is in b
		return map[[2]bool]string{{true, false}: "STARTS", {false, true}: "FINISHES", {false, false}: "DURING"}[[2]bool{a[0] == b[0], a[1] == b[1]}]
	case common == len(inB):
		return map[[2]bool]string{{true, false}: "STARTEDBY", {false, true}: "FINISHEDBY", {false, false}: "CONTAINS"}[[2]bool{a[0] == b[0], a[1] == b[1]}]
	}
	return map[bool]string{true: "OVERLAPS", false: "OVERLAPPEDBY"}[first]
}

// TestTemporal: of Allen's thirteen relations exactly the right one holds for any two intervals, and disjoint and intersects follow.
func TestTemporal(t *testing.T) {
	day := func(n int) string { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) }
	seen := map[string]bool{}
	const last = 5
	for n := range last * last * last * last {
		a, b := [2]int{1 + n%last, 1 + n/last%last}, [2]int{1 + n/last/last%last, 1 + n/last/last/last}
		if a[0] >= a[1] || b[0] >= b[1] {
			continue
		}
		want := allen(a, b)
		seen[want] = true
		apart := want == "BEFORE" || want == "AFTER"
		for _, op := range []string{"BEFORE", "AFTER", "MEETS", "METBY", "EQUALS", "STARTS", "STARTEDBY", "FINISHES", "FINISHEDBY", "DURING", "CONTAINS",
			"OVERLAPS", "OVERLAPPEDBY", "DISJOINT", "INTERSECTS"} {
			text := fmt.Sprintf("T_%s(INTERVAL('%s','%s'),INTERVAL('%s','%s'))", op, day(a[0]), day(a[1]), day(b[0]), day(b[1]))
			f, err := cql2.ParseText(text, cql2.Options{Schema: schema()})
			if err != nil {
				t.Fatal(err)
			}
			if got := f.Match(nothing{}); got != (op == want || op == "DISJOINT" && apart || op == "INTERSECTS" && !apart) {
				t.Errorf("%s: %v, but it is %s", text, got, want)
			}
		}
	}
	if len(seen) != 13 {
		t.Errorf("%d relations seen", len(seen))
	}
}
