package compare_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/scenario/scenariotest"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
	"loopyard/engine/trace/compare"
	"loopyard/engine/trace/replay"
	"loopyard/engine/trace/tracetest"
)

func TestEveryScenarioDoesTheSameEverywhere(t *testing.T) {
	tracetest.Everywhere(t, func(t *testing.T, s scenario.Scenario, r spec.Run) {
		at := r.Placement
		if at != spec.Virtual && scenariotest.Open(r) {
			t.Skip("who is quicker is open")
		}
		here := tracetest.Record(t, s, r, session.Options{})
		r.Placement = spec.Virtual
		there := tracetest.Record(t, s, r, session.Options{Host: "elsewhere"})
		c := compare.Runs(there, here, compare.Rules{RealTime: true})
		if c.Verdict != compare.Same {
			slow := scenariotest.Slower(r)
			there = tracetest.Record(t, s, slow, session.Options{Host: "elsewhere"})
			slow.Placement = at
			here = tracetest.Record(t, s, slow, session.Options{})
			r, c = scenariotest.Slower(r), compare.Runs(there, here, compare.Rules{RealTime: true})
		}
		assert.Equal(t, compare.Same, c.Verdict, "%v", c.Differences)
		assert.Empty(t, c.Differences)
		assert.Zero(t, c.Swapped)
		assert.Positive(t, c.Lines)
		assert.Equal(t, here.Trailer.Events, c.B.Events)
		assert.Equal(t, at != spec.Virtual || there.Trailer.End > 0, c.B.Wall > 0)
		assert.True(t, c.A.Whole)

		again := tracetest.Record(t, s, r, session.Options{})
		c = compare.Runs(there, again, compare.Rules{})
		assert.Equal(t, compare.Same, c.Verdict)
		assert.Zero(t, c.Reordered)
		assert.Equal(t, c.A, c.B)
	})
}

// TestACrowdDoesTheSameEverywhere has many threads with tasks that do all they can without depending on speed.
func TestACrowdDoesTheSameEverywhere(t *testing.T) {
	body := func(th scenario.Thread, n int) error {
		return engine.With(th.Config("loop"), func(r *engine.Runner) error {
			for range 2 {
				engine.RunIn(r, func(co *engine.Co) (any, error) {
					var gate engine.Event
					var all []*engine.Task[int]
					for i := range 5 {
						all = append(all, engine.CreateTask(co, "", func(co *engine.Co) (int, error) {
							th.Print("waits")
							gate.Wait(co)
							co.Sleep(time.Duration(i) * 20 * time.Millisecond)
							co.Loop().CallSoon(func() { th.Print("soon") })
							co.Loop().CallSoonThreadsafe(func() { th.Print("posted") })
							if i == 3 {
								return 0, tracetest.ErrScripted
							}
							return i, co.Yield()
						}))
					}
					late := engine.CreateTask(co, "late", func(co *engine.Co) (any, error) { return nil, co.Sleep(time.Hour) })
					co.Loop().CallLater(time.Millisecond, gate.Set)
					engine.GatherAll(co, all...)
					late.Cancel()
					return engine.WaitFor(co, late, time.Second)
				})
			}
			return nil
		})
	}
	s := scenario.Scenario{ID: "crowd", Bodies: map[string]scenario.Body{"body": body}, Main: func(th scenario.Thread, n int) error {
		var all []scenario.Joiner
		for i := range 4 {
			all = append(all, th.Start("twin", "body", i)) // the name is not unique
		}
		for _, h := range all {
			h.Join()
		}
		return body(th, n)
	}}
	want := tracetest.Record(t, s, tracetest.Virtual, session.Options{})
	for _, at := range []spec.Placement{spec.Single, spec.Threads} {
		c := compare.Runs(want, tracetest.Record(t, s, spec.Run{Placement: at}, session.Options{}), compare.Rules{RealTime: true})
		assert.Equal(t, compare.Same, c.Verdict, "%+v", c.Differences)
	}
}

// bent gives a copy of a log in which one event, and the trailer, are not the same.
func bent(l *replay.Log, bend func(events []trace.Event, texts []string) ([]trace.Event, []string)) *replay.Log {
	b := tracetest.BatchOf(l)
	b.Events, b.Strings = bend(b.Events, b.Strings)
	other := &replay.Log{}
	other.Begin(l.Header)
	other.Batch(b)
	trailer := l.Trailer
	trailer.Digest[0]++
	other.End(trailer)
	return other
}

