package conformance

import (
	"time"

	"loopyard/engine"
)

// waits is asyncio.wait and asyncio.as_completed.
var waits = []behavior{
	{
		name: "waiting for all tells who is done", want: log{"a ends", "b ends", "done [a b] pending []"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := p.after(co, "a", 1, nil), p.after(co, "b", 2, nil)
			p.waited(engine.Wait(co, engine.AllCompleted, 0, a, b))
		}),
	},
	{
		name: "waiting for tasks that end at once takes two turns more", want: log{"turns 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := spawnValue(co, just(1, nil)), spawnValue(co, just(2, nil))
			count := turns(co)
			engine.Wait[any](co, engine.AllCompleted, 0, a, b)
			p.log("turns", count())
		}),
	},
	{
		name: "waiting for what is done takes two turns", want: log{"turns 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := spawnValue(co, just(1, nil)), spawnValue(co, just(2, nil))
			co.Yield()
			count := turns(co)
			engine.Wait[any](co, engine.AllCompleted, 0, a, b)
			p.log("turns", count())
		}),
	},
	{
		name: "waiting for the first tells who is left", want: log{"b ends", "done [b] pending [a]", "a ends"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := p.after(co, "a", 5, nil), p.after(co, "b", 1, nil)
			p.waited(engine.Wait(co, engine.FirstCompleted, 0, a, b))
			a.Await(co)
		}),
	},
	{
		name: "two that end in one turn are both done", want: log{"a ends", "b ends", "done [a b] pending [c]", "c ends"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b, c := p.after(co, "a", 1, nil), p.after(co, "b", 1, nil), p.after(co, "c", 9, nil)
			p.waited(engine.Wait(co, engine.FirstCompleted, 0, a, b, c))
			c.Await(co)
		}),
	},
	{
		name: "waiting for the first error passes results over", want: log{"a ends", "b ends", "done [a b] pending [c]", "c ends"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b, c := p.after(co, "a", 1, nil), p.after(co, "b", 3, errBad), p.after(co, "c", 9, nil)
			p.waited(engine.Wait(co, engine.FirstException, 0, a, b, c))
			b.Err()
			c.Await(co)
		}),
	},
	{
		name: "a cancellation is not the error that is waited for", want: log{"b ends", "done [a b] pending []"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := engine.CreateTask(co, "a", func(co *engine.Co) (any, error) { return nil, newFutureWait(co) }), p.after(co, "b", 6, nil)
			co.Loop().CallSoon(func() { a.Cancel() })
			p.waited(engine.Wait[any](co, engine.FirstException, 0, a, b))
		}),
	},
	{
		name: "waiting raises no errors", want: log{"a ends", "done [a] pending []", "bad"},
		run: inLoop(func(p *program, co *engine.Co) {
			a := p.after(co, "a", 1, errBad)
			p.waited(engine.Wait(co, engine.AllCompleted, 0, a))
			p.log(a.Err())
		}),
	},
	{
		name: "a wait may take only so long, and cancels nothing", want: log{"a ends", "done [a] pending [b]", "b: 7"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			a, b := p.after(co, "a", 1, nil), engine.CreateTask(co, "b", f.Await)
			yield(co, 2)
			p.waited(engine.Wait[any](co, engine.AllCompleted, 2*ms, a, b))
			f.SetResult(7)
			p.log("b:", result(b.Await(co)))
		}),
	},
	{
		name: "a wait that ends in time leaves no timer", want: log{"a ends", "done [a] pending []", "over"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.waited(engine.Wait(co, engine.AllCompleted, time.Hour, p.after(co, "a", 1, nil)))
			co.Sleep(1 * ms)
			p.log("over")
		}),
	},
	{
		name: "canceling who waits cancels nobody else", want: log{"waiter: canceled", "a is done: false", "a ends"},
		run: inLoop(func(p *program, co *engine.Co) {
			a := p.after(co, "a", 6, nil)
			t := spawn(co, func(co *engine.Co) error {
				_, _, err := engine.Wait(co, engine.AllCompleted, 0, a)
				p.log("waiter:", err)
				return err
			})
			yield(co, 2)
			t.Cancel()
			t.Await(co)
			p.log("a is done:", a.Done())
			a.Await(co)
		}),
	},
	{
		name: "results come as they are completed", want: log{"b ends", "got b", "c ends", "got c", "a ends", "got a"},
		run: inLoop(func(p *program, co *engine.Co) {
			for v, err := range engine.AsCompleted(co, p.after(co, "a", 9, nil), p.after(co, "b", 1, nil), p.after(co, "c", 5, nil)) {
				p.log("got", result(v, err))
			}
		}),
	},
	{
		name: "errors come as they are completed, among the results", want: log{"b ends", "got bad", "a ends", "got a"},
		run: inLoop(func(p *program, co *engine.Co) {
			for v, err := range engine.AsCompleted(co, p.after(co, "a", 5, nil), p.after(co, "b", 1, errBad)) {
				p.log("got", result(v, err))
			}
		}),
	},
	{
		name: "the results of what is done at once come in turns of their own", want: log{"got 1 turns 2", "got 2 turns 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, b := spawnValue(co, just(1, nil)), spawnValue(co, just(2, nil))
			count := turns(co)
			for v, err := range engine.AsCompleted[any](co, a, b) {
				p.log("got", result(v, err), "turns", count())
			}
		}),
	},
	{
		name: "canceling who takes them as they are completed cancels nobody else", want: log{"taker: canceled", "a is done: false", "a ends"},
		run: inLoop(func(p *program, co *engine.Co) {
			a := p.after(co, "a", 6, nil)
			t := spawn(co, func(co *engine.Co) error {
				for _, err := range engine.AsCompleted(co, a) {
					p.log("taker:", err)
				}
				return nil
			})
			yield(co, 2)
			t.Cancel()
			t.Await(co)
			p.log("a is done:", a.Done())
			a.Await(co)
		}),
	},
	{
		name: "a timeout around it ends the taking", want: log{"a ends", "got a", "timeout"},
		run: inLoop(func(p *program, co *engine.Co) {
			a, never := p.after(co, "a", 1, nil), spawn(co, newFutureWait)
			p.log(engine.Timeout(co, 40*ms, func(*engine.TimeoutScope) (last error) {
				for v, err := range engine.AsCompleted[any](co, a, never) {
					if last = err; err == nil {
						p.log("got", v)
					}
				}
				return last
			}))
			never.Cancel()
		}),
	},
}

// after makes a task that ends with its name, or err, after some turns.
func (p *program) after(co *engine.Co, name string, turns int, err error) *engine.Task[any] {
	return engine.CreateTask(co, name, func(co *engine.Co) (any, error) {
		yield(co, turns)
		p.log(name, "ends")
		return name, err
	})
}

func (p *program) waited(done, pending []engine.Awaitable[any], _ error) {
	names := func(all []engine.Awaitable[any]) []any {
		var names []any
		for _, a := range all {
			names = append(names, a.(*engine.Task[any]).Name())
		}
		return names
	}
	p.log("done", names(done), "pending", names(pending))
}
