package engine_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
)

// closed makes a loop, lets body make tasks and callbacks, runs one tick of what it made, twice, and closes the loop
// without canceling anything. It returns what was reported.
func closed(t *testing.T, body func(l *engine.Loop, say func(string))) (said log, reports []engine.Report) {
	t.Helper()
	c := alone(t)
	c.Report = func(r engine.Report) { reports = append(reports, r) }
	l := engine.NewLoop(c)
	body(l, said.add)
	for range 2 {
		l.Stop()
		require.NoError(t, l.RunForever())
	}
	require.NoError(t, l.Close())
	assert.Equal(t, engine.Closed, l.State())
	assert.Empty(t, l.AllTasks())
	return said, reports
}

func messages(reports []engine.Report) (all []string) {
	for _, r := range reports {
		all = append(all, strings.TrimSpace(r.Task+" "+r.Message))
	}
	return all
}

const destroyed = "Task was destroyed but it is pending!"

func TestCloseEndsAParentThatAwaitsAYoungerTask(t *testing.T) {
	var parent, child *engine.Task[any]
	said, reports := closed(t, func(l *engine.Loop, say func(string)) {
		parent = engine.CreateTaskIn(l, "parent", func(co *engine.Co) (any, error) {
			defer say("parent")
			return child.Await(co)
		})
		child = engine.CreateTaskIn(l, "child", func(co *engine.Co) (any, error) {
			defer say("child")
			return nil, co.Sleep(time.Hour)
		})
	})
	assert.Equal(t, log{"parent", "child"}, said)
	assert.Equal(t, []string{"parent " + destroyed, "child " + destroyed}, messages(reports))
	assert.True(t, parent.Canceled())
	assert.True(t, child.Canceled())
}

func TestWhatADeferredCallDoesWhileTheLoopClosesDoesNotPanic(t *testing.T) {
	for name, do := range map[string]func(co *engine.Co, f *engine.Future[any], e *engine.Event, k *engine.Lock){
		"sets a result":    func(_ *engine.Co, f *engine.Future[any], _ *engine.Event, _ *engine.Lock) { f.SetResult(nil) },
		"sets an error":    func(_ *engine.Co, f *engine.Future[any], _ *engine.Event, _ *engine.Lock) { f.SetError(errBad) },
		"cancels a future": func(_ *engine.Co, f *engine.Future[any], _ *engine.Event, _ *engine.Lock) { f.Cancel() },
		"sets an event":    func(_ *engine.Co, _ *engine.Future[any], e *engine.Event, _ *engine.Lock) { e.Set() },
		"releases a lock":  func(_ *engine.Co, _ *engine.Future[any], _ *engine.Event, k *engine.Lock) { k.Release() },
		"queues a callback": func(co *engine.Co, _ *engine.Future[any], _ *engine.Event, _ *engine.Lock) {
			co.Loop().CallSoon(func() {})
		},
		"sets a timer": func(co *engine.Co, _ *engine.Future[any], _ *engine.Event, _ *engine.Lock) {
			co.Loop().CallLater(1, func() {})
		},
		"stops the loop":     func(co *engine.Co, _ *engine.Future[any], _ *engine.Event, _ *engine.Lock) { co.Loop().Stop() },
		"closes the loop":    func(co *engine.Co, _ *engine.Future[any], _ *engine.Event, _ *engine.Lock) { co.Loop().Close() },
		"runs the loop":      func(co *engine.Co, _ *engine.Future[any], _ *engine.Event, _ *engine.Lock) { co.Loop().RunForever() },
		"cancels every task": func(co *engine.Co, _ *engine.Future[any], _ *engine.Event, _ *engine.Lock) { cancelAllTasks(co.Loop()) },
		"sleeps":             func(co *engine.Co, _ *engine.Future[any], _ *engine.Event, _ *engine.Lock) { co.Sleep(time.Hour) },
		"yields":             func(co *engine.Co, _ *engine.Future[any], _ *engine.Event, _ *engine.Lock) { co.Yield() },
		"awaits a future":    func(co *engine.Co, f *engine.Future[any], _ *engine.Event, _ *engine.Lock) { f.Await(co) },
		"waits in a group": func(co *engine.Co, f *engine.Future[any], _ *engine.Event, _ *engine.Lock) {
			engine.Group(co, func(g *engine.TaskGroup) error { engine.GroupTask(g, co, "", f.Await); return nil })
		},
		"waits with a time limit": func(co *engine.Co, f *engine.Future[any], _ *engine.Event, _ *engine.Lock) {
			engine.WaitFor(co, f, time.Second)
			engine.WaitFor(co, engine.NewFuture[any](co.Loop()), 0)
		},
		"starts tasks that await each other": func(co *engine.Co, f *engine.Future[any], _ *engine.Event, _ *engine.Lock) {
			first := engine.CreateTask(co, "", f.Await)
			second := engine.CreateTask(co, "", first.Await)
			engine.Gather(co, first, second)
		},
		"waits for a condition": func(co *engine.Co, _ *engine.Future[any], _ *engine.Event, _ *engine.Lock) {
			c := engine.NewCondition(nil)
			c.With(co, func() error { return c.Wait(co) })
		},
	} {
		t.Run(name, func(t *testing.T) {
			said, _ := closed(t, func(l *engine.Loop, say func(string)) {
				var e engine.Event
				var k engine.Lock
				f := engine.NewFuture[any](l)
				wait := func(name string, on func(co *engine.Co) error) {
					engine.CreateTaskIn(l, name, func(co *engine.Co) (any, error) {
						defer func() {
							do(co, f, &e, &k)
							say(name)
						}()
						return nil, on(co)
					})
				}
				wait("holds", func(co *engine.Co) error { k.Acquire(co); return co.Sleep(time.Hour) })
				wait("future", func(co *engine.Co) error { _, err := f.Await(co); return err })
				wait("lock", k.Acquire)
				wait("event", e.Wait)
				wait("yields", func(co *engine.Co) error {
					for range 100 {
						co.Yield()
					}
					return nil
				})
			})
			assert.Equal(t, log{"holds", "future", "lock", "event", "yields"}, said)
		})
	}
}

