package conformance

import (
	"time"

	"loopyard/engine"
)

// timeouts is asyncio.timeout, timeout_at and wait_for.
var timeouts = []behavior{
	{
		name: "a body that takes too long is canceled, and the error is a timeout", want: log{"body: canceled", "timeout", "counts 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Timeout(co, 2*ms, func(*engine.TimeoutScope) error { return p.overslept(co, "body:") }))
			p.log("counts", co.Cancelling())
		}),
	},
	{
		name: "a body that ends in time is left alone", want: log{"body", "ok", "later ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Timeout(co, 2*ms, func(*engine.TimeoutScope) error { p.log("body"); return nil }))
			p.log("later", co.Sleep(4*ms))
		}),
	},
	{
		name: "a timeout of nothing ends the first wait", want: log{"begins", "body: canceled", "timeout"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Timeout(co, 0, func(*engine.TimeoutScope) error {
				p.log("begins")
				return p.overslept(co, "body:")
			}))
		}),
	},
	{
		name: "a timeout of the past lets one turn pass", want: log{"body: ok", "ok", "body: ok", "next: canceled", "timeout"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Timeout(co, -time.Second, func(*engine.TimeoutScope) error { p.log("body:", nil); return nil }))
			p.log(engine.Timeout(co, -time.Second, func(*engine.TimeoutScope) error {
				p.log("body:", nil)
				err := newFutureWait(co)
				p.log("next:", err)
				return err
			}))
		}),
	},
	{
		name: "no limit is no timeout", want: log{"ok", "never true", "expired false"},
		run: inLoop(func(p *program, co *engine.Co) {
			var kept *engine.TimeoutScope
			p.log(engine.TimeoutAt(co, engine.Forever, func(s *engine.TimeoutScope) error { kept = s; return co.Sleep(1 * ms) }))
			p.log("never", kept.When() == engine.Forever)
			p.log("expired", kept.Expired())
		}),
	},
	{
		name: "a moment of the loop's clock is a limit too", want: log{"body: canceled", "timeout"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.TimeoutAt(co, co.Loop().Time()+int64(2*ms), func(*engine.TimeoutScope) error { return p.overslept(co, "body:") }))
		}),
	},
	{
		name: "an error of the body is its own, in time and after", want: log{"bad", "bad", "counts 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Timeout(co, time.Hour, func(*engine.TimeoutScope) error { return errBad }))
			p.log(engine.Timeout(co, 2*ms, func(*engine.TimeoutScope) error { co.Sleep(time.Hour); return errBad }))
			p.log("counts", co.Cancelling())
		}),
	},
	{
		name: "a body that handles the cancellation has no timeout", want: log{"body: canceled", "ok", "expired true", "counts 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			var kept *engine.TimeoutScope
			p.log(engine.Timeout(co, 2*ms, func(s *engine.TimeoutScope) error {
				kept = s
				p.overslept(co, "body:")
				return nil
			}))
			p.log("expired", kept.Expired())
			p.log("counts", co.Cancelling())
		}),
	},
	{
		name: "of two scopes the inner one that expires is the one that ends", want: log{"inner: timeout", "outer: ok", "expired true false"},
		run: inLoop(func(p *program, co *engine.Co) {
			var outer, inner *engine.TimeoutScope
			err := engine.Timeout(co, time.Hour, func(s *engine.TimeoutScope) error {
				outer = s
				err := engine.Timeout(co, 2*ms, func(s *engine.TimeoutScope) error { inner = s; return co.Sleep(time.Hour) })
				p.log("inner:", err)
				return nil
			})
			p.log("outer:", err)
			p.log("expired", inner.Expired(), outer.Expired())
		}),
	},
	{
		name: "of two scopes the outer one that expires ends both", want: log{"inner: canceled", "outer: timeout", "expired false true"},
		run: inLoop(func(p *program, co *engine.Co) {
			var outer, inner *engine.TimeoutScope
			err := engine.Timeout(co, 2*ms, func(s *engine.TimeoutScope) error {
				outer = s
				err := engine.Timeout(co, time.Hour, func(s *engine.TimeoutScope) error { inner = s; return co.Sleep(time.Hour) })
				p.log("inner:", err)
				return err
			})
			p.log("outer:", err)
			p.log("expired", inner.Expired(), outer.Expired())
		}),
	},
	{
		// The two timers are a tie, but whichever comes first both requests are there before the body learns of one.
		name: "of two scopes with one deadline the outer one has the timeout", want: log{"inner: canceled", "outer: timeout", "counts 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			when := co.Loop().Time() + int64(2*ms)
			err := engine.TimeoutAt(co, when, func(*engine.TimeoutScope) error {
				err := engine.TimeoutAt(co, when, func(*engine.TimeoutScope) error { return co.Sleep(time.Hour) })
				p.log("inner:", err)
				return err
			})
			p.log("outer:", err)
			p.log("counts", co.Cancelling())
		}),
	},
	{
		name: "a foreign request is never taken for a timeout", want: log{"scope: canceled", "expired false", "counts 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				var kept *engine.TimeoutScope
				p.log("scope:", engine.Timeout(co, time.Hour, func(s *engine.TimeoutScope) error { kept = s; return co.Sleep(time.Hour) }))
				p.log("expired", kept.Expired())
				p.log("counts", co.Cancelling())
				return nil
			})
			co.Yield()
			t.Cancel()
			t.Await(co)
		}),
	},
	{
		name: "a foreign request beside an expired scope stays a request", want: log{"scope: canceled", "expired true", "counts 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				var kept *engine.TimeoutScope
				p.log("scope:", engine.Timeout(co, 0, func(s *engine.TimeoutScope) error {
					kept = s
					co.Cancel()
					return newFutureWait(co)
				}))
				p.log("expired", kept.Expired())
				p.log("counts", co.Cancelling())
				return nil
			})
			t.Await(co)
		}),
	},
	{
		name: "a scope that begins with a request of before still has its timeout", since: "3.12", want: log{"first: canceled", "timeout", "counts 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				p.log("first:", newFutureWait(co))
				p.log(engine.Timeout(co, 1*ms, func(*engine.TimeoutScope) error { return co.Sleep(time.Hour) }))
				p.log("counts", co.Cancelling())
				return nil
			})
			co.Yield()
			t.Cancel()
			t.Await(co)
		}),
	},
	{
		name: "a scope can be moved", want: log{"moved true", "slept ok", "body: canceled", "timeout"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(engine.Timeout(co, 2*ms, func(s *engine.TimeoutScope) error {
				later := s.When() + int64(50*ms)
				s.Reschedule(later)
				p.log("moved", s.When() == later)
				p.log("slept", co.Sleep(4*ms))
				return p.overslept(co, "body:")
			}))
		}),
	},
	{
		name: "a scope that is over can not be moved",
		want: log{"Cannot change state of finished Timeout", "Cannot change state of expiring Timeout", "Cannot change state of expired Timeout"},
		run: inLoop(func(p *program, co *engine.Co) {
			var kept *engine.TimeoutScope
			keep := func(s *engine.TimeoutScope) error { kept = s; return nil }
			engine.Timeout(co, time.Hour, keep)
			p.log(kept.Reschedule(0))
			engine.Timeout(co, 0, func(s *engine.TimeoutScope) error {
				kept = s
				err := newFutureWait(co)
				p.log(s.Reschedule(0))
				return err
			})
			p.log(kept.Reschedule(0))
		}),
	},
	{
		name: "waiting for a task gives its result or its error", want: log{"7", "bad"},
		run: inLoop(func(p *program, co *engine.Co) {
			p.log(result(engine.WaitFor[any](co, spawnValue(co, just(7, nil)), time.Hour)))
			p.log(result(engine.WaitFor[any](co, spawnValue(co, just(nil, errBad)), time.Hour)))
		}),
	},
	{
		name: "waiting for a task takes the turns of awaiting it", since: "3.12", want: log{"7 turns 1", "7 turns 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawnValue(co, just(7, nil))
			count := turns(co)
			p.log(result(engine.WaitFor[any](co, t, time.Hour)), "turns", count())
			p.log(result(engine.WaitFor[any](co, t, time.Hour)), "turns", count())
		}),
	},
	{
		name: "a task that is waited for too long is canceled, and ends before the wait does",
		want: log{"task: canceled", "task cleaned up", "timeout", "canceled true"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				err := p.overslept(co, "task:")
				yield(co, 3)
				p.log("task cleaned up")
				return err
			})
			p.log(result(engine.WaitFor[any](co, t, 2*ms)))
			p.log("canceled", t.Canceled())
		}),
	},
	{
		name: "a task that handles it gives its result all the same", want: log{"task: canceled", "7"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawnValue(co, func(co *engine.Co) (any, error) { p.overslept(co, "task:"); return 7, nil })
			p.log(result(engine.WaitFor[any](co, t, 2*ms)))
		}),
	},
	{
		name: "a task that fails instead gives its error", want: log{"task: canceled", "bad"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error { p.overslept(co, "task:"); return errBad })
			p.log(result(engine.WaitFor[any](co, t, 2*ms)))
		}),
	},
	{
		name: "waiting no time for what is not done is a timeout, and it never begins", want: log{"timeout", "canceled true", "7"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(*engine.Co) error { p.log("never"); return nil })
			p.log(result(engine.WaitFor[any](co, t, 0)))
			p.log("canceled", t.Canceled())
			done := newFuture(co)
			done.SetResult(7)
			p.log(result(engine.WaitFor[any](co, done, -time.Second)))
		}),
	},
	{
		name: "waiting no time takes four turns", want: log{"timeout turns 3"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, newFutureWait)
			co.Yield()
			count := turns(co)
			p.log(result(engine.WaitFor[any](co, t, 0)), "turns", count())
		}),
	},
	{
		name: "a foreign request while waiting is not a timeout, and cancels the task",
		want: log{"task: canceled", "waiter: canceled", "counts 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error { return p.overslept(co, "task:") })
			w := spawn(co, func(co *engine.Co) error {
				_, err := engine.WaitFor[any](co, t, time.Hour)
				p.log("waiter:", err)
				p.log("counts", co.Cancelling())
				return err
			})
			yield(co, 2)
			w.Cancel()
			w.Await(co)
		}),
	},
	{
		name: "a foreign request while a task of no time ends is not a timeout",
		want: log{"task: canceled", "waiter: canceled", "task ends"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				err := p.overslept(co, "task:")
				yield(co, 4)
				p.log("task ends")
				return err
			})
			co.Yield()
			w := spawn(co, func(co *engine.Co) error {
				_, err := engine.WaitFor[any](co, t, 0)
				p.log("waiter:", err)
				return err
			})
			yield(co, 2)
			w.Cancel()
			w.Await(co)
			t.Await(co)
		}),
	},
	{
		name: "a shielded task survives the timeout", want: log{"timeout", "is done: false", "7"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			t := spawnValue(co, f.Await)
			p.log(result(engine.WaitFor(co, engine.Shield[any](t), 2*ms)))
			p.log("is done:", t.Done())
			f.SetResult(7)
			p.log(result(t.Await(co)))
		}),
	},
	{
		name: "a result that comes with the foreign request is kept for who asks again", since: "3.12", want: log{"waiter: canceled", "7"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			w := spawn(co, func(co *engine.Co) error {
				_, err := engine.WaitFor(co, f, time.Hour)
				p.log("waiter:", err)
				return err
			})
			co.Yield()
			f.SetResult(7)
			w.Cancel()
			w.Await(co)
			p.log(result(f.Result()))
		}),
	},
}

// overslept sleeps longer than any test waits and logs how that ended.
func (p *program) overslept(co *engine.Co, words ...any) error {
	err := co.Sleep(time.Hour)
	p.log(append(words, err)...)
	return err
}
