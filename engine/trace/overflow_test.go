package trace_test

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/check"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/stats"
	"loopyard/engine/trace/tracetest"
)

var busySpec = spec.Run{Placement: spec.Virtual, Cores: 1, Seed: 1}

// TestATailIsWhatTheEventsPastTheLimitAddUpTo cuts one run at many places, and counts what is cut off by hand.
func TestATailIsWhatTheEventsPastTheLimitAddUpTo(t *testing.T) {
	all := tracetest.Record(t, tracetest.Busy, busySpec, session.Options{})
	random := rand.New(rand.NewPCG(1, 0))
	for range 15 {
		limit := 1 + random.IntN(all.Len()-1)
		cut := tracetest.Record(t, tracetest.Busy, busySpec, session.Options{Events: limit})
		require.Equal(t, all.Trailer.Digest, cut.Trailer.Digest)
		require.Equal(t, uint64(all.Len()-limit), cut.Trailer.Dropped)
		tail := cut.Trailer.Overflow
		require.NotNil(t, tail)
		require.NoError(t, tail.Validate())
		require.Equal(t, all.Event(trace.EventID(limit+1)).At, tail.From)

		kinds, busy := addUp(all, limit)
		for _, row := range tail.Rows {
			for kind := range trace.Kind(60) {
				require.Equal(t, kinds[row.Thread][kind], row.Count(kind), "%s of thread %d", kind, row.Thread)
			}
			require.Equal(t, busy[row.Thread], sum(row.Busy.Sums), "thread %d", row.Thread)
			require.Equal(t, row.Count(trace.StepBegan)+row.Count(trace.CallBegan), uint64(sum(row.Steps.Sums)))
			for _, n := range row.Busy.Sums {
				require.LessOrEqual(t, n, row.Busy.Width, "a thread is busy once at a time")
			}
			delete(kinds, row.Thread)
		}
		require.Empty(t, kinds, "threads without a row")
	}
}

// addUp counts the events after the first so many by thread and kind, and the time in steps after them by thread.
func addUp(all *replay.Log, limit int) (kinds map[trace.ThreadID]map[trace.Kind]uint64, busy map[trace.ThreadID]int64) {
	kinds, busy = map[trace.ThreadID]map[trace.Kind]uint64{}, map[trace.ThreadID]int64{}
	from := all.Event(trace.EventID(limit + 1)).At
	began := map[trace.ThreadID]int64{}
	for id, e := range all.Events(1) {
		switch e.Kind {
		case trace.StepBegan, trace.CallBegan:
			began[e.Thread] = e.At
		case trace.WorkResumed:
			if e.Loop != 0 {
				began[e.Thread] = e.At
			}
		case trace.WorkPaused, trace.StepEnded, trace.CallEnded:
			if since, ok := began[e.Thread]; ok {
				busy[e.Thread] += max(0, e.At-max(since, from))
				delete(began, e.Thread)
			}
		}
		if int(id) > limit {
			if kinds[e.Thread] == nil {
				kinds[e.Thread] = map[trace.Kind]uint64{}
			}
			kinds[e.Thread][e.Kind]++
		}
	}
	return kinds, busy
}

func sum(all []int64) (n int64) {
	for _, x := range all {
		n += x
	}
	return n
}

// TestFiguresKnowWhatIsPastTheLimit compares the figures of a run that was kept whole with those of one that was not.
func TestFiguresKnowWhatIsPastTheLimit(t *testing.T) {
	all := tracetest.Record(t, tracetest.Busy, busySpec, session.Options{})
	want := figures(t, all)
	for _, limit := range []int{1, 100, all.Len() / 3, all.Len() / 2, all.Len() - 1} {
		got := figures(t, tracetest.Record(t, tracetest.Busy, busySpec, session.Options{Events: limit}))
		assert.Equal(t, counts(want), counts(got), "limit %d", limit)
		assert.Equal(t, want.Wall, got.Wall)
		assert.InDelta(t, want.Parallelism, got.Parallelism, 1e-9)
		require.Equal(t, want.UsageWidth, got.UsageWidth)
		require.Len(t, got.Usage, len(want.Usage))
		busy := 0.0
		for i, u := range got.Usage {
			assert.LessOrEqual(t, u, 1.1, "one core, slot %d", i)
			busy += u * float64(min(got.UsageWidth, got.Wall-int64(i)*got.UsageWidth))
		}
		assert.InEpsilon(t, float64(want.Busy), busy, 1e-6, "the chart has all of it")
	}
}

func figures(t *testing.T, l *replay.Log) stats.Summary {
	t.Helper()
	var s stats.Collector
	require.NoError(t, s.Batch(tracetest.BatchOf(l)))
	require.NoError(t, s.End(l.Trailer))
	return s.Summary()
}

// counts are the figures that no limit may change.
func counts(s stats.Summary) []int64 {
	return []int64{s.Busy, int64(s.Steps), int64(s.Calls), int64(s.Ticks), int64(s.Created), int64(s.Done), int64(s.Failed), int64(s.Canceled)}
}

