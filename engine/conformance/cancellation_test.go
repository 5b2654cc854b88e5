package conformance

import (
	"errors"
	"time"

	"loopyard/engine"
)

// cancellation is who is asked to end, when it learns of it, and what it may do about it.
var cancellation = []behavior{
	{
		name: "a task that is canceled before its first step never runs", want: log{"true", "main: canceled", "canceled true"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(*engine.Co) error { p.log("never"); return nil })
			p.log(t.Cancel())
			p.log("main:", result(t.Await(co)))
			p.log("canceled", t.Canceled())
		}),
	},
	{
		name: "a sleeper learns of it in the next turn", want: log{"asked", "turn", "sleeper: canceled", "true"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				err := co.Sleep(time.Hour)
				p.log("sleeper:", err)
				return err
			})
			co.Yield()
			co.Loop().CallSoon(p.logs("turn"))
			t.Cancel()
			p.log("asked")
			co.Yield()
			p.log(t.Canceled())
		}),
	},
	{
		name: "a task between two turns learns of it in its turn", want: log{"a 1", "b cancels a", "a: canceled", "true"},
		run: inLoop(func(p *program, co *engine.Co) {
			a := spawn(co, func(co *engine.Co) error {
				p.log("a 1")
				err := co.Yield()
				p.log("a:", err)
				return err
			})
			b := spawn(co, func(co *engine.Co) error { p.log("b cancels a"); a.Cancel(); return nil })
			b.Await(co)
			a.Await(co)
			p.log(a.Canceled())
		}),
	},
	{
		name: "what a canceled task awaits is canceled, and the task after it", want: log{"inner: canceled", "outer: canceled", "true true"},
		run: inLoop(func(p *program, co *engine.Co) {
			inner := spawn(co, func(co *engine.Co) error {
				err := newFutureWait(co)
				p.log("inner:", err)
				return err
			})
			outer := spawn(co, func(co *engine.Co) error {
				_, err := inner.Await(co)
				p.log("outer:", err)
				return err
			})
			yield(co, 2)
			outer.Cancel()
			outer.Await(co)
			p.log(inner.Canceled(), outer.Canceled())
		}),
	},
	{
		name: "a canceled task waits for the one that it awaits to end",
		want: log{"inner cleans up", "outer is done: false", "inner ends", "outer: canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			inner := spawn(co, func(co *engine.Co) error {
				err := newFutureWait(co)
				p.log("inner cleans up")
				yield(co, 3)
				p.log("inner ends")
				return err
			})
			outer := spawn(co, func(co *engine.Co) error {
				_, err := inner.Await(co)
				p.log("outer:", err)
				return err
			})
			yield(co, 2)
			outer.Cancel()
			yield(co, 2)
			p.log("outer is done:", outer.Done())
			outer.Await(co)
		}),
	},
	{
		name: "who awaits a canceled task is not canceled itself", want: log{"main: canceled", "goes on 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, newFutureWait)
			co.Yield()
			t.Cancel()
			p.log("main:", result(t.Await(co)))
			co.Yield()
			p.log("goes on", co.Cancelling())
		}),
	},
	{
		name: "a task that cancels itself learns of it where it waits next", want: log{"asked 1", "works on", "waits", "canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				co.Cancel()
				p.log("asked", co.Cancelling())
				p.log("works on")
				p.log("waits")
				return newFutureWait(co)
			})
			p.log(result(t.Await(co)))
		}),
	},
	{
		name: "what is done does not count as waiting", want: log{"7", "then: canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			f.SetResult(7)
			t := spawn(co, func(co *engine.Co) error {
				co.Cancel()
				p.log(result(f.Await(co)))
				err := co.Yield()
				p.log("then:", err)
				return err
			})
			t.Await(co)
		}),
	},
	{
		name: "a task that is asked in its last step ends canceled", want: log{"last step", "main: canceled", "true"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawnValue(co, func(co *engine.Co) (any, error) {
				co.Yield()
				co.Cancel()
				p.log("last step")
				return 7, nil
			})
			p.log("main:", result(t.Await(co)))
			p.log(t.Canceled())
		}),
	},
	{
		name: "a task that is asked in its last step and fails has failed", want: log{"main: bad", "false"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error { co.Cancel(); return errBad })
			p.log("main:", result(t.Await(co)))
			p.log(t.Canceled())
		}),
	},
	{
		name: "a task may handle it and give a result", want: log{"task: canceled", "main: 7", "false 1"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawnValue(co, func(co *engine.Co) (any, error) {
				p.log("task:", newFutureWait(co))
				return 7, nil
			})
			co.Yield()
			t.Cancel()
			p.log("main:", result(t.Await(co)))
			p.log(t.Canceled(), t.Cancelling())
		}),
	},
	{
		name: "a task that went on can be canceled again", want: log{"first: canceled", "second: canceled", "true 2"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				p.log("first:", newFutureWait(co))
				err := newFutureWait(co)
				p.log("second:", err)
				return err
			})
			co.Yield()
			t.Cancel()
			co.Yield()
			t.Cancel()
			t.Await(co)
			p.log(t.Canceled(), t.Cancelling())
		}),
	},
	{
		name: "two requests before a turn are delivered as one", want: log{"true true 2", "first: canceled", "second: ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				p.log("first:", newFutureWait(co))
				p.log("second:", co.Yield())
				return nil
			})
			co.Yield()
			p.log(t.Cancel(), t.Cancel(), t.Cancelling())
			t.Await(co)
		}),
	},
	{
		name: "a task that handles it and waits on is awaited by who canceled it", want: log{"inner: canceled", "outer: 7", "7"},
		run: inLoop(func(p *program, co *engine.Co) {
			inner := spawnValue(co, func(co *engine.Co) (any, error) {
				p.log("inner:", newFutureWait(co))
				yield(co, 2)
				return 7, nil
			})
			outer := spawnValue(co, func(co *engine.Co) (any, error) {
				v, err := inner.Await(co)
				p.log("outer:", result(v, err))
				return v, err
			})
			yield(co, 2)
			outer.Cancel()
			p.log(result(outer.Await(co)))
		}),
	},
	{
		name: "a task may fail instead", want: log{"main: bad", "false"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error { newFutureWait(co); return errBad })
			co.Yield()
			t.Cancel()
			p.log("main:", result(t.Await(co)))
			p.log(t.Canceled())
		}),
	},
	{
		name: "a task that gives the error of a cancellation itself ends canceled", want: log{"main: canceled", "true 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error { co.Yield(); return engine.ErrCanceled })
			p.log("main:", result(t.Await(co)))
			p.log(t.Canceled(), t.Cancelling())
		}),
	},
	{
		name: "what is done can not be canceled", want: log{"false 0", "7"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawnValue(co, just(7, nil))
			t.Await(co)
			p.log(t.Cancel(), t.Cancelling())
			p.log(result(t.Result()))
		}),
	},
	{
		name: "a request beats the result that came in the same turn", want: log{"task: canceled", "future 7"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			t := spawn(co, func(co *engine.Co) error {
				_, err := f.Await(co)
				p.log("task:", err)
				return err
			})
			co.Yield()
			f.SetResult(7)
			t.Cancel()
			t.Await(co)
			p.log("future", result(f.Result()))
		}),
	},
	{
		name: "a request beats the error that came in the same turn", want: log{"task: canceled", "future bad"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			t := spawn(co, func(co *engine.Co) error {
				_, err := f.Await(co)
				p.log("task:", err)
				return err
			})
			co.Yield()
			f.SetError(errBad)
			t.Cancel()
			t.Await(co)
			p.log("future", f.Err())
		}),
	},
	{
		name: "a result that comes after the request is refused", want: log{"true", "invalid state", "task: canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			f := newFuture(co)
			t := spawn(co, func(co *engine.Co) error {
				_, err := f.Await(co)
				p.log("task:", err)
				return err
			})
			co.Yield()
			p.log(t.Cancel())
			p.log(f.SetResult(7))
			t.Await(co)
		}),
	},
	{
		name: "a canceled task cleans up before it ends", want: log{"cleaning", "cleaned", "main: canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				err := newFutureWait(co)
				p.log("cleaning")
				err = errors.Join(err, co.Sleep(1*ms))
				p.log("cleaned")
				return err
			})
			co.Yield()
			t.Cancel()
			p.log("main:", result(t.Await(co)))
		}),
	},
	{
		name: "a task that fails after a request, unheard, is reported", want: log{"main ends", "report: Task exception was never retrieved bad"},
		run: inReportingLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error { newFutureWait(co); return errBad })
			co.Yield()
			t.Cancel()
			yield(co, 2)
			p.log("main ends")
		}),
	},
	{
		name: "asking a task that has failed to end silences its error", want: log{"false", "main ends"},
		run: inReportingLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(*engine.Co) error { return errBad })
			yield(co, 2)
			p.log(t.Cancel())
			p.log("main ends")
		}),
	},
}
