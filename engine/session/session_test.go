package session_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"loopyard/engine/scenario"
	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/check"
	"loopyard/engine/trace/stats"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// recording keeps a whole trace and checks it as it comes.
type recording struct {
	check.Checker
	header  trace.Header
	events  []trace.Event
	texts   trace.Strings
	trailer trace.Trailer
	onBatch func()
}

func (r *recording) Begin(h trace.Header) error {
	r.header = h
	return r.Checker.Begin(h)
}

func (r *recording) Batch(b trace.Batch) error {
	r.events = append(r.events, b.Events...)
	r.texts = append(r.texts, b.Strings...)
	if r.onBatch != nil {
		r.onBatch()
	}
	return r.Checker.Batch(b)
}

func (r *recording) End(t trace.Trailer) error {
	r.trailer = t
	return r.Checker.End(t)
}

// checked fails the test where the checker's finding would only detach the sink.
type checked struct {
	t *testing.T
	*recording
}

func (c checked) Batch(b trace.Batch) error {
	require.NoError(c.t, c.recording.Batch(b))
	return nil
}

func (c checked) End(tr trace.Trailer) error {
	require.NoError(c.t, c.recording.End(tr))
	return nil
}

func parse(t *testing.T, id string, at spec.Placement, more ...spec.Pair) spec.Run {
	t.Helper()
	pairs := append([]spec.Pair{{"scenario", id}, {"placement", string(at)}}, more...)
	r, err := spec.Parse(pairs, scenario.Catalog{}, spec.CLILimits())
	require.NoError(t, err)
	return r
}

func run(t *testing.T, r spec.Run, o session.Options) *recording {
	t.Helper()
	rec := &recording{}
	trailer, err := session.Run(context.Background(), r, o, checked{t, rec})
	require.NoError(t, err)
	assert.Equal(t, rec.trailer, trailer)
	return rec
}

func (r *recording) lines() map[trace.LoopID][]string {
	all := map[trace.LoopID][]string{}
	for _, e := range r.events {
		if e.Kind == trace.Printed {
			all[e.Loop] = append(all[e.Loop], r.texts.Get(trace.Text(e.Arg)))
		}
	}
	return all
}

func (r *recording) count(k trace.Kind) (n int) {
	for _, e := range r.events {
		if e.Kind == k {
			n++
		}
	}
	return n
}

func TestEveryScenarioOnEveryPlacementPrintsTheSameLinesPerLoop(t *testing.T) {
	for _, s := range scenario.All {
		for _, at := range spec.Placements {
			for _, r := range scenariotest.Runs(s, at, spec.Pair{"work", "200us"}) {
				t.Run(s.ID+" "+r.Variant+" "+string(at), func(t *testing.T) {
					inVirtual := r
					inVirtual.Placement = spec.Virtual
					want := run(t, inVirtual, session.Options{}).lines()
					require.NotEmpty(t, want)
					got := run(t, r, session.Options{Host: "test"})
					if !reflect.DeepEqual(want, got.lines()) && !scenariotest.Races(r) {
						got = run(t, scenariotest.Slower(r), session.Options{Host: "test"})
					}
					if scenariotest.Races(r) {
						assert.Equal(t, len(want), len(got.lines()))
					} else {
						assert.Equal(t, want, got.lines())
					}
					assert.Equal(t, "test", got.header.Host)
					assert.Equal(t, string(at), got.header.Placement)
					assert.Zero(t, got.trailer.Dropped)
					assert.Equal(t, r.Work > 0 && at != spec.Virtual, got.header.Calibration > 0)
				})
			}
		}
	}
}

func TestTheTutorialsLines(t *testing.T) {
	first, second := "Hello from first coro", "Hello from second coro"
	assert.Equal(t, map[trace.LoopID][]string{1: {first}, 1 + trace.LoopStride: {second}},
		run(t, parse(t, "run-each", spec.Virtual), session.Options{}).lines(), "a fresh loop for each")
	for _, id := range []string{"wrapper", "runner"} {
		assert.Equal(t, map[trace.LoopID][]string{1: {first, second}}, run(t, parse(t, id, spec.Virtual), session.Options{}).lines(), "one loop")
	}
	assert.Equal(t, map[trace.LoopID][]string{1: {first, first, second}},
		run(t, parse(t, "runner-conditional", spec.Virtual), session.Options{}).lines())
	assert.Equal(t, map[trace.LoopID][]string{
		1: {"Loop2 coroutine running...", "Loop2: 1 - <EventLoop running=True closed=False debug=False>", "Loop2 done"},
		2: {"Loop1 coroutine running...", "Loop1: 2 - <EventLoop running=True closed=False debug=False>", "Loop1 done"},
	}, run(t, parse(t, "main-and-thread", spec.Virtual), session.Options{}).lines())

	many := run(t, parse(t, "wrapper", spec.Virtual, spec.Pair{"coroutines", "113"}), session.Options{}).lines()[1]
	for k, want := range map[int]string{10: "tenth", 11: "11th", 12: "12th", 21: "21st", 22: "22nd", 33: "33rd", 101: "101st", 111: "111th", 113: "113th"} {
		assert.Equal(t, "Hello from "+want+" coro", many[k-1])
	}
}

