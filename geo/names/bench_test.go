package names

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func BenchmarkBuild(b *testing.B) {
	entries := crowd(places(b), 60_000)
	b.ReportAllocs()
	for b.Loop() {
		Build(entries)
	}
}

// BenchmarkMemory reports the bytes that an index of 60,000 names keeps.
func BenchmarkMemory(b *testing.B) {
	entries := crowd(places(b), 60_000)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	x := Build(entries)
	runtime.GC()
	runtime.ReadMemStats(&after)
	for b.Loop() {
		x.Find("hajratganj", 8)
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(x.Len()), "B/name")
	runtime.KeepAlive(entries)
}

// BenchmarkFind runs all queries of the set in turn, and reports the median and the worst of them, each at its quickest: others use the
// machine too.
func BenchmarkFind(b *testing.B) {
	x := Build(crowd(places(b), 60_000))
	queries := lines(b, "queries.tsv")
	took := make([]time.Duration, len(queries))
	for i := 0; b.Loop(); i++ {
		started := time.Now()
		x.Find(queries[i%len(queries)][0], 8)
		if now := time.Since(started); i < len(queries) || now < took[i%len(queries)] {
			took[i%len(queries)] = now
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)-1].Microseconds()), "max-µs")
}

// BenchmarkFindHard runs queries made to be slow.
func BenchmarkFindHard(b *testing.B) {
	x := Build(crowd(places(b), 60_000))
	for name, query := range map[string]string{
		"one letter":   "s",
		"two letters":  "ra",
		"kind":         "ration shop ward",
		"eight common": "ward nagar shop road ganj store khan kumar",
		"eight long":   "maharajpuram shantinagari vishwanathan gopalkrishnan ramanathpur laxminarayan chandrashekhar dharmendrapur",
		"nonsense":     strings.Repeat("qzxkvbwpjy", 6),
		"vowels":       strings.Repeat("aeiou", 12),
		"repeated":     strings.Repeat("ganj ", 12),
		"digits":       "1 2 3 4 5 6 7 8",
		"syllables":    "ka ra ma sa na la pa ha",
		"short words":  "kara mala nara sala bana lapa hara gora",
		"middling":     "karala malana narada salama banara lapata haraka gorama",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				x.Find(query, 8)
			}
		})
	}
}
