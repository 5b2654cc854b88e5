package engine_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"loopyard/engine"
)

// grows returns how many bytes a call leaves behind, on average.
func grows(call func()) float64 {
	const calls = 5000
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	call()
	before := heap()
	for range calls {
		call()
	}
	return (float64(heap()) - float64(before)) / calls
}

// TestAWaitThatHasEndedLeavesNothingBehind waits in every way, again and again, for a task that does not end.
func TestAWaitThatHasEndedLeavesNothingBehind(t *testing.T) {
	for name, wait := range map[string]func(co *engine.Co, long engine.Awaitable[any]){
		"a shield": func(co *engine.Co, long engine.Awaitable[any]) { engine.WaitFor(co, engine.Shield(long), time.Second) },
		"Wait": func(co *engine.Co, long engine.Awaitable[any]) {
			engine.Wait(co, engine.AllCompleted, time.Second, long)
		},
		"the first of two": func(co *engine.Co, long engine.Awaitable[any]) {
			engine.Wait(co, engine.FirstCompleted, engine.Forever, []engine.Awaitable[any]{long, engine.CreateTask(co, "", value[any](nil, nil))}...)
		},
		"a Gather that fails": func(co *engine.Co, long engine.Awaitable[any]) {
			engine.Gather(co, []engine.Awaitable[any]{long, engine.CreateTask(co, "", value[any](nil, errBad))}...)
		},
		"a Gather of one that has failed": func(co *engine.Co, long engine.Awaitable[any]) {
			failed := engine.NewFuture[any](co.Loop())
			failed.SetError(errBad)
			engine.Gather(co, []engine.Awaitable[any]{failed, long}...)
		},
		"AsCompleted, left early": func(co *engine.Co, long engine.Awaitable[any]) {
			for range engine.AsCompleted(co, []engine.Awaitable[any]{long, engine.CreateTask(co, "", value[any](nil, nil))}...) {
				break
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := engine.Run(virtual(), func(co *engine.Co) (any, error) {
				long := engine.CreateTask(co, "long", func(co *engine.Co) (any, error) { return nil, co.Sleep(1 << 60) })
				others := []*engine.Task[any]{engine.CreateTask(co, "", long.Await), engine.CreateTask(co, "", long.Await)}
				co.Yield()
				assert.Less(t, grows(func() { wait(co, long) }), 60.) // a loop records the last 1024 failures
				long.Cancel()
				for _, o := range others { // who still waits is still told
					_, err := o.Await(co)
					assert.ErrorIs(t, err, engine.ErrCanceled)
				}
				return nil, nil
			})
			require.NoError(t, err)
		})
	}
}

// held reports whether an object that keep makes is still in memory when what keep returns is.
func held(t *testing.T, keep func(object *[64]byte) any) bool {
	t.Helper()
	gone := make(chan bool, 1)
	kept := func() any {
		object := new([64]byte)
		runtime.AddCleanup(object, func(gone chan bool) { gone <- true }, gone)
		return keep(object)
	}()
	defer runtime.KeepAlive(kept)
	for range 50 {
		runtime.GC()
		select {
		case <-gone:
			return false
		case <-time.After(time.Millisecond):
		}
	}
	return true
}

func TestWhatHasEndedKeepsNothing(t *testing.T) {
	uses := func(object *[64]byte) func() { return func() { runtime.KeepAlive(object) } }
	sleeps := func(object *[64]byte) engine.Coroutine[any] {
		return func(co *engine.Co) (any, error) { defer runtime.KeepAlive(object); return nil, co.Sleep(time.Second) }
	}
	for name, keep := range map[string]func(co *engine.Co, object *[64]byte) any{
		"a handle of a callback that ran": func(co *engine.Co, object *[64]byte) any {
			h := co.Loop().CallSoon(uses(object))
			co.Yield()
			return h
		},
		"a handle beside one of a callback that ran": func(co *engine.Co, object *[64]byte) any {
			h := co.Loop().CallSoon(func() {})
			co.Loop().CallSoon(uses(object))
			co.Yield()
			return h
		},
		"a handle of a timer that fired": func(co *engine.Co, object *[64]byte) any {
			h := co.Loop().CallLater(time.Second, uses(object))
			co.Sleep(2 * time.Second)
			return h
		},
		"a canceled handle": func(co *engine.Co, object *[64]byte) any {
			h := co.Loop().CallLater(time.Hour, uses(object))
			h.Cancel()
			return h
		},
		"a task that has ended": func(co *engine.Co, object *[64]byte) any {
			t := engine.CreateTask(co, "", sleeps(object))
			t.Await(co)
			return t
		},
		"a task that was canceled before it began": func(co *engine.Co, object *[64]byte) any {
			t := engine.CreateTask(co, "", sleeps(object))
			t.Cancel()
			co.Yield()
			return t
		},
		"a future that is done": func(co *engine.Co, object *[64]byte) any {
			f := engine.NewFuture[any](co.Loop())
			f.WhenDone(uses(object))
			f.SetResult(nil)
			co.Yield()
			return f
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := engine.Run(virtual(), func(co *engine.Co) (any, error) {
				assert.False(t, held(t, func(object *[64]byte) any { return keep(co, object) }))
				return nil, nil
			})
			require.NoError(t, err)
		})
	}
	t.Run("a handle and a task of a closed loop", func(t *testing.T) {
		assert.False(t, held(t, func(object *[64]byte) any {
			l := engine.NewLoop(engine.Config{Report: func(engine.Report) {}})
			kept := []any{
				l.CallSoon(uses(object)), l.CallLater(time.Hour, uses(object)), engine.CreateTaskIn(l, "", sleeps(object)),
			}
			require.NoError(t, l.Close())
			return kept
		}))
	})
}

func TestAHandleMayBeCanceledAfterItsLoopClosed(t *testing.T) {
	l := engine.NewLoop(alone(t))
	soon, later := l.CallSoon(func() {}), l.CallLater(time.Hour, func() {})
	engine.CreateTaskIn(l, "", func(co *engine.Co) (any, error) { return nil, co.Sleep(time.Hour) })
	l.Stop()
	require.NoError(t, l.RunForever())
	more := l.CallSoon(func() {})
	require.NoError(t, l.Close())
	for _, h := range []*engine.Handle{soon, later, more} {
		h.Cancel()
		assert.True(t, h.Canceled())
	}
}
