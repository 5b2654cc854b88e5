package conformance

import (
	"math"
	"time"

	"loopyard/engine"
)

const ms = time.Millisecond

// loops is the loop's own calls: call_soon and its kin, running, stopping and closing.
var loops = []behavior{
	{
		name: "callbacks run in the order they were queued", want: log{"a", "b", "c", "main"},
		run: inLoop(func(p *program, co *engine.Co) {
			for _, name := range []string{"a", "b", "c"} {
				co.Loop().CallSoon(p.logs(name))
			}
			co.Yield()
			p.log("main")
		}),
	},
	{
		name: "what a callback queues runs a turn later", want: log{"a", "b", "main", "a again"},
		run: inLoop(func(p *program, co *engine.Co) {
			l := co.Loop()
			l.CallSoon(func() { p.log("a"); l.CallSoon(p.logs("a again")) })
			l.CallSoon(p.logs("b"))
			co.Yield()
			p.log("main")
			co.Yield()
		}),
	},
	{
		name: "timers run by their time, in whatever order they were set", want: log{"one", "two", "three"},
		run: inLoop(func(p *program, co *engine.Co) {
			l := co.Loop()
			now := l.Time()
			l.CallAt(now+int64(3*ms), p.logs("three"))
			l.CallAt(now+int64(1*ms), p.logs("one"))
			l.CallAt(now+int64(2*ms), p.logs("two"))
			co.Sleep(4 * ms)
		}),
	},
	{
		name: "a timer of the past joins behind what is ready", want: log{"soon", "late", "after"},
		run: inLoop(func(p *program, co *engine.Co) {
			l := co.Loop()
			l.CallLater(-time.Second, p.logs("late"))
			l.CallSoon(func() { p.log("soon"); l.CallSoon(p.logs("after")) })
			yield(co, 3)
		}),
	},
	{
		name: "timers of the past run by their time too", want: log{"beginning", "-3", "-2", "-1", "0"},
		run: inLoop(func(p *program, co *engine.Co) {
			l := co.Loop()
			l.CallLater(0, p.logs(0))
			for _, n := range []int{-1, -3, -2} {
				l.CallLater(time.Duration(n)*time.Second, p.logs(n))
			}
			l.CallAt(math.MinInt64, p.logs("beginning"))
			co.Sleep(1 * ms)
		}),
	},
	{
		name: "a sleep of ages is never over, and can be canceled", want: log{"others go on", "canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error { return co.Sleep(math.MaxInt64) })
			co.Sleep(2 * ms)
			again := spawn(co, func(co *engine.Co) error { return co.Sleep(math.MaxInt64) })
			co.Sleep(2 * ms)
			if !t.Done() && !again.Done() {
				p.log("others go on")
			}
			t.Cancel()
			again.Cancel()
			again.Await(co)
			p.log(result(t.Await(co)))
		}),
	},
	{
		name: "a limit of ages is no limit", want: log{"ok", "ok", "[1]"},
		run: inLoop(func(p *program, co *engine.Co) {
			soon := func() *engine.Task[any] {
				return spawnValue(co, func(co *engine.Co) (any, error) { return 1, co.Sleep(1 * ms) })
			}
			p.log(engine.Timeout(co, math.MaxInt64-1, func(*engine.TimeoutScope) error { return co.Sleep(1 * ms) }))
			_, err := engine.WaitFor(co, soon(), math.MaxInt64-1)
			p.log(err)
			done, _, _ := engine.Wait(co, engine.AllCompleted, math.MaxInt64-1, soon())
			p.log([]any{result(done[0].Result())})
		}),
	},
	{
		name: "a timer is never early", want: log{"early false"},
		run: inLoop(func(p *program, co *engine.Co) {
			l := co.Loop()
			when := l.Time() + int64(2*ms)
			done := newFuture(co)
			l.CallAt(when, func() { done.SetResult(l.Time() < when) })
			p.log("early", result(done.Await(co)))
		}),
	},
	{
		name: "a canceled callback does not run", want: log{"ran", "true true false"},
		run: inLoop(func(p *program, co *engine.Co) {
			l := co.Loop()
			soon, late := l.CallSoon(p.logs("soon")), l.CallLater(1*ms, p.logs("late"))
			ran := l.CallSoon(p.logs("ran"))
			soon.Cancel()
			late.Cancel()
			late.Cancel()
			co.Sleep(3 * ms)
			p.log(soon.Canceled(), late.Canceled(), ran.Canceled())
		}),
	},
	{
		name: "a callback may cancel one that is ready in the same turn", want: log{"a", "c"},
		run: inLoop(func(p *program, co *engine.Co) {
			l := co.Loop()
			var b *engine.Handle
			l.CallSoon(func() { p.log("a"); b.Cancel() })
			b = l.CallSoon(p.logs("b"))
			l.CallSoon(p.logs("c"))
			co.Yield()
		}),
	},
	{
		name: "a callback belongs to no task", want: log{"task true", "callback false", "again true"},
		run: inLoop(func(p *program, co *engine.Co) {
			l := co.Loop()
			p.log("task", l.CurrentTask() == co)
			l.CallSoon(func() { p.log("callback", l.CurrentTask() != nil) })
			co.Yield()
			p.log("again", l.CurrentTask() == co)
		}),
	},
	{
		name: "all tasks are those that have not ended", want: log{"1", "3", "1"},
		run: inLoop(func(p *program, co *engine.Co) {
			l := co.Loop()
			p.log(len(l.AllTasks()))
			a, b := spawnValue(co, just(1, nil)), spawnValue(co, just(2, nil))
			p.log(len(l.AllTasks()))
			a.Await(co)
			b.Await(co)
			p.log(len(l.AllTasks()))
		}),
	},
	{
		name: "a stop before the run lets it have one turn", want: log{"a", "stopped", "b", "stopped"},
		run: func(p *program) {
			l := engine.NewLoop(p.config())
			l.CallSoon(func() { p.log("a"); l.CallSoon(p.logs("b")) })
			l.Stop()
			l.RunForever()
			p.log("stopped")
			l.Stop()
			l.RunForever()
			p.log("stopped")
			l.Close()
		},
	},
	{
		name: "a stop lets the turn end", want: log{"a", "stops", "b", "stopped", "c"},
		run: func(p *program) {
			l := engine.NewLoop(p.config())
			l.CallSoon(p.logs("a"))
			l.CallSoon(func() { p.log("stops"); l.Stop(); l.CallSoon(func() { p.log("c"); l.Stop() }) })
			l.CallSoon(p.logs("b"))
			l.RunForever()
			p.log("stopped")
			l.RunForever()
			l.Close()
		},
	},
	{
		name: "a run until complete of what is complete has one turn", want: log{"soon", "7"},
		run: func(p *program) {
			l := engine.NewLoop(p.config())
			f := engine.NewFuture[any](l)
			f.SetResult(7)
			l.CallSoon(p.logs("soon"))
			p.log(result(engine.RunUntilComplete(l, f)))
			l.Close()
		},
	},
	{
		name: "a run until complete that is stopped says so", want: log{"Event loop stopped before Future completed.", "7"},
		run: func(p *program) {
			l := engine.NewLoop(p.config())
			f := engine.NewFuture[any](l)
			l.CallSoon(l.Stop)
			p.log(result(engine.RunUntilComplete(l, f)))
			l.CallSoon(func() { f.SetResult(7) })
			p.log(result(engine.RunUntilComplete(l, f)))
			l.Close()
		},
	},
	{
		name: "a run until complete of another loop's future is refused", want: log{"other loop"},
		run: func(p *program) {
			l, other := engine.NewLoop(p.config()), engine.NewLoop(p.config())
			t := engine.CreateTaskIn(l, "", func(co *engine.Co) (any, error) {
				return engine.NewFuture[any](other).Await(co)
			})
			p.log(result(engine.RunUntilComplete(l, t)))
			l.Close()
			other.Close()
		},
	},
	{
		name: "a running loop refuses to run and to close, and another loop to run",
		want: log{
			"This event loop is already running", "Cannot close a running event loop",
			"Cannot run the event loop while another loop is running", "goes on",
		},
		run: inLoop(func(p *program, co *engine.Co) {
			l, f := co.Loop(), newFuture(co)
			p.log(result(engine.RunUntilComplete(l, f)))
			p.log(l.Close())
			other := engine.NewLoop(p.config())
			p.log(result(engine.RunUntilComplete(other, engine.NewFuture[any](other))))
			other.Close()
			p.log("goes on")
		}),
	},
	{
		name: "a closed loop refuses everything",
		want: log{
			"ok", "Event loop is closed", "Event loop is closed", "Event loop is closed", "Event loop is closed",
			"Event loop is closed", "Event loop is closed",
		},
		run: func(p *program) {
			l := engine.NewLoop(p.config())
			f := engine.NewFuture[any](l)
			l.Close()
			p.log(l.Close())
			p.log(caught(func() { l.CallSoon(func() {}) }))
			p.log(caught(func() { l.CallLater(0, func() {}) }))
			p.log(caught(func() { l.CallAt(0, func() {}) }))
			p.log(l.CallSoonThreadsafe(func() {}))
			p.log(l.RunForever())
			p.log(result(engine.RunUntilComplete(l, f)))
		},
	},
	{
		name: "a closed loop takes no task, no call for its executor and no callback of a future that is done",
		want: log{"Event loop is closed", "Event loop is closed", "Event loop is closed"},
		run: func(p *program) {
			l := engine.NewLoop(p.config())
			f := engine.NewFuture[any](l)
			f.SetResult(nil)
			l.Close()
			p.log(caught(func() { engine.CreateTaskIn(l, "", just(nil, nil)) }))
			p.log(caught(func() { engine.RunInExecutor(l, func() (any, error) { return nil, nil }) }))
			p.log(caught(func() { f.WhenDone(func() {}) }))
		},
	},
	{
		name: "what is queued when a loop closes is dropped", want: log{"closed"},
		run: func(p *program) {
			l := engine.NewLoop(p.config())
			l.CallSoon(p.logs("never"))
			l.CallLater(0, p.logs("never"))
			l.Close()
			p.log("closed")
		},
	},
	{
		name: "a loop describes itself",
		want: log{
			"EventLoop running=False closed=False debug=False", "EventLoop running=True closed=False debug=False",
			"EventLoop running=False closed=True debug=False",
		},
		run: func(p *program) {
			l := engine.NewLoop(p.config())
			describe := func() { s := l.String(); p.log(s[1 : len(s)-1]) }
			describe()
			l.CallSoon(func() { describe(); l.Stop() })
			l.RunForever()
			l.Close()
			describe()
		},
	},
}
