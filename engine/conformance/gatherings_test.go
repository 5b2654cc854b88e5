package conformance

import (
	"time"

	"loopyard/engine"
)

// gatherings is asyncio.gather.
var gatherings = []behavior{
	{
		name: "results stand in the order of the names, not of the ends", want: log{"b ends", "a ends", "[1 2]"},
		run: inLoop(func(p *program, co *engine.Co) {
			after := func(name string, turns int, v any) *engine.Task[any] {
				return spawnValue(co, func(co *engine.Co) (any, error) {
					yield(co, turns)
					p.log(name, "ends")
					return v, nil
				})
			}
			p.log(result(engine.Gather(co, after("a", 3, 1), after("b", 1, 2))))
		}),
	},
	{
		name: "gathering tasks that end at once takes two turns more", want: log{"[1 2] turns 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := spawnValue(co, just(1, nil)), spawnValue(co, just(2, nil))
			count := turns(co)
			p.log(result(engine.Gather(co, a, b)), "turns", count())
		}),
	},
	{
		name: "gathering what is done takes no turn", since: "3.12", want: log{"[1 2] turns 0", "bad turns 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b, bad := spawnValue(co, just(1, nil)), spawnValue(co, just(2, nil)), spawnValue(co, just(nil, errBad))
			co.Yield()
			count := turns(co)
			p.log(result(engine.Gather(co, a, b)), "turns", count())
			p.log(result(engine.Gather(co, a, bad)), "turns", count())
		}),
	},
	{
		name: "what is done counts before what is not", since: "3.12", want: log{"bad turns 0", "late ends"},
		run: inLoop(func(p *program, co *engine.Co) {
			bad := spawnValue(co, just(nil, errBad))
			co.Yield()
			late := spawnValue(co, func(co *engine.Co) (any, error) { yield(co, 2); p.log("late ends"); return 1, nil })
			count := turns(co)
			p.log(result(engine.Gather(co, late, bad)), "turns", count())
			late.Await(co)
		}),
	},
	{
		name: "gathering nothing gives nothing at once", want: log{"[] turns 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			count := turns(co)
			p.log(result(engine.Gather(co, []*engine.Task[any]{}...)), "turns", count())
		}),
	},
	{
		name: "gathering one twice gives it twice", want: log{"runs", "[7 7]"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawnValue(co, func(*engine.Co) (any, error) { p.log("runs"); return 7, nil })
			p.log(result(engine.Gather(co, t, t)))
		}),
	},
	{
		name: "the first error ends it and the others run on", want: log{"bad", "good is done: false", "good ends", "1"},
		run: inLoop(func(p *program, co *engine.Co) {
			good := spawnValue(co, func(co *engine.Co) (any, error) { yield(co, 4); p.log("good ends"); return 1, nil })
			bad := spawnValue(co, func(co *engine.Co) (any, error) { co.Yield(); return nil, errBad })
			p.log(result(engine.Gather(co, good, bad)))
			p.log("good is done:", good.Done())
			p.log(result(good.Await(co)))
		}),
	},
	{
		name: "a later error goes nowhere and is not reported", want: log{"bad", "main ends"},
		run: inReportingLoop(func(p *program, co *engine.Co) {
			fails := func(turns int) *engine.Task[any] {
				return spawn(co, func(co *engine.Co) error { yield(co, turns); return errBad })
			}
			p.log(result(engine.Gather(co, fails(1), fails(3))))
			yield(co, 5)
			p.log("main ends")
		}),
	},
	{
		name: "a canceled one counts as an error, and who gathers goes on", want: log{"canceled", "other is done: false", "counts 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := spawn(co, newFutureWait), spawnValue(co, func(co *engine.Co) (any, error) { yield(co, 9); return 1, nil })
			co.Loop().CallSoon(func() { a.Cancel() })
			p.log(result(engine.Gather(co, a, b)))
			p.log("other is done:", b.Done())
			p.log("counts", co.Cancelling())
			b.Await(co)
		}),
	},
	{
		name: "gathering all gives the errors among the results", want: log{"[1 bad canceled 2]"},
		run: inLoop(func(p *program, co *engine.Co) {
			canceled := spawn(co, newFutureWait)
			canceled.Cancel()
			one, bad, two := spawnValue(co, just(1, nil)), spawnValue(co, just(nil, errBad)), spawnValue(co, just(2, nil))
			p.log(result(engine.GatherAll(co, one, bad, canceled, two)))
		}),
	},
	{
		name: "canceling who gathers cancels all, and its wait ends with the first", want: log{"a: canceled", "b: canceled", "gathered: canceled", "b ends"},
		run: inLoop(func(p *program, co *engine.Co) {
			waits := func(name string, turns int) *engine.Task[any] {
				return spawn(co, func(co *engine.Co) error {
					err := newFutureWait(co)
					p.log(name+":", err)
					if turns > 0 {
						yield(co, turns)
						p.log(name, "ends")
					}
					return err
				})
			}
			a, b := waits("a", 0), waits("b", 4)
			t := spawnValue(co, func(co *engine.Co) (any, error) {
				v, err := engine.Gather(co, a, b)
				p.log("gathered:", result(v, err))
				return v, err
			})
			yield(co, 2)
			t.Cancel()
			t.Await(co)
			b.Await(co)
		}),
	},
	{
		name: "canceling who gathers all waits for each to end", want: log{"a: canceled", "b: canceled", "b ends", "gathered: canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			waits := func(name string, turns int) *engine.Task[any] {
				return spawn(co, func(co *engine.Co) error {
					err := newFutureWait(co)
					p.log(name+":", err)
					if turns > 0 {
						yield(co, turns)
						p.log(name, "ends")
					}
					return err
				})
			}
			a, b := waits("a", 0), waits("b", 4)
			t := spawnValue(co, func(co *engine.Co) (any, error) {
				v, err := engine.GatherAll(co, a, b)
				p.log("gathered:", result(v, err))
				return v, err
			})
			yield(co, 2)
			t.Cancel()
			t.Await(co)
		}),
	},
	{
		name: "a gathering whose tasks all survive the request ends canceled all the same", want: log{"a goes on", "gathered: canceled", "a 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			a := spawnValue(co, func(co *engine.Co) (any, error) { newFutureWait(co); p.log("a goes on"); return 1, nil })
			t := spawnValue(co, func(co *engine.Co) (any, error) {
				v, err := engine.Gather(co, a)
				p.log("gathered:", result(v, err))
				return v, err
			})
			yield(co, 2)
			t.Cancel()
			t.Await(co)
			p.log("a", result(a.Result()))
		}),
	},
	{
		name: "a request that finds every task done cancels who gathers", want: log{"a ends", "gathered: canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			var t *engine.Task[any]
			a := spawnValue(co, func(co *engine.Co) (any, error) {
				yield(co, 2)
				p.log("a ends")
				co.Loop().CallSoon(func() { t.Cancel() })
				return 1, nil
			})
			t = spawnValue(co, func(co *engine.Co) (any, error) {
				v, err := engine.Gather(co, a)
				p.log("gathered:", result(v, err))
				return nil, err
			})
			t.Await(co)
		}),
	},
	{
		name: "futures can be gathered with tasks", want: log{"[1 2]"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			t := spawnValue(co, func(*engine.Co) (any, error) { f.SetResult(1); return 2, nil })
			p.log(result(engine.Gather(co, []engine.Awaitable[any]{f, t}...)))
		}),
	},
	{
		name: "gathering another loop's future is refused", want: log{"refused", "refused", "goes on"},
		run: inLoop(func(p *program, co *engine.Co) {
			other := engine.NewLoop(p.config())
			mine, foreign := newFuture(co), engine.NewFuture[any](other)
			refuse := func(all ...*engine.Future[any]) {
				if _, err := engine.Gather(co, all...); err != nil {
					p.log("refused")
				}
			}
			refuse(foreign)
			refuse(mine, foreign)
			p.log("goes on")
			other.Close()
		}),
	},
	{
		name: "a gathering in a gathering passes a cancellation down", want: log{"a: canceled: enough", "b: canceled: enough", "canceled: enough"},
		run: inLoop(func(p *program, co *engine.Co) {
			waits := func(name string) *engine.Task[any] {
				return spawn(co, func(co *engine.Co) error {
					err := co.Sleep(time.Hour)
					p.log(name+":", err)
					return err
				})
			}
			a, b := waits("a"), waits("b")
			inner := spawnValue(co, func(co *engine.Co) (any, error) { return engine.Gather(co, a) })
			outer := spawnValue(co, func(co *engine.Co) (any, error) { return engine.Gather(co, inner, b) })
			yield(co, 3)
			outer.CancelWith("enough")
			p.log(result(outer.Await(co)))
		}),
	},
}
