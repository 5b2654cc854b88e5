package conformance

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
	"loopyard/engine/scenario"
	"loopyard/engine/session"
	"loopyard/engine/spec"
	"loopyard/engine/trace"
)

// TestAFailureStaysWhereItIs has code of every kind panic, on every placement: what it held is free, who waits for
// it hears of it, and the loop goes on.
func TestAFailureStaysWhereItIs(t *testing.T) {
	burst := func() { panic(errBad) }
	for _, f := range []struct {
		name string
		run  func(p *program, co *engine.Co)
		want log
	}{
		{"a task", func(p *program, co *engine.Co) {
			p.log(result(spawn(co, func(*engine.Co) error { burst(); return nil }).Await(co)))
		}, log{"bad"}},
		{"a task after a wait", func(p *program, co *engine.Co) {
			p.log(result(spawn(co, func(co *engine.Co) error { co.Yield(); burst(); return nil }).Await(co)))
		}, log{"bad"}},
		{"a deferred call of a canceled task", func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error { defer burst(); return newFutureWait(co) })
			co.Yield()
			t.Cancel()
			p.log(result(t.Await(co)))
		}, log{"bad"}},
		{"a callback", func(p *program, co *engine.Co) {
			co.Loop().CallSoon(burst)
			co.Yield()
		}, log{"report: Exception in callback bad"}},
		{"a timer", func(p *program, co *engine.Co) {
			co.Loop().CallLater(ms, burst)
			co.Sleep(2 * ms)
		}, log{"report: Exception in callback bad"}},
		{"a post", func(p *program, co *engine.Co) {
			co.Loop().CallSoonThreadsafe(burst)
			yield(co, 2)
		}, log{"report: Exception in callback bad"}},
		{"a callback of a future", func(p *program, co *engine.Co) {
			f := newFuture(co)
			f.WhenDone(burst)
			f.SetResult(nil)
			co.Yield()
		}, log{"report: Exception in callback bad"}},
		{"a call in the executor", func(p *program, co *engine.Co) {
			p.log(result(engine.RunInExecutor(co.Loop(), func() (any, error) { burst(); return nil, nil }).Await(co)))
		}, log{"bad"}},
		{"who holds a lock", func(p *program, co *engine.Co) {
			var k engine.Lock
			p.log(result(spawn(co, func(co *engine.Co) error { return k.With(co, func() error { burst(); return nil }) }).Await(co)))
			p.log("locked", k.Locked())
		}, log{"bad", "locked false"}},
		{"who holds a permit", func(p *program, co *engine.Co) {
			s := engine.NewSemaphore(1)
			p.log(result(spawn(co, func(co *engine.Co) error { return s.With(co, func() error { burst(); return nil }) }).Await(co)))
			p.log("locked", s.Locked())
		}, log{"bad", "locked false"}},
		{"what a condition asks", func(p *program, co *engine.Co) {
			c := engine.NewCondition(nil)
			p.log(result(spawn(co, func(co *engine.Co) error {
				return c.With(co, func() error { return c.WaitUntil(co, func() bool { burst(); return true }) })
			}).Await(co)))
			p.log("locked", c.Locked())
		}, log{"bad", "locked false"}},
		{"the body of a timeout", func(p *program, co *engine.Co) {
			p.log(result(spawn(co, func(co *engine.Co) error {
				return engine.Timeout(co, time.Hour, func(*engine.TimeoutScope) error { burst(); return nil })
			}).Await(co)))
		}, log{"bad"}},
		{"the body of an expired timeout", func(p *program, co *engine.Co) {
			p.log(caught(func() {
				engine.Timeout(co, ms, func(*engine.TimeoutScope) error { newFutureWait(co); burst(); return nil })
			}))
			p.log("counts", co.Cancelling())
		}, log{"bad", "counts 0"}},
		{"the body of a group", func(p *program, co *engine.Co) {
			p.log(engine.Group(co, func(g *engine.TaskGroup) error {
				p.member(g, co, "a", -1, nil)
				co.Yield()
				burst()
				return nil
			}))
		}, log{"a: canceled", "group [bad]"}},
		{"a task of a group", func(p *program, co *engine.Co) {
			p.log(engine.Group(co, func(g *engine.TaskGroup) error {
				p.member(g, co, "a", -1, nil)
				engine.GroupTask(g, co, "", func(*engine.Co) (any, error) { burst(); return nil, nil })
				return nil
			}))
		}, log{"a: canceled", "group [bad]"}},
		{"one of several that are gathered", func(p *program, co *engine.Co) {
			p.log(result(engine.Gather(co, spawnValue(co, just(1, nil)), spawn(co, func(*engine.Co) error { burst(); return nil }))))
		}, log{"bad"}},
	} {
		for _, at := range everyPlacement() {
			t.Run(f.name+"/"+string(at), func(t *testing.T) {
				got := record(t, at, inReportingLoop(func(p *program, co *engine.Co) {
					f.run(p, co)
					p.log("goes on", co.Yield())
				}))
				assert.Equal(t, append(f.want, "goes on ok"), got)
			})
		}
	}
}

