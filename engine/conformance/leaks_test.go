package conformance

import (
	"os"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"loopyard/engine"
	"loopyard/engine/scenario"
)

var (
	// A coroutine that a Goexit has ended stays parked for good; the engine says so in its documentation.
	parked = goleak.IgnoreAnyFunction("loopyard/engine.(*worker).exec.func1")
	// In WASM this one of the runtime waits for the events of JavaScript.
	javascript = goleak.IgnoreAnyFunction("runtime.handleEvent")
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m, parked, javascript) }

// leave leaves behind one of everything that a loop can be left with.
func leave(p *program) {
	p.runIn(p.config(), func(co *engine.Co) {
		l := co.Loop()
		var k engine.Lock
		k.Acquire(co)
		for _, wait := range []func(co *engine.Co) error{
			newFutureWait,
			k.Acquire,
			func(co *engine.Co) error { return co.Sleep(time.Hour) },
			func(co *engine.Co) error { return engine.NewSemaphore(0).Acquire(co) },
			func(co *engine.Co) error { _, err := engine.NewBarrier(2).Wait(co); return err },
			func(co *engine.Co) error { _, err := engine.NewQueue[any](0).Get(co); return err },
			func(co *engine.Co) error {
				return engine.Timeout(co, time.Hour, func(*engine.TimeoutScope) error { return newFutureWait(co) })
			},
			func(co *engine.Co) error {
				return engine.Group(co, func(g *engine.TaskGroup) error {
					engine.GroupTask(g, co, "", func(co *engine.Co) (any, error) { return nil, co.Sleep(time.Hour) })
					return nil
				})
			},
		} {
			spawn(co, wait)
		}
		l.CallLater(time.Hour, func() {})
		engine.RunInExecutor(l, func() (any, error) { return nil, nil })
		co.Yield()
		spawn(co, func(*engine.Co) error { return nil })
	})
}

func TestNothingIsLeftAfterTheClose(t *testing.T) {
	before := goleak.IgnoreCurrent()
	for _, at := range everyPlacement() {
		t.Run(string(at), func(t *testing.T) {
			for range 5 {
				record(t, at, func(p *program) {
					other := p.start(func(th scenario.Thread) { leave(&program{thread: th}) })
					leave(p)
					other.Join()
				})
			}
			assert.NoError(t, goleak.Find(before, parked, javascript))
		})
	}
}

// TestThreadsEndWithTheirLoops counts the operating system's threads: each of ours is locked to one, which ends with
// it. The runtime may have made a few more for itself meanwhile.
func TestThreadsEndWithTheirLoops(t *testing.T) {
	const many = 64
	if runtime.GOOS != "linux" {
		t.Skip("only Linux lists a process's threads in /proc/self/task")
	}
	var begun sync.WaitGroup
	onward := make(chan struct{})
	var all []*engine.Thread
	for range many {
		begun.Add(1)
		all = append(all, engine.StartThread("looper", func(th *engine.Thread) error {
			begun.Done()
			<-onward
			_, err := engine.Run(engine.Config{Thread: th}, func(co *engine.Co) (any, error) { return nil, co.Sleep(ms) })
			return err
		}))
	}
	begun.Wait()
	assert.GreaterOrEqual(t, osThreads(t), many)
	close(onward)
	for _, th := range all {
		require.NoError(t, th.Join())
	}
	for tries := 0; osThreads(t) >= many/2; tries++ { // a thread is gone a little later than its goroutine
		require.Less(t, tries, 100, "of %d threads %d are left", many, osThreads(t))
		time.Sleep(ms)
	}
}

func osThreads(t *testing.T) int {
	t.Helper()
	all, err := os.ReadDir("/proc/self/task")
	require.NoError(t, err)
	return len(all)
}

// TestAClosedLoopHoldsNothing lets the garbage collector say that no timer, task or callback of a closed loop is
// left, in the engine or in the runtime.
func TestAClosedLoopHoldsNothing(t *testing.T) {
	gone := make(chan string, 3)
	mark := func(what string) *[64]byte {
		object := new([64]byte)
		runtime.AddCleanup(object, func(what string) { gone <- what }, what)
		return object
	}
	func() {
		_, err := engine.Run(engine.Config{}, func(co *engine.Co) (any, error) {
			timer, task, callback := mark("timer"), mark("task"), mark("callback")
			co.Loop().CallLater(time.Hour, func() { runtime.KeepAlive(timer) })
			spawn(co, func(co *engine.Co) error { defer runtime.KeepAlive(task); return co.Sleep(time.Hour) })
			newFuture(co).WhenDone(func() { runtime.KeepAlive(callback) })
			return nil, co.Sleep(ms)
		})
		require.NoError(t, err)
	}()
	left := map[string]bool{"timer": true, "task": true, "callback": true}
	for tries := 0; len(left) > 0; tries++ {
		require.Less(t, tries, 50, "still held: %v", left)
		runtime.GC()
		select {
		case what := <-gone:
			delete(left, what)
		case <-time.After(ms):
		}
	}
}