func TestALoopHasItsThreadsTail(t *testing.T) {
	r, err := spec.Parse([]spec.Pair{{"scenario", "crowd"}, {"loops", "3"}, {"coroutines", "300"}, {"work", "1ms"}}, scenario.Catalog{}, spec.CLILimits())
	require.NoError(t, err)
	var all, cut replay.Log
	session.Run(t.Context(), r, session.Options{}, &all)
	session.Run(t.Context(), r, session.Options{Events: all.Len() / 2}, &cut)
	want, got := figures(t, &all), figures(t, &cut)
	require.Len(t, got.Loops, 3)
	for i, l := range got.Loops {
		assert.Equal(t, want.Loops[i].Busy, l.Busy)
		assert.Equal(t, want.Loops[i].Steps, l.Steps)
		assert.Equal(t, want.Loops[i].Done, l.Done)
	}
}

func TestATailReadsBack(t *testing.T) {
	want := tracetest.Sample(t)
	want.Trailer.Dropped, want.Trailer.Overflow = 12, drawn
	var b bytes.Buffer
	require.NoError(t, want.Play(trace.NewEncoder(&b)))
	got := &tracetest.Trace{}
	var d trace.Decoder
	require.NoError(t, d.Feed(b.Bytes(), got))
	assert.Equal(t, want, got)
}

var drawn = &trace.Overflow{From: 5, Rows: []trace.OverflowRow{
	{Thread: 0, Kinds: []uint64{0, 1}},
	{Thread: 3, Kinds: []uint64{0, 0, 4, 1 << 40}, Busy: trace.Slots{Width: 2000, Sums: []int64{1, 0, 1999}}, Steps: trace.Slots{Width: 1000, Sums: []int64{7}}},
}}

func TestATailThatCannotBeIsRefused(t *testing.T) {
	for name, tail := range map[string]trace.Overflow{
		"negative time":   {From: -1},
		"threads twice":   {Rows: []trace.OverflowRow{{Thread: 2}, {Thread: 2}}},
		"threads order":   {Rows: []trace.OverflowRow{{Thread: 2}, {Thread: 1}}},
		"too many kinds":  {Rows: []trace.OverflowRow{{Kinds: make([]uint64, 300)}}},
		"too many slots":  {Rows: []trace.OverflowRow{{Busy: trace.Slots{Width: 1, Sums: make([]int64, trace.MaxSlots+1)}}}},
		"slots no width":  {Rows: []trace.OverflowRow{{Steps: trace.Slots{Sums: []int64{1}}}}},
		"a negative sum":  {Rows: []trace.OverflowRow{{Steps: trace.Slots{Width: 1, Sums: []int64{-1}}}}},
		"endless slots":   {Rows: []trace.OverflowRow{{Steps: trace.Slots{Width: 1 << 62}}}},
		"a negative slot": {Rows: []trace.OverflowRow{{Busy: trace.Slots{Width: -1}}}},
	} {
		assert.Error(t, tail.Validate(), name)
		w := tracetest.Sample(t)
		w.Trailer.Overflow = &tail
		var b bytes.Buffer
		require.NoError(t, w.Play(trace.NewEncoder(&b)))
		var d trace.Decoder
		assert.ErrorIs(t, d.Feed(b.Bytes(), &tracetest.Trace{}), trace.ErrGarbled, name)
	}
}

func TestACheckerCountsTheTail(t *testing.T) {
	w := &tracetest.Trace{}
	r, err := spec.Parse([]spec.Pair{{"scenario", "loop-per-thread"}}, scenario.Catalog{}, spec.CLILimits())
	require.NoError(t, err)
	session.Run(t.Context(), r, session.Options{Events: 50}, w)
	require.NotNil(t, w.Trailer.Overflow)
	require.NoError(t, w.Play(&check.Checker{}))
	w.Trailer.Overflow.Rows[0].Kinds[1]++
	assert.ErrorContains(t, w.Play(&check.Checker{}), "the overflow counts")
	w.Trailer.Overflow.Rows[0].Kinds[1]--
	w.Trailer.Overflow.From = w.Trailer.End + 1
	assert.ErrorContains(t, w.Play(&check.Checker{}), "the overflow begins at")
}

// TestALimitAddsUpWhatARecorderWould puts a limit in front of a whole run, and of one that had a limit before.
func TestALimitAddsUpWhatARecorderWould(t *testing.T) {
	all := tracetest.Record(t, tracetest.Busy, busySpec, session.Options{})
	want := tracetest.Record(t, tracetest.Busy, busySpec, session.Options{Events: 9000})
	for _, before := range []int{all.Len(), 20_000, 9001} {
		from := tracetest.Record(t, tracetest.Busy, busySpec, session.Options{Events: before})
		got := &replay.Log{}
		limit := trace.NewLimit(got, 9000)
		for b := range from.Batches() {
			require.NoError(t, limit.Batch(b))
		}
		require.NoError(t, limit.End(from.Trailer))
		assert.Equal(t, want.Len(), got.Len())
		assert.Equal(t, want.Trailer.Dropped, got.Trailer.Dropped)
		assert.Equal(t, counts(figures(t, want)), counts(figures(t, got)), "kept before: %d", before)
		if before == all.Len() {
			assert.Equal(t, want.Trailer, got.Trailer)
		}
	}
}