func cancelAllTasks(l *engine.Loop) {
	for _, co := range l.AllTasks() {
		co.Cancel()
	}
}

func TestAWaitInADeferredCallFailsAtOnceWhileTheLoopCloses(t *testing.T) {
	said, _ := closed(t, func(l *engine.Loop, say func(string)) {
		engine.CreateTaskIn(l, "", func(co *engine.Co) (any, error) {
			defer func() {
				say(co.Sleep(time.Hour).Error())
				say(co.Yield().Error())
				_, err := engine.NewFuture[any](l).Await(co)
				say(err.Error())
			}()
			return nil, co.Sleep(time.Hour)
		})
	})
	assert.Equal(t, log{"canceled", "canceled", "canceled"}, said)
}

// TestCloseEndsACoroutineThatRecovers has one that catches whatever it is unwound with, and waits again and again.
func TestCloseEndsACoroutineThatRecovers(t *testing.T) {
	said, reports := closed(t, func(l *engine.Loop, say func(string)) {
		engine.CreateTaskIn(l, "stubborn", func(co *engine.Co) (any, error) {
			defer say("outer")
			for {
				func() {
					defer func() { recover() }()
					co.Sleep(time.Hour)
				}()
			}
		})
		engine.CreateTaskIn(l, "worse", func(co *engine.Co) (any, error) {
			defer say("end")
			defer func() {
				for {
					co.Yield()
				}
			}()
			return nil, co.Sleep(time.Hour)
		})
		engine.CreateTaskIn(l, "tame", func(co *engine.Co) (any, error) {
			defer say("tame")
			return nil, co.Sleep(time.Hour)
		})
	})
	assert.Equal(t, log{"outer", "end", "tame"}, said)
	assert.Equal(t, []string{
		"stubborn " + destroyed, "stubborn coroutine ignored GeneratorExit", "worse " + destroyed, "worse coroutine ignored GeneratorExit",
		"tame " + destroyed,
	}, messages(reports))
}