func TestDifferencesAreToldWithTheirPlaces(t *testing.T) {
	s, r := tracetest.Parse(t, "loop-per-thread", spec.Virtual, spec.Pair{"loops", "2"}, spec.Pair{"iterations", "2"})
	log := tracetest.Record(t, s, r, session.Options{})
	nth := func(k trace.Kind, loop trace.LoopID, n int) trace.EventID {
		for id, e := range log.Events(1) {
			if e.Kind == k && e.Loop == loop {
				if n--; n < 0 {
					return id
				}
			}
		}
		require.Fail(t, "no such event")
		return 0
	}
	for _, c := range []struct {
		name        string
		id          trace.EventID
		bend        func(e *trace.Event)
		where, what string
	}{
		{"a line", nth(trace.Printed, 2, 2), func(e *trace.Event) { e.Arg = 1 }, "Loop0, main", "has another text"},
		{"an outcome", nth(trace.StepEnded, 3, 1), func(e *trace.Event) { e.Arg = int64(trace.GaveWay) }, "Loop1, main", "ends its step differently"},
		{"a reason", nth(trace.TaskReady, 2, 1), func(e *trace.Event) { e.Arg = int64(trace.Yielded) }, "Loop0, main", "is ready for another reason"},
		{"an end", nth(trace.TaskDone, 2, 0), func(e *trace.Event) { e.Kind = trace.TaskCanceled }, "Loop0, main", "does another thing"},
		{"who is joined", nth(trace.JoinEnded, 0, 1), func(e *trace.Event) { e.Arg = 2 }, "MainThread", "does it with another thread or task"},
		{"a loop's name", nth(trace.LoopCreated, 3, 0), func(e *trace.Event) { e.Arg = 1 }, "Loop1", "has another text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			other := bent(log, func(events []trace.Event, texts []string) ([]trace.Event, []string) {
				c.bend(&events[c.id-1])
				return events, texts
			})
			d := compare.Runs(log, other, compare.Rules{RealTime: true})
			require.Equal(t, compare.Different, d.Verdict)
			require.Len(t, d.Differences, 1, "%+v", d.Differences)
			first := d.Differences[0]
			assert.Equal(t, c.where, first.Where)
			assert.Equal(t, c.what, first.What)
			assert.Equal(t, c.id, first.A.Event)
			assert.Equal(t, c.id, first.B.Event)
			assert.Contains(t, first.A.Around, c.id)
			assert.Equal(t, log.Describe(c.id), first.A.Text)
			assert.NotEqual(t, first.A.Text, first.B.Text)

			exact := compare.Runs(log, other, compare.Rules{})
			require.Equal(t, compare.Different, exact.Verdict)
			require.Len(t, exact.Differences, 1)
			assert.Equal(t, c.id, exact.Differences[0].A.Event)
			assert.Contains(t, exact.Differences[0].B.Around, c.id-1)
		})
	}
}

func TestOneTraceGoesOnWhereTheOtherEnds(t *testing.T) {
	s, r := tracetest.Parse(t, "runner", spec.Virtual)
	two := tracetest.Record(t, s, r, session.Options{})
	r.Coroutines = 3
	three := tracetest.Record(t, s, r, session.Options{})
	for _, rules := range []compare.Rules{{}, compare.Rules{RealTime: true}} {
		c := compare.Runs(two, three, rules)
		assert.Equal(t, compare.Different, c.Verdict)
		require.NotEmpty(t, c.Differences)
		assert.Equal(t, compare.Different, compare.Runs(three, two, rules).Verdict)
	}
	c := compare.Runs(two, three, compare.Rules{RealTime: true})
	var words []string
	for _, d := range c.Differences {
		words = append(words, d.Where+": "+d.What)
	}
	assert.Contains(t, words, "Loop1, main: only the second trace has it")
	assert.Len(t, compare.Runs(two, three, compare.Rules{RealTime: true, Most: 1}).Differences, 1)
	assert.Equal(t, len(words)-1, compare.Runs(two, three, compare.Rules{RealTime: true, Most: 1}).More)
}

func TestATraceThatIsNotWholeHasNoVerdict(t *testing.T) {
	s, r := tracetest.Parse(t, "loop-per-thread", spec.Virtual)
	log := tracetest.Record(t, s, r, session.Options{})
	part := tracetest.Record(t, s, r, session.Options{Events: 100})
	assert.Equal(t, compare.Same, compare.Runs(log, part, compare.Rules{}).Verdict, "the digest is of all events")
	assert.Equal(t, compare.NoVerdict, compare.Runs(log, part, compare.Rules{RealTime: true}).Verdict)
	assert.Empty(t, compare.Runs(part, log, compare.Rules{RealTime: true}).Differences)

	r.Seed = 2
	other := tracetest.Record(t, s, r, session.Options{Events: 3})
	c := compare.Runs(log, other, compare.Rules{})
	require.Equal(t, compare.Different, c.Verdict, "what is kept is the same, and the digest is not")
	assert.Equal(t, "the events that were not kept differ", c.Differences[0].What)

	open := &replay.Log{}
	open.Batch(tracetest.BatchOf(part))
	assert.Equal(t, compare.NoVerdict, compare.Runs(log, open, compare.Rules{}).Verdict)
	assert.Equal(t, compare.NoVerdict, compare.Runs(&replay.Log{}, &replay.Log{}, compare.Rules{}).Verdict)
}

