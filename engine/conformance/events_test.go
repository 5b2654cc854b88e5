package conformance

import (
	"loopyard/engine"
)

// events is asyncio.Event.
var events = []behavior{
	{
		name: "an event that has happened lets pass without a turn", want: log{"set false", "set true", "ok turns 0"},
		run: inLoop(func(p *program, co *engine.Co) {
			var e engine.Event
			p.log("set", e.IsSet())
			e.Set()
			p.log("set", e.IsSet())
			count := turns(co)
			p.log(e.Wait(co), "turns", count())
		}),
	},
	{
		name: "an event wakes all who wait, in the order they came", want: log{"set", "a ok", "b ok", "c ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			var e engine.Event
			all := p.waiters(co, &e, "a", "b", "c")
			co.Yield()
			e.Set()
			p.log("set")
			engine.Gather(co, all...)
		}),
	},
	{
		name: "who was woken passes though the event was taken back", want: log{"set false", "a ok", "b is done: false", "b canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			var e engine.Event
			a := p.waiters(co, &e, "a")[0]
			co.Yield()
			e.Set()
			e.Clear()
			p.log("set", e.IsSet())
			b := p.waiters(co, &e, "b")[0]
			a.Await(co)
			yield(co, 3)
			p.log("b is done:", b.Done())
			b.Cancel()
		}),
	},
	{
		name: "setting an event twice wakes nobody twice", want: log{"a ok", "true"},
		run: inLoop(func(p *program, co *engine.Co) {
			var e engine.Event
			a := p.waiters(co, &e, "a")[0]
			co.Yield()
			e.Set()
			e.Set()
			a.Await(co)
			p.log(e.IsSet())
		}),
	},
	{
		name: "a canceled waiter leaves the others waiting", want: log{"a canceled", "b ok"},
		run: inLoop(func(p *program, co *engine.Co) {
			var e engine.Event
			all := p.waiters(co, &e, "a", "b")
			co.Yield()
			all[0].Cancel()
			co.Yield()
			e.Set()
			all[1].Await(co)
		}),
	},
	{
		name: "a waiter that is woken and canceled in one turn is canceled", want: log{"a canceled"},
		run: inLoop(func(p *program, co *engine.Co) {
			var e engine.Event
			a := p.waiters(co, &e, "a")[0]
			co.Yield()
			e.Set()
			a.Cancel()
			a.Await(co)
		}),
	},
	{
		name: "an event belongs to the first loop that waits for it", want: log{"a canceled", "other loop"},
		run: func(p *program) {
			var e engine.Event
			p.runIn(p.config(), func(co *engine.Co) {
				a := p.waiters(co, &e, "a")[0]
				co.Yield()
				a.Cancel()
				a.Await(co)
			})
			p.runIn(p.config(), func(co *engine.Co) { p.log(e.Wait(co)) })
		},
	},
}

// waiters makes tasks that each wait for the event and log their name and how the wait ended.
func (p *program) waiters(co *engine.Co, e *engine.Event, names ...string) (all []*engine.Task[any]) {
	for _, name := range names {
		all = append(all, spawn(co, func(co *engine.Co) error {
			err := e.Wait(co)
			p.log(name, err)
			return err
		}))
	}
	return all
}