func TestAHundredLoops(t *testing.T) {
	for _, at := range spec.Placements {
		rec := run(t, parse(t, "loop-per-thread", at, spec.Pair{"loops", "100"}, spec.Pair{"iterations", "2"}, spec.Pair{"sleep", "5ms"}), session.Options{})
		assert.Len(t, rec.lines(), 100)
		assert.Equal(t, 101, rec.count(trace.ThreadEnded))
	}
}

func TestThreadsAreThreadsOfTheOperatingSystem(t *testing.T) {
	rec := run(t, parse(t, "loop-per-thread", spec.Threads, spec.Pair{"sleep", "5ms"}), session.Options{})
	ids := map[int64]bool{}
	for _, e := range rec.events {
		if e.Kind == trace.ThreadBound {
			ids[e.Arg] = true
		}
	}
	if rec.count(trace.ThreadBound) == 0 {
		t.Skip("missing: this system does not report thread ids")
	}
	assert.Len(t, ids, 6, "five loops and the main thread")
}

func TestAVirtualRunIsTheSameEveryTime(t *testing.T) {
	digests := map[[32]byte]bool{}
	for _, s := range scenario.All {
		first := run(t, parse(t, s.ID, spec.Virtual), session.Options{})
		again := run(t, parse(t, s.ID, spec.Virtual), session.Options{})
		assert.Equal(t, first.trailer, again.trailer, s.ID)
		assert.Equal(t, first.events, again.events, s.ID)
		digests[first.trailer.Digest] = true
	}
	assert.Len(t, digests, len(scenario.All), "different programs have different digests")
}

func TestSeedDecidesWhoGoesFirst(t *testing.T) {
	orders := map[string]bool{}
	for seed := range 8 {
		rec := run(t, parse(t, "loop-per-thread", spec.Virtual, spec.Pair{"seed", fmt.Sprint(seed)}), session.Options{})
		var order []string
		for _, e := range rec.events {
			if e.Kind == trace.LoopCreated {
				order = append(order, rec.texts.Get(trace.Text(e.Arg)))
			}
		}
		orders[strings.Join(order, " ")] = true
		assert.Equal(t, int64(3*time.Second), rec.trailer.End, "and nothing else")
	}
	assert.Greater(t, len(orders), 1)
}

func TestVirtualTimeCountsWorkAndSleepOfThreadsSideBySide(t *testing.T) {
	rec := run(t, parse(t, "loop-per-thread", spec.Virtual, spec.Pair{"work", "40ms"}), session.Options{})
	assert.Equal(t, 6*int64(540*time.Millisecond), rec.trailer.End)
	week := run(t, parse(t, "wrapper", spec.Virtual, spec.Pair{"sleep", "168h"}), session.Options{})
	assert.Equal(t, 2*int64(168*time.Hour), week.trailer.End)
}

func TestStopEndsARunSoon(t *testing.T) {
	for _, at := range []spec.Placement{spec.Single, spec.Threads} {
		for _, what := range []spec.Pair{{"sleep", "1h"}, {"work", "1m"}} {
			t.Run(string(at)+" "+what[0], func(t *testing.T) {
				ctx, stop := context.WithCancel(context.Background())
				rec := &recording{onBatch: stop} // stopped once it is seen to be under way
				clock := time.Now()
				trailer, err := session.Run(ctx, parse(t, "loop-per-thread", at, what), session.Options{}, checked{t, rec})
				assert.ErrorIs(t, err, session.ErrStopped)
				assert.Equal(t, "stopped", trailer.Error)
				assert.Less(t, time.Since(clock), 5*time.Second)
			})
		}
	}
	t.Run("virtual", func(t *testing.T) {
		ctx, stop := context.WithCancel(context.Background())
		rec := &recording{onBatch: stop}
		r := parse(t, "loop-per-thread", spec.Virtual, spec.Pair{"loops", "100"}, spec.Pair{"iterations", "100000"})
		_, err := session.Run(ctx, r, session.Options{Events: 100_000}, checked{t, rec})
		assert.ErrorIs(t, err, session.ErrStopped)
	})
}

