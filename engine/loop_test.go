package engine_test

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/trace"
	"loopyard/engine/trace/check"
)

// alone gives the config of a loop in virtual time, whose trace is checked when the test ends.
func alone(t *testing.T) engine.Config {
	t.Helper()
	clock := &engine.VirtualClock{}
	rec := trace.NewRecorder(clock, 0)
	thread := engine.NewThread(engine.ThreadConfig{ID: 1, Name: "test", Clock: clock, Trace: rec})
	rec.EmitText(trace.Event{Kind: trace.ThreadStarted, Thread: 1}, "test")
	t.Cleanup(func() {
		rec.Emit(trace.Event{Kind: trace.ThreadEnded, Thread: 1})
		var c check.Checker
		b, _ := rec.Take()
		require.NoError(t, c.Begin(trace.Header{}))
		require.NoError(t, c.Batch(b))
		require.NoError(t, c.End(rec.End("")))
	})
	return engine.Config{Name: "loop", Thread: thread}
}

// log collects what a test's program does, in order.
type log []string

func (l *log) add(s string) { *l = append(*l, s) }

func run(t *testing.T, main func(co *engine.Co) error) error {
	t.Helper()
	_, err := engine.Run(alone(t), func(co *engine.Co) (any, error) { return nil, main(co) })
	return err
}

func TestReadyHandlesRunInOrderAndOnlyOnceATick(t *testing.T) {
	var l log
	err := run(t, func(co *engine.Co) error {
		loop := co.Loop()
		loop.CallSoon(func() {
			l.add("a")
			loop.CallSoon(func() { l.add("a again") })
		})
		loop.CallSoon(func() { l.add("b") })
		co.Yield()
		l.add("main")
		return co.Yield()
	})
	require.NoError(t, err)
	assert.Equal(t, log{"a", "b", "main", "a again"}, l)
}

func TestTimersRunByTimeThenByOrderOfSetting(t *testing.T) {
	var l log
	err := run(t, func(co *engine.Co) error {
		loop := co.Loop()
		at := loop.Time() + int64(time.Second)
		loop.CallAt(at+1, func() { l.add("later") })
		for _, name := range []string{"first", "second", "third", "fourth", "fifth", "sixth"} {
			loop.CallAt(at, func() { l.add(name) })
		}
		loop.CallLater(-time.Second, func() { l.add("at once") })
		return co.Sleep(2 * time.Second)
	})
	require.NoError(t, err)
	assert.Equal(t, log{"at once", "first", "second", "third", "fourth", "fifth", "sixth", "later"}, l)
}

func TestACanceledHandleDoesNotRun(t *testing.T) {
	var l log
	err := run(t, func(co *engine.Co) error {
		loop := co.Loop()
		soon := loop.CallSoon(func() { l.add("soon") })
		late := loop.CallLater(time.Millisecond, func() { l.add("late") })
		soon.Cancel()
		late.Cancel()
		late.Cancel()
		ran := loop.CallSoon(func() { l.add("ran") })
		err := co.Sleep(time.Second)
		ran.Cancel()
		return err
	})
	require.NoError(t, err)
	assert.Equal(t, log{"ran"}, l)
}

func TestAHandleKnowsWhenItIsDue(t *testing.T) {
	err := run(t, func(co *engine.Co) error {
		l := co.Loop()
		at := l.CallAt(l.Time()+int64(time.Second), func() {})
		assert.Equal(t, l.Time()+int64(time.Second), at.When())
		assert.Equal(t, l.Time()+int64(time.Minute), l.CallLater(time.Minute, func() {}).When())
		assert.Zero(t, l.CallSoon(func() {}).When())
		due := at.When()
		co.Sleep(2 * time.Second)
		assert.Equal(t, due, at.When(), "also when it has run")
		return nil
	})
	require.NoError(t, err)
}

func TestALoopKnowsItsThread(t *testing.T) {
	c := alone(t)
	_, err := engine.Run(c, func(co *engine.Co) (any, error) {
		assert.Same(t, c.Thread, co.Loop().Thread())
		assert.Same(t, co.Loop(), co.Loop().Thread().Running())
		return nil, nil
	})
	require.NoError(t, err)
	l := engine.NewLoop(engine.Config{})
	assert.NotNil(t, l.Thread())
	require.NoError(t, l.Close())
}

func TestASevenDaySleepIsOverAtOnceInVirtualTime(t *testing.T) {
	err := run(t, func(co *engine.Co) error {
		began := co.Loop().Time()
		err := co.Sleep(7 * 24 * time.Hour)
		assert.Equal(t, int64(7*24*time.Hour), co.Loop().Time()-began)
		return err
	})
	require.NoError(t, err)
}

func TestPostsFromAnotherThreadRunInTheirOrder(t *testing.T) {
	const posts = 1000
	var got []int
	_, err := engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {
		loop := co.Loop()
		done := engine.NewFuture[bool](loop)
		other := engine.StartThread("poster", func(*engine.Thread) error {
			for i := range posts {
				if err := loop.CallSoonThreadsafe(func() { got = append(got, i) }); err != nil {
					return err
				}
			}
			return loop.CallSoonThreadsafe(func() { done.SetResult(true) })
		})
		_, err := done.Await(co)
		return nil, errors.Join(err, other.Join())
	})
	require.NoError(t, err)
	require.Len(t, got, posts)
	assert.IsIncreasing(t, got)
}

func TestAClosedLoopRefusesPosts(t *testing.T) {
	var loop *engine.Loop
	require.NoError(t, run(t, func(co *engine.Co) error {
		loop = co.Loop()
		return nil
	}))
	assert.Equal(t, engine.Closed, loop.State())
	assert.ErrorIs(t, loop.CallSoonThreadsafe(func() {}), engine.ErrClosed)
	assert.PanicsWithValue(t, engine.ErrClosed, func() { loop.CallSoon(func() {}) })
}

func TestADeadlockNamesTheWaitingTasks(t *testing.T) {
	err := run(t, func(co *engine.Co) error {
		never := engine.NewFuture[int](co.Loop())
		stuck := engine.CreateTask(co, "stuck", never.Await)
		_, err := stuck.Await(co)
		return err
	})
	var dead *engine.DeadlockError
	require.ErrorAs(t, err, &dead)
	assert.ErrorIs(t, err, engine.ErrDeadlock)
	assert.Equal(t, []string{"main (awaits stuck)", "stuck (awaits a future)"}, dead.Waiting)
}

func TestTheLoopDescribesItselfAsAsyncioDoes(t *testing.T) {
	var loop *engine.Loop
	require.NoError(t, run(t, func(co *engine.Co) error {
		loop = co.Loop()
		assert.Equal(t, "<EventLoop running=True closed=False debug=False>", loop.String())
		return nil
	}))
	assert.Equal(t, "<EventLoop running=False closed=True debug=False>", loop.String())
}