// TestLinesOfNearlyOneMomentMayComeInEitherOrder has two tasks whose timers are a hair apart, in either order.
func TestLinesOfNearlyOneMomentMayComeInEitherOrder(t *testing.T) {
	program := func(first, second time.Duration) scenario.Scenario {
		return tracetest.Alone(func(th scenario.Thread, co *engine.Co) error {
			for i, d := range []time.Duration{first, second} {
				engine.CreateTask(co, "", func(co *engine.Co) (any, error) {
					co.Sleep(d)
					th.Print([]string{"one", "two"}[i])
					return nil, nil
				})
			}
			return co.Sleep(time.Second)
		})
	}
	ms := time.Millisecond
	a := tracetest.Record(t, program(10*ms, 11*ms), tracetest.Virtual, session.Options{})
	b := tracetest.Record(t, program(11*ms, 10*ms), tracetest.Virtual, session.Options{})
	c := compare.Runs(a, b, compare.Rules{RealTime: true})
	assert.Equal(t, compare.Same, c.Verdict, "%+v", c.Differences)
	assert.Equal(t, 1, c.Swapped)

	strict := compare.Runs(a, b, compare.Rules{RealTime: true, Near: int64(100 * time.Microsecond)})
	require.Equal(t, compare.Different, strict.Verdict)
	assert.Equal(t, "prints two lines in the other order", strict.Differences[0].What)

	apart := compare.Runs(a, tracetest.Record(t, program(100*ms, 10*ms), tracetest.Virtual, session.Options{}), compare.Rules{RealTime: true, Near: int64(500 * time.Microsecond)})
	assert.Equal(t, compare.Different, apart.Verdict)
}

// TestLinesOfOneTickMayNot has two tasks that are ready in the same tick: there the queue decides, not the clock.
func TestLinesOfOneTickMayNot(t *testing.T) {
	program := func(names ...string) scenario.Scenario {
		return tracetest.Alone(func(th scenario.Thread, co *engine.Co) error {
			gates := map[string]*engine.Event{"one": {}, "two": {}}
			for _, name := range []string{"one", "two"} {
				engine.CreateTask(co, name, func(co *engine.Co) (any, error) {
					gates[name].Wait(co)
					th.Print(name)
					return nil, nil
				})
			}
			co.Sleep(time.Millisecond)
			for _, name := range names {
				gates[name].Set()
			}
			return co.Sleep(time.Millisecond)
		})
	}
	a := tracetest.Record(t, program("one", "two"), tracetest.Virtual, session.Options{})
	b := tracetest.Record(t, program("two", "one"), tracetest.Virtual, session.Options{})
	c := compare.Runs(a, b, compare.Rules{RealTime: true})
	require.Equal(t, compare.Different, c.Verdict, "both go back to one timer")
	assert.Equal(t, "prints two lines in the other order", c.Differences[0].What)
	assert.Equal(t, "loop", c.Differences[0].Where)
	assert.NotEmpty(t, c.Differences[0].B.Around)
}

// TestPostsOfSeveralThreadsMayComeInEitherOrder has two threads that post to a third, which makes tasks of it.
func TestPostsOfSeveralThreadsMayComeInEitherOrder(t *testing.T) {
	program := func(waits ...int) scenario.Scenario {
		var home *engine.Loop
		var its scenario.Thread
		return scenario.Scenario{ID: "posts",
			Main: func(th scenario.Thread, _ int) error {
				its = th
				a, b := th.Start("a", "post", waits[0]), th.Start("b", "post", waits[1])
				_, err := engine.Run(th.Config("home"), func(co *engine.Co) (any, error) {
					home = co.Loop()
					return nil, co.Sleep(time.Second)
				})
				a.Join()
				b.Join()
				return err
			},
			Bodies: map[string]scenario.Body{"post": func(th scenario.Thread, n int) error {
				line := "from " + th.Config("").Thread.Name()
				th.Block(time.Duration(n) * time.Millisecond)
				home.CallSoonThreadsafe(func() { its.Print(line) })
				_, err := engine.RunCoroutineThreadsafe(home, "posted", func(co *engine.Co) (any, error) {
					its.Print("task " + line)
					return nil, nil
				})
				return err
			}},
		}
	}
	a := tracetest.Record(t, program(100, 200), tracetest.Virtual, session.Options{})
	b := tracetest.Record(t, program(200, 100), tracetest.Virtual, session.Options{})
	c := compare.Runs(a, b, compare.Rules{RealTime: true})
	assert.Equal(t, compare.Same, c.Verdict, "%+v", c.Differences)
	assert.Positive(t, c.Swapped)
}

func TestAComparisonEndsWhenYieldSaysSo(t *testing.T) {
	log := tracetest.Record(t, tracetest.Busy, spec.Run{Placement: spec.Virtual, Cores: 1, Seed: 1}, session.Options{})
	for _, realTime := range []bool{false, true} {
		for _, last := range []int{1, 100, 180} {
			calls := 0
			result := compare.Runs(log, log, compare.Rules{RealTime: realTime, Yield: func() bool {
				calls++
				return calls < last
			}})
			assert.Equal(t, compare.Result{Stopped: true}, result)
			assert.Equal(t, last, calls, "it is not asked again")
		}
	}
}
