package conformance

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"loopyard/engine"
	"loopyard/engine/trace"
)

// mess is a random program that is closed in the middle: tasks that wait for each other and for futures, locks, events,
// permits and values, and whose deferred calls do all of that too.
type mess struct {
	loop    *engine.Loop
	tasks   []*engine.Task[any]
	futures []*engine.Future[any]
	lock    engine.Lock
	event   engine.Event
	permits *engine.Semaphore
	queue   *engine.Queue[any]
	cond    *engine.Condition
	barrier *engine.Barrier

	ops     []func(m *mess, co *engine.Co, n int)
	plans   []plan
	closing bool
	begun   int
	ended   int // deferred calls that ran to their end
	skipped int // deferred calls that were suspended when the closing began, and may end there
}

// plan is what a task does, and what its deferred call does.
type plan struct {
	recovers       bool // from the panic it is unwound with
	body, deferred []deed
}

type deed struct{ op, n int }

const messFutures, maxMess = 3, 12

func newMess(l *engine.Loop, plans []plan) *mess {
	m := &mess{loop: l, plans: plans, ops: messOps}
	for range messFutures {
		m.futures = append(m.futures, engine.NewFuture[any](m.loop))
	}
	m.permits, m.queue = engine.NewSemaphore(1), engine.NewQueue[any](1)
	m.cond, m.barrier = engine.NewCondition(nil), engine.NewBarrier(2)
	return m
}

func (m *mess) start(n int) *engine.Task[any] {
	p := m.plans[n%len(m.plans)]
	t := engine.CreateTaskIn(m.loop, "", func(co *engine.Co) (v any, err error) {
		m.begun++
		defer func() {
			open := !m.closing // it began before the closing: should that find it suspended here, it may be cut off
			if open {
				m.skipped++
			}
			m.do(co, p.deferred)
			if open {
				m.skipped--
			}
			m.ended++
		}()
		if p.recovers {
			defer func() { recover() }()
		}
		m.do(co, p.body)
		return nil, nil
	})
	m.tasks = append(m.tasks, t)
	return t
}

func (m *mess) do(co *engine.Co, deeds []deed) {
	for _, d := range deeds {
		m.ops[d.op](m, co, d.n)
	}
}

var messOps = []func(m *mess, co *engine.Co, n int){
	func(m *mess, co *engine.Co, n int) { co.Sleep(time.Duration(n) * ms) },
	func(m *mess, co *engine.Co, n int) { co.Yield() },
	func(m *mess, co *engine.Co, n int) { m.tasks[n%len(m.tasks)].Await(co) },
	func(m *mess, co *engine.Co, n int) { m.futures[n%messFutures].Await(co) },
	func(m *mess, co *engine.Co, n int) { m.futures[n%messFutures].SetResult(nil) },
	func(m *mess, co *engine.Co, n int) { m.futures[n%messFutures].SetError(errBad) },
	func(m *mess, co *engine.Co, n int) { m.futures[n%messFutures].WhenDone(func() {}) },
	func(m *mess, co *engine.Co, n int) { m.lock.Acquire(co) },
	func(m *mess, co *engine.Co, n int) { m.lock.Release() },
	func(m *mess, co *engine.Co, n int) { m.lock.With(co, co.Yield) },
	func(m *mess, co *engine.Co, n int) { m.event.Wait(co) },
	func(m *mess, co *engine.Co, n int) { m.event.Set() },
	func(m *mess, co *engine.Co, n int) { m.event.Clear() },
	func(m *mess, co *engine.Co, n int) { m.permits.With(co, co.Yield) },
	func(m *mess, co *engine.Co, n int) { m.queue.Put(co, n) },
	func(m *mess, co *engine.Co, n int) { m.queue.Get(co) },
	func(m *mess, co *engine.Co, n int) { m.cond.With(co, func() error { return m.cond.Wait(co) }) },
	func(m *mess, co *engine.Co, n int) { m.cond.With(co, m.cond.NotifyAll) },
	func(m *mess, co *engine.Co, n int) { m.barrier.Wait(co) },
	func(m *mess, co *engine.Co, n int) { m.tasks[n%len(m.tasks)].Cancel() },
	func(m *mess, co *engine.Co, n int) { m.loop.CallSoon(func() { m.event.Set() }) },
	func(m *mess, co *engine.Co, n int) { m.loop.CallLater(ms, func() { m.lock.Release() }).Canceled() },
	func(m *mess, co *engine.Co, n int) { m.loop.Close() },
	func(m *mess, co *engine.Co, n int) {
		if len(m.tasks) < maxMess {
			m.start(n)
		}
	},
	func(m *mess, co *engine.Co, n int) {
		engine.Gather(co, []engine.Awaitable[any]{m.tasks[n%len(m.tasks)], m.futures[n%messFutures]}...)
	},
	func(m *mess, co *engine.Co, n int) {
		engine.Wait(co, engine.FirstCompleted, ms, []engine.Awaitable[any]{m.tasks[n%len(m.tasks)], m.futures[n%messFutures]}...)
	},
	func(m *mess, co *engine.Co, n int) { engine.WaitFor(co, m.futures[n%messFutures], time.Duration(n)*ms) },
	func(m *mess, co *engine.Co, n int) { engine.Shield(m.futures[n%messFutures]).Await(co) },
	func(m *mess, co *engine.Co, n int) {
		engine.Group(co, func(g *engine.TaskGroup) error {
			engine.GroupTask(g, co, "", m.futures[n%messFutures].Await)
			return co.Yield()
		})
	},
	func(m *mess, co *engine.Co, n int) {
		engine.RunInExecutor(m.loop, func() (any, error) { return nil, nil })
	},
}

// TestAnythingCanBeClosedInTheMiddle closes random programs after a few ticks. Nothing panics, every task ends, and every
// deferred call runs to its end.
func TestAnythingCanBeClosedInTheMiddle(t *testing.T) {
	deeds := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) deed {
		return deed{rapid.IntRange(0, len(messOps)-1).Draw(t, "op"), rapid.IntRange(0, 7).Draw(t, "n")}
	}), 0, 6)
	plans := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) plan {
		return plan{rapid.Bool().Draw(t, "recovers"), deeds.Draw(t, "body"), deeds.Draw(t, "deferred")}
	}), 1, 6)
	rapid.Check(t, func(t *rapid.T) {
		clock := &engine.VirtualClock{}
		rec := trace.NewRecorder(clock, 0)
		th := engine.NewThread(engine.ThreadConfig{ID: 1, Name: "main", Clock: clock, Trace: rec})
		rec.EmitText(trace.Event{Kind: trace.ThreadStarted, Thread: 1}, "main")
		r := engine.NewRunner(engine.Config{Thread: th})
		l, err := r.Loop()
		require.NoError(t, err)
		m := newMess(l, plans.Draw(t, "plans"))
		for n := range m.plans {
			m.start(n)
		}
		for range rapid.IntRange(0, 6).Draw(t, "ticks") {
			l.Stop()
			if err := l.RunForever(); !errors.Is(err, engine.ErrDeadlock) {
				require.NoError(t, err)
			}
		}
		if rapid.Bool().Draw(t, "canceled first") {
			r.Close() // it may find a deadlock
		} else {
			m.closing = true
			require.NoError(t, l.Close())
			require.NoError(t, r.Close())
		}
		require.Empty(t, m.loop.AllTasks())
		for _, task := range m.tasks {
			require.True(t, task.Done())
		}
		require.Equal(t, m.begun, m.ended+m.skipped)
		rec.Emit(trace.Event{Kind: trace.ThreadEnded, Thread: 1})
		checkTrace(t, rec)
	})
}
