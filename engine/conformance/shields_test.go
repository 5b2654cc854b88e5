package conformance

import "loopyard/engine"

// shields is asyncio.shield.
var shields = []behavior{
	{
		name: "a shield gives the result, one turn later than the task", want: log{"7 turns 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawnValue(co, just(7, nil))
			count := turns(co)
			p.log(result(engine.Shield[any](t).Await(co)), "turns", count())
		}),
	},
	{
		name: "a shield of what is done takes no turn", want: log{"7 turns 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawnValue(co, just(7, nil))
			co.Yield()
			count := turns(co)
			p.log(result(engine.Shield[any](t).Await(co)), "turns", count())
		}),
	},
	{
		name: "a shield gives the error", want: log{"bad"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(result(engine.Shield[any](spawnValue(co, just(nil, errBad))).Await(co)))
		}),
	},
	{
		name: "a task behind a shield survives the request, and who waits for it does not", want: log{"outer: canceled", "inner ends", "7"},
		run: inLoop(func(p *program, co *engine.Co) {
			inner := spawnValue(co, func(co *engine.Co) (any, error) { yield(co, 5); p.log("inner ends"); return 7, nil })
			outer := spawnValue(co, func(co *engine.Co) (any, error) {
				v, err := engine.Shield[any](inner).Await(co)
				p.log("outer:", result(v, err))
				return v, err
			})
			yield(co, 2)
			outer.Cancel()
			outer.Await(co)
			p.log(result(inner.Await(co)))
		}),
	},
	{
		name: "canceling the task cancels the shield", want: log{"canceled", "counts 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			inner := spawn(co, newFutureWait)
			co.Loop().CallSoon(func() { inner.Cancel() })
			p.log(result(engine.Shield[any](inner).Await(co)))
			p.log("counts", co.Cancelling())
		}),
	},
	{
		name: "a shield that is canceled itself leaves the task alone", want: log{"true", "shield true", "inner false", "7"},
		run: inLoop(func(p *program, co *engine.Co) {
			inner := newFuture(co)
			outer := engine.Shield[any](inner)
			p.log(outer.Cancel())
			co.Yield()
			p.log("shield", outer.Canceled())
			p.log("inner", inner.Canceled())
			inner.SetResult(7)
			p.log(result(inner.Result()))
		}),
	},
	{
		name: "an error behind a canceled shield is reported if nobody hears of it", until: "3.13", // then the shield reports it
		want: log{"outer: canceled", "main ends", "report: Task exception was never retrieved bad"},
		run: inReportingLoop(func(p *program, co *engine.Co) {
			inner := spawn(co, func(co *engine.Co) error { yield(co, 5); return errBad })
			outer := spawnValue(co, func(co *engine.Co) (any, error) {
				v, err := engine.Shield[any](inner).Await(co)
				p.log("outer:", err)
				return v, err
			})
			yield(co, 2)
			outer.Cancel()
			yield(co, 6)
			p.log("main ends")
		}),
	},
	{
		name: "an error that reached a shield is the shield's to be heard of",
		want: log{"main ends", "report: Future exception was never retrieved bad"},
		run: inReportingLoop(func(p *program, co *engine.Co) {
			engine.Shield[any](spawnValue(co, just(nil, errBad)))
			yield(co, 3)
			p.log("main ends")
		}),
	},
	{
		name: "a gathering behind a shield survives", want: log{"outer: canceled", "a ends", "b ends", "[a b]"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := p.after(co, "a", 5, nil), p.after(co, "b", 6, nil)
			all := spawnValue(co, func(co *engine.Co) (any, error) { v, err := engine.Gather(co, a, b); return v, err })
			outer := spawnValue(co, func(co *engine.Co) (any, error) {
				v, err := engine.Shield[any](all).Await(co)
				p.log("outer:", err)
				return v, err
			})
			yield(co, 3)
			outer.Cancel()
			outer.Await(co)
			p.log(result(all.Await(co)))
		}),
	},
	{
		name: "a shield among what is gathered keeps its task from the request", want: log{"open: canceled", "gathered: canceled", "kept ends", "kept"},
		run: inLoop(func(p *program, co *engine.Co) {
			kept := p.after(co, "kept", 5, nil)
			open := spawn(co, func(co *engine.Co) error {
				err := newFutureWait(co)
				p.log("open:", err)
				return err
			})
			outer := spawnValue(co, func(co *engine.Co) (any, error) {
				v, err := engine.Gather(co, []engine.Awaitable[any]{engine.Shield(kept), open}...)
				p.log("gathered:", result(v, err))
				return v, err
			})
			yield(co, 2)
			outer.Cancel()
			outer.Await(co)
			p.log(result(kept.Await(co)))
		}),
	},
}
