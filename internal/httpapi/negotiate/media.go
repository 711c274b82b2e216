package negotiate

import (
	"strconv"
	"strings"
)

// Media is the place of the media type that an Accept value likes best; the first when it names none, or likes several alike. Types are
// lower case, without parameters.
func Media(accept string, types []string) int {
	best, bestQ := 0, 0.0
	for i, name := range types {
		if q := acceptance(accept, name); q > bestQ {
			best, bestQ = i, q
		}
	}
	return best
}

// acceptance is the quality of a media type in an Accept value, by the closest range that names it.
func acceptance(accept, name string) float64 {
	major, _, _ := strings.Cut(name, "/")
	quality, closest := 0.0, 0
	for item := range strings.SplitSeq(accept, ",") {
		ranged, parameters, _ := strings.Cut(item, ";")
		rank := 0
		switch strings.ToLower(strings.TrimSpace(ranged)) {
		case name:
			rank = 3
		case major + "/*":
			rank = 2
		case "*/*":
			rank = 1
		}
		if rank > closest {
			quality, closest = mediaQuality(parameters), rank
		}
	}
	return quality
}

func mediaQuality(parameters string) float64 {
	for parameter := range strings.SplitSeq(parameters, ";") {
		if text, found := strings.CutPrefix(strings.TrimSpace(parameter), "q="); found {
			q, err := strconv.ParseFloat(text, 64)
			if err != nil || !(q >= 0 && q <= 1) {
				return 0
			}
			return q
		}
	}
	return 1
}
