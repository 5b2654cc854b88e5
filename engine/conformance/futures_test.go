package conformance

import "loopyard/engine"

// futures is the life of a future: how it is completed and who is told.
var futures = []behavior{
	{
		name: "a future wakes who awaits it in the order they came", want: log{"set", "a 7", "b 7", "c 7"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			var all []*engine.Task[any]
			for _, name := range []string{"a", "b", "c"} {
				all = append(all, spawn(co, func(co *engine.Co) error {
					p.log(name, result(f.Await(co)))
					return nil
				}))
			}
			co.Yield()
			f.SetResult(7)
			p.log("set")
			engine.Gather(co, all...)
		}),
	},
	{
		name: "a waiter runs one turn after the result was set", want: log{"turns 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			co.Loop().CallSoon(func() {
				count := turns(co)
				f.WhenDone(func() { p.log("turns", count()) })
				f.SetResult(nil)
			})
			f.Await(co)
			co.Yield()
		}),
	},
	{
		name: "a future is completed once", want: log{"ok", "invalid state", "invalid state", "false", "7"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			p.log(f.SetResult(7))
			p.log(f.SetResult(8))
			p.log(f.SetError(errBad))
			p.log(f.Cancel())
			p.log(result(f.Result()))
		}),
	},
	{
		name: "a canceled future takes no result", want: log{"true", "invalid state", "false", "canceled true", "canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			p.log(f.Cancel())
			p.log(f.SetResult(7))
			p.log(f.Cancel())
			p.log("canceled", f.Canceled())
			p.log(result(f.Result()))
		}),
	},
	{
		name: "a pending future has no result and no error",
		want: log{"invalid state", "invalid state", "done false", "canceled false"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			p.log(result(f.Result()))
			p.log(f.Err())
			p.log("done", f.Done())
			p.log("canceled", f.Canceled())
		}),
	},
	{
		name: "an error is raised in who awaits", want: log{"bad", "bad"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			co.Loop().CallSoon(func() { f.SetError(errBad) })
			p.log(result(f.Await(co)))
			p.log(f.Err())
		}),
	},
	{
		name: "callbacks run in the order they were added, in the next turn", want: log{"set", "a", "b", "c"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			for _, name := range []string{"a", "b", "c"} {
				f.WhenDone(p.logs(name))
			}
			f.SetResult(nil)
			p.log("set")
			co.Yield()
		}),
	},
	{
		name: "callbacks are told of a cancellation", want: log{"canceled", "told true"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			f.WhenDone(func() { p.log("told", f.Canceled()) })
			f.Cancel()
			p.log("canceled")
			co.Yield()
		}),
	},
	{
		name: "a callback may add a callback, which runs a turn later", want: log{"first", "second", "third"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			f.WhenDone(func() { p.log("first"); f.WhenDone(p.logs("third")) })
			f.WhenDone(p.logs("second"))
			f.SetResult(nil)
			yield(co, 2)
		}),
	},
	{
		name: "the cancellation of a future reaches every one who awaits it", want: log{"a canceled", "b canceled", "counts 0 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			await := func(name string) *engine.Task[any] {
				return spawn(co, func(co *engine.Co) error { p.log(name, result(f.Await(co))); return nil })
			}
			a, b := await("a"), await("b")
			co.Yield()
			f.Cancel()
			yield(co, 2)
			p.log("counts", a.Cancelling(), b.Cancelling())
		}),
	},
	{
		name: "a future's cancellation has its message", want: log{"canceled: enough", "canceled: enough"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			co.Loop().CallSoon(func() { f.CancelWith("enough") })
			p.log(result(f.Await(co)))
			p.log(result(f.Result()))
		}),
	},
	{
		name: "a waiter that is canceled cancels the future, and the other waiters with it", want: log{"a: canceled", "b: canceled", "future true"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			await := func(name string) *engine.Task[any] {
				return spawn(co, func(co *engine.Co) error {
					_, err := f.Await(co)
					p.log(name+":", err)
					return err
				})
			}
			a := await("a")
			await("b")
			co.Yield()
			a.Cancel()
			yield(co, 2)
			p.log("future", f.Canceled())
		}),
	},
	{
		name: "an error that nobody retrieved is reported", want: log{"main ends", "report: Future exception was never retrieved bad"},
		run: inReportingLoop(func(p *program, co *engine.Co) {
			newFuture(co).SetError(errBad)
			p.log("main ends")
		}),
	},
	{
		name: "an error that was retrieved is not reported", want: log{"bad", "bad", "main ends"},
		run: inReportingLoop(func(p *program, co *engine.Co) {
			asked, awaited := newFuture(co), newFuture(co)
			asked.SetError(errBad)
			awaited.SetError(errBad)
			p.log(asked.Err())
			p.log(result(awaited.Await(co)))
			p.log("main ends")
		}),
	},
}