func TestAPanicInADeferredCallIsReportedWhenTheLoopCloses(t *testing.T) {
	_, reports := closed(t, func(l *engine.Loop, say func(string)) {
		engine.CreateTaskIn(l, "wild", func(co *engine.Co) (any, error) {
			defer func() { panic(errBad) }()
			return nil, co.Sleep(time.Hour)
		})
	})
	assert.Equal(t, []string{"wild " + destroyed, "wild Task exception was never retrieved"}, messages(reports))
	assert.ErrorIs(t, reports[1].Err, errBad)
}

// TestARunSurvivesWhatItsLeftoversStart lets the cleanup of a canceled task start others that await each other.
func TestARunSurvivesWhatItsLeftoversStart(t *testing.T) {
	var l log
	err := run(t, func(co *engine.Co) error {
		engine.CreateTask(co, "left", func(co *engine.Co) (any, error) {
			defer func() {
				never := engine.NewFuture[any](co.Loop())
				var second *engine.Task[any]
				engine.CreateTask(co, "first", func(co *engine.Co) (any, error) { defer l.add("first"); return second.Await(co) })
				second = engine.CreateTask(co, "second", func(co *engine.Co) (any, error) { defer l.add("second"); return never.Await(co) })
				co.Yield()
				co.Yield()
				l.add("left")
			}()
			return nil, co.Sleep(time.Hour)
		})
		return co.Yield()
	})
	require.NoError(t, err)
	assert.Equal(t, log{"left", "first", "second"}, l)
}

func TestACallThatFailsWhileItsTaskIsUnwoundLosesNobody(t *testing.T) {
	said, _ := closed(t, func(l *engine.Loop, say func(string)) {
		task := engine.CreateTaskIn(l, "", func(co *engine.Co) (any, error) { return nil, co.Sleep(time.Hour) })
		task.WhenOver(func() { panic(errBad) })
		task.WhenOver(func() { say("over") })
	})
	assert.Equal(t, log{"over"}, said)
}

func TestAGoexitInADeferredCallEndsTheTaskWhenTheLoopCloses(t *testing.T) {
	said, _ := closed(t, func(l *engine.Loop, say func(string)) {
		engine.CreateTaskIn(l, "", func(co *engine.Co) (any, error) {
			defer say("outer")
			defer runtime.Goexit()
			return nil, co.Sleep(time.Hour)
		})
		engine.CreateTaskIn(l, "", func(co *engine.Co) (any, error) { defer say("other"); return nil, co.Sleep(time.Hour) })
	})
	assert.Equal(t, log{"outer", "other"}, said)
}

// TestALoopClosesInsideAnother closes a loop with suspended tasks in a step of another loop on the same thread.
func TestALoopClosesInsideAnother(t *testing.T) {
	c := alone(t)
	inner := engine.NewLoop(c)
	var l log
	task := engine.CreateTaskIn(inner, "", func(co *engine.Co) (any, error) {
		defer l.add("unwound")
		return nil, co.Sleep(time.Hour)
	})
	inner.Stop()
	require.NoError(t, inner.RunForever())
	_, err := engine.Run(c, func(co *engine.Co) (any, error) {
		require.NoError(t, inner.Close())
		l.add("goes on")
		return nil, co.Sleep(time.Second)
	})
	require.NoError(t, err)
	assert.Equal(t, log{"unwound", "goes on"}, l)
	assert.True(t, task.Canceled())
}

func TestAFutureOfAClosedLoopIsCompletedInSilence(t *testing.T) {
	var f *engine.Future[any]
	require.NoError(t, run(t, func(co *engine.Co) error {
		f = engine.NewFuture[any](co.Loop())
		f.WhenDone(func() { panic("the loop is closed") })
		engine.CreateTask(co, "", f.Await)
		return co.Yield()
	}))
	require.True(t, f.Canceled(), "the leftover was canceled, and what it awaited")
	f = nil
	closed(t, func(l *engine.Loop, _ func(string)) {
		f = engine.NewFuture[any](l)
		engine.CreateTaskIn(l, "", f.Await)
		f.WhenDone(func() { panic("the loop is closed") })
	})
	assert.NoError(t, f.SetResult(nil))
}
