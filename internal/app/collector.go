package app

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
)

// tuneCollector sets how often memory is collected by how much is in use: a large model is long-lived, and half as much again on top of it is
// plenty; with a small one, collecting at every few megabytes would cost more than the answers do. While cities are first loaded nobody knows
// how large they are. GOGC, when set, has the last word.
func tuneCollector(loading bool) {
	if os.Getenv("GOGC") != "" {
		return
	}
	const large = 64 << 20
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if !loading && sample[0].Value.Kind() == metrics.KindUint64 && sample[0].Value.Uint64() < large {
		debug.SetGCPercent(100)
		return
	}
	debug.SetGCPercent(50)
}
