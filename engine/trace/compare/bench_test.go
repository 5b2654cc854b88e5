package compare_test

import (
	"testing"

	"loopyard/engine/trace/compare"
	"loopyard/engine/trace/tracetest"
)

// BenchmarkCompare compares a million events with themselves.
func BenchmarkCompare(b *testing.B) {
	for name, rules := range map[string]compare.Rules{"exact": {}, "real time": {RealTime: true}} {
		b.Run(name, func(b *testing.B) {
			log := tracetest.Large["100 loops"]()
			for range b.N {
				compare.Runs(log, log, rules)
			}
		})
	}
}