func TestTimeout(t *testing.T) {
	for _, at := range []spec.Placement{spec.Single, spec.Threads} {
		_, err := session.Run(context.Background(), parse(t, "runner", at, spec.Pair{"timeout", "20ms"}), session.Options{}, checked{t, &recording{}})
		assert.ErrorIs(t, err, session.ErrTimeout)
	}
}

func TestEventsPastTheLimitAreCountedAndInTheDigest(t *testing.T) {
	r := parse(t, "loop-per-thread", spec.Virtual)
	all := run(t, r, session.Options{})
	for _, limit := range []int{1, 50, len(all.events) - 1, len(all.events)} {
		some := run(t, r, session.Options{Events: limit})
		assert.Equal(t, all.events[:limit], some.events)
		assert.Equal(t, uint64(len(all.events)-limit), some.trailer.Dropped)
		assert.Equal(t, all.trailer.Digest, some.trailer.Digest)
		assert.Equal(t, all.trailer.Events, some.trailer.Events)
	}
}

// failing is a sink that stops taking anything.
type failing struct{ calls int }

func (f *failing) Begin(trace.Header) error { f.calls++; return nil }
func (f *failing) Batch(trace.Batch) error  { f.calls++; return errors.New("full") }
func (f *failing) End(trace.Trailer) error  { f.calls++; return nil }

func TestARunOutlivesItsSink(t *testing.T) {
	f := &failing{}
	trailer, err := session.Run(context.Background(), parse(t, "loop-per-thread", spec.Virtual), session.Options{}, f)
	assert.NoError(t, err)
	assert.Equal(t, 2, f.calls, "it is given no more once it failed")
	assert.Equal(t, run(t, parse(t, "loop-per-thread", spec.Virtual), session.Options{}).trailer, trailer)
}

// TestCores holds the model's arithmetic: 100 ms of computing in each of several threads, on a number of cores.
func TestCores(t *testing.T) {
	ms := time.Millisecond
	for _, c := range []struct {
		name         string
		loops, cores string
		gil          string
		want         time.Duration
		parallel     float64
	}{
		{"as many as compute", "5", "0", "false", 100 * ms, 5},
		{"one core", "5", "1", "false", 500 * ms, 1},
		{"two cores", "4", "2", "false", 200 * ms, 2},
		{"more cores than threads", "5", "128", "false", 100 * ms, 5},
		{"a GIL", "5", "0", "true", 500 * ms, 1},
		{"a GIL makes cores useless", "2", "8", "true", 200 * ms, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := parse(t, "loop-per-thread", spec.Virtual, spec.Pair{"loops", c.loops}, spec.Pair{"iterations", "1"},
				spec.Pair{"sleep", "0s"}, spec.Pair{"work", "100ms"}, spec.Pair{"cores", c.cores}, spec.Pair{"gil", c.gil})
			rec := run(t, r, session.Options{})
			assert.Equal(t, c.want, time.Duration(rec.trailer.End))
			var s stats.Collector
			s.Batch(trace.Batch{First: 1, Events: rec.events, Strings: rec.texts})
			assert.InDelta(t, c.parallel, s.Summary().Parallelism, 1e-9)
		})
	}
}

// TestACoreIsHandedOverEveryFiveMilliseconds follows two threads on one core, the second of which comes later.
func TestACoreIsHandedOverEveryFiveMilliseconds(t *testing.T) {
	program := scenario.Scenario{ID: "shared core",
		Main: func(t scenario.Thread, _ int) error {
			other := t.Start("late", "late", 0)
			t.Work(12 * time.Millisecond)
			other.Join()
			return nil
		},
		Bodies: map[string]scenario.Body{"late": func(t scenario.Thread, _ int) error {
			t.Block(7 * time.Millisecond)
			t.Work(6 * time.Millisecond)
			return nil
		}},
	}
	rec := &recording{}
	_, err := session.RunScenario(context.Background(), program, spec.Run{Placement: spec.Virtual, Cores: 1}, session.Options{}, checked{t, rec})
	require.NoError(t, err)
	var got []string
	for _, e := range rec.events {
		switch e.Kind {
		case trace.WorkBegan, trace.WorkPaused, trace.WorkResumed, trace.WorkEnded:
			got = append(got, fmt.Sprint(time.Duration(e.At), " thread ", e.Thread, " ", e.Kind))
		}
	}
	assert.Equal(t, []string{
		"0s thread 1 WorkBegan",
		"7ms thread 2 WorkBegan",
		"7ms thread 2 WorkPaused",
		"10ms thread 1 WorkPaused", // the end of its second slice
		"10ms thread 2 WorkResumed",
		"15ms thread 2 WorkPaused",
		"15ms thread 1 WorkResumed",
		"17ms thread 1 WorkEnded",
		"17ms thread 2 WorkResumed",
		"18ms thread 2 WorkEnded",
	}, got)
}
