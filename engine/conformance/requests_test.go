package conformance

import (
	"time"

	"loopyard/engine"
)

// requests is how often a task was asked to end, what takes that back, and with what message.
var requests = []behavior{
	{
		name: "requests are counted and taken back one at a time", want: log{"0", "1", "2", "1 1", "0 0", "0 0", "canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, newFutureWait)
			co.Yield()
			p.log(t.Cancelling())
			for range 2 {
				t.Cancel()
				p.log(t.Cancelling())
			}
			for range 3 {
				p.log(t.Uncancel(), t.Cancelling())
			}
			p.log(result(t.Await(co)))
		}),
	},
	{
		name: "taking every request back drops one that was not delivered", since: "3.13", want: log{"1", "0", "next: ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				co.Cancel()
				p.log(co.Cancelling())
				p.log(co.Uncancel())
				p.log("next:", co.Yield())
				return nil
			})
			t.Await(co)
		}),
	},
	{
		name: "a wait that was canceled stays so when the request is taken back", want: log{"sleeper: canceled 0", "waiter: canceled 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			taken := func(name string, wait func(co *engine.Co) error) {
				t := spawn(co, func(co *engine.Co) error { p.log(name+":", wait(co), co.Cancelling()); return nil })
				co.Yield()
				t.Cancel()
				t.Uncancel()
				t.Await(co)
			}
			taken("sleeper", func(co *engine.Co) error { return co.Sleep(time.Hour) })
			taken("waiter", newFutureWait)
		}),
	},
	{
		name: "taking one of two requests back drops none", want: log{"1", "next: canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				co.Cancel()
				co.Cancel()
				p.log(co.Uncancel())
				p.log("next:", co.Yield())
				return nil
			})
			t.Await(co)
		}),
	},
	{
		name: "the message arrives where the task waits and where it is awaited",
		want: log{"task: canceled: enough", "main: canceled: enough"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				err := co.Sleep(time.Hour)
				p.log("task:", err)
				return err
			})
			co.Yield()
			t.CancelWith("enough")
			p.log("main:", result(t.Await(co)))
		}),
	},
	{
		name: "the message of a task that never ran arrives", want: log{"main: canceled: enough"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, newFutureWait)
			t.CancelWith("enough")
			p.log("main:", result(t.Await(co)))
		}),
	},
	{
		name: "the message goes through what is awaited", want: log{"inner: canceled: enough", "outer: canceled: enough"},
		run: inLoop(func(p *program, co *engine.Co) {
			inner := spawn(co, func(co *engine.Co) error {
				err := newFutureWait(co)
				p.log("inner:", err)
				return err
			})
			outer := spawnValue(co, inner.Await)
			yield(co, 2)
			outer.CancelWith("enough")
			p.log("outer:", result(outer.Await(co)))
		}),
	},
	{
		name: "the first message counts once what is awaited was canceled", want: log{"sleeper: canceled: one", "waiter: canceled: one"},
		run: inLoop(func(p *program, co *engine.Co) {
			twice := func(name string, wait func(co *engine.Co) error) {
				t := spawn(co, func(co *engine.Co) error { p.log(name+":", wait(co)); return nil })
				co.Yield()
				t.CancelWith("one")
				t.CancelWith("two")
				t.Await(co)
			}
			twice("sleeper", func(co *engine.Co) error { return co.Sleep(time.Hour) })
			twice("waiter", newFutureWait)
		}),
	},
	{
		name: "the last message counts before that", want: log{"yielding: canceled: two", "new: canceled: two"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error { p.log("yielding:", co.Yield()); return nil })
			co.Yield()
			t.CancelWith("one")
			t.CancelWith("two")
			t.Await(co)
			t = spawn(co, newFutureWait)
			t.CancelWith("one")
			t.CancelWith("two")
			p.log("new:", result(t.Await(co)))
		}),
	},
	{
		name: "a message is not kept for a later request", want: log{"first: canceled: one", "second: canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			t := spawn(co, func(co *engine.Co) error {
				p.log("first:", co.Yield())
				p.log("second:", co.Yield())
				return nil
			})
			co.Yield()
			t.CancelWith("one")
			co.Yield()
			t.Cancel()
			t.Await(co)
		}),
	},
}