func TestAPanicWithoutAnErrorIsKept(t *testing.T) {
	_, err := engine.Run(engine.Config{}, func(*engine.Co) (any, error) { panic("oh") })
	var p *engine.PanicError
	require.ErrorAs(t, err, &p)
	assert.Equal(t, "oh", p.Value)
	assert.Contains(t, string(p.Stack), "TestAPanicWithoutAnErrorIsKept")
}

// TestAGoexitStaysWhereItIs is the same for runtime.Goexit, which the engine can not recover from as from a panic.
func TestAGoexitStaysWhereItIs(t *testing.T) {
	gone := func(co *engine.Co) (any, error) { co.Yield(); runtime.Goexit(); return nil, nil }
	t.Run("in a task", func(t *testing.T) {
		got := record(t, spec.Virtual, inLoop(func(p *program, co *engine.Co) {
			p.log(result(spawnValue(co, gone).Await(co)))
			p.log(engine.Group(co, func(g *engine.TaskGroup) error { engine.GroupTask(g, co, "", gone); return nil }))
			p.log(result(spawnValue(co, just("goes on", nil)).Await(co)))
		}))
		assert.Equal(t, log{engine.ErrGoexit.Error(), "group [" + engine.ErrGoexit.Error() + "]", "goes on"}, got)
	})
	t.Run("in the executor", func(t *testing.T) {
		_, err := engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {
			return engine.RunInExecutor(co.Loop(), func() (any, error) { runtime.Goexit(); return nil, nil }).Await(co)
		})
		assert.ErrorIs(t, err, engine.ErrGoexit)
	})
	t.Run("in a callback, which ends the thread", func(t *testing.T) {
		var l *engine.Loop
		cleaned := false
		th := engine.StartThread("gone", func(th *engine.Thread) error {
			_, err := engine.Run(engine.Config{Thread: th}, func(co *engine.Co) (any, error) {
				l = co.Loop()
				l.CallSoon(runtime.Goexit)
				defer func() { cleaned = true }()
				return nil, newFutureWait(co)
			})
			return err
		})
		assert.ErrorIs(t, th.Join(), engine.ErrGoexit)
		assert.Equal(t, engine.Closed, l.State(), "its runner closes it on the way")
		assert.True(t, cleaned)
	})
	t.Run("in a thread", func(t *testing.T) {
		assert.ErrorIs(t, engine.StartThread("gone", func(*engine.Thread) error { runtime.Goexit(); return nil }).Join(), engine.ErrGoexit)
	})
}

// failingSink fails at its nth call.
type failingSink struct {
	left   int
	panics bool // instead of returning an error
}

func (s *failingSink) Begin(trace.Header) error { return s.call() }
func (s *failingSink) Batch(trace.Batch) error  { return s.call() }
func (s *failingSink) End(trace.Trailer) error  { return s.call() }

func (s *failingSink) call() error {
	switch s.left--; {
	case s.left == 0 && s.panics:
		panic(errBad)
	case s.left == 0:
		return errBad
	}
	return nil
}

// TestAFailingSinkIsLeftBehind has the sink fail at its first, second and third call. The run and its digest are as
// with one that works, and the sink is called no more.
func TestAFailingSinkIsLeftBehind(t *testing.T) {
	run := func(at spec.Placement, sink trace.Sink) trace.Trailer {
		s := scenario.Scenario{ID: "sleepy", Main: func(th scenario.Thread, _ int) error {
			_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) { return nil, co.Sleep(2 * ms) })
			return err
		}}
		trailer, err := session.RunScenario(context.Background(), s, spec.Run{Placement: at}, session.Options{}, sink)
		require.NoError(t, err)
		return trailer
	}
	want := run(spec.Virtual, checked(t))
	for nth := 1; nth <= 3; nth++ {
		for _, at := range placements() {
			for _, panics := range []bool{false, true} {
				s := &failingSink{nth, panics}
				trailer := run(at, s)
				assert.GreaterOrEqual(t, s.left, 0, "%s: the call that failed was the last", at)
				if at == spec.Virtual {
					assert.Equal(t, want, trailer)
					assert.Zero(t, s.left)
				}
			}
		}
	}
}

// TestAStuckCallDoesNotHoldUpTheClose has a call in the executor that does not come back. The close waits for its
// patience, says so, and the loop is closed.
func TestAStuckCallDoesNotHoldUpTheClose(t *testing.T) {
	stuck := make(chan struct{})
	defer close(stuck)
	var l *engine.Loop
	clock := engine.NewRealClock()
	_, err := engine.Run(engine.Config{Patience: 20 * ms}, func(co *engine.Co) (any, error) {
		l = co.Loop()
		for range 2 {
			engine.RunInExecutor(l, func() (any, error) { <-stuck; return nil, nil })
		}
		return nil, nil
	})
	var told *engine.ExecutorStuckError
	require.ErrorAs(t, err, &told)
	assert.Equal(t, 2, told.Calls)
	assert.Equal(t, "The executor did not finish joining its threads within 20ms: 2 calls have not returned", err.Error())
	assert.Equal(t, engine.Closed, l.State())
	assert.GreaterOrEqual(t, clock.Now(), int64(20*ms))
}

