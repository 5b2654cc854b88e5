package replay_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/tracetest"
)

// BenchmarkSeek goes to any moment of a million events and reads there what a page shows.
func BenchmarkSeek(b *testing.B) {
	for name, log := range tracetest.Large {
		b.Run(name, func(b *testing.B) {
			log := log()
			require.Equal(b, tracetest.Million, log.Len())
			rnd := rand.New(rand.NewPCG(2, 0))
			var took []time.Duration
			b.ResetTimer()
			b.ReportAllocs()
			for range b.N {
				after := trace.EventID(rnd.IntN(tracetest.Million) + 1)
				began := time.Now()
				s := log.StateAt(after)
				for _, l := range s.Loops {
					l.Queue(20)
					l.TimerQueue(20)
				}
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
		})
	}
}

// BenchmarkLog takes a million events in.
func BenchmarkLog(b *testing.B) {
	for name, log := range tracetest.Large {
		b.Run(name, func(b *testing.B) {
			batch := tracetest.BatchOf(log())
			b.ResetTimer()
			b.ReportAllocs()
			for range b.N {
				var again replay.Log
				again.Batch(batch)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/tracetest.Million, "ns/event")
			b.ReportMetric(0, "ns/op")
		})
	}
}
