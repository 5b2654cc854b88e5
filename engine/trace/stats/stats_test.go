package stats_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/stats"
	"loopyard/engine/trace/tracetest"
)

const ms = int64(time.Millisecond)

func summary(l *replay.Log) stats.Summary {
	var s stats.Collector
	s.Batch(tracetest.BatchOf(l))
	s.End(l.Trailer)
	return s.Summary()
}

func TestMeasures(t *testing.T) {
	log := tracetest.Record(t, tracetest.Held, tracetest.Virtual, session.Options{})
	sum := summary(log)
	require.Len(t, sum.Loops, 1)
	l := sum.Loops[0]
	assert.Equal(t, 300*ms, l.Busy)
	assert.Equal(t, 200*ms, l.Blocked)
	assert.Equal(t, 300*ms, l.Running)
	assert.Equal(t, 300*ms, l.Ready, "the sleeper waits until its loop finds it to be due")
	assert.Equal(t, 300*ms, l.Lifetime)
	assert.Equal(t, 1.0, l.Utilization)
	assert.Equal(t, []int{4, 4, 0, 0}, []int{l.Created, l.Done, l.Failed, l.Canceled})
	assert.Equal(t, 200*ms, l.LagMax)
	assert.Equal(t, 300*ms, l.StepTime.Max)
	assert.Equal(t, 300*ms, l.Delay.Max)
	assert.Zero(t, l.StepTime.P50)

	longest := sum.LongestSteps[0]
	assert.Equal(t, l.LongestStep, longest)
	assert.Equal(t, 300*ms, longest.Value)
	assert.Equal(t, trace.StepBegan, log.Event(longest.Event).Kind)
	assert.Equal(t, "hog", log.TaskName(longest.Loop, longest.Task))
	worst := sum.WorstLags[0]
	assert.Equal(t, l.WorstLag, worst)
	assert.Equal(t, "sleeper", log.TaskName(worst.Loop, worst.Task))
	assert.Equal(t, log.Event(worst.Event).At, worst.At)
}

func TestWaitingForACoreIsNotBusy(t *testing.T) {
	s, r := tracetest.Parse(t, "loop-per-thread", spec.Virtual, spec.Pair{"loops", "4"}, spec.Pair{"iterations", "1"}, spec.Pair{"sleep", "1ms"},
		spec.Pair{"work", "10ms"}, spec.Pair{"gil", "true"})
	sum := summary(tracetest.Record(t, s, r, session.Options{}))
	assert.Equal(t, 40*ms, sum.Busy)
	assert.Equal(t, 40*ms, sum.Running)
	assert.Positive(t, sum.CoreWait)
	assert.Equal(t, 1, sum.MostAtOnce)
	for i, parallelism := range sum.Usage {
		assert.LessOrEqual(t, parallelism, 1.0, i)
	}
	assert.Equal(t, 40*ms, sum.LongestSteps[0].Value, "the last to end had begun with the first")
}

func TestUsageAddsUpToBusy(t *testing.T) {
	for _, work := range []string{"1us", "3ms", "40s"} {
		s, r := tracetest.Parse(t, "loop-per-thread", spec.Virtual, spec.Pair{"work", work})
		sum := summary(tracetest.Record(t, s, r, session.Options{}))
		require.NotEmpty(t, sum.Usage)
		assert.LessOrEqual(t, len(sum.Usage), 240)
		total := 0.0
		for i, parallelism := range sum.Usage {
			total += parallelism * float64(min(sum.UsageWidth, sum.Wall-int64(i)*sum.UsageWidth))
		}
		assert.InEpsilon(t, float64(sum.Busy), total, 1e-9)
		assert.Equal(t, 5, sum.MostAtOnce)
	}
}

// TestTasksDoSomethingAllTheTime adds up what every single task did, and finds the whole of their lives.
func TestTasksDoSomethingAllTheTime(t *testing.T) {
	check := func(t require.TestingT, log *replay.Log) {
		var all stats.TaskTimes
		var life int64
		for id, e := range log.Events(1) {
			if e.Kind == trace.TaskCreated {
				one := stats.OfTask(log, e.Loop, e.Task, trace.EventID(log.Len()))
				all.Busy, all.Ready, all.Waiting, all.CoreWait = all.Busy+one.Busy, all.Ready+one.Ready, all.Waiting+one.Waiting, all.CoreWait+one.CoreWait
				all.Steps += one.Steps
				half := stats.OfTask(log, e.Loop, e.Task, id)
				require.Equal(t, stats.TaskTimes{}, half)
				life -= e.At
			}
			if e.Kind == trace.TaskDone || e.Kind == trace.TaskFailed || e.Kind == trace.TaskCanceled {
				life += e.At
			}
		}
		sum := summary(log)
		require.Equal(t, all, stats.TaskTimes{Busy: sum.Running, Ready: sum.Ready, Waiting: sum.Waiting, CoreWait: sum.CoreWait, Steps: sum.Steps})
		require.Equal(t, life, all.Busy+all.Ready+all.Waiting+all.CoreWait)
		require.Equal(t, sum.Created, sum.Done+sum.Failed+sum.Canceled)
	}
	check(t, tracetest.Record(t, tracetest.Busy, spec.Run{Placement: spec.Virtual, Cores: 1}, session.Options{}))
	rapid.Check(t, func(t *rapid.T) {
		s := &tracetest.Scripted{T: t}
		check(t, tracetest.Record(t, s.Scenario(), tracetest.Virtual, session.Options{}))
	})
}