// TestAnExecutorThatIsClosingTakesNoCalls has the end of a call, while the close waits for it, ask for another.
func TestAnExecutorThatIsClosingTakesNoCalls(t *testing.T) {
	var refused error
	_, err := engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {
		l, closing := co.Loop(), make(chan struct{})
		engine.RunInExecutor(l, func() (any, error) { <-closing; return nil, nil }).WhenDone(func() {
			refused = engine.RunInExecutor(l, func() (any, error) { return nil, nil }).Err()
		})
		l.CallSoon(func() { l.CallLater(0, func() { close(closing) }) }) // in the turns of the close
		return nil, nil
	})
	require.NoError(t, err)
	require.EqualError(t, refused, "Executor shutdown has been called")
}

// TestACallThatComesBackLateFindsTheLoopClosed lets such a call end after the close: nothing happens.
func TestACallThatComesBackLateFindsTheLoopClosed(t *testing.T) {
	begun, stuck, back := make(chan struct{}), make(chan struct{}), make(chan struct{})
	var f *engine.Future[any]
	_, err := engine.Run(engine.Config{Patience: ms}, func(co *engine.Co) (any, error) {
		f = engine.RunInExecutor(co.Loop(), func() (any, error) { defer close(back); close(begun); <-stuck; return nil, nil })
		<-begun // one that has not begun when the loop closes never does
		return nil, nil
	})
	var told *engine.ExecutorStuckError
	require.ErrorAs(t, err, &told)
	close(stuck)
	<-back
	assert.False(t, f.Done())
}

func TestASevenDaySleep(t *testing.T) {
	const week = 7 * 24 * time.Hour
	sleeper := inLoop(func(p *program, co *engine.Co) {
		began := co.Loop().Time()
		err := co.Sleep(week)
		p.log(err, time.Duration(co.Loop().Time()-began) == week)
	})
	t.Run("in virtual time", func(t *testing.T) {
		assert.Equal(t, log{"ok true"}, record(t, spec.Virtual, sleeper))
	})
	t.Run("by the machine's clock", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) { // the bubble's clock is the runtime's own, moved on when all wait
			_, err := engine.Run(engine.Config{Thread: engine.NewThread(engine.ThreadConfig{Clock: engine.NewRealClock()})},
				func(co *engine.Co) (any, error) { return nil, co.Sleep(week) })
			assert.NoError(t, err)
		})
	})
	for _, at := range placements()[1:] {
		t.Run("stopped, "+string(at), func(t *testing.T) {
			ctx, stop := context.WithTimeout(context.Background(), 5*ms)
			defer stop()
			s := scenario.Scenario{ID: "sleepy", Main: func(th scenario.Thread, _ int) error {
				_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) { return nil, co.Sleep(week) })
				return err
			}}
			_, err := session.RunScenario(ctx, s, spec.Run{Placement: at}, session.Options{}, checked(t))
			assert.ErrorIs(t, err, session.ErrStopped)
		})
	}
	t.Run("past the end of time", func(t *testing.T) {
		ctx, stop := context.WithTimeout(context.Background(), 5*ms)
		defer stop()
		s := scenario.Scenario{ID: "sleepy", Main: func(th scenario.Thread, _ int) error {
			_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) { return nil, co.Sleep(1<<63 - 1) })
			return err
		}}
		_, err := session.RunScenario(ctx, s, spec.Run{Placement: spec.Single}, session.Options{}, checked(t))
		assert.ErrorIs(t, err, session.ErrStopped)
	})
}

// TestADeadlockEndsTheRun has a program wait for what can never happen. In virtual time that is known at once.
func TestADeadlockEndsTheRun(t *testing.T) {
	p := &program{}
	s := scenario.Scenario{ID: "deadlock", Main: func(th scenario.Thread, _ int) error {
		p.thread = th
		_, err := engine.Run(th.Config("loop"), func(co *engine.Co) (any, error) {
			var k engine.Lock
			k.Acquire(co)
			defer p.log("unwound")
			return nil, k.Acquire(co)
		})
		return err
	}}
	_, err := session.RunScenario(context.Background(), s, spec.Run{Placement: spec.Virtual}, session.Options{}, checked(t))
	var dead *engine.DeadlockError
	require.ErrorAs(t, err, &dead)
	assert.Equal(t, []string{"main (awaits a future)"}, dead.Waiting)
	assert.Equal(t, log{"unwound"}, p.words)
	assert.False(t, errors.Is(err, session.ErrStopped))
}
