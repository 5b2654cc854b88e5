package trace_test

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

const million = 1_000_000

// large are traces of a million events, each hard in a way of its own. They are made once for all benchmarks.
var large = map[string]func() *trace.Log{
	"100 loops": sync.OnceValue(func() *trace.Log {
		return recordMillion("loop-per-thread", spec.Run{Placement: spec.Virtual, Loops: 100, Iterations: 2000, Sleep: time.Millisecond, Work: 10 * time.Microsecond})
	}),
	"fresh loops": sync.OnceValue(func() *trace.Log {
		return recordMillion("run-each", spec.Run{Placement: spec.Virtual, Coroutines: 100_000, Sleep: time.Millisecond})
	}),
	"100,000 sleepers": sync.OnceValue(func() *trace.Log {
		return recordSleepers(100_000, 3)
	}),
	"a burst": sync.OnceValue(func() *trace.Log { return recordSleepers(400_000, 1) }),
}

func recordMillion(id string, r spec.Run) *trace.Log {
	s, _ := scenario.Find(id)
	log := &trace.Log{}
	session.RunScenario(background, s, r, session.Options{Events: million}, log)
	return log
}

// recordSleepers has n tasks sleep so many times, each as long as it likes.
func recordSleepers(n, times int) *trace.Log {
	rnd := rand.New(rand.NewPCG(1, 0))
	s := alone(func(_ scenario.Thread, co *engine.Co) error {
		for range n {
			engine.CreateTask(co, "", func(co *engine.Co) (any, error) {
				for range times {
					co.Sleep(time.Duration(1 + rnd.IntN(int(time.Second))))
				}
				return nil, nil
			})
		}
		return co.Sleep(time.Hour)
	})
	log := &trace.Log{}
	session.RunScenario(background, s, virtual, session.Options{Events: million}, log)
	return log
}

// BenchmarkSeek goes to any moment of a million events and reads there what a page shows.
func BenchmarkSeek(b *testing.B) {
	for name, log := range large {
		b.Run(name, func(b *testing.B) {
			log := log()
			require.Equal(b, million, log.Len())
			rnd := rand.New(rand.NewPCG(2, 0))
			var took []time.Duration
			b.ResetTimer()
			b.ReportAllocs()
			for range b.N {
				after := trace.EventID(rnd.IntN(million) + 1)
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

// BenchmarkCompare compares a million events with themselves.
func BenchmarkCompare(b *testing.B) {
	for name, rules := range map[string]trace.Rules{"exact": {}, "real time": {RealTime: true}} {
		b.Run(name, func(b *testing.B) {
			log := large["100 loops"]()
			for range b.N {
				trace.Compare(log, log, rules)
			}
		})
	}
}

// BenchmarkLog takes a million events in.
func BenchmarkLog(b *testing.B) {
	for name, log := range large {
		b.Run(name, func(b *testing.B) {
			batch := batchOf(log())
			b.ResetTimer()
			b.ReportAllocs()
			for range b.N {
				var again trace.Log
				again.Batch(batch)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/million, "ns/event")
			b.ReportMetric(0, "ns/op")
		})
	}
}