// TestSummaryWhileTheTraceComes asks again and again.
func TestSummaryWhileTheTraceComes(t *testing.T) {
	log := tracetest.Record(t, tracetest.Busy, spec.Run{Placement: spec.Virtual, Cores: 1}, session.Options{})
	all := tracetest.BatchOf(log)
	var often stats.Collector
	for at := 0; at < len(all.Events); at += 1000 {
		b := trace.Batch{First: trace.EventID(at + 1), Events: all.Events[at:min(at+1000, len(all.Events))]}
		if at == 0 {
			b.Strings = all.Strings
		}
		often.Batch(b)
		sum := often.Summary()
		assert.Equal(t, sum, often.Summary())
	}
	often.End(log.Trailer)
	assert.Equal(t, summary(log), often.Summary())
}

// TestPercentilesAreExact takes many lags of a loop and looks for them among all, sorted.
func TestPercentilesAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b trace.Batch
		add := func(e trace.Event) trace.EventID {
			e.Loop, e.Thread = 1, 1
			b.Events = append(b.Events, e)
			return trace.EventID(len(b.Events))
		}
		add(trace.Event{Kind: trace.LoopCreated})
		add(trace.Event{Kind: trace.TaskCreated, Task: 1})
		now, n := int64(0), rapid.IntRange(0, 2000).Draw(t, "n")
		most := rapid.Int64Range(0, 1_000_000).Draw(t, "most")
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		var lags []int64
		var stats stats.Collector
		for range n {
			lag := rnd.Int64N(most + 1)
			lags = append(lags, lag)
			set := add(trace.Event{Kind: trace.TimerSet, At: now, Task: 1, Arg: now})
			fired := add(trace.Event{Kind: trace.TimerFired, At: now, Task: 1, Arg: now, Cause: set})
			ready := add(trace.Event{Kind: trace.TaskReady, At: now, Task: 1, Arg: int64(trace.TimerDue), Cause: fired})
			now += lag
			step := add(trace.Event{Kind: trace.StepBegan, At: now, Task: 1, Cause: ready})
			add(trace.Event{Kind: trace.StepEnded, At: now, Task: 1, Cause: step, Arg: int64(trace.Slept)})
		}
		b.First = 1
		stats.Batch(b)
		sum := stats.Summary()
		slices.Sort(lags)
		for p, got := range map[int]int64{50: sum.LagP50, 90: sum.LagP90, 99: sum.LagP99, 100: sum.LagMax} {
			want := int64(0)
			if n > 0 {
				want = lags[max(0, (n*p+99)/100-1)]
			}
			require.Equal(t, want, got, "%d of %d", p, n)
		}
		require.Equal(t, sum.LagP90, sum.Loops[0].Delay.P90)
	})
}

func BenchmarkStats(b *testing.B) {
	for name, log := range tracetest.Large {
		b.Run(name, func(b *testing.B) {
			batch := tracetest.BatchOf(log())
			b.ResetTimer()
			b.ReportAllocs()
			for range b.N {
				var s stats.Collector
				s.Batch(batch)
				s.Summary()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/tracetest.Million, "ns/event")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkSummary asks for the figures of a million events again and again: with nothing new, and while more comes.
func BenchmarkSummary(b *testing.B) {
	batch := tracetest.BatchOf(tracetest.Large["100 loops"]())
	var s stats.Collector
	s.Batch(batch)
	s.Summary()
	b.Run("unchanged", func(b *testing.B) {
		for range b.N {
			s.Summary()
		}
	})
	b.Run("1000 more", func(b *testing.B) {
		var s stats.Collector
		s.Batch(trace.Batch{First: 1, Events: batch.Events[:800_000], Strings: batch.Strings})
		s.Summary()
		b.ResetTimer()
		for i := range b.N {
			at := 800_000 + i%200*1000
			s.Batch(trace.Batch{First: trace.EventID(at + 1), Events: batch.Events[at : at+1000]})
			s.Summary()
		}
	})
}
